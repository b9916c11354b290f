"""The door of hours and leave."""

from app.core.room import Room
from app.core.text import _l
from app.employment.hours.records import WorkedHours

ROOM = Room(
    name="hours",
    label=_l("Hours and leave"),
    icon="clock",
    kinds=(WorkedHours,),
    page="app.employment.hours.page:HoursPage",
    about="app.employment.hours.actions:about",
)
