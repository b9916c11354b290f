"""What the papers tell of an assessment: whose it is, of what kind, and how it has changed."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from app.certification.assessments import rules
from app.certification.assessments.records import Assessment
from app.certification.assessments.rules import GroupResult, Result
from app.certification.schemes.rules import SchemeContent
from app.core.text import Text, _l, pick
from app.paper.kit import Letterhead, Paper


@dataclass(frozen=True)
class Made:
    """A report in the making."""

    paper: Paper
    assessment: Assessment
    scheme: SchemeContent
    result: Result
    before: Assessment | None

    @property
    def language(self) -> str:
        """What it is written in."""
        return self.paper.language

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of each criterion: of its group, and in it; the same as on the screen."""
        return {
            criterion.key: f"{number}.{at}"
            for number, group in enumerate(self.result.groups, start=1)
            for at, criterion in enumerate(group.criteria, start=1)
        }

    @cached_property
    def earlier(self) -> Result | None:
        """The result of the round before."""
        return self.before.result if self.before else None

    def last(self, group: GroupResult) -> rules.Score | None:
        """The score of a group in the round before."""
        groups = self.earlier.groups if self.earlier else ()
        return next((e.score for e in groups if e.group.key == group.group.key), None)


def subject(assessment: Assessment, head: Letterhead, language: str) -> str:
    """The service, by the name that it had when it was frozen, or the organisation."""
    named = frozen_content(assessment).get("subject", {}).get("name")
    if not named and assessment.service:
        named = assessment.service.name
    return pick(named, language) or head.name or _l("the whole organisation").say(language)


def frozen_content(assessment: Assessment) -> dict[str, Any]:
    """What was frozen; nothing of an assessment in progress."""
    if assessment.status != rules.FROZEN or not assessment.content:
        return {}
    return json.loads(assessment.content)


def manner(assessment: Assessment) -> Text:
    """The kind of assessment."""
    return dict(rules.MANNERS).get(assessment.manner, rules.MANNERS[0][1])


def change(now: rules.Score, before: rules.Score | None) -> Decimal | None:
    """How it has changed; nothing is said of what isn't wholly answered, for it only looks worse."""
    return rules.change(now, before) if now.answered == now.asked else None


def differs(one: Assessment, other: Assessment) -> bool:
    """Whether two rounds were by other criteria: another version, or another target level."""
    return one.scheme_id != other.scheme_id or one.target != other.target


def agreed(who: str, due: date | None, language: str) -> str:
    """Who sees to it, and by when."""
    words = []
    if who:
        words.append(_l("Responsible: {name}", name=who))
    if due:
        words.append(_l("To be done by {day}", day=due))
    return " · ".join(each.say(language) for each in words)
