"""What is wrong with the values of a partnership or a meeting. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.text import Text, _l


def problems(values: Mapping[str, Any]) -> dict[str, Text]:
    """What is wrong with the values of a partnership together, by field."""
    found: dict[str, Text] = {}
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        found["ends_on"] = _l("The agreement ends before it begins. Check the days.")
    for number, row in enumerate(values.get("members") or [], start=1):
        wrong = _of_member(row)
        if wrong:
            found["members"] = _l("Row {number}: {problem}", number=number, problem=wrong)
            break
    return found


def _of_member(row: Mapping[str, Any]) -> Text | None:
    if not row.get("organisation_id") and not (row.get("name") or "").strip():
        return _l("Choose an organisation you know, or write the name.")
    joined, left = _day(row.get("joined_on")), _day(row.get("left_on"))
    if joined and left and left < joined:
        return _l("It has left before it joined. Check the days.")
    return None


def _day(stored: Any) -> date | None:
    return date.fromisoformat(stored) if isinstance(stored, str) and stored else None


def meeting_problems(values: Mapping[str, Any]) -> dict[str, Text]:
    """What is wrong with the values of a meeting together, by field."""
    held, after = values.get("held_on"), values.get("next_on")
    if held and after and after <= held:
        return {"next_on": _l("The next meeting is after this one. Check the day.")}
    return {}
