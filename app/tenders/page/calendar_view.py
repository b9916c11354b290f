"""The bid calendar: what is due with which tender, month by month."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from PySide6.QtCore import QTimer
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.format import show_clock, show_day_short, show_month
from app.core.record import today
from app.core.text import _, _l, literal
from app.tenders import bid_calendar, rules, wording
from app.tenders.bid_calendar import Due
from app.ui import jobs
from app.ui.language import switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.widgets import Card, Column, EmptyState, RowItem, RowList, ScrollColumn, clear


class CalendarView(View):
    """The coming days of all tenders, a card a month; a row leads to what it is about."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.found: list[Due] = []
        self._months: Iterator[list[Due]] = iter(())
        self._column = ScrollColumn(max_width=900, margins=(0, 0, 12, 16))
        Column(self).addWidget(self._column)
        switch.changed.connect(self._say_again)

    def _say_again(self, _language: str) -> None:
        self._show(self.found)

    def fill(self) -> None:
        """Ask what is coming, in the background."""
        day = today()

        def ask() -> list[Due]:
            with self._office.store.read() as session:
                return _coming(session, day)

        self._latest.run(ask, done=self._show)

    def _show(self, found: list[Due]) -> None:
        self.found, self._months = found, iter(())
        clear(self._column.body)
        if not found:
            self._column.body.addWidget(
                EmptyState(
                    "calendar-blank",
                    _l("Nothing is due"),
                    _l(
                        "Deadlines of your tenders, last days for questions and your own days before them "
                        "stand here, month by month."
                    ),
                )
            )
            return
        months = groupby(found, key=lambda due: (due.day.year, due.day.month))
        self._months = iter([list(dues) for _month, dues in months])
        self._show_next()

    def _show_next(self) -> None:
        """One month at a time, so that the window answers meanwhile however full the year is."""
        if dues := next(self._months, None):
            self._column.body.addWidget(self._month(dues))
            QTimer.singleShot(0, self, self._show_next)

    def _month(self, dues: list[Due]) -> Card:
        first = dues[0].day
        card = Card(lambda: show_month(first).capitalize(), margins=0)
        rows = RowList([_row(due) for due in dues])
        known = {due.id: due for due in dues}
        rows.chosen.connect(lambda name: self._open(known[name]))
        card.body.addWidget(rows)
        return card

    def _open(self, due: Due) -> None:
        self._office.wanted.emit(due.kind, due.record_id)


def _coming(session: Session, day: date) -> list[Due]:
    return bid_calendar.coming(session, day)


def _row(due: Due) -> RowItem:
    tone: Tone = "plain"
    if due.sort in {bid_calendar.DEADLINE, bid_calendar.NOTICE}:
        tone = rules.days_tone(due.day, today())
    return RowItem(
        due.id,
        lambda: _("{what}: {name}", what=bid_calendar.SORTS[due.sort], name=literal(due.what)),
        lambda: " · ".join(
            part for part in (show_clock(due.at) if due.at is not None else "", due.about) if part
        ),
        lambda: show_day_short(due.day),
        wording.left_words(due.day, today()),
        tone,
    )
