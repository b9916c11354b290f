"""The door of the network room."""

from app.core import history
from app.core.room import Paper, Room
from app.core.text import _l
from app.network.advice.records import Adviser
from app.network.events import waiting
from app.network.events.records import Event, Registration
from app.network.foresight.records import ForesightNote
from app.network.partnerships.records import Meeting, Partnership

history.follow(waiting.note)

ROOM = Room(
    name="network",
    label=_l("Network"),
    icon="share-network",
    kinds=(Partnership, Meeting, Event, Registration, ForesightNote, Adviser),
    page="app.network.page.home:NetworkPage",
    matters=(
        "app.network.actions:matters",
        "app.network.partnerships.actions:matters",
        "app.network.foresight.actions:matters",
        "app.network.advice.actions:matters",
        "app.network.events.actions:matters",
        "app.network.events.registering:matters",
        "app.network.telling:matters",
    ),
    listed="app.network.telling:listed",
    outside=("app.network.telling:outside", _l("Directory")),
    papers=(
        Paper(
            "partnership-agreement",
            _l("Agreement"),
            "partnership",
            "app.network.partnerships.papers:agreement",
            possible="app.network.partnerships.actions:has_agreement",
        ),
        Paper(
            "network-health",
            _l("How are we doing?"),
            "partnership",
            "app.network.partnerships.papers:health_check",
            possible="app.network.partnerships.health:was_asked",
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
            possible="app.network.events.actions:is_ours",
        ),
        Paper(
            "event-feedback",
            _l("Feedback form"),
            "event",
            "app.network.events.papers:feedback_form",
            possible="app.network.events.actions:is_ours",
        ),
        Paper(
            "event-report",
            _l("Report of the event"),
            "event",
            "app.network.events.papers:report",
            possible="app.network.events.actions:is_ours",
        ),
    ),
)
