"""The door of the network room."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.core import history
from app.core.room import Listed, Matter, Outside, Paper, Room
from app.core.text import _l
from app.network import actions
from app.network.advice import actions as advice
from app.network.advice.records import Adviser
from app.network.events import actions as events
from app.network.events import registering, waiting
from app.network.events.records import Event, Registration
from app.network.foresight import actions as foresight
from app.network.foresight.records import ForesightNote
from app.network.partnerships import actions as partnerships
from app.network.partnerships.records import Meeting, Partnership
from app.sync import link as links

history.follow(waiting.note)


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with the connection."""
    return chain(
        actions.matters(session, day),
        partnerships.matters(session, day),
        foresight.matters(session, day),
        advice.matters(session, day),
        events.matters(session, day),
        registering.matters(session, day),
        _of_directory(session, day),
    )


def _of_directory(session: Session, day: date) -> Iterable[Matter]:
    if links.connected(session) is None:
        return ()
    from app.network.directory import followed  # noqa: PLC0415 - the catalogue is loaded in a network only

    return followed.matters(session, day)


def listed(session: Session, ids: Collection[str]) -> Mapping[str, Listed]:
    """What stands beside services of the directory in plans and on paths; nothing outside a network."""
    if links.connected(session) is None:
        return {}
    from app.network.directory import followed  # noqa: PLC0415 - the catalogue is loaded in a network only

    return followed.listed(session, ids)


def outside(session: Session, words: str) -> Iterable[Outside]:
    """What others of the network offer; nothing outside one."""
    if links.connected(session) is None:
        return ()
    from app.network.directory import finder  # noqa: PLC0415 - the catalogue is loaded in a network only

    return finder.find(session, words)


ROOM = Room(
    name=actions.ROOM,
    label=_l("Network"),
    icon="share-network",
    kinds=(Partnership, Meeting, Event, Registration, ForesightNote, Adviser),
    page="app.network.page.home:NetworkPage",
    matters=matters,
    listed=listed,
    outside=(outside, _l("Directory")),
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
