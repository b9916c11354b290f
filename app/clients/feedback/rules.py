"""What is true of feedback: a score from the answers, and a trend from the scores. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.core.text import Text, _l

STATEMENTS = ("heard", "kept", "respected", "helped", "reached")
"""The fields of the survey's statements, each answered from 1 to 5."""
TENTH = Decimal("0.1")
PROMOTES, PASSES = 9, 7
"""Answers to "would you recommend us" from which one counts as a promoter, and as neither."""
FEW = 5
"""With fewer answers than this a number tells little, and a client might be recognised."""


def problems(values: Mapping[str, Any]) -> dict[str, Text]:
    """An empty survey is not feedback."""
    answered = any(values.get(name) for name in STATEMENTS) or values.get("recommends") is not None
    if answered or (values.get("words") or "").strip():
        return {}
    return {STATEMENTS[0]: _l("Answer at least one statement, or write the client's own words.")}


def score(values: Mapping[str, Any]) -> Decimal | None:
    """The mean of the statements that were answered, 1 to 5; ``None`` when none was."""
    given = [int(values[name]) for name in STATEMENTS if values.get(name)]
    return Decimal(sum(given)) / len(given) if given else None


@dataclass(frozen=True)
class Answer:
    """One survey as the trend sees it; ``score`` 1 to 5, ``recommends`` 0 to 10, either may be missing."""

    day: date
    service_id: str
    score: Decimal | None
    recommends: int | None


@dataclass(frozen=True)
class Result:
    """The answers of a period together.

    Attributes:
        score: the mean score, rounded to a tenth.
        recommends: promoters less detractors in percent, −100 to 100.
    """

    count: int
    score: Decimal | None
    recommends: int | None

    @property
    def few(self) -> bool:
        """Whether there are so few answers that they should be read with care."""
        return self.count < FEW


def result(answers: Iterable[Answer]) -> Result:
    """What the answers tell together."""
    found = list(answers)
    scores = [each.score for each in found if each.score is not None]
    mean = sum(scores, Decimal(0)) / len(scores) if scores else None
    asked = [each.recommends for each in found if each.recommends is not None]
    return Result(
        len(found),
        None if mean is None else mean.quantize(TENTH, ROUND_HALF_UP),
        _net(asked) if asked else None,
    )


def _net(asked: Sequence[int]) -> int:
    promoters = sum(answer >= PROMOTES for answer in asked)
    detractors = sum(answer < PASSES for answer in asked)
    return round((promoters - detractors) * 100 / len(asked))


def quarter(day: date) -> tuple[int, int]:
    """The year and the quarter (1 to 4) of a day."""
    return day.year, (day.month - 1) // 3 + 1


def by_quarter(
    answers: Iterable[Answer], last: date, number: int
) -> list[tuple[tuple[int, int], Result]]:
    """The results of the last ``number`` quarters up to the one of ``last``, the earliest first."""
    year, at = quarter(last)
    wanted: list[tuple[int, int]] = []
    for _each in range(number):
        wanted.append((year, at))
        year, at = (year, at - 1) if at > 1 else (year - 1, 4)
    grouped: dict[tuple[int, int], list[Answer]] = {each: [] for each in wanted}
    for answer in answers:
        if (found := quarter(answer.day)) in grouped:
            grouped[found].append(answer)
    return [(each, result(grouped[each])) for each in reversed(wanted)]


def change(now: Result, before: Result) -> Decimal | None:
    """By how much the score has risen, ``None`` when either has none."""
    if now.score is None or before.score is None:
        return None
    return now.score - before.score
