"""The door of the room of programmes."""

from app.core.room import Room
from app.core.text import _l
from app.programmes.records import Indicator, IndicatorValue, Objective, Programme

ROOM = Room(
    name="programmes",
    label=_l("Programmes"),
    icon="target",
    kinds=(Programme, Objective, Indicator, IndicatorValue),
)
