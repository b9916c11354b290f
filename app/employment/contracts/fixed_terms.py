"""Fixed terms: how contracts follow each other, and when permanence is due or advisable. Pure functions.

Contracts are rows by field name with real dates. The advice about repeated fixed terms rests on the
Employment Contracts Act, chapter 1, section 3: repeated terms aren't allowed when their number, their
length or the whole shows that the need of labour is permanent. The law gives no numbers for that; those
below are our own, and cautious.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core import signed
from app.core.rates import Rate
from app.core.text import Text, _l
from app.employment import law
from app.employment.periods import ONE_DAY, full_months, longer_than, months_later

Row = Mapping[str, Any]

SHORT_BREAK = timedelta(days=60)
"""A break that doesn't cut a chain: service goes on over short ones (Employment Contracts Act, chapter
1, section 5; how short is judged case by case)."""
ADVISED_CONTRACTS = 3
"""From so many fixed terms after each other on, permanence is advised."""
ADVISED_MONTHS = 24
"""From so many months of fixed terms after each other on, permanence is advised."""
NO_REASON = "no_reason"


def first_day(row: Row) -> date:
    """When a contract begins, the earliest day when that is open."""
    return row.get("starts") or date.min


def last_day(row: Row) -> date:
    """The last day of a contract: the day it ended, or was agreed to end; the latest day when open."""
    return row.get("last_day") or row.get("ends") or date.max


def in_order(contracts: Iterable[Row]) -> list[Row]:
    """The contracts that have a beginning, the earliest first."""
    return sorted((row for row in contracts if row.get("starts")), key=first_day)


def shared_by_versions(contracts: Iterable[Row]) -> dict[str, str]:
    """What all versions of a contract have in common, by the ids of the versions."""
    by_id = {row["id"]: row for row in contracts}
    found: dict[str, str] = {}
    for row_id, version in by_id.items():
        first = version
        for _step in by_id:
            first = by_id.get(first.get("amends_id") or "", first)
        found[row_id] = signed.stem(first) or first["id"]
    return found


def terms(contracts: Iterable[Row]) -> list[Row]:
    """The contracts, each from its first version to its last, the earliest first.

    A contract that an amendment makes permanent is two: the fixed term, and what came of it.
    """
    kept = in_order(contracts)
    shared = shared_by_versions(kept)
    found: dict[tuple[str, str], Row] = {}
    for row in kept:
        key = (shared[row["id"]], row.get("duration") or "")
        begins = first_day(found[key]) if key in found else first_day(row)
        found[key] = {**row, "starts": begins}
    return in_order(found.values())


def spells(contracts: Iterable[Row]) -> list[list[Row]]:
    """The contracts of one person, parted where there is a long break."""
    found: list[list[Row]] = []
    latest = date.min
    for row in in_order(contracts):
        if not found or (latest != date.max and latest + SHORT_BREAK < first_day(row)):
            found.append([])
            latest = last_day(row)
        found[-1].append(row)
        latest = max(latest, last_day(row))
    return found


def jobs(contracts: Iterable[Row]) -> list[list[Row]]:
    """The contracts parted where the job or its duties became others."""
    found: list[list[Row]] = []
    for row in in_order(contracts):
        same = found and all(found[-1][-1].get(n) == row.get(n) for n in ("job_title", "duties"))
        if same:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def chain(contracts: Iterable[Row], day: date) -> list[Row]:
    """The contracts that follow each other without a long break up to ``day``, the earliest first."""
    found = spells(row for row in contracts if first_day(row) <= day)
    if not found or _ended(found[-1]) + SHORT_BREAK < day:
        return []
    return found[-1]


def _ended(contracts: Iterable[Row]) -> date:
    """The latest last day; a break is counted from it, so that of open ones it is far but countable."""
    return min(max(map(last_day, contracts)), date.max - SHORT_BREAK)


def service_began(contracts: Iterable[Row], day: date) -> date | None:
    """When the unbroken service that goes on on ``day`` began; ``None`` when there is none."""
    linked = chain(contracts, day)
    return first_day(linked[0]) if linked else None


@dataclass(frozen=True)
class Advice:
    """What to think of a chain of fixed terms.

    Attributes:
        level: ``due`` (a fixed term isn't possible any more), ``advisable``, or ``possible``.
        why: in one sentence.
    """

    level: str
    why: Text


def permanence(contracts: Iterable[Row], day: date) -> Advice | None:
    """Whether the work should become permanent; ``None`` when it is, or when nobody works here."""
    linked = chain(terms(contracts), day)
    if not linked or linked[-1].get("duration") != "fixed_term":
        return None
    fixed = [row for row in linked if row.get("duration") == "fixed_term"]
    months = full_months(first_day(fixed[0]), min(last_day(fixed[-1]), day) + ONE_DAY)
    if linked[-1].get("ground") == NO_REASON:
        return Advice(
            "due",
            _l(
                "A fixed term without a reason can't be renewed. If the work goes on, a permanent "
                "contract or another lawful ground is needed."
            ),
        )
    if len(fixed) >= ADVISED_CONTRACTS:
        return Advice(
            "advisable",
            _l(
                "This is fixed term number {count} in a row. Repeated terms soon show that the need is "
                "permanent.",
                count=len(fixed),
            ),
        )
    if months >= ADVISED_MONTHS:
        return Advice(
            "advisable",
            _l(
                "Fixed terms have gone on for {months} months. A need that lasts this long is usually "
                "permanent.",
                months=months,
            ),
        )
    return Advice("possible", _l("The work can become permanent with one button when it goes on."))


def no_reason_clash(row: Row, earlier: Sequence[Row]) -> Text | None:
    """Why a fixed term without a reason isn't lawful beside earlier contracts; ``None`` when it is.

    In force 1.6.2026 (tem.fi): the first contract between the parties, or five years after the last
    employment ended, and only once.
    """
    if any(each.get("ground") == NO_REASON for each in earlier):
        return _l(
            "You have already made one fixed term without a reason with this person, and it can be "
            "made only once. Choose another ground, or make the contract permanent."
        )
    starts = row.get("starts")
    gap = law.rate("fixed_term_no_reason.gap", starts) if starts else None
    if not starts or not gap:
        return None
    before = [last_day(each) for each in earlier if first_day(each) <= last_day(row)]
    latest = max(before, default=None)
    if latest and (latest == date.max or months_later(latest, 12 * int(gap.number)) > starts):
        return _l(
            "A fixed term without a reason needs {years} years since the last employment with you "
            "ended. Choose another ground, or make the contract permanent.",
            years=int(gap.number),
        )
    return None


def longest(row: Row) -> Rate | None:
    """The longest duration of a fixed term on its ground, in months; ``None`` where there is none."""
    keys = {
        NO_REASON: "fixed_term_no_reason.max_duration",
        "long_term_unemployed": "fixed_term_unemployed.max_duration",
    }
    starts, ground = row.get("starts"), row.get("ground")
    return law.rate(keys[ground], starts) if ground in keys and starts else None


def too_long(row: Row) -> tuple[Text, bool] | None:
    """Why a fixed term is longer than its ground allows, and whether that should be checked."""
    most, starts, ends = longest(row), row.get("starts"), row.get("ends")
    if most and starts and ends and longer_than(starts, ends, int(most.number)):
        return (
            _l("On this ground the term can last {count} months at most.", count=int(most.number)),
            most.needs_check,
        )
    return None
