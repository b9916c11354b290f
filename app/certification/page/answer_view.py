"""Answering an assessment: one criterion at a time, or a group as a sheet; everything is kept at once."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from app.certification.assessments import actions, rules, wording
from app.certification.assessments.sheet import Sheet, latest_open, sheet
from app.certification.page.criterion_list import CriterionList
from app.certification.page.criterion_panel import CriterionPanel
from app.certification.page.group_sheet import GroupSheet
from app.core.change import Changes
from app.core.fault import Missing, Refusal
from app.core.format import show_percent
from app.core.text import _l, pick
from app.ui import jobs
from app.ui.language import bind
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.theme import set_role, theme
from app.ui.widgets import (
    Card,
    Choice,
    Column,
    ElidedLabel,
    EmptyState,
    Flow,
    Meter,
    Row,
    ScrollColumn,
    Segmented,
    Stack,
    Tag,
    button,
)

ONE, GROUP = "one", "group"
KEYS = {
    Qt.Key.Key_1: rules.YES,
    Qt.Key.Key_2: rules.PARTLY,
    Qt.Key.Key_3: rules.NO,
    Qt.Key.Key_4: rules.NOT_APPLICABLE,
}
STEPS = {"Alt+Down": 1, "Alt+Up": -1}
LIST_WIDTH, NARROW = 300, 780


class AnswerView(View):
    """The sheet of the assessment that is being answered.

    Attributes:
        assessment_id: which one, ``""`` until one is chosen or there is none.
        sheet: what is shown, ``None`` until it has been asked.
    """

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.assessment_id = ""
        self.sheet: Sheet | None = None
        self._queue: list[Callable[[], None]] = []
        self._current = ""
        self._stack = Stack()
        Column(self).addWidget(self._stack)
        self._none = EmptyState(
            "clipboard-text",
            _l("No assessment is open"),
            _l("Begin one among the assessments. It tells where you stand and what to do next."),
        )
        self._stack.addWidget(self._none)
        self._work = QWidget()
        self._stack.addWidget(self._work)
        self.list, self.panel = CriterionList(), CriterionPanel(office)
        self.group = GroupSheet()
        self.way = Segmented([Choice(ONE, _l("One at a time")), Choice(GROUP, _l("As a sheet"))])
        self.only_open = Segmented([Choice("all", _l("All")), Choice("open", _l("Unanswered"))])
        self._title, self._meter = ElidedLabel("", "section"), Meter()
        self._state = Tag("", "plain")
        self._lay_out()
        self.list.chosen.connect(self.go_to)
        self.panel.answered.connect(self.keep)
        self.group.answered.connect(self.keep)
        self.way.chosen.connect(self._go_other_way)
        self.only_open.chosen.connect(lambda _name: self._show())
        self._listen()
        theme.changed.connect(self._rescale)
        self._rescale()

    def _lay_out(self) -> None:
        whole = Column(self._work, spacing=12)
        head = Row(spacing=12)
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        whole.addLayout(head)
        top = Flow(spacing=12)
        for widget in (self.way, self.only_open):
            top.addWidget(widget)
        self.freeze_button = button(_l("Freeze"), icon_name="lock-simple", pressed=self.freeze)
        self.open_button = button(_l("Result"), "quiet", "chart-bar", pressed=self.open_assessment)
        top.addWidget(self.freeze_button)
        top.addWidget(self.open_button)
        whole.addLayout(top)
        line = Row(spacing=12)
        self._side = Card(margins=(8, 12, 8, 4), spacing=12)
        self._side.body.addWidget(self._meter)
        self._side.body.addWidget(self.list)
        line.addWidget(self._side)
        card = Card(margins=0)
        self._pages = Stack()
        self._one, self._many = ScrollColumn(max_width=720), ScrollColumn(max_width=900)
        self._one.body.addWidget(self.panel)
        self._many.body.addWidget(self.group)
        self._pages.addWidget(self._one)
        self._pages.addWidget(self._many)
        card.body.addWidget(self._pages, 1)
        steps = Row(margins=(16, 8, 16, 8), spacing=8)
        steps.addWidget(
            button(_l("Earlier"), icon_name="caret-left", pressed=lambda: self.step(-1))
        )
        steps.addStretch(1)
        self.next_button = button(_l("Next"), "primary", "caret-right", lambda: self.step(1))
        steps.addWidget(button(_l("Next unanswered"), pressed=self.go_to_open))
        steps.addWidget(self.next_button)
        card.body.addLayout(steps)
        line.addWidget(card, 1)
        whole.addLayout(line, 1)

    def _rescale(self) -> None:
        wide = self.width() >= theme.px(NARROW)
        self._side.setFixedWidth(theme.px(LIST_WIDTH if wide else LIST_WIDTH * 2 // 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescale()

    def open(self, assessment_id: str) -> None:
        """Show another assessment, from its first open criterion."""
        if assessment_id != self.assessment_id:
            self.panel.flush()
            self.assessment_id, self._current, self.sheet = assessment_id, "", None
        self.fill()

    def fill(self) -> None:
        """Ask for the sheet as it is now, in the background."""
        wanted = self.assessment_id

        def ask() -> Sheet | None:
            with self._office.store.read() as session:
                found = wanted or latest_open(session)
                try:
                    return sheet(session, found) if found else None
                except Missing:
                    return None

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: Sheet | None) -> None:
        self.sheet = found
        self.assessment_id = found.assessment_id if found else ""
        self._show()

    def _show(self) -> None:
        found = self.sheet
        if found is None or not found.lines:
            self._stack.setCurrentWidget(self._none)
            return
        self._stack.setCurrentWidget(self._work)
        if self._current not in found.lines:
            self._current = found.next_open("") or next(iter(found.lines))
        bind(self._title.setText, lambda: pick(found.title))
        self._state.tell(
            _l("Frozen") if found.frozen else lambda: pick(found.level),
            "main" if found.frozen else "plain",
        )
        total = found.result.total
        self._meter.tell(total.answered, max(1, total.asked), lambda: _progress(found))
        self.freeze_button.setVisible(not found.frozen)
        self.freeze_button.setEnabled(found.result.complete)
        self._lead_on(to_freeze=found.result.complete and not found.frozen)
        only_open = self.only_open.current == "open" and not found.frozen
        self.only_open.setVisible(not found.frozen)
        self.list.show_sheet(found, self._current, only_open)
        if self.way.current == ONE:
            self._pages.setCurrentWidget(self._one)
            self.panel.show_line(
                found.assessment_id, found.lines[self._current], frozen=found.frozen
            )
        else:
            self._pages.setCurrentWidget(self._many)
            self.group.show_group(found, found.lines[self._current].criterion.group)

    def _lead_on(self, *, to_freeze: bool) -> None:
        """The strongest button is what comes next: the next criterion, or when all is answered to freeze."""
        for each, glyph, strong in (
            (self.freeze_button, "lock-simple", to_freeze),
            (self.next_button, "caret-right", not to_freeze),
        ):
            set_role(each, "primary" if strong else "secondary")
            each.set_icon(glyph)

    def go_to(self, key: str) -> None:
        """Bring a criterion in front."""
        if self.sheet and key in self.sheet.lines:
            if not self.panel.flush():  # what is wrong is told at its field
                self.list.choose(self._current)
                return
            self.group.flush()
            self._current = key
            self._show()
            self._one.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """The next criterion, or the one before; on a sheet the next group."""
        if self.sheet is None:
            return
        keys = list(self.sheet.lines)
        at = keys.index(self._current)
        if self.way.current == GROUP:
            groups = [line.criterion.group for line in self.sheet.lines.values()]
            order = list(dict.fromkeys(groups))
            place = min(len(order) - 1, max(0, order.index(groups[at]) + by))
            self.go_to(keys[groups.index(order[place])])
        else:
            self.go_to(keys[min(len(keys) - 1, max(0, at + by))])

    def _go_other_way(self, _way: str) -> None:
        self.flush()
        self._show()

    def go_to_open(self) -> None:
        """The next criterion that has no answer."""
        found = self.sheet.next_open(self._current) if self.sheet else ""
        if found:
            self.go_to(found)
        elif self.sheet:
            self._office.tell(_l("All is answered. Look through it and freeze it."))

    def keep(self, key: str, values: Mapping[str, Any]) -> None:
        """Keep an answer at once."""
        assessment_id = self.assessment_id
        self._in_turn(
            lambda: self._office.write(
                lambda session: actions.answer(session, assessment_id, key, values),
                self._written,
                self._refused,
                tell=False,
            )
        )

    def _in_turn(self, write: Callable[[], None]) -> None:
        """Write one after the other, in the order in which a person did things."""
        self._queue.append(write)
        if len(self._queue) == 1:
            write()

    def _written(self, _changes: object = None) -> None:
        self._queue.pop(0)
        if self._queue:
            self._queue[0]()

    def _refused(self, fault: Refusal) -> None:
        self._office.refused.emit(fault.told)
        self.panel.forget()
        self._written()
        self.fill()

    def freeze(self) -> None:
        """Freeze the assessment; it can be taken back as long as nothing else was done."""
        self.group.flush()
        if not self.panel.flush():
            return
        assessment_id = self.assessment_id

        def done(changes: Changes) -> None:
            self._written()
            self._office.wanted.emit("assessment", changes.result)

        self._in_turn(
            lambda: self._office.write(
                lambda session: actions.freeze(session, assessment_id), done, self._refused
            )
        )

    def open_assessment(self) -> None:
        """Go to the page of the assessment."""
        self.panel.flush()
        self._office.wanted.emit("assessment", self.assessment_id)

    def _listen(self) -> None:
        """Keys answer wherever the focus is in the view; where somebody types, they are typed."""
        scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, code in KEYS.items():
            QShortcut(key, self, lambda code=code: self._answer(code), context=scope)
        for keys, by in STEPS.items():
            QShortcut(QKeySequence(keys), self, lambda by=by: self.step(by), context=scope)

    def _answer(self, code: str) -> None:
        if self.way.current == ONE and self.sheet:
            self.panel.answer(code)

    def flush(self) -> None:
        """Keep what is typed, now."""
        self.panel.flush()
        self.group.flush()


def _progress(found: Sheet) -> str:
    percent = found.result.total.percent
    parts = [wording.progress_words(found.result.total).say()]
    if percent is not None:
        parts.append(_l("{score} of the points", score=show_percent(percent)).say())
    return " · ".join(parts)
