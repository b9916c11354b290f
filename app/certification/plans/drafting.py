"""A first draft of a self-monitoring plan, from what the profile and an assessment already tell. Pure.

What a draft says, and in which order, stands in ``resources/plans/self_monitoring.yaml``. It claims only
what was answered; the rest is marked for the owner to write.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Any

from app.certification.assessments.rules import NO, NOT_APPLICABLE, PARTLY, YES
from app.certification.schemes.rules import conditions
from app.core import paths
from app.core.text import LanguageText, pick

Answers = Mapping[str, tuple[str, str]]
"""The answer and the comment by the key of the criterion."""
Facts = Mapping[str, LanguageText]
"""What is known of the provider, ready to be said: see ``facts.py``."""

SCHEME = "self_monitoring"
OTHERS = "others"
EMPLOYEES, HAS_STAFF = "employees", "has_staff"
_ENDS = ".!?…:;"
_STEERED = (YES, PARTLY, NO)


@cache
def _source() -> dict[str, Any]:
    import yaml  # noqa: PLC0415 - only where a plan is drafted or printed

    file = paths.resources() / "plans" / "self_monitoring.yaml"
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only


def languages_drafted() -> tuple[str, ...]:
    """The languages in which a plan is drafted."""
    return tuple(_source()["mark"])


def criteria_said() -> frozenset[str]:
    """Keys of the criteria that have a place in the chapters."""
    chapters = (chapter for part in _source()["parts"] for chapter in part["chapters"])
    says = (point for chapter in chapters for point in chapter["says"])
    return frozenset(point["criterion"] for point in says if "criterion" in point)


def parts() -> dict[str, LanguageText]:
    """The numbered name of the part to which a chapter belongs, by the chapter's key."""
    found: dict[str, LanguageText] = {}
    name: LanguageText = {}
    for number, part in enumerate(_source()["parts"], start=1):
        name = {language: f"{number} {words}" for language, words in part["name"].items()}
        found |= {chapter["key"]: name for chapter in part["chapters"]}
    return {**found, OTHERS: name}


def draft(
    facts: Facts, answers: Answers, criteria: Mapping[str, LanguageText]
) -> list[dict[str, Any]]:
    """The chapters of a plan: ``key``, ``heading`` and ``text`` of each, in every language drafted.

    Args:
        facts: what is known of the provider, by the names that the source uses.
        answers: what was answered, and the owner's comment, by criterion.
        criteria: the texts of the criteria; those without a place of their own come last.
    """
    given = {key: answer for key, (answer, _comment) in answers.items()}
    if pick(facts.get(EMPLOYEES)) and not given.get(HAS_STAFF):
        given[HAS_STAFF] = YES
    chapters: list[dict[str, Any]] = []
    number = part_number = 0
    for part_number, part in enumerate(_source()["parts"], start=1):
        number = 0
        for chapter in part["chapters"]:
            says = list(_applying(chapter["says"], given))
            text = _in_each(lambda words, says=says: _text(words, says, facts, answers))
            if text:
                number += 1
                heading = _numbered(part_number, number, chapter["heading"])
                chapters.append({"key": chapter["key"], "heading": heading, "text": text})
    rest = {key: text for key, text in criteria.items() if key not in criteria_said()}
    if text := _in_each(lambda words: _others(words, rest, answers)):
        heading = _numbered(part_number, number + 1, _source()["others"])
        chapters.append({"key": OTHERS, "heading": heading, "text": text})
    return chapters


def _numbered(part: int, number: int, name: LanguageText) -> LanguageText:
    return {language: f"{part}.{number} {words}" for language, words in name.items()}


def _in_each(text: Any) -> dict[str, str]:
    """What a function says in each language, blank ones left out."""
    said = {language: text(_Words(language)) for language in languages_drafted()}
    return {language: words for language, words in said.items() if words}


def _applying(says: list[dict[str, Any]], given: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What of a chapter concerns the provider, by what is known so far.

    What rests on a question that the chapter itself still asks is left for later.
    """
    asked = {point.get("criterion") for point in says}
    for point in says:
        steering = conditions(point.get("when", ""))
        answered = [(each, given.get(each.criterion)) for each in steering]
        if all(
            answer in each.answers if answer in _STEERED else each.criterion not in asked
            for each, answer in answered
        ):
            yield point


class _Words:
    """The marks of the draft in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def of(self, text: LanguageText | None) -> str:
        return pick(text, self.language)

    def standing(self, name: str) -> str:
        return self.of(_source()[name])

    def mark(self, what: str, comment: str = "") -> str:
        """What the owner still has to write, with what was noted of it."""
        if comment:
            return self.standing("noted").format(what=what, comment=comment.rstrip("."))
        return self.standing("mark").format(what=what)


def _text(words: _Words, says: list[dict[str, Any]], facts: Facts, answers: Answers) -> str:
    text = ""
    for point in says:
        if "criterion" in point:
            answer, comment = answers.get(point["criterion"], ("", ""))
            said = _point(words, point, answer, comment.strip())
        else:
            said = _fact(words, point, facts)
        if said and text:
            text += "\n" if "line" in point else " " if "same" in point else "\n\n"
        text += said
    return text


def _fact(words: _Words, point: Mapping[str, Any], facts: Facts) -> str:
    """A sentence of facts; a mark, or nothing, where one of them isn't known."""
    pattern = words.of(point["text"])
    names = [name for _text, name, *_rest in Formatter().parse(pattern) if name]
    known = {name: words.of(facts.get(name)) for name in names}
    if all(known.values()):
        return pattern.format_map(known)
    return words.mark(words.of(point["ask"])) if "ask" in point else ""


def _point(words: _Words, point: Mapping[str, Any], answer: str, comment: str) -> str:
    """What is in place by an answer and its comment, and what is still to be written."""
    ask = words.of(point["ask"])
    if answer == NOT_APPLICABLE:
        return " ".join(
            [_not_here(words, point), sentence(comment) or words.mark(words.standing("why_not"))]
        )
    question = NO in point
    if answer not in {YES, PARTLY} and not (answer == NO and question):
        return words.mark(ask, comment)
    said = [words.of(point.get(answer)), sentence(comment)]
    if answer == PARTLY and not question:
        said.append(words.mark(words.standing("unfinished")))
    elif not comment and "plain" not in point:
        said.append(words.mark(ask))
    return " ".join(filter(None, said))


def _not_here(words: _Words, point: Mapping[str, Any]) -> str:
    plainly = words.standing("not_here")
    topic = words.of(point.get("topic"))
    return f"{topic}: {plainly[:1].lower()}{plainly[1:]}" if topic else plainly


def _others(words: _Words, criteria: Mapping[str, LanguageText], answers: Answers) -> str:
    """Criteria that a newer scheme asks and that no chapter knows yet."""
    found = []
    for key, text in criteria.items():
        answer, comment = answers.get(key, ("", ""))
        said = {YES: text, "ask": {words.language: words.of(text).rstrip(".")}, "plain": "true"}
        found.append(_point(words, said, answer, comment.strip()))
    return "\n\n".join(found)


def sentence(comment: str) -> str:
    """The owner's comment as a sentence of its own."""
    words = comment.strip()
    if not words:
        return ""
    ended = words if words[-1] in _ENDS or words[-1] in ')”"' else f"{words}."
    return ended[:1].upper() + ended[1:]
