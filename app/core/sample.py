"""Example records as they are written down in ``resources/demo``: read, and put into today's terms."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from app.core import paths

Known = Mapping[str, Mapping[str, str]]
"""The ids of example records that are there already, by the word that refers to them and their key."""


def content(name: str = "small") -> dict[str, Any]:
    """The small demo organisation, lists of stored values by kind; or another part of the demo data."""
    return msgspec.json.decode((paths.resources() / "demo" / f"{name}.json").read_bytes())


def placed(stored: Any, today: date, known: Known, *, inside: bool = False) -> Any:
    """A stored value with its days counted from today and its references put in their places."""
    if isinstance(stored, list):
        return [placed(each, today, known, inside=True) for each in stored]
    if not isinstance(stored, dict):
        return stored
    if "$day" in stored:
        day = today + timedelta(days=stored["$day"])
        return day.isoformat() if inside else day
    if "$number" in stored:
        return stored["$number"] if inside else Decimal(stored["$number"])
    for kind, ids in known.items():
        if kind in stored:
            return ids[stored[kind]]
    return {name: placed(each, today, known, inside=inside) for name, each in stored.items()}
