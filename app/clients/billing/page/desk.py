"""How billing specifications are looked at."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.clients.billing import actions, rules, wording
from app.clients.billing.records import Billing, lines_of
from app.core.format import show_date, show_money
from app.core.text import _l
from app.ui.desk import Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Part, TwoLines, label, small

MOST_LINES = 60


def billing_desk() -> Desk:
    """What has been handed over, the latest month first."""
    return Desk(
        Billing,
        sentence=_l(
            "What has been handed over for billing. Open the month, look it through and hand it over."
        ),
        new_words=_l("Billing"),
        actions=(
            RecordAction(
                _l("Take back"), "arrow-u-up-left", work=actions.take_back, prominent=True
            ),
        ),
        extra=_extra,
        hidden=frozenset({"lines", "total", "vat_total"}),
        order=("first", True),
        can_duplicate=False,
        can_edit=False,
    )


def _extra(_office: Office, _session: Session, billing: Billing) -> Extra:
    lines = lines_of(billing)
    totals = rules.totals((row["amount"], row["vat_amount"], row["rate"]) for row in lines)
    shown: list[QWidget] = [line_widget(row) for row in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        shown.append(small(_l("+{count} more", count=len(lines) - MOST_LINES)))
    return Extra(
        above=[Part(_l("Lines"), *shown), sums(totals)],
    )


def line_widget(row: Mapping[str, Any]) -> QWidget:
    """A line of a specification: the day and the service, and softly what it costs."""
    return TwoLines(
        lambda: f"{show_date(row['day']) if row['day'] else ''} {row['service']}".strip(),
        lambda: f"{wording.amount_words(row)} → {show_money(row['amount'])}",
    )


def sums(totals: rules.Totals) -> QWidget:
    """The total, and what it holds of each VAT rate."""
    by_rate = sorted(totals.by_rate.items())
    return Part(
        _l("Sum"),
        label(lambda: show_money(totals.gross), "strong"),
        *(
            small(lambda r=rate, g=gross, v=vat: wording.vat_words(g, v, r))
            for rate, (gross, vat) in by_rate
        ),
    )
