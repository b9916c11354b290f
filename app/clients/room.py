"""The door of the client room."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.clients import actions
from app.clients.agreements import actions as agreements
from app.clients.agreements.records import Agreement
from app.clients.feedback.actions import about
from app.clients.feedback.records import Feedback
from app.clients.records import Client
from app.core.room import Matter, Paper, Room
from app.core.text import _l


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with clients and their agreements."""
    return chain(actions.matters(session, day), agreements.matters(session, day))


ROOM = Room(
    name="clients",
    label=_l("Clients"),
    icon="users",
    kinds=(Client, Agreement, Feedback),
    page="app.clients.page:ClientsPage",
    matters=matters,
    figures=actions.figures,
    about=about,
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
