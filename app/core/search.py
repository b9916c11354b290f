"""The directory of all records: their titles in every language, and the full-text index.

Lists, the find box and reference pickers read it, so that none of them has to open the records
themselves. It is written by the recorder in the transaction of the change.
"""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    TextClause,
    column,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core import setting
from app.core.fault import InvalidValue
from app.core.field import fields_of
from app.core.identifier import IDENTIFIERS
from app.core.record import Record, Table, record_kinds
from app.core.text import _l, current_language, languages, pick
from app.core.value import Naming, Reference, naming

words_table = table(
    "directory_words", column("rowid", Integer), column("kind"), column("title"), column("words")
)


class DirectoryEntry(Table):
    """One record, whatever its kind."""

    __tablename__ = "directory_entry"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[str] = mapped_column(String(36), unique=True)


class DirectoryTitle(Table):
    """What a record is called in one language, with the key that sorts it."""

    __tablename__ = "directory_title"
    __table_args__ = (
        # Holds all that a list's order asks for, so that the rows themselves aren't read for it.
        Index(
            "ix_directory_title_order",
            *("kind", "deleted", "language", "sort_key", "record_id", "entry_id"),
        ),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("directory_entry.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[str] = mapped_column(String(36))
    deleted: Mapped[bool] = mapped_column(Boolean)
    sort_key: Mapped[str] = mapped_column(String)
    title: Mapped[str] = mapped_column(String)
    lead: Mapped[str] = mapped_column(String)


@dataclass(frozen=True)
class Hit:
    """A record that was found."""

    kind: str
    record_id: str
    title: str
    lead: str


LANGUAGES = "search.languages"
"""The setting that tells for which languages the directory was made."""
SECRET = "search.secret"  # noqa: S105 - a name, not the key
"""The setting with the key of the hashes by which secrets are found."""

_LAST_LETTERS = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
_DIGITS = re.compile(r"\d+")
_BRACKETED = re.compile(r"\(([^()]+)\)$")
_CODE_LENGTH = 11
_BLIND = "\ue000"
"""Begins what stands for a secret: a letter of private use, which no keyboard types."""
_TOKEN = re.compile(rf"[\w{_BLIND}]+")


def sort_key(title: str) -> str:
    """A key in the Finnish alphabet (… z å ä ö), numbers by their size, case and accents aside."""
    folded = title.casefold().translate(_LAST_LETTERS)
    plain = folded
    if not folded.isascii():
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)
        )
    return _DIGITS.sub(lambda match: match[0].zfill(9), plain)[:120]


def match_expression(words: str, kinds: Sequence[str] = ()) -> str:
    """The FTS5 expression in which every word of ``words`` begins some word of the record.

    It is ``""`` when there is no letter or digit to look for.
    """
    tokens = [
        token.replace("_", " ") for token in _TOKEN.findall(unicodedata.normalize("NFC", words))
    ]
    if not tokens:
        return ""
    looked_for = " AND ".join(f'{{title words}} : "{token}"*' for token in tokens)
    if kinds:
        wanted = " OR ".join(_kind_token(kind) for kind in kinds)
        return f"kind : ({wanted}) AND {looked_for}"
    return looked_for


def _kind_token(kind: str) -> str:
    return kind.replace("_", "")


def blinded(session: Session, words: str) -> str:
    """What was typed, with each whole personal identity code in the form that the index holds."""
    words = words.replace(_BLIND, " ")
    codes = {part: code for part in words.split() if (code := _whole(part))}
    key = setting.get(session, SECRET) if codes else None
    if not key:
        return words
    return " ".join(_blind(key, codes[part]) if part in codes else part for part in words.split())


def _whole(part: str) -> str:
    if len(part) != _CODE_LENGTH:
        return ""
    try:
        return IDENTIFIERS["personal_id"].normalise(part)
    except InvalidValue:
        return ""


def _blind(key: str, secret: str) -> str:
    return (
        _BLIND
        + hashlib.blake2b(secret.encode(), key=bytes.fromhex(key), digest_size=16).hexdigest()
    )


def _blinds(session: Session, record: Record) -> list[str]:
    found = [
        secret
        for name, field in fields_of(type(record)).items()
        for secret in field.value.secrets(getattr(record, name))
    ]
    if not found:
        return []
    key = setting.get(session, SECRET)
    if not key:
        key = secrets.token_hex(32)
        setting.put(session, SECRET, key)
    return [_blind(key, secret) for secret in found]


def index(session: Session, records: Iterable[Record], uncovered: Collection[str] = ()) -> None:
    """Bring the directory up to date with ``records``, and with those that are named by them.

    ``uncovered`` are the ids of those that withhold something else than before.
    """
    by_id = {record.id: record for record in records}
    if not by_id:
        return
    known: dict[str, int] = {}
    ids = list(by_id)
    for start in range(0, len(ids), 500):
        known.update(
            session.execute(
                select(DirectoryEntry.record_id, DirectoryEntry.id).where(
                    DirectoryEntry.record_id.in_(ids[start : start + 500])
                )
            ).all()
        )
    named_before = _named(session, known)
    if known:
        _forget(session, list(known.values()))
    for record in by_id.values():
        if record.NAMED_BY and inspect(record).persistent:
            session.expire(record, record.NAMED_BY)  # it may have been made to point elsewhere
    if fresh := [record for record in by_id.values() if record.id not in known]:
        top = session.scalar(select(func.max(DirectoryEntry.id))) or 0
        rows = [
            {"id": top + number, "kind": record.kind.name, "record_id": record.id}
            for number, record in enumerate(fresh, start=1)
        ]
        session.execute(insert(DirectoryEntry), rows)
        known.update((row["record_id"], row["id"]) for row in rows)
    titles = [row for record in by_id.values() for row in _titles(record, known[record.id])]
    session.execute(insert(DirectoryTitle), titles)
    if found := [_words(session, r, known[r.id]) for r in by_id.values() if r.deleted_at is None]:
        session.execute(words_table.insert(), found)
    named_now = {(row["record_id"], row["language"]): row["title"] for row in titles}
    renamed = {key[0] for key, title in named_before.items() if named_now.get(key) != title}
    renamed |= by_id.keys() & set(uncovered)
    for record_id in renamed:
        index(session, _followers(session, by_id[record_id]))


def _named(session: Session, known: Mapping[str, int]) -> dict[tuple[str, str], str]:
    """What those records that others are named by were called until now, by id and language."""
    followed = {kind for kind, _follower, _name in _namings()}
    entries = list(known.values())
    found: dict[tuple[str, str], str] = {}
    for start in range(0, len(entries), 500):
        rows = session.execute(
            select(DirectoryTitle.record_id, DirectoryTitle.language, DirectoryTitle.title).where(
                DirectoryTitle.entry_id.in_(entries[start : start + 500]),
                DirectoryTitle.kind.in_(followed),
            )
        )
        found.update({(record_id, language): title for record_id, language, title in rows})
    return found


def _followers(session: Session, record: Record) -> list[Record]:
    found: list[Record] = []
    for kind, follower, name in _namings():
        if kind == record.kind.name:
            found += session.scalars(select(follower).where(getattr(follower, name) == record))
    return found


def _namings() -> list[tuple[str, type[Record], str]]:
    """Which kinds give their titles to which records, through which relationship."""
    return [
        (inspect(record).relationships[name].mapper.class_.kind.name, record, name)
        for record in record_kinds().values()
        for name in record.NAMED_BY
    ]


def _forget(session: Session, entry_ids: list[int]) -> None:
    rows = [{"entry": entry_id} for entry_id in entry_ids]
    connection = session.connection()
    connection.execute(text("DELETE FROM directory_title WHERE entry_id = :entry"), rows)
    connection.execute(text("DELETE FROM directory_words WHERE rowid = :entry"), rows)


def _titles(record: Record, entry_id: int) -> list[dict[str, Any]]:
    title, lead = record.title(), record.lead()
    return [
        {
            "entry_id": entry_id,
            "language": language,
            "kind": record.kind.name,
            "record_id": record.id,
            "deleted": record.deleted_at is not None,
            "sort_key": sort_key(pick(title, language)),
            "title": pick(title, language),
            "lead": pick(lead, language),
        }
        for language in languages()
    ]


def _words(session: Session, record: Record, entry_id: int) -> dict[str, Any]:
    found = _blinds(session, record)
    withheld = record.withheld()
    for name, field in fields_of(type(record)).items():
        if field.searched and name not in withheld:
            found.extend(field.value.words(getattr(record, name)))
    return {
        "rowid": entry_id,
        "kind": _kind_token(record.kind.name),
        "title": " ".join(dict.fromkeys(record.title().values())),
        "words": unicodedata.normalize("NFC", "\n".join(dict.fromkeys(found))),
    }


BEST_OF_A_KIND = 2
"""So many of each kind stand before all others, where none may push the rest out."""


def find(
    session: Session,
    words: str,
    kinds: Sequence[str] = (),
    limit: int = 50,
    language: str | None = None,
    each: int | None = None,
) -> list[Hit]:
    """Records in which every word is found, the best first: in the title before elsewhere.

    ``each`` is the most of one kind, so that a client's visits don't leave out the client; then the best few
    of every kind stand before the rest. What belongs to another record comes after what stands by itself.
    """
    expression = match_expression(blinded(session, words), kinds)
    if not expression:
        return []
    matches = (
        select(column("rowid", Integer), text("bm25(directory_words, 0.0, 10.0, 1.0) AS score"))
        .select_from(table("directory_words"))
        .where(text("directory_words MATCH :expression"))
        .limit(2000)
        .subquery()
    )
    best = (text("score"), DirectoryTitle.sort_key)
    place = func.row_number().over(partition_by=DirectoryTitle.kind, order_by=best).label("place")
    found = (
        select(
            DirectoryTitle.kind,
            DirectoryTitle.record_id,
            DirectoryTitle.title,
            DirectoryTitle.lead,
            DirectoryTitle.sort_key,
            text("score"),
            place,
        )
        .join(matches, matches.c.rowid == DirectoryTitle.entry_id)
        .where(DirectoryTitle.language == (language or current_language()))
        .subquery()
    )
    statement = select(found.c.kind, found.c.record_id, found.c.title, found.c.lead)
    owned = [record.kind.name for record in record_kinds().values() if record.kind.owner]
    order: list[ColumnElement[Any] | TextClause] = [
        found.c.kind.in_(owned),
        text("score"),
        found.c.sort_key,
    ]
    if each:
        statement = statement.where(found.c.place <= each)
        order.insert(0, found.c.place > BEST_OF_A_KIND)
    rows = session.execute(
        statement.order_by(*order).limit(limit),
        {"expression": expression},
    )
    return [Hit(*row) for row in rows]


def titles(session: Session, ids: Sequence[str], language: str | None = None) -> dict[str, str]:
    """What the records with ``ids`` are called; an unknown id is left out."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        rows = session.execute(
            select(DirectoryTitle.record_id, DirectoryTitle.title).where(
                DirectoryTitle.entry_id.in_(
                    select(DirectoryEntry.id).where(
                        DirectoryEntry.record_id.in_(ids[start : start + 500])
                    )
                ),
                DirectoryTitle.language == (language or current_language()),
            )
        )
        found.update(rows.all())
    return found


@contextmanager
def names(session: Session) -> Generator[None]:
    """Within it, references to other records are shown by their titles, and read from them."""

    def name(record_id: str) -> str:
        return titles(session, [record_id]).get(record_id, "–")

    def write(kind: str, record_id: str) -> str:
        record = record_kinds()[kind]
        found = session.get(record, record_id) if record.kind.key else None
        key = getattr(found, record.kind.key) if found else ""
        if key:
            return f"{name(record_id)} ({key})"
        return name_apart(session, kind, record_id) or name(record_id)

    def find_one(kind: str, called: str) -> str:
        return meant(session, record_kinds()[kind], called)

    with naming(Naming(name, write, find_one)):
        yield


def meant(session: Session, record: type[Record], called: str) -> str:
    """The id of the record in use that has this key or, in any language, this title.

    A key in brackets after the title, as files have it, counts as the key. What belongs to another record and
    has namesakes can be told by that one's title in brackets.

    Raises:
        InvalidValue: there is none, or there are several.
    """
    found: set[str] = set()
    if record.kind.key:
        key = record.__table__.columns[record.kind.key]
        bracketed = _BRACKETED.search(called)
        keys = {called.lower(), bracketed[1].lower()} if bracketed else {called.lower()}
        same = select(record.id).where(func.lower(key).in_(keys), record.deleted_at.is_(None))
        found.update(session.scalars(same))
    if not found:
        found = _titled(session, record, called)
    if not found and record.kind.owner:
        found = _titled_with_owner(session, record, called)
    if len(found) > 1 and record.kind.owner:
        one = min(found)
        raise InvalidValue(
            _l(
                "Several are called “{words}”. Write after it in brackets what it belongs to: “{example}”.",
                words=called,
                example=f"{called} ({_owner_title(session, record, one)})",
            )
        )
    if len(found) > 1:
        raise InvalidValue(
            _l(
                "Several are called “{words}”. Write the code or number of the right one instead.",
                words=called,
            )
        )
    if not found:
        raise InvalidValue(
            _l("Nothing is called “{words}”. Write its code or its whole name.", words=called)
        )
    return found.pop()


def name_apart(session: Session, kind: str, record_id: str) -> str:
    """What a record is called; one with namesakes with what it belongs to in brackets. Blank when it has gone."""
    name, record = titles(session, [record_id]).get(record_id, ""), record_kinds()[kind]
    if not name or not record.kind.owner or len(_titled(session, record, name)) <= 1:
        return name
    owner = _owner_title(session, record, record_id)
    return f"{name} ({owner})" if owner else name


def _titled(session: Session, record: type[Record], called: str) -> set[str]:
    """The ids of the records in use that have a title in any language."""
    query = select(DirectoryTitle.record_id).where(
        DirectoryTitle.kind == record.kind.name,
        DirectoryTitle.deleted.is_(False),
        DirectoryTitle.language.in_(languages()),
        DirectoryTitle.sort_key == sort_key(called),
        DirectoryTitle.title == called,
    )
    return set(session.scalars(query))


def _titled_with_owner(session: Session, record: type[Record], called: str) -> set[str]:
    """The ids of those called ``title (title of what it belongs to)``; both may have brackets of their own."""
    found: set[str] = set()
    owners = fields_of(record)[record.kind.owner].value
    assert isinstance(owners, Reference)
    owner = record.__table__.columns[record.kind.owner]
    for start in re.finditer(r" \(", called if called.endswith(")") else ""):
        own = called[: start.start()], called[start.end() : -1]
        ids = _titled(session, record, own[0])
        of = _titled(session, record_kinds()[owners.kind], own[1]) if ids else set()
        if of:
            query = select(record.id).where(record.id.in_(ids), owner.in_(of))
            found.update(session.scalars(query))
    return found


def _owner_title(session: Session, record: type[Record], record_id: str) -> str:
    """What the record is called to which one belongs; blank when there is none."""
    owner = record.__table__.columns[record.kind.owner]
    owner_id = session.scalar(select(owner).where(record.id == record_id))
    return titles(session, [owner_id]).get(owner_id, "") if owner_id else ""


def follow_languages(session: Session, kinds: Iterable[type[Record]]) -> bool:
    """Rebuild the directory if the program speaks other languages than when it was made."""
    spoken = list(languages())
    if setting.get(session, LANGUAGES) == spoken:
        return False
    rebuild(session, kinds)
    setting.put(session, LANGUAGES, spoken)
    return True


def rebuild(session: Session, kinds: Iterable[type[Record]]) -> None:
    """Make the whole directory anew, for example when a language has been added."""
    for name in ("directory_words", "directory_title", "directory_entry"):
        session.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - names of our own tables
    for record in kinds:
        for part in session.scalars(select(record).execution_options(yield_per=500)).partitions():
            index(session, part)
