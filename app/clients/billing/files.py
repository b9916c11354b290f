"""The accountant's file: the lines that were handed over for a month."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.clients.billing import actions
from app.clients.billing.records import Billing, lines_of
from app.core.codes import codes
from app.core.text import _l, pick
from app.exchange import sheets

HEADERS = (
    _l("Number"),
    _l("Reference number"),
    _l("Who is billed"),
    _l("Client"),
    _l("Payer"),
    _l("Number of the voucher or decision"),
    _l("Day"),
    _l("Service"),
    _l("Quantity"),
    _l("Unit"),
    _l("Price (incl. VAT)"),
    _l("Whole price"),
    _l("VAT"),
    _l("VAT rate"),
    _l("Without VAT"),
    _l("VAT included"),
    _l("Payer's share"),
    _l("Note for the accountant"),
)


def accountant_rows(billings: Iterable[Billing]) -> Iterable[list[Any]]:
    """The lines of specifications as cells under :data:`HEADERS`, texts in the current language."""
    units, treatments, payers = (codes(n) for n in ("price_units", "vat_treatments", "payers"))

    def said(known: Any, code: str) -> str:
        found = known.get(code)
        return found.label() if found else code

    for billing in billings:
        payer = pick(billing.payer.title()) if billing.payer else ""
        client = pick(billing.client.title()) if billing.client else ""
        for line in lines_of(billing):
            yield [
                billing.code,
                billing.reference,
                payer,
                client,
                said(payers, billing.way),
                billing.number,
                line["day"],
                line["service"],
                line["quantity"],
                said(units, line["unit"]),
                line["price"],
                line["whole"],
                said(treatments, line["vat"]),
                line["rate"],
                line["amount"] - line["vat_amount"],
                line["vat_amount"],
                line["amount"],
                billing.note,
            ]


def write_lines(session: Session, day: date, path: Path) -> Path:
    """Write the lines of a month as .xlsx or .csv, whole or not at all.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    headers = [words.say() for words in HEADERS]
    rows = accountant_rows(actions.of_month(session, day))
    return sheets.write_whole(path, headers, rows)
