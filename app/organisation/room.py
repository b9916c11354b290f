"""The door of the organisation room."""

from app.core.room import Room
from app.core.text import _l
from app.organisation.records import Organisation

ROOM = Room(
    name="organisation",
    label=_l("Our organisation"),
    icon="buildings",
    kinds=(Organisation,),
    page="app.organisation.page:OrganisationPage",
    matters=("app.organisation.actions:matters",),
)
