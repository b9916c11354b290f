"""What office and register say to each other: the messages, the addresses and the limits.

JSON by msgspec in both directions; bodies are compressed with zstd. ``fields`` are kept as they came
(:class:`msgspec.Raw`), so that what a newer version has added passes through an older one unharmed.
"""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Raw, Struct

from app.sync import stamp as stamps

VERSION = 1
LOWEST = 1
"""The lowest version of the protocol with which a register of this program still talks."""
VERSION_HEADER = "Kumppani-Protocol"

ENROL = "/sync/v1/enrol"
RENEW = "/sync/v1/renew"
PUSH = "/sync/v1/push"
PULL = "/sync/v1/pull"
RECORDS = "/sync/v1/records"
DIGESTS = "/sync/v1/digests"
HEADS = "/sync/v1/heads"
OFFICES = "/sync/v1/offices"
NETWORK = "/sync/v1/network"
BLOBS = "/sync/v1/blobs"

MOST_CHANGES = 500
MOST_BYTES = 1024 * 1024
"""The largest body of a push before it is compressed, in bytes."""
MOST_ANSWER = 32 * 1024 * 1024
"""No answer of a register is larger, unpacked; an office reads no further."""
MOST_PULLED = 1000
"""So many records come in one page at most."""
MOST_BLOB = 5 * 1024 * 1024
MOST_FIELDS = 200
MOST_RECORD = 256 * 1024
"""The largest record: the length of its fields in JSON, in bytes."""

Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" + stamps.END)]
Kind = Annotated[str, Meta(pattern=r"^[a-z][a-z_]{0,39}" + stamps.END)]
FieldName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,59}" + stamps.END)]
Stamp = Annotated[str, Meta(pattern=stamps.PATTERN)]
Base = Annotated[str, Meta(pattern=rf"^([0-9a-f]{{{stamps.LENGTH}}})?{stamps.END}")]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}" + stamps.END)]
Position = Annotated[int, Meta(ge=0, le=2**62)]
Moment = Annotated[int, Meta(ge=0, lt=2**47)]
"""Milliseconds since 1970 UTC, as far as stamps of their width reach."""


class Code(StrEnum):
    """Why something was refused; an office tells it in words of its own language."""

    MALFORMED = "malformed"
    """The request isn't what the protocol says."""
    TOO_LARGE = "too_large"
    TOKEN = "token"  # noqa: S105 - a word
    """The token isn't known, or was revoked: the office was disconnected."""
    UPDATE = "update"
    """The office's program is too old for this register."""
    SLOW_DOWN = "slow_down"
    """Too many requests; the header Retry-After says when to try again."""
    BUSY = "busy"
    INVITATION = "invitation"
    """The code isn't known, was used, has expired, or was tried wrongly too often."""
    COPY = "copy"
    """Another copy of the same file is ahead of this one: it has to renew itself as a device of its own."""
    FRESH = "fresh"
    """The office was away for longer than deletions are kept: it has to take a fresh copy."""
    UNKNOWN_KIND = "unknown_kind"
    NOT_YOURS = "not_yours"
    """The record belongs to somebody else, or the role doesn't allow it."""
    CLOCK = "clock"
    """The stamp is ahead of the register's clock, or it isn't of this device."""
    VALUE = "value"
    """The value isn't of the shape that the field has."""
    UNKNOWN_RECORD = "unknown_record"
    """A part of a record that the register doesn't have: the office sends all of it."""
    CERTIFICATE = "certificate"
    """The certificate's content doesn't agree with its fields, or names what doesn't exist."""
    MISSING = "missing"
    """There is nothing at this address."""


class Role(StrEnum):
    """What a device may do in its network."""

    MEMBER = "member"
    CERTIFIER = "certifier"
    COORDINATOR = "coordinator"


class Outcome(StrEnum):
    """What became of a change."""

    APPLIED = "applied"
    SUPERSEDED = "superseded"
    REFUSED = "refused"


class Fault(Struct, omit_defaults=True):
    """A refused request. ``now`` is the register's clock in milliseconds."""

    code: Code
    reason: str
    now: int = 0


class Named(Struct):
    """A network or an organisation of it."""

    id: str
    name: str


class PublicKey(Struct):
    """A key by which the register's signatures are checked: Ed25519, 32 bytes in base64.

    ``until`` is the day after which the register signs nothing with it, ``""`` while it does.
    """

    id: str
    key: str
    since: str
    until: str = ""


class EnrolRequest(Struct):
    """``code`` is the one-time code of an invitation, ``device`` the id of this copy of the office's file."""

    code: Annotated[str, Meta(max_length=64)]
    device: Id


class RenewRequest(Struct):
    """Asked with the token of the device that this copy was made from."""

    device: Id


class Enrolled(Struct):
    """What a device knows from now on. The token is told this once."""

    token: str
    device: str
    network: Named
    organisation: Named
    role: Role
    keys: list[PublicKey]
    position: Position
    now: Moment


class NetworkAnswer(Struct):
    """What a device may know of its network at any time."""

    network: Named
    organisation: Named
    role: Role
    keys: list[PublicKey]
    position: Position
    now: Moment


class Change(Struct, omit_defaults=True, gc=False):
    """Some fields of one record that were given values at the same moment.

    Attributes:
        id: the change's own; it is applied at most once.
        kind: the kind of the record; ``record`` is its id.
        stamp: when and by which device.
        fields: the values by name.
        bases: for each field the stamp of the value that was there before, as far as the register knows it.
        whole: these are all fields of a record that the register doesn't know yet.
    """

    id: Id
    kind: Kind
    record: Id
    stamp: Stamp
    fields: Raw
    bases: dict[FieldName, Base] = {}
    whole: bool = False


class PushRequest(Struct):
    """``after`` is the cursor of the office."""

    after: Position
    changes: Annotated[list[Change], Meta(max_length=MOST_CHANGES)]


class RefusedField(Struct):
    """Why a field was refused; the field ``""`` stands for the whole change."""

    field: str
    code: Code
    reason: str


class Current(Struct):
    """A later value that stands in the register."""

    value: Raw
    stamp: Stamp


class Answer(Struct, omit_defaults=True, gc=False):
    """What became of one change.

    Attributes:
        id: the change's.
        outcome: ``applied`` when at least one field was; ``superseded`` when later values stand for all
            that weren't refused; ``refused`` when all were.
        refused: the fields that were refused and why.
        current: the later values of the fields that were superseded.
    """

    id: str
    outcome: Outcome = Outcome.APPLIED
    refused: list[RefusedField] = []
    current: dict[str, Current] = {}


class PushAnswer(Struct):
    """The answers in the order of the changes."""

    answers: list[Answer]
    now: Moment


class RecordState(Struct):
    """A record as it stands: ``stamps`` are those of its fields, in short (see ``merge.Stamps``)."""

    id: Id
    kind: Kind
    owner: str
    fields: Raw
    stamps: dict[str, Stamp]


class Lost(Struct):
    """A value of this organisation that another office overwrote without having seen it.

    Attributes:
        id: the notice's own.
        record: the record, of kind ``kind``; ``field`` is which of its fields.
        value: the value that was overwritten; ``stamp`` is its stamp.
        later: the stamp of the value that stands there now; ``by`` is whose office wrote it.
    """

    id: Id
    kind: Kind
    record: Id
    field: FieldName
    value: Raw
    stamp: Stamp
    later: Stamp
    by: str


class PullAnswer(Struct):
    """A page of what has changed since a cursor.

    Attributes:
        records: in the order in which they were last changed, each once, without those that only this
            device has changed since.
        lost: values of this organisation that were overwritten unseen.
        next: the cursor after this page.
        more: whether another page waits.
        position: the register's latest position.
        now: the register's clock in milliseconds.
    """

    records: list[RecordState]
    lost: list[Lost]
    next: Position
    more: bool
    position: Position
    now: Moment


class RecordsRequest(Struct):
    """Records to be told as they stand, whoever changed them last."""

    ids: Annotated[list[Id], Meta(max_length=MOST_PULLED)]


class RecordsAnswer(Struct):
    """Those of the records that the register has."""

    records: list[RecordState]


class Digest(Struct):
    """All records of a kind in short: how many, and the sum of their marks (see ``digest.mark``)."""

    count: int
    sum: int


class DigestsAnswer(Struct):
    """A digest for each kind, at a position."""

    kinds: dict[str, Digest]
    position: int


class HeadsAnswer(Struct):
    """The mark of each record of one kind."""

    marks: dict[str, int]


class OfficesAnswer(Struct):
    """Whose device each tag is, by the name of its organisation."""

    offices: dict[str, str]


class PictureFile(Struct):
    """A picture in a record: its file lies apart, under the checksum of its content."""

    sha256: Sha256
    name: Annotated[str, Meta(max_length=200)]
    media_type: Annotated[str, Meta(max_length=100)]
    size: Annotated[int, Meta(ge=0, le=MOST_BLOB)]


class BlobAnswer(Struct):
    """A blob that the register holds: so many of its bytes have arrived."""

    sha256: str
    received: int
    complete: bool


encode = msgspec.json.encode
as_builtins = msgspec.to_builtins
