"""The tasks of the demo organisation, some of them from findings and assessments."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agenda.tasks import actions
from app.agenda.tasks.actions import Source
from app.certification.assessments.records import Assessment
from app.certification.findings.records import Finding
from app.core import sample
from app.core.record import Record

_SOURCES: Mapping[str, type[Record]] = {"finding": Finding, "assessment": Assessment}


def add_tasks(session: Session, content: Mapping[str, Any], today: date) -> None:
    """Add the tasks, each that is about something with where it came from."""
    for stored in content["tasks"]:
        values = sample.placed(stored, today, {})
        about = values.pop("about", None)
        if about:
            actions.add_from(session, _source(session, *about), values)
        else:
            actions.add(session, values)


def _source(session: Session, kind: str, number: int) -> Source:
    """The record of a kind that was added as the so-manieth."""
    record = _SOURCES[kind]
    found = session.scalars(select(record).order_by(record.id)).all()[number]
    return Source(kind, found.id, title=found.title())
