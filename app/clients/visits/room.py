"""The door of the visits: who comes to whom and when."""

from app.clients.visits.records import Absence, Visit
from app.core.room import Room
from app.core.text import _l

ROOM = Room(
    name="visits",
    label=_l("Visits"),
    icon="calendar-check",
    kinds=(Visit, Absence),
    page="app.clients.visits.page:VisitsPage",
    matters=("app.clients.visits.actions:matters",),
    figures=("app.clients.visits.actions:figures",),
)
