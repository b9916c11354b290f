"""Code lists: municipalities, service classes, units and the like, with names a language.

They are files in ``resources/reference``, loaded when first asked for. A code that is no longer in its
list is shown as itself; it never stops anything.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

import msgspec
from babel import Locale

from app.core import paths
from app.core.text import LanguageText, pick

_KNOWN = {"id", "fi", "sv", "en", "parent"}


@dataclass(frozen=True)
class Code:
    """One entry of a code list.

    Attributes:
        id: what is stored.
        names: its name by language.
        parent: the id of what it belongs to, or ``""``.
        extra: what else its file says, as text.
    """

    id: str
    names: Mapping[str, str]
    parent: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def helps(self) -> LanguageText:
        """What explains it, by language (``help_fi`` and so on in its file)."""
        return {
            name.removeprefix("help_"): words
            for name, words in self.extra.items()
            if name.startswith("help_")
        }

    def label(self, language: str | None = None) -> str:
        """The name in a language, or the nearest one that there is."""
        return pick(self.names, language) or self.id


@dataclass(frozen=True)
class CodeList:
    """A code list with its owner, so that the program can say where it comes from."""

    name: str
    owner: str
    source: str
    state: str
    codes: tuple[Code, ...]

    @cached_property
    def _by_id(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def get(self, code: str) -> Code | None:
        """The entry with an id."""
        return self._by_id.get(code)

    def search(self, words: str, language: str | None = None) -> list[Code]:
        """Entries whose id or any word of whose name begins with ``words``, then those that hold it."""
        wanted = _folded(words)
        begins, holds = [], []
        for code in self.codes:
            name = _folded(code.label(language))
            if code.id.startswith(words) or any(part.startswith(wanted) for part in name.split()):
                begins.append(code)
            elif wanted in name:
                holds.append(code)
        return begins + holds


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()


@cache
def codes(name: str) -> CodeList:
    """The code list in ``resources/reference/NAME.json``.

    Raises:
        FileNotFoundError: there is no such list.
    """
    content = (paths.resources() / "reference" / f"{name}.json").read_bytes()
    stored = msgspec.json.decode(content)
    entries = tuple(_code(name, entry) for entry in stored["codes"])
    return CodeList(name, stored["owner"], stored["source"], stored["state"], entries)


def _code(name: str, entry: dict[str, str]) -> Code:
    names = {language: entry[language] for language in ("fi", "sv", "en") if language in entry}
    if name == "languages" and not names:
        names = _language_names(entry["id"])
    extra = {key: value for key, value in entry.items() if key not in _KNOWN}
    return Code(entry["id"], names, entry.get("parent", ""), extra)


def _language_names(code: str) -> dict[str, str]:
    found = {
        language: Locale.parse(language).languages.get(code) for language in ("fi", "sv", "en")
    }
    return {language: name for language, name in found.items() if name}
