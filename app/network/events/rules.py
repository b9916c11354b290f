"""What is true of events: when they are, who has a place, who came, what they thought. Pure functions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from app.core.text import LanguageText, Text, _l

PLANNED, OPEN, HELD, CANCELLED = "planned", "open", "held", "cancelled"
FULL, CLOSED, PASSED = "full", "closed", "passed"
COMING = frozenset({PLANNED, OPEN})
"""The states of an event that is still to be held."""
REGISTERED, WAITING, WITHDRAWN = "registered", "waiting", "withdrawn"
MOST_DAYS = 30
"""An event lasts so many days at most."""
QUESTIONS = ("overall", "useful", "objective_met")
"""The fields of the feedback that are answered from 1 to 5."""
FEW = 3
"""With fewer answers than this a mean tells nothing, and somebody might be recognised."""
TENTH = Decimal("0.1")
WRITE_WITHIN = timedelta(days=7)
"""So long after an event it is still remembered who came."""
TELL_BEFORE = timedelta(days=14)
"""So long before its day an event is brought up."""
REGISTER_SOON = timedelta(days=3)
"""So long before the end of its registration an event is brought up."""
FEEDBACK_WITHIN = timedelta(days=30)
"""After so many days nobody is asked for feedback any more."""
_WEEK = timedelta(days=7)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s,;<>\"”]+[^\s,;<>\"”.)]", re.IGNORECASE)


class _Timed(Protocol):
    starts_on: Any
    starts_at: Any
    ends_on: Any
    ends_at: Any


@dataclass(frozen=True)
class When:
    """When an event is: its days, and its times in minutes from midnight.

    Attributes:
        ends_on: ``None`` for the same day.
    """

    starts_on: date | None
    starts_at: int | None = None
    ends_on: date | None = None
    ends_at: int | None = None

    @classmethod
    def of(cls, event: _Timed) -> "When":
        """The times of an event."""
        return cls(event.starts_on, event.starts_at, event.ends_on, event.ends_at)

    @property
    def last(self) -> date | None:
        """Its last day."""
        return max(self.starts_on, self.ends_on or self.starts_on) if self.starts_on else None

    @property
    def days(self) -> int:
        """How many days it takes."""
        return (self.last - self.starts_on).days + 1 if self.starts_on and self.last else 1

    @property
    def minutes(self) -> int:
        """How long it takes from its beginning to its end; an hour where no end is told."""
        if self.starts_at is None:
            return 0
        whole_days = (self.days - 1) * 24 * 60
        if self.ends_at is None:
            return whole_days + 60
        return max(whole_days + self.ends_at - self.starts_at, 0)

    def moved_to(self, day: date) -> "When":
        """The same, so many days long, from another day on."""
        last = day + timedelta(days=self.days - 1) if self.ends_on else None
        return When(day, self.starts_at, last, self.ends_at)


def standing(
    state: str, when: When, register_by: date | None, capacity: int | None, asked: int, day: date
) -> str:
    """How an event stands for those who look at it on a day.

    Returns:
        Its state; of one that is open also :data:`FULL` or :data:`CLOSED`, of one that should have been held
        by now and isn't marked so :data:`PASSED`.
    """
    if state not in COMING:
        return state
    if when.last and when.last < day:
        return PASSED
    if state == PLANNED:
        return PLANNED
    if register_by and register_by < day:
        return CLOSED
    return FULL if capacity and asked >= capacity else OPEN


def may_register(state: str, when: When, register_by: date | None, day: date) -> bool:
    """Whether one can register on a day; where it is full, for the waiting list."""
    return standing(state, when, register_by, None, 0, day) == OPEN


def later_day(day: date | None, today: date) -> date:
    """The next day from today on that is the same weekday; the day itself when it is still to come."""
    if day is None or day >= today:
        return day or today
    return day + _WEEK * -((day - today) // _WEEK)


# What can't be


def problems(
    values: Mapping[str, Any], before: Mapping[str, Any] | None, today: date
) -> dict[str, Text]:
    """What is wrong with an event's values together, by field; what was let through before isn't asked again."""
    found: dict[str, Text] = {}
    begins, ends, register_by = values["starts_on"], values["ends_on"], values["register_by"]
    if begins is None:
        return found
    same_day = ends is None or ends == begins
    if ends is not None and ends < begins:
        found["ends_on"] = _l("The last day can’t be before the first one.")
    elif ends is not None and (ends - begins).days >= MOST_DAYS:
        found["ends_on"] = _l("That is over a month. Make one event of each part.")
    if same_day and None not in (values["starts_at"], values["ends_at"]):
        if values["ends_at"] <= values["starts_at"]:
            found["ends_at"] = _l("It must end after it begins. Or give a last day.")
    elif values["starts_at"] is None and values["ends_at"] is not None:
        found["starts_at"] = _l("Tell also when it begins.")
    if register_by is not None and register_by > begins:
        found["register_by"] = _l("Registration can’t go on after the event has begun.")
    if _new(values, before, "state", "starts_on"):
        if values["state"] == OPEN and begins < today:
            found["starts_on"] = _l(
                "This day has passed. Choose a later one, or mark the event as held."
            )
        elif values["state"] == HELD and begins > today:
            found["state"] = _l("It is still to come. It can be marked as held from its day on.")
    return found


def _new(values: Mapping[str, Any], before: Mapping[str, Any] | None, *names: str) -> bool:
    return before is None or any(values[name] != before[name] for name in names)


def registration_problems(
    values: Mapping[str, Any], before: Mapping[str, Any] | None
) -> dict[str, Text]:
    """What is wrong with a registration's values: one that was withdrawn doesn't get its turn back."""
    if before and before["place"] == WITHDRAWN != values["place"]:
        return {
            "place": _l(
                "This was withdrawn, and others may have its place. Make a new registration instead."
            )
        }
    return {}


# Who has a place


@dataclass(frozen=True)
class Seat:
    """What a registration asks for: ``number`` places; ``id`` tells its turn, as ids of later ones sort later."""

    id: str
    number: int


@dataclass(frozen=True)
class Placed:
    """Who has a place.

    Attributes:
        inside: the ids of those who have one, ``waiting`` of those who wait, both in their turns.
        taken: how many places have been given, ``asked`` how many were asked for.
        left: how many are left, ``None`` when there is no limit.
        next: of the first one that waits, how many places it asks for; 0 when nobody waits.
    """

    inside: tuple[str, ...]
    waiting: tuple[str, ...]
    taken: int
    asked: int
    left: int | None
    next: int

    def of(self, registration_id: str) -> str:
        """:data:`REGISTERED`, :data:`WAITING`, or :data:`WITHDRAWN` for one that doesn't come."""
        if registration_id in self.inside:
            return REGISTERED
        return WAITING if registration_id in self.waiting else WITHDRAWN


def placed(seats: Iterable[Seat], capacity: int | None) -> Placed:
    """Give the places in the order of registering, the same in every office.

    Nobody passes another: when a group doesn't fit, it and all after it wait. So a place that somebody has is
    lost only by what those before do, never because somebody withdraws or registers later.
    """
    inside: list[str] = []
    waiting: list[str] = []
    taken = asked = following = 0
    for seat in sorted(seats, key=lambda each: each.id):
        asked += seat.number
        if not waiting and (capacity is None or taken + seat.number <= capacity):
            inside.append(seat.id)
            taken += seat.number
        else:
            following = following or seat.number
            waiting.append(seat.id)
    left = None if capacity is None else max(capacity - taken, 0)
    return Placed(tuple(inside), tuple(waiting), taken, asked, left, following)


def room_for(more: int, seats: Iterable[Seat], capacity: int | None) -> bool:
    """Whether a registration can grow by so many without taking a place from those after it."""
    return capacity is None or sum(each.number for each in seats) + more <= capacity


# Who came


class _Counted(Protocol):
    participants: Any
    attendance: Any


def sum_of(attendance: Iterable[Mapping[str, Any]]) -> int:
    """How many came from all organisations together."""
    return sum(int(row.get("participants") or 0) for row in attendance)


def count_of(event: _Counted) -> int:
    """How many took part: the number that was given for the whole, else the sum of the organisations.

    This is what the indicators of programmes count.
    """
    return sum_of(event.attendance) if event.participants is None else int(event.participants)


# What they thought


@dataclass(frozen=True)
class Asked:
    """How a question was answered: by how many, and the mean, ``None`` when they were too few to tell one."""

    name: str
    count: int
    mean: Decimal | None


def feedback_problems(values: Mapping[str, Any]) -> dict[str, Text]:
    """An empty paper is no feedback."""
    words = any((values.get(name) or "").strip() for name in ("best", "better"))
    if words or any(values.get(name) is not None for name in QUESTIONS):
        return {}
    return {QUESTIONS[0]: _l("Answer at least one question, or write what they wrote.")}


def feedback_of(answers: Sequence[Mapping[str, Any]]) -> tuple[Asked, ...]:
    """The questions with their means, rounded to a tenth."""
    return tuple(_asked(name, [each[name] for each in answers if each[name]]) for name in QUESTIONS)


def _asked(name: str, given: Sequence[int]) -> Asked:
    if len(given) < FEW:
        return Asked(name, len(given), None)
    mean = Decimal(sum(given)) / len(given)
    return Asked(name, len(given), mean.quantize(TENTH, ROUND_HALF_UP))


# The programme and the invitation


def timetable(
    programme: Iterable[Mapping[str, Any]], days: int
) -> list[tuple[int, list[Mapping[str, Any]]]]:
    """What happens on each day of an event, numbered from 1: by the time; one without follows what it stands after."""
    found: dict[int, list[tuple[int, Mapping[str, Any]]]] = {}
    for row in programme:
        day = min(max(row.get("day") or 1, 1), max(days, 1))
        rows = found.setdefault(day, [])
        at = row.get("at")
        rows.append((rows[-1][0] if at is None and rows else at or 0, row))
    return [
        (day, [row for _at, row in sorted(rows, key=lambda each: each[0])])
        for day, rows in sorted(found.items())
    ]


def address_in(words: str) -> str:
    """The first web address in some words, ``""`` when there is none."""
    found = _ADDRESS.search(words)
    if not found:
        return ""
    return found[0] if "://" in found[0] else f"https://{found[0]}"


def invited_in(reader: str, invitation: LanguageText) -> list[str]:
    """The languages in which an event has an invitation, the reader's first."""
    written = [each for each, words in invitation.items() if words.strip()]
    return sorted(written, key=lambda each: (each != reader, each))
