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
    """Ask every room what waits there; ``counts`` tells how much is pressing, by room name."""
    matters: list[Matter] = []
    figures: list[Figure] = []
    counts: dict[str, int] = {}
    for room in rooms:
        found = list(room.matters(session, today)) if room.matters else []
        matters += found
        counts[room.name] = sum(matter.count for matter in found if matter.tone != "plain")
        figures += list(room.figures(session, today)) if room.figures else []
    return Day(rules.ordered(matters), figures, counts)
