"""Beside the canvas while no note is chosen: what the sheet is for, its tasks and its chain."""

from PySide6.QtWidgets import QWidget

from app.agenda.page.task_list import TaskList
from app.core.text import _l, _n
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import Column, Meter, Part, clear, label, small
from app.worksheets.page.chain_strip import ChainStrip
from app.worksheets.page.note_panel import begin_with
from app.worksheets.sheets.actions import source_of
from app.worksheets.sheets.sight import Sight
from app.worksheets.types.rules import SheetField


class SheetPanel(QWidget):
    """What concerns the whole sheet.

    Attributes:
        chain: what led to it and what it led to.
    """

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._shown = ("", "")
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
        self._keys = small(
            _l(
                "N writes a note, Enter changes it, Ctrl and an arrow moves it, V votes, 1–5 colour it, "
                "M makes one of several, S splits by lines, T makes a task."
            )
        )
        whole.addWidget(self._keys)
        whole.addStretch(1)

    def show_sight(self, sight: Sight, of: SheetField | None = None) -> None:
        """Show what concerns a sheet, and the tasks of all of it or of one field."""
        bind(self._purpose.setText, sight.purpose)
        done, every = sight.done, len(sight.tasks)
        self._meter.setVisible(bool(every))
        self._meter.tell(
            done,
            max(1, every),
            _n("{done} of {count} task done", "{done} of {count} tasks done", every, done=done),
        )
        wanted = (sight.sheet_id, of.key if of else "")
        if wanted != self._shown:
            self._shown = wanted
            clear(self._tasks)
            source = self._office.ask(lambda session: source_of(session, *wanted))
            self._list = TaskList(self._office, source)
            heading = (
                _l("Tasks from “{field}”", field=dict(of.label)) if of else _l("Tasks from this")
            )
            self._tasks.addWidget(Part(heading, self._list))
        self.chain.show_chain(sight.chain)

    def begin_task(self, what: str = "") -> None:
        """Put the keyboard where a task is written, with words to begin with."""
        if self._list:
            begin_with(self._list, what)

    def tell_keys(self, *, shown: bool) -> None:
        """Tell the keys of the canvas where there is one."""
        self._keys.setVisible(shown)
