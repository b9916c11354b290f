"""What may be told of a pulse, and when it has fallen. Pure functions.

Nothing but the number of answers is told of a round that isn't closed, or of fewer than five answers; and
nothing of a question that fewer than five have answered. Falls are counted from the numbers that are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from app.worksheets.types.rules import SheetField, WorksheetType

LEAST = 5
"""So many answers there must be before anything is told of them."""
ENPS = "enps"
"""What the figure of recommending is called beside the questions."""
FALL, ENPS_FALL = Decimal("0.5"), 20
"""From this difference on, something has fallen or risen."""
LAYOUT = "survey"
LOYAL, CRITICAL = 9, 6
"""Who recommends: 9 and 10; who doesn't: 0 to 6."""
RECOMMENDING = (0, 10)
LONGEST_WORDS = 2000
_TENTH, _WHOLE = Decimal("0.1"), Decimal(1)

Direction = Literal["up", "down", "steady"]


@dataclass(frozen=True)
class Mean:
    """The mean of a question, as it is shown, and of how many answers."""

    value: Decimal
    count: int


@dataclass(frozen=True)
class Result:
    """What may be told of a round.

    Attributes:
        count: how many have answered; all else is empty while it can't be told.
        means: by question, of those that at least five have answered.
        enps: from -100 to 100.
        words: what was written, in an order that tells nothing.
    """

    count: int
    closed: bool = False
    means: Mapping[str, Mean] = field(default_factory=dict)
    enps: Mean | None = None
    words: Sequence[str] = ()

    @property
    def shown(self) -> bool:
        """Whether more than the number of answers may be told."""
        return self.closed and self.count >= LEAST

    def number(self, key: str) -> Decimal | None:
        """The mean of a question, or the figure of recommending."""
        found = self.enps if key == ENPS else self.means.get(key)
        return found.value if found else None

    @property
    def overall(self) -> Decimal | None:
        """The mean of all questions together."""
        values = [each.value for each in self.means.values()]
        return _rounded(sum(values, Decimal(0)) / len(values), _TENTH) if values else None


@dataclass(frozen=True)
class Fall:
    """A question, or the recommending, that is clearly lower than in the round before."""

    key: str
    before: Decimal
    now: Decimal


def questions(type_: WorksheetType) -> list[SheetField]:
    """The questions that are answered with a number, in order."""
    return [each for each in type_.fields if each.type == "scale"]


def recommending(type_: WorksheetType) -> SheetField | None:
    """The question that the figure of recommending is counted from."""
    return next((f for f in questions(type_) if (f.least, f.most) == RECOMMENDING), None)


def rated(type_: WorksheetType) -> list[SheetField]:
    """The questions whose means are shown: all but the recommending."""
    apart = recommending(type_)
    return [each for each in questions(type_) if each is not apart]


def open_question(type_: WorksheetType) -> SheetField | None:
    """The question that is answered in words."""
    return next((each for each in type_.fields if each.type == "text"), None)


def allowed(type_: WorksheetType, scores: Mapping[str, int]) -> dict[str, int]:
    """The scores that are answers to the questions, in the order of the questions."""
    return {
        each.key: scores[each.key]
        for each in questions(type_)
        if type(scores.get(each.key)) is int and each.least <= scores[each.key] <= each.most
    }


def mean(scores: Sequence[int]) -> Mean | None:
    """The mean to a tenth; ``None`` of fewer than five."""
    if len(scores) < LEAST:
        return None
    return Mean(_rounded(Decimal(sum(scores)) / len(scores), _TENTH), len(scores))


def enps(scores: Sequence[int]) -> Mean | None:
    """The share of 9 and 10 less that of 0 to 6, in whole percent; ``None`` of fewer than five."""
    if len(scores) < LEAST:
        return None
    loyal = sum(each >= LOYAL for each in scores)
    critical = sum(each <= CRITICAL for each in scores)
    share = Decimal(100 * (loyal - critical)) / len(scores)
    return Mean(_rounded(share, _WHOLE), len(scores))


def _rounded(number: Decimal, to: Decimal) -> Decimal:
    return number.quantize(to, ROUND_HALF_UP)


def result(
    type_: WorksheetType,
    answers: Sequence[Mapping[str, int]],
    words: Iterable[str],
    *,
    closed: bool,
) -> Result:
    """What may be told of a round's answers."""
    count = len(answers)
    if not closed or count < LEAST:
        return Result(count, closed)

    def given(key: str) -> list[int]:
        return [each[key] for each in answers if key in each]

    means = {each.key: found for each in rated(type_) if (found := mean(given(each.key)))}
    apart = recommending(type_)
    return Result(count, closed, means, enps(given(apart.key)) if apart else None, tuple(words))


def direction(key: str, before: Decimal, now: Decimal) -> Direction:
    """Whether a number has clearly risen or fallen."""
    least = ENPS_FALL if key == ENPS else FALL
    if before - now >= least:
        return "down"
    return "up" if now - before >= least else "steady"


def falls(before: Result, now: Result) -> list[Fall]:
    """What has fallen from a round to the next one, the lowest now first and the recommending last."""
    found = []
    for key in (*now.means, ENPS):
        earlier, later = before.number(key), now.number(key)
        if earlier is None or later is None:
            continue
        if direction(key, earlier, later) == "down":
            found.append(Fall(key, earlier, later))
    return sorted(found, key=lambda each: (each.key == ENPS, each.now))
