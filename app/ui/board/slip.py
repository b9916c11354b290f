"""What a board shows: cards in columns, each said by the room that uses the board."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.change import Changes
from app.core.text import Text, _l
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office


@dataclass(frozen=True)
class SmallLine:
    """A line of small print on a card, with an icon before it; what doesn't fit is cut."""

    glyph: str
    words: Text


@dataclass(frozen=True)
class Slip:
    """What a card says.

    Attributes:
        id: the record's; ``lane`` is the column it stands in.
        title: its own words, never translated.
        lines: small print below the title, such as whose it is.
        foot: a few words each; with a tone in a tag.
    """

    id: str
    lane: str
    title: str
    lines: tuple[SmallLine, ...] = ()
    foot: tuple[tuple[Text, Tone | None], ...] = ()


@dataclass(frozen=True)
class LaneKind:
    """A column: its stored name, what it is called, and what belongs in it, said while it is empty."""

    name: str
    label: Text
    belongs: Text


@dataclass(frozen=True)
class Found:
    """What the board shows.

    Attributes:
        lanes: the slips by column, ``totals`` how many there are in all.
        owners: those whose cards there are, to choose from.
    """

    lanes: Mapping[str, tuple[Slip, ...]]
    totals: Mapping[str, int]
    owners: tuple[str, ...] = ()


def _asks_nothing(_parent: QWidget, _office: Office, _record_id: str, _lane: str) -> None:
    return None


@dataclass(frozen=True)
class BoardDesk:
    """How records of one kind stand on a board.

    Attributes:
        kind: the stored name of the kind.
        lanes: the columns in order.
        ask: what is shown of the records that hold all the words and are of an owner (``""`` for
            everybody's, ``nobody`` for nobody's).
        move: takes a record to another column.
        dialog: asks what a column needs to know when ``move`` was refused for something missing.
        find: what the search box is called; ``owner`` the choice beside it, where ``nobodys`` stands
            after the names and, with ``mine``, one's own before them.
    """

    kind: str
    lanes: tuple[LaneKind, ...]
    ask: Callable[[Session, str, str], Found]
    move: Callable[[Session, str, str], Changes]
    find: Text
    nobody: str
    nobodys: Text
    dialog: Callable[[QWidget, Office, str, str], AskDialog | None] = _asks_nothing
    owner: Text = field(default_factory=lambda: _l("Owner"))
    mine: bool = False
