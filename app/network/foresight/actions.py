"""What can be done with shared foresight: say what we think, take it into the own library, offer our own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from textwrap import shorten
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.record import today
from app.core.room import Matter
from app.core.text import _l, _n, current_language, pick
from app.network.foresight import rules
from app.network.foresight.records import ForesightNote, ForesightOpinion
from app.organisation.actions import own
from app.worksheets.chains import actions as chains
from app.worksheets.chains.records import Link
from app.worksheets.foresight.records import SORTS as SIGNAL_SORTS
from app.worksheets.foresight.records import TREND, Signal

_OF_SIGNALS = {code for code, _words in SIGNAL_SORTS}
_MOST_NAME, _MOST_DESCRIPTION, _MOST_MEANS = 160, 2000, 1000


# Reading


def opinions(session: Session, note_id: str) -> list[ForesightOpinion]:
    """What organisations think of a note, one opinion each: ours first, then the latest."""
    query = select(ForesightOpinion).where(
        ForesightOpinion.note_id == note_id, ForesightOpinion.deleted_at.is_(None)
    )
    found = {each.id: each for each in session.scalars(query)}
    kept = rules.one_each(_plain(each) for each in found.values())
    order = sorted(kept, key=lambda each: (each.said_on or date.min, each.id), reverse=True)
    return [found[each.id] for each in sorted(order, key=lambda each: bool(each.owner_id))]


def together(given: Iterable[ForesightOpinion]) -> rules.Together:
    """What the members think together."""
    return rules.together(_plain(each) for each in given)


def _plain(opinion: ForesightOpinion) -> rules.Opinion:
    return rules.Opinion(
        opinion.id,
        opinion.owner_id or "",
        opinion.significance,
        opinion.probability,
        opinion.said_on,
    )


def our_opinion(session: Session, note_id: str) -> ForesightOpinion | None:
    """What this office has said of a note; ``None`` when it hasn't yet."""
    return next((each for each in opinions(session, note_id) if not each.owner_id), None)


def code_of(note_id: str) -> str:
    """By what a signal of the own library is known to have come from a note."""
    return f"n:{note_id}"


def signal_of(session: Session, note_id: str) -> Signal | None:
    """The signal of the own library that came from a note, unless it is in the bin."""
    query = select(Signal).where(Signal.code == code_of(note_id), Signal.deleted_at.is_(None))
    return session.scalar(query.order_by(Signal.id).limit(1))


# Saying what we think


def give_opinion(session: Session, note_id: str, values: Mapping[str, Any]) -> Changes:
    """Say what we think of a note, or say it anew: an office has one opinion of each.

    Raises:
        InvalidFields: nothing is said, or a value can't be accepted.
        Missing: there is no such note.
    """
    note = editing.find(session, ForesightNote, note_id)
    if not any(values.get(name) for name in ("significance", "probability", "comment")):
        raise InvalidFields({"significance": _l("Say at least one thing you think of it.")})
    us = own(session)
    written = {
        **values,
        "note_id": note_id,
        "organisation": dict(us.name) if us else {},
        "said_on": today(),
    }
    before = our_opinion(session, note_id)
    if before is None:
        editing.add(session, ForesightOpinion, written)
    else:
        editing.change(session, ForesightOpinion, before.id, written)
    return Changes(_l("Our opinion of “{name}” is given", name=dict(note.title())), note_id)


def take_back(session: Session, note_id: str) -> Changes:
    """Take our opinion of a note back.

    Raises:
        Refusal: we haven't given one.
    """
    before = our_opinion(session, note_id)
    if before is None:
        raise Refusal(_l("You have not given an opinion of this."))
    editing.remove(session, ForesightOpinion, [before.id])
    note = editing.find(session, ForesightNote, note_id)
    return Changes(_l("Took back our opinion of “{name}”", name=dict(note.title())), note_id)


# Into our own work


def to_library(session: Session, note_id: str) -> Changes:
    """Add a note to the own library of signals, and link the two; ``result`` is the signal's id.

    Raises:
        Refusal: it is there already.
    """
    note = editing.find(session, ForesightNote, note_id)
    if signal_of(session, note_id):
        raise Refusal(_l("This is in your own signals already."))
    language = current_language()
    ours = our_opinion(session, note_id)
    values = {
        "name": _cut(pick(note.name, language), _MOST_NAME),
        "sort": note.sort if note.sort in _OF_SIGNALS else TREND,
        "description": _cut(pick(note.description, language), _MOST_DESCRIPTION),
        "significance_words": _cut(pick(note.means, language), _MOST_MEANS),
        "source": note.source,
        "link": note.link,
        "seen_on": note.seen_on,
        "significance": ours.significance if ours else None,
        "probability": ours.probability if ours else None,
        "code": code_of(note_id),
    }
    made = editing.add(session, Signal, values).result
    chains.connect(session, (ForesightNote.kind.name, note_id), (Signal.kind.name, made))
    return Changes(_l("“{name}” is in your own signals", name=dict(note.title())), made)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else shorten(text, most, placeholder=" …")


def offerable(session: Session) -> list[Signal]:
    """Our own signals that can be offered: those that didn't come from a note, and haven't become one yet."""
    offered = exists().where(
        Link.from_id == Signal.id,
        Link.to_kind == ForesightNote.kind.name,
        Link.to_id == ForesightNote.id,
        Link.deleted_at.is_(None),
        ForesightNote.deleted_at.is_(None),
    )
    query = (
        select(Signal)
        .where(Signal.deleted_at.is_(None), ~Signal.code.startswith("n:"), ~offered)
        .order_by(Signal.significance.desc().nulls_last(), Signal.id)
    )
    return list(session.scalars(query))


def offer(session: Session, signal_ids: Sequence[str]) -> Changes:
    """Make notes for the network of our own signals; ``result`` is the last one's id.

    What we ourselves do about a signal stays with us.

    Raises:
        InvalidFields: none was chosen.
        Refusal: one of them was offered before.
    """
    if not signal_ids:
        raise InvalidFields({"signals": _l("Choose at least one.")})
    can = {each.id for each in offerable(session)}
    made = ""
    for signal_id in signal_ids:
        signal = editing.find(session, Signal, signal_id)
        if signal_id not in can:
            raise Refusal(_l("“{name}” has been offered already.", name=signal.name))
        language = current_language()
        values = {
            "name": {language: signal.name},
            "sort": signal.sort,
            "description": {language: signal.description} if signal.description else {},
            "means": {language: signal.significance_words} if signal.significance_words else {},
            "source": signal.source,
            "link": signal.link,
            "seen_on": signal.seen_on,
        }
        made = editing.add(session, ForesightNote, values).result
        chains.connect(session, (Signal.kind.name, signal_id), (ForesightNote.kind.name, made))
    return Changes(_n("Offered {count} signal", "Offered {count} signals", len(signal_ids)), made)


# What waits


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Notes that others have written lately and of which we have said nothing: one matter for all."""
    found = session.execute(
        _unread(day).with_only_columns(func.count(), func.max(ForesightNote.id)).order_by(None)
    ).one()
    count, latest = found
    if not count:
        return
    yield Matter(
        kind=ForesightNote.kind.name,
        record_id=latest,
        title=_n(
            "{count} new note of what is changing", "{count} new notes of what is changing", count
        ),
        advice=_l("Read it, and say what it means for you. It takes a minute."),
        tone="plain",
        count=count,
    )


def _unread(day: date) -> Select[ForesightNote]:
    """Notes of others, no older than some weeks, without our opinion and not in our own signals."""
    begin = datetime.combine(rules.since(day), time(), UTC)
    said = exists().where(
        ForesightOpinion.note_id == ForesightNote.id,
        ForesightOpinion.owner_id == "",
        ForesightOpinion.deleted_at.is_(None),
    )
    taken = exists().where(
        Signal.code == func.concat("n:", ForesightNote.id), Signal.deleted_at.is_(None)
    )
    return select(ForesightNote).where(
        ForesightNote.deleted_at.is_(None),
        ForesightNote.owner_id != "",
        ForesightNote.created_at >= begin,
        ~said,
        ~taken,
    )
