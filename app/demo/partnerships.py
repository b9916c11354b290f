"""The partnerships, foresight and advice of the demo organisation, and what others of its network have sent."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing, sample
from app.core.change import Changes
from app.core.field import fields_of
from app.core.offered import Offered
from app.core.record import Record, new_id, today
from app.core.text import _l, current_language, pick
from app.core.value import Rows, Words
from app.demo.organisations import name_of, owner_of
from app.demo.workdays import met
from app.network.advice.records import Adviser
from app.network.foresight import actions as foresight
from app.network.foresight.records import ForesightNote, ForesightOpinion
from app.network.partnerships import actions, health, meetings
from app.network.partnerships.records import HealthCheck, Meeting, Partnership
from app.organisation.actions import own
from app.worksheets.chains import actions as chains
from app.worksheets.sheets.records import Worksheet

OWN = "$own"
Ids = Mapping[str, str]


def work_together(session: Session, organisations: Ids, day: date) -> None:
    """Add partnerships with their meetings and health checks, notes of foresight, and advisers."""
    content = sample.content("partnerships")
    us = own(session)
    known = {"$organisation": {**organisations, OWN: us.id if us else ""}}
    made: dict[str, str] = {}
    for stored in content["partnerships"]:
        values = _values(Partnership, stored["values"], day, known)
        made[stored["key"]] = actions.save_new(session, values).result
    for stored in content["meetings"]:
        values = met(met(_values(Meeting, stored["values"], day, known), "held_on"), "next_on")
        meeting = meetings.begin(session, made[stored["of"]], values).result
        if "task" in stored:
            meetings.to_task(session, meeting, stored["task"])
    for stored in content["health"]:
        _ask(session, made[stored["of"]], stored, day)
    sheet = session.scalar(select(Worksheet.id).where(Worksheet.type_key == "partnership").limit(1))
    if sheet:
        chains.connect(session, ("worksheet", sheet), ("partnership", made["home"]))
    _foresee(session, content, day)
    for stored in content["advisers"]:
        editing.add(session, Adviser, _values(Adviser, stored, day, known))


def _foresee(session: Session, content: Mapping[str, Any], day: date) -> None:
    for stored, (significance, probability, comment) in zip(
        content["notes"], content["opinions"], strict=True
    ):
        values = _values(ForesightNote, stored["values"], day, {})
        note = editing.add(session, ForesightNote, values).result
        said = {
            "significance": significance,
            "probability": probability,
            "comment": pick(comment, current_language()),
        }
        foresight.give_opinion(session, note, said)


def _ask(session: Session, partnership_id: str, stored: Mapping[str, Any], day: date) -> None:
    whys = stored.get("whys", {})
    scores = {
        statement: (score, pick(whys.get(statement, {}), current_language()))
        for statement, score in stored["scores"].items()
    }
    values = {
        "made_on": day + timedelta(days=stored["made_on"]),
        "answered": stored["answered"],
        "scores": scores,
        "note": pick(stored["note"], current_language()),
    }
    made = health.make(session, partnership_id, values).result
    assert session.get(HealthCheck, made)


def _values(
    record: type[Record], stored: Mapping[str, Any], day: date, known: sample.Known
) -> dict[str, Any]:
    """Stored values in today's terms; texts of one language in that of the program."""
    placed = sample.placed(dict(stored), day, known)
    fields = fields_of(record)
    found: dict[str, Any] = {}
    for name, value in placed.items():
        kind = fields[name].value
        if isinstance(kind, Rows):
            found[name] = [{key: _plain(each) for key, each in row.items()} for row in value]
        else:
            found[name] = value if isinstance(kind, Words) else _plain(value)
    return found


def _plain(value: Any) -> Any:
    return pick(value, current_language()) if isinstance(value, dict) else value


# What others have sent


def receive(session: Session) -> Changes:
    """Let the coordinator and other members of the network have sent what they know and think."""
    content = sample.content("partnerships")["received"]
    coordinator = owner_of(content["coordinator"])
    members = content["members"]
    notes = [_theirs(session, ForesightNote, coordinator, stored) for stored in content["notes"]]
    for note, member, significance, probability, comment in content["opinions"]:
        session.add(
            ForesightOpinion(
                owner_id=owner_of(members[member]),
                note_id=notes[note],
                organisation=name_of(members[member]),
                significance=significance,
                probability=probability,
                comment=pick(comment, current_language()),
                said_on=today(),
            )
        )
    _theirs(session, Adviser, coordinator, content["adviser"])
    stored = dict(content["partnership"])
    rows = [
        {
            "id": new_id(),
            "organisation_id": None,
            "name": pick(name_of(key), current_language()),
            "role": "member",
            "country": "FI",
        }
        for key in stored.pop("members")
    ]
    _theirs(session, Partnership, owner_of(members[0]), {**stored, "members": rows})
    session.flush()
    return Changes(_l("Received {what}", what=name_of(content["coordinator"])))


def _theirs(session: Session, record: type[Offered], owner: str, stored: Mapping[str, Any]) -> str:
    made = record(owner_id=owner, **_values(record, stored, today(), {}))
    session.add(made)
    session.flush()
    return made.id
