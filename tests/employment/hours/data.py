"""People, contracts, visits and hours that the tests of this room put together."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.clients.records import Client
from app.clients.visits.records import Visit
from app.core import editing
from app.core.change import Changes
from app.core.store import Store
from app.employment.contracts.records import Contract
from app.employment.hours.records import WorkedHours
from app.employment.people.records import Person
from app.services.records import ServiceProduct

TERMS: dict[str, Any] = {
    "duration": "permanent",
    "starts": date(2024, 1, 1),
    "status": "in_force",
    "signed_on": date(2023, 12, 15),
    "job_title": {"fi": "Kotiavustaja"},
    "duties": {"fi": "Arkiapu kotona"},
    "place": "Asiakkaiden kodit Liperissä",
    "hours_kind": "full_time",
    "weekly_hours": Decimal(35),
    "pay_kind": "hourly",
    "pay": Decimal("14.50"),
    "pay_day": "15.",
    "agreement": "none",
    "occupational_health": "Terveysasema",
    "pension_insurer": "Eläkeyhtiö",
    "accident_insurer": "Vakuutusyhtiö",
}


def person(store: Store, family: str = "Testaaja", given: str = "Tiina", **values: object) -> str:
    made = {"family_name": family, "given_names": given, **values}
    return store.write(lambda s: editing.add(s, Person, made)).result


def contract(store: Store, person_id: str, **values: object) -> str:
    made = {**TERMS, "person_id": person_id, **values}
    return store.write(lambda s: editing.add(s, Contract, made)).result


def hours(store: Store, person_id: str, day: date, minutes: int, work: str = "office") -> str:
    made = {"person_id": person_id, "day": day, "minutes": minutes, "work": work}
    return store.write(lambda s: editing.add(s, WorkedHours, made)).result


def visit(store: Store, worker: str, day: date, **values: object) -> str:
    def work(session: Session) -> Changes:
        client = session.query(Client).filter_by(family_name="Asiakas").first()
        client_id = (
            client.id if client else editing.add(session, Client, {"family_name": "Asiakas"}).result
        )
        service = session.query(ServiceProduct).filter_by(code="KOE").first()
        made = {"name": {"fi": "Koe"}, "code": "KOE"}
        service_id = service.id if service else editing.add(session, ServiceProduct, made).result
        return editing.add(
            session,
            Visit,
            {
                "client_id": client_id,
                "service_id": service_id,
                "worker": worker,
                "day": day,
                "minutes": 60,
                "status": "done",
                **values,
            },
        )

    return store.write(work).result
