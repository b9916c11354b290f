"""A month's billing: what each payer would be billed, what has to be seen to first, and handing over."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from app.clients.billing import actions, proposals
from app.clients.billing.page.desk import line_widget, sums
from app.core.brand import Tone
from app.core.codes import codes
from app.core.days import month_before
from app.core.format import show_day_short, show_money
from app.core.record import today
from app.core.text import LanguageText, _, _l, _n, pick
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
    Part,
    Row,
    RowItem,
    RowList,
    ScrollColumn,
    Tiles,
    button,
    clear,
    section,
    small,
)

MOST_TROUBLES = 20
FIGURE_WIDTH = 150


class MonthView(View):
    """One month on the way to the accountant.

    Signals:
        opened: a visit is to be seen, by its id.
    """

    opened = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.steps = MonthSteps(month_before(today()))
        self.steps.moved.connect(self._moved)
        self.found: proposals.Month | None = None
        self._handed: list[Decimal] = []
        self._chosen = 0
        self.hand_over_button = button(_l("Hand over"), "primary", "paper-plane-tilt")
        self.hand_over_button.clicked.connect(self.hand_over)
        self.file_button = button(_l("File for the accountant"), icon_name="table")
        self.file_button.clicked.connect(self.ask_file)
        self._list = ScrollColumn(max_width=None, margins=0)
        self._detail = ScrollColumn(max_width=None, margins=(20, 16, 20, 16))
        self._lay_out()
        switch.changed.connect(self._say_again)

    def _lay_out(self) -> None:
        whole = Column(self, spacing=12)
        top = Flow(spacing=8)
        for widget in (self.steps, self.hand_over_button, self.file_button):
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

    def _moved(self) -> None:
        self._chosen = 0
        self.fill()

    def fill(self) -> None:
        """Put the month together, in the background."""
        day = self.day

        def ask() -> tuple[proposals.Month, list[Decimal]]:
            with self._office.store.read() as session:
                handed = [each.total or Decimal(0) for each in actions.of_month(session, day)]
                return proposals.month(session, day), handed

        self._latest.run(ask, done=self._filled)

    def _filled(self, answer: tuple[proposals.Month, list[Decimal]]) -> None:
        self.found, self._handed = answer
        self._show()

    def _say_again(self) -> None:
        self.fill()

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        self.hand_over_button.setVisible(bool(found.proposals))
        self.file_button.setVisible(bool(self._handed))
        clear(self._list.body)
        if found.proposals or found.troubles:
            self._list.body.addLayout(self._figures(found))
        if found.proposals and found.last >= today():
            words = _l("The month isn't over yet: what is still to come is billed later.")
            self._list.body.addWidget(Banner(words, "main"))
        if found.troubles:
            self._list.body.addWidget(self._troubles(found.troubles))
        if found.proposals:
            self._list.body.addWidget(self._proposals(found))
        elif not found.troubles:
            self._list.body.addWidget(self._nothing())
        self._list.body.addStretch(1)
        self._show_chosen()

    def _nothing(self) -> EmptyState:
        if self._handed:
            return EmptyState(
                "check-circle",
                _n(
                    "{count} specification handed over",
                    "{count} specifications handed over",
                    len(self._handed),
                ),
                _l("Nothing more waits in this month."),
            )
        return EmptyState(
            "receipt",
            _l("Nothing to bill"),
            _l("Visits that are marked done appear here, with the price of their agreement."),
        )

    def _figures(self, found: proposals.Month) -> Tiles:
        line = Tiles(FIGURE_WIDTH, spacing=12)
        number, total = len(found.proposals), found.total
        line.addWidget(FigureCard(lambda: show_money(total), _l("to hand over")))
        line.addWidget(FigureCard(str(number), _n("specification", "specifications", number)))
        handed = sum(self._handed, Decimal(0))
        line.addWidget(FigureCard(lambda: show_money(handed), _l("handed over")))
        waiting = len(found.troubles)
        line.addWidget(FigureCard(str(waiting), _n("visit to see to", "visits to see to", waiting)))
        return line

    def _troubles(self, troubles: Sequence[proposals.Trouble]) -> Card:
        card = Card(_l("See to these first"), margins=0)

        def row(trouble: proposals.Trouble) -> RowItem:
            slot = trouble.slot
            return RowItem(
                slot.id,
                lambda: f"{pick(slot.client)}, {pick(slot.service)}",
                trouble.words,
                lambda: show_day_short(slot.day),
            )

        rows = RowList([row(each) for each in troubles[:MOST_TROUBLES]])
        rows.chosen.connect(self._open)
        card.body.addWidget(rows)
        return card

    def _open(self, visit_id: str) -> None:
        if visit_id:  # a month's fee has no visit
            self.opened.emit(visit_id)

    def _proposals(self, found: proposals.Month) -> Card:
        card = Card(_l("To hand over"), margins=0)
        rows = RowList([_row(n, each) for n, each in enumerate(found.proposals)])
        rows.chosen.connect(self.choose)
        card.body.addWidget(rows)
        return card

    def choose(self, number: str) -> None:
        """Show the lines of a proposal."""
        self._chosen = int(number)
        self._show_chosen()

    def _show_chosen(self) -> None:
        clear(self._detail.body)
        proposals = self.found.proposals if self.found else ()
        self._pane.setVisible(bool(proposals))
        if not proposals:
            return
        chosen = proposals[min(self._chosen, len(proposals) - 1)]
        body = self._detail.body
        body.addWidget(section(_said(chosen.payer)))
        body.addWidget(small(_how(chosen)))
        lines = [_as_row(line) for line in chosen.lines]
        body.addWidget(Part(_l("Lines"), *(line_widget(row) for row in lines)))
        body.addWidget(sums(chosen.totals))
        body.addStretch(1)

    def hand_over(self) -> None:
        """Hand the month over; one undo takes it back."""
        day = self.day
        self._office.write(lambda session: actions.hand_over(session, day))

    def ask_file(self) -> None:
        """Ask where the accountant's file goes, and write it."""
        path = ask_sheet(self, _l("File for the accountant"), f"{_('Billing')} {self.day:%Y-%m}")
        if path:
            self.write_file(path)

    def write_file(self, path: Path) -> None:
        """Write the lines handed over for the month."""
        from app.clients.billing.files import write_lines  # noqa: PLC0415 - spreadsheets only when used

        day = self.day
        save_sheet(self, self._office, path, lambda session, to: write_lines(session, day, to))


def _said(name: LanguageText) -> Wording:
    return lambda: pick(name)


def _how(proposal: proposals.Proposal) -> Callable[[], str]:
    def words() -> str:
        payer = codes("payers").get(proposal.way)
        parts = [payer.label() if payer else proposal.way, proposal.number]
        if proposal.client_id != proposal.payer_id:
            parts.append(pick(proposal.client))
        if proposal.household_credit:
            parts.append(_l("For the household credit").say())
        return " · ".join(part for part in parts if part)

    return words


def _row(number: int, proposal: proposals.Proposal) -> RowItem:
    total = proposal.totals.gross
    count = len(proposal.lines)
    how = _how(proposal)
    tone: Tone = "main"
    return RowItem(
        str(number),
        _said(proposal.payer),
        lambda: " · ".join((how(), _n("{count} line", "{count} lines", count).say())),
        "",
        lambda: show_money(total),
        tone,
    )


def _as_row(line: actions.Line) -> dict[str, Any]:
    return {
        "day": line.made.day,
        "service": line.made.service,
        "quantity": line.made.quantity,
        "unit": line.made.unit,
        "price": line.made.price,
        "percent": line.made.percent,
        "amount": line.share.amount,
    }
