"""What is kept of imported records as their directory told them: shown, changed, hidden and forgotten."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi import FastAPI
from sqlalchemy import inspect, text

from app.register import compaction, networks, schema
from app.register.database import Database, open_database
from app.register.hsds.schemas import OWN
from app.register.originals import TERM
from app.register.tables import original
from app.sync.protocol import Change
from tests.exchange.directories import written
from tests.exchange.directories.written import ORGANISATION_ID, SERVICE_ID, document
from tests.register.hsds.world import get, said
from tests.register.offices import Net, Office
from tests.register.test_directory_import import counts, take

PLACE = "3c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c03"
STAY = "4c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c04"
CHILD = "5c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c{:02}"
TAXONOMY = {"id": CHILD.format(1), "name": "Muiden luokitus", "description": "Muiden luokitus"}
CLASS = {"id": CHILD.format(2), "name": "Luokka", "description": "L", "taxonomy_detail": TAXONOMY}
LOCATION = {
    "id": PLACE,
    "location_type": "physical",
    "name": "Toimitila",
    "latitude": 62.6,
    "longitude": 29.76,
    "addresses": [
        {"id": CHILD.format(3), "attention": "Aino Ankka", "address_1": "Rantakatu 1",
         "city": "Joensuu", "state_province": "PK", "postal_code": "80100", "country": "FI",
         "address_type": "physical"}
    ],
}  # fmt: skip
CONTACT = {"id": CHILD.format(4), "name": "Aino Ankka", "title": "Johtaja"}
SCHEDULE = {"id": CHILD.format(5), "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00"}


def service(**more: Any) -> dict[str, Any]:
    return written.service(
        organization=written.organisation(locations=[LOCATION], contacts=[CONTACT], uri="https://a.example/"),
        service_at_locations=[{"id": STAY, "description": "Toisessa kerroksessa", "location": LOCATION}],
        schedules=[SCHEDULE],
        contacts=[CONTACT],
        alternate_name="Arkiapu",
        application_process="Soita meille.",
        attributes=[{"id": CHILD.format(6), "taxonomy_term": CLASS}],
        last_modified="2020-01-02T03:04:05Z",
        **more,
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return document(tmp_path / "services.json", [service()])


def shown(net: Net, application: FastAPI, kind: str = "services", its_id: str = SERVICE_ID) -> Any:
    """What is answered of this network alone: others of these tests hold the same ids."""
    with net.database.writing() as connection:
        for each in networks.public(connection):
            networks.show(connection, each, public=each == net.id)
        networks.show(connection, net.id, public=True)
    application.state.follower.catch_up()
    return said(application, f"/{kind}/{its_id}", params={"lang": "fi"})


def change(office: Office, record_id: str, kind: str, **fields: Any) -> None:
    """A change by the office whose record it now is."""
    made = Change(
        msgspec.json.decode(b'"9c0a3f2e-5d0b-4c36-9a53-' + f'{len(fields):06}{kind[:1].encode().hex()}0000"'.encode()),
        kind, record_id, office.stamp(), msgspec.Raw(msgspec.json.encode(fields)),
    )  # fmt: skip
    (answer,) = office.push(made)
    assert answer.outcome == "applied"


def test_a_later_change_of_ours_wins(net: Net, application: FastAPI, path: Path) -> None:
    take(net, path)
    before = shown(net, application)
    assert before["description"] == "Siivousta ja seuraa."
    assert before["last_modified"] == "2020-01-02T03:04:05Z"
    assert "organization_id" not in before
    office = net.office(ORGANISATION_ID)
    office.pull()
    change(office, SERVICE_ID, "service", description={"fi": "Omin sanoin."})
    after = shown(net, application)
    assert after["description"] == "Omin sanoin."
    assert "application_process" not in after, "it went into the description that was changed"
    assert (after["alternate_name"], after["schedules"]) == ("Arkiapu", [SCHEDULE])
    assert after["last_modified"] > before["last_modified"]
    assert after["service_at_locations"][0]["location"]["latitude"] == LOCATION["latitude"]


def test_an_office_that_moves_takes_its_address_along(
    net: Net, application: FastAPI, path: Path
) -> None:
    take(net, path)
    office = net.office(ORGANISATION_ID)
    moved = {"id": PLACE, "name": "Uusi", "street": "Kauppakatu 5", "postal_code": "80110", "town": "Joensuu", "municipality": "167"}  # fmt: skip
    change(office, ORGANISATION_ID, "organisation", locations=[moved], phone="+358401112223")
    (place,) = shown(net, application, "organizations", ORGANISATION_ID)["locations"]
    assert (place["id"], place["name"]) == (PLACE, "Uusi")
    assert place["addresses"][0]["address_1"] == "Kauppakatu 5"
    assert "latitude" not in place
    (phone,) = shown(net, application)["phones"]
    assert phone["number"] == "+358401112223"
    change(office, ORGANISATION_ID, "organisation", locations=[], website="", email="")
    assert "locations" not in shown(net, application, "organizations", ORGANISATION_ID)
    assert "service_at_locations" not in shown(net, application)
    assert get(application, f"/service_at_locations/{STAY}").status_code == 404


def test_persons_are_shown_until_the_organisation_speaks_for_itself(
    net: Net, application: FastAPI, path: Path
) -> None:
    take(net, path)
    asked = (("services", SERVICE_ID), ("organizations", ORGANISATION_ID), ("service_at_locations", STAY))  # fmt: skip
    for kind, its_id in asked:
        assert "Aino Ankka" in json.dumps(shown(net, application, kind, its_id))
    net.office(ORGANISATION_ID)
    for kind, its_id in asked:
        assert "Aino Ankka" not in json.dumps(shown(net, application, kind, its_id))
    assert shown(net, application)["schedules"] == [SCHEDULE]


def test_who_works_in_a_home_has_no_address(net: Net, application: FastAPI, tmp_path: Path) -> None:
    family = {"id": CHILD.format(7), "link_type": "shl_service", "taxonomy_term": {**CLASS, "code": "family_care"}}  # fmt: skip
    take(net, document(tmp_path / "services.json", [{**service(), "attributes": [family]}]))
    answers = [shown(net, application), shown(net, application, "organizations", ORGANISATION_ID)]
    assert "Rantakatu" not in json.dumps(answers)
    assert "latitude" not in json.dumps(answers)
    assert "service_at_locations" not in answers[0]


def test_no_office_is_told_of_it(net: Net, path: Path) -> None:
    office = net.office("Toimisto")
    take(net, path)
    told = msgspec.json.encode(office.pull()).decode()
    assert "Kotiapu" in told
    assert "Aino Ankka" not in told
    assert "opens_at" not in told


def test_what_only_the_original_says_is_a_change_too(
    net: Net, application: FastAPI, path: Path
) -> None:
    take(net, path)
    first = get_of(net, application)
    position = net.position
    later = {**SCHEDULE, "opens_at": "10:00"}
    document(path, [{**service(), "schedules": [later]}])
    report = take(net, path)
    assert (counts(report), counts(report, "organisation")) == ((0, 1, 0, 0), (0, 0, 1, 0))
    assert net.position == position + 1
    second = get_of(net, application)
    assert second.json()["schedules"] == [later]
    assert second.headers["etag"] != first.headers["etag"]
    assert counts(take(net, path)) == (0, 0, 1, 0)


def get_of(net: Net, application: FastAPI) -> Any:
    shown(net, application)
    return get(application, f"/services/{SERVICE_ID}")


def test_what_is_gone_from_the_directory_is_gone(net: Net, application: FastAPI, path: Path) -> None:  # fmt: skip
    take(net, path)
    assert {each["kind"] for each in net.rows(original)} >= {"service", "organisation", TERM}
    bare = written.service(organization=written.organisation())
    document(path, [bare])
    assert counts(take(net, path)) == (0, 1, 0, 0)
    now = shown(net, application)
    ours = {name for fields in OWN.values() for name in fields}
    assert now.keys() - ours == bare.keys() | {"last_modified"}
    assert get(application, f"/taxonomy_terms/{CLASS['id']}").status_code == 404
    document(path, [])
    document(path.with_name("organizations.json"), [written.organisation()])
    report = take(net, path.parent, retire=True)
    assert (report.missing, report.retired) == (1, 1)
    assert shown(net, application)["status"] == "defunct"


def test_hostile_texts_and_values(net: Net, application: FastAPI, tmp_path: Path) -> None:
    bad = service(
        url="javascript:alert(1)",
        email="not an address",
        interpretation_services="<script>alert(1)</script><b>Tulkki</b>\u202e sovitaan",
        minimum_age="18",
        maximum_age={"a": 1},
        phones=[{"id": "1", "number": None}, {"id": "2", "number": "013 123"}, "x"],
        required_documents=[{"id": CHILD.format(8), "document": "A" * 30_000}] * 3,
        capacities=[{"id": "x", "available": "many"}],
        unknown={"deep": [1, 2]},
        x_evil="<b>",
    )
    take(net, document(tmp_path / "services.json", [bad]))
    found = shown(net, application)
    assert "url" not in found
    assert "email" not in found
    assert found["interpretation_services"] == "Tulkki sovitaan"
    assert found["minimum_age"] == 18
    assert [each["number"] for each in found["phones"]] == ["013 123"]
    assert len(found["required_documents"]) == 1
    assert not found.keys() & {"maximum_age", "capacities", "unknown", "x_evil"}


def test_too_much_is_told_and_not_kept(net: Net, application: FastAPI, tmp_path: Path) -> None:
    many = [{"id": CHILD.format(n), "document": "A" * 15_000} for n in range(10, 30)]
    report = take(net, document(tmp_path / "services.json", [service(required_documents=many)]))
    reasons = {notes[0].reason.msgid for _count, notes in report.dropped}
    assert "What our fields don’t hold of it is too much to be kept." in reasons
    found = shown(net, application)
    assert "required_documents" not in found
    assert found["name"] == "Kotiapu"


def test_originals_of_deleted_records_are_forgotten(net: Net, path: Path) -> None:
    take(net, path)
    office = net.office(ORGANISATION_ID)
    change(office, SERVICE_ID, "service", deleted_at="2026-11-29T10:00:00.000Z")
    compaction.compact(net.database)
    kept = {each["record_id"] for each in net.rows(original)}
    assert SERVICE_ID not in kept
    assert ORGANISATION_ID in kept


def test_a_register_of_the_earlier_version_keeps_what_it_has(address: str, tmp_path: Path) -> None:
    database: Database = open_database(
        f"sqlite:///{tmp_path}/old.db" if address.startswith("sqlite") else address
    )
    with database.writing() as connection:
        network_id = networks.make(connection, "Ennen")
        connection.execute(text("DROP TABLE original"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    schema.bring_up_to_date(database)
    with database.reading() as connection:
        assert schema.revision(connection) == schema.head() >= "0003"
        assert networks.public(connection)[network_id] == "Ennen"
        columns = {each["name"] for each in inspect(connection).get_columns("original")}
        indexes = {each["name"] for each in inspect(connection).get_indexes("original")}
    assert columns == {column.name for column in original.columns}
    assert indexes == {index.name for index in original.indexes}
    database.close()
