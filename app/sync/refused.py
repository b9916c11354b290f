"""Changes that the register did not take: why, and what can be done with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing, search
from app.core.change import Changes
from app.core.fault import Missing, Refusal
from app.core.field import fields_of
from app.core.record import new_id
from app.core.text import Text, _l
from app.sync import outbox
from app.sync.kinds import SharedKind, shared_kinds
from app.sync.merge import DELETED, Stamps
from app.sync.protocol import Code
from app.sync.records import Outgoing, Shared

_WHY: dict[str, tuple[Text, Text]] = {
    Code.NOT_YOURS: (
        _l("This isn’t yours to change in the network."),
        _l("Take your change back, or ask its owner or your network’s coordinator to make it."),
    ),
    Code.VALUE: (
        _l("The register can’t take a value like this."),
        _l("Open the record, write it in another way and save. It is sent again by itself."),
    ),
    Code.TOO_LARGE: (
        _l("This is too large for the register."),
        _l("Open the record, shorten its texts and save. It is sent again by itself."),
    ),
    Code.CERTIFICATE: (
        _l("The certificate doesn’t agree with what the network knows."),
        _l("Check that its services and holder are in the network, then send it again."),
    ),
    Code.UNKNOWN_KIND: (
        _l("The register doesn’t know records of this kind."),
        _l("The register may be older than this program. Send it again later."),
    ),
}
_OTHER = (
    _l("The register did not take this change."),
    _l("Send it again. If that doesn’t help, tell your network’s coordinator."),
)


@dataclass(frozen=True)
class Told:
    """A refused change as a person reads it: ``words`` say why, ``advice`` what to do."""

    number: int
    kind: str
    record_id: str
    record_title: str
    fields: tuple[Text, ...]
    words: Text
    advice: Text


def waiting_count(session: Session) -> int:
    """How many refused changes wait for a person."""
    return session.scalar(select(func.count()).where(Outgoing.waits.is_(False))) or 0


def waiting(session: Session) -> list[Told]:
    """The refused changes, the oldest first."""
    rows = session.scalars(
        select(Outgoing).where(Outgoing.waits.is_(False)).order_by(Outgoing.number)
    ).all()
    titles = search.titles(session, [row.record_id for row in rows])
    return [_told(row, titles) for row in rows]


def _told(row: Outgoing, titles: Mapping[str, str]) -> Told:
    code = row.refused[0][1]
    words, advice = _WHY.get(code, _OTHER)
    return Told(
        number=row.number,
        kind=row.kind,
        record_id=row.record_id,
        record_title=titles.get(row.record_id, ""),
        fields=tuple(_labels(shared_kinds()[row.kind], row)),
        words=words,
        advice=advice,
    )


def _labels(kind: SharedKind, row: Outgoing) -> list[Text]:
    if row.names is None:
        return [_l("The whole record")]
    known = fields_of(kind.record)
    return [
        _l("In the bin") if name == DELETED else known[name].label
        for name in row.names
        if name == DELETED or name in known
    ]


def send_again(session: Session, number: int) -> Changes:
    """Let a refused change go out again as it is."""
    row = _find(session, number)
    row.waits, row.refused, row.change_id = True, [], new_id()
    return Changes(_l("The change is sent again"), row.record_id)


def drop(session: Session, number: int) -> Changes:
    """Give the fields the values that the network has; what it never had stays here and isn't sent.

    Raises:
        Refusal: a value of before isn't accepted any more.
    """
    row = _find(session, number)
    kind, shared = shared_kinds()[row.kind], session.get(Shared, row.record_id)
    if row.names is None or shared is None:
        session.delete(row)
        return Changes(
            _l("The record stays in this office until it is changed again"), row.record_id
        )
    stamps = Stamps.parse(shared.stamps)
    current = outbox.current_names(row.names, row.stamp, stamps)
    names = {name: row.names[name] for name in current if "old" in row.names[name]}
    for name, known in names.items():
        stamps.put(name, known["base"])
    shared.stamps = stamps.written()
    session.delete(row)
    record = session.get(kind.record, row.record_id)
    if record is None:
        raise Missing
    # What is put back is what the register has, so that it doesn't go out again.
    session.info[outbox.SILENT] = True
    before = {
        name: kind.fields[name].value.from_json(known["old"])
        for name, known in names.items()
        if name in kind.fields
    }
    if before:
        editing.change(session, kind.record, row.record_id, before)
    if DELETED in names:
        back = editing.remove if names[DELETED]["old"] else editing.restore
        back(session, kind.record, [row.record_id])
    return Changes(_l("Took the change back"), row.record_id)


def _find(session: Session, number: int) -> Outgoing:
    row = session.get(Outgoing, number)
    if row is None or row.waits:
        raise Refusal(_l("This was settled already."))
    return row
