"""The tasks that came from a record, on that record's own page: ticked when done, and added in a line."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from app.agenda.page.quick_add import QuickAdd
from app.agenda.tasks import actions, rules, wording
from app.agenda.tasks.actions import Source
from app.agenda.tasks.records import Task
from app.core.change import Changes
from app.core.record import today
from app.core.text import Text, _l
from app.ui.inputs.tab_order import controls_in, follow
from app.ui.office import Office
from app.ui.widgets import Button, Column, Row, Tag, TwoLines, clear, icon_button, small


class TaskList(QWidget):
    """The tasks of a source, of all its items where none is named; it follows what happens elsewhere.

    Attributes:
        quick: the line in which a new task is written.
        boxes: the boxes to tick, by the tasks' ids.
    """

    def __init__(self, office: Office, source: Source) -> None:
        super().__init__()
        self._office, self._source = office, source
        self.boxes: dict[str, QCheckBox] = {}
        self._openers: dict[str, Button] = {}
        whole = Column(self, spacing=8)
        self._rows = Column(spacing=6)
        whole.addLayout(self._rows)
        self._fill_rows()
        self.quick = QuickAdd(
            office,
            lambda session, values: actions.add_from(session, source, values),
            compact=True,
        )
        whole.addWidget(self.quick)
        whole.addStretch(1)
        office.changed.connect(self._refresh)

    def _refresh(self, changes: Changes) -> None:
        if "task" in changes.kinds:
            self.fill()

    def fill(self) -> None:
        """Ask for the tasks, now: they are few."""
        held = [name for name, box in self.boxes.items() if box.hasFocus()]
        controls = controls_in(*self._fill_rows())
        if controls:  # before the line for a new one, as they are seen
            follow(self.quick.line, controls)
            follow(controls[-1], [self.quick.line])
        for name in held:
            if box := self.boxes.get(name):  # Qt shows it in the next turn
                QTimer.singleShot(0, box, box.setFocus)

    def _fill_rows(self) -> list[QWidget]:
        source = self._source
        with self._office.store.read() as session:
            found = actions.of_source(session, source.kind, source.id, source.item or None)
            clear(self._rows)
            self.boxes, self._openers = {}, {}
            rows = [self._row(task) for task in found]
            for row in rows:
                self._rows.addWidget(row)
        if not found:
            self._rows.addWidget(small(_l("No tasks have come from this yet.")))
        return rows

    def _row(self, task: Task) -> QWidget:
        task_id, status, what = task.id, actions.state(task), task.what
        box = self.boxes[task_id] = QCheckBox()
        box.setAccessibleName(what)
        box.setChecked(status == rules.DONE)
        box.clicked.connect(lambda on=False: self._tick(task_id, done=on))
        late, when = rules.late(status, task.due, today()), _when(task, status)
        said = [wording.who(task.who), *([when] if when and not late else [])]
        tag = Tag(when, "bad") if late and when else Tag(_state(status), rules.TONES[status])
        opens = self._openers[task_id] = icon_button(
            "arrow-right", _l("Open"), partial(self._office.wanted.emit, "task", task_id)
        )
        row = QWidget()
        line, top = Row(row, spacing=8), Qt.AlignmentFlag.AlignTop
        line.addWidget(box, 0, top)
        words = Column(spacing=2)
        words.addWidget(TwoLines(what, lambda: " · ".join(map(str, said))))
        words.addWidget(tag, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(words, 1)
        line.addWidget(opens, 0, top)
        return row

    def open_button(self, task_id: str) -> Button:
        """What opens the page of a task."""
        return self._openers[task_id]

    def _tick(self, task_id: str, *, done: bool) -> None:
        if done:
            self._office.write(lambda session: actions.finish(session, task_id))
        else:
            self._office.write(lambda session: actions.move(session, task_id, rules.TODO))


def _when(task: Task, status: str) -> Text | None:
    return wording.when(status, task.due, task.done_on, today())


def _state(status: str) -> Text:
    return dict(rules.STATES)[status]
