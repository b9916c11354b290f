"""Parts that the pages of notices and tenders share: their days, their value, rows of tenders."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.brand import Tone
from app.core.format import show_money
from app.core.record import today
from app.core.text import _l
from app.tenders import rules, states, thresholds, wording
from app.tenders.records import Tender, TenderNotice
from app.ui.language import Wording
from app.ui.office import Office
from app.ui.widgets import Column, Facts, Flow, Part, Row, RowItem, RowList, Tag, label, small


def days_part(record: TenderNotice | Tender, *, open_still: bool) -> QWidget:
    """By when questions and tenders have to be there, and how long that is."""
    facts = Facts()
    for heading, due, at in (
        (_l("Questions by"), record.questions_by, None),
        (_l("Tenders by"), record.deadline, record.deadline_at),
    ):
        if due:
            facts.add(heading, _Day(due, at, open_still=open_still))
    return Part(_l("By when"), facts)


class _Day(QWidget):
    """A day and how long it is still to it."""

    def __init__(self, due: date, at: int | None, *, open_still: bool) -> None:
        super().__init__()
        line = Flow(self, spacing=12)
        line.addWidget(label(lambda: wording.moment_words(due, at), wrap=False))
        if open_still:
            left = wording.left_words(due, today())
            tone: Tone = rules.days_tone(due, today()) if due >= today() else "plain"
            line.addWidget(Tag(left, tone))


def value_part(value: Decimal | None, day: date, cpv: Sequence[str], procedure: str) -> QWidget:
    """The estimated value, and which threshold it passes; what isn't sure says so."""
    found = thresholds.standing(value, day, cpv, procedure)
    said = wording.threshold_words(found, value, day)
    part = QWidget()
    column = Column(part, spacing=2)
    if value is not None:
        money: Wording = lambda: show_money(value)  # noqa: E731 - follows the language
        column.addWidget(label(money))
    line = QWidget()
    row = Row(line, spacing=8)
    row.addWidget(small(said), 1)
    if found and found.needs_check:
        row.addWidget(Tag(_l("check"), "watch"), 0, Qt.AlignmentFlag.AlignTop)
    column.addWidget(line)
    return Part(_l("Estimated value (excl. VAT)"), part)


def tender_rows(office: Office, tenders: Sequence[Tender]) -> RowList:
    """Tenders to be opened, for the pages of others."""
    rows = RowList(
        [
            RowItem(
                each.id,
                each.name,
                each.code,
                "",
                dict(states.OUTCOMES)[each.outcome],
                states.OUTCOME_TONES[each.outcome],
            )
            for each in tenders
        ]
    )
    rows.chosen.connect(lambda tender_id: office.wanted.emit("tender", tender_id))
    return rows
