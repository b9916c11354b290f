"""The doors of the rooms: what they name is there, and is loaded only when it is asked."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from app.core.room import Room, load
from app.rooms import ROOMS


def named(room: Room) -> Iterator[str]:
    """All that a room names to be loaded later."""
    yield from (room.page, *room.matters, *room.figures, room.about, room.listed)
    yield from room.readers.values()
    if room.outside:
        yield room.outside[0]
    for paper in room.papers:
        yield from (paper.draw, paper.reader, paper.possible)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_all_that_a_room_names_is_there(room: Room) -> None:
    for name in filter(None, named(room)):
        assert callable(load(name)), name


def test_what_rooms_tell_is_not_loaded_with_their_doors() -> None:
    later = {each.partition(":")[0] for room in ROOMS for each in named(room) if each}
    later -= {"app.ui.record_page"}
    script = "import sys, app.rooms; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    found = set(loaded.stdout.split())
    assert not found & later
    assert not {each.partition(".")[0] for each in found} & {"PySide6", "yaml", "reportlab"}
