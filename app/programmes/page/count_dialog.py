"""What the office's own records say of a programme's indicators, to be looked at and taken over."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget
from sqlalchemy.orm import Session

from app.core import editing
from app.core.fault import InvalidValue, Refusal
from app.core.field import row_field
from app.core.record import today
from app.core.text import LanguageText, Text, _l, pick
from app.core.value import Day
from app.programmes import suggestions, wording
from app.programmes.page.value_dialog import usual_days
from app.programmes.records import Programme
from app.programmes.rules import Period
from app.programmes.suggestions import Suggestion
from app.ui import jobs
from app.ui.dialog_size import open_at
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import (
    Banner,
    Column,
    Fold,
    Row,
    ScrollColumn,
    Tiles,
    button,
    clear,
    lead,
    rule,
    section,
    small,
    tick_box,
    words,
)

DAY_WIDTH = 260
MOST_THINGS = 50


class CountDialog(QDialog):
    """Counts from the records of the office, for some days; a person says which numbers become values.

    Attributes:
        found: what was counted.
        boxes: the boxes to tick, by the id of the indicator.
    """

    def __init__(
        self, parent: QWidget, office: Office, record_id: str, period: Period | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._id = office, record_id
        self._latest = jobs.Latest(self)
        self.found: Sequence[Suggestion] = ()
        self.boxes: dict[str, QCheckBox] = {}
        bind(self.setWindowTitle, _l("Count from our records"))
        open_at(self, 640, 640)
        whole = Column(self, margins=24, spacing=12)
        whole.addWidget(section(_l("Count from our records")))
        whole.addWidget(
            lead(
                _l(
                    "Choose the days, look at what was counted, and take over what is right. Only the number and "
                    "where it comes from are kept: nothing of a person."
                )
            )
        )
        context = form_context(office)
        self.first = FieldRow(row_field("first", Day(), _l("From"), required=True), context)
        self.last = FieldRow(row_field("last", Day(), _l("To"), required=True), context)
        days = Tiles(DAY_WIDTH, spacing=12)
        for row in (self.first, self.last):
            row.edited.connect(self.count)
            days.addWidget(row)
        whole.addLayout(days)
        scroll = ScrollColumn(max_width=None, margins=0, spacing=8)
        self._body = scroll.body
        whole.addWidget(scroll, 1)
        self._problem = Banner("", "bad")
        self._problem.hide()
        whole.addWidget(self._problem)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        self.take_button = button(_l("Take over"), "primary", pressed=self.take_over)
        foot.addWidget(self.take_button)
        whole.addLayout(foot)
        self._begin(period or office.ask(self._usual))
        self.count()

    def _usual(self, session: Session) -> Period | None:
        return usual_days(editing.find(session, Programme, self._id))

    def _begin(self, period: Period | None) -> None:
        if period:
            self.first.input.set_value(period.first)
            self.last.input.set_value(min(period.last, max(today(), period.first)))

    def days(self) -> Period | None:
        """The days that are chosen; ``None`` while they can't be understood."""
        try:
            first, last = self.first.input.value(), self.last.input.value()
        except InvalidValue:
            return None
        return Period(first, last) if first and last and first <= last else None

    def count(self) -> None:
        """Count anew, in the background."""
        period = self.days()
        self.take_button.setEnabled(False)
        if period is None:
            self._say(_l("Choose a first and a last day."))
            return

        def ask() -> list[Suggestion]:
            with self._office.store.read() as session:
                return suggestions.suggest(session, self._id, period, today())

        self._latest.run(ask, done=self._show)

    def _say(self, sentence: Text) -> None:
        clear(self._body)
        self.boxes = {}
        self._body.addWidget(words(sentence))

    def _show(self, found: Sequence[Suggestion]) -> None:
        self.found = found
        if not found:
            self._say(
                _l(
                    "No indicator of this programme can be counted from your records. Events are counted by "
                    "themselves; the rest is written by hand."
                )
            )
            return
        clear(self._body)
        self.boxes = {}
        for at, each in enumerate(found):
            if at:
                self._body.addWidget(rule())
            self._add(each)
        self._ticked()

    def _add(self, each: Suggestion) -> None:
        number = wording.number_words(each.counted.number)
        box, ticked = tick_box(
            lambda: _l("{name}: {number}", name=pick(each.name), number=number).say()
        )
        box.setChecked(each.fresh)
        box.setEnabled(each.covered is None)
        box.toggled.connect(self._ticked)
        self.boxes[each.indicator_id] = box
        self._body.addWidget(ticked)
        self._body.addWidget(small(each.counted.source))
        for told in _told(each):
            self._body.addWidget(small(told))
        if each.counted.things:
            fold = Fold(_l("What was counted"))
            for thing in each.counted.things[:MOST_THINGS]:
                fold.body.addWidget(words(_said(thing)))
            left = len(each.counted.things) - MOST_THINGS
            if left > 0:
                fold.body.addWidget(small(_l("+{count} more", count=left)))
            self._body.addWidget(fold)

    def _ticked(self, *_on: object) -> None:
        self.take_button.setEnabled(any(each.isChecked() for each in self.boxes.values()))

    def take_over(self) -> None:
        """Keep the ticked numbers as values of this office; it can be undone."""
        period = self.days()
        ids = [indicator for indicator, box in self.boxes.items() if box.isChecked()]
        if period is None or not ids:
            return
        self._office.write(
            lambda session: suggestions.take_over(session, self._id, ids, period, today()),
            lambda _changes: self.accept(),
            self._refused,
        )

    def _refused(self, fault: Refusal) -> None:
        self._problem.tell(fault.told, "bad")
        self._problem.show()


def _said(thing: LanguageText) -> Callable[[], str]:
    return lambda: pick(thing) or wording.NOTHING


def _told(each: Suggestion) -> list[Text]:
    found = [each.counted.note] if each.counted.note else []
    if each.before is not None:
        found.append(suggestions.before_words(each.before))
    if each.covered is not None:
        found.append(suggestions.covered_words(each.covered))
    return found
