"""What was read of a directory, put together from many files: on disk, so that memory stays small.

Organisations, services and the like are *items*, known by a key; what belongs to one of them and stands in a
table or a document of its own is a *part*.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from app.exchange.directories.documents import Doc, decode, encode
from app.exchange.directories.model import Where

_TABLES = """
CREATE TABLE item (
    seq INTEGER PRIMARY KEY, kind TEXT, key TEXT, parent TEXT, at TEXT, weak INTEGER, form TEXT,
    file TEXT, row INTEGER, doc BLOB, UNIQUE (kind, key)
);
CREATE TABLE part (owner TEXT, key TEXT, kind TEXT, form TEXT, doc BLOB);
"""
MOST_PARTS = 10_000
"""So many parts or locations of one item are looked at: all of them are in memory together."""
_INDEX = "CREATE INDEX IF NOT EXISTS part_owner ON part (owner, key)"


class Item(NamedTuple):
    """Something with a key. ``parent`` is the key of a service's organisation; ``form`` its format."""

    key: str
    parent: str
    form: str
    where: Where
    doc: Doc


class Part(NamedTuple):
    """Something that belongs to an item."""

    kind: str
    form: str
    doc: Doc


class Spool:
    """Items and parts in a database of their own that is gone when it is closed."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("PRAGMA synchronous=OFF")
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")
        self._owners: dict[str, bool] = {}

    def close(self) -> None:
        """Throw everything away."""
        self._base.close()

    def put(
        self,
        kind: str,
        key: str,
        doc: Doc,
        where: Where,
        *,
        form: str = "",
        parent: str = "",
        at: str = "",
        weak: bool = False,
    ) -> bool:
        """Keep an item; whether it is the first of its key that stands for itself.

        Args:
            kind: what it is.
            key: by which it is known.
            doc: all of it.
            where: where it stands.
            form: its format.
            parent: the key of the organisation that it belongs to.
            at: the key of the location that it belongs to, where only that is told.
            weak: it was only told beside something else, so one that stands for itself replaces it. Of
                two alike the longer one stays.
        """
        written = encode(doc)
        row = (parent, at, weak, form, where.file, where.row, written, kind, key)
        found = self._base.execute(
            "SELECT weak, length(doc) FROM item WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        if found is None:
            self._base.execute(
                "INSERT INTO item (parent, at, weak, form, file, row, doc, kind, key) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            return True
        was_weak, length = found
        if (was_weak and not weak) or (was_weak == weak and len(written) > length):
            self._base.execute(
                "UPDATE item SET parent = CASE WHEN ?1 = '' THEN parent ELSE ?1 END, at = ?2, "
                "weak = ?3, form = ?4, file = ?5, row = ?6, doc = ?7 WHERE kind = ?8 AND key = ?9",
                row,
            )
        return bool(was_weak) or weak

    def add(self, owner: str, key: str, kind: str, doc: Doc, form: str = "") -> None:
        """Keep a part of an item that may come later, or never."""
        self._base.execute(
            "INSERT INTO part VALUES (?, ?, ?, ?, ?)", (owner, key, kind, form, encode(doc))
        )

    def has_parts(self, owner: str) -> bool:
        """Whether there is a part of any item of a kind."""
        if owner not in self._owners:
            found = self._base.execute("SELECT 1 FROM part WHERE owner = ? LIMIT 1", (owner,))
            self._owners[owner] = found.fetchone() is not None
        return self._owners[owner]

    def bind(self) -> None:
        """When all is read: give services the organisations, and these the locations, of each other.

        A service that tells only its location belongs to the organisation of that, and an organisation has
        the locations at which its services are.
        """
        run = self._base.execute
        run(_INDEX)
        run(
            "UPDATE item SET parent = coalesce((SELECT place.parent FROM item AS place WHERE "
            "place.kind = 'location' AND place.key = item.at), '') "
            "WHERE kind = 'service' AND parent = '' AND at <> ''"
        )
        run(
            "CREATE TABLE stands AS SELECT DISTINCT parent AS organisation, place FROM ("
            "SELECT parent, key AS place FROM item WHERE kind = 'location' AND parent <> '' UNION ALL "
            "SELECT parent, at FROM item WHERE kind = 'service' AND at <> '' AND parent <> '' UNION ALL "
            "SELECT service.parent, part.form FROM part JOIN item AS service ON "
            "service.kind = 'service' AND service.key = part.key WHERE part.owner = 'service' AND "
            "part.kind = 'stands' AND service.parent <> '')"
        )
        run("CREATE INDEX stands_organisation ON stands (organisation)")

    def items(self, kind: str) -> Iterator[Item]:
        """The items of a kind in the order in which they were first told."""
        found = self._base.execute(
            "SELECT key, parent, form, file, row, doc FROM item WHERE kind = ? ORDER BY seq",
            (kind,),
        )
        for key, parent, form, file, row, doc in found:
            yield Item(key, parent, form, Where(file, row), decode(doc))

    def keys(self, kind: str) -> Iterator[str]:
        """The keys of the items of a kind."""
        return (
            key for (key,) in self._base.execute("SELECT key FROM item WHERE kind = ?", (kind,))
        )

    def item(self, kind: str, key: str) -> Item | None:
        """The item of a key."""
        row = self._base.execute(
            "SELECT parent, form, file, row, doc FROM item WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        return row and Item(key, row[0], row[1], Where(row[2], row[3]), decode(row[4]))

    def has(self, kind: str, key: str) -> bool:
        """Whether there is an item of a key."""
        found = self._base.execute("SELECT 1 FROM item WHERE kind = ? AND key = ?", (kind, key))
        return found.fetchone() is not None

    def parts(self, owner: str, key: str) -> list[Part]:
        """The parts of an item."""
        found = self._base.execute(
            "SELECT kind, form, doc FROM part WHERE owner = ? AND key = ? ORDER BY rowid LIMIT ?",
            (owner, key, MOST_PARTS),
        )
        return [Part(kind, form, decode(doc)) for kind, form, doc in found]

    def places(self, organisation: str) -> list[Item]:
        """The locations of an organisation and of its services."""
        found = self._base.execute(
            "SELECT item.key, item.parent, form, file, row, doc FROM stands JOIN item ON "
            "item.kind = 'location' AND item.key = place WHERE organisation = ? ORDER BY seq LIMIT ?",
            (organisation, MOST_PARTS),
        )
        return [
            Item(key, parent, form, Where(file, row), decode(doc))
            for key, parent, form, file, row, doc in found.fetchall()
        ]

    def count(self, kind: str) -> int:
        """How many items of a kind there are."""
        (found,) = self._base.execute(
            "SELECT count(*) FROM item WHERE kind = ?", (kind,)
        ).fetchone()
        return int(found)
