"""What a scheme of criteria is, and which of its criteria apply. Pure functions.

A scheme has groups of criteria. A criterion is required or recommended; a *question* isn't scored, it
steers which criteria apply. Each is asked from a target level on: one can start small and aim higher.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.core.text import LanguageText, Text, _l

REQUIRED, RECOMMENDED, QUESTION = "required", "recommended", "question"
LEVELS = (
    (REQUIRED, _l("Required")),
    (RECOMMENDED, _l("Recommended")),
    (QUESTION, _l("Question")),
)
SERVICE, ORGANISATION = "service", "organisation"
SUBJECTS = ((ORGANISATION, _l("The whole organisation")), (SERVICE, _l("One service")))
STEERING = ("yes", "partly", "no")
"""Answers on which another criterion may depend."""
MOST_CRITERIA = 500
"""More than this can't be answered by people; such a file is taken for a mistake."""
MOST_WEIGHT = 10


@dataclass(frozen=True)
class Condition:
    """A criterion applies only when another one has one of these answers."""

    criterion: str
    answers: frozenset[str]

    def __str__(self) -> str:
        return f"{self.criterion}={'|'.join(a for a in STEERING if a in self.answers)}"


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One criterion of a scheme.

    Attributes:
        key: what stays the same from version to version.
        group, target: keys of its group, and of the level from which it is asked.
        level: ``required``, ``recommended`` or ``question``.
        weight: what it counts for in the score.
        applies_when: all must hold.
    """

    key: str
    group: str
    text: LanguageText
    guidance: LanguageText
    evidence: LanguageText
    level: str
    weight: int
    target: str
    applies_when: tuple[Condition, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether it counts: a question only steers."""
        return self.level != QUESTION

    @property
    def substance(self) -> tuple[object, ...]:
        """What makes it the same criterion in another version: an answer then still holds."""
        return (tuple(sorted(self.text.items())), self.level, self.applies_when)


@dataclass(frozen=True)
class Named:
    """A group or a level: its key, name and, for a level, whom it is for."""

    key: str
    name: LanguageText
    help: LanguageText


@dataclass(frozen=True, kw_only=True)
class SchemeContent:
    """A version of a scheme, as it is read from its file or its record.

    Attributes:
        pass_percent: the share of the score that is enough; ``partly_percent`` what "partly" is worth.
        certificate: whether certificates are granted by it, at ``certificate_level``, for
            ``valid_months``, and how old the last peer or external assessment may be (``peer_months``,
            ``None`` when none is needed).
    """

    key: str
    version: str
    name: LanguageText
    summary: LanguageText
    basis: LanguageText
    subject: str
    pass_percent: int
    partly_percent: int
    certificate: bool
    certificate_level: str
    peer_months: int | None
    valid_months: int | None
    levels: tuple[Named, ...]
    groups: tuple[Named, ...]
    criteria: tuple[Criterion, ...]

    def criterion(self, key: str) -> Criterion | None:
        """The criterion with a key."""
        return next((each for each in self.criteria if each.key == key), None)

    def rank(self, level: str) -> int:
        """How high a target level is, 0 the lowest; an unknown one is the highest."""
        keys = [each.key for each in self.levels]
        return keys.index(level) if level in keys else max(0, len(keys) - 1)

    def asked(self, level: str) -> tuple[Criterion, ...]:
        """The criteria that are asked at a target level."""
        highest = self.rank(level)
        return tuple(each for each in self.criteria if self.rank(each.target) <= highest)


def applies(criterion: Criterion, answers: Mapping[str, str]) -> bool:
    """Whether a criterion applies, by the answers given so far.

    What isn't answered yet takes nothing away: a criterion is left out only when it is known not to
    concern us.
    """
    return all(
        not answers.get(condition.criterion) or answers[condition.criterion] in condition.answers
        for condition in criterion.applies_when
    )


def applicable(asked: Sequence[Criterion], answers: Mapping[str, str]) -> list[Criterion]:
    """The criteria that apply; one that doesn't apply takes those with it that depend on it."""
    out: set[str] = set()
    left = list(asked)
    while True:
        known = {key: answer for key, answer in answers.items() if key not in out}
        gone = {
            each.key
            for each in left
            if not applies(each, known) or any(c.criterion in out for c in each.applies_when)
        }
        if not gone:
            return left
        out |= gone
        left = [each for each in left if each.key not in gone]


def cycle(criteria: Iterable[Criterion]) -> tuple[str, ...]:
    """Keys of criteria that depend on each other in a circle; empty when there is none."""
    needs = {each.key: [c.criterion for c in each.applies_when] for each in criteria}
    done: set[str] = set()

    def walk(key: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if key in path:
            return (*path[path.index(key) :], key)
        if key in done:
            return ()
        for other in needs.get(key, ()):
            if found := walk(other, (*path, key)):
                return found
        done.add(key)
        return ()

    for key in needs:
        if found := walk(key, ()):
            return found
    return ()


def conditions(words: str) -> tuple[Condition, ...]:
    """The conditions that were written ``has_staff=yes|partly; at_home=yes``.

    Raises:
        ValueError: it isn't written so, or names an answer that there isn't.
    """
    found = []
    for part in filter(None, (each.strip() for each in words.split(";"))):
        key, sign, listed = part.partition("=")
        answers = frozenset(each.strip() for each in listed.split("|") if each.strip())
        if not sign or not key.strip() or not answers or not answers <= set(STEERING):
            raise ValueError(part)
        found.append(Condition(key.strip(), answers))
    return tuple(found)


def written(conditions: Iterable[Condition]) -> str:
    """Conditions as :func:`conditions` reads them."""
    return "; ".join(map(str, conditions))


@dataclass(frozen=True)
class Difference:
    """What a newer version of a scheme has that an older one hasn't, by keys of criteria."""

    same: tuple[str, ...]
    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def difference(old: SchemeContent, new: SchemeContent) -> Difference:
    """How two versions differ; answers to what is the same still hold."""
    before = {each.key: each for each in old.criteria}
    now = {each.key for each in new.criteria}
    same, changed, fresh = [], [], []
    for each in new.criteria:
        if each.key not in before:
            fresh.append(each.key)
        elif before[each.key].substance == each.substance:
            same.append(each.key)
        else:
            changed.append(each.key)
    gone = tuple(key for key in before if key not in now)
    return Difference(tuple(same), tuple(changed), tuple(fresh), gone)


def difference_words(found: Difference) -> Text:
    """How many criteria are new, changed and gone, in words."""
    return _l(
        "{new} new, {changed} changed, {gone} left out; the answers to {same} still hold.",
        new=len(found.new),
        changed=len(found.changed),
        gone=len(found.gone),
        same=len(found.same),
    )
