"""The self-monitoring plan on paper, as it is published and kept on view."""

from collections.abc import Mapping
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether
from sqlalchemy.orm import Session

from app.certification.plans import actions, comparing, drafting, rules
from app.certification.plans.records import SelfMonitoringPlan
from app.core import editing
from app.core.format import show_date
from app.core.record import today
from app.core.text import Text, _l, literal, pick
from app.organisation.actions import own
from app.organisation.papers import letterhead
from app.organisation.wording import identity_words
from app.paper.kit import Paper

MOST_ROUNDS = 3
"""How many of the latest follow-up rounds stand on paper."""
ROOM = 90
"""Points that have to be left on a page for a new part to begin there."""


def plan(session: Session, record_id: str | None, language: str) -> bytes:
    """A version of the plan, whole.

    Raises:
        Missing: there is no such plan.
    """
    found = editing.find(session, SelfMonitoringPlan, record_id or "")
    draft = found.status == rules.DRAFT
    title = _l("Self-monitoring plan, draft") if draft else _l("Self-monitoring plan")
    paper = Paper(language, title.say(language), letterhead(session, language), today())
    if found.status != rules.PUBLISHED:
        tag = _l("Draft, not published") if draft else dict(rules.STATES)[found.status]
        paper.story.append(paper.tag(tag.say(language), "watch" if draft else "plain"))
        paper.gap(4)
    paper.add(_l("Self-monitoring plan"), "title")
    paper.add(pick(found.name, language), "lead")
    if facts := paper.facts(_facts(session, found, language)):
        paper.story.append(facts)
    _chapters(paper, found, language)
    _follow_up(paper, found, language)
    _changes(paper, session, found, language)
    return paper.draw()


def _facts(session: Session, found: SelfMonitoringPlan, language: str) -> list[tuple[Text, str]]:
    return [
        (_l("Provider"), identity_words(own(session), language)),
        (_l("Responsible"), found.responsible),
        (_l("Version"), str(found.version or 1)),
        (_l("Approved by"), found.approved_by),
        (_l("Published on"), show_date(found.published_on, language) if found.published_on else ""),
        (_l("Where it is published"), found.link),
        (
            _l("Next follow-up"),
            show_date(found.follow_up_on, language)
            if found.follow_up_on and found.status == rules.PUBLISHED
            else "",
        ),
    ]


def _chapters(paper: Paper, found: SelfMonitoringPlan, language: str) -> None:
    """The chapters in their order, under the parts that the draft gives them."""
    parts, part = drafting.parts(), ""
    for chapter in found.chapters:
        blocks: list[Flowable] = []
        name = pick(parts.get(chapter.get("key") or ""), language)
        if name and name != part:
            part = name
            paper.story.append(CondPageBreak(ROOM))
            blocks.append(paper.paragraph(name, "section"))
        else:
            paper.gap(5)
        blocks.append(paper.paragraph(pick(chapter.get("heading"), language), "strong"))
        text = _paragraphs(paper, chapter, language)
        paper.story.append(KeepTogether([*blocks, *text[:1]]))
        paper.story.extend(text[1:])


def _paragraphs(paper: Paper, chapter: Mapping[str, Any], language: str) -> list[Flowable]:
    text = pick(chapter.get("text"), language)
    return [paper.paragraph(part.strip("\n")) for part in text.split("\n\n") if part.strip()]


def _follow_up(paper: Paper, found: SelfMonitoringPlan, language: str) -> None:
    rounds = [
        (
            literal(show_date(row["day"], language) if row["day"] else "–"),
            " ".join(filter(None, (pick(row["findings"], language), _by(row, language)))),
        )
        for row in actions.rounds_of(found)[:MOST_ROUNDS]
    ]
    if rounds:
        paper.section(_l("Follow-up: findings and changes"), paper.facts(rounds))


def _by(row: Mapping[str, Any], language: str) -> str:
    return _l("(made by {name})", name=row["by"]).say(language) if row["by"] else ""


def _changes(paper: Paper, session: Session, found: SelfMonitoringPlan, language: str) -> None:
    """Which chapters differ from the version before."""
    earlier = actions.before(session, found)
    if earlier is None:
        return
    changed = actions.compared(session, found, language)
    listed = "\n".join(
        f"{comparing.STATES[each.state].say(language)}: {each.heading}" for each in changed
    )
    paper.section(
        _l("Changes since version {number}", number=earlier.version or 1),
        paper.lines(listed) or paper.paragraph(_l("The chapters are the same.")),
    )
