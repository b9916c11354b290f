"""Demo worksheets: one of every type, filled in with its example in the language of the program."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core import editing, sample
from app.core.text import current_language, pick
from app.worksheets.chains import actions as chains
from app.worksheets.foresight import actions as foresight
from app.worksheets.foresight.records import Signal
from app.worksheets.sheets import actions, versions
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types import library

Ids = Mapping[str, str]


def develop(session: Session, content: Mapping[str, Any], today: date, services: Ids) -> None:
    """Add a sheet of every type, signals, and the chain from a signal to a service."""
    made: dict[str, str] = {}
    for type_ in library.built_in().ordered():
        said = content["sheets"].get(type_.key, {})
        values = {
            "type_key": type_.key,
            "held_on": today - timedelta(days=said.get("held", 20)),
            "owner": said.get("owner", content["owner"]),
        }
        if "name" in said:
            values["name"] = pick(said["name"], current_language())
        if "review" in said:
            values["review_on"] = today + timedelta(days=said["review"])
        made[type_.key] = actions.begin(session, values, with_example=True).result
        if said.get("status"):
            editing.change(session, Worksheet, made[type_.key], {"status": said["status"]})
    versions.keep(session, made["swot"], pick(content["version"], current_language()))
    foresight.take_megatrends(session)
    signals = {}
    for each in content["signals"]:
        values = sample.placed({n: v for n, v in each.items() if n != "key"}, today, {})
        values |= {
            name: pick(value, current_language())
            for name, value in values.items()
            if isinstance(value, dict)
        }
        signals[each["key"]] = editing.add(session, Signal, values).result
    for first, second in content["links"]:
        ends = [_end(name, made, signals, services) for name in (first, second)]
        chains.connect(session, ends[0], ends[1])


def _end(name: str, sheets: Ids, signals: Ids, services: Ids) -> tuple[str, str]:
    kind, _slash, key = name.partition("/")
    return kind, {"worksheet": sheets, "signal": signals, "service": services}[kind][key]
