"""A directory of others is read, chosen from and taken in as one action; what isn't taken is told."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.core.fault import Refusal
from app.core.store import Store
from app.exchange.sheets import read_sheet, write_whole
from app.network.directory import incoming
from app.network.directory.incoming import Incoming, IsList
from app.organisation.actions import own
from app.organisation.records import Organisation
from app.services.records import ServiceProduct
from tests.exchange.directories.written import document, organisation, service

PARTNER = {"organization_identifiers": [{"identifier_scheme": "FI-PRO", "identifier": "2345678-0"}]}


@pytest.fixture
def folder(demo: Store, tmp_path: Path) -> Path:
    """Two new partners, one whose sector isn't told, our own organisation with one service, and one of others."""
    with demo.read() as session:
        us = own(session)
        assert us
        number = {"identifier_scheme": "FI-PRO", "identifier": us.business_id}
    ours = organisation(id="us", name="Me itse", organization_identifiers=[number])
    partner = organisation(id="1", name="Uusi Kumppani Oy", **PARTNER)
    made = tmp_path / "Hakemisto"
    made.mkdir()
    document(made / "organizations.json", [
        ours, partner, organisation(id="2", name="Toinen Kumppani Oy", organization_identifiers=[]),
        organisation(id="3", name="Nimetön ala", legal_status="", organization_identifiers=[]),
    ])  # fmt: skip
    document(made / "services.json", [
        service(id="10", name="Saunailta", organization=ours),
        service(id="11", name="Muiden palvelu", organization=partner),
    ])  # fmt: skip
    return made


def read(store: Store, *paths: Path, **how: Any) -> Incoming:
    with store.read() as session:
        return incoming.read(session, paths, **how)


def ids(found: Incoming, *names: str) -> set[str]:
    return {row.record_id for _plan, row in found.rows if row.title.get("fi") in names}


def names(store: Store, record: type[Organisation | ServiceProduct]) -> set[str]:
    with store.read() as session:
        kept = session.scalars(select(record).where(record.deleted_at.is_(None)))
        return {each.name.get("fi", "") for each in kept}


def test_it_says_what_would_come_and_what_would_not(demo: Store, folder: Path) -> None:
    before = names(demo, Organisation)
    counted: list[int] = []
    found = read(demo, folder, progress=lambda count, _total: counted.append(count))
    assert found.name == "Hakemisto"
    titles = [row.title["fi"] for _plan, row in found.rows]
    assert titles == ["Uusi Kumppani Oy", "Toinen Kumppani Oy", "Saunailta"]
    assert {note.name for note in found.notes} >= {"Nimetön ala", "Muiden palvelu"}
    refused = {note.name: note.reason.say("en") for _count, note in found.refused}
    assert refused == {
        "Nimetön ala": "The directory doesn’t tell its sector.",
        "Muiden palvelu": "It is a service of another organisation.",
    }
    assert names(demo, Organisation) == before, "nothing is written by looking"
    named = read(demo, folder, sector="third")
    assert ids(named, "Nimetön ala")


def test_what_is_chosen_comes_as_one_action(demo: Store, folder: Path) -> None:
    found, before = read(demo, folder), names(demo, Organisation)
    chosen = ids(found, "Uusi Kumppani Oy", "Saunailta")
    told: list[tuple[int, int]] = []
    demo.write(
        lambda session: incoming.apply(
            session, found, chosen, lambda *how: told.append((how[0], how[1]))
        )
    )
    assert names(demo, Organisation) - before == {"Uusi Kumppani Oy"}
    assert "Saunailta" in names(demo, ServiceProduct)
    assert told[-1] == (2, 2)
    again = read(demo, folder)
    assert [row.title["fi"] for _plan, row in again.rows] == ["Toinen Kumppani Oy"]
    demo.undo()
    assert names(demo, Organisation) == before
    assert "Saunailta" not in names(demo, ServiceProduct)


def test_given_up_nothing_has_come(demo: Store, folder: Path) -> None:
    found, before = read(demo, folder), names(demo, Organisation)

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        demo.write(
            lambda session: incoming.apply(
                session, found, ids(found, "Uusi Kumppani Oy", "Saunailta"), stop
            )
        )
    assert names(demo, Organisation) == before
    with pytest.raises(Refusal):
        demo.write(lambda session: incoming.apply(session, found, ()))


def test_services_of_a_directory_without_us_are_told_and_the_rest_comes(
    demo: Store, tmp_path: Path
) -> None:
    partner = organisation(id="1", name="Uusi Kumppani Oy", **PARTNER)
    path = document(tmp_path / "services.json", [service(organization=partner)])
    found = read(demo, path)
    assert found.services is None
    assert found.why
    assert "Your own organisation" in found.why.say("en")
    assert ids(found, "Uusi Kumppani Oy")


def parts(folder: Path) -> Sequence[Path]:
    return sorted(folder.glob("*.json"))


def test_several_files_are_one_directory(demo: Store, folder: Path) -> None:
    together = read(demo, *parts(folder))
    assert together.name == "Hakemisto"
    assert [row.record_id for _plan, row in together.rows] == [
        row.record_id for _plan, row in read(demo, folder).rows
    ]


def test_nothing_in_it_is_told(demo: Store, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"No organisations|Organisaatioita"):
        read(demo, document(tmp_path / "organizations.json", []))
    other = tmp_path / "hinnat.txt"
    other.write_text("kuukausi;euroa\nhelmikuu;20\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"No organisations|Organisaatioita"):
        read(demo, other)


def test_an_ordinary_list_is_told_from_a_directory(demo: Store, tmp_path: Path) -> None:
    listed = [("Nimi", "Y-tunnus"), ("Uusi Kumppani Oy", "2345678-0")]
    for name in ("kumppanit.xlsx", "kumppanit.csv"):
        path = write_whole(tmp_path / name, listed[0], listed[1:])
        with pytest.raises(IsList, match=name) as told:
            read(demo, path)
        assert told.value.path == path
    empty = write_whole(tmp_path / "organizations.csv", ("id", "name"), ())
    with pytest.raises(Refusal, match=r"No organisations|Organisaatioita") as fault:
        read(demo, empty)
    assert not isinstance(fault.value, IsList)


def test_what_is_wrong_with_a_damaged_file_is_told(demo: Store, tmp_path: Path) -> None:
    torn = tmp_path / "palvelut.json"
    torn.write_text('{"itemList": [{"id": ', encoding="utf-8")
    with pytest.raises(Refusal, match=r"palvelut\.json: .*JSON"):
        read(demo, torn)
    whole, cut = tmp_path / "hakemisto.zip", tmp_path / "katkennut.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("organizations.csv", "id,name\n1,Kyläyhdistys ry\n")
    cut.write_bytes(whole.read_bytes()[:40])
    with pytest.raises(Refusal, match=r"katkennut\.zip") as fault:
        read(demo, cut)
    assert "JSON" not in str(fault.value)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_not_taken_is_saved_with_its_reason(
    demo: Store, folder: Path, tmp_path: Path, ending: str
) -> None:
    found = read(demo, folder)
    incoming.save_notes(found.notes, tmp_path / f"syyt.{ending}")
    sheet = read_sheet(tmp_path / f"syyt.{ending}")
    assert len(sheet.rows) == len(found.notes)
    assert any("Nimetön ala" in row and "organizations.json" in row for row in sheet.rows)
