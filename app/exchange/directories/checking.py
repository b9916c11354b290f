"""Single values of a directory in the form that our fields have, or nothing, which is told. Pure functions."""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from app.core.fault import InvalidValue
from app.core.identifier import IDENTIFIERS
from app.core.text import _l
from app.core.value import PlainText, Rows, Value, Words
from app.exchange.directories import matching
from app.exchange.directories.model import Area, Tell, Texts
from app.exchange.directories.plain import shortened

T = TypeVar("T")
MOST_SOTERI = 60
_NUMBERS = (
    (
        "association_number",
        re.compile(r"association|yhdistysrekister|föreningsregister", re.IGNORECASE),
    ),
    ("soteri", re.compile(r"\bsoteri", re.IGNORECASE)),
    ("sote_oid", re.compile(r"\boid\b|\bsote_oid\b", re.IGNORECASE)),
    (
        "business_id",
        re.compile(r"business.?(id|code)|fi-pro|y-?tunnus|fo-nummer", re.IGNORECASE),
    ),
)
"""What identifiers are called; the scheme of the business ID may stand with others of the same office."""


def words(value: Any, texts: Texts, tell: Tell, *, line: bool = False) -> Texts:
    """A language text that fits: what is too long is cut, a language that isn't known is left out."""
    assert isinstance(value, Words)
    found = {}
    for language, text in texts.items():
        clean = " ".join(text.split()) if line or not value.long else text
        if len(clean) > value.limit:
            tell(_l("A text of more than {limit} letters is cut.", limit=str(value.limit)))
        if matching.language(language) == language and clean:
            found[language] = shortened(clean, value.limit)
    return found


def number_of(called: str) -> str:
    """Which number of a register is called so, by our fields; ``""`` for none that we know."""
    return next((each for each, names in _NUMBERS if names.search(called)), "")


def identifiers(found: list[tuple[str, str]], tell: Tell) -> dict[str, str]:
    """The numbers of registers that we know, by our fields."""
    kept = {"business_id": "", "association_number": "", "sote_oid": "", "soteri": ""}
    for called, written in found:
        name = number_of(called)
        if not name:
            continue
        # Some write the scheme before the number.
        number = written.removeprefix("FI-PRO-").removeprefix("FI-PRO:").strip()
        if name == "soteri":
            kept[name] = number if len(number) <= MOST_SOTERI else ""
            continue
        try:
            kept[name] = kept[name] or IDENTIFIERS[name].normalise(number)
        except InvalidValue:
            tell(_l("The identifier “{written}” isn’t valid.", written=written[:40]))
    return kept


def first_good(name: str, written: list[str], tell: Tell) -> str:
    """The first of some addresses or numbers that is valid."""
    for each in written:
        try:
            return IDENTIFIERS[name].normalise(each)
        except InvalidValue:
            words = {
                "url": _l("The web address “{written}” isn’t valid.", written=each[:60]),
                "email": _l("The e-mail address “{written}” isn’t valid.", written=each[:60]),
                "phone": _l("The telephone number “{written}” isn’t valid.", written=each[:60]),
            }
            if each:
                tell(words[name])
    return ""


def year(value: Value, written: str, tell: Tell) -> int | None:
    """A year."""
    if not written:
        return None
    try:
        return value.check(int(written))
    except (ValueError, InvalidValue):
        tell(_l("The year “{written}” isn’t valid.", written=written[:40]))
        return None


def municipalities(areas: list[Area], tell: Tell) -> list[str]:
    """Where it is to be had, ``[]`` for everywhere."""
    if any(area.reach == "nation" for area in areas):
        return []
    found: list[str] = []
    for area in areas:
        codes = matching.municipalities(area)
        if not codes:
            tell(_l("The area “{name}” isn’t known.", name=(area.name or area.code)[:60]))
        found += codes
    return unique(found)


def languages(written: list[str], tell: Tell) -> list[str]:
    """The codes of spoken languages."""
    found = []
    for each in written:
        if code := matching.language(each):
            found.append(code)
        else:
            tell(_l("The language “{language}” isn’t in our list.", language=each[:40]))
    return unique(found)


def line(value: Any, text: str) -> str:
    """A text on one line that fits."""
    assert isinstance(value, PlainText)
    return shortened(" ".join(text.split()), value.limit)


def few(rows: list[T], value: Any, tell: Tell) -> list[T]:
    """So many rows as the field holds."""
    assert isinstance(value, Rows)
    if len(rows) > value.limit:
        tell(_l("Only the first {limit} rows of a list are taken.", limit=str(value.limit)))
    return rows[: value.limit]


def unique(found: Iterable[str]) -> list[str]:
    """Each once, in their order."""
    return list(dict.fromkeys(found))
