"""What one register tells goes into an empty one and comes out of it byte for byte: ids, moments and all."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import update

from app.core.record import new_id
from app.exchange.directories.reading import opened
from app.register import networks, verified
from app.register.database import Database, open_database
from app.register.directories.importing import Importing
from app.register.server import create_app
from app.register.settings import Settings
from app.register.tables import network
from tests.catalogue import records
from tests.register.hsds import world as worlds
from tests.register.hsds.world import World, get

DAY = date(2026, 11, 29)
NAME = "Karjalan kumppanit"
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
RICH = {
    **worlds.FULL,
    "quality_measure": {"fi": "Kysely kahdesti vuodessa"},
    "steps": [
        {"title": {"fi": "Ensikäynti", "en": "First visit"}, "text": {"fi": "Tutustumme."}},
        {"title": {"sv": "Bara på svenska"}, "text": {"sv": "Så här."}},
    ],
    "prices": [
        {"id": new_id(), "name": {"fi": "Arkisin", "en": "On weekdays"}, "unit": "hour",
         "price": "45.50", "vat": "standard", "payer": "self_pay", "valid_from": "2026-01-01"},
        {"id": new_id(), "unit": "visit", "price": "39.00", "vat": "exempt_social",
         "payer": "voucher", "valid_to": "2027-12-31"},
        {"id": new_id(), "name": {"en": "In English only"}, "unit": "day", "price": "120.00",
         "vat": "standard"},
    ],
}  # fmt: skip
ORGANISATION = {
    **worlds.ORGANISATION,
    "association_number": "123456",
    "description": {"fi": "Järjestö Joensuussa", "en": "An association in Joensuu"},
    "industries": [{"code": "8810", "scheme": "tol2025"}],
}
ONLY_SWEDISH = {
    **records.organisation("x"),
    "name": {"sv": "Hjälp i vardagen"},
    "summary": {"sv": "Samma ord", "fi": "Samma ord"},
    "description": {},
    "home_municipality": "276",
    "languages": ["sv"],
    "municipalities": ["276"],
}


class Register:
    """A register with its application."""

    def __init__(self, folder: Path) -> None:
        self.database: Database = open_database(f"sqlite:///{folder}/register.db")
        self.application: FastAPI = create_app(self.database, Settings(compaction=False))

    def export(self, language: str) -> dict[str, bytes]:
        """Every list of the open interface, byte for byte."""
        self.application.state.follower.catch_up()
        asked = {"full": "true", "per_page": "100", "lang": language}
        found = {}
        for name in LISTS:
            its = asked if not name.startswith("tax") else {"per_page": "100", "lang": language}
            found[name] = get(self.application, f"/{name}", params=its).content
            for each in json.loads(found[name])["contents"]:
                path = f"/{name}/{each['id']}"
                found[path] = get(self.application, path, params={"lang": language}).content
        return found


@pytest.fixture
def registers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Register, Register]]:  # fmt: skip
    monkeypatch.setattr(verified, "today", lambda: DAY)
    for name in "ab":
        (tmp_path / name).mkdir()
    made = Register(tmp_path / "a"), Register(tmp_path / "b")
    yield made
    for each in made:
        each.database.close()


@pytest.fixture
def world(registers: tuple[Register, Register]) -> World:
    """Three organisations with everything that is shown of one."""
    database = registers[0].database
    with database.writing() as connection:
        made = World(database, networks.make(connection, NAME))
    for owner, profile in (("o", ORGANISATION), ("sv", ONLY_SWEDISH), ("family", worlds.FAMILY)):
        its_id = new_id()
        made.put(owner, "organisation", profile, its_id)
        made.ids[f"{owner}.owner"] = its_id
    made.put("full", "service", RICH, made.ids["o.owner"])
    made.put(
        "plain",
        "service",
        records.service("Saattoapu", prices=[], municipalities=[]),
        made.ids["o.owner"],
    )
    made.put(
        "sv.service",
        "service",
        {**records.service("x"), "name": {"sv": "Stöd"}},
        made.ids["sv.owner"],
    )
    made.put("family.service", "service", worlds.FAMILY_CARE, made.ids["family.owner"])
    return made  # fmt: skip


def take(register: Register, folder: Path, network_id: str, told: dict[str, bytes]) -> Any:
    """Take an export into a network with the same id: the register is another one, the network isn't."""
    for name in ("services", "organizations"):
        (folder / f"{name}.json").write_bytes(told[name])
    with register.database.writing() as connection:
        made = networks.make(connection, NAME)
        connection.execute(
            update(network).where(network.c.network_id == made).values(network_id=network_id)
        )
    with opened(folder, NAME) as directory:
        return Importing(register.database, network_id, directory).run()


def test_identical_bytes(
    registers: tuple[Register, Register], world: World, tmp_path: Path
) -> None:
    first, second = registers
    before = {language: first.export(language) for language in ("fi", "sv", "en")}
    report = take(second, tmp_path, world.network_id, before["fi"])
    assert report.refused == []
    for language, told in before.items():
        after = second.export(language)
        assert after.keys() == told.keys()
        for name, content in told.items():
            assert after[name] == content, (language, name)


def test_certificates_stay_where_they_were_signed(
    registers: tuple[Register, Register], world: World, tmp_path: Path
) -> None:
    first, second = registers
    certificate = worlds.certificate(world.ids["full"])
    world.put("c", "certificate", certificate, world.ids["o.owner"])
    service = f"/services/{world.ids['full']}"
    before = first.export("fi")
    told = json.loads(before[service])
    assert told["x_certificates"]
    assert told["accreditations"]
    report = take(second, tmp_path, world.network_id, before)
    reasons = {notes[0].reason.msgid for _count, notes in report.dropped}
    assert any(each.startswith("Its certificates aren’t taken in") for each in reasons)
    after = json.loads(second.export("fi")[service])
    for name in ("x_certificates", "accreditations", "last_modified"):
        told.pop(name)
        after.pop(name, None)
    told["attributes"] = [each for each in told["attributes"] if each["link_type"] != "certificate"]
    assert after == told
