"""The small demo organisation: everything by hand, its days counted from today."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.clients.agreements.records import Agreement
from app.clients.feedback.records import Feedback
from app.clients.records import Client
from app.clients.visits.records import Absence, Visit
from app.core import editing, sample
from app.core.change import Changes
from app.core.holiday import public_holidays
from app.core.record import new_id
from app.core.text import _l
from app.demo.certified import certify
from app.demo.events import arrange
from app.demo.organisations import described
from app.demo.partnerships import work_together
from app.demo.programmes import run_programmes
from app.demo.tasks import add_tasks
from app.demo.tenders import add_tenders
from app.demo.worksheets import develop
from app.employment.contracts import actions as contracts
from app.employment.contracts.records import Contract, JobTemplate
from app.employment.duties.records import EmployerDuty
from app.employment.hours.records import WorkedHours
from app.employment.people.records import Person
from app.organisation.records import Organisation
from app.services.records import ServicePath, ServiceProduct

WEEKS_BEFORE, WEEKS_AFTER = 7, 2
"""So many weeks before and after this one have visits."""
SATURDAY = 5


def fill_small(session: Session, content: dict[str, Any], today: date) -> Changes:
    """Add the small organisation, its days counted from today."""
    known: dict[str, dict[str, str]] = {
        "$organisation": {},
        "$service": {},
        "$client": {},
        "$agreement": {},
        "$person": {},
        "$contract": {},
    }

    def add(record: Any, stored: Mapping[str, Any]) -> str:
        values = {n: sample.placed(each, today, known) for n, each in stored.items() if n != "key"}
        return editing.add(session, record, values).result

    add(Organisation, content["own"])
    for key in content["others"]:
        known["$organisation"][key] = add(Organisation, described()[key])
    for stored in content["services"]:
        known["$service"][stored["code"]] = add(ServiceProduct, stored)
    for stored in content["paths"]:
        add(ServicePath, stored)
    for stored in content["clients"]:
        known["$client"][stored["code"]] = add(Client, stored)
    for stored in content["agreements"]:
        known["$agreement"][stored["code"]] = add(Agreement, stored)
    for stored in content["visits"]:
        for values in _visits({**stored, **sample.placed(stored, today, known)}, today):
            session.add(Visit(**values))
    _employ(session, content, add, known)
    for record, name in (
        (Absence, "absences"),
        (Feedback, "feedback"),
        (JobTemplate, "job_templates"),
        (EmployerDuty, "employer_duties"),
    ):
        for stored in content[name]:
            add(record, stored)
    for stored in content["worked_hours"]:
        values = sample.placed(stored, today, known)
        session.add_all(WorkedHours(**values, day=day) for day in _working_days(today))
    certify(session, content, today, known["$service"])
    add_tasks(session, content, today)
    develop(session, sample.content("worksheets"), today, known["$service"])
    work_together(session, known["$organisation"], today)
    run_programmes(session, sample.content("programme"), today)
    arrange(session, today)
    add_tenders(session, sample.content("tenders"), today, known)
    return Changes(_l("Added the example data"))


def _employ(
    session: Session,
    content: dict[str, Any],
    add: Callable[[Any, dict[str, Any]], str],
    known: dict[str, dict[str, str]],
) -> None:
    """The people who work there and their contracts, sealed as when they were signed."""
    for stored in content["people"]:
        known["$person"][stored["key"]] = add(Person, stored)
    for stored in content["contracts"]:
        made = known["$contract"][stored["code"]] = add(Contract, stored)
        if stored["status"] != "draft":
            contracts.seal(session, made)


def _working_days(today: date) -> Iterator[date]:
    """The weekdays of last month and of this one before today, public holidays left out."""
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    holidays = public_holidays(range(first.year, today.year + 1))
    days = (first + timedelta(days=number) for number in range((today - first).days))
    return (day for day in days if day.weekday() < SATURDAY and day not in holidays)


def _visits(stored: dict[str, Any], today: date) -> Iterator[dict[str, Any]]:
    """A series of visits around today: those past are done, one of them was cancelled."""
    weekday, weeks = stored.pop("weekday"), stored.pop("weeks", 1)
    series = new_id()
    kilometres = stored.get("kilometres")
    if kilometres is not None:
        stored["kilometres"] = Decimal(str(kilometres))
    monday = today - timedelta(days=today.weekday())
    for number, week in enumerate(range(-WEEKS_BEFORE, WEEKS_AFTER + 1, weeks)):
        day = monday + timedelta(weeks=week, days=weekday)
        past = day < today
        cancelled = past and number == 0 and weekday == 1
        yield {
            **stored,
            "day": day,
            "series": series,
            "status": "cancelled" if cancelled else "done" if past else "planned",
            "cancel_reason": "client" if cancelled else "",
        }
