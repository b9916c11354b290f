"""How two states of a record become one: the later stamp wins, field by field. Pure functions.

A record's stamps are kept in short: ``""`` holds the stamp of every field that isn't named. Written out
they are the same text wherever they are the same, so that office and register compare them as they stand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.sync.stamp import NEVER, device_tag

REST = ""
"""The name under which the stamp of all fields that aren't named is kept."""
DELETED = "deleted_at"
"""The field that tells since when a record is in the bin; ``null`` when it isn't."""

Fields = Mapping[str, Any]


class Stamps:
    """The stamps of one record, by field."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = dict(known)

    @classmethod
    def parse(cls, written: str | bytes) -> "Stamps":
        """What :meth:`written` wrote."""
        return cls(msgspec.json.decode(written, type=dict[str, str]))

    def of(self, name: str) -> str:
        """The stamp of a field."""
        return self.known.get(name) or self.known.get(REST, NEVER)

    def put(self, name: str, stamp: str) -> None:
        """Give a field a stamp."""
        self.known[name] = stamp

    @property
    def latest(self) -> str:
        """The latest of them all."""
        return max(self.known.values(), default=NEVER)

    def written(self) -> str:
        """As text, in one way only."""
        rest = self.known.get(REST, NEVER)
        kept = self.known
        if len(kept) > 1:
            kept = {name: stamp for name, stamp in kept.items() if name == REST or stamp != rest}
        return msgspec.json.encode(kept, order="sorted").decode()


@dataclass
class Merged:
    """What came of one change to a stored record.

    Attributes:
        taken: the fields that the change gave a value.
        superseded: the fields whose stored value is later than the change's.
        lost: the stored values that the change overwrote without its writer having seen them.
    """

    taken: list[str] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)


def merge(
    stored: Fields,
    stamps: Stamps,
    change: Fields,
    stamp: str,
    bases: Mapping[str, str],
    own_tags: Iterable[str] = (),
) -> Merged:
    """Which fields of a change win over a stored record; ``stamps`` are brought up to date.

    Args:
        stored: the stored values in JSON.
        stamps: their stamps.
        change: the values of the change.
        stamp: when it was made.
        bases: for each field the stamp of the value that its writer saw before.
        own_tags: the tags of the writer's device and of those that it follows.

    The values themselves are put together by the caller, from :attr:`Merged.taken`. A value is lost
    when another device wrote it, the writer hadn't seen it and the two differ.
    """
    merged = Merged()
    own = set(own_tags)
    for name, value in change.items():
        before = stamps.of(name)
        if before > stamp or (before == stamp and stored.get(name) != value):
            merged.superseded.append(name)
            continue
        unseen = before not in {NEVER, bases.get(name, NEVER)} and device_tag(before) not in own
        if unseen and stored.get(name) != value:
            merged.lost[name] = before
        merged.taken.append(name)
        stamps.put(name, stamp)
    return merged


def later(local: Stamps, remote: Stamps, names: Iterable[str]) -> list[str]:
    """The fields of which the remote state holds a later value than the local one."""
    return [name for name in names if remote.of(name) > local.of(name)]
