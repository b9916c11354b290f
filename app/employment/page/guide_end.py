"""The end of the contract guide: the written terms ticked off, what is doubtful, and what to do now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core import editing
from app.core.text import _l, _n, pick
from app.employment.contracts import actions, checks, readiness, terms
from app.employment.contracts.records import Contract, row_of
from app.employment.contracts.rules import EMPLOYMENT
from app.ui.office import Office
from app.ui.widgets import (
    Banner,
    Card,
    Column,
    Flow,
    Part,
    Picture,
    Row,
    RowItem,
    RowList,
    ScrollColumn,
    button,
    clear,
    label,
    lead,
    section,
    small,
)

MARK = 18


class ReadyStep(ScrollColumn):
    """Shows whether the contract is ready to be signed.

    Signals:
        wanted: the field where something is missing.
    """

    wanted = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(max_width=640, margins=(0, 0, 12, 12))
        self._office = office

    def show_contract(self, contract_id: str) -> None:
        """Show one contract as it is now."""
        clear(self.body)
        with self._office.store.read() as session:
            contract = editing.find(session, Contract, contract_id)
            row = row_of(contract)
            found = actions.findings(session, contract)
            status = contract.status
        lacks = {**readiness.missing(row), **checks.stops(found)}
        ready = not lacks
        self.body.addWidget(
            section(
                _l("The contract is ready to be signed")
                if ready
                else _n(
                    "{count} thing is still missing", "{count} things are still missing", len(lacks)
                )
            )
        )
        self.body.addWidget(
            lead(
                _l(
                    "Print it, read it through together, and sign two copies. Then mark it signed on its "
                    "page and add the scanned copy as a file."
                )
                if ready
                else _l("Choose one to go there. What you have told is kept.")
            )
        )
        if lacks:
            card = Card(_l("Still to be told"), margins=0)
            rows = RowList([RowItem(name, said) for name, said in lacks.items()])
            rows.chosen.connect(self.wanted)
            card.body.addWidget(rows)
            self.body.addWidget(card)
        for each in found:
            if not each.stops:
                self.body.addWidget(Banner(each.told(), "watch"))
        if ready and status == "draft":
            flow = Flow(spacing=8)
            self.offer_button = button(
                _l("Give to be signed"),
                icon_name="paper-plane-tilt",
                pressed=lambda: self._offer(contract_id),
            )
            flow.addWidget(self.offer_button)
            self.body.addLayout(flow)
        if row["form"] == EMPLOYMENT:
            self.body.addWidget(TermsList(row))
        self.body.addStretch(1)

    def _offer(self, contract_id: str) -> None:
        self._office.write(
            lambda session: actions.offer(session, contract_id),
            lambda _changes: self.show_contract(contract_id),
        )


class TermsList(Part):
    """The items of the written terms: told or missing, and by when each is due."""

    def __init__(self, row: dict[str, object]) -> None:
        items = [item for item in terms.items(row) if item.applies]
        told = sum(item.covered for item in items)
        super().__init__(
            _l("What the law asks to be told in writing"),
            small(
                _l(
                    "{told} of {all} are told. Employment Contracts Act, chapter 2, section 4; check.",
                    told=told,
                    all=len(items),
                )
            ),
            *(_Item(item) for item in items),
        )


class _Item(QWidget):
    """One item with its mark, told in words too."""

    def __init__(self, item: terms.Item) -> None:
        super().__init__()
        line = Row(self, spacing=8)
        glyph, tone = ("check-circle", "good") if item.covered else ("circle", "watch")
        line.addWidget(Picture(glyph, MARK, tone), 0, Qt.AlignmentFlag.AlignTop)
        text = Column(spacing=0)
        names = dict(item.term.code.names)
        text.addWidget(label(lambda: pick(names)))
        if not item.covered:
            due = item.due
            text.addWidget(small(_l("Missing; due by {day}", day=due) if due else _l("Missing")))
        line.addLayout(text, 1)
