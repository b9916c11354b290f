"""Beside the canvas while no note is chosen: what the sheet is for, its tasks and its chain."""

from PySide6.QtWidgets import QWidget

from app.agenda.page.task_list import TaskList
from app.core.text import _l, _n
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import Column, Meter, Part, clear, label, small
from app.worksheets.page.chain_strip import ChainStrip
from app.worksheets.sheets.actions import source_of
from app.worksheets.sheets.sight import Sight


class SheetPanel(QWidget):
    """What concerns the whole sheet.

    Attributes:
        chain: what led to it and what it led to.
    """

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._sheet_id = ""
        self._list: TaskList | None = None
        whole = Column(self, spacing=16)
        self._purpose = label("")
        whole.addWidget(self._purpose)
        self._meter = Meter()
        whole.addWidget(self._meter)
        self._tasks = Column()
        whole.addLayout(self._tasks)
        self.chain = ChainStrip(office)
        whole.addWidget(Part(_l("What led to what"), self.chain))
        whole.addWidget(
            small(
                _l(
                    "N writes a note, Enter changes it, Ctrl and an arrow moves it, V votes, 1–5 colour it, "
                    "M makes one of several, S splits by lines, T makes a task."
                )
            )
        )
        whole.addStretch(1)

    def show_sight(self, sight: Sight) -> None:
        """Show what concerns a sheet."""
        bind(self._purpose.setText, sight.purpose)
        done, every = sight.done, len(sight.tasks)
        self._meter.setVisible(bool(every))
        self._meter.tell(
            done,
            max(1, every),
            _n("{done} of {count} task done", "{done} of {count} tasks done", every, done=done),
        )
        if sight.sheet_id != self._sheet_id:
            self._sheet_id = sight.sheet_id
            clear(self._tasks)
            sheet_id = sight.sheet_id
            source = self._office.ask(lambda session: source_of(session, sheet_id))
            self._list = TaskList(self._office, source)
            self._tasks.addWidget(Part(_l("Tasks from this"), self._list))
        self.chain.show_chain(sight.chain)

    def begin_task(self) -> None:
        """Put the keyboard where a task is written."""
        if self._list:
            self._list.quick.line.setFocus()
