"""What can be done with hours and leave: a month put together for the payroll, leave looked at and noted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.clients.visits.records import Absence, Visit
from app.clients.visits.rules import ANNUAL_LEAVE
from app.core import editing, search, signed
from app.core.change import Changes
from app.core.days import month_of
from app.core.record import today
from app.core.room import Fact
from app.core.text import Text, _l, _n
from app.employment.contracts.actions import signed_rows
from app.employment.contracts.records import Contract
from app.employment.contracts.rules import EMPLOYMENT
from app.employment.hours import leave, rules, wording
from app.employment.hours.records import WorkedHours
from app.employment.hours.rules import Agreed, Worked
from app.employment.people.records import Person
from app.employment.people.rules import person_name

Period = tuple[date, date]

_CONTRACT = (
    "starts", "ends", "last_day", "hours_kind", "weekly_hours", "hours_least", "hours_most",
)  # fmt: skip
"""What a month needs to know of a contract."""


@dataclass(frozen=True)
class PersonMonth:
    """The month of one person.

    Attributes:
        by_work: the minutes of other work, by what work it was.
        agreed: what the contracts agree, ``None`` without a contract or when it doesn't tell.
        due: what is left of it when the days away are taken off.
        leave_days: the days of annual leave used.
    """

    person_id: str
    name: str
    worked: Worked
    by_work: Mapping[str, int]
    agreed: Agreed | None
    due: Agreed | None
    leave_days: int

    @property
    def away(self) -> int:
        """The agreed minutes that lie on days away."""
        return self.agreed.least - self.due.least if self.agreed and self.due else 0

    @property
    def unrecorded(self) -> bool:
        """Whether work was due but none is recorded: somebody whose hours aren't kept here."""
        return bool(self.due and self.due.least and not self.worked.total)

    @property
    def balance(self) -> int | None:
        """How much more or less was worked than is due; nothing is said where no hours are kept."""
        return None if self.unrecorded else rules.balance(self.worked.total, self.due)


@dataclass(frozen=True)
class Trouble:
    """Something to see to before the hours go to the payroll, and the record that shows it."""

    words: Text
    advice: Text
    kind: str
    record_id: str


@dataclass(frozen=True)
class Month:
    """A month of everybody, the hours of those who are known and what has to be seen to first."""

    first: date
    last: date
    people: Sequence[PersonMonth]
    troubles: Sequence[Trouble]

    @property
    def worked(self) -> Worked:
        """All people together."""
        return sum((each.worked for each in self.people), Worked())

    @property
    def leave_days(self) -> int:
        """The days of annual leave that all people used."""
        return sum(each.leave_days for each in self.people)


@dataclass
class _Visits:
    """The visits of one name."""

    name: str
    worked: Worked
    untimed: int
    first_id: str
    untimed_id: str


def _key(name: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """A worker's name as it is compared: case and spaces around it don't matter."""
    return func.lower(func.trim(name))


def month(session: Session, day: date) -> Month:
    """The hours of everybody in the month of a day.

    Everybody who has a contract of employment in force that month, or hours in it.
    """
    period = month_of(day)
    visits = _visits(session, period)
    by_hand = _by_hand(session, period)
    contracts = _contracts(session, period)
    absences = _absences(session, period)
    people: list[PersonMonth] = []
    known: set[str] = set()
    names = select(
        Person.id, _key(Person.calendar_name), Person.family_name, Person.given_names,
        Person.call_name, Person.deleted_at,
    )  # fmt: skip
    for person_id, key, family, given, call, gone in session.execute(names):
        if gone and person_id not in by_hand:
            continue
        if key and not gone:
            known.add(key)
        if person_id not in by_hand and person_id not in contracts and key not in visits:
            continue
        found = visits.get(key) if key and not gone else None
        by_work = by_hand.get(person_id, {})
        worked = (found.worked if found else Worked()) + Worked(other=sum(by_work.values()))
        rows, away = contracts.get(person_id, []), absences.get(key, {})
        people.append(
            PersonMonth(
                person_id=person_id,
                name=person_name({"family_name": family, "given_names": given, "call_name": call}),
                worked=worked,
                by_work=by_work,
                agreed=rules.agreed(rows, *period),
                due=rules.agreed(rows, *period, away),
                leave_days=rules.leave_days(d for d, why in away.items() if why == ANNUAL_LEAVE),
            )
        )
    people.sort(key=lambda each: search.sort_key(each.name))
    return Month(*period, people, list(_troubles(visits, known)))


def _troubles(visits: Mapping[str, _Visits], known: set[str]) -> Iterable[Trouble]:
    for key in sorted(visits):
        found = visits[key]
        if not key:
            yield Trouble(
                _l("Visits that were done, without a worker"),
                _l("Tell who made them, so that the hours go to the right person."),
                "visit",
                found.first_id,
            )
        elif key not in known:
            yield Trouble(
                _l("Hours of {name}: nobody of that name among the people", name=found.name),
                _l("Add the person, or put the name on the visits right."),
                "visit",
                found.first_id,
            )
        if found.untimed and key:
            yield Trouble(
                _n(
                    "{name}: {count} visit without its duration",
                    "{name}: {count} visits without their duration",
                    found.untimed,
                    name=found.name,
                ),
                _l("Tell how long it took, so that it counts as hours."),
                "visit",
                found.untimed_id,
            )


def _done(period: Period) -> tuple[ColumnElement[bool], ...]:
    """Visits that count as work: those that were made. Asked by status and day, as the index is."""
    return (
        Visit.deleted_at.is_(None),
        Visit.status == "done",
        Visit.day >= period[0],
        Visit.day <= period[1],
    )


def _visits(session: Session, period: Period) -> dict[str, _Visits]:
    key = _key(Visit.worker)
    untimed = Visit.minutes.is_(None)
    rows = session.execute(
        select(
            key,
            func.min(Visit.worker),
            func.sum(Visit.minutes),
            func.sum(Visit.travel_minutes),
            func.sum(Visit.kilometres),
            func.sum(untimed),
            func.min(Visit.id),
            func.min(Visit.id).filter(untimed),
        )
        .where(*_done(period))
        .group_by(key)
    )
    return {
        key: _Visits(
            name.strip(),
            Worked(minutes or 0, travel or 0, kilometres=kilometres or Decimal(0)),
            int(lacking),
            first_id,
            untimed_id or "",
        )
        for key, name, minutes, travel, kilometres, lacking, first_id, untimed_id in rows
    }


def _by_hand(session: Session, period: Period) -> dict[str, dict[str, int]]:
    rows = session.execute(
        select(WorkedHours.person_id, WorkedHours.work, func.sum(WorkedHours.minutes))
        .where(
            WorkedHours.deleted_at.is_(None),
            WorkedHours.day >= period[0],
            WorkedHours.day <= period[1],
        )
        .group_by(WorkedHours.person_id, WorkedHours.work)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for person_id, work, minutes in rows:
        found[person_id or ""][work] = minutes or 0
    return dict(found)


def _contracts(session: Session, period: Period) -> dict[str, list[dict[str, Any]]]:
    """The contracts of employment in force in a period, as rows by person."""
    ends = func.coalesce(Contract.last_day, Contract.ends)
    columns = [getattr(Contract, name) for name in _CONTRACT]
    rows = session.execute(
        select(Contract.person_id, *columns).where(
            Contract.deleted_at.is_(None),
            Contract.status.in_(signed.SIGNED),
            Contract.form == EMPLOYMENT,
            Contract.starts <= period[1],
            or_(ends.is_(None), ends >= period[0]),
        )
    )
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for person_id, *values in rows:
        found[person_id or ""].append(dict(zip(_CONTRACT, values, strict=True)))
    return dict(found)


def _absences(session: Session, period: Period) -> dict[str, dict[date, str]]:
    """The days on which each name is away within a period, with the reason; annual leave goes before."""
    rows = session.execute(
        select(_key(Absence.worker), Absence.reason, Absence.first, Absence.last).where(
            Absence.deleted_at.is_(None),
            Absence.worker != "",
            Absence.last >= period[0],
            Absence.first <= period[1],
        )
    )
    found: dict[str, dict[date, str]] = defaultdict(dict)
    for key, reason, first, last in rows:
        begin, end = max(first or period[0], period[0]), min(last or period[1], period[1])
        for day in rules.days_between(begin, end):
            if found[key].get(day) != ANNUAL_LEAVE:
                found[key][day] = reason
    return dict(found)


def leave_of(session: Session, person_id: str, day: date) -> leave.Leave | None:
    """Where a person's annual leave stands on a day; ``None`` without a contract of employment."""
    contracts = signed_rows(session, person_id)
    if not contracts:
        return None
    key = session.scalar(select(_key(Person.calendar_name)).where(Person.id == person_id)) or ""
    within = leave.season(day)
    since = leave.used_in(within[0])[0]
    worked = _worked_days(session, person_id, key, (since, day))
    away = _absences(session, (since, within[1])).get(key, {}) if key else {}
    return leave.leave(contracts, worked, away, day)


def _worked_days(session: Session, person_id: str, key: str, period: Period) -> dict[date, int]:
    """The minutes of each day on which a person worked."""
    visits = (
        select(
            Visit.day,
            func.sum(func.coalesce(Visit.minutes, 0) + func.coalesce(Visit.travel_minutes, 0)),
        )
        .where(*_done(period), _key(Visit.worker) == key)
        .group_by(Visit.day)
    )
    by_hand = (
        select(WorkedHours.day, func.sum(WorkedHours.minutes))
        .where(
            WorkedHours.deleted_at.is_(None),
            WorkedHours.person_id == person_id,
            WorkedHours.day >= period[0],
            WorkedHours.day <= period[1],
        )
        .group_by(WorkedHours.day)
    )
    found: dict[date, int] = defaultdict(int)
    for statement in (visits, by_hand) if key else (by_hand,):
        for day, minutes in session.execute(statement):
            found[day] += minutes
    return dict(found)


def note_leave(
    session: Session, person_id: str, first: date, last: date, reason: str = ANNUAL_LEAVE
) -> Changes:
    """Note days on which a person is away; ``result`` is the absence.

    Raises:
        InvalidFields: the last day is before the first one.
        Missing: there is no such person.
    """
    person = editing.find(session, Person, person_id)
    values = {"worker": person.calendar_name, "first": first, "last": last, "reason": reason}
    made = editing.add(session, Absence, values).result
    name = dict(person.title())
    if reason != ANNUAL_LEAVE:
        return Changes(_l("Noted the absence of {name}", name=name), made)
    days = rules.leave_days(rules.days_between(first, last))
    return Changes(
        _n(
            "Noted {count} day of leave for {name}",
            "Noted {count} days of leave for {name}",
            days,
            name=name,
        ),
        made,
    )


def about(session: Session, kind: str, record_id: str) -> Iterable[Fact]:
    """What stands on a person's page: how much leave is left."""
    found = leave_of(session, record_id, today()) if kind == Person.kind.name else None
    if found and not any(each.time_off for each in found.every):
        yield Fact(_l("Annual leave left"), wording.days_words(found.left))


@dataclass(frozen=True)
class _Column:
    """A column of the file for the payroll."""

    header: Text
    value: Any = field(repr=False)


def _hours(minutes: int | None) -> Decimal | None:
    return None if minutes is None else (Decimal(minutes) / 60).quantize(Decimal("0.01"))


_COLUMNS = (
    _Column(_l("Name"), lambda _month, each: each.name),
    _Column(_l("Month"), lambda month, _each: f"{month.first:%Y-%m}"),
    _Column(_l("Visits, h"), lambda _month, each: _hours(each.worked.visits)),
    _Column(_l("Travel, h"), lambda _month, each: _hours(each.worked.travel)),
    _Column(_l("Other work, h"), lambda _month, each: _hours(each.worked.other)),
    _Column(_l("Total, h"), lambda _month, each: _hours(each.worked.total)),
    _Column(
        _l("Agreed, h"), lambda _month, each: _hours(each.agreed.least) if each.agreed else None
    ),
    _Column(
        _l("Agreed at most, h"),
        lambda _month, each: (
            _hours(each.agreed.most) if each.agreed and each.agreed.varies else None
        ),
    ),
    _Column(_l("Absences, h"), lambda _month, each: _hours(each.away) if each.agreed else None),
    _Column(_l("Balance, h"), lambda _month, each: _hours(each.balance)),
    _Column(_l("Kilometres"), lambda _month, each: each.worked.kilometres),
    _Column(_l("Days of annual leave"), lambda _month, each: each.leave_days),
)


def payroll_headers() -> list[str]:
    """The headers of the file for the payroll, in the language spoken."""
    return [column.header.say() for column in _COLUMNS]


def payroll_rows(found: Month) -> Iterable[list[Any]]:
    """The rows of the file for the payroll: one a person."""
    for each in found.people:
        yield [column.value(found, each) for column in _COLUMNS]
