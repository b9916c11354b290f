"""What a scheme file says before it has been checked, each thing with the place where it stands."""

from dataclasses import dataclass, field
from typing import Any

from app.core.text import Text


@dataclass(frozen=True)
class Said:
    """A value of a file and where it stands: a text, or texts by language."""

    place: Text
    value: Any


@dataclass(frozen=True)
class Entry:
    """A level, a group or a criterion: its place, and what is said of it by name."""

    place: Text
    said: dict[str, Said]

    def text(self, name: str) -> str:
        """What is said in one text, ``""`` when nothing is."""
        found = self.said.get(name)
        return found.value.strip() if found and isinstance(found.value, str) else ""

    def words(self, name: str) -> dict[str, str]:
        """What is said by language, blank languages left out."""
        found = self.said.get(name)
        value = found.value if found and isinstance(found.value, dict) else {}
        return {language: words for language, words in value.items() if words.strip()}

    def place_of(self, name: str) -> Text:
        """Where something is said, or where the entry itself stands."""
        return self.said[name].place if name in self.said else self.place


@dataclass
class RawScheme:
    """A whole file.

    Attributes:
        faults: what couldn't even be read, with its place.
    """

    head: Entry
    levels: list[Entry] = field(default_factory=list)
    groups: list[Entry] = field(default_factory=list)
    criteria: list[Entry] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)
