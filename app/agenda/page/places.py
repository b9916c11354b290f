"""Where one goes for what waits: the page of its record, or the room that sees to it."""

from collections.abc import Iterable

from app.core.record import record_kinds
from app.core.room import Matter, Room
from app.core.text import Text
from app.ui.office import Office


def place_of(matter: Matter, rooms: Iterable[Room]) -> Text:
    """What the place is called: the kind of record, or the room where it is told."""
    for room in rooms:
        if matter.room == room.name:
            return room.label
    return record_kinds()[matter.kind].kind.label


def go(office: Office, room: str, kind: str, record_id: str) -> None:
    """Ask for the place; ``room`` is blank for the page of the record."""
    if room:
        office.wanted_in.emit(room, kind, record_id)
    else:
        office.wanted.emit(kind, record_id)
