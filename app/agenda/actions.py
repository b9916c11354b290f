"""What waits in all rooms, gathered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.agenda import rules
from app.core.room import Figure, Matter, Room


@dataclass(frozen=True)
class Day:
    """What the home page shows."""

    matters: list[Matter]
    figures: list[Figure]
    counts: dict[str, int]


def gather(session: Session, rooms: Iterable[Room], today: date) -> Day:
    """Ask every room what waits there; ``counts`` tells how much is pressing, by the room that sees to it."""
    rooms = list(rooms)
    matters: list[Matter] = []
    figures: list[Figure] = []
    counts = {room.name: 0 for room in rooms}
    for room in rooms:
        found = room.what_waits(session, today)
        matters += found
        for matter in found:
            if matter.tone != "plain":
                place = matter.room if matter.room in counts else room.name
                counts[place] += matter.count
        figures += room.its_figures(session, today)
    return Day(rules.ordered(matters), figures, counts)
