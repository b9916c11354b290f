"""Directories of others in a network: offices get them, a second run changes nothing, nobody is overwritten."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from app.exchange.directories import ids
from app.exchange.directories.reading import opened
from app.exchange.directories.report import Report
from app.register import clock
from app.register.cli import main
from app.register.database import Database
from app.register.directories.importing import Importing
from app.register.tables import device, metadata, organisation, record
from app.sync.kinds import shared_kinds
from app.sync.protocol import OFFICES, Change, RecordState, Role
from tests.exchange.directories import written
from tests.exchange.directories.written import ORGANISATION_ID, SERVICE_ID, document, table
from tests.register.offices import Net, Office, whole

SECOND = "2c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c03"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A directory with one organisation and two services."""
    return document(
        tmp_path / "services.json", [written.service(), written.service(id=SECOND, name="Seura")]
    )


def take(
    net: Net, path: Path, *, source: str = "Hakemisto", dry: bool = False, retire: bool = False
) -> Report:
    with opened(path, source) as directory:
        importing = Importing(net.database, net.id, directory, dry_run=dry)
        return importing.run(retire_missing=retire)


def counts(report: Report, kind: str = "service") -> tuple[int, int, int, int]:
    found = report.counts[kind]
    assert found.read == found.made + found.changed + found.same + found.refused
    return found.made, found.changed, found.same, found.refused


def everything(net: Net) -> dict[str, Any]:
    return {each.name: net.rows(each) for each in metadata.sorted_tables}


def fields(net: Net, record_id: str) -> dict[str, Any]:
    return json.loads(net.row(record_id)["fields"])


def services(found: list[RecordState]) -> set[str]:
    return {each.id for each in found if each.kind == "service"}


def reasons(report: Report) -> set[str]:
    return {notes[0].reason.msgid for _count, notes in report.refused}


def test_offices_get_what_was_imported(net: Net, path: Path) -> None:
    office = net.office("Toimisto")
    report = take(net, path)
    assert (counts(report), counts(report, "organisation")) == ((2, 0, 0, 0), (1, 0, 0, 0))
    found = {each.id: each for each in office.pull()}
    assert found.keys() == {ORGANISATION_ID, SERVICE_ID, SECOND}
    assert {each.owner for each in found.values()} == {ORGANISATION_ID}
    for each in found.values():
        kind = shared_kinds()[each.kind]
        values = json.loads(bytes(each.fields))
        assert values.keys() <= kind.fields.keys()
        for name, value in values.items():
            kind.read(name, value)  # an office can hold it
    tags = msgspec.json.decode(office.ask("GET", OFFICES).content)["offices"]
    assert tags[net_tag(net)] == "Hakemisto"


def net_tag(net: Net) -> str:
    (tag,) = {each["tag"] for each in net.rows(device) if each["role"] == "directory"}
    return tag


def test_a_second_run_changes_nothing(net: Net, path: Path) -> None:
    take(net, path)
    before = everything(net)
    report = take(net, path)
    assert (counts(report), counts(report, "organisation")) == ((0, 0, 2, 0), (0, 0, 1, 0))
    assert everything(net) == before


def test_a_dry_run_writes_nothing(net: Net, path: Path) -> None:
    before = everything(net)
    assert counts(take(net, path, dry=True)) == (2, 0, 0, 0)
    assert everything(net) == before
    take(net, path)
    before = everything(net)
    document(path, [written.service(name="Uusi nimi")])
    report = take(net, path, dry=True, retire=True)
    assert (counts(report), report.missing, report.retired) == ((0, 1, 0, 0), 1, 1)
    assert everything(net) == before


def test_only_what_differs_is_written(net: Net, path: Path) -> None:
    office = net.office("Toimisto")
    take(net, path)
    office.pull()
    stamps = json.loads(net.row(SERVICE_ID)["stamps"])
    document(path, [written.service(name="Uusi nimi"), written.service(id=SECOND, name="Seura")])
    assert counts(take(net, path)) == (0, 1, 1, 0)
    assert {each.id for each in office.pull()} == {SERVICE_ID}
    after = json.loads(net.row(SERVICE_ID)["stamps"])
    assert after[""] == stamps[""], "the other fields are as old as they were"
    assert after["name"] > stamps[""]


def test_what_is_gone_is_told_and_retired_only_when_asked(net: Net, path: Path) -> None:
    take(net, path)
    document(path, [written.service()])
    report = take(net, path)
    assert (report.missing, report.retired) == (1, 0)
    assert fields(net, SECOND)["stage"] == "productised"
    report = take(net, path, retire=True)
    assert (report.missing, report.retired) == (1, 1)
    assert fields(net, SECOND)["stage"] == "retired"
    assert take(net, path, retire=True).missing == 0, "it is told once"
    document(path, [written.service(), written.service(id=SECOND, name="Seura")])
    assert counts(take(net, path)) == (0, 1, 1, 0)
    assert fields(net, SECOND)["stage"] == "productised"


def test_a_part_of_a_directory_retires_nothing(net: Net, path: Path) -> None:
    take(net, path)
    document(path, {"total_pages": 2, "page_number": 1, "contents": [written.service()]})
    report = take(net, path, retire=True)
    assert (report.missing, report.retired) == (0, 0)
    assert fields(net, SECOND)["stage"] == "productised"


def test_a_row_that_is_refused_now_is_not_gone(net: Net, path: Path) -> None:
    take(net, path)
    document(path, [written.service(), written.service(id=SECOND, name="")])
    report = take(net, path, retire=True)
    assert (report.missing, report.retired) == (0, 0)
    assert counts(report) == (0, 0, 1, 1)


def joined(net: Net) -> Office:
    """The office of the imported organisation, invited by its id."""
    return net.office(ORGANISATION_ID)


def test_the_real_office_takes_its_organisation_over(net: Net, path: Path) -> None:
    take(net, path)
    office = joined(net)
    assert office.organisation == ORGANISATION_ID
    assert services(office.pull()) == {SERVICE_ID, SECOND}
    stamp = office.stamp()
    change = Change(
        "9c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c99", "service", SERVICE_ID, stamp, msgspec.Raw(b'{"name":{"fi":"Oma"}}')
    )  # fmt: skip
    (answer,) = office.push(change)
    assert answer.outcome == "applied"
    document(path, [written.service(name="Hakemiston nimi"), written.service(id="4", name="Uusi")])
    report = take(net, path, retire=True)
    assert (counts(report), counts(report, "organisation")) == ((0, 0, 0, 2), (0, 0, 0, 1))
    assert fields(net, SERVICE_ID)["name"] == {"fi": "Oma"}
    assert report.missing == 0, "nobody retires the services of an office"


def test_what_somebody_else_has_written_is_kept(net: Net, path: Path) -> None:
    """Another directory has the same service: the first one keeps it."""
    take(net, path)
    document(path, [written.service(name="Toisin")])
    report = take(net, path, source="Toinen hakemisto")
    assert counts(report) == (0, 0, 0, 1)
    assert reasons(report) == {"It is kept as the organisation has written it."}
    assert fields(net, SERVICE_ID)["name"] == {"fi": "Kotiapu"}


def test_an_organisation_of_the_network_is_known_by_its_business_id(net: Net, path: Path) -> None:
    office = net.office("Esimerkki Oy")
    name, number = {"fi": "Esimerkki Oy"}, "1234567-1"
    office.push(
        whole(office, {"name": name, "business_id": number, "sector": "business"}, "organisation")
    )
    before = net.position
    report = take(net, path)
    assert (counts(report), counts(report, "organisation")) == ((0, 0, 0, 2), (0, 0, 0, 1))
    assert net.position == before
    assert len(net.rows(organisation)) == 1


def test_an_id_of_another_kind_is_not_taken(net: Net, path: Path) -> None:
    office = net.office("Toimisto")
    office.push(whole(office, {"name": {"fi": "Polku"}}, "service_path", record_id=SERVICE_ID))
    assert counts(take(net, path)) == (2, 0, 0, 0)
    made = ids.made("Hakemisto", "service", SERVICE_ID)
    assert fields(net, made)["name"] == {"fi": "Kotiapu"}
    assert net.row(SERVICE_ID)["kind"] == "service_path"
    assert counts(take(net, path)) == (0, 0, 2, 0)


def test_drafts_and_services_of_nobody_are_refused(net: Net, tmp_path: Path) -> None:
    table(tmp_path / "organizations.csv", [{"id": "1", "name": "Esimerkki Oy"}])
    rows = [
        {"id": "1", "organization_id": "1", "name": "Kotiapu", "status": "active"},
        {"id": "2", "organization_id": "1", "name": "Luonnos", "status": "draft"},
        {"id": "3", "organization_id": "77", "name": "Orpo", "status": "active"},
        {"id": "4", "organization_id": "", "name": "Yksin", "status": "active"},
        {"id": "5", "organization_id": "1", "name": "", "status": "active"},
    ]
    table(tmp_path / "services.csv", rows)
    report = take(net, tmp_path)
    assert counts(report) == (1, 0, 0, 4)
    assert len(reasons(report)) == 4
    assert {notes[0].where.row for _n, notes in report.refused if notes[0].where} == {3, 4, 5, 6}


def test_two_units_of_one_business_id_stay_two(net: Net, tmp_path: Path) -> None:
    units = [written.organisation(), written.organisation(id="2", name="Toinen yksikkö")]
    path = document(tmp_path / "organizations.json", units)
    assert counts(take(net, path), "organisation") == (2, 0, 0, 0)
    assert counts(take(net, path), "organisation") == (0, 0, 2, 0)


def test_a_clock_that_goes_back_does_no_harm(
    net: Net, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(net, path)
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() - 3_600_000)
    document(path, [written.service(name="Uusi nimi"), written.service(id=SECOND, name="Seura")])
    assert counts(take(net, path)) == (0, 1, 1, 0)
    assert fields(net, SERVICE_ID)["name"] == {"fi": "Uusi nimi"}


def test_stopped_half_way_it_goes_on_later(
    net: Net, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class StopIt(Exception):
        pass

    def stop(done: int) -> None:
        if done >= 2:
            raise StopIt

    monkeypatch.setattr("app.register.directories.importing.AT_ONCE", 1)
    with opened(path, "Hakemisto") as directory, pytest.raises(StopIt):
        Importing(net.database, net.id, directory, progress=stop).run()
    assert len(net.rows(record)) == 2
    assert counts(take(net, path)) == (1, 0, 1, 0)


@pytest.fixture
def run(database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    address = database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KUMPPANI_REGISTER_DATABASE", address)

    def ran(*words: str) -> Any:
        return CliRunner().invoke(main, ["--language", "en", "import", *words])

    return ran


def test_by_the_command(run: Any, net: Net, path: Path) -> None:
    how = (str(path), "--network", net.id, "--source", "Hakemisto")
    dry = run(*how, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert net.rows(record) == []
    done = run(*how)
    assert done.exit_code == 0, done.output
    assert "Services: 2 read, 2 new" in done.output
    assert len(net.rows(record)) == 3
    document(path, [written.service()])
    assert "retired 1" in run(*how, "--retire-missing").output
    assert run(str(path)).exit_code == 2, "whose directory it is has to be said"
    assert run(*how[:2], "ei-ole", "--source", "Hakemisto").exit_code == 1
    document(path, [])
    assert run(*how).exit_code == 1


def test_the_register_is_told_of_the_device_that_never_asks(net: Net, path: Path) -> None:
    take(net, path)
    with net.database.reading() as connection:
        rows = connection.execute(
            select(device.c.role, device.c.revoked_at).where(device.c.network_id == net.id)
        ).all()
    ((role, revoked_at),) = rows
    assert role == "directory"
    assert role not in set(Role)
    assert revoked_at is not None
