"""What can stop a synchronisation, in words that a person can act on."""

import msgspec

from app.core.fault import Refusal
from app.core.text import Text, _l
from app.sync.protocol import Code

OFFLINE, ANSWER, BACK, CANCELLED, FULL = "offline", "answer", "back", "cancelled", "full"
"""Codes beside those of the protocol: no connection; an answer that isn't a register's; the register is
behind this office; stopped by a person; what came can't be written to this computer's disk."""


class Trouble(msgspec.Struct, frozen=True):
    """What stopped the last synchronisation.

    Attributes:
        code: one of ``protocol.Code`` or of this file.
        at: when, in milliseconds since 1970 UTC.
    """

    code: str
    at: int = 0

    @property
    def question(self) -> bool:
        """Whether a person has to decide something before it can go on."""
        return self.code == BACK

    @property
    def words(self) -> Text:
        """What is the matter."""
        return _WORDS.get(self.code, _WORDS[ANSWER])[0]

    @property
    def advice(self) -> Text:
        """What to do about it."""
        return _WORDS.get(self.code, _WORDS[ANSWER])[1]


_LATER = _l("Nothing needs to be done: Kumppani tries again by itself. Your work is safe.")
_WORDS: dict[str, tuple[Text, Text]] = {
    OFFLINE: (_l("There is no connection to the network’s register just now."), _LATER),
    ANSWER: (
        _l("The register’s answer was not understood."),
        _l("Kumppani tries again by itself. If this goes on, tell your network’s coordinator."),
    ),
    CANCELLED: (
        _l("The synchronisation was stopped."),
        _l("What was sent and received so far is kept. The rest follows next time."),
    ),
    FULL: (
        _l("This computer’s disk is full or can’t be written to."),
        _l("Make room and synchronise again. What was saved before is safe."),
    ),
    Code.CLOCK: (
        _l("The clocks of this computer and the register don’t agree."),
        _l(
            "Check the date, the time and the time zone of this computer, and synchronise again. If they are "
            "right, tell your network’s coordinator."
        ),
    ),
    Code.BUSY: (_l("The register is busy or being updated."), _LATER),
    Code.SLOW_DOWN: (_l("The register asks this office to wait a little."), _LATER),
    Code.TOKEN: (
        _l("The network’s register has disconnected this computer."),
        _l(
            "Your own data is safe and stays here. Ask your network’s coordinator for a new invitation "
            "and connect again."
        ),
    ),
    Code.UPDATE: (
        _l("This version of Kumppani is too old for the network’s register."),
        _l("Go on working as usual, and update the program to synchronise again."),
    ),
    BACK: (
        _l("The register knows less than it did when this office last synchronised."),
        _l(
            "It may have been restored from a backup, or this is another register. Nothing has been "
            "removed here. Choose whether to compare both and send what the register lacks."
        ),
    ),
    Code.INVITATION: (
        _l("This invitation can’t be used: it is not known, was used already, or has expired."),
        _l("Check that you pasted all of it, or ask your network’s coordinator for a new one."),
    ),
}


class Stopped(Refusal):
    """A synchronisation that could not be done now; nothing is lost by it."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.words)
        self.trouble = trouble


def read(written: str) -> Trouble | None:
    """What :func:`write` wrote; ``None`` for nothing."""
    return msgspec.json.decode(written, type=Trouble) if written else None


def write(trouble: Trouble | None) -> str:
    """As text, to be kept with the link."""
    return msgspec.json.encode(trouble).decode() if trouble else ""
