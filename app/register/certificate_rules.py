"""What the register asks of a certificate before it signs it, and of its status later. Pure functions."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from app.certification.assessments.freezing import canonical
from app.certification.assessments.rules import fingerprint
from app.certification.certificates.rules import (
    FREE,
    STATES,
    SUSPENDED,
    VALID,
    WITHDRAWN,
    may_become,
)
from app.sync.protocol import Code, Id, RefusedField

NUMBER = re.compile(r"V-[0-9]{4}-[0-9A-HJKMNP-TV-Z]{6}")
"""The number of a certificate of a network: the year and random letters that are hard to confuse."""
FORGOTTEN = "deleted_at"

Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
LanguageText = dict[str, str]


class SchemeSaid(Struct, forbid_unknown_fields=True):
    """By which scheme."""

    key: str
    version: str


class AssessmentSaid(Struct, forbid_unknown_fields=True):
    """From which frozen assessment: its number and its fingerprint."""

    number: str
    sha256: Sha256


class Content(Struct, forbid_unknown_fields=True):
    """What a certificate says: the canonical text of this is what is signed."""

    format: Literal[1]
    number: str
    name: LanguageText
    scope: LanguageText
    holder: LanguageText
    issuer: LanguageText
    granted_by: str
    granted_on: Day
    valid_from: Day
    valid_to: Day
    self_declared: bool
    services: Annotated[list[Id], Meta(min_length=1, max_length=100)]
    scheme: SchemeSaid
    assessment: AssessmentSaid


SAID_TWICE = {
    "code": "number",
    **{
        name: name
        for name in (
            "name",
            "scope",
            "holder",
            "issuer",
            "granted_by",
            "granted_on",
            "valid_from",
            "valid_to",
            "self_declared",
        )
    },
}
"""The fields of the record that the content repeats, and how they are called there."""


def refused(field: str, reason: str) -> RefusedField:
    """A field of a certificate that can't be taken."""
    return RefusedField(field, Code.CERTIFICATE, reason)


def read_content(fields: Mapping[str, Any]) -> Content | RefusedField:
    """What a new certificate says, when it says so in one way only and its record agrees."""
    written = fields.get("content")
    if not isinstance(written, str) or not written:
        return refused("content", "A certificate of the network has a content.")
    try:
        content = msgspec.json.decode(written, type=Content)
        plain = canonical(json.loads(written))
    except (ValueError, RecursionError) as fault:
        return refused("content", f"The content can't be read: {fault}")
    if plain != written:
        return refused("content", "The content isn't written in its one canonical form.")
    if fields.get("content_hash") != fingerprint(written):
        return refused("content_hash", "The fingerprint isn't that of the content.")
    for name, said in SAID_TWICE.items():
        if fields.get(name) != getattr(content, said):
            return refused(name, f"The content says otherwise: {said}.")
    rows = fields.get("services") or []
    if [row.get("service_id") for row in rows if isinstance(row, Mapping)] != content.services:
        return refused("services", "The content names other services.")
    return _meaningful(content) or content


def _meaningful(content: Content) -> RefusedField | None:
    if content.self_declared:
        return refused("self_declared", "What is self-declared isn't signed.")
    if not NUMBER.fullmatch(content.number):
        return refused("code", "The number isn't one of the network: V-YYYY-XXXXXX.")
    try:
        begins, ends, _granted = (
            date.fromisoformat(day)
            for day in (content.valid_from, content.valid_to, content.granted_on)
        )
    except ValueError:
        return refused("valid_from", "There is no such day.")
    if ends < begins:
        return refused("valid_to", "It ends before it begins.")
    if len(set(content.services)) != len(content.services):
        return refused("services", "A service is named twice.")
    return None


def changed_field(stored: Mapping[str, Any], fields: Mapping[str, Any]) -> RefusedField | None:
    """The first field by which a stored certificate would say something else than what was signed."""
    for name in (*SAID_TWICE, "services", "content", "content_hash"):
        if name in fields and fields[name] != stored.get(name):
            return refused(name, "A granted certificate stays as it is.")
    return None


def status_problem(
    stored: Mapping[str, Any] | None, fields: Mapping[str, Any]
) -> RefusedField | None:
    """Why the status of a certificate can't become what a change says; ``None`` when it can.

    What was withdrawn or replaced never becomes valid again, what is suspended or withdrawn has a reason, day
    and reason go with the status, and one that is valid or suspended isn't moved to the bin. To be asked of the fields of a change that
    would be taken, whoever sends them; that only certifiers write them is a matter of rights.

    Args:
        stored: the fields as the register has them, ``None`` for a record it doesn't know.
        fields: the fields of the change.
    """
    before = (stored or {}).get("status") or VALID
    wanted = fields.get("status", before)
    if stored is not None and "status" not in fields:
        for name in FREE:
            if name in fields and fields[name] != stored.get(name):
                return refused(name, "This is told together with the status.")
    if wanted not in dict(STATES):
        return refused("status", "There is no such status.")
    if stored is not None and wanted != before and not may_become(before, wanted):
        return refused("status", f"A certificate that is {before} doesn't become {wanted}.")
    reason = fields.get("reason", (stored or {}).get("reason"))
    if wanted in {SUSPENDED, WITHDRAWN} and wanted != before and not reason:
        return refused("reason", "Tell why it is suspended or withdrawn.")
    if fields.get(FORGOTTEN) and wanted in {VALID, SUSPENDED}:
        return refused(FORGOTTEN, "Withdraw the certificate first.")
    return None
