"""Who may write what, judged by the stored record and never by what a change claims. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.sync.kinds import SharedKind, shared_kinds
from app.sync.protocol import Code, RefusedField, Role

ALL = ""
"""The field that stands for the whole change."""
_EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Writer:
    """Whose change it is."""

    organisation_id: str
    role: Role


def refuse_new(kind: str, fields: Mapping[str, Any], writer: Writer) -> list[RefusedField]:
    """What of a new record its maker may not write. The record will be the maker's own."""
    known = shared_kinds().get(kind)
    if known is None:
        return []
    if not _may_make(known, writer):
        return [_refused(ALL, f"Only {known.writers} make such records.")]
    others = _of_others(kind, writer.role)
    if not others:  # as of most kinds: then nobody has to look at the fields
        return []
    return [
        _refused(name, "This field is filled in by others.")
        for name in others
        if name in fields and not is_empty(fields[name])
    ]


def refuse_change(
    kind: str, owner: str, fields: Mapping[str, Any], writer: Writer
) -> list[RefusedField]:
    """What of a change to a stored record of an organisation the writer may not write.

    Args:
        kind: the stored kind of the record.
        owner: the stored owner.
        fields: the fields of the change.
        writer: whose change it is.
    """
    known = shared_kinds().get(kind)
    owns = owner == writer.organisation_id
    if known is not None and not _may_make(known, writer):
        return [_refused(ALL, f"Only {known.writers} change such records.")]
    certifies = known is not None and writer.role == Role.CERTIFIER and bool(known.of_certifiers)
    if not owns and not certifies:
        return [_refused(ALL, "The record belongs to another organisation.")]
    others = frozenset() if known is None else _of_others(kind, writer.role)
    faults = []
    for name in fields:
        if name in others:
            faults.append(_refused(name, "This field is filled in by others."))
        elif not owns and known is not None and name not in known.of_certifiers:
            faults.append(_refused(name, "The record belongs to another organisation."))
    return faults


def repeated(kind: str, fields: Mapping[str, Any], stored: Mapping[str, Any]) -> set[str]:
    """The fields of others that a whole record says again without meaning to change them.

    An office that sends all of a record which the register already has sends also the fields that others
    fill in: empty, or as they stand.
    """
    known = shared_kinds().get(kind)
    if known is None:
        return set()
    return {
        name
        for name in known.of_certifiers | known.of_register
        if name in fields and (is_empty(fields[name]) or fields[name] == stored.get(name))
    }


def is_empty(value: Any) -> bool:
    """Whether a value says nothing."""
    return value is None or any(
        type(value) is type(empty) and value == empty for empty in _EMPTY[1:]
    )


def _may_make(kind: SharedKind, writer: Writer) -> bool:
    return kind.writers.admit(writer.role)


@cache
def _of_others(kind: str, role: Role) -> frozenset[str]:
    """The fields of a kind that a role never writes, whose record it may be."""
    known = shared_kinds()[kind]
    return known.of_register if role == Role.CERTIFIER else known.of_register | known.of_certifiers


def _refused(name: str, reason: str) -> RefusedField:
    return RefusedField(name, Code.NOT_YOURS, reason)
