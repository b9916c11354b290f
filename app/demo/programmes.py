"""The programmes of the demo organisation: one that has ended, with all its events, and one that runs."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.core import editing
from app.core.fault import Missing
from app.network.events.records import HELD, Event
from app.organisation.actions import own
from app.programmes.records import Indicator, IndicatorValue, Objective, Programme
from app.programmes.rules import last_half

OWN = "own"


def run_programmes(session: Session, content: Mapping[str, Any], today: date) -> None:
    """Add the programme that has ended, its days as they were, and the one that runs around today."""
    ended = _add(session, Programme, content["programme"])
    objectives = _objectives(session, ended, content["objectives"])
    names = {OWN: _own_name(session), **content["organisations"]}
    for stored in content["indicators"]:
        made = _indicator(session, ended, objectives, stored)
        for told in stored["values"]:
            values = {**told, "indicator_id": made, "organisation": names[told["organisation"]]}
            _add(session, IndicatorValue, values)
    for stored in content["events"]:
        values = {name: each for name, each in stored.items() if name != "objective"}
        values["objective_id"] = objectives[stored["objective"]]
        _add(session, Event, {**values, "state": HELD})
    _run(session, content["running"], today)


def _run(session: Session, content: Mapping[str, Any], today: date) -> None:
    days = {
        "starts_on": today + timedelta(days=content["begins"]),
        "ends_on": today + timedelta(days=content["ends"]),
    }
    running = editing.add(session, Programme, {**content["programme"], **days}).result
    objectives = _objectives(session, running, content["objectives"])
    half = last_half(today)
    for stored in content["indicators"]:
        made = _indicator(session, running, objectives, stored)
        if "told" in stored:
            told = {
                "indicator_id": made,
                "organisation": _own_name(session),
                "from_day": half.first,
                "to_day": half.last,
                "value": Decimal(stored["told"]),
                "source": stored["source"],
            }
            editing.add(session, IndicatorValue, told)


def _objectives(
    session: Session, programme_id: str, stored: list[dict[str, Any]]
) -> dict[int, str]:
    """The objectives of a programme by number."""
    return {
        each["number"]: _add(session, Objective, {**each, "programme_id": programme_id})
        for each in stored
    }


def _indicator(
    session: Session, programme_id: str, objectives: Mapping[int, str], stored: Mapping[str, Any]
) -> str:
    values = {name: stored[name] for name in ("measure", "name")}
    values["programme_id"] = programme_id
    values["objective_id"] = objectives.get(stored["objective"])
    values["target"] = Decimal(stored["target"]) if "target" in stored else None
    return _add(session, Indicator, values)


def _own_name(session: Session) -> dict[str, str]:
    organisation = own(session)
    if organisation is None:
        raise Missing
    return dict(organisation.name)


def _add(session: Session, record: Any, stored: Mapping[str, Any]) -> str:
    """Add a record whose days are written as in a calendar and whose numbers are whole."""
    values = dict(stored)
    for name in ("starts_on", "ends_on", "from_day", "to_day"):
        if isinstance(values.get(name), str):
            values[name] = date.fromisoformat(values[name])
    if record is IndicatorValue:
        values["value"] = Decimal(values["value"])
    return editing.add(session, record, values).result
