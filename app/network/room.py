"""The door of the network room."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.core.room import Matter, Paper, Room
from app.core.text import _l
from app.network import actions
from app.network.advice import actions as advice
from app.network.advice.records import Adviser
from app.network.events import actions as events
from app.network.events import registering
from app.network.events.records import Event, Registration
from app.network.foresight import actions as foresight
from app.network.foresight.records import ForesightNote
from app.network.partnerships import actions as partnerships
from app.network.partnerships.records import Meeting, Partnership


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with the connection."""
    return chain(
        actions.matters(session, day),
        partnerships.matters(session, day),
        foresight.matters(session, day),
        advice.matters(session, day),
        events.matters(session, day),
        registering.matters(session, day),
    )


ROOM = Room(
    name=actions.ROOM,
    label=_l("Network"),
    icon="share-network",
    kinds=(Partnership, Meeting, Event, Registration, ForesightNote, Adviser),
    page="app.network.page.home:NetworkPage",
    matters=matters,
    papers=(
        Paper(
            "partnership-agreement",
            _l("Agreement"),
            "partnership",
            "app.network.partnerships.papers:agreement",
        ),
        Paper(
            "network-health",
            _l("How are we doing?"),
            "partnership",
            "app.network.partnerships.papers:health_check",
        ),
        Paper(
            "meeting-minutes", _l("Minutes"), "meeting", "app.network.partnerships.papers:minutes"
        ),
        Paper("invitation", _l("Invitation"), "event", "app.network.events.invitation:invitation"),
        Paper(
            "attendance-list",
            _l("Attendance list"),
            "event",
            "app.network.events.papers:attendance_list",
        ),
        Paper(
            "event-feedback",
            _l("Feedback form"),
            "event",
            "app.network.events.papers:feedback_form",
        ),
        Paper(
            "event-report", _l("Report of the event"), "event", "app.network.events.papers:report"
        ),
    ),
)
