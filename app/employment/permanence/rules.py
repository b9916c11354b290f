"""How permanent the work is: on a day, in a period, by quarter. Pure functions.

Contracts are rows by field name with real values, those of all people together. Only signed contracts of
employment count. Versions of a contract are one contract; contracts between which there is no long break
are one spell of work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.core import signed
from app.employment.contracts.fixed_terms import (
    SHORT_BREAK,
    Advice,
    first_day,
    in_order,
    last_day,
    permanence,
    shared_by_versions,
    spells,
    terms,
)
from app.employment.contracts.rules import EMPLOYMENT, full_time_share
from app.employment.periods import ONE_DAY, full_months, months_later, quarter_ends

Row = Mapping[str, Any]

QUARTERS = 8
"""How many quarters are looked back: two years show a direction, more only fills the page."""
CHAIN = 2
"""From so many fixed terms in a row on it is a chain."""
PERMANENT, FIXED_TERM = "permanent", "fixed_term"
HOURS = ("full_time", "part_time", "variable")
"""Kinds of working time; who has contracts of several kinds counts once, by the first of these."""


def by_person(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The signed contracts of employment that have a beginning, by person, the earliest first."""
    found: dict[str, list[Row]] = {}
    for row in in_order(rows):
        counts = row.get("form") == EMPLOYMENT and row.get("status") in signed.SIGNED
        if counts and row.get("person_id"):
            found.setdefault(row["person_id"], []).append(row)
    return found


def in_force(contracts: Iterable[Row], day: date) -> list[Row]:
    """The contracts of one person that are in force on a day, of each its latest version."""
    kept = in_order(contracts)
    shared = shared_by_versions(kept)
    latest: dict[str, Row] = {}
    for row in kept:
        if first_day(row) <= day <= last_day(row):
            latest[shared[row["id"]]] = row
    return list(latest.values())


@dataclass(frozen=True)
class FixedTerms:
    """The fixed terms of somebody who has no permanent contract.

    Attributes:
        contract_id: the contract in force.
        number: how many follow each other without a long break, this one counted.
        months: how many full months they have lasted so far.
        advice: what to think of them.
    """

    person_id: str
    contract_id: str
    number: int
    months: int
    advice: Advice | None

    @property
    def is_chain(self) -> bool:
        """Whether there are several in a row."""
        return self.number >= CHAIN

    @property
    def asks(self) -> bool:
        """Whether permanence is to be thought of now: there is a chain, or the law or length asks."""
        return self.is_chain or (self.advice is not None and self.advice.level != "possible")


def fixed_terms_of(person_id: str, contracts: Sequence[Row], day: date) -> FixedTerms | None:
    """The fixed terms in a row of one person; ``None`` when the person isn't in one on the day."""
    now = in_force(contracts, day)
    if not now or any(row.get("duration") != FIXED_TERM for row in now):
        return None
    begun = [row for row in contracts if first_day(row) <= day]
    linked = terms(spells(begun)[-1])
    other = max(
        (last_day(row) for row in linked if row.get("duration") != FIXED_TERM), default=None
    )
    in_row = [
        row
        for row in linked
        if row.get("duration") == FIXED_TERM and (other is None or last_day(row) > other)
    ]
    first = min(first_day(term) for term in in_row)
    return FixedTerms(
        person_id,
        now[-1]["id"],
        len(in_row),
        full_months(first, day + ONE_DAY),
        permanence(in_row, day),
    )


@dataclass(frozen=True)
class PartTimer:
    """Somebody whose work isn't full time: the contract in force, and the wish that was told."""

    person_id: str
    contract_id: str
    wish: str


@dataclass(frozen=True)
class Snapshot:
    """Who works here on a day; each person counts once.

    Attributes:
        people: the ids of those employed.
        full_time_equivalent: the agreed hours together as full-time work, a person at most 1.
        hours: how many people by kind of working time.
        part_timers: those without full-time work.
        fixed_terms: those in fixed terms only.
    """

    day: date
    people: tuple[str, ...]
    permanent: int
    full_time_equivalent: Decimal
    hours: Mapping[str, int]
    part_timers: tuple[PartTimer, ...]
    fixed_terms: tuple[FixedTerms, ...]

    @property
    def employed(self) -> int:
        """How many people work here."""
        return len(self.people)

    @property
    def permanent_share(self) -> Decimal | None:
        """How many of a hundred are permanent; ``None`` when nobody works here."""
        return Decimal(100 * self.permanent) / self.employed if self.people else None

    @property
    def chains(self) -> tuple[FixedTerms, ...]:
        """Those with several fixed terms in a row, the longest first."""
        found = [each for each in self.fixed_terms if each.is_chain]
        return tuple(sorted(found, key=lambda each: -each.months))

    @property
    def longest_chain(self) -> int:
        """How many months the longest chain has lasted; 0 when there is none."""
        return max((each.months for each in self.chains), default=0)

    def wishing(self, wish: str) -> tuple[PartTimer, ...]:
        """The part-timers with a wish: ``own``, ``more``, or ``""`` for those nobody has asked."""
        return tuple(each for each in self.part_timers if each.wish == wish)


def snapshot(rows: Iterable[Row], day: date) -> Snapshot:
    """Who works here on a day, and how."""
    people = by_person(rows)
    now = {person: found for person, own in people.items() if (found := in_force(own, day))}
    hours = {person: _hours(found) for person, found in now.items()}
    fixed = (fixed_terms_of(person, people[person], day) for person in now)
    return Snapshot(
        day,
        tuple(now),
        sum(any(row.get("duration") == PERMANENT for row in found) for found in now.values()),
        sum((_share(found) for found in now.values()), Decimal(0)),
        {kind: list(hours.values()).count(kind) for kind in HOURS},
        tuple(
            PartTimer(person, found[-1]["id"], _wish(found))
            for person, found in now.items()
            if hours[person] in {"part_time", "variable"}
        ),
        tuple(each for each in fixed if each),
    )


def _share(now: Iterable[Row]) -> Decimal:
    return min(Decimal(1), sum((full_time_share(row) for row in now), Decimal(0)))


def _hours(now: Iterable[Row]) -> str:
    kinds = {row.get("hours_kind") for row in now}
    return next((kind for kind in HOURS if kind in kinds), "")


def _wish(now: Iterable[Row]) -> str:
    return next((row["part_time_wish"] for row in now if row.get("part_time_wish")), "")


@dataclass(frozen=True)
class Event:
    """Something that happened to somebody's work: ``what`` is the name of a figure of :class:`Period`."""

    what: str
    person_id: str
    day: date


def events(rows: Iterable[Row]) -> list[Event]:
    """What has happened to everybody's work, and what is agreed to happen."""
    found: list[Event] = []
    for person, own in by_person(rows).items():
        found.append(Event("new_jobs", person, first_day(own[0])))
        for spell in spells(own):
            end = max(last_day(row) for row in spell)
            if end != date.max:
                found.append(Event("ended", person, end))
            found += _permanent(person, terms(spell))
    return found


def _permanent(person: str, spell: Sequence[Row]) -> Iterable[Event]:
    for at, term in enumerate(spell):
        if term.get("duration") != PERMANENT:
            continue
        starts = first_day(term)
        just_before = [each for each in spell[:at] if _reaches(last_day(each), starts)]
        if any(each.get("duration") == PERMANENT for each in just_before):
            continue
        yield Event("new_permanent", person, starts)
        if any(_went_before(each, starts) for each in just_before):
            yield Event("conversions", person, starts)


def _went_before(term: Row, starts: date) -> bool:
    return term.get("duration") == FIXED_TERM and first_day(term) < starts


def _reaches(last: date, starts: date) -> bool:
    return last == date.max or last + SHORT_BREAK >= starts


@dataclass(frozen=True)
class Period:
    """What happened from ``first`` to ``last``.

    Attributes:
        conversions: how many people's fixed terms went on as permanent work.
        new_jobs: how many people began to work here for the first time.
        new_permanent: how many times permanent work began, conversions counted.
        ended: how many times somebody's work ended and hasn't gone on after a short break.
    """

    first: date
    last: date
    conversions: int = 0
    new_jobs: int = 0
    new_permanent: int = 0
    ended: int = 0


def period(rows: Iterable[Row], first: date, last: date) -> Period:
    """What happened from a day to a day, both counted."""
    return _period(events(rows), first, last)


def _period(found: Iterable[Event], first: date, last: date) -> Period:
    names = [event.what for event in found if first <= event.day <= last]
    counted = ("conversions", "new_jobs", "new_permanent", "ended")
    return Period(first, last, *(names.count(name) for name in counted))


def year(rows: Iterable[Row], day: date) -> Period:
    """What has happened this year up to a day."""
    return period(rows, day.replace(month=1, day=1), day)


@dataclass(frozen=True)
class Quarter:
    """A quarter: who worked here when it ended, and what happened in it; the last one as it is so far."""

    end: Snapshot
    period: Period

    @property
    def name(self) -> tuple[int, int]:
        """The year and the quarter, 1 to 4."""
        first = self.period.first
        return first.year, (first.month - 1) // 3 + 1


def quarters(rows: Iterable[Row], day: date, number: int = QUARTERS) -> list[Quarter]:
    """The last quarters up to that of ``day``, the earliest first."""
    kept = list(rows)
    happened = events(kept)
    found = []
    for end in quarter_ends(day, number):
        last = min(end, day)
        first = months_later(end.replace(day=1), -2)
        found.append(Quarter(snapshot(kept, last), _period(happened, first, last)))
    return found


def indicators(rows: Iterable[Row], first: date, last: date) -> dict[str, Decimal]:
    """What a programme asks of a period by name; the full-time equivalents are those of its last day."""
    kept = list(rows)
    found = period(kept, first, last)
    return {
        "new_jobs": Decimal(found.new_jobs),
        "permanent_contracts": Decimal(found.new_permanent),
        "conversions": Decimal(found.conversions),
        "full_time_equivalent": snapshot(kept, last).full_time_equivalent,
    }
