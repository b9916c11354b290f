"""The rooms of the program, in the order of the navigation rail."""

from app.agenda.room import ROOM as AGENDA
from app.certification.requests import network
from app.certification.room import ROOM as CERTIFICATION
from app.clients.billing.room import ROOM as BILLING
from app.clients.room import ROOM as CLIENTS
from app.clients.visits.room import ROOM as VISITS
from app.core import attachment, draft, history, offered, setting  # noqa: F401 - with the rooms, every table is known
from app.core.record import Record
from app.core.room import Paper, Room
from app.employment.hours.room import ROOM as HOURS
from app.employment.room import ROOM as EMPLOYMENT
from app.network.directory import noting
from app.network.room import ROOM as NETWORK
from app.organisation.room import ROOM as ORGANISATION
from app.programmes.room import ROOM as PROGRAMMES
from app.services.room import ROOM as SERVICES
from app.sync import offices, outbox
from app.sync.telling import network_of
from app.tenders.room import ROOM as TENDERS
from app.worksheets.chains import records as _chains  # noqa: F401 - a table that has no list
from app.worksheets.pulse import records as _pulse  # noqa: F401 - likewise
from app.worksheets.room import ROOM as WORKSHEETS

ROOMS: tuple[Room, ...] = (
    AGENDA,
    CLIENTS,
    VISITS,
    BILLING,
    EMPLOYMENT,
    HOURS,
    SERVICES,
    CERTIFICATION,
    WORKSHEETS,
    NETWORK,
    TENDERS,
    PROGRAMMES,
    ORGANISATION,
)

history.follow(outbox.note)
history.follow(noting.note)
network.told_by(network_of)
offered.named_by(offices.name_of)
offered.reached_by(offices.reach_of)


def kinds() -> dict[str, type[Record]]:
    """The record classes that have a list of their own, by the word used on the command line."""
    return {record.kind.plural: record for room in ROOMS for record in room.kinds}


def papers() -> dict[str, Paper]:
    """Every document by its name on the command line."""
    return {paper.name: paper for room in ROOMS for paper in room.papers}


def reader(kind: str) -> str:
    """What reads the files of a kind that has files of its own, ``""`` for a spreadsheet as of all."""
    room = room_of(kind)
    return room.readers.get(kind, "") if room else ""


def room_of(kind: str) -> Room | None:
    """The room that keeps a kind of record."""
    for room in ROOMS:
        if any(record.kind.name == kind for record in room.kinds):
            return room
    return None


def record_class(kind: str) -> type[Record]:
    """The record class of a kind by its stored name.

    Raises:
        LookupError: no room keeps such a kind.
    """
    for record in kinds().values():
        if record.kind.name == kind:
            return record
    raise LookupError(kind)
