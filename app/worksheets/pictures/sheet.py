"""What a picture is drawn from: a type, what stands on the sheet, what was agreed, and how to measure text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.text import LanguageText, Text, current_language, languages, pick
from app.worksheets.pictures.wrapping import Measure
from app.worksheets.sheets.content import Content, Item
from app.worksheets.types.rules import WorksheetType


@dataclass(frozen=True)
class Agreed:
    """A task that was agreed on a sheet: what, who, by when, and how it stands, in words."""

    what: str
    who: str = ""
    due: str = ""
    state: str = ""
    done: bool = False
    item: str = ""


@dataclass(frozen=True)
class Drawn:
    """All that a picture is made from.

    Attributes:
        width: how wide the picture is; ``height`` is how high it should be, and can't be exceeded when ``fixed``.
        blank: for filling in by hand: room instead of content.
        tasks: what was agreed, by field or note; ``marks`` how many tasks hang on each note.
        language: what it is written in.
    """

    type: WorksheetType
    content: Content
    measure: Measure
    width: float = 770
    height: float = 480
    fixed: bool = False
    blank: bool = False
    tasks: Sequence[Agreed] = ()
    marks: Mapping[str, int] = field(default_factory=dict)
    language: str = field(default_factory=current_language)

    def say(self, words: Mapping[str, str] | None) -> str:
        """A language text in the language of the picture."""
        return pick(words, self.language)

    def of(self, key: str) -> tuple[Item, ...]:
        """The items of a field; none on a blank form."""
        return () if self.blank else self.content.of(key)


def in_each(words: Text) -> LanguageText:
    """Words of the program as a language text, for the label of a slot or of what is left over."""
    return {language: words.say(language) for language in languages()}
