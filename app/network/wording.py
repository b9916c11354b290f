"""The sentences about the network that stand in more than one place."""

from datetime import datetime, timedelta

from app.core.format import show_moment, show_time
from app.core.record import today
from app.core.text import Text, _l, _n, literal

NEVER_LEAVES = _l(
    "Clients, employees, contracts and the answers of assessments never leave this computer."
)
STAYS = _l(
    "Everything that you have made stays on this computer. What you have shared so far stays in the "
    "network."
)
OURS = _l("Our version")
THEIRS = _l("The other version, in use now")

_ROLES: dict[str, tuple[Text, Text]] = {
    "member": (
        _l("Member"),
        _l("Your office shares its own services and receives those of the others."),
    ),
    "certifier": (
        _l("Certifier"),
        _l("Your office also grants the network’s certificates and withdraws them."),
    ),
    "coordinator": (
        _l("Coordinator"),
        _l("Your office also looks after the network, its members and invitations."),
    ),
}


def role_name(role: str) -> Text:
    """What a role is called; one of a newer version as it is."""
    return _ROLES[role][0] if role in _ROLES else literal(role)


def role_words(role: str) -> Text:
    """What a role means, in a sentence; blank for one of a newer version."""
    return _ROLES[role][1] if role in _ROLES else literal("")


def when(moment: datetime) -> str:
    """A moment as one would say it today: ``today at 14:32``, ``yesterday at 9:05``."""
    day = moment.astimezone().date()
    if day == today():
        return _l("today at {time}", time=show_time(moment)).say()
    if day == today() - timedelta(days=1):
        return _l("yesterday at {time}", time=show_time(moment)).say()
    return show_moment(moment)


def conflict_words(count: int) -> Text:
    """That the same was changed here and on another computer, of another office or of one's own."""
    return _n(
        "The same place was changed on two computers",
        "{count} places were changed on two computers",
        count,
    )


def refused_words(count: int) -> Text:
    """That the register refused changes."""
    return _n(
        "The network did not accept {count} change",
        "The network did not accept {count} changes",
        count,
    )
