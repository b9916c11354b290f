"""The door of the client room."""

from app.clients.agreements.records import Agreement
from app.clients.feedback.records import Feedback
from app.clients.records import Client
from app.core.room import Paper, Room
from app.core.text import _l

ROOM = Room(
    name="clients",
    label=_l("Clients"),
    icon="users",
    kinds=(Client, Agreement, Feedback),
    page="app.clients.page:ClientsPage",
    matters=(
        "app.clients.actions:matters",
        "app.clients.agreements.actions:matters",
    ),
    figures=("app.clients.actions:figures",),
    about="app.clients.feedback.actions:about",
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
        Paper(
            "feedback-survey",
            _l("Feedback survey"),
            "service",
            "app.clients.feedback.papers:survey",
        ),
        Paper(
            "household-credit",
            _l("Household credit of the year"),
            "client",
            "app.clients.billing.papers:credit",
            "app.clients.actions:reader",
        ),
        Paper(
            "agreement",
            _l("Service agreement"),
            "agreement",
            "app.clients.agreements.papers:agreement",
            "app.clients.agreements.actions:reader",
        ),
    ),
)
