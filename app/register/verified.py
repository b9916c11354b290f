"""What the register answers about a certificate when anybody asks by its number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from app.certification.certificates import rules
from app.certification.requests.verifying import Verdict, check
from app.core.text import LanguageText
from app.register import signing_keys, tables
from app.register.certificate_rules import NUMBER, Content
from app.sync.protocol import PublicKey

ZONE = ZoneInfo("Europe/Helsinki")
"""A certificate's days are those of the country where it is granted, wherever the server stands."""
_NOT_IN_IT = re.compile(r"[^0-9A-Z]")
_LOOKALIKES = str.maketrans("OIL", "011")
_YEAR = 4


class State(StrEnum):
    """How a certificate stands today."""

    VALID = "valid"
    NOT_BEGUN = "not_begun"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    ENDED = "ended"
    """It had ended, was moved to the bin and is no longer kept."""
    BROKEN = "broken"
    """What the register holds isn't what it has signed."""


class Service(Struct):
    """A certified service. ``name`` is blank when the network no longer has it."""

    id: str
    name: dict[str, str]


class Answer(Struct, omit_defaults=True):
    """What the register says of a certificate.

    Attributes:
        number, state, on: how it stands on that day; ``valid`` says it in short.
        since: since when it is suspended, withdrawn or replaced.
        network: the name of the network that granted it.
        says: what it says itself; ``None`` when it is no longer kept.
        services: the services that it names.
        sha256: the fingerprint of ``content``, the canonical text that was signed.
        signature: in base64, of ``kumppani-certificate-v1`` with a line break and the content.
        key: the key that signed it.
    """

    number: str
    state: State
    on: date
    valid: bool
    network: str
    since: date | None = None
    says: Content | None = None
    services: list[Service] = []
    sha256: str = ""
    content: str = ""
    signature: str = ""
    key: PublicKey | None = None


@dataclass(frozen=True)
class _Kept:
    network_id: str
    network: str
    fields: Mapping[str, Any] | None


def today() -> date:
    """The day on which a certificate is asked about."""
    return datetime.now(ZONE).date()


def tidy(typed: str) -> str:
    """A number as it is written, from how somebody typed it; ``""`` when it can't be one."""
    letters = _NOT_IN_IT.sub("", typed.upper()[:40])
    if not letters.startswith("V"):
        return ""
    rest = letters[1:].translate(_LOOKALIKES)
    number = f"V-{rest[:_YEAR]}-{rest[_YEAR:]}"
    return number if NUMBER.fullmatch(number) else ""


def find(connection: Connection, typed: str, day: date) -> Answer | None:
    """What there is to say of a certificate, ``None`` when no network has granted such a number."""
    number = tidy(typed)
    kept = _kept(connection, number) if number else None
    if kept is None:
        return None
    if kept.fields is None:
        return Answer(number, State.ENDED, day, False, kept.network)
    fields = kept.fields
    content = str(fields.get("content", ""))
    keys = signing_keys.public_keys(connection, kept.network_id)
    signature, key_id = str(fields.get("signature", "")), str(fields.get("signed_with", ""))
    try:
        says = msgspec.json.decode(content, type=Content)
    except ValueError:
        return Answer(number, State.BROKEN, day, False, kept.network)
    proved = check(content, signature, key_id, keys) is Verdict.SIGNED
    if not proved or says.number != number:
        return Answer(number, State.BROKEN, day, False, kept.network)
    state = state_of(fields, says, day)
    since = fields.get("status_on") if fields.get("status") != rules.VALID else None
    return Answer(
        number=number,
        state=state,
        on=day,
        valid=state is State.VALID,
        network=kept.network,
        since=_day(since),
        says=says,
        services=_services(connection, kept.network_id, says.services),
        sha256=str(fields.get("content_hash", "")),
        content=content,
        signature=signature,
        key=next((each for each in keys if each.id == key_id), None),
    )


def state_of(fields: Mapping[str, Any], says: Content, day: date) -> State:
    """How a certificate that was signed stands on a day."""
    status = fields.get("status") or rules.VALID
    if status == rules.WITHDRAWN:
        return State.WITHDRAWN
    if status == rules.REPLACED:
        return State.REPLACED
    if date.fromisoformat(says.valid_to) < day:
        return State.EXPIRED
    if status != rules.VALID:
        return State.SUSPENDED
    if date.fromisoformat(says.valid_from) > day:
        return State.NOT_BEGUN
    return State.VALID


def _kept(connection: Connection, number: str) -> _Kept | None:
    certificate, record, network = tables.certificate, tables.record, tables.network
    row = connection.execute(
        select(certificate.c.network_id, network.c.name, record.c.fields)
        .join(network, network.c.network_id == certificate.c.network_id)
        .outerjoin(
            record,
            (record.c.network_id == certificate.c.network_id)
            & (record.c.record_id == certificate.c.record_id),
        )
        .where(certificate.c.number == number)
    ).one_or_none()
    if row is None:
        return None
    fields = msgspec.json.decode(row.fields) if row.fields is not None else None
    return _Kept(row.network_id, row.name, fields)


def _services(connection: Connection, network_id: str, ids: list[str]) -> list[Service]:
    record = tables.record
    rows = connection.execute(
        select(record.c.record_id, record.c.fields).where(
            record.c.network_id == network_id,
            record.c.record_id.in_(ids),
            record.c.kind == "service",
        )
    )
    named = {row.record_id: _name(msgspec.json.decode(row.fields)) for row in rows}
    return [Service(each, dict(named.get(each, {}))) for each in ids]


def _name(fields: Mapping[str, Any]) -> LanguageText:
    said = fields.get("name")
    if not isinstance(said, dict):
        return {}
    return {language: name for language, name in said.items() if isinstance(name, str)}


def _day(written: Any) -> date | None:
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
