"""What directories told of imported records, as far as it may be shown. Pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.exchange.directories.keeping import without
from app.exchange.directories.standard import PERSONS

PLACED = frozenset({"addresses", "latitude", "longitude", "external_identifier", "transportation"})
"""What tells where a location is."""


@dataclass(frozen=True)
class Source:
    """What the directory of an imported record told.

    Attributes:
        document: the object of HSDS.
        changed: the fields of ours that another one has written since.
    """

    document: Mapping[str, Any]
    changed: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether it is the object, not only the moment of its last change in another register of Kumppani."""
        return "id" in self.document

    def has_changed(self, names: Iterable[str]) -> bool:
        """Whether any of some fields has."""
        return not self.changed.isdisjoint(names)


def shown(
    document: Mapping[str, Any], facts: Mapping[str, Any], *, persons: bool, private: bool
) -> Source:
    """What may be shown of an original.

    Args:
        document: of the original.
        facts: what the catalogue knows of it.
        persons: whether contact persons may be shown: no longer when the organisation speaks for itself.
        private: whether the organisation works in a home: then not where it is.
    """
    hidden = (frozenset() if persons else PERSONS) | (PLACED if private else frozenset())
    told = without(document, hidden) if hidden else document
    return Source(told, frozenset(facts.get("changed", ())))
