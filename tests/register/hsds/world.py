"""Networks with everything that the open interface shows, and everything that it mustn't."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import update

from app.core.record import new_id
from app.register import clock, networks
from app.register.database import Database
from app.register.tables import network, record
from tests.catalogue import records
from tests.register.around import ask
from tests.register.certificates import record as insert_record

SECRETS = (
    "Salainen", "Luonnos", "Poistettu", "Aino Ankka", "FI2112345600000785", "Sisäinen ilta",
    "Piilossa", "VALVONTASYY", "Sirpa Saari", "Perhekatu",
)  # fmt: skip
"""What stands in records and in no answer."""


@dataclass
class World:
    """A network with records, by their names."""

    database: Database
    network_id: str
    ids: dict[str, str] = field(default_factory=dict)

    def put(
        self, name: str, kind: str, fields: Mapping[str, Any], owner: str = "", **also: Any
    ) -> str:
        """A record of the network, or another state of it."""
        with self.database.writing() as connection:
            position = networks.position(connection, self.network_id) + 1
            known = self.ids.get(name)
            if known is None:
                known = self.ids[name] = insert_record(
                    connection, self.network_id, kind, owner or self.ids["owner"], fields, **also
                )
                values: dict[str, Any] = {"position": position}
            else:
                values = {"position": position, "fields": json.dumps(fields), **also}
            here = record.c.network_id == self.network_id, record.c.record_id == known
            connection.execute(update(record).where(*here).values(**values))
            connection.execute(
                update(network)
                .where(network.c.network_id == self.network_id)
                .values(position=position)
            )
        return known


def made(database: Database) -> World:
    """A world in a register."""
    with database.writing() as connection:
        world = World(database, networks.make(connection, "Karjalan kumppanit"))
        hidden = World(database, networks.make(connection, "Piilossa oleva verkosto"))
        networks.show(connection, hidden.network_id, public=False)
    for each in (world, hidden):
        each.ids["owner"] = new_id()
    world.put("o", "organisation", ORGANISATION)
    world.put("full", "service", FULL)
    world.put("small", "service", records.service("Saattoapu", prices=[], municipalities=[]))
    world.put("draft", "service", records.service("Luonnos", stage="draft"))
    world.put("gone", "service", records.service("Poistettu"), deleted_at=1)
    world.put("ended", "service", records.service("Entinen", stage="retired"))
    world.put("care", "service", FAMILY_CARE, owner="family")
    world.put("family", "organisation", FAMILY, owner="family")
    world.put("cert", "certificate", certificate(world.ids["full"]))
    world.put(
        "old", "certificate", certificate(world.ids["full"], "V-2024-0LD000", valid_to="2025-12-31")
    )
    steps = [
        {"directory_id": world.ids["full"], "client_sees": {"fi": "Apu tulee kotiin"}},
        {"service_id": world.ids["draft"], "service": {"fi": "Jotain muuta"}},
        {"organisation_id": new_id(), "service": {"fi": "Apteekki"}},
    ]
    path = {"name": {"fi": "Sairaalasta kotiin", "en": "Home from hospital"}, "steps": steps}
    world.put("path", "service_path", path)
    world.put("event", "event", EVENT)
    world.put("inner", "event", {**EVENT, "name": {"fi": "Sisäinen ilta"}, "public": False})
    hidden.put("o", "organisation", records.organisation("Piilossa ry"))
    hidden.put("s", "service", records.service("Piilossa"))
    world.ids["hidden service"] = hidden.ids["s"]
    world.ids["hidden network"] = hidden.network_id
    return world


def get(application: FastAPI, path: str, **given: Any) -> httpx.Response:
    """The answer to a question."""
    (answer,) = ask(application, ("GET", f"/hsds{path}", given))
    return answer


def said(application: FastAPI, path: str, **given: Any) -> Any:
    """What is answered, when it is."""
    answer = get(application, path, **given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def at(monkeypatch: Any, moment: int) -> None:
    """Let the register's clock stand at a moment."""
    monkeypatch.setattr(clock, "now", lambda: moment)


def certificate(service: str, number: str = "V-2026-ABC123", **also: Any) -> dict[str, Any]:
    told = {
        "name": {"fi": "Verkoston laatu", "en": "Quality of the network"},
        "code": number,
        "issuer": {"fi": "Karjalan kumppanit"},
        "holder": {"fi": "Arkiapu ry"},
        "reason": "VALVONTASYY",
        "granted_by": "Sirpa Saari",
        "granted_on": "2026-01-01",
    }
    return records.certificate(service, **{**told, **also})


ORGANISATION = {
    "name": {"fi": "Rantakylän Arkiapu ry", "en": "Rantakylä Everyday Help"},
    "summary": {"fi": "Apua arkeen kotona"},
    "sector": "third",
    "legal_form": "association",
    "business_id": "1234567-1",
    "association_number": "123.456",
    "founded": 1998,
    "home_municipality": "167",
    "municipalities": ["167", "276"],
    "languages": ["fi", "sv"],
    "website": "https://arkiapu.fi/",
    "email": "toimisto@arkiapu.fi",
    "phone": "+358401234567",
    "contacts": [{"name": "Aino Ankka", "public": False}],
    "iban": "FI2112345600000785",
    "locations": [
        {
            "id": "0192b3c4-0000-7000-8000-00000000000a",
            "name": "Toimitila",
            "street": "Rantakatu 1",
            "postal_code": "80100",
            "town": "Joensuu",
            "municipality": "167",
            "accessibility": {"fi": "Esteetön", "en": "Step-free"},
        },
        {"name": "Kioski", "municipality": "091"},
    ],
    "soteri": "12345",
    "sote_oid": "1.2.246.10.12345671.10.0",
    "deleted_at": None,
}
FULL = {
    "name": {"fi": "Kotihoito", "en": "Home care", "sv": "Hemvård"},
    "promise": {"fi": "Pärjäät kotona", "en": "You manage at home"},
    "description": {"fi": "Käymme luonasi sovitusti.", "en": "We visit you as agreed."},
    "need": {"fi": "En pärjää yksin"},
    "steps": [{"title": {"fi": "Ensikäynti", "en": "First visit"}, "text": {"fi": "Tutustumme."}}],
    "included": {"fi": "Ruoka\nSiivous"},
    "excluded": {"fi": "Kauppa"},
    "target_groups": ["KR1.1"],
    "prices": [
        {"id": "1", "name": {"fi": "Arkisin"}, "unit": "hour", "price": "45.50", "vat": "standard",
         "payer": "self_pay"},
        {"id": "2", "unit": "visit", "price": "39", "vat": "exempt_social", "payer": "voucher",
         "valid_from": "2026-01-01", "valid_to": "2027-12-31"},
    ],
    "payers": ["self_pay", "voucher", "grant"],
    "household_credit": True,
    "place": ["home", "provider_site"],
    "form": ["individual"],
    "rhythm": ["regular", "24_7"],
    "municipalities": ["167", "276"],
    "languages": ["fi", "sv"],
    "duration": 60,
    "waiting_days": 0,
    "quality_promise": {"fi": "Sama hoitaja"},
    "competence": {"fi": "Lähihoitaja"},
    "shl_service": "home_care",
    "ptv_class": "P4.3",
    "industry": "8810",
    "stage": "productised",
    "documents": [{"name": "Salainen"}],
    "deleted_at": None,
}  # fmt: skip
FAMILY = {
    **records.organisation("Perhekoti Kuusela"),
    "locations": [
        {"name": "Kuusela", "street": "Perhekatu 3", "postal_code": "80100", "town": "Joensuu",
         "municipality": "167"}
    ],
}  # fmt: skip
FAMILY_CARE = records.service("Perhehoito", shl_service="family_care", place=["provider_site"])
EVENT = {
    "name": {"fi": "Palvelupäivä", "en": "Service day"},
    "public": True,
    "starts_on": "2026-12-10",
    "starts_at": 540,
    "ends_at": 900,
    "place": "Joensuun kirjasto",
    "municipality": "167",
    "programme": [{"at": 540, "item": {"fi": "Avaus"}}],
    "remote_link": "https://salainen.example/Salainen",
    "contact": "Aino Ankka",
    "state": "open",
}
