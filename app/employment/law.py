"""Labour law as dated data: numbers, grounds, notice periods and the list of written terms.

Nothing here is advice. What was not read from a good source says so (``needs_check``), and is shown
with "check".
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

import msgspec

from app.core import paths
from app.core.codes import Code, codes
from app.core.rates import NoRate, Rate, shipped
from app.core.text import _l

PROBATION = _l("Employment Contracts Act, chapter 1, section 4")
FIXED_TERM = _l("Employment Contracts Act, chapter 1, section 3")
LONG_UNEMPLOYED = _l("Employment Contracts Act, chapter 1, section 3 a")
VARIABLE = _l("Employment Contracts Act, chapter 1, section 11")
WRITTEN_TERMS = _l("Employment Contracts Act, chapter 2, section 4")
NOTICE = _l("Employment Contracts Act, chapter 6, sections 1–3")
WORKING_TIME = _l("Working Time Act, section 5")
LEAVE = _l("Annual Holidays Act, sections 4–8 and 20")
EQUAL_TREATMENT = _l("Employment Contracts Act, chapter 2, section 7")


def rate(key: str, day: date) -> Rate | None:
    """A number of the law in force on a day, ``None`` when none is known."""
    try:
        return shipped().on(key, day)
    except NoRate:
        return None


@dataclass(frozen=True)
class Period:
    """A period of notice: how many ``days``, or how many ``months``."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class NoticeRow:
    """The period of notice of a party (``employer`` or ``employee``) after more than some years."""

    party: str
    over_years: int
    period: Period


@cache
def notice_rows() -> tuple[NoticeRow, ...]:
    """The periods of the Employment Contracts Act, chapter 6, section 3, by party and years."""
    content = (paths.resources() / "law" / "notice_periods.json").read_bytes()
    rows = msgspec.json.decode(content)["rows"]
    made = [
        NoticeRow(r["party"], r["over_years"], Period(**{r["unit"]: r["period"]})) for r in rows
    ]
    return tuple(sorted(made, key=lambda row: (row.party, row.over_years)))


@dataclass(frozen=True)
class Ground:
    """A ground of a fixed term: since when it is in the law, and whether to check it."""

    code: Code
    valid_from: date
    needs_check: bool


def ground(code: str) -> Ground | None:
    """A ground of a fixed term by its code."""
    found = codes("fixed_term_grounds").get(code)
    if found is None:
        return None
    since = date.fromisoformat(found.extra["valid_from"])
    return Ground(found, since, found.extra.get("checked") != "yes")


@dataclass(frozen=True)
class Term:
    """One item of the written terms: its code, number in the law and deadline (``7d``, ``1m``, ``before``)."""

    code: Code
    number: str
    deadline: str


@cache
def written_terms() -> tuple[Term, ...]:
    """The items of the Employment Contracts Act, chapter 2, section 4, in their order."""
    return tuple(
        Term(code, code.extra["item"], code.extra["deadline"]) for code in codes("written_terms")
    )


def agreement_expired(code: str, day: date) -> date | None:
    """The last day of a collective agreement that isn't valid any more on a day."""
    found = codes("collective_agreements").get(code)
    last = found.extra.get("valid_to") if found else None
    if last and date.fromisoformat(last) < day:
        return date.fromisoformat(last)
    return None
