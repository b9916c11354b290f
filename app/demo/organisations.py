"""The organisations of the demo, described once: those it works with, and those in its network."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from app.core import sample
from app.core.text import LanguageText

_SPACE = uuid5(NAMESPACE_URL, "https://demo.example.fi")


@cache
def described() -> Mapping[str, Mapping[str, Any]]:
    """The stored values of every organisation, by its key."""
    return sample.content("organisations")


def name_of(key: str) -> LanguageText:
    """What an organisation is called."""
    return described()[key]["name"]


def owner_of(key: str) -> str:
    """The id of an organisation in the network."""
    return record_of("owner", key)


def record_of(kind: str, key: str) -> str:
    """The id of a record that another office has sent: the same each time, so that others can name it."""
    return str(uuid5(_SPACE, f"{kind}/{key}"))
