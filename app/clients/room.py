"""The door of the client room."""

from app.clients.actions import figures, matters
from app.clients.records import Client
from app.core.room import Paper, Room
from app.core.text import _l

ROOM = Room(
    name="clients",
    label=_l("Clients"),
    icon="users",
    kinds=(Client,),
    page="app.clients.page:ClientsPage",
    matters=matters,
    figures=figures,
    papers=(
        Paper(
            "service-plan",
            _l("Service plan"),
            "client",
            "app.clients.papers:service_plan",
            "app.clients.actions:reader",
        ),
        Paper(
            "service-plan-large",
            _l("Service plan in large print"),
            "client",
            "app.clients.papers:service_plan_large",
            "app.clients.actions:reader",
        ),
    ),
)
