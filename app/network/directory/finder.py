"""What the find box finds in the directory: what others offer, never what the office has itself."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue import finding, shapes
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.record import record_kinds, today
from app.core.room import Outside
from app.core.text import _l, current_language, pick
from app.network import actions as network
from app.network.directory import current, wording
from app.organisation.records import Organisation

KINDS = (shapes.SERVICE, shapes.ORGANISATION, shapes.PATH)
MOST_OF_A_KIND = 5
_LOOKED_AT = 2 * MOST_OF_A_KIND
"""So many of a kind are read at most, to leave out those that the office has."""


def find(session: Session, words: str) -> list[Outside]:
    """The services, organisations and paths of others in which every word is found; nothing for no words."""
    if not words.strip():
        return []
    return [
        Outside(network.ROOM, kind, item.record_id, pick(item.name), _lead(item, today()))
        for kind in KINDS
        for item in _others(session, kind, words)
    ]


def _others(session: Session, kind: str, words: str) -> list[Item]:
    wanted = Wanted(kind=kind, words=words, by=current_language(), per_page=_LOOKED_AT)
    place = [current.network_of(session)]
    items = finding.find(session.connection(), place, wanted, today()).items
    have = set(_here(session, kind, items))
    return [item for item in items if item.record_id not in have][:MOST_OF_A_KIND]


def _here(session: Session, kind: str, items: Iterable[Item]) -> Iterator[str]:
    """The ids of those that the office finds among its own records already."""
    record = record_kinds()[kind]
    ids = [item.record_id for item in items]
    yield from session.scalars(
        select(record.id).where(record.id.in_(ids), record.deleted_at.is_(None))
    )
    numbers = {
        number: item.record_id for item in items if (number := item.fields.get("business_id"))
    }
    if kind == shapes.ORGANISATION and numbers:
        known = select(Organisation.business_id).where(
            Organisation.business_id.in_(numbers), Organisation.deleted_at.is_(None)
        )
        yield from (numbers[number] for number in session.scalars(known))


def _lead(item: Item, day: date) -> str:
    told = wording.row_advice(item, day)
    return f"{_l('Service path').say()} · {told}" if item.kind == shapes.PATH else told
