"""The tables of the catalogue, for SQLite and PostgreSQL. The network id comes first in every key.

An entry has a number within its network. Which entries have a word or belong to a class is told by *postings*:
for each word a set of numbers, cut into blocks of :data:`BLOCK` (see :mod:`app.catalogue.postings`).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

BLOCK = 4096
"""So many numbers stand in one row of postings."""
MOST_TERM, MOST_SORT, MOST_ORDERING = 80, 160, 20

metadata = MetaData(
    naming_convention={"ix": "ix_%(column_0_label)s", "pk": "pk_%(table_name)s"},
)


def _text(length: int) -> TypeEngine[str]:
    """Text that is compared letter by letter, in PostgreSQL as SQLite does."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _id(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, String(36), primary_key=key, nullable=False)


def _number(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=False, autoincrement=False)


state = Table(
    "catalogue_state",
    metadata,
    _id("network_id", key=True),
    # Up to which position of the network the catalogue has followed.
    _number("position"),
    _number("last_number"),
    # Which version of the program's rules has made it; another one makes it anew.
    _number("version"),
    # A count of the times that it was made anew: an entry with a lower one wasn't met again.
    _number("generation"),
    Column("rebuilding", Boolean, nullable=False),
)
entry = Table(
    "catalogue_entry",
    metadata,
    _id("network_id", key=True),
    _id("record_id", key=True),
    _number("number"),
    Column("kind", String(40), nullable=False),
    _id("owner"),
    # shown, ended (found by its id only) or hidden.
    Column("state", String(10), nullable=False),
    # What is known of the record, cleaned, as JSON; its terms, one a line, and its words.
    Column("fields", Text, nullable=False),
    Column("terms", Text, nullable=False),
    Column("words", Text, nullable=False),
    _number("modified_at"),
    _number("ended_at"),
    _number("generation"),
    Index("ix_catalogue_entry_number", "network_id", "number", unique=True),
    Index("ix_catalogue_entry_owner", "network_id", "owner", "kind"),
    # With the number in it nothing else has to be read: the rows of entries are long.
    Index("ix_catalogue_entry_modified", "network_id", "kind", "modified_at", "number"),
)
posting = Table(
    "catalogue_posting",
    metadata,
    _id("network_id", key=True),
    _number("block", key=True),
    Column("facet", _text(60), primary_key=True, nullable=False),
    Column("term", _text(MOST_TERM), primary_key=True, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
ordering = Table(
    "catalogue_ordering",
    metadata,
    _id("network_id", key=True),
    _number("number", key=True),
    # By what: the code of a language for the title in it, or "day".
    Column("by", _text(MOST_ORDERING), primary_key=True, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("sort", _text(MOST_SORT), nullable=False),
    Index("ix_catalogue_ordering_sort", "network_id", "kind", "by", "sort", "number"),
    sqlite_with_rowid=False,
)
span = Table(
    "catalogue_span",
    metadata,
    # What holds of a shown entry on some days only: a certificate that is valid, a price.
    _id("network_id", key=True),
    _number("number", key=True),
    Column("facet", _text(20), primary_key=True, nullable=False),
    _number("part", key=True),
    Column("term", _text(MOST_TERM), nullable=False),
    Column("first", _text(10), nullable=False),
    Column("last", _text(10), nullable=False),
    _number("amount"),
    Index(
        "ix_catalogue_span_facet",
        "network_id",
        "facet",
        "amount",
        "last",
        "first",
        "term",
        "number",
    ),
    sqlite_with_rowid=False,
)
link = Table(
    "catalogue_link",
    metadata,
    # Which records name another one: a certificate its services, a path those of its steps.
    _id("network_id", key=True),
    _id("target", key=True),
    _id("record_id", key=True),
    Index("ix_catalogue_link_record", "network_id", "record_id"),
    sqlite_with_rowid=False,
)
