"""An office takes partners, and its own services as drafts, from a directory."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from app import cli
from app.core import editing
from app.core.fault import Refusal
from app.core.record import Record
from app.core.store import Store, open_store
from app.exchange.directories import office
from app.exchange.directories.office import Preview
from app.exchange.directories.reading import opened
from app.organisation.actions import own
from app.organisation.records import Organisation
from app.services.records import ServiceProduct
from tests.conftest import PASSPHRASE
from tests.exchange.directories.written import document, organisation, service

PARTNER = {"organization_identifiers": [{"identifier_scheme": "FI-PRO", "identifier": "2345678-0"}]}


def take(
    store: Store, path: Path, record: type[Record], *, dry: bool = False, sector: str = ""
) -> Preview:
    with opened(path, "S") as directory:
        with store.read() as session:
            found = office.preview(session, record, directory, sector)
        if not dry:
            store.write(lambda session: office.apply(session, found))
    return found


def states(found: Preview) -> list[str]:
    return [row.state for row in found.plan.rows]


def organisations(store: Store) -> dict[str, Organisation]:
    with store.read() as session:
        return {each.title().get("fi", ""): each for each in session.scalars(select(Organisation))}


@pytest.fixture
def own_id(demo: Store) -> str:
    """The business id of the demo's own organisation."""
    with demo.read() as session:
        found = own(session)
        assert found
        return found.business_id


@pytest.fixture
def ours(own_id: str) -> Callable[..., dict[str, Any]]:
    """A service of the own organisation."""
    numbers = [{"identifier_scheme": "FI-PRO", "identifier": own_id}]

    def made(**more: Any) -> dict[str, Any]:
        mine = organisation(name="Me itse", organization_identifiers=numbers)
        return service(name="Saunailta", organization=mine, **more)

    return made


def test_organisations_become_partners(demo: Store, tmp_path: Path) -> None:
    path = document(tmp_path / "organizations.json", [
        organisation(name="Uusi Kumppani Oy", **PARTNER), organisation(id="2", name="Nimetön ala", legal_status="", organization_identifiers=[]),
    ])  # fmt: skip
    before = organisations(demo)
    assert states(take(demo, path, Organisation, dry=True)) == ["new", "wrong"], (
        "its sector isn't told"
    )
    assert organisations(demo).keys() == before.keys()
    found = take(demo, path, Organisation, sector="third")
    assert states(found) == ["new", "new"]
    made = organisations(demo)["Uusi Kumppani Oy"]
    assert (made.own, made.sector, made.business_id) == (False, "business", "2345678-0")
    assert organisations(demo)["Nimetön ala"].sector == "third"
    assert states(take(demo, path, Organisation, sector="third")) == ["same", "same"]


def test_a_partner_is_known_by_its_business_id_and_keeps_what_is_not_told(
    demo: Store, tmp_path: Path
) -> None:
    values = {"name": {"fi": "Vanha nimi", "en": "Old name"}, "sector": "business",
              "business_id": "2345678-0", "phone": "+358501234567"}  # fmt: skip
    record_id = demo.write(lambda session: editing.add(session, Organisation, values)).result
    path = document(tmp_path / "organization.json", organisation(name="Uusi nimi", **PARTNER))
    (row,) = take(demo, path, Organisation).plan.rows
    assert (row.state, row.record_id) == ("changed", record_id)
    known = organisations(demo)["Uusi nimi"]
    assert known.name == {"fi": "Uusi nimi", "en": "Old name"}
    assert known.phone == "+358501234567"


def test_the_own_organisation_is_left_alone(demo: Store, tmp_path: Path, own_id: str) -> None:
    numbers = [{"identifier_scheme": "FI-PRO", "identifier": own_id}]
    path = document(
        tmp_path / "organization.json", organisation(name="Muu", organization_identifiers=numbers)
    )
    assert states(take(demo, path, Organisation)) == ["same"]
    assert "Muu" not in organisations(demo)


def test_only_own_services_come_and_come_as_drafts(
    demo: Store, tmp_path: Path, ours: Callable[..., dict[str, Any]]
) -> None:
    path = document(tmp_path / "services.json", [
        ours(),
        ours(id="ended", status="defunct"),
        service(id="9", name="Muiden palvelu", organization=organisation(id="8", name="Muu Oy", **PARTNER)),
    ])  # fmt: skip
    found = take(demo, path, ServiceProduct)
    assert states(found) == ["new", "wrong"]
    counts = found.report.counts["service"]
    assert (counts.read, counts.made, counts.refused) == (3, 1, 2)
    with demo.read() as session:
        services = {each.name.get("fi"): each for each in session.scalars(select(ServiceProduct))}
    assert services["Saunailta"].stage == "draft"
    assert "Muiden palvelu" not in services

    again = document(tmp_path / "services.json", [ours(description="Uusi kuvaus.")])
    assert states(take(demo, again, ServiceProduct)) == ["changed"]
    assert states(take(demo, again, ServiceProduct)) == ["same"]


def test_a_service_of_a_known_name_is_not_made_twice(
    demo: Store, tmp_path: Path, ours: Callable[..., dict[str, Any]]
) -> None:
    path = document(tmp_path / "service.json", {**ours(), "name": "Arkiapu kotiin"})
    assert states(take(demo, path, ServiceProduct)) == ["wrong"]


def test_services_need_the_own_organisation(demo: Store, tmp_path: Path) -> None:
    other = service(organization=organisation(**PARTNER))
    path = document(tmp_path / "service.json", other)
    with pytest.raises(Refusal, match=r"Oma|Your own"):
        take(demo, path, ServiceProduct)


def test_by_the_command_line(demo: Store, tmp_path: Path) -> None:
    demo.close()
    word = tmp_path / "salalause"
    word.write_text(PASSPHRASE, encoding="utf-8")

    def run(found: Any, *more: str) -> Result:
        path = document(tmp_path / "organizations.json", found)
        how = ("--store", str(demo.path), "--passphrase-file", str(word))
        return CliRunner().invoke(cli.main, ["import", "organisations", str(path), *how, *more])

    def names() -> set[str]:
        with open_store(demo.path, PASSPHRASE) as store:
            return set(organisations(store))

    partners = [organisation(name="Uusi Kumppani Oy", **PARTNER)]
    dry = run(partners, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "Uusi Kumppani Oy" not in names()
    done = run(partners)
    assert done.exit_code == 0, done.output
    assert "Uusi Kumppani Oy" in names()
    assert run([]).exit_code == 1
