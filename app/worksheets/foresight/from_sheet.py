"""A card that was filled in becomes part of the own library of foresight."""

from collections.abc import Mapping
from datetime import date
from textwrap import shorten
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.record import today
from app.core.text import _l
from app.worksheets.chains import actions as chains
from app.worksheets.chains.records import Link
from app.worksheets.foresight.actions import edition_of, megatrend_values
from app.worksheets.foresight.records import WEAK, Signal
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets.content import Content
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types.values import number_of

WEAK_SIGNAL, CARD = "weak_signal", "megatrend"
TYPES = (WEAK_SIGNAL, CARD)
"""The types of worksheet that can be taken into the library."""
LONGEST = {
    "name": 160,
    "description": 2000,
    "source": 200,
    "significance_words": 1000,
    "note": 1000,
}
"""How much of a card the library shows; the card itself is one click away."""
DAYS_IN_MONTH = 30.4
MOST_MONTHS = 60


def can_be_taken(sheet: Worksheet) -> bool:
    """Whether a sheet is a card of foresight."""
    return sheet.type_key in TYPES and sheet.deleted_at is None


def to_library(session: Session, sheet_id: str) -> Changes:
    """Add what a card says to the library, and link them; ``result`` is the signal's id.

    A megatrend that is there already gets what is still blank in it.

    Raises:
        Refusal: it is no such card, it says nothing yet, or it is in the library already.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    if not can_be_taken(sheet):
        raise Refusal(_l("Only cards of megatrends and weak signals go to the library."))
    if _taken(session, sheet_id):
        raise Refusal(_l("This card is in the library already."))
    content = sheets.content(session, sheet_id)
    values = _weak_signal(content) if sheet.type_key == WEAK_SIGNAL else _megatrend(content)
    if not any(content.values.values()):
        raise Refusal(_l("The card says nothing yet. Fill it in first."))
    values["name"] = values.get("name") or sheet.name
    found = _known(session, values.get("code", ""))
    if found is not None:
        blank = {n: v for n, v in values.items() if v and not getattr(found, n)}
        editing.change(session, Signal, found.id, {**blank, "reviewed_on": today()})
        signal_id = found.id
    else:
        given = {name: value for name, value in values.items() if value}
        signal_id = editing.add(session, Signal, {**given, "reviewed_on": today()}).result
    chains.connect(session, (Worksheet.kind.name, sheet_id), (Signal.kind.name, signal_id))
    name = editing.find(session, Signal, signal_id).name
    return Changes(_l("“{name}” is in the library", name=name), signal_id)


def _taken(session: Session, sheet_id: str) -> bool:
    """Whether the card has led to a signal that is still in use."""
    statement = (
        select(Link.id)
        .join(Signal, Signal.id == Link.to_id)
        .where(
            Link.from_id == sheet_id,
            Link.to_kind == Signal.kind.name,
            Link.deleted_at.is_(None),
            Signal.deleted_at.is_(None),
        )
    )
    return session.scalar(statement.limit(1)) is not None


def _known(session: Session, code: str) -> Signal | None:
    if not code:
        return None
    statement = select(Signal).where(Signal.code == code, Signal.deleted_at.is_(None))
    return session.scalar(statement.order_by(Signal.id).limit(1))


def _weak_signal(content: Content) -> dict[str, Any]:
    said = content.values
    return {
        "sort": WEAK,
        **_texts(
            {
                "name": said.get("title"),
                "description": _joined(said, "observed", "novelty"),
                "source": said.get("source"),
                "significance_words": said.get("possible_impact"),
                "note": said.get("follow_up"),
            }
        ),
        "significance": _scale(said.get("impact")),
        "probability": _scale(said.get("probability")),
        "review_months": _months_to(said.get("next_look")),
    }


def _megatrend(content: Content) -> dict[str, Any]:
    said = content.values
    code = edition_of(said.get("megatrend") or "")
    begin = megatrend_values(code) if code else {"sort": CARD}
    return {
        **begin,
        **_texts(
            {
                "description": said.get("local_view"),
                "significance_words": _joined(said, "clients", "own_work", "opportunity", "threat"),
                "note": said.get("decision"),
            }
        ),
    }


def _joined(said: Mapping[str, Any], *keys: str) -> str:
    return "\n".join(str(said[key]).strip() for key in keys if said.get(key))


def _texts(said: Mapping[str, Any]) -> dict[str, str]:
    """The texts, those that are too long for a page of the library cut at a word."""
    found = {}
    for name, words in said.items():
        text, most = str(words or "").strip(), LONGEST[name]
        if name in {"name", "source"}:
            text = " ".join(text.split())
        found[name] = text if len(text) <= most else shorten(text, most, placeholder=" …")
    return found


def _scale(stored: Any) -> int | None:
    number = number_of(stored)
    return None if number is None else round(number)


def _months_to(day: Any) -> int | None:
    """In how many months a day comes, at least one."""
    if not day:
        return None
    days = (date.fromisoformat(day) - today()).days
    return min(MOST_MONTHS, max(1, round(days / DAYS_IN_MONTH)))
