"""How matches, thresholds and days are put into words, on the screen and on paper alike."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.codes import codes
from app.core.format import show_clock, show_date, show_euros, show_percent, show_places
from app.core.text import LanguageText, Text, _l, _n, current_language, languages
from app.tenders import thresholds
from app.tenders.rules import Record
from app.tenders.states import ROLES
from app.tenders.thresholds import Standing
from app.tenders.watching import Match

NOT_SHARED = _l("Tenders stay in this office: nothing of them goes to the network.")
ADVICE = _l(
    "Competition law: a joint tender is safe when the members couldn’t tender alone. Could somebody? Ask "
    "for advice before you agree on prices."
)


def match_words(match: Match, language: str | None = None) -> str:
    """Why a watch found a notice: ``CPV 85312400, Joensuu, “kotihoito”``; and what the notice didn't tell."""
    towns = codes("municipalities")
    parts = [f"CPV {code[:8]}" for code in match.cpv]
    parts += [
        town.label(language) if (town := towns.get(code)) else code for code in match.municipalities
    ]
    parts += [_l("“{word}”", word=word).say(language) for word in match.words]
    if match.in_range:
        parts.append(_l("value fits").say(language))
    if match.no_cpv:
        parts.append(_l("no CPV code told").say(language))
    if match.no_place:
        parts.append(_l("place not told").say(language))
    if match.no_value:
        parts.append(_l("value not told").say(language))
    return ", ".join(parts)


def threshold_words(standing: Standing | None, value: Decimal | None, day: date | None) -> Text:
    """Which threshold a value passes on a day, with its source; or why it can't be told."""
    if value is None:
        return _l("Thresholds can’t be told: the value isn’t known.")
    if standing is None:
        return _l("Thresholds can’t be told from these CPV codes and days. Ask the buyer.")
    rate = standing.said
    facts = {
        "value": _euros(standing.value),
        "limit": _euros(rate.number),
        "day": day,
        "since": rate.valid_from,
        "source": rate.source,
    }
    words = _PASSES[standing.sort, _height(standing)]
    return Text(words.msgid, args=facts)


def _height(standing: Standing) -> str:
    if not standing.passed:
        return "below"
    return "eu" if standing.said.key.startswith("procurement.eu.") else "national"


_PASSES = {
    (thresholds.SOCIAL, "below"): _l(
        "{value} stays below the national threshold for social and health services, {limit} on {day}. "
        "In force since {since}; source: {source}."
    ),
    (thresholds.SOCIAL, "national"): _l(
        "{value} passes the national threshold for social and health services, {limit} on {day}. "
        "In force since {since}; source: {source}."
    ),
    (thresholds.SOCIAL, "eu"): _l(
        "{value} passes the EU threshold for social and other special services, {limit} on {day}. "
        "In force since {since}; source: {source}."
    ),
    (thresholds.SERVICES, "below"): _l(
        "{value} stays below the national threshold for goods and services, {limit} on {day}. "
        "In force since {since}; source: {source}."
    ),
    (thresholds.SERVICES, "national"): _l(
        "{value} passes the national threshold for goods and services, {limit} on {day}. "
        "In force since {since}; source: {source}."
    ),
    (thresholds.SERVICES, "eu"): _l(
        "{value} passes the EU threshold for services bought by municipalities and counties, {limit} on "
        "{day}. In force since {since}; source: {source}."
    ),
    (thresholds.CONCESSIONS, "below"): _l(
        "{value} stays below the national threshold for concessions, {limit} on {day}. "
        "In force since {since}; source: {source}."
    ),
    (thresholds.CONCESSIONS, "national"): _l(
        "{value} passes the national threshold for concessions, {limit} on {day}. "
        "In force since {since}; source: {source}."
    ),
}


def _in_each(show: Callable[[str], str]) -> LanguageText:
    return {language: show(language) for language in languages()}


def _euros(amount: Decimal) -> LanguageText:
    return _in_each(lambda language: show_euros(amount, language))


def left_words(due: date, day: date) -> Text:
    """How long there is to a day."""
    left = (due - day).days
    if left < 0:
        return _n("{count} day ago", "{count} days ago", -left)
    if left == 0:
        return _l("today")
    if left == 1:
        return _l("tomorrow")
    return _n("in {count} day", "in {count} days", left)


def moment_words(due: date, at: int | None, language: str | None = None) -> str:
    """A day with its time where it has one: ``12.1.2027 klo 12.00``."""
    day = show_date(due, language)
    if at is None:
        return day
    return _l("{day} at {time}", day=due, time=_in_each(lambda each: show_clock(at, each))).say(
        language
    )


def average_words(average: float, language: str | None = None) -> str:
    """An average of scores with one decimal: ``3,9``."""
    return show_places(Decimal(str(average)), 1, language)


def record_words(record: Record) -> Text:
    """How often tenders were won, honestly: with the numbers, and without a share of nothing."""
    if not record.decided:
        return _l("No tender has been decided yet.")
    percent = record.percent
    if percent is not None and record.decided >= FEW:
        return _l(
            "{won} of {decided} decided tenders won ({percent}).",
            won=record.won,
            decided=record.decided,
            percent=_in_each(lambda language: show_percent(percent, language)),
        )
    return _l(
        "{won} of {decided} decided tenders won. That is too few to tell a share.",
        won=record.won,
        decided=record.decided,
    )


FEW = 5
"""With fewer decided tenders a percentage would say more than there is to know."""


def role_name(row: Mapping[str, Any], language: str) -> str:
    """As what one is in the consortium; a dash while nobody has said it."""
    role = dict(ROLES).get(row["role"])
    return role.say(language) if role else "–"


def role_words(row: Mapping[str, Any], language: str | None = None) -> str:
    """What somebody is in the consortium, and which share of the work it does."""
    language = language or current_language()
    role = dict(ROLES).get(row["role"])
    share = row["share"]
    parts = [role.say(language) if role else row["role"]]
    if share is not None:
        parts.append(show_percent(share.normalize() if share else share, language))
    return ", ".join(part for part in parts if part)
