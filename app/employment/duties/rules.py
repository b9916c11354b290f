"""What is true of an employer's duties. Pure functions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.text import Text, _l
from app.employment.periods import months_later

REMIND_DAYS = 30
"""How long before its day a duty is brought up again."""


def problems(values: Mapping[str, Any]) -> dict[str, Text]:
    """What is wrong with a duty's values together, by field."""
    found: dict[str, Text] = {}
    if not values.get("duty") and not values.get("own_name"):
        found["duty"] = _l("Choose a duty, or write one of your own below.")
    done, renew = values.get("done_on"), values.get("renew_on")
    if done and renew and renew < done:
        found["renew_on"] = _l("This day is before the day it was done.")
    return found


def next_look(done_on: date, months: str) -> date | None:
    """When a duty is looked at again, after ``months`` of its code; ``None`` when that is enough once."""
    return months_later(done_on, int(months)) if months else None
