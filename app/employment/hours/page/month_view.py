"""A month's hours on their way to the payroll: everybody's hours, one person's parts, leave, and the file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal

from app.core.brand import Tone
from app.core.days import month_before
from app.core.format import show_minutes
from app.core.record import today
from app.core.text import _, _l, _n
from app.employment.hours import actions, wording
from app.employment.hours.actions import PersonMonth
from app.employment.hours.leave import Leave
from app.employment.hours.page.leave_dialog import LeaveDialog
from app.employment.hours.page.person_pane import balance_words, hours_part, leave_part
from app.ui import jobs
from app.ui.language import Wording, switch
from app.ui.month_steps import MonthSteps
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.sheet_file import ask_sheet, save_sheet
from app.ui.widgets import (
    Banner,
    Card,
    Column,
    EmptyState,
    FigureCard,
    Flow,
    Row,
    RowItem,
    RowList,
    ScrollColumn,
    Tiles,
    button,
    clear,
    section,
)

MOST_TROUBLES = 20
FIGURE_WIDTH = 120


class MonthView(View):
    """One month of everybody.

    Signals:
        opened: a record is to be seen, by its kind and id.
        begun: hours are to be noted by hand.
    """

    opened = Signal(str, str)
    begun = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.steps = MonthSteps(month_before(today()))
        self.steps.moved.connect(self.fill)
        self.found: actions.Month | None = None
        self.leave: Leave | None = None
        self._person = ""
        self.file_button = button(_l("File for the payroll"), icon_name="table")
        self.file_button.clicked.connect(self.ask_file)
        self._list = ScrollColumn(max_width=None, margins=0)
        self._detail = ScrollColumn(max_width=None, margins=(20, 16, 20, 16))
        self._lay_out()
        switch.changed.connect(self._say_again)

    def _lay_out(self) -> None:
        whole = Column(self, spacing=12)
        top = Flow(spacing=8)
        for widget in (self.steps, self.file_button):
            top.addWidget(widget)
        whole.addLayout(top)
        panes = Row(spacing=20)
        panes.addWidget(self._list, 58)
        self._pane = Card(margins=0)
        self._pane.body.addWidget(self._detail, 1)
        panes.addWidget(self._pane, 42)
        whole.addLayout(panes, 1)

    @property
    def day(self) -> date:
        """The first day of the month."""
        return self.steps.day

    @property
    def chosen(self) -> PersonMonth | None:
        """The person who is shown: the one chosen, or else the first."""
        people = self.found.people if self.found else ()
        return next((p for p in people if p.person_id == self._person), next(iter(people), None))

    @property
    def over(self) -> bool:
        """Whether the month has passed, so that its balances are final."""
        return self.found is not None and self.found.last < today()

    def fill(self) -> None:
        """Put the month together, in the background."""
        day = self.day

        def ask() -> actions.Month:
            with self._office.store.read() as session:
                return actions.month(session, day)

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: actions.Month) -> None:
        self.found = found
        self._show()

    def _say_again(self, _language: str) -> None:
        self.fill()

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        self.file_button.setVisible(bool(found.people))
        self._pane.setVisible(bool(found.people))
        clear(self._list.body)
        body = self._list.body
        if found.people:
            body.addLayout(self._figures(found))
        if found.people and not self.over:
            words = _l("The month isn't over yet: the balance is counted when it is.")
            body.addWidget(Banner(words, "main"))
        if found.troubles:
            body.addWidget(self._troubles(found.troubles))
        if found.people:
            body.addWidget(self._people(found.people))
        elif not found.troubles:
            body.addWidget(self._nothing())
        body.addStretch(1)
        self._ask_leave()

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "clock",
            _l("No hours in this month"),
            _l(
                "Visits marked done bring their hours here, and other work is noted by hand. At the end "
                "of the month you give one file to the payroll."
            ),
            (_l("Note hours"), self.begun.emit),
        )

    def _figures(self, found: actions.Month) -> Tiles:
        line = Tiles(FIGURE_WIDTH, spacing=12)
        worked, days = found.worked, found.leave_days
        line.addWidget(FigureCard(lambda: wording.figure_words(worked.total), _l("of work")))
        line.addWidget(FigureCard(lambda: wording.figure_words(worked.travel), _l("of it travel")))
        line.addWidget(FigureCard(str(days), _n("day of leave", "days of leave", days)))
        return line

    def _troubles(self, troubles: Sequence[actions.Trouble]) -> Card:
        card = Card(_l("See to these first"), margins=0)
        shown = troubles[:MOST_TROUBLES]
        rows = RowList([RowItem(str(n), each.words, each.advice) for n, each in enumerate(shown)])
        rows.chosen.connect(lambda n: self._open(shown[int(n)]))
        card.body.addWidget(rows)
        return card

    def _open(self, trouble: actions.Trouble) -> None:
        self.opened.emit(trouble.kind, trouble.record_id)

    def _people(self, people: Sequence[PersonMonth]) -> Card:
        card = Card(_l("People"), margins=0)
        rows = RowList([_row(each, over=self.over) for each in people])
        rows.chosen.connect(self.choose)
        card.body.addWidget(rows)
        return card

    def choose(self, person_id: str) -> None:
        """Show a person's hours and leave."""
        self._person = person_id
        self._ask_leave()

    def _ask_leave(self) -> None:
        chosen, found = self.chosen, self.found
        if chosen is None or found is None:
            clear(self._detail.body)
            return
        person_id, day = chosen.person_id, leave_day(found)

        def ask() -> Leave | None:
            with self._office.store.read() as session:
                return actions.leave_of(session, person_id, day)

        self._latest.run(ask, done=self._show_chosen, key="leave")

    def _show_chosen(self, leave: Leave | None) -> None:
        self.leave = leave
        chosen = self.chosen
        clear(self._detail.body)
        if chosen is None:
            return
        person_id = chosen.person_id
        body = self._detail.body
        body.addWidget(section(chosen.name))
        deeds = Flow(spacing=8)
        deeds.addWidget(button(_l("Note leave"), icon_name="calendar-x", pressed=self.ask_leave))
        deeds.addWidget(
            button(
                _l("Open the person"),
                "quiet",
                "identification-card",
                lambda: self.opened.emit("person", person_id),
            )
        )
        body.addLayout(deeds)
        body.addWidget(hours_part(chosen, over=self.over))
        if leave:
            body.addWidget(leave_part(leave))
        body.addStretch(1)

    def ask_leave(self) -> None:
        """Ask when the person who is shown is away."""
        if chosen := self.chosen:
            LeaveDialog(self, self._office, chosen.person_id, chosen.name).exec()

    def ask_file(self) -> None:
        """Ask where the file for the payroll goes, and write it."""
        path = ask_sheet(self, _l("File for the payroll"), f"{_('Hours')} {self.day:%Y-%m}")
        if path:
            self.write_file(path)

    def write_file(self, path: Path) -> None:
        """Write the hours of the month."""
        from app.employment.hours.files import write_hours  # noqa: PLC0415 - spreadsheets only when used

        day = self.day
        save_sheet(self, self._office, path, lambda session, to: write_hours(session, day, to))


def leave_day(found: actions.Month) -> date:
    """The day on which leave is looked at: the end of the month, or today where that is still to come."""
    return min(found.last, today())


def _row(each: PersonMonth, *, over: bool) -> RowItem:
    def words() -> str:
        parts = (
            [] if each.unrecorded else [_l("worked {hours}", hours=show_minutes(each.worked.total))]
        )
        if each.agreed:
            parts.append(_l("agreed {hours}", hours=wording.agreed_words(each.agreed)))
        return " · ".join(part.say() for part in parts)

    tag: Wording = balance_words(each) if over and each.due else ""
    short = each.balance is not None and each.balance < 0
    tone: Tone = "plain" if each.unrecorded or short else "main"
    return RowItem(each.person_id, each.name, words, "", tag, tone)
