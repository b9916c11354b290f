"""A partnership and its worksheet: what was agreed on the canvas comes into the partnership, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from textwrap import shorten
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.field import fields_of
from app.core.record import new_id
from app.core.text import Text, _, _l, current_language, pick
from app.core.value import Words
from app.network.partnerships import actions
from app.network.partnerships.records import Partnership
from app.network.partnerships.rules import present
from app.worksheets.chains import actions as chains
from app.worksheets.chains.records import Link
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets.content import Content, Item
from app.worksheets.sheets.filling import STEP
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types.own import type_with
from app.worksheets.types.values import days_of

TYPE = "partnership"
_SAME = {
    "pricing": "pricing",
    "data": "data",
    "quality": "quality",
    "brand": "materials",
    "disputes": "disputes",
    "ending": "notice",
}
"""Fields of the sheet that hold a text, and the fields of the partnership that take it."""
_GIVING = {"contributions": "brings", "benefits": "gains"}
_MOST_NAME, _MOST_GIVING = 120, 400


def sheets_of_type(session: Session) -> list[Worksheet]:
    """The partnership worksheets there are, the newest first."""
    query = (
        select(Worksheet)
        .where(Worksheet.type_key == TYPE, Worksheet.deleted_at.is_(None))
        .order_by(Worksheet.held_on.desc(), Worksheet.id.desc())
    )
    return list(session.scalars(query))


# From the sheet


def take(session: Session, record_id: str, sheet_id: str) -> Changes:
    """Take what stands on a partnership worksheet into what is still blank in a partnership.

    Raises:
        Refusal: it is another worksheet, or nothing on it is new.
    """
    partnership = editing.find(session, Partnership, record_id)
    sheet = editing.find(session, Worksheet, sheet_id)
    if sheet.type_key != TYPE:
        raise Refusal(_l("Choose a partnership worksheet."))
    content = sheets.content(session, sheet_id)
    values = taken(session, partnership, content)
    if not values:
        raise Refusal(_l("Everything on the worksheet is in the partnership already."))
    editing.change(session, Partnership, record_id, values)
    _connect(session, (Worksheet.kind.name, sheet_id), (Partnership.kind.name, record_id))
    known = fields_of(Partnership)
    return Changes(
        _l("Took from the worksheet: {what}", what=_listed(known[n].label for n in values))
    )


def _listed(labels: Iterable[Text]) -> Text:
    found = {f"part{number}": label for number, label in enumerate(labels)}
    return Text(", ".join(f"{{{name}}}" for name in found), args=found)


def taken(session: Session, partnership: Partnership, content: Content) -> dict[str, Any]:
    """The fields of a partnership that a worksheet fills in; what is written in it already stays."""
    found: dict[str, Any] = {}
    for key, name in _SAME.items():
        said = _text(content, key)
        if said and not getattr(partnership, name):
            found[name] = _cut(said, name)
    purpose = _text(content, "purpose")
    if purpose and not any(partnership.purpose.values()):
        found["purpose"] = {current_language(): _cut(purpose, "purpose")}
    found |= _days(partnership, content)
    here = [each.name for each in actions.members(session, partnership)]
    fresh = _members(content, here)
    if fresh:
        found["members"] = [*partnership.members, *fresh]
    giving, decisions = _giving(content)
    if giving and not partnership.giving:
        found["giving"] = giving
    if decisions and not partnership.decisions:
        found["decisions"] = _cut("\n".join(decisions), "decisions")
    return found


def _text(content: Content, key: str) -> str:
    return str(content.values.get(key) or "").strip()


def _cut(text: str, name: str) -> str:
    value: Any = fields_of(Partnership)[name].value
    limit = value.limit
    if len(text) <= limit:
        return text
    if isinstance(value, Words) or "\n" not in text[:limit]:
        return shorten(text, limit, placeholder=" …")
    return text[: limit - 2].rsplit("\n", 1)[0] + " …"


def _days(partnership: Partnership, content: Content) -> dict[str, Any]:
    """When it begins, and when it is looked at together: the sheet asks for both in one."""
    period = content.values.get("term")
    if not period:
        return {}
    begins, looked_at = days_of(period)
    found: dict[str, Any] = {}
    if partnership.starts_on is None:
        found["starts_on"] = begins
    if looked_at and partnership.review_on is None and partnership.ends_on is None:
        found["review_on"] = looked_at
    return found


def split(text: str) -> tuple[str, str]:
    """Who is told of and what, of a note such as “Arkiapu: one number”; ``""`` where nobody is named."""
    who, mark, what = text.partition(":")
    if mark and what.strip() and len(who.strip()) <= _MOST_NAME and "\n" not in who:
        return who.strip(), what.strip()
    return "", text.strip()


def _members(content: Content, here: Iterable[str]) -> list[dict[str, Any]]:
    known = {name.casefold() for name in here}
    rows = []
    for item in content.of("parties"):
        who, what = split(item.text)
        name = " ".join((who or what).split())[:_MOST_NAME]
        if name and name.casefold() not in known:
            known.add(name.casefold())
            rows.append(actions.member_row(None, name))
    return rows


def _giving(content: Content) -> tuple[list[dict[str, Any]], list[str]]:
    """What each brings and gains, a row each; and what is said of duties and decisions of nobody by name."""
    rows: dict[str, dict[str, Any]] = {}

    def add(who: str, name: str, what: str) -> None:
        row = rows.setdefault(who.casefold(), {"id": new_id(), "who": who[:_MOST_NAME]})
        said = "\n".join(part for part in (row.get(name), what) if part)
        row[name] = (
            said if len(said) <= _MOST_GIVING else shorten(said, _MOST_GIVING, placeholder=" …")
        )

    for key, name in _GIVING.items():
        for item in content.of(key):
            who, what = split(item.text)
            if what:
                add(who or _("All together"), name, what)
    decisions = []
    for item in content.of("roles"):
        who, what = split(item.text)
        if who and who.casefold() in rows:
            add(who, "answers_for", what)
        elif item.text.strip():
            decisions.append(item.text.strip())
    made = [{"brings": "", "gains": "", "answers_for": "", **row} for row in rows.values()]
    return made, decisions


# To the sheet


def open_sheet(session: Session, record_id: str) -> Changes:
    """Go to the worksheet of a partnership, or begin one with what is known; ``result`` is its id."""
    partnership = editing.find(session, Partnership, record_id)
    kept = _sheet_of(session, record_id)
    if kept:
        return Changes(_l("Opened the worksheet"), kept)
    name = pick(partnership.title())
    made = sheets.begin(session, {"type_key": TYPE, "name": name}).result
    type_ = type_with(session, TYPE)
    sheets.put(session, made, type_, _content(session, partnership))
    _connect(session, (Partnership.kind.name, record_id), (Worksheet.kind.name, made))
    return Changes(_l("Began a worksheet of “{name}”", name=dict(partnership.title())), made)


def _sheet_of(session: Session, record_id: str) -> str | None:
    """The worksheet that a partnership led to or came from, unless it is in the bin."""
    either = (Link.from_id == record_id) | (Link.to_id == record_id)
    for each in session.scalars(select(Link).where(either, Link.deleted_at.is_(None))):
        kind, other = (
            (each.to_kind, each.to_id)
            if each.from_id == record_id
            else (each.from_kind, each.from_id)
        )
        sheet = session.get(Worksheet, other) if kind == Worksheet.kind.name else None
        if sheet is not None and sheet.type_key == TYPE and sheet.deleted_at is None:
            return sheet.id
    return None


def _content(session: Session, partnership: Partnership) -> Content:
    values: dict[str, Any] = {
        key: getattr(partnership, name) for key, name in _SAME.items() if getattr(partnership, name)
    }
    if purpose := pick(partnership.purpose):
        values["purpose"] = purpose
    if partnership.starts_on:
        until = partnership.review_on or partnership.ends_on
        values["term"] = f"{partnership.starts_on.isoformat()}/{until.isoformat() if until else ''}"
    items = {
        "parties": _items(each.name for each in present(actions.members(session, partnership))),
        "contributions": _items(_told(partnership.giving, "brings")),
        "benefits": _items(_told(partnership.giving, "gains")),
        "roles": _items(
            [
                *_told(partnership.giving, "answers_for"),
                *(line for line in partnership.decisions.split("\n") if line.strip()),
            ]
        ),
    }
    return Content(values, {key: each for key, each in items.items() if each})


def _told(rows: Iterable[Mapping[str, Any]], name: str) -> list[str]:
    return [f"{row.get('who')}: {row[name]}" for row in rows if row.get(name)]


def _items(texts: Iterable[str]) -> tuple[Item, ...]:
    blank = Item("")
    return tuple(
        replace(blank, id=new_id(), text=text, position=STEP * number)
        for number, text in enumerate(texts, start=1)
    )


def _connect(session: Session, begin: tuple[str, str], end: tuple[str, str]) -> None:
    """Link two, unless they are linked in either direction."""
    ids = (begin[1], end[1])
    between = select(Link.id).where(
        Link.from_id.in_(ids), Link.to_id.in_(ids), Link.deleted_at.is_(None)
    )
    if session.scalar(between.limit(1)) is None:
        chains.connect(session, begin, end)
