"""What is true of watches, notices and tenders. Pure functions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.brand import Tone
from app.core.days import still_to_come
from app.core.text import Text, _l
from app.tenders import states

SOON_DAYS = 14
"""How long before its day a deadline is brought up."""
QUESTION_DAYS = 7
"""How long before its day the last day for questions is brought up."""
URGENT_DAYS = 2
LATE_DAYS = 60
"""So long after the deadline it is asked what became of a tender; then it is only on its list."""
FRESH: dict[str, Any] = {
    "sheet_id": None,
    "decision": states.UNDECIDED,
    "decided_on": None,
    "reason": "",
    "weighed": [],
    "submitted_on": None,
    "price": None,
    "outcome": states.PREPARED,
    "decided_by_buyer_on": None,
    "comparison": "",
    "lessons": "",
}
"""What a copy of a tender has of its own."""

Values = Mapping[str, Any]


# What can't be together


def watch_problems(values: Values) -> dict[str, Text]:
    """What is wrong with the values of a watch, by field."""
    found: dict[str, Text] = {}
    if not (values["cpv"] or values["municipalities"] or values["words"]):
        found["words"] = _l("Say what to watch for: a CPV code, a municipality or a word.")
    least, most = values["least_value"], values["most_value"]
    if least is not None and most is not None and least > most:
        found["most_value"] = _l("This is less than the least value. Check both.")
    return found


def notice_problems(values: Values) -> dict[str, Text]:
    """What is wrong with the values of a notice, by field."""
    found = _days_problems(values)
    published, deadline = values["published_on"], values["deadline"]
    if published and deadline and published > deadline:
        found["published_on"] = _l(
            "It can’t be published after the tenders are due. Check the days."
        )
    return found


def tender_problems(values: Values, before: Values | None, day: date) -> dict[str, Text]:
    """What is wrong with the values of a tender, by field; ``before`` are those so far, ``day`` is today."""
    found = _days_problems(values)
    found |= still_to_come(
        values, before, ("decided_on", "submitted_on", "decided_by_buyer_on"), day
    )
    outcome = values["outcome"]
    if outcome in {states.WON, states.LOST} and not values["submitted_on"]:
        found["submitted_on"] = _l("Give the day on which it was handed in.")
    decided, handed = values["decided_by_buyer_on"], values["submitted_on"]
    if decided and handed and decided < handed:
        found["decided_by_buyer_on"] = _l("The buyer decides after the tender is handed in.")
    return found


def _days_problems(values: Values) -> dict[str, Text]:
    asked, deadline = values["questions_by"], values["deadline"]
    if asked and deadline and asked > deadline:
        return {"questions_by": _l("Questions come before the tenders are due. Check the days.")}
    if values["deadline_at"] is not None and not deadline:
        return {"deadline": _l("Give the day too.")}
    return {}


def tender_completed(values: Values, day: date) -> dict[str, Any]:
    """The values of a tender with what follows from the others; ``day`` is today."""
    found = dict(values)
    found["outcome"] = found["outcome"] or states.PREPARED
    found["decision"] = found["decision"] or states.UNDECIDED
    if found["decision"] != states.UNDECIDED and not found["decided_on"]:
        found["decided_on"] = day
    if found["decision"] == states.UNDECIDED:
        found["decided_on"] = None
    if found["submitted_on"] and found["outcome"] == states.PREPARED:
        found["outcome"] = states.SUBMITTED
    return found


# Days


def days_tone(due: date, day: date) -> Tone:
    """How near a deadline is on a day, as a tone."""
    left = (due - day).days
    if left <= URGENT_DAYS:
        return "bad"
    return "watch" if left <= SOON_DAYS else "plain"


@dataclass(frozen=True)
class OwnDay:
    """An internal day before the deadline: ``key`` says for what (``OWN_DAYS``)."""

    key: str
    day: date


OWN_DAYS: tuple[tuple[str, Text], ...] = (
    ("read", _l("Read the invitation through and decide whether to tender")),
    ("questions", _l("Send the questions to the buyer")),
    ("papers", _l("Get the certificates and fill in the ESPD")),
    ("price", _l("Decide the price")),
    ("check", _l("Finish the tender and let somebody else check it")),
    ("hand_in", _l("Hand in the tender, a day before the last one")),
)
_SHARES = {"read": 0.1, "papers": 0.45, "price": 0.65, "check": 0.85}
"""At which part of the time that is left each is due; the others hang on the buyer's own days."""
_WEEKEND = 5


def own_days(
    day: date, questions_by: date | None, deadline: date, holidays: Collection[date] = ()
) -> list[OwnDay]:
    """Days to agree on between today and the deadline; none is in the past, after it or on a free day.

    What can't be in time any more is left out.
    """

    def working(wanted: date) -> date:
        while wanted.weekday() >= _WEEKEND or wanted in holidays:
            wanted -= timedelta(days=1)
        return wanted

    left = (deadline - day).days
    wanted: dict[str, date] = {
        key: day + timedelta(days=round(left * share)) for key, share in _SHARES.items()
    }
    wanted["hand_in"] = deadline - timedelta(days=1)
    if questions_by:
        wanted["questions"] = questions_by - timedelta(days=1)
    return [
        OwnDay(key, found)
        for key, _words in OWN_DAYS
        if key in wanted and day <= (found := working(wanted[key])) <= deadline
    ]


# Is it worthwhile

ENOUGH, HARDLY = 3.5, 2.5
"""From the first average on a tender is suggested, below the second one advised against."""
LEAST_ANSWERED = 4
"""With fewer answers nothing is suggested."""
BAD_SCORE = 1
"""What a single question can have that speaks against a tender whatever the average says."""


@dataclass(frozen=True)
class Advice:
    """What the answers suggest; the decision is a person's.

    Attributes:
        average: of the scores given, ``None`` where there is none.
        answered: how many questions have one.
        suggests: ``go``, ``no_go`` or ``undecided``.
        against: the questions that got the lowest score.
    """

    average: float | None
    answered: int
    suggests: str
    against: tuple[str, ...] = ()


def weighed(rows: Sequence[Values]) -> Advice:
    """What the scored questions suggest; each row has ``question`` and ``score`` (1–5 or ``None``)."""
    scores = [row["score"] for row in rows if row["score"] is not None]
    if not scores:
        return Advice(None, 0, states.UNDECIDED)
    average = sum(scores) / len(scores)
    against = tuple(row["question"] for row in rows if row["score"] == BAD_SCORE)
    suggests = states.UNDECIDED
    if len(scores) >= LEAST_ANSWERED:
        if average < HARDLY:
            suggests = states.NO_GO
        elif average >= ENOUGH and not against:
            suggests = states.GO
    return Advice(average, len(scores), suggests, against)


# Looking back


@dataclass(frozen=True)
class Record:
    """How many tenders were decided by the buyer, and how many of them were won."""

    won: int
    decided: int
    waiting: int
    cancelled: int

    @property
    def percent(self) -> int | None:
        """Won of those decided; ``None`` where none was, as no share can be told then."""
        return round(100 * self.won / self.decided) if self.decided else None


def track_record(outcomes: Mapping[str, int]) -> Record:
    """What numbers of tenders by outcome say; those that were never handed in count for nothing."""
    won, lost = outcomes.get(states.WON, 0), outcomes.get(states.LOST, 0)
    return Record(
        won, won + lost, outcomes.get(states.SUBMITTED, 0), outcomes.get(states.CANCELLED, 0)
    )
