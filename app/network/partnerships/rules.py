"""What is true of partnerships: who is in them, what their stage asks, when something is due. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from app.core.text import Text, _l

STAGES = ("idea", "founding", "agreement", "activity", "evaluation")
"""The founding model, in order; what has ended stands outside it."""
ENDED = "ended"
LEAST_TOGETHER = 2
REVIEW_DAYS, END_DAYS, MEETING_DAYS = 30, 60, 7
MINUTES_DAYS = 60
"""For so long after its day a meeting whose minutes nobody has written is brought up."""
HEALTH_MONTHS = 12
HOME = "FI"
MOST_SCORE = 5


@dataclass(frozen=True)
class Member:
    """A member as it is shown.

    Attributes:
        row_id: the row in the partnership.
        name: what the organisation is called.
        country: blank when it is in Finland.
    """

    row_id: str
    name: str
    role: str = ""
    country: str = ""
    language: str = ""
    joined_on: date | None = None
    left_on: date | None = None

    @property
    def abroad(self) -> bool:
        """Whether it is in another country than Finland."""
        return bool(self.country)


def members_of(rows: Iterable[Mapping[str, Any]], titles: Mapping[str, str]) -> list[Member]:
    """All who are or were members: rows as values, ``titles`` naming organisations by their id."""
    found = []
    for row in rows:
        country = row.get("country") or ""
        found.append(
            Member(
                row_id=row.get("id") or "",
                name=titles.get(row.get("organisation_id") or "") or row.get("name") or "–",
                role=row.get("role") or "",
                country="" if country == HOME else country,
                language=row.get("language") or "",
                joined_on=_day(row.get("joined_on")),
                left_on=_day(row.get("left_on")),
            )
        )
    return found


def _day(stored: Any) -> date | None:
    if isinstance(stored, date):
        return stored
    return date.fromisoformat(stored) if stored else None


def present(members: Iterable[Member], day: date | None = None) -> list[Member]:
    """Those who haven't left; who leads comes first, who only supports last.

    With a ``day`` those whose leaving is still to come are there too.
    """
    order = {"lead": 0, "member": 1, "supporter": 2}
    here = [each for each in members if each.left_on is None or (day and each.left_on > day)]
    return sorted(here, key=lambda each: order.get(each.role, 1))


def gone(members: Iterable[Member], day: date | None = None) -> list[Member]:
    """Those who have left, the last one first."""
    left = [each for each in members if each.left_on and not (day and each.left_on > day)]
    return sorted(left, key=lambda each: each.left_on or date.min, reverse=True)


def languages_of(members: Iterable[Member]) -> list[str]:
    """The languages in which members co-operate, Finnish first."""
    return sorted(
        {each.language for each in members if each.language}, key=lambda c: (c != "fi", c)
    )


def next_stage(stage: str) -> str:
    """The stage after one, ``""`` after the last."""
    if stage not in STAGES:
        return "" if stage == ENDED else STAGES[0]
    place = STAGES.index(stage) + 1
    return STAGES[place] if place < len(STAGES) else ""


def passed(stage: str) -> tuple[str, ...]:
    """The stages that lie behind."""
    return STAGES[: STAGES.index(stage)] if stage in STAGES else ()


def lacking(stage: str, values: Mapping[str, Any], day: date) -> list[Text]:
    """What one would expect before going on from a stage, and isn't there; nothing of it is forced."""
    members = present(members_of(values.get("members") or (), {}), day)
    if stage == "idea":
        return [] if any((values.get("purpose") or {}).values()) else [_l("No purpose is written.")]
    if stage == "founding":
        return _of_founding(values, members)
    if stage == "agreement":
        return _of_agreement(values, members)
    return []


def _of_founding(values: Mapping[str, Any], members: Sequence[Member]) -> list[Text]:
    found = []
    if len(members) < LEAST_TOGETHER:
        found.append(_l("An agreement needs at least two members."))
    if members and not any(each.role == "lead" for each in members):
        found.append(_l("Nobody leads yet."))
    if not values.get("giving"):
        found.append(_l("Nobody has written what they bring and gain."))
    return found


def _of_agreement(values: Mapping[str, Any], members: Sequence[Member]) -> list[Text]:
    found = []
    if len(members) < LEAST_TOGETHER:
        found.append(_l("An agreement needs at least two members."))
    if not values.get("agreed_on"):
        found.append(_l("The day on which it was agreed is missing."))
    if not values.get("data"):
        found.append(_l("Nothing is agreed on personal data."))
    if not values.get("review_on") and not values.get("ends_on"):
        found.append(_l("No day is set for looking at it together again."))
    return found


def steps_left(steps: Iterable[str], done: Collection[str]) -> int:
    """How many steps of a stage aren't done."""
    return sum(step not in done for step in steps)


# What is due


def health_due(made: Iterable[date], begun: date | None) -> date | None:
    """When the members should be asked again: a year after the last time, or after it began."""
    last = max(made, default=None) or begun
    return last + relativedelta(months=HEALTH_MONTHS) if last else None


def year_before(day: date) -> date:
    """The last day on which what was done is a year old on ``day``."""
    return day - relativedelta(months=HEALTH_MONTHS)


def near_day(due: date | None, day: date, before: int) -> bool:
    """Whether a day has come so near that it is brought up."""
    return due is not None and due <= day + timedelta(days=before)


# The health check


@dataclass(frozen=True)
class Compared:
    """One statement: its score, and that of the time before; ``None`` where nobody gave one."""

    statement: str
    score: int | None
    before: int | None = None
    note: str = ""


def compared(
    scores: Iterable[Mapping[str, Any]], before: Iterable[Mapping[str, Any]]
) -> list[Compared]:
    """The scores of a health check beside those of the one before, in their order."""
    earlier = {row["statement"]: row.get("score") for row in before if row.get("statement")}
    return [
        Compared(
            row["statement"],
            row.get("score"),
            earlier.get(row["statement"]),
            row.get("note") or "",
        )
        for row in scores
        if row.get("statement")
    ]


def mean(scores: Iterable[int | None]) -> float | None:
    """The mean of what was given, ``None`` of nothing."""
    given = [each for each in scores if each is not None]
    return sum(given) / len(given) if given else None


def weakest(scores: Iterable[Compared], most: int = 2) -> list[Compared]:
    """The statements with the lowest scores, at most 3 of 5: where something is to be done."""
    low = [each for each in scores if each.score is not None and each.score <= MOST_SCORE // 2 + 1]
    return sorted(low, key=lambda each: each.score or 0)[:most]
