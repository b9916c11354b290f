"""The page of the room of tenders."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.core.change import Changes
from app.core.record import now, today
from app.core.room import Room
from app.core.text import _, _l
from app.exchange.calendar import calendar_file
from app.tenders import bid_calendar
from app.tenders.page.calendar_view import CalendarView
from app.tenders.page.lessons_view import LessonsView
from app.tenders.page.notice_desk import notice_desk
from app.tenders.page.paste_dialog import PasteDialog
from app.tenders.page.tender_desk import tender_desk
from app.tenders.page.watch_desk import watch_desk
from app.tenders.records import TenderNotice, TenderWatch
from app.tenders.wording import NOT_SHARED
from app.ui.calendar_file import ask_calendar_file, save_calendar_file
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Button, Choice, button, label

CALENDAR, LESSONS = "calendar", "lessons"
NOTICE, WATCH = TenderNotice.kind.name, TenderWatch.kind.name


class TendersPage(RecordPage):
    """Tenders and their calendar, notices, the watches that find them, and what was learned."""

    _paste: Button | None = None
    _stays: QWidget | None = None

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (tender_desk(), notice_desk(), watch_desk()))
        self.calendar, self.lessons = CalendarView(office), LessonsView(office)
        for name, words, view, after in (
            (CALENDAR, _l("Bid calendar"), self.calendar, "tender"),
            (LESSONS, _l("Lessons"), self.lessons, WATCH),
        ):
            self.add_view(Choice(name, words), view, in_front=False, after=after)
        self._paste = button(_l("Paste a notice"), "quiet", "clipboard-text", self.paste)
        self._calendar_file = button(_l("Calendar file"), "quiet", "export", self.export_calendar)
        for each in (self._paste, self._calendar_file):
            self.top.addWidget(each)
            each.hide()
        self._stays = label(NOT_SHARED, "small")
        self._whole.addWidget(self._stays)

    def _switch(self, kind: str) -> None:
        super()._switch(kind)
        if self._paste:  # not yet when the first list is shown while the page is being made
            self._paste.setVisible(kind == NOTICE)
            self._calendar_file.setVisible(kind == CALENDAR)
        if kind in {CALENDAR, LESSONS}:
            self.action = (_l("New tender"), self.begin)
            self.retitled.emit()

    def _give_way(self) -> None:
        super()._give_way()
        if self._stays:
            self._stays.setHidden(self.low)

    def begin(self) -> None:
        """From a view, a new tender."""
        if self.in_view:
            self.show_kind("tender")
        super().begin()

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if WATCH in changes.kinds and NOTICE in self._benches:
            # Which notices the watches find is another now, though none of them was written on.
            every = frozenset((NOTICE, each) for each in self.bench_of(NOTICE).list.model.ids)
            self.bench_of(NOTICE).list.refresh(
                replace(changes, touched=every or frozenset({(NOTICE, "")}))
            )

    def paste(self) -> None:
        """Take in a notice from its text."""
        PasteDialog(self, self.office).open()

    def export_calendar(self) -> None:
        """Write the coming days as a calendar file."""
        if path := ask_calendar_file(self, _l("Bid calendar")):
            self.save_calendar(path)

    def save_calendar(self, path: Path) -> None:
        """Write the file."""
        events = bid_calendar.events(
            self.office.ask(lambda session: bid_calendar.coming(session, today()))
        )
        save_calendar_file(self.office, path, calendar_file(events, _("Bid calendar"), now()))

    def sights(self) -> Iterator[str]:
        """The calendar and what was learned."""
        for view in (CALENDAR, LESSONS):
            self.switcher.choose(view)
            self._switch(view)
            yield view
        self.show_kind("tender")
