"""The door of the room of programmes."""

from app.core.room import Paper, Room
from app.core.text import _l
from app.programmes.records import Indicator, IndicatorValue, Objective, Programme

ROOM = Room(
    name="programmes",
    label=_l("Programmes"),
    icon="target",
    kinds=(Programme, Objective, Indicator, IndicatorValue),
    page="app.programmes.page:ProgrammesPage",
    matters=("app.programmes.actions:matters",),
    papers=(
        Paper(
            "programme-report",
            _l("Report of the programme"),
            "programme",
            "app.programmes.papers:report",
        ),
    ),
)
