"""What has to be in order when several tender together. Pure functions.

The buyer asks each member for an ESPD of its own; who relies on another's capacity shows a commitment
(Procurement Act 1397/2016, 92 §); papers under the Contractor's Liability Act (1233/2006) may be three
months old. All of it is shown as to be checked (domain reference, section 10).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from app.core.text import Text, _l, literal
from app.tenders.states import CAPACITY, LEAD, MEMBER, SUBCONTRACTOR

PAPERS_MONTHS = 3
WHOLE = Decimal(100)
_TENDERERS = frozenset({LEAD, MEMBER})
_WITH_ESPD = frozenset({LEAD, MEMBER, CAPACITY})

Row = Mapping[str, Any]


def together(rows: Sequence[Row]) -> bool:
    """Whether several tender as a consortium, and not one alone with those who help it."""
    return sum(row["role"] in _TENDERERS for row in rows) > 1


def lacks(rows: Sequence[Row], names: Sequence[str], deadline: date | None) -> list[Text]:
    """What is still to be put right, in order of weight.

    ``rows`` are the rows of the consortium as values, ``names`` what each is called, in the same order;
    ``deadline`` is the day on which the papers have to be fresh.
    """
    if not rows:
        return []
    found = [*_lead_lacks(rows), *_share_lacks(rows), *_twice(rows, names)]
    for row, name in zip(rows, names, strict=True):
        found += _row_lacks(row, name, deadline)
    return found


def _lead_lacks(rows: Sequence[Row]) -> list[Text]:
    leads = sum(row["role"] == LEAD for row in rows)
    if leads > 1:
        return [_l("Only one can lead the consortium. Choose which.")]
    if not leads and any(row["role"] == MEMBER for row in rows):
        return [_l("Choose who leads the consortium and talks with the buyer.")]
    return []


def _share_lacks(rows: Sequence[Row]) -> list[Text]:
    shares = [row["share"] for row in rows if row["share"] is not None]
    if not shares:
        return [_l("Write how the work is shared.")] if together(rows) else []
    total = sum(shares, Decimal(0))
    if total != WHOLE:
        return [_l("The shares of the work make {percent} % in all, not 100 %.", percent=total)]
    if any(row["share"] is None for row in rows if row["role"] in _TENDERERS):
        return [_l("The shares make 100 %, but somebody has none.")]
    return []


def _twice(rows: Sequence[Row], names: Sequence[str]) -> list[Text]:
    found: list[Text] = []
    seen: set[str] = set()
    for row, name in zip(rows, names, strict=True):
        mark = row["organisation_id"] or row["name"].casefold()
        if mark and mark in seen:
            found.append(_l("{name} is there twice.", name=literal(name)))
        seen.add(mark)
    return found


def _row_lacks(row: Row, name: str, deadline: date | None) -> list[Text]:
    found: list[Text] = []
    named = {"name": literal(name)}
    if not row["organisation_id"] and not row["name"]:
        found.append(_l("Somebody in the consortium has no name yet."))
        return found
    if row["role"] == CAPACITY and not row["commitment"]:
        found.append(_l("{name} lends its capacity: its signed commitment is missing.", **named))
    if row["role"] in _WITH_ESPD and not row["espd"]:
        found.append(_l("{name}: the ESPD isn’t filled in.", **named))
    papers = row["papers_on"]
    if papers is None and row["role"] in {*_TENDERERS, SUBCONTRACTOR}:
        found.append(_l("{name}: the contractor’s liability papers are missing.", **named))
    elif papers is not None and deadline and too_old(papers, deadline):
        found.append(
            _l(
                "{name}: the contractor’s liability papers of {day} are over three months old on the "
                "deadline.",
                day=papers,
                **named,
            )
        )
    return found


def too_old(papers: date, deadline: date) -> bool:
    """Whether papers of a day are more than three months old on the deadline."""
    return papers + relativedelta(months=PAPERS_MONTHS) < deadline
