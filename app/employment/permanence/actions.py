"""What permanence tells: everything for its view, one figure for the home page, numbers for a programme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from app.core import setting, signed
from app.core.change import Changes
from app.core.fault import InvalidFields
from app.core.field import values_of
from app.core.record import today
from app.core.room import Figure
from app.core.text import Text, _l
from app.employment.contracts.records import Contract, row_of
from app.employment.contracts.rules import EMPLOYMENT
from app.employment.people.records import Person
from app.employment.people.rules import calendar_name
from app.employment.permanence import groups, rules, wording
from app.employment.permanence.groups import Group
from app.employment.permanence.rules import Period, Quarter, Snapshot

TARGET = "permanence.target"
"""The setting of the share of permanent people that is aimed at, in percent."""
WHOLE = 100


@dataclass(frozen=True)
class Dashboard:
    """How permanent the work is.

    Attributes:
        names: what people are called, by their ids.
        year: what has happened this year so far.
        quarters: the last ones, the earliest first.
        target: the share of permanent people that is aimed at, in percent; ``None`` without one.
        genders, ages: voluntary figures, empty when they can't be shown.
    """

    now: Snapshot
    year: Period
    quarters: Sequence[Quarter]
    target: Decimal | None
    genders: Sequence[Group]
    ages: Sequence[Group]
    names: Mapping[str, str]

    @property
    def any_contracts(self) -> bool:
        """Whether there is anything to tell: somebody works here, or did in the quarters shown."""
        return bool(self.now.people or any(quarter.end.people for quarter in self.quarters))


def _signed(session: Session) -> tuple[list[dict[str, Any]], dict[str, Person]]:
    """The signed contracts of employment as rows, and the people they are of."""
    found = session.scalars(
        select(Contract).where(
            Contract.deleted_at.is_(None),
            Contract.status.in_(signed.SIGNED),
            Contract.form == EMPLOYMENT,
        )
    ).all()
    people = {each.person.id: each.person for each in found if each.person}
    return [row_of(each) for each in found], people


def dashboard(session: Session, day: date) -> Dashboard:
    """Everything about permanence on a day."""
    rows, people = _signed(session)
    now = rules.snapshot(rows, day)
    employed = [people[person] for person in now.people if person in people]
    return Dashboard(
        now,
        rules.year(rows, day),
        rules.quarters(rows, day),
        target(session),
        groups.by_gender(person.gender for person in employed),
        groups.by_age((person.birth_year for person in employed), day.year),
        {person.id: calendar_name(values_of(person)) for person in people.values()},
    )


def target(session: Session) -> Decimal | None:
    """The share of permanent people that is aimed at, in percent; ``None`` without one."""
    kept = setting.get(session, TARGET)
    return None if kept is None else Decimal(kept)


def set_target(session: Session, percent: Decimal | None) -> Changes:
    """Aim at another share of permanent people, or at none.

    Raises:
        InvalidFields: it is not a share.
    """
    if percent is not None and not 0 < percent <= WHOLE:
        raise InvalidFields({"target": _l("Write a percent from 1 to 100.")})
    setting.put(session, TARGET, None if percent is None else str(percent))
    return Changes(target_told(percent))


def target_told(percent: Decimal | None) -> Text:
    """What is said when the target has been changed."""
    if percent is None:
        return _l("There is no target any more")
    return _l("The target is {percent} now", percent=wording.exact_percent(percent))


def figures(session: Session, day: date) -> Iterable[Figure]:
    """The share of permanent people, when somebody is employed."""
    # Counted by the store: the home page is asked often, and needs nothing else of the contracts.
    ends = func.coalesce(Contract.last_day, Contract.ends)
    permanent = case((Contract.duration == rules.PERMANENT, Contract.person_id))
    employed, kept = session.execute(
        select(func.count(Contract.person_id.distinct()), func.count(permanent.distinct())).where(
            Contract.deleted_at.is_(None),
            Contract.status.in_(signed.SIGNED),
            Contract.form == EMPLOYMENT,
            Contract.starts <= day,
            or_(ends.is_(None), ends >= day),
        )
    ).one()
    if employed:
        share = Decimal(100 * kept) / employed
        yield Figure(wording.percent_words(share), wording.target_words(share, target(session)))


def indicators(session: Session, first: date, last: date) -> dict[str, Decimal]:
    """What a programme asks of a period by name, of what has happened by today."""
    rows, _people = _signed(session)
    return rules.indicators(rows, first, min(last, today()))
