"""What a partnership has on paper: its agreement, the minutes of its meetings, and how it is doing."""

from datetime import date
from typing import Any

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from app.core import editing
from app.core.fault import Refusal
from app.core.format import show_clock, show_date
from app.core.record import today
from app.core.text import Text, _l, language_called, pick
from app.network.partnerships import actions, health, meetings, rules, wording
from app.network.partnerships.records import NETWORK, Meeting, Partnership
from app.network.partnerships.rules import Member
from app.organisation.papers import letterhead
from app.paper.kit import Paper

_TERMS: tuple[tuple[str, Text], ...] = (
    ("decisions", _l("How decisions are made")),
    ("pricing", _l("Prices, invoicing and sharing of costs")),
    ("data", _l("Personal data and confidentiality")),
    ("quality", _l("Quality and self-monitoring")),
    ("materials", _l("Materials, name and logo")),
    ("disputes", _l("Disputes")),
)


def agreement(session: Session, record_id: str | None, language: str) -> bytes:
    """The agreement of those who are members now, to be read and signed.

    Raises:
        Missing: there is no such partnership.
        Refusal: another organisation keeps it, so that what was agreed isn't known here.
    """
    found = editing.find(session, Partnership, record_id or "")
    if found.owner_id:
        raise Refusal(
            _l("The organisation that keeps this partnership has its agreement. Ask them for it.")
        )
    members = rules.present(actions.members(session, found), today())
    paper = Paper(language, _heading(found).say(language), letterhead(session, language), today())
    if not found.agreed_on:
        paper.story.append(paper.tag(_l("Draft").say(language), "watch"))
        paper.gap(4)
    paper.add(_heading(found), "title")
    paper.add(pick(found.title(), language), "lead")
    paper.section(_l("Parties"), _parties(paper, members))
    paper.section(_l("Shared purpose"), *_long(paper, pick(found.purpose, language)))
    paper.section(_l("What the client gains"), *_long(paper, pick(found.for_clients, language)))
    giving = [
        (row.get("who") or "–", "\n".join(wording.giving_words(row, language)))
        for row in found.giving
    ]
    paper.section(_l("What each brings and gains"), paper.numbered(giving))
    for name, label in _TERMS:
        paper.section(label, *_long(paper, getattr(found, name)))
    paper.section(
        _l("Duration and notice"),
        paper.words(wording.term_words(found.starts_on, found.ends_on, language)),
        *_long(paper, found.notice),
        paper.words(
            _l("The parties look at this agreement together on {day}.", day=found.review_on).say(
                language
            )
            if found.review_on
            else ""
        ),
    )
    _languages(paper, found, members)
    paper.add(_copies(members), "small")
    paper.signatures([each.name for each in members])
    return paper.draw()


def _heading(found: Partnership) -> Text:
    return _l("Network agreement") if found.form == NETWORK else _l("Partnership agreement")


def _parties(paper: Paper, members: list[Member]) -> Flowable | None:
    language = paper.language
    rows = [
        (
            each.name,
            wording.DASH.join(
                part
                for part in (
                    wording.role_words(each.role).say(language),
                    wording.country_words(each.country, language),
                )
                if part
            ),
        )
        for each in members
    ]
    return paper.numbered(rows)


def _long(paper: Paper, text: str) -> list[Flowable | None]:
    return [paper.words(part) for part in text.split("\n") if part.strip()]


def _languages(paper: Paper, found: Partnership, members: list[Member]) -> None:
    """Which language applies; asked where somebody is abroad or works in another language."""
    language, spoken = paper.language, rules.languages_of(members)
    applies = found.language
    several = len(spoken) > 1 or any(each.abroad for each in members)
    if not applies and not several:
        return
    words = (
        _l(
            "The agreement is followed in this language: {language}.",
            language=_called(applies, language),
        )
        if applies
        else _l("The parties agree in which language this agreement is followed.")
    )
    named = ", ".join(_called(each, language) for each in spoken)
    paper.section(
        _l("Language"),
        paper.words(words.say(language)),
        paper.words(_l("Languages of co-operation: {languages}.", languages=named).say(language))
        if several and named
        else None,
    )


def _called(code: str, language: str) -> str:
    return language_called(code, language) if code else ""


def _copies(members: list[Member]) -> Text:
    return _l(
        "This agreement has been made in as many copies as there are parties, {count} in all. It binds when all "
        "have signed.",
        count=len(members),
    )


def minutes(session: Session, record_id: str | None, language: str) -> bytes:
    """The minutes of a meeting.

    Raises:
        Missing: there is no such meeting.
    """
    found = editing.find(session, Meeting, record_id or "")
    paper = Paper(language, _l("Minutes").say(language), letterhead(session, language), today())
    paper.add(found.name or _l("Minutes").say(language), "title")
    paper.add(pick(meetings.title_of(session, found), language), "lead")
    paper.section(
        _l("Meeting"),
        paper.facts(
            [
                (_l("Day"), _when(found, language)),
                (_l("Place or link"), found.place),
                (_l("Who was present"), ", ".join(_lines(found.present))),
                (_l("Written by"), found.written_by),
            ]
        ),
    )
    paper.section(_l("What was talked about"), *_long(paper, found.matters))
    decided = [
        (row.get("decision") or "–", row.get("who") or "", _day(row.get("due"), language))
        for row in found.decisions
    ]
    paper.section(
        _l("Decisions"),
        paper.grid((_l("Decision"), _l("Responsible"), _l("By when")), decided, (0.56, 0.27, 0.17)),
    )
    if found.next_on:
        paper.section(_l("Next meeting"), paper.words(show_date(found.next_on, language)))
    if found.written_by:
        paper.signatures([found.written_by])
    return paper.draw()


def _lines(text: str) -> list[str]:
    return [line.strip(" ,") for line in text.split("\n") if line.strip(" ,")]


def _when(found: Meeting, language: str) -> str:
    day = _day(found.held_on, language)
    if found.begins_at is None or not day:
        return day
    time = show_clock(found.begins_at, language)
    return _l("{day} at {time}", day=day, time=time).say(language)


def _day(stored: Any, language: str) -> str:
    day = date.fromisoformat(stored) if isinstance(stored, str) and stored else stored
    return show_date(day, language) if day else ""


def health_check(session: Session, record_id: str | None, language: str) -> bytes:
    """How a partnership is doing: the last health check beside the one before.

    Raises:
        Missing: there is no such partnership.
        Refusal: its members haven't been asked yet.
    """
    found = editing.find(session, Partnership, record_id or "")
    known = health.compared(session, found.id)
    if known is None:
        raise Refusal(_l("The members haven't been asked yet how it is doing."))
    last, scores = known
    title = _l("How are we doing?")
    paper = Paper(language, title.say(language), letterhead(session, language), today())
    paper.add(title, "title")
    lead = [pick(found.title(), language), _day(last.made_on, language)]
    if last.answered:
        lead.append(wording.answered_words(last.answered).say(language))
    paper.add(wording.DASH.join(part for part in lead if part), "lead")
    rows = [
        (
            pick(wording.statement_words(each.statement), language),
            each.note,
            str(each.before or "–"),
            str(each.score or "–"),
        )
        for each in scores
    ]
    paper.section(
        _l("Ten statements, 1 = not at all, 5 = fully"),
        paper.grid(
            (_l("Statement"), _l("Why"), _l("Last time"), _l("Now")), rows, (0.46, 0.30, 0.13, 0.11)
        ),
    )
    paper.section(_l("What you do about it"), *_long(paper, last.note))
    return paper.draw()
