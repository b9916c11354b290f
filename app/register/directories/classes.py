"""The classes of a directory that aren't ours, with their taxonomies: kept so that they can be shown and asked for."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, select

from app.catalogue.writing import parts, put
from app.exchange.directories import ids, keeping
from app.exchange.directories.originals import Original
from app.exchange.directories.reading import Directory
from app.register import originals
from app.register.originals import TAXONOMY, TERM
from app.register.tables import original

MOST = 5000
"""So many classes of one directory are kept."""
MOST_BYTES = 8 * 1024
"""A larger one isn't kept: all of them are looked through together."""
Classes = dict[tuple[str, str], Mapping[str, Any]]
"""Documents by their kinds and ids."""


def add(found: Classes, kind: str, doc: Mapping[str, Any]) -> None:
    """Add a class, and the taxonomy that stands in it; the fullest of the same id stays."""
    if len(found) >= MOST or not keeping.is_small(doc, MOST_BYTES):
        return
    key = kind, doc["id"]
    if key not in found or len(found[key]) < len(doc):
        found[key] = doc
    if detail := doc.get("taxonomy_detail"):
        add(found, TAXONOMY, detail)


def add_of(found: Classes, told: Original | None) -> None:
    """Add the classes of an organisation or a service."""
    for each in told.document.get("attributes", ()) if told else ():
        if term := each.get("taxonomy_term"):
            add(found, TERM, term)


def add_all(found: Classes, directory: Directory) -> None:
    """Add those that the directory tells by themselves."""
    for kind, docs in ((TERM, directory.terms()), (TAXONOMY, directory.taxonomies())):
        for doc in docs:
            if made := keeping.kept(kind, doc, directory.source):
                add(found, kind, made)


def save(
    connection: Connection,
    network_id: str,
    source: str,
    tag: str,
    found: Classes,
    *,
    all_of_it: bool,
) -> None:
    """Keep the classes of a directory; ``all_of_it`` when those that aren't among them have gone."""
    rows = [
        (
            network_id,
            ids.made(source, kind, its_id),
            kind,
            tag,
            *originals.written(Original(dict(doc))),
        )
        for (kind, its_id), doc in found.items()
    ]
    put(connection, original, rows)
    if all_of_it:
        _forget(connection, network_id, tag, {row[1] for row in rows})


def _forget(connection: Connection, network_id: str, tag: str, there: Iterable[str]) -> None:
    kept = set(there)
    query = select(original.c.record_id).where(
        original.c.network_id == network_id,
        original.c.kind.in_((TERM, TAXONOMY)),
        original.c.tag == tag,
    )
    gone = [each for each in connection.scalars(query) if each not in kept]
    for some in parts(gone):
        connection.execute(
            delete(original).where(
                original.c.network_id == network_id, original.c.record_id.in_(some)
            )
        )
