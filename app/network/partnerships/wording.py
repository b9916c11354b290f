"""The sentences about partnerships that stand both on the screen and on paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.codes import codes
from app.core.format import show_date
from app.core.offered import name_of
from app.core.text import LanguageText, Text, _l, _n, language_called, literal
from app.network.partnerships.records import ROLES, STAGES
from app.network.partnerships.rules import Member

DASH = " · "


def keeper(session: Session, organisation_id: str) -> Text:
    """The organisation of the network that keeps a record, or a word for one that hasn't told its name."""
    named = name_of(session, organisation_id)
    return literal(named) if named else _l("Another organisation of your network")


def stage_words(stage: str) -> Text:
    """A stage in a word; one that nobody has chosen is the first."""
    return dict(STAGES).get(stage, STAGES[0][1])


def role_words(role: str) -> Text:
    """A role in a word."""
    return dict(ROLES).get(role, dict(ROLES)["member"])


def member_words(member: Member, language: str | None = None) -> str:
    """What is said of a member below its name: its role, its country and language when abroad, its days."""
    parts = [role_words(member.role).say(language)]
    if member.abroad:
        parts.append(country_words(member.country, language))
        if member.language:
            parts.append(language_called(member.language, language))
    if member.left_on:
        parts.append(_l("left {day}", day=member.left_on).say(language))
    elif member.joined_on:
        parts.append(_l("since {day}", day=member.joined_on).say(language))
    return DASH.join(parts)


def country_words(country: str, language: str | None = None) -> str:
    """A country in words, ``""`` for Finland, which is blank."""
    known = codes("countries").get(country) if country else None
    return known.label(language) if known else country


def answered_words(count: int) -> Text:
    """How many answered."""
    return _n("{count} answered", "{count} answered", count)


def giving_words(row: Mapping[str, Any], language: str | None = None) -> list[str]:
    """What one brings, gains and answers for, a line each."""
    lines = (
        (_l("Brings: {what}", what=row.get("brings", "")), row.get("brings")),
        (_l("Gains: {what}", what=row.get("gains", "")), row.get("gains")),
        (_l("Answers for: {what}", what=row.get("answers_for", "")), row.get("answers_for")),
    )
    return [words.say(language) for words, said in lines if said]


def term_words(starts: date | None, ends: date | None, language: str | None = None) -> str:
    """How long an agreement is in force."""
    if starts and ends:
        return f"{show_date(starts, language)}–{show_date(ends, language)}"
    if starts:
        return _l("From {day} until further notice.", day=starts).say(language)
    if ends:
        return _l("Until {day}.", day=ends).say(language)
    return ""


def decision_words(row: Mapping[str, Any], language: str | None = None) -> str:
    """Who sees to a decision, and by when."""
    due = row.get("due")
    day = date.fromisoformat(due) if isinstance(due, str) and due else due
    parts = [row.get("who") or "", _l("by {day}", day=day).say(language) if day else ""]
    return DASH.join(part for part in parts if part)


def statement_words(statement: str) -> LanguageText:
    """A statement of the health check, in every language."""
    found = codes("network_health").get(statement)
    return dict(found.names) if found else {"fi": statement, "en": statement}
