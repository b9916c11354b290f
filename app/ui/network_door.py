"""What the window knows of the network: how it stands, what can be done, when to begin and to stop.

What keeps the office synchronised is made by the room (``app.network.page.keeper``) and handed to the
window, which neither knows how it works nor loads any of it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.core.brand import Tone
from app.core.text import Text
from app.ui.command import Command
from app.ui.language import Wording


@dataclass(frozen=True)
class Standing:
    """How it stands with the network, in the few words of the rail's foot.

    Attributes:
        icon: a Phosphor icon, so that the state isn't told by colour alone.
        words: the state; ``more`` is a sentence about it.
    """

    icon: str
    tone: Tone
    words: Text
    more: Wording


class NetworkDoor(QObject):
    """What the window may ask; this one, of an office without a network, does nothing.

    Signals:
        told: how it stands now, ``None`` when there is nothing to tell.
    """

    told = Signal(object)

    def show(self) -> None:
        """Go to where more is told."""

    def start(self) -> None:
        """The window has opened and come to rest."""

    def stop(self) -> None:
        """The window closes: whatever is going on comes to an end, within some seconds."""

    def commands(self) -> list[Command]:
        """What can be done from the find box."""
        return []
