"""What is true of visits: what repeats, what collides, how much was agreed and used. Pure functions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.core.days import week_of
from app.core.text import LanguageText, Text, _l

Row = Mapping[str, Any]

ANNUAL_LEAVE, UNPAID_LEAVE = "annual_leave", "unpaid_leave"
"""Why a worker is away, where the hours and leave ask for it."""
DAY_MINUTES = 24 * 60
USUAL_MINUTES = 60
"""How long a visit is drawn when its duration isn't told."""
MOST_REPEATS = 366
STEP = 15
"""Minutes to which a visit that is dragged is rounded."""
HUNDREDTH = Decimal("0.01")
LATE = frozenset({"client_late", "no_show"})
"""Reasons for which a cancelled visit is usually charged."""
BILLED_FREE = frozenset({"note", "worker", "travel_minutes", "status"})
"""What may still change in a visit that has been handed over for billing."""


@dataclass(frozen=True)
class Slot:
    """A visit as the calendar and the checks see it.

    Attributes:
        start: minutes from midnight, ``None`` when the time isn't agreed.
        minutes: how long it takes, ``None`` when that isn't told.
    """

    id: str
    client_id: str
    client: LanguageText
    service_id: str
    service: LanguageText
    what: str
    worker: str
    day: date
    start: int | None
    minutes: int | None
    status: str
    series: str = ""
    billed: str = ""
    kilometres: Decimal | None = None
    quantity: Decimal | None = None
    charged: bool = False

    @property
    def begins(self) -> int:
        """Where it is drawn when it has no time of its own: at the start of the day."""
        return self.start or 0

    @property
    def ends(self) -> int:
        """The minute of the day at which it ends."""
        return min(DAY_MINUTES, self.begins + (self.minutes or USUAL_MINUTES))


def problems(values: Row, before: Row | None, today: date) -> dict[str, Text]:
    """What is wrong with a visit's values together, by field; ``before`` is what they were."""
    found: dict[str, Text] = {}
    start, minutes = values.get("start"), values.get("minutes")
    if start is not None and minutes and start + minutes > DAY_MINUTES:
        found["minutes"] = _l("The visit would go on past midnight. Make two visits of it.")
    if values.get("status") == "done" and values.get("day") and values["day"] > today:
        found["status"] = _l("This day is still to come, so the visit can't be done yet.")
    if values.get("status") == "cancelled" and not values.get("cancel_reason"):
        found["cancel_reason"] = _l("Tell why it was cancelled.")
    if before and before.get("billed"):
        for name, value in values.items():
            if (name not in BILLED_FREE and value != before.get(name)) or (
                name == "status" and value != before.get(name)
            ):
                found[name] = _l(
                    "This visit has been handed over for billing. Take the billing back first."
                )
    return found


def absence_problems(values: Row) -> dict[str, Text]:
    """What is wrong with an absence."""
    found: dict[str, Text] = {}
    if not values.get("worker") and not values.get("client_id"):
        found["worker"] = _l("Tell who is away: a worker or a client.")
    if values.get("worker") and values.get("client_id"):
        found["worker"] = _l("Choose one of them: a worker or a client.")
    if values.get("first") and values.get("last") and values["last"] < values["first"]:
        found["last"] = _l("The last day is before the first one.")
    return found


def repeats(first: date, weeks: int, until: date, leave_out: Collection[date] = ()) -> list[date]:
    """The days after ``first`` on which something repeats every so many weeks, up to ``until``."""
    found: list[date] = []
    day = first + timedelta(weeks=weeks)
    while day <= until and len(found) < MOST_REPEATS:
        if day not in leave_out:
            found.append(day)
        day += timedelta(weeks=weeks)
    return found


@dataclass(frozen=True)
class Away:
    """An absence as the checks see it; either ``worker`` or ``client_id`` is blank."""

    worker: str
    client_id: str
    first: date
    last: date

    def concerns(self, slot: Slot) -> bool:
        """Whether the one who is away would be at the visit."""
        if not self.first <= slot.day <= self.last:
            return False
        if self.client_id:
            return self.client_id == slot.client_id
        return bool(self.worker) and _same(self.worker, slot.worker)


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def collisions(slots: Sequence[Slot], away: Iterable[Away]) -> dict[str, list[Text]]:
    """What doesn't fit together, in words by visit id; cancelled visits are left aside."""
    found: dict[str, list[Text]] = {}
    active = [slot for slot in slots if slot.status != "cancelled"]
    absences = list(away)
    for slot in active:
        for absence in absences:
            if absence.concerns(slot):
                words = (
                    _l("The client is away on this day.")
                    if absence.client_id
                    else _l("{worker} is away on this day.", worker=slot.worker)
                )
                found.setdefault(slot.id, []).append(words)
    by_day: dict[date, list[Slot]] = {}
    for slot in active:
        if slot.start is not None:
            by_day.setdefault(slot.day, []).append(slot)
    for each in by_day.values():
        each.sort(key=lambda slot: slot.begins)
        for place, slot in enumerate(each):
            for other in each[place + 1 :]:
                if other.begins >= slot.ends:
                    break
                _collide(slot, other, found)
    return found


def _collide(slot: Slot, other: Slot, found: dict[str, list[Text]]) -> None:
    if slot.client_id == other.client_id:
        words = _l("The client has two visits at the same time.")
    elif _same(slot.worker, other.worker):
        words = _l("{worker} has two visits at the same time.", worker=slot.worker)
    else:
        return
    for each in (slot, other):
        found.setdefault(each.id, []).append(words)


def lanes(slots: Sequence[Slot]) -> dict[str, tuple[int, int]]:
    """Where visits of one column stand beside each other: lane and number of lanes, by id.

    Visits that overlap, also through others, share the width evenly.
    """
    placed: dict[str, tuple[int, int]] = {}
    group: list[tuple[Slot, int]] = []
    group_end = -1

    def close() -> None:
        width = max((lane for _slot, lane in group), default=0) + 1
        placed.update({slot.id: (lane, width) for slot, lane in group})

    for slot in sorted(slots, key=lambda each: (each.begins, each.ends, each.id)):
        if slot.begins >= group_end:
            close()
            group = []
        taken = {lane for other, lane in group if other.ends > slot.begins}
        lane = next(number for number in range(len(group) + 1) if number not in taken)
        group.append((slot, lane))
        group_end = max(group_end, slot.ends)
    close()
    return placed


def rounded(minutes: float) -> int:
    """A time of day to which a visit is dragged: the nearest quarter within the day."""
    return max(0, min(DAY_MINUTES - STEP, round(minutes / STEP) * STEP))


def quantity(slot: Slot, unit: str) -> Decimal:
    """How much of a price line a visit is: hours by its duration, kilometres, otherwise one."""
    if slot.quantity is not None:
        return slot.quantity
    if unit == "hour":
        return (Decimal(slot.minutes or 0) / 60).quantize(HUNDREDTH, ROUND_HALF_UP)
    if unit == "kilometre":
        return slot.kilometres or Decimal(0)
    return Decimal(1)


@dataclass(frozen=True)
class Agreed:
    """A line of an agreement as the checks see it; ``starts`` and ``ends`` are the agreement's."""

    agreement_id: str
    client_id: str
    service_id: str
    what: str
    unit: str
    quantity: Decimal | None
    per: str
    starts: date
    ends: date | None

    def covers(self, slot: Slot) -> bool:
        """Whether a visit belongs to this line."""
        return (
            self.client_id == slot.client_id
            and self.service_id == slot.service_id
            and self.starts <= slot.day
            and (self.ends is None or slot.day <= self.ends)
            and (not slot.what or _same(slot.what, self.what) or not self.what)
        )


def line_of(slot: Slot, lines: Iterable[Agreed]) -> Agreed | None:
    """The line of an agreement that a visit belongs to: the one named alike before any other."""
    covering = [line for line in lines if line.covers(slot)]
    alike = [line for line in covering if _same(line.what, slot.what)]
    return next(iter((*alike, *covering)), None)


def beyond(slots: Sequence[Slot], lines: Sequence[Agreed]) -> dict[str, Text]:
    """Visits that no agreement covers, or that exceed what was agreed for their week or month.

    ``slots`` has to hold whole weeks and months around the visits asked about.
    """
    found: dict[str, Text] = {}
    used: dict[tuple[Any, ...], Decimal] = {}
    by_client: dict[str, list[Agreed]] = {}
    for line in lines:
        by_client.setdefault(line.client_id, []).append(line)
    for slot in sorted(slots, key=lambda each: (each.day, each.begins, each.id)):
        if slot.status == "cancelled":
            continue
        line = line_of(slot, by_client.get(slot.client_id, ()))
        if line is None:
            found[slot.id] = _l("No agreement covers this service on the day of the visit.")
            continue
        if line.quantity is None:
            continue
        period: Any = {"week": week_of(slot.day)[0], "month": slot.day.replace(day=1)}.get(line.per)
        key = (line.agreement_id, line.service_id, line.what, period)
        used[key] = used.get(key, Decimal(0)) + quantity(slot, line.unit)
        if used[key] > line.quantity:
            found[slot.id] = _l("This is more than was agreed.")
    return found
