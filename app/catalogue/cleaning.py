"""Values from shared records as the catalogue takes them: of their kind, of a size, or left out. Pure functions.

A record may come from a newer, older or hostile program. A reader returns the value when it makes sense and
``None`` when it doesn't; it never raises.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

Reader = Callable[[Any], Any]
Readers = Mapping[str, Reader]

_MOST_LANGUAGES = 20
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Signs that nobody sees, and those that turn around the text that follows, also somebody else's."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_LONGEST_LANGUAGE = len("abc-Abcd")
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_LONGEST_CODE = 40
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_URL = re.compile(r"https?://[A-Za-z0-9\[][!#-;=?-\[\]_a-z~]*")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_MOST_URL, _MOST_EMAIL = 400, 200
_PHONE = re.compile(r"[0-9+() -]{3,40}")


def cleaned(readers: Readers, fields: Any) -> dict[str, Any]:
    """The fields that readers are there for and that make sense; blank ones are left out."""
    if not isinstance(fields, Mapping):
        return {}
    found: dict[str, Any] = {}
    for name, reader in readers.items():
        value = fields.get(name)
        if value is not None:
            read = reader(value)
            if read or isinstance(read, int):
                found[name] = read
    return found


def line(most: int) -> Reader:
    """Reads a text on one line of at most so many letters."""

    def read(value: Any) -> str | None:
        return " ".join(_plain(value).split())[:most] if isinstance(value, str) else None

    return read


def words(most: int) -> Reader:
    """Reads a text by language, each of at most so many letters."""

    def read(value: Any) -> dict[str, str] | None:
        if not isinstance(value, Mapping):
            return None
        found: dict[str, str] = {}
        for language, said in value.items():
            if (
                isinstance(language, str)
                and isinstance(said, str)
                and len(language) <= _LONGEST_LANGUAGE
                and _is_language(language)
            ):
                plain = _plain(said).strip()[:most]
                if plain and len(found) < _MOST_LANGUAGES:
                    found[language] = plain
        return found

    return read


def code(value: Any) -> str | None:
    """Reads what stands in a list of codes; one that isn't in our list any more, or not yet, is good."""
    return (
        value
        if isinstance(value, str) and len(value) <= _LONGEST_CODE and _is_code(value)
        else None
    )


def codes(most: int) -> Reader:
    """Reads a list of codes, each of them once."""

    def read(value: Any) -> list[str] | None:
        if not isinstance(value, list):
            return None
        return list(dict.fromkeys(each for each in value if code(each)))[:most]

    return read


def identity(value: Any) -> str | None:
    """Reads the id of a record."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def yes(value: Any) -> bool | None:
    """Reads a yes; a no is left out."""
    return True if value is True else None


def whole(least: int, most: int) -> Reader:
    """Reads a whole number."""

    def read(value: Any) -> int | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return value if fits else None

    return read


def number(value: Any) -> str | None:
    """Reads a number that isn't negative; it stays text, as exact as it came."""
    return value if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def day(value: Any) -> str | None:
    """Reads a day; it stays text."""
    if not isinstance(value, str) or len(value) != len("2026-01-01"):
        return None
    try:
        return value if date.fromisoformat(value).isoformat() == value else None
    except ValueError:
        return None


def url(value: Any) -> str | None:
    """Reads an address on the web, of these kinds only that a browser opens harmlessly."""
    return (
        value
        if isinstance(value, str) and len(value) <= _MOST_URL and _URL.fullmatch(value)
        else None
    )


def email(value: Any) -> str | None:
    """Reads an e-mail address."""
    return (
        value
        if isinstance(value, str) and len(value) <= _MOST_EMAIL and _EMAIL.fullmatch(value)
        else None
    )


def phone(value: Any) -> str | None:
    """Reads a telephone number."""
    return value if isinstance(value, str) and _PHONE.fullmatch(value) else None


def rows(readers: Readers, most: int, needs: str = "") -> Reader:
    """Reads a list of rows; one without ``needs``, or without anything, is left out."""

    def read(value: Any) -> list[dict[str, Any]] | None:
        if not isinstance(value, list):
            return None
        found = [cleaned(readers, each) for each in value[: 2 * most]]
        return [row for row in found if row and (not needs or needs in row)][:most]

    return read


def cents(price: str) -> int:
    """A number as :func:`number` reads it, in hundredths, rounded."""
    return round(Decimal(price) * 100)


def _plain(value: str) -> str:
    # Every sign that is taken away is one that can't be printed; looking for those first is quick.
    return value if value.isprintable() else _CONTROL.sub("", value)


@lru_cache(maxsize=256)
def _is_language(short: str) -> bool:
    return _LANGUAGE.fullmatch(short) is not None


@lru_cache(maxsize=4096)
def _is_code(short: str) -> bool:
    return _CODE.fullmatch(short) is not None
