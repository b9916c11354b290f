"""An object of HSDS as its directory tells it, cleaned, to be kept beside what our fields hold of it. Pure functions.

Only fields of the standard are kept, each with a value of its kind: what comes out is a valid object. A text
without markup stays letter by letter; one with markup becomes plain.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from app.exchange.directories import documents, ids
from app.exchange.directories.documents import Doc
from app.exchange.directories.plain import MOST_LETTERS, plain
from app.exchange.directories.standard import OBJECTS, REQUIRED, Field

MOST_ROWS = 200
"""So many objects of one list are kept."""
MOST_BYTES = 128 * 1024
"""An object that is larger than that with everything in it isn't kept."""
_MOST_URI, _MOST_EMAIL = 1000, 200
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_URI = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?([/?][!$&-;=?-Z_a-z~%]*)?(#[!$&-;=?-Z_a-z~%]*)?")  # fmt: skip
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")  # fmt: skip
"""Signs that nobody sees, and those that turn around the text that follows."""
_MOST_NUMBER = 1e12


def kept(name: str, doc: Mapping[str, Any], owner: str, at: str = "") -> Doc | None:
    """An object with everything in it that the standard knows; ``None`` for one that wouldn't be valid."""
    found = known(name, doc, owner, at)
    return found if all(each in found for each in REQUIRED.get(name, ())) else None


def known(name: str, doc: Mapping[str, Any], owner: str, at: str = "") -> Doc:
    """The same, also when it lacks what the standard requires: our fields may have it.

    Args:
        name: what it is, as :data:`OBJECTS` calls it.
        doc: the object as it came.
        owner: the id of the record to which it belongs: ids that it lacks are made of that.
        at: where it stands in the record.
    """
    place = f"{at}/{name}"
    found: Doc = {"id": identity(doc.get("id")) or ids.made(owner, "object", _key(doc, place))}
    for field, described in OBJECTS[name].items():
        if field == "id" or doc.get(field) is None:
            continue
        value = _value(described, doc[field], owner, f"{place}:{found['id']}/{field}")
        if value not in (None, "", []):
            found[field] = value
    return found


def without(found: Any, names: frozenset[str]) -> Any:
    """An object without some fields, wherever in it they are."""
    if isinstance(found, dict):
        return {name: without(each, names) for name, each in found.items() if name not in names}
    return [without(each, names) for each in found] if isinstance(found, list) else found


def is_small(found: Any, most: int = MOST_BYTES) -> bool:
    """Whether an object isn't larger than what is kept."""
    return len(msgspec.json.encode(found)) <= most


def identity(found: Any) -> str:
    """An id of the standard, ``""`` for what is none."""
    written = found.strip().lower() if isinstance(found, str) else ""
    return written if _ID.fullmatch(written) and UUID(written).int else ""


def text(found: Any) -> str:
    """A text as it came when nothing in it is markup, else the plain words of it."""
    if not isinstance(found, str):
        return documents.text(found)
    found = _UNSEEN.sub("", found[:MOST_LETTERS])
    words = plain(found)
    return found if words == found.strip() else words


def moment(found: Any) -> str | None:
    """A moment of the standard, ``None`` for what is none."""
    written = found.strip() if isinstance(found, str) else ""
    if not _MOMENT.fullmatch(written):
        return None
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written


def _key(doc: Mapping[str, Any], place: str) -> str:
    """By what an object without an id is known: its own words for it, or where it stands."""
    told = documents.text(doc.get("id"))
    names = ("name", "number", "identifier", "url", "code", "value", "option", "description")
    return f"{place}/{told or documents.said(doc, *names)}"[:500]


def _value(described: Field, found: Any, owner: str, place: str) -> Any:
    if described.object and not described.many:
        return kept(described.object, found, owner, place) if isinstance(found, dict) else None
    if described.object:
        rows = found if isinstance(found, list) else []
        objects = [
            made
            for each in rows[:MOST_ROWS]
            if isinstance(each, dict) and (made := kept(described.object, each, owner, place))
        ]
        return list({each["id"]: each for each in objects}.values())
    value = _READERS[described.kind](found)
    if described.one_of:
        value = value.strip()
        return value if value in described.one_of else None
    return value


def _number(found: Any) -> float | int | None:
    value = None if isinstance(found, bool) else documents.number(found)
    if value is None or abs(value) > _MOST_NUMBER:
        return None
    return int(value) if value.is_integer() else value


def _uri(found: Any) -> str | None:
    written = found.strip() if isinstance(found, str) else ""
    if len(written) > _MOST_URI or not _URI.fullmatch(written) or _PERCENT.search(written):
        return None
    try:
        return written if urlsplit(written).port != 0 else None
    except ValueError:
        return None


def _email(found: Any) -> str | None:
    written = found.strip() if isinstance(found, str) else ""
    return written if len(written) <= _MOST_EMAIL and _EMAIL.fullmatch(written) else None


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": text,
    "number": _number,
    "id": identity,
    "uri": _uri,
    "email": _email,
    "moment": moment,
}
