"""What can be asked about the network: what waits for a person, and how it stands, in one read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.core import editing
from app.core.field import Field, fields_of
from app.core.record import record_kinds
from app.core.room import Matter
from app.core.text import _l
from app.network.wording import conflict_words, refused_words
from app.sync import link as links
from app.sync.records import Conflict

if TYPE_CHECKING:
    from app.sync.status import Status

ROOM = "network"
REFUSED, CONNECT, STANDING = "refused", "connect", "standing"
"""Stand for a kind of record where one goes to the refused changes, is to connect, or sees how it stands."""


@dataclass(frozen=True)
class Overview:
    """How it stands with the network; ``others`` is how many records of other offices are known, by kind."""

    status: "Status"
    others: Mapping[str, int]


def overview(session: Session) -> Overview:
    """How it stands with the network just now."""
    from app.sync import offices, status  # noqa: PLC0415 - nothing of it is needed without a network

    found = status.read(session)
    return Overview(found, {} if found.state == "alone" else offices.counts(session))


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits for a person: other versions, refused changes, a connection that the register ended."""
    if links.of(session) is None:
        return
    from app.sync import status  # noqa: PLC0415 - nothing of it is needed without a network

    found = status.read(session)
    if found.state == "disconnected" and found.trouble:
        words, advice = found.trouble.words, found.trouble.advice
        yield Matter(STANDING, "", words, advice, day, "bad", room=ROOM)
    if found.refused:
        yield Matter(
            REFUSED,
            "",
            refused_words(found.refused),
            _l("See why, then send it again or take it back."),
            due=day,
            tone="watch",
            room=ROOM,
            count=found.refused,
        )
    if found.conflicts:
        yield Matter(
            Conflict.kind.name,
            "",
            conflict_words(found.conflicts),
            _l("Both versions are kept. Choose which one stands."),
            tone="watch",
            room=ROOM,
            count=found.conflicts,
        )


def overwritten(session: Session, conflict_id: str) -> tuple[Field, Any, Any]:
    """The field of a conflict, this office's value of it and the one that stands in the record.

    Raises:
        Missing: there is no such conflict any more, or no such record.
    """
    import msgspec  # noqa: PLC0415 - nothing of it is needed without a network

    conflict = editing.find(session, Conflict, conflict_id)
    record = record_kinds()[conflict.about_kind]
    field = fields_of(record)[conflict.about_field]
    mine = field.value.from_json(msgspec.json.decode(conflict.mine))
    return field, mine, getattr(editing.find(session, record, conflict.about_id), field.name)
