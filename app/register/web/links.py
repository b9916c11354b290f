"""Where things stand in the directory: addresses below a language, and the readable words in them. Pure functions."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from app.catalogue import shapes
from app.catalogue.items import Item
from app.core.text import pick
from app.core.words import words_of

_MOST_SLUG = 60
PLACES = {
    shapes.SERVICE: "services",
    shapes.ORGANISATION: "organisations",
    shapes.PATH: "paths",
    shapes.EVENT: "events",
    shapes.PARTNERSHIP: "networks",
}
"""Under which name the records of a kind stand."""


def slug(words: str) -> str:
    """Words as a readable part of an address: ``Arkiapu kotiin!`` is ``arkiapu-kotiin``; blank without letters."""
    found = ""
    for word in words_of(words):
        plain = "".join(letter for letter in word if letter.isascii())
        longer = f"{found}-{plain}".strip("-")
        if len(longer) > _MOST_SLUG:
            break
        found = longer
    return found


def of(item: Item, language: str) -> str:
    """The address of a record, below its language."""
    place = f"{PLACES[item.kind]}/{item.record_id}"
    name = slug(pick(item.name, language)) if item.kind == shapes.SERVICE else ""
    return f"{place}/{name}" if name else place


def query(pairs: Iterable[tuple[str, str]]) -> str:
    """Parameters as they stand behind an address, with their ``?``; blank when there are none."""
    written = urlencode(list(pairs))
    return f"?{written}" if written else ""


def dialled(phone: str) -> str:
    """A telephone number as a link dials it."""
    return "tel:" + "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def mailed(email: str) -> str:
    """An e-mail address as a link writes to it, to it alone: its own signs begin no further fields."""
    name, _at, host = email.rpartition("@")
    return f"mailto:{quote(name, safe='')}@{host}"


def called(website: str) -> str:
    """An address on the web as people write it."""
    return website.removeprefix("https://").removeprefix("http://").removesuffix("/")
