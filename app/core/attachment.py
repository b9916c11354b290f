"""Files kept inside the store, beside the record they belong to."""

import hashlib
import mimetypes
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import ForeignKey, Index, LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.change import Changes
from app.core.fault import Missing, Refusal
from app.core.field import described
from app.core.record import Kind, Record, Table
from app.core.text import LanguageText, _l
from app.core.value import PlainText, Whole

LIMIT = 25 * 1024 * 1024
"""The largest file that is kept, in bytes."""
PROGRAMS = frozenset(
    [
        "app",
        "bat",
        "chm",
        "cmd",
        "com",
        "command",
        "cpl",
        "desktop",
        "dll",
        "dmg",
        "docm",
        "dotm",
        "exe",
        "hta",
        "htm",
        "html",
        "inf",
        "iso",
        "jar",
        "js",
        "jse",
        "lnk",
        "mht",
        "msi",
        "msp",
        "pif",
        "potm",
        "ppam",
        "ppsm",
        "pptm",
        "ps1",
        "py",
        "pyw",
        "reg",
        "scr",
        "sct",
        "sh",
        "svg",
        "url",
        "vb",
        "vbe",
        "vbs",
        "ws",
        "wsf",
        "wsh",
        "xhtml",
        "xlam",
        "xll",
        "xlsb",
        "xlsm",
        "xltm",
    ]
)
"""Endings of files that could run something when they are opened; they are not kept."""
_FOLDER_PREFIX = "kumppani-copies-"
_FOLDER_LOCK = "in-use.lock"


class Attachment(Record):
    """A file that belongs to a record; its bytes lie apart, so that lists stay light."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_belongs_to", "belongs_to"),)

    kind = Kind(
        "attachment",
        "attachments",
        _l("Attachment"),
        _l("Attachments"),
        "paperclip",
        bound=True,
    )

    name: Mapped[str] = described(PlainText(200), _l("File name"), searched=True)
    media_type: Mapped[str] = described(PlainText(100), _l("File type"))
    size: Mapped[int] = described(Whole(), _l("Size in bytes"))
    sha256: Mapped[str] = described(PlainText(64), _l("Checksum"))
    belongs_to: Mapped[str] = described(PlainText(36), _l("Belongs to"))

    def title(self) -> LanguageText:
        return {"en": self.name}


class AttachmentContent(Table):
    """The bytes of an attachment, encrypted like everything in the store."""

    __tablename__ = "attachment_content"

    attachment_id: Mapped[str] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, nullable=True, deferred=True)


def attach(session: Session, record_id: str, path: Path) -> Changes:
    """Keep a copy of the file at ``path`` with a record; ``result`` is the attachment's id.

    Raises:
        Refusal: the file can't be read, is larger than :data:`LIMIT`, or is one of :data:`PROGRAMS`.
    """
    if path.suffix.removeprefix(".").casefold() in PROGRAMS:
        raise Refusal(
            _l(
                "{name} could run something on the computer when it is opened, so it isn't kept here. "
                "Save what it shows as a PDF or a picture and add that.",
                name=path.name,
            )
        )
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise Refusal(
                _l(
                    "{name} is too large to keep here: the limit is {limit} megabytes.",
                    name=path.name,
                    limit=LIMIT // 1024 // 1024,
                )
            )
        content = path.read_bytes()
    except OSError as fault:
        raise Refusal(
            _l("{name} can't be read. Check that it is there and not locked.", name=path.name)
        ) from fault
    return attach_bytes(session, record_id, path.name, content)


def attach_bytes(session: Session, record_id: str, name: str, content: bytes) -> Changes:
    """Keep ``content`` under ``name`` with a record; ``result`` is the attachment's id."""
    attachment = Attachment(
        name=Path(name).name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        belongs_to=record_id,
    )
    session.add(attachment)
    session.flush()
    session.add(AttachmentContent(attachment_id=attachment.id, content=content))
    return Changes(_l("Added the file {name}", name=attachment.name), attachment.id)


def attachments(session: Session, record_id: str) -> list[Attachment]:
    """The files of a record, oldest first, without those in the bin."""
    return list(
        session.scalars(
            select(Attachment)
            .where(Attachment.belongs_to == record_id, Attachment.deleted_at.is_(None))
            .order_by(Attachment.id)
        )
    )


def content(session: Session, attachment_id: str) -> bytes:
    """The bytes of an attachment.

    Raises:
        Missing: there is no such attachment.
    """
    found = session.scalar(
        select(AttachmentContent.content).where(AttachmentContent.attachment_id == attachment_id)
    )
    if found is None:
        raise Missing
    return found


class PrivateCopies:
    """Plain copies of attachments for other programs to open, removed when this is closed.

    They lie in a folder that only this user can read. Folders left behind by a crash are removed at
    the next start; a lock in each tells those that another window is using.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock: FileLock | None = None

    def copy(self, session: Session, attachment_id: str) -> Path:
        """Write a read-only copy and return where it is."""
        attachment = session.get(Attachment, attachment_id)
        if attachment is None:
            raise Missing
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX))
            self._lock = FileLock(self._folder / _FOLDER_LOCK)
            self._lock.acquire()
        place = self._folder / attachment_id
        place.mkdir(exist_ok=True)
        path = place / attachment.name
        path.write_bytes(content(session, attachment_id))
        return path

    def close(self) -> None:
        """Remove every copy."""
        if self._lock:
            self._lock.release()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = self._lock = None


def remove_left_copies() -> None:
    """Remove the copies of runs that crashed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER_PREFIX}*"):
        try:
            with FileLock(folder / _FOLDER_LOCK, timeout=0):
                pass
        except (Timeout, OSError):  # another window uses it, or another person's
            continue
        shutil.rmtree(folder, ignore_errors=True)
