"""Whether the values of a change have the shape that their fields have. Pure functions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, get_args

import msgspec

import app.rooms  # noqa: F401 - every kind of record is known
from app.core.record import record_kinds
from app.register import usual
from app.sync.kinds import shared_kinds
from app.sync.merge import DELETED
from app.sync.protocol import MOST_FIELDS, MOST_RECORD, Code, FieldName, RefusedField

MOST_DEPTH = 32
"""A value nested deeper than this some office's program might not be able to read."""
_NAME = re.compile(get_args(FieldName)[1].pattern)


class Unread(Mapping[str, Any]):
    """The fields of a JSON object that is known to be right: read when they are looked at, which few ever are."""

    __slots__ = ("_read", "_written")

    def __init__(self, written: str) -> None:
        self._written = written
        self._read: dict[str, Any] | None = None

    @property
    def _fields(self) -> dict[str, Any]:
        if self._read is None:
            self._read = msgspec.json.decode(self._written, type=dict[str, Any])
        return self._read

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


@dataclass(slots=True)
class Values:
    """The values of a change.

    Attributes:
        written: the JSON as it came.
        fields: those that have the right shape.
        refused: what doesn't; the field ``""`` stands for all.
        deleted: whether they move the record to the bin.
    """

    written: str
    fields: Mapping[str, Any]
    refused: list[RefusedField] = field(default_factory=list)
    deleted: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the change can be taken."""
        return bool(self.refused) and (not self.fields or not self.refused[0].field)


def read(kind: str, raw: msgspec.Raw) -> Values:
    """Read and check the values of a change to a record of some kind."""
    written = bytes(raw)
    if is_private(kind):
        return _none(Code.UNKNOWN_KIND, "Records of this kind aren't shared.")
    if len(written) > MOST_RECORD:
        return _none(Code.TOO_LARGE, f"A record has {MOST_RECORD} bytes at most.")
    if (shape := usual.shape(kind)) is not None:
        with suppress(ValueError, RecursionError):
            shape.decode(written)
            text = written.decode()
            return Values(text, Unread(text))
    return _read_closely(kind, written)


def _read_closely(kind: str, written: bytes) -> Values:
    """Read values that may hold anything."""
    try:
        fields = msgspec.json.decode(written)
    except (ValueError, RecursionError):
        return _none(Code.VALUE, "The fields can't be read.")
    if not isinstance(fields, dict) or _too_deep(written, fields):
        return _none(Code.VALUE, "The fields aren't an object, or are nested too deeply.")
    if len(fields) > MOST_FIELDS:
        return _none(Code.TOO_LARGE, f"A record has {MOST_FIELDS} fields at most.")
    values = Values(written.decode(), fields)
    wanted = _shape(kind)
    faults = wanted.name_faults(fields)
    if wanted.types:
        try:
            wanted.all.decode(written)
        except ValueError:
            known = fields.keys() & wanted.types.keys()
            faults = {**faults, **{name: wanted.fault(name, fields[name]) for name in known}}
    for name, fault in faults.items():
        if fault:
            del fields[name]
            values.refused.append(RefusedField(name, Code.VALUE, fault))
    values.deleted = fields.get(DELETED) is not None
    return values


def is_private(kind: str) -> bool:
    """Whether records of a kind stay in the office: the program knows it, and it isn't shared."""
    return kind in _private()


@cache
def _private() -> frozenset[str]:
    return frozenset(record_kinds()) - frozenset(shared_kinds())


@dataclass(frozen=True)
class _Shape:
    """What the fields of a kind look like; none are known of one that a newer version has added.

    Attributes:
        types: of each field.
        all: reads all of them at once, and passes over others.
    """

    types: Mapping[str, Any]
    all: msgspec.json.Decoder[Any]

    def name_faults(self, names: Iterable[str]) -> Mapping[str, str]:
        """What is wrong with names that aren't those of its fields."""
        return _name_faults(frozenset(names).difference(self.types))

    def fault(self, name: str, value: Any) -> str:
        """What is wrong with the value of a known field, ``""`` for nothing."""
        try:
            msgspec.convert(value, self.types[name])
        except ValueError as fault:
            return f"The value hasn't the shape that the field has. {fault}"
        return ""


@cache
def _known_shape(kind: str) -> _Shape:
    members = msgspec.structs.fields(shared_kinds()[kind].shape)
    lenient = msgspec.defstruct(kind, [(each.name, each.type, each.default) for each in members])
    types = {each.name: each.type for each in members}
    return _Shape(types, msgspec.json.Decoder(lenient))


_NO_SHAPE = _Shape({}, msgspec.json.Decoder(dict[str, msgspec.Raw]))


def _shape(kind: str) -> _Shape:
    return _known_shape(kind) if kind in shared_kinds() else _NO_SHAPE


def _none(code: Code, reason: str) -> Values:
    return Values("", {}, [RefusedField("", code, reason)])


@lru_cache(256)
def _name_faults(names: frozenset[str]) -> Mapping[str, str]:
    """What is wrong with names of fields. Those of a kind come in the same company again and again."""
    return {name: "No field is called so." for name in names if not _NAME.fullmatch(name)}


def _too_deep(written: bytes, fields: dict[str, Any]) -> bool:
    """Whether values are nested too deeply; few brackets need no closer look."""
    if written.count(b"[") + written.count(b"{") <= MOST_DEPTH:
        return False
    level: list[Any] = [fields]
    for _depth in range(MOST_DEPTH):
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
