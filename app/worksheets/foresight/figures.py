"""The organisation's own figures by month, beside which signals of the future are weighed.

Counted by the store in a few small questions, so that years of visits are quick too. A month from before
anything of its sort was written down has no number: it isn't zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clients.records import Client
from app.clients.visits.records import Visit
from app.core import signed
from app.core.days import month_before, month_of
from app.employment.contracts.records import Contract
from app.employment.contracts.rules import EMPLOYMENT
from app.employment.permanence.rules import PERMANENT

PERIODS = (12, 24)
"""Over how many months one can look."""
DONE = "done"
_MONTH = "%Y-%m"


@dataclass(frozen=True)
class Month:
    """The figures of a month; ``None`` where there is nothing to tell.

    Attributes:
        first: its first day.
        so_far: it isn't over yet.
        visits: visits done; ``minutes`` how long they took; ``clients`` to how many clients they were.
        new_clients: clients whose first contact was in it.
        contracts: contracts of employment in force when it ended, or today.
        permanent_share: how many of a hundred of those employed then were permanent.
    """

    first: date
    so_far: bool = False
    visits: int | None = None
    minutes: int | None = None
    clients: int | None = None
    new_clients: int | None = None
    contracts: int | None = None
    permanent_share: Decimal | None = None


@dataclass(frozen=True)
class Figures:
    """The months, the earliest first; and how many clients have no day of first contact."""

    months: tuple[Month, ...]
    undated_clients: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return any(
            each.visits is not None or each.new_clients is not None or each.contracts is not None
            for each in self.months
        )


@dataclass(frozen=True)
class Term:
    """A contract of employment as it is counted: ``ends`` is ``None`` while it goes on."""

    person_id: str
    permanent: bool
    starts: date
    ends: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.starts <= day and (self.ends is None or self.ends >= day)


def months_back(day: date, count: int) -> list[date]:
    """The first days of the last months, the one of ``day`` the last of them."""
    found = [day.replace(day=1)]
    while len(found) < count:
        found.append(month_before(found[-1]))
    return found[::-1]


def employed(terms: Iterable[Term], day: date) -> tuple[int, Decimal | None]:
    """How many contracts are in force on a day, and how many of a hundred people are permanent."""
    now = [each for each in terms if each.in_force(day)]
    people = {each.person_id for each in now}
    permanent = {each.person_id for each in now if each.permanent}
    return len(now), Decimal(100 * len(permanent)) / len(people) if people else None


def figures(session: Session, day: date, count: int = PERIODS[0]) -> Figures:
    """The figures of the last ``count`` months, this one counted."""
    firsts = months_back(day, count)
    visits, first_visit = _visits(session, firsts[0], day)
    came, undated = _new_clients(session)
    first_client = min(came, default=None)
    terms = _terms(session)
    first_term = min((each.starts for each in terms), default=None)
    found = []
    for first in firsts:
        key, last = first.strftime(_MONTH), min(month_of(first)[1], day)
        number, minutes, clients = visits.get(key, (0, 0, 0))
        told = first_visit is not None and first_visit <= last
        hired = employed(terms, last) if first_term and first_term <= last else (None, None)
        found.append(
            Month(
                first,
                last < month_of(first)[1],
                number if told else None,
                minutes if told else None,
                clients if told else None,
                came.get(key, 0) if first_client and first_client <= key else None,
                *hired,
            )
        )
    return Figures(tuple(found), undated)


def _visits(
    session: Session, first: date, last: date
) -> tuple[dict[str, tuple[int, int, int]], date | None]:
    """Visits done, their minutes and their clients by month; and the day of the first one ever."""
    month = func.strftime(_MONTH, Visit.day)
    done = (Visit.deleted_at.is_(None), Visit.status == DONE)
    rows = session.execute(
        select(
            month,
            func.count(),
            func.sum(Visit.minutes),
            func.count(Visit.client_id.distinct()),
        )
        .where(*done, Visit.day.between(first, last))
        .group_by(month)
    )
    earliest = session.scalar(select(func.min(Visit.day)).where(*done))
    found = {key: (number, minutes or 0, clients) for key, number, minutes, clients in rows}
    return found, earliest


def _new_clients(session: Session) -> tuple[dict[str, int], int]:
    """How many clients first came in each month there is, and how many have no such day."""
    month = func.strftime(_MONTH, Client.came_on)
    rows = session.execute(
        select(month, func.count()).where(Client.deleted_at.is_(None)).group_by(month)
    )
    found = {key: number for key, number in rows}  # noqa: C416 - rows aren't pairs to a type checker
    undated = found.pop(None, 0)
    return found, undated


def _terms(session: Session) -> Sequence[Term]:
    """The signed contracts of employment; of one that was amended each version for its own time."""
    rows = session.execute(
        select(
            Contract.person_id,
            Contract.duration == PERMANENT,
            Contract.starts,
            func.coalesce(Contract.last_day, Contract.ends),
        ).where(
            Contract.deleted_at.is_(None),
            Contract.status.in_(signed.SIGNED),
            Contract.form == EMPLOYMENT,
            Contract.starts.is_not(None),
        )
    )
    return [Term(person or "", kept, starts, ends) for person, kept, starts, ends in rows if starts]
