"""All types of worksheet there are: those that come with the program, and those the users have made."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.core import paths
from app.core.fault import BadFile, Refusal
from app.core.text import Text, _l
from app.worksheets.types.reading import read
from app.worksheets.types.rules import CATEGORIES, WorksheetType


@dataclass(frozen=True)
class Library:
    """The types by key, and what is wrong with files that can't be used."""

    types: dict[str, WorksheetType]
    faults: tuple[Text, ...] = ()

    def get(self, key: str) -> WorksheetType | None:
        """The type with a key."""
        return self.types.get(key)

    def ordered(self) -> list[WorksheetType]:
        """The types by category, in the order in which they were read."""
        order = {code: place for place, (code, _words) in enumerate(CATEGORIES)}
        return sorted(
            self.types.values(), key=lambda each: (each.own, order.get(each.category, 99))
        )


def folder() -> Path:
    """Where the types that come with the program are."""
    return paths.resources() / "worksheets"


def read_folder(place: Path) -> Library:
    """All types in the files of a folder; a file that can't be used is told and passed over."""
    found: dict[str, WorksheetType] = {}
    faults: list[Text] = []
    for path in sorted(place.glob("*.yaml")):
        try:
            made = read_file(path)
        except BadFile as fault:
            faults += [fault.summary, *fault.listed]
        except Refusal as fault:
            faults.append(fault.told)
        else:
            found[made.key] = made
    return Library(found, tuple(faults))


def read_file(path: Path) -> WorksheetType:
    """The type in a file.

    Raises:
        BadFile: something in it is wrong; each fault with its line.
        Refusal: it can't be read.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(_l("{name} can't be read.", name=path.name)) from fault
    return read(text, path.name)


@cache
def built_in() -> Library:
    """The types that come with the program, read when first asked for."""
    return read_folder(folder())


@cache
def built_in_type(key: str) -> WorksheetType | None:
    """A type that comes with the program, read from its own file alone; ``None`` when there is none to use."""
    path = folder() / f"{key}.yaml"
    if path not in folder().glob("*.yaml"):  # a key that people have imported may hold anything
        return None
    try:
        return read_file(path)
    except Refusal:  # the gallery tells what is wrong with it
        return None


def with_own(own: Iterable[WorksheetType]) -> Library:
    """Those that come with the program and those the users have made."""
    known = built_in()
    return Library({**known.types, **{each.key: each for each in own}}, known.faults)
