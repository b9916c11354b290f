"""How it stands with the network, in the few words of the window's foot."""

from typing import TYPE_CHECKING

from app.core.text import Text, _l, _n
from app.network import rules
from app.network.wording import conflict_words, refused_words, when
from app.ui.network_door import Standing

if TYPE_CHECKING:
    from app.sync.status import Status


def standing(status: "Status", *, running: bool = False) -> Standing | None:
    """What to tell; ``None`` for an office that is in no network and that none has turned away."""
    if status.state == "alone" or (status.state == "disconnected" and status.trouble is None):
        return None
    if running:
        more = _l("Changes are being sent and received.")
        return Standing("arrows-clockwise", "main", _l("Network: synchronising"), more)
    needs = needed(status)
    if needs:
        return Standing("warning", "watch", _l("Network: waiting for you"), needs)
    if status.paused:
        more = _l("Nothing is sent or received until you go on.")
        return Standing("pause-circle", "plain", _l("Network: paused"), more)
    if status.trouble:
        return Standing("cloud-slash", "plain", _l("Network: no connection"), _meanwhile(status))
    if status.waiting:
        words = _n("Network: {count} change waits", "Network: {count} changes wait", status.waiting)
        return Standing("cloud-arrow-up", "plain", words, _l("It is sent by itself in a moment."))
    moment = status.last_success
    if moment is None:
        more = _l("It begins by itself in a moment.")
        return Standing("cloud", "plain", _l("Network: not synchronised yet"), more)
    return Standing(
        "cloud-check",
        "good",
        _l("Network: up to date"),
        lambda: _l("Last synchronised {when}", when=when(moment)).say(),
    )


def needed(status: "Status") -> Text | None:
    """What a person is needed for, the most pressing first; ``None`` when for nothing."""
    if status.trouble and not rules.passes(status.trouble.code):
        return status.trouble.words
    if status.refused:
        return refused_words(status.refused)
    if status.conflicts:
        return conflict_words(status.conflicts)
    return None


def _meanwhile(status: "Status") -> Text:
    if not status.waiting:
        return _l("Kumppani tries again by itself. Your work is safe.")
    return _n(
        "{count} change waits and is sent by itself later. Your work is safe.",
        "{count} changes wait and are sent by themselves later. Your work is safe.",
        status.waiting,
    )
