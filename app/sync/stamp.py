"""Stamps: when a field was given its value, by a hybrid logical clock that survives wrong clocks.

A stamp is milliseconds, a counter and the tag of a device, written in hexadecimal at a fixed width, so
that texts sort as the stamps do. The clock never goes back and never falls behind a stamp it has seen.
"""

import re
from dataclasses import dataclass

TAG_LENGTH = 12
_TIME_LENGTH, _COUNTER_LENGTH = 12, 4
LENGTH = _TIME_LENGTH + _COUNTER_LENGTH + TAG_LENGTH
END = r"$(?!\n)"
"""The end of a pattern: ``$`` alone lets a last line break pass."""
PATTERN = rf"^[0-9a-f]{{{LENGTH}}}{END}"
_WHOLE = re.compile(PATTERN)
_MOST_COUNTER = 16**_COUNTER_LENGTH - 1
NEVER = ""
"""Sorts before every stamp: the field has never had a value."""
MOST_AHEAD = 5 * 60 * 1000
"""How many milliseconds a stamp may be ahead of the register's clock."""


def tag_of(device: str) -> str:
    """The tag of a device: the last, random digits of its UUIDv7."""
    return device.replace("-", "")[-TAG_LENGTH:]


def is_stamp(written: str) -> bool:
    """Whether a text is a stamp."""
    return _WHOLE.match(written) is not None


def device_tag(stamp: str) -> str:
    """Which device made a stamp."""
    return stamp[-TAG_LENGTH:]


def milliseconds(stamp: str) -> int:
    """When a stamp was made, in milliseconds since 1970 UTC by its device's corrected clock."""
    return int(stamp[:_TIME_LENGTH], 16)


@dataclass(frozen=True)
class Clock:
    """A hybrid logical clock: the latest time it has told or seen."""

    time: int = 0
    counter: int = 0

    def tick(self, now: int) -> "Clock":
        """The clock at its next moment; ``now`` is this moment in milliseconds."""
        if now > self.time:
            return Clock(now, 0)
        if self.counter == _MOST_COUNTER:
            return Clock(self.time + 1, 0)
        return Clock(self.time, self.counter + 1)

    def seen(self, stamp: str) -> "Clock":
        """The clock after a stamp of another device was seen."""
        start = _TIME_LENGTH
        other = Clock(milliseconds(stamp), int(stamp[start : start + _COUNTER_LENGTH], 16))
        return max(self, other, key=lambda clock: (clock.time, clock.counter))

    def stamp(self, tag: str) -> str:
        """The stamp of this moment for a device."""
        return f"{self.time:0{_TIME_LENGTH}x}{self.counter:0{_COUNTER_LENGTH}x}{tag}"
