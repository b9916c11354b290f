"""What leads to what: links made and removed, and the chain in which a record stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.record import Record, record_kinds
from app.core.text import LanguageText, Text, _l
from app.worksheets.chains.records import Link

MOST_STEPS = 12
"""So far is a chain followed to each side."""
MOST_SHOWN = 40


@dataclass(frozen=True)
class Ring:
    """A record in a chain.

    Attributes:
        step: how many links from the record asked for; below zero is what led to it.
        link_id: the link by which it was reached, ``""`` for the record itself.
        gone: it is in the bin.
    """

    kind: str
    id: str
    title: LanguageText
    step: int
    link_id: str = ""
    why: str = ""
    gone: bool = False


def connect(
    session: Session,
    begin: tuple[str, str],
    end: tuple[str, str],
    *,
    item: str = "",
    why: str = "",
) -> Changes:
    """Say that one record led to another; each is given as kind and id. ``result`` is the link's id.

    Raises:
        Missing: one of them isn't there.
        Refusal: they are the same, already linked, or the other way round in the same chain.
    """
    first, second = (_find(session, *each) for each in (begin, end))
    if begin == end:
        raise Refusal(_l("A thing doesn't lead to itself. Choose another one."))
    twin = select(Link).where(
        Link.from_id == begin[1], Link.to_id == end[1], Link.deleted_at.is_(None)
    )
    if session.scalar(twin.limit(1)):
        raise Refusal(_l("These are linked already."))
    if begin[1] in _reached(session, end[1], forward=True):
        raise Refusal(
            _l(
                "“{second}” already led to “{first}”, so this would go in a circle.",
                first=dict(first.title()),
                second=dict(second.title()),
            )
        )
    made = editing.add(
        session,
        Link,
        {
            "from_kind": begin[0],
            "from_id": begin[1],
            "from_item": item,
            "to_kind": end[0],
            "to_id": end[1],
            "why": why,
        },
    ).result
    words = _l(
        "Linked “{first}” to “{second}”", first=dict(first.title()), second=dict(second.title())
    )
    return Changes(words, made)


def disconnect(session: Session, link_id: str) -> Changes:
    """Take a link away; the records stay."""
    editing.remove(session, Link, [link_id])
    return Changes(_l("Removed the link"), link_id)


def chain(session: Session, kind: str, record_id: str) -> list[Ring]:
    """What led to a record, itself, and what it led to: in this order, each once."""
    before = _rings(session, record_id, forward=False)
    after = _rings(session, record_id, forward=True)
    own = _find(session, kind, record_id)
    middle = Ring(kind, record_id, dict(own.title()), 0, gone=own.deleted_at is not None)
    return [*sorted(before, key=lambda each: each.step), middle, *after]


def of_items(session: Session, sheet_id: str) -> dict[str, int]:
    """How many links go out from each note of a sheet."""
    found: dict[str, int] = {}
    for item in session.scalars(
        select(Link.from_item).where(Link.from_id == sheet_id, Link.deleted_at.is_(None))
    ):
        if item:
            found[item] = found.get(item, 0) + 1
    return found


def _rings(session: Session, record_id: str, *, forward: bool) -> list[Ring]:
    found: list[Ring] = []
    seen, at = {record_id}, {record_id}
    for step in range(1, MOST_STEPS + 1):
        links = list(_links(session, at, forward=forward))
        at = set()
        for link in links:
            kind, other = (link.to_kind, link.to_id) if forward else (link.from_kind, link.from_id)
            if other in seen or len(found) >= MOST_SHOWN:
                continue
            seen.add(other)
            at.add(other)
            record = _get(session, kind, other)
            if record is not None:
                found.append(
                    Ring(
                        kind,
                        other,
                        dict(record.title()),
                        step if forward else -step,
                        link.id,
                        link.why,
                        record.deleted_at is not None,
                    )
                )
        if not at:
            break
    return found


def _links(session: Session, ids: Collection[str], *, forward: bool) -> Iterable[Link]:
    column = Link.from_id if forward else Link.to_id
    return session.scalars(
        select(Link).where(column.in_(ids), Link.deleted_at.is_(None)).order_by(Link.id)
    )


def _reached(session: Session, record_id: str, *, forward: bool) -> set[str]:
    found, at = {record_id}, {record_id}
    while at:
        links = _links(session, at, forward=forward)
        at = {link.to_id if forward else link.from_id for link in links} - found
        found |= at
    return found


def _get(session: Session, kind: str, record_id: str) -> Record | None:
    record = record_kinds().get(kind)
    return session.get(record, record_id) if record else None


def _find(session: Session, kind: str, record_id: str) -> Record:
    return editing.find(session, record_kinds()[kind], record_id)


def linked(session: Session, record_id: str) -> bool:
    """Whether anything led to a record or it to anything."""
    either = or_(Link.from_id == record_id, Link.to_id == record_id)
    return (
        session.scalar(select(Link.id).where(either, Link.deleted_at.is_(None)).limit(1))
        is not None
    )


def came_from(session: Session, record_id: str) -> Text | None:
    """What led to a record directly, in words."""
    for ring in _rings(session, record_id, forward=False):
        if ring.step == -1 and not ring.gone:
            return Text("{words}", args={"words": dict(ring.title)})
    return None
