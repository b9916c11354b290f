"""Texts as a page shows them: in the reader's language where there is one, else marked as another one's."""

from dataclasses import dataclass, field

from babel import UnknownLocaleError
from markupsafe import Markup, escape

from app.core.text import LanguageText, language_called, pick_from


@dataclass(frozen=True)
class Said:
    """Words in the language in which there are some; false when there are none.

    Attributes:
        foreign: the code of their language where it isn't the page's, else blank.
    """

    words: str = ""
    foreign: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)

    def __str__(self) -> str:
        return self.words

    def __html__(self) -> str:
        if not self.foreign:
            return escape(self.words)
        return Markup('<span lang="{}">{}</span>').format(self.foreign, self.words)

    @property
    def parts(self) -> list["Said"]:
        """Its paragraphs or the things of its list: what stands on lines of its own."""
        return [
            Said(line, self.foreign) for line in map(str.strip, self.words.splitlines()) if line
        ]


@dataclass
class Reader:
    """Picks texts for the reader of a page, and remembers which other languages that took.

    Attributes:
        language: the page's.
        others: the languages of texts that there are not in the page's.
    """

    language: str
    others: dict[str, None] = field(default_factory=dict)

    def text(self, words: LanguageText | None) -> Said:
        """A text; that it is in another language is told at the top of the page."""
        said = self.name(words)
        if said.foreign:
            self.others[said.foreign] = None
        return said

    def name(self, words: LanguageText | None) -> Said:
        """A name; many have one in one language only, and nothing is missing then."""
        found, language = pick_from(words, self.language)
        return Said(found, language if found and language != self.language else "")

    @property
    def others_called(self) -> str:
        """The other languages by their names, as the page's language calls them."""
        return ", ".join(_called(each, self.language) for each in self.others)


def _called(code: str, language: str) -> str:
    try:
        return language_called(code, language)
    except (ValueError, UnknownLocaleError):  # a language that nobody has a name for
        return code
