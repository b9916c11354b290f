"""The door of the room of worksheets."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.core.room import Fact, Matter, Paper, Room
from app.core.text import _l
from app.worksheets.chains import actions as chains
from app.worksheets.foresight import actions as foresight
from app.worksheets.foresight.records import Signal
from app.worksheets.pulse import a3 as pulse
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets import year_tasks
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types.records import OwnType


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Sheets to be looked at again, this month of the clock, signals not looked at for long, the pulse."""
    return chain(
        sheets.matters(session, day),
        year_tasks.matters(session, day),
        foresight.matters(session, day),
        pulse.matters(session, day),
    )


def about(session: Session, kind: str, record_id: str) -> Iterable[Fact]:
    """What led to a record of another room."""
    if kind in {"worksheet", "signal"}:  # their own pages show the whole chain
        return
    if words := chains.came_from(session, record_id):
        yield Fact(_l("Came from"), words)


ROOM = Room(
    name="worksheets",
    label=_l("Development"),
    icon="lightbulb",
    kinds=(Worksheet, Signal, OwnType),
    page="app.worksheets.page:WorksheetsPage",
    matters=matters,
    about=about,
    readers={"worksheet_type": "app.worksheets.types.own:adding"},
    papers=(
        Paper("worksheet", _l("Print on A4"), "worksheet", "app.worksheets.papers.poster:a4"),
        Paper("worksheet-a3", _l("Poster A3"), "worksheet", "app.worksheets.papers.poster:a3"),
        Paper("worksheet-a1", _l("Poster A1"), "worksheet", "app.worksheets.papers.poster:a1"),
        Paper(
            "worksheet-blank",
            _l("Blank form"),
            "worksheet",
            "app.worksheets.papers.poster:blank_a4",
        ),
        Paper(
            "experiments",
            _l("Report of experiments"),
            "",
            "app.worksheets.papers.experiments:report",
        ),
    ),
)
