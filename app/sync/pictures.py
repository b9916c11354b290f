"""Pictures of shared records: the record tells their checksum, the file itself travels apart, once."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256 as checksum
from pathlib import PurePath
from typing import Any

import msgspec
from sqlalchemy import Column, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import String

from app.core import attachment
from app.core.attachment import Attachment
from app.core.store import Store
from app.sync import link as links
from app.sync.kinds import shared_kinds
from app.sync.protocol import BLOBS, MOST_BLOB, Change, Code, PictureFile, RecordState
from app.sync.register_api import Refused, Register

_SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})
_NOTHING = msgspec.Raw(b"null")


def in_json(column: Column[Any]) -> ColumnElement[Any]:
    """An expression that gives what a record tells of a picture as JSON text, from the column with its id."""
    file = Attachment.__table__.alias()
    told = func.json_object(
        *("sha256", file.c.sha256, "name", file.c.name),
        *("media_type", file.c.media_type, "size", file.c.size),
    )
    return select(told).where(file.c.id == type_coerce(column, String)).scalar_subquery()


def told(session: Session, attachment_id: str | None) -> dict[str, Any] | None:
    """What a record tells of a picture."""
    found = session.get(Attachment, attachment_id) if attachment_id else None
    if found is None:
        return None
    file = PictureFile(found.sha256, found.name, found.media_type, found.size)
    return msgspec.to_builtins(file)


def kept(session: Session, record_id: str, value: Any, files: Mapping[str, bytes]) -> str | None:
    """The id of the attachment that holds a picture that came in, made when it isn't here yet.

    Raises:
        LookupError: its file didn't come with it.
        ValueError: it isn't a picture.
    """
    if value is None:
        return None
    file = msgspec.convert(value, PictureFile)
    for known in attachment.attachments(session, record_id):
        if known.sha256 == file.sha256:
            return known.id
    content = files[file.sha256]
    if PurePath(file.name).suffix.lower() not in _SUFFIXES:  # nothing that a computer would run
        raise ValueError(file.name)
    return str(attachment.attach_bytes(session, record_id, file.name, content).result)


def _named(fields: msgspec.Raw, names: Iterable[str]) -> list[PictureFile]:
    found = []
    for name in names:
        with suppress(ValueError, RecursionError):  # of a newer program: not a picture that we know
            values = msgspec.json.decode(fields, type=dict[str, msgspec.Raw])
            found.append(msgspec.json.decode(values.get(name, _NOTHING), type=PictureFile | None))
    return [each for each in found if each]


def send(store: Store, register: Register, changes: Sequence[Change]) -> None:
    """Send the pictures of changes that are about to be sent, those that the register lacks.

    Raises:
        Refused, Stopped: as ``Register.get``. A picture that the register doesn't take stays here.
    """
    for change in changes:
        names = shared_kinds()[change.kind].pictures
        for file in _named(change.fields, names) if names else ():
            with store.read() as session:
                query = select(Attachment.id).where(Attachment.sha256 == file.sha256).limit(1)
                found = session.scalar(query)
                content = attachment.content(session, found) if found else b""
            if content and len(content) <= MOST_BLOB:
                _put(register, file.sha256, content)


def _put(register: Register, sha256: str, content: bytes) -> None:
    try:
        register.put_bytes(f"{BLOBS}/{sha256}", content)
    except Refused as fault:
        if fault.fault.code not in {Code.VALUE, Code.TOO_LARGE, Code.MALFORMED}:
            raise


def fetched(store: Store, register: Register, states: Sequence[RecordState]) -> dict[str, bytes]:
    """The pictures of the office's own records in a page that aren't here yet, by checksum.

    Raises:
        Refused, Stopped: as ``Register.get``. One that the register doesn't have as it was is left out.
    """
    with store.read() as session:
        link = links.connected(session)
        wanted = [
            file.sha256
            for state in states
            if link and state.owner == link.organisation_id and state.kind in shared_kinds()
            for file in _named(state.fields, shared_kinds()[state.kind].pictures)
        ]
        query = select(Attachment.sha256).where(Attachment.sha256.in_(wanted))
        here = set(session.scalars(query)) if wanted else set()
    files = {}
    for sha256 in set(wanted) - here:
        try:
            content = register.get_bytes(f"{BLOBS}/{sha256}")
            if checksum(content).hexdigest() == sha256:
                files[sha256] = content
        except Refused as fault:
            if fault.fault.code != Code.MISSING:
                raise
    return files
