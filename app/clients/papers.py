"""The papers of the client room: the service plan, in usual and in large print."""

from sqlalchemy.orm import Session

from app.clients.actions import PlannedService, planned_services, rows_of
from app.clients.records import Client
from app.clients.rules import client_name
from app.core import editing
from app.core.codes import codes
from app.core.fault import Refusal
from app.core.field import fields_of, values_of
from app.core.format import show_date
from app.core.record import today
from app.core.text import _l, pick
from app.core.value import Choice, Rows
from app.organisation.papers import letterhead
from app.organisation.records import SECTORS
from app.paper.kit import Paper

LARGE = 1.5
"""Large print is about 16 points, as organisations of visually impaired people advise."""


def service_plan(session: Session, record_id: str | None, language: str) -> bytes:
    """One client's plan: needs, goals, and the services of all providers that answer them.

    Raises:
        Missing: there is no such client.
        Refusal: the processing of the client's data is restricted.
    """
    return _plan(session, record_id, language, 1.0)


def service_plan_large(session: Session, record_id: str | None, language: str) -> bytes:
    """The same in large print."""
    return _plan(session, record_id, language, LARGE)


def _plan(session: Session, record_id: str | None, language: str, scale: float) -> bytes:
    client = editing.find(session, Client, record_id or "")
    if client.restricted:
        raise Refusal(
            _l(
                "The processing of this client's data is restricted, so nothing is printed. Lift the "
                "restriction first if it has ended."
            )
        )
    head = letterhead(session, language)
    name = client_name(values_of(client))
    paper = Paper(language, _l("Service plan").say(language), head, today(), scale)
    paper.add(_l("Service plan"), "title")
    paper.add(name, "lead")
    shown = fields_of(Client)
    paper.section(
        _l("The plan"),
        paper.facts(
            [
                (shown[each].label, shown[each].value.show(getattr(client, each), language))
                for each in ("plan_made", "plan_review", "language")
            ]
            + [(shown["interpreter_note"].label, client.interpreter_note)]
        ),
    )
    paper.section(_l("What I need"), paper.numbered(_needs(client, language)))
    paper.section(_l("What I aim at"), paper.numbered(_goals(client, language)))
    paper.section(
        _l("What was agreed"),
        paper.numbered([_service(each, language) for each in planned_services(session, client)]),
    )
    contacts = [
        (row["name"], _role(row["role"], language))
        for row in rows_of(client, "people")
        if row["name"]
    ]
    paper.section(_l("My people"), paper.numbered(contacts))
    paper.add(
        _l(
            "The plan is looked at again together. It can be changed whenever your situation changes."
        ),
        "small",
    )
    paper.signatures([name, head.name])
    return paper.draw()


def _needs(client: Client, language: str) -> list[tuple[str, str]]:
    areas = codes("life_areas")
    return [
        (row["need"], area.label(language) if (area := areas.get(row["area"])) else "")
        for row in rows_of(client, "needs")
        if not row["met"]
    ]


def _goals(client: Client, language: str) -> list[tuple[str, str]]:
    value = fields_of(Client)["goals"].value
    assert isinstance(value, Rows)
    scale = next(each.value for each in value.fields if each.name == "attainment")
    assert isinstance(scale, Choice)
    goals = []
    for row in rows_of(client, "goals"):
        gone = scale.show(row["attainment"], language)
        day = show_date(row["reviewed"], language) if row["reviewed"] else ""
        goals.append((row["goal"], ", ".join(part for part in (gone, day) if part)))
    return goals


def _service(planned: PlannedService, language: str) -> tuple[str, str]:
    sector = dict(SECTORS).get(planned.doer.sector)
    days = "–".join(
        show_date(day, language) if day else "" for day in (planned.begins, planned.ends)
    )
    parts = (
        pick(planned.doer.provider, language),
        sector.say(language) if sector and not planned.doer.own else "",
        planned.amount,
        days if planned.begins or planned.ends else "",
    )
    return pick(planned.doer.service, language) or "–", " · ".join(part for part in parts if part)


def _role(role: str, language: str) -> str:
    found = codes("client_people").get(role)
    return found.label(language) if found else ""
