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
from app.worksheets.pulse import actions as pulse
from app.worksheets.sheets import actions, versions
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types import library, own
from app.worksheets.types.records import OwnType

Ids = Mapping[str, str]


def develop(session: Session, content: Mapping[str, Any], today: date, services: Ids) -> None:
    """Add a sheet of every type, signals, and the chain from a signal to a service."""
    made: dict[str, str] = {}
    for stored in content["pulse"]:
        made["wellbeing_pulse"] = _pulse(session, stored, today, content["owner"])
    for type_ in library.built_in().ordered():
        if type_.key in made:
            continue
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
    own_type = own.make_from(session, "pdca").result
    editing.change(session, OwnType, own_type, content["own_type"])
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


def _pulse(session: Session, stored: Mapping[str, Any], today: date, owner: str) -> str:
    """A round of the pulse with its answers, which nobody has given."""
    values = {
        "type_key": "wellbeing_pulse",
        "name": pick(stored["name"], current_language()),
        "held_on": today - timedelta(days=stored["held"]),
        "owner": owner,
    }
    made = actions.begin(session, values).result
    for scores in stored["answers"]:
        pulse.answer(session, made, scores)
    if stored["closed"]:
        pulse.close(session, made)
    return made


def _end(name: str, sheets: Ids, signals: Ids, services: Ids) -> tuple[str, str]:
    kind, _slash, key = name.partition("/")
    return kind, {"worksheet": sheets, "signal": signals, "service": services}[kind][key]
