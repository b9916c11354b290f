"""Languages: translatable texts that know how to say themselves, and values a language.

The program is written with English msgids. ``_("…")`` says a text now, ``_l("…")`` keeps it lazy so
that it can be said again after the language changes, ``_n(one, many, count)`` chooses the plural.
Parameters go in by name (``_l("Retired {name}", name=title)``) and may be lazy texts themselves.
"""

import gettext
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale

from app.core import paths

DOMAIN = "kumppani"
SOURCE_LANGUAGE = "en"

LanguageText = Mapping[str, str]
"""A text that users write for others: a value a language, for example ``{"fi": …, "en": …}``."""

_chosen = "fi"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalog, Finnish first, then by code."""
    found = {
        folder.parent.parent.name
        for folder in paths.translations().glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    } | {
        folder.parent.parent.name
        for folder in paths.translations().glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    }
    return tuple(sorted(found | {SOURCE_LANGUAGE}, key=lambda code: (code != "fi", code)))


def current_language() -> str:
    """The language that texts are said in just now."""
    return _spoken.get() or _chosen


def set_language(language: str) -> None:
    """Choose the language of the program.

    Raises:
        ValueError: there is no catalog for the language.
    """
    global _chosen  # noqa: PLW0603 - the one process-wide choice; documents use speaking()
    if language not in languages():
        raise ValueError(f"no catalog for {language!r}")
    _chosen = language


@contextmanager
def speaking(language: str) -> Generator[None]:
    """Say everything inside the block in another language, for a document for example."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def language_name(language: str) -> str:
    """The language's own name for itself, capitalised: ``Suomi``, ``English``."""
    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]


def in_all(words: str) -> LanguageText:
    """Words that are the same in every language, for example a person's name."""
    return dict.fromkeys(languages(), words)


def language_called(language: str, reader: str | None = None) -> str:
    """What a language is called in the reader's language: ``englanti``, ``Finnish``."""
    return Locale.parse(language).get_display_name(reader or current_language()) or language


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    try:
        with (paths.translations() / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
            return gettext.GNUTranslations(file)
    except FileNotFoundError:
        return gettext.NullTranslations()


class Text:
    """A translatable text that is said only when it is needed, in the language of that moment.

    Its arguments may be texts, language texts, days, moments and decimal numbers: they follow the
    language too.
    """

    __slots__ = ("args", "count", "msgid", "plural")

    def __init__(
        self,
        msgid: str,
        plural: str | None = None,
        count: int | None = None,
        args: Mapping[str, Any] | None = None,
    ) -> None:
        self.msgid = msgid
        self.plural = plural
        self.count = count
        self.args = dict(args or {})

    def say(self, language: str | None = None) -> str:
        """The text in ``language`` (the current one by default)."""
        language = language or current_language()
        catalog = _catalog(language)
        if not self.msgid:
            return ""
        if self.plural is None or self.count is None:
            pattern = catalog.gettext(self.msgid)
        else:
            pattern = catalog.ngettext(self.msgid, self.plural, self.count)
        if not self.args:
            return pattern
        with speaking(language):
            return pattern.format_map({name: _argument(v) for name, v in self.args.items()})

    def __str__(self) -> str:
        return self.say()

    def __repr__(self) -> str:
        return f"Text({self.msgid!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash((self.msgid, self.plural, self.count))

    def __bool__(self) -> bool:
        return bool(self.msgid)

    def to_json(self) -> dict[str, Any]:
        """A form that can be stored, to be said later in any language."""
        args = {name: _stored_argument(v) for name, v in self.args.items()}
        return {"msgid": self.msgid, "plural": self.plural, "count": self.count, "args": args}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Text":
        """The text that :meth:`to_json` wrote."""
        args = {name: _read_argument(v) for name, v in stored["args"].items()}
        return cls(stored["msgid"], stored["plural"], stored["count"], args)


def _argument(value: Any) -> Any:
    if isinstance(value, Text):
        return value.say()
    if isinstance(value, Mapping):
        return pick(value)
    if isinstance(value, Decimal):
        from app.core import format as written  # noqa: PLC0415 - formats are said with this module

        return written.show_number(value)
    if isinstance(value, date):
        from app.core import format as written  # noqa: PLC0415 - formats are said with this module

        if isinstance(value, datetime):
            return written.show_moment(value)
        return written.show_date(value)
    return value


def _stored_argument(value: Any) -> Any:
    if isinstance(value, Text):
        return {"text": value.to_json()}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _read_argument(stored: Any) -> Any:
    match stored:
        case {"text": text}:
            return Text.from_json(text)
        case {"moment": moment}:
            return datetime.fromisoformat(moment)
        case {"day": day}:
            return date.fromisoformat(day)
        case {"number": number}:
            return Decimal(number)
    return stored


def _l(msgid: str, /, **args: Any) -> Text:
    """A lazy text."""
    return Text(msgid, args=args)


def _n(one: str, many: str, count: int, /, **args: Any) -> Text:
    """A lazy text whose form follows ``count``, which is also the parameter ``{count}``."""
    return Text(one, many, count, {"count": count, **args})


def _(msgid: str, /, **args: Any) -> str:
    """A text said at once in the current language."""
    return Text(msgid, args=args).say()


def literal(text: str | LanguageText) -> Text:
    """Words, or a language text, where a :class:`Text` is asked for; never translated."""
    return Text("{words}", args={"words": text})


def pick(value: LanguageText | None, language: str | None = None) -> str:
    """A language text in ``language``, or in the nearest language that has it."""
    return pick_from(value, language)[0]


def pick_from(value: LanguageText | None, language: str | None = None) -> tuple[str, str]:
    """A language text and the language it was found in, ``("", language)`` when there is none.

    Falls back to the source language's neighbours in a fixed order (the program's languages, then
    whatever is there), so that a reader always sees the text and can see that it is a fallback.
    """
    wanted = language or current_language()
    if value:
        for candidate in (wanted, *languages(), *sorted(value)):
            if value.get(candidate, "").strip():
                return value[candidate], candidate
    return "", wanted
