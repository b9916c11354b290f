"""Directories made to take over, spoof or break: what others have in the network stays theirs, and goes on."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from sqlalchemy import select, update

from app.core.codes import codes
from app.core.record import new_id
from app.exchange.directories import ids
from app.register import originals
from app.register.cli import main
from app.register.directories import classes
from app.register.hsds.taxonomies import BY_KEY
from app.register.tables import device, organisation, original, record
from app.sync.stamp import device_tag, tag_of
from tests.exchange.directories import written
from tests.exchange.directories.written import ORGANISATION_ID, SERVICE_ID, document
from tests.register.certificates import record as insert_record
from tests.register.offices import Net
from tests.register.test_directory_import import counts, reasons, take
from tests.register.test_originals import CHILD, CLASS, LOCATION, TAXONOMY, change, service, shown

OTHER = "2c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c09"
PERSON = "Aino Ankka"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return document(tmp_path / "services.json", [service()])


def huge() -> dict[str, Any]:
    """A service in all languages, each text within its limit."""
    spoken = [each.id for each in codes("languages")]
    steps = {each: {"title": "t" * 100, "text": "x" * 600} for each in spoken}
    step = {"title": "t", "text": "x", "x_translations": steps}
    return written.service(x_network={"id": "x"}, x_steps=[step] * 30)


def test_one_that_is_far_too_large_stops_no_other(net: Net, tmp_path: Path) -> None:
    path = document(tmp_path / "services.json", [huge(), written.service(id=OTHER)])
    report = take(net, path)
    assert counts(report) == (1, 0, 0, 1)
    assert reasons(report) == {"All that is told of it is too much for one record."}
    document(path, [written.service(), written.service(id=OTHER)])
    take(net, path)
    before = net.row(SERVICE_ID)
    document(path, [huge(), written.service(id=OTHER)])
    assert counts(take(net, path)) == (0, 0, 1, 1)
    assert net.row(SERVICE_ID) == before


def test_one_id_in_other_letters_is_one_record(net: Net, tmp_path: Path) -> None:
    twice = [written.service(), written.service(id=SERVICE_ID.upper(), name="Toinen")]
    path = document(tmp_path / "services.json", twice)
    assert counts(take(net, path)) == (1, 0, 0, 1)
    position = net.position
    assert counts(take(net, path)) == (0, 0, 1, 1)
    assert net.position == position


def test_the_profile_of_an_office_isnt_an_organisation_to_be_had(net: Net, tmp_path: Path) -> None:
    net.office("Toimisto")
    profile = new_id()
    share_profile(net, profile)
    firm = written.organisation(id=profile, name="Kaapparit", organization_identifiers=[])
    report = take(net, document(tmp_path / "services.json", [written.service(organization=firm)]))
    assert (counts(report), counts(report, "organisation")) == ((0, 0, 0, 1), (0, 0, 0, 1))
    assert "Its organisation has joined the network and tells of its services itself." in reasons(report)  # fmt: skip
    assert {each["name"] for each in net.rows(organisation)} == {"Toimisto"}


def share_profile(net: Net, record_id: str) -> None:
    """A profile that the network's only office has shared."""
    ((owner,),) = [[each["organisation_id"] for each in net.rows(device)]]
    with net.database.writing() as connection:
        insert_record(connection, net.id, "organisation", owner, {"name": {"fi": "T"}}, record_id)


def test_an_organisation_with_the_id_of_the_directory_itself(net: Net, tmp_path: Path) -> None:
    its_id = ids.made("Hakemisto", "publisher", net.id)
    firm = written.organisation(id=its_id)
    report = take(net, document(tmp_path / "services.json", [written.service(organization=firm)]))
    assert (counts(report), counts(report, "organisation")) == ((1, 0, 0, 0), (1, 0, 0, 0))
    names = {each["organisation_id"]: each["name"] for each in net.rows(organisation)}
    assert names[its_id] == "Hakemisto"
    assert len(names) == 2


def test_persons_gone_from_the_directory_are_gone_though_others_wrote_of_the_record(
    net: Net, application: FastAPI, path: Path
) -> None:
    take(net, path)
    assert PERSON in json.dumps(shown(net, application))
    with net.database.writing() as connection:
        here = record.c.network_id == net.id, record.c.record_id == SERVICE_ID
        stamps = json.loads(connection.scalar(select(record.c.stamps).where(*here)) or "")
        (latest,) = set(stamps.values())
        stamps["included"] = latest.replace(device_tag(latest), tag_of(new_id()))
        connection.execute(update(record).where(*here).values(stamps=json.dumps(stamps)))
    bare = {name: value for name, value in service().items() if name != "contacts"}
    bare["organization"] = {**bare["organization"], "contacts": []}
    document(path, [{**bare, "service_at_locations": [], "name": "Toinen"}])
    assert counts(take(net, path)) == (0, 0, 0, 1)
    assert PERSON not in json.dumps(msgspec.json.decode(documents(net)[SERVICE_ID]))


def documents(net: Net) -> dict[str, str]:
    return {each["record_id"]: each["document"] for each in net.rows(original)}


def test_persons_of_what_has_gone_are_forgotten(net: Net, application: FastAPI, path: Path) -> None:
    take(net, path)
    position = net.position
    other = written.organisation(id=OTHER, name="Toinen", organization_identifiers=[])
    document(path, [written.service(id=CHILD.format(90), organization=other)])
    take(net, path)
    assert PERSON not in json.dumps([*documents(net).values()])
    for kind, its_id in (("services", SERVICE_ID), ("organizations", ORGANISATION_ID)):
        told = json.dumps(shown(net, application, kind, its_id))
        assert PERSON not in told
        assert "Rantakatu 1" in told
    assert net.position > position + 2, "who follows the records is told"
    position = net.position
    take(net, path)
    assert net.position == position
    document(path, [service()])
    take(net, path)
    assert PERSON in json.dumps(shown(net, application))


def test_a_part_of_a_directory_forgets_nobody(net: Net, path: Path) -> None:
    take(net, path)
    page = {"total_pages": 2, "page_number": 1, "contents": [written.service(id=OTHER)]}
    document(path, page)
    take(net, path)
    assert PERSON in documents(net)[SERVICE_ID]


def test_nothing_is_forgotten_when_it_is_only_tried(net: Net, path: Path) -> None:
    take(net, path)
    before = documents(net)
    document(path, [written.service(id=OTHER)])
    take(net, path, dry=True)
    assert documents(net) == before


def test_our_own_classes_cant_be_told_by_others(
    net: Net, application: FastAPI, tmp_path: Path
) -> None:
    ours = BY_KEY["target_group"]
    spoof = {**CLASS, "id": ours.term_id("KR1.1"), "name": "Vale",
             "taxonomy_detail": {**TAXONOMY, "id": ours.id, "name": "Vale luokitus"}}  # fmt: skip
    bad = {**service(), "attributes": [{"id": CHILD.format(6), "taxonomy_term": spoof}]}
    take(net, document(tmp_path / "services.json", [bad]))
    shown(net, application)
    for name in ("taxonomies", "taxonomy_terms"):
        assert "Vale" not in json.dumps(listed(net, application, name))


def test_a_class_of_two_directories_is_listed_once(
    net: Net, application: FastAPI, path: Path
) -> None:
    take(net, path)
    firm = written.organisation(id=OTHER, name="Toinen", organization_identifiers=[])
    both = {**service(), "id": CHILD.format(91), "organization": firm, "service_at_locations": []}
    take(net, document(path, [both]), source="Toinen hakemisto")
    shown(net, application)
    for name, its_id in (("taxonomies", TAXONOMY["id"]), ("taxonomy_terms", CLASS["id"])):
        assert [each["id"] for each in listed(net, application, name)].count(its_id) == 1


def listed(net: Net, application: FastAPI, name: str) -> list[Any]:
    answer = net.ask("GET", f"/hsds/{name}", params={"per_page": "1000"})
    assert application is not None
    return answer.json()["contents"]


def test_a_class_that_is_a_book_isnt_kept(net: Net, path: Path) -> None:
    book = {**CLASS, "description": "L" * classes.MOST_BYTES}
    document(path, [{**service(), "attributes": [{"id": CHILD.format(6), "taxonomy_term": book}]}])
    take(net, path)
    with net.database.reading() as connection:
        assert originals.of_kind(connection, [net.id], originals.TERM) == []


def test_a_place_that_is_a_book_isnt_told_again_and_again(
    net: Net, application: FastAPI, tmp_path: Path
) -> None:
    place = {**LOCATION, "transportation": "B" * 10_000, "description": "B" * 10_000}
    stays = [{"id": CHILD.format(number), "location": place} for number in range(20, 40)]
    path = document(tmp_path / "services.json", [service() | {"service_at_locations": stays}])
    report = take(net, path)
    assert "What our fields don’t hold of it is too much to be kept." in {
        notes[0].reason.msgid for _count, notes in report.dropped
    }
    assert len(json.dumps(shown(net, application))) < 100_000


def test_who_works_in_a_home_tells_no_way_there(
    net: Net, application: FastAPI, tmp_path: Path
) -> None:
    family = {"id": CHILD.format(7), "link_type": "shl_service",
              "taxonomy_term": {**CLASS, "code": "family_care"}}  # fmt: skip
    firm = written.organisation(locations=[{**LOCATION, "transportation": "Bussi 3, Kuusikuja"}])
    care = {**service(), "organization": firm, "attributes": [family]}
    take(net, document(tmp_path / "services.json", [care]))
    told = shown(net, application, "organizations", ORGANISATION_ID)
    assert told["locations"][0]["name"] == "Toimitila"
    assert "Kuusikuja" not in json.dumps(told)


def test_names_dont_command_the_terminal(net: Net, address: str, tmp_path: Path) -> None:
    evil = {"id": "1", "name": "Koti\x1b]0;x\x07\nServices: 9 read\x9b31m", "organization_id": "9"}
    path = document(tmp_path / "services.json", [evil, evil])
    done = CliRunner().invoke(
        main,
        ["--language", "en", "import", str(path), "--network", net.id, "--source", "H",
         "--database", address],
    )  # fmt: skip
    assert not {"\x1b", "\x07", "\x9b"} & set(done.output)
    assert not any(line.startswith("Services: 9") for line in done.output.splitlines())


def test_an_office_keeps_its_service(net: Net, application: FastAPI, path: Path) -> None:
    """Its id comes again, under an organisation of the attacker's own, and from another directory."""
    take(net, path)
    office = net.office(ORGANISATION_ID)
    office.pull()
    change(office, SERVICE_ID, "service", description={"fi": "Omin sanoin."})
    before = net.row(SERVICE_ID)
    firm = written.organisation(id=OTHER, name="Kaapparit", organization_identifiers=[])
    evil = {**service(), "organization": firm, "name": "Kaapattu", "service_at_locations": []}
    for source in ("Hakemisto", "Toinen"):
        assert counts(take(net, document(path, [evil]), source=source))[3] == 1
    assert net.row(SERVICE_ID) == before
    told = shown(net, application)
    assert (told["name"], told["description"]) == ("Kotiapu", "Omin sanoin.")
