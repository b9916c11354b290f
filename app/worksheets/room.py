"""The door of the room of worksheets."""

from app.core.room import Paper, Room
from app.core.text import _l
from app.worksheets.foresight.records import Signal
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types.records import OwnType

ROOM = Room(
    name="worksheets",
    label=_l("Development"),
    icon="lightbulb",
    kinds=(Worksheet, Signal, OwnType),
    page="app.worksheets.page:WorksheetsPage",
    matters=(
        "app.worksheets.sheets.actions:matters",
        "app.worksheets.sheets.year_tasks:matters",
        "app.worksheets.foresight.actions:matters",
        "app.worksheets.pulse.a3:matters",
    ),
    about="app.worksheets.telling:about",
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
