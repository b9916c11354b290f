"""Imported records as their directories told them in HSDS: kept beside the records, told to no office.

The open interface shows of them what the records' own fields don't hold.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from app.catalogue.writing import parts, put
from app.exchange.directories.originals import Original
from app.exchange.directories.standard import PERSONS
from app.register.tables import original, record
from app.sync.merge import REST, Stamps
from app.sync.stamp import device_tag

Documents = dict[tuple[str, str], dict[str, Any]]
TERM, TAXONOMY = "taxonomy_term", "taxonomy"
"""Kinds of rows that aren't of a record: classes of others that are told by themselves."""


def written(found: Original) -> tuple[str, str]:
    """An original as it is kept: its document and the facts by which it is found, as JSON."""
    document = msgspec.json.encode(found.document, order="sorted")
    facts = {
        "is": sha256(document + repr(found.stays).encode()).hexdigest()[:16],
        "stays": found.stays,
        "terms": found.terms,
    }
    return document.decode(), msgspec.json.encode(facts).decode()


def facts_of(
    connection: Connection, network_id: str, ids: Iterable[str]
) -> dict[str, tuple[str, str]]:
    """The originals of some records: the tag of the directory that told each, and its facts as they are kept."""
    found: dict[str, tuple[str, str]] = {}
    for some in parts(ids):
        rows = connection.execute(
            select(original.c.record_id, original.c.tag, original.c.facts).where(
                original.c.network_id == network_id, original.c.record_id.in_(some)
            )
        )
        found |= {row.record_id: (row.tag, row.facts) for row in rows}
    return found


def save(
    connection: Connection,
    network_id: str,
    tag: str,
    originals: Mapping[str, tuple[str, Original | None]],
) -> None:
    """Write originals, each with the kind of its record; ``None`` for one that there isn't any more."""
    rows, gone = list[tuple[str, ...]](), list[str]()
    for record_id, (kind, found) in originals.items():
        if found is None:
            gone.append(record_id)
        else:
            rows.append((network_id, record_id, kind, tag, *written(found)))
    put(connection, original, rows)
    for some in parts(gone):
        connection.execute(
            delete(original).where(
                original.c.network_id == network_id, original.c.record_id.in_(some)
            )
        )


def beside(facts: str | None, tag: str | None, stamps: str) -> dict[str, Any] | None:
    """What the catalogue knows of a record's original; ``None`` when there is none that could be shown.

    Args:
        facts: of the original, as they are kept.
        tag: of the directory that told it.
        stamps: of the record. A field that another one has written since is named under ``changed``.
    """
    if facts is None:
        return None
    known = Stamps.parse(stamps).known
    others = [name for name, stamp in known.items() if device_tag(stamp) != tag]
    if REST in others:
        return None
    return {**msgspec.json.decode(facts), "changed": sorted(others)}


def documents(connection: Connection, keys: Sequence[tuple[str, str]]) -> Documents:
    """Documents by their networks and records."""
    found: Documents = {}
    for network_id in dict.fromkeys(network_id for network_id, _id in keys):
        for some in parts(record_id for network, record_id in keys if network == network_id):
            rows = connection.execute(
                select(original.c.record_id, original.c.document).where(
                    original.c.network_id == network_id, original.c.record_id.in_(some)
                )
            )
            found |= {(network_id, row[0]): msgspec.json.decode(row[1]) for row in rows}
    return found


def of_kind(connection: Connection, networks: Sequence[str], kind: str) -> list[dict[str, Any]]:
    """All documents of a kind that is told by itself, each once: several directories may use one class."""
    rows = connection.execute(
        select(original.c.record_id, original.c.document)
        .where(original.c.network_id.in_(networks), original.c.kind == kind)
        .order_by(original.c.record_id, original.c.network_id)
    )
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        document = msgspec.json.decode(row.document)
        found.setdefault(document["id"], document)
    return list(found.values())


def with_persons(
    connection: Connection, network_id: str, tag: str
) -> Iterator[tuple[str, Original]]:
    """The originals of a directory's records that name persons, by their records."""
    query = select(original.c.record_id, original.c.document, original.c.facts).where(
        original.c.network_id == network_id,
        original.c.tag == tag,
        original.c.kind.not_in((TERM, TAXONOMY)),
    )
    for record_id, document, facts in connection.execution_options(yield_per=100).execute(query):
        if any(f'"{name}":' in document for name in PERSONS):
            told = msgspec.json.decode(facts)
            stays = tuple((stay, row) for stay, row in told["stays"])
            yield record_id, Original(msgspec.json.decode(document), stays, tuple(told["terms"]))


def forget(connection: Connection, network_id: str) -> int:
    """Forget the originals of records that were deleted or have gone; how many."""
    there = (
        select(record.c.record_id)
        .where(
            record.c.network_id == original.c.network_id,
            record.c.record_id == original.c.record_id,
            record.c.deleted_at.is_(None),
        )
        .exists()
    )
    gone = delete(original).where(
        original.c.network_id == network_id,
        original.c.kind.not_in((TERM, TAXONOMY)),
        ~there,
    )
    return connection.execute(gone).rowcount
