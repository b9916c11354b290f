"""What is true of an assessment: progress, scores, what is open, what may not change. Pure functions."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from app.certification.schemes import rules as schemes
from app.certification.schemes.rules import Criterion, Named, SchemeContent
from app.core.brand import Tone
from app.core.text import Text, _l, _n

YES, PARTLY, NO, NOT_APPLICABLE = "yes", "partly", "no", "not_applicable"
ANSWERS = (
    (YES, _l("Yes")),
    (PARTLY, _l("Partly")),
    (NO, _l("No")),
    (NOT_APPLICABLE, _l("Doesn't apply")),
)
TONES: dict[str, Tone] = {YES: "good", PARTLY: "watch", NO: "bad", NOT_APPLICABLE: "plain"}
OPEN, FROZEN = "open", "frozen"
STATES = ((OPEN, _l("In progress")), (FROZEN, _l("Frozen")))
SELF, PEER, EXTERNAL = "self", "peer", "external"
MANNERS = (
    (SELF, _l("Self-assessment")),
    (PEER, _l("Peer review")),
    (EXTERNAL, _l("External audit")),
)
WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was answered to one criterion.

    Attributes:
        answer: one of :data:`ANSWERS`, ``""`` when it isn't answered yet.
        action_due: the day of the action that is agreed for it, ``None`` without one.
    """

    answer: str = ""
    comment: str = ""
    action_due: date | None = None


@dataclass(frozen=True)
class Score:
    """Points of some criteria.

    Attributes:
        points, most: in hundredths of a weight.
        answered, asked: how many criteria are answered, questions among them, of how many.
    """

    points: int = 0
    most: int = 0
    answered: int = 0
    asked: int = 0

    @property
    def percent(self) -> Decimal | None:
        """The share of the points, rounded down to a tenth so that 80 means 80; ``None`` of nothing."""
        if not self.most:
            return None
        share = Decimal(WHOLE * self.points) / self.most
        return share.quantize(Decimal("0.1"), rounding=ROUND_FLOOR)

    @property
    def progress(self) -> int:
        """The share of what is answered, 0–100, rounded down so that 100 means all."""
        return self.answered * WHOLE // self.asked if self.asked else 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.points + other.points,
            self.most + other.most,
            self.answered + other.answered,
            self.asked + other.asked,
        )


@dataclass(frozen=True)
class GroupResult:
    """The criteria of a group that apply, and their score."""

    group: Named
    criteria: tuple[Criterion, ...]
    score: Score


@dataclass(frozen=True)
class Result:
    """How an assessment stands.

    Attributes:
        groups: in the scheme's order; those of which nothing applies are left out.
        short: required criteria that stand in the way of the scheme's rule, with the reason.
    """

    groups: tuple[GroupResult, ...]
    total: Score
    short: tuple[tuple[Criterion, Text], ...]

    @property
    def complete(self) -> bool:
        """Whether everything is answered, so that the score can be compared."""
        return bool(self.total.asked) and self.total.answered == self.total.asked

    @property
    def scored(self) -> tuple[GroupResult, ...]:
        """The groups that have a score: not those of questions alone."""
        return tuple(each for each in self.groups if each.score.most)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria that apply, in order."""
        return tuple(each for group in self.groups for each in group.criteria)


def result(scheme: SchemeContent, level: str, given: Mapping[str, Given]) -> Result:
    """How the answers stand by the scheme's rule at a target level."""
    answers = {key: each.answer for key, each in given.items()}
    applying = schemes.applicable(scheme.asked(level), answers)
    groups = []
    for group in scheme.groups:
        own = tuple(each for each in applying if each.group == group.key)
        if own:
            score = sum((_score(scheme, each, given.get(each.key)) for each in own), Score())
            groups.append(GroupResult(group, own, score))
    total = sum((each.score for each in groups), Score())
    return Result(tuple(groups), total, tuple(_short(applying, given)))


def _score(scheme: SchemeContent, criterion: Criterion, given: Given | None) -> Score:
    answer = given.answer if given else ""
    answered = 1 if answer else 0
    if not criterion.scored or answer == NOT_APPLICABLE:
        return Score(answered=answered, asked=1)
    worth = {YES: WHOLE, PARTLY: scheme.partly_percent}.get(answer, 0)
    return Score(criterion.weight * worth, criterion.weight * WHOLE, answered, 1)


def _short(
    applying: Sequence[Criterion], given: Mapping[str, Given]
) -> list[tuple[Criterion, Text]]:
    found: list[tuple[Criterion, Text]] = []
    for each in applying:
        if each.level != schemes.REQUIRED:
            continue
        one = given.get(each.key, Given())
        if not one.answer:
            found.append((each, _l("not answered")))
        elif one.answer not in {YES, PARTLY, NOT_APPLICABLE}:
            found.append((each, _l("not in order")))
        elif one.answer == PARTLY and one.action_due is None:
            found.append((each, _l("partly, and no action with a day is agreed")))
        elif one.answer == NOT_APPLICABLE and not one.comment.strip():
            found.append((each, _l("doesn't apply, but why isn't told")))
    return found


SEALED = ("status", "frozen_on", "frozen_by", "score", "content", "content_hash")
"""What only freezing writes."""


def frozen(values: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Text]:
    """Why values of a frozen assessment can't change, by field, nor be written as if it were frozen."""
    if before is not None and before.get("status") == FROZEN:
        return {n: frozen_words() for n, value in values.items() if value != before.get(n)}
    earlier = before or {"status": OPEN}
    changed = [n for n in SEALED if (values.get(n) or None) != (earlier.get(n) or None)]
    if before is not None and _sealed(values):
        return {}
    words = _l("Answer every criterion and freeze the assessment: nothing else freezes it.")
    return dict.fromkeys(changed, words)


def _sealed(values: Mapping[str, Any]) -> bool:
    """Whether values are those of a frozen assessment: a day, and a content with its fingerprint."""
    content = values.get("content")
    return (
        values.get("status") == FROZEN
        and bool(content)
        and values.get("frozen_on") is not None
        and values.get("content_hash") == fingerprint(str(content))
    )


def fingerprint(written: str) -> str:
    """The SHA-256 of a canonical content, in hexadecimal."""
    return hashlib.sha256(written.encode()).hexdigest()


def frozen_words() -> Text:
    """Why something of a frozen assessment stays as it is."""
    return _l("This assessment is frozen and stays as it is. Begin the next one to change it.")


def problems(values: Mapping[str, Any], subject: str | None = None) -> dict[str, Text]:
    """What is wrong with an assessment's values together, by field."""
    found: dict[str, Text] = {}
    if values["manner"] not in dict(MANNERS):
        found["manner"] = _l("Choose one of these.")
    elif values["manner"] != SELF and not values["assessor"]:
        found["assessor"] = _l("Write who makes the assessment.")
    started, due = values["started_on"], values["due"]
    if started and due and due < started:
        found["due"] = _l("This day is before the start.")
    if subject == schemes.SERVICE and not values["service_id"]:
        found["service_id"] = _l("This scheme is about one service. Choose it.")
    if subject == schemes.ORGANISATION and values["service_id"]:
        found["service_id"] = _l("This scheme is about the whole organisation. Leave this blank.")
    return found


def freeze_problem(scheme: SchemeContent, level: str, given: Mapping[str, Given]) -> Text | None:
    """Why an assessment can't be frozen yet; ``None`` when it can."""
    found = result(scheme, level, given)
    left = found.total.asked - found.total.answered
    if left:
        return _n(
            "{count} criterion is still without an answer. Answer it first.",
            "{count} criteria are still without an answer. Answer them first.",
            left,
        )
    return None


def change(now: Score, before: Score | None) -> Decimal | None:
    """How many percentage points better (or worse) it is than last time; ``None`` when unknown."""
    if before is None or now.percent is None or before.percent is None:
        return None
    return now.percent - before.percent
