"""What was learned: how often tenders were won, and the lessons of each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.core.format import show_date
from app.core.text import _l, _n
from app.tenders import actions, states, wording
from app.tenders.rules import Record
from app.ui import jobs
from app.ui.language import switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.widgets import (
    Card,
    Column,
    EmptyState,
    RowItem,
    RowList,
    ScrollColumn,
    clear,
    label,
    small,
)


@dataclass(frozen=True)
class Lesson:
    """What one tender taught; ``day`` is when the buyer decided, else the deadline."""

    tender_id: str
    name: str
    outcome: str
    day: date | None
    lessons: str


class LessonsView(View):
    """The record of all tenders in a sentence, and a row a lesson, the latest first."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self._found: tuple[Record, list[Lesson]] = (Record(0, 0, 0, 0), [])
        self._column = ScrollColumn(max_width=900, margins=(0, 0, 12, 16))
        Column(self).addWidget(self._column)
        switch.changed.connect(self._say_again)

    def _say_again(self, _language: str) -> None:
        self._show(self._found)

    def fill(self) -> None:
        """Ask for it, in the background."""

        def ask() -> tuple[Record, list[Lesson]]:
            with self._office.store.read() as session:
                return _asked(session)

        self._latest.run(ask, done=self._show)

    def _show(self, found: tuple[Record, list[Lesson]]) -> None:
        self._found = found
        record, lessons = found
        clear(self._column.body)
        if not lessons and not record.decided:
            self._column.body.addWidget(
                EmptyState(
                    "graduation-cap",
                    _l("No outcome yet"),
                    _l(
                        "When the buyer has decided, note the outcome on the tender and what you learned. "
                        "Here it is together, for the next one."
                    ),
                )
            )
            return
        card = Card(_l("How it has gone"))
        card.body.addWidget(label(wording.record_words(record)))
        if record.waiting:
            card.body.addWidget(
                small(
                    _n(
                        "{count} tender waits for the buyer’s decision.",
                        "{count} tenders wait for the buyer’s decision.",
                        record.waiting,
                    )
                )
            )
        if record.cancelled:
            card.body.addWidget(
                small(
                    _n(
                        "{count} procurement was cancelled; it isn’t counted.",
                        "{count} procurements were cancelled; they aren’t counted.",
                        record.cancelled,
                    )
                )
            )
        self._column.body.addWidget(card)
        if lessons:
            learned = Card(_l("What we learned"), margins=0)
            rows = RowList([_row(each) for each in lessons])
            rows.chosen.connect(lambda tender_id: self._office.wanted.emit("tender", tender_id))
            learned.body.addWidget(rows)
            self._column.body.addWidget(learned)


def _asked(session: Session) -> tuple[Record, list[Lesson]]:
    lessons = [
        Lesson(
            each.id,
            each.name,
            each.outcome,
            each.decided_by_buyer_on or each.deadline,
            each.lessons,
        )
        for each in actions.with_lessons(session)
    ]
    return actions.track_record(session), lessons


def _row(each: Lesson) -> RowItem:
    day = each.day
    return RowItem(
        each.tender_id,
        each.name,
        each.lessons,
        (lambda: show_date(day)) if day else "",
        dict(states.OUTCOMES)[each.outcome],
        states.OUTCOME_TONES[each.outcome],
    )
