"""Real directories are full of faults: one bad row never loses the good ones, and everything is counted."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.fault import Refusal
from app.exchange.directories import files, ids
from app.exchange.directories.reading import opened
from tests.exchange.directories.written import (
    ORGANISATION_ID,
    SERVICE_ID,
    Read,
    document,
    organisation,
    read,
    service,
    table,
)

FIRM = {"id": "1", "name": "Esimerkki Oy"}


def titles(found: Read) -> list[str]:
    return [each.title for each in found.services]


def services(folder: Path, *rows: dict[str, Any], **how: Any) -> Read:
    table(folder / "organizations.csv", [FIRM])
    table(folder / "services.csv", [{"organization_id": "1", **each} for each in rows], **how)
    return read(folder)


def test_ids_that_are_numbers_junk_or_missing_are_made_and_stay_the_same(tmp_path: Path) -> None:
    rows = [{"id": "7", "name": "A"}, {"id": "#N/A ääö 😀", "name": "B"}, {"name": "C"}]
    first = services(tmp_path, *rows)
    again = services(tmp_path, *reversed(rows))
    by_name = {each.title: each.record_id for each in first.services}
    assert by_name == {each.title: each.record_id for each in again.services}
    assert len(set(by_name.values())) == 3
    other = read(tmp_path, source="Toinen hakemisto")
    assert not {each.record_id for each in other.services} & set(by_name.values())


@pytest.mark.parametrize(
    ("key", "is_kept"),
    [(SERVICE_ID, True), (SERVICE_ID.upper(), True), (f"{{{SERVICE_ID}}}", True), (SERVICE_ID[:-1], False),
     ("00000000-0000-0000-0000-000000000000", False), ("ffffffff-ffff-ffff-ffff-ffffffffffff", False)],
    ids=range(6),
)  # fmt: skip
def test_an_id_that_is_one_is_kept(key: str, is_kept: bool) -> None:
    assert (ids.of("S", "service", key) == SERVICE_ID) == is_kept


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_a_made_id_is_of_its_kind_and_source_alone(source: str, other: str, key: str) -> None:
    assert ids.made(source, "service", key) != ids.made(source, "organisation", key)
    if source.casefold() != other.casefold():
        assert ids.made(source, "service", key) != ids.made(other, "service", key)


def test_doubled_ids_are_told_and_the_fuller_one_stays(tmp_path: Path) -> None:
    found = services(
        tmp_path,
        {"id": "1", "name": "Lyhyt"},
        {"id": "1", "name": "Pidempi", "description": "Paljon enemmän tästä."},
        {"id": "1", "name": "X"},
        {"id": "2", "name": "Toinen"},
    )
    assert titles(found) == ["Pidempi", "Toinen"]
    assert found.refused == {"Its id is that of another one; the fuller of the two is taken.": 2}
    assert found.report.counts["service"].refused == 2


def test_an_organisation_and_a_service_of_one_id_are_two(tmp_path: Path) -> None:
    found = read(document(tmp_path / "a.json", service(id=ORGANISATION_ID)))
    assert found.organisation.record_id == ORGANISATION_ID
    assert found.service.record_id != ORGANISATION_ID
    assert found.service.owner_id == ORGANISATION_ID


def test_rows_without_a_name_are_refused_and_missing_parents_told_apart(tmp_path: Path) -> None:
    found = services(
        tmp_path,
        {"id": "1", "name": ""},
        {"id": "2", "name": "Kotiapu"},
        {"id": "3", "name": "Orpo", "organization_id": "999"},
        {"id": "4", "name": "Yksin", "organization_id": ""},
    )
    assert titles(found) == ["Kotiapu", "Orpo", "Yksin"]
    assert found.refused == {"It has no name.": 1}
    assert found.services[1].owner_id not in {"", found.organisation.record_id}
    assert found.services[2].owner_id == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_other_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    row = {
        "id": "1",
        "name": "Hyvän mielen äkkilähtö",
        "description": 'Ensin "näin"\nsitten näin; ja, niin',
    }
    found = services(tmp_path, row, encoding=encoding, delimiter=delimiter).service
    assert found.title == "Hyvän mielen äkkilähtö"
    assert found.values["description"]["fi"] == 'Ensin "näin"\nsitten näin; ja, niin'


def test_json_in_other_encodings(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        path = tmp_path / "a.json"
        path.write_text(json.dumps(service(name="Äiti"), ensure_ascii=False), encoding=encoding)
        assert read(path).service.title == "Äiti"


def test_rows_that_are_too_short_too_long_or_blank(tmp_path: Path) -> None:
    table(tmp_path / "organizations.csv", [FIRM])
    (tmp_path / "services.csv").write_text(
        "\nid,organization_id,name,description\n1,1,Kotiapu\n,,,\n2,1,Seura,Hyvä,liikaa,tässä\n\n"
        f'3,1,"{"x" * 200_000}",\n4,1,Viimeinen,\n',
        encoding="utf-8",
    )
    found = read(tmp_path)
    assert titles(found) == ["Kotiapu", "Seura", "Viimeinen"]
    assert found.dropped == {
        "The row can’t be read: a quotation mark isn’t closed, or a cell is far too long."
    }


def test_nearly_hsds(tmp_path: Path) -> None:
    """Fields of the wrong kind, null everywhere, lists that are objects, objects that are texts."""
    document(
        tmp_path / "services.json",
        [
            service(id=1, languages="fi, sv", service_areas={"name": "Joensuu"}, cost_options=None,
                    attributes=[None, 3, {"taxonomy_term": "x"}], phones="050", status=None, description=None),
            service(id=2.0, name=12, organization="Esimerkki Oy", service_at_locations=[{"location": []}]),
            None, 3, "palvelu", [], {},
            service(id={"a": 1}, name="Viimeinen", email=["a@b.fi"]),
        ],
    )  # fmt: skip
    found = read(tmp_path)
    assert titles(found) == ["Kotiapu", "12", "Viimeinen"]
    assert found.services[0].values["municipalities"] == ["167"]
    assert found.refused == {
        "This isn’t an object with fields.": 4,
        "It has neither an id nor a name.": 1,
    }


def test_numbers_that_are_none_and_letters_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "service.json"
    path.write_text(
        '{"id": "1", "name": "K\\ud800oti\\u0000apu", "organization_id": "1", "minimum_age": NaN, '
        '"cost_options": [{"amount": Infinity, "currency": "EUR", "x_unit": "hour"}, '
        '{"amount": -1, "currency": "EUR", "x_unit": "hour"}]}'
    )
    found = read(path).service
    assert found.title == "Kotiapu"
    assert found.values["prices"] == []


DEEP = 100_000


@pytest.mark.parametrize(
    "written",
    ["[" * DEEP + "]" * DEEP, '{"a":' * DEEP + "1" + "}" * DEEP, '{"id": "1"', "[1, 2", "nonsense", "\x00\x01"],
    ids=["lists", "objects", "cut", "cut list", "words", "bytes"],
)  # fmt: skip
def test_a_document_that_is_none(tmp_path: Path, written: str) -> None:
    (tmp_path / "services.json").write_text(written)
    document(tmp_path / "toinen.json", service())
    found = read(tmp_path)
    assert titles(found) == ["Kotiapu"]
    assert found.dropped == {"The file isn’t whole JSON, so nothing of it is read."}


def test_a_deep_one_among_good_ones(tmp_path: Path) -> None:
    deep = json.dumps(service(id="9")).replace('"Kotiapu"', "[" * 5000 + "]" * 5000)
    (tmp_path / "services.ndjson").write_text(f"{deep}\n{json.dumps(service())}\n")
    found = read(tmp_path)
    assert titles(found) == ["Kotiapu"]
    assert len(found.report.dropped) == 1


def test_empty_and_foreign_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_bytes(b"")
    (tmp_path / "locations.csv").write_text("id,name\n")
    table(tmp_path / "budjetti.csv", [{"a": 1}])
    document(tmp_path / "asetukset.json", {"colour": "red"})
    found = read(tmp_path)
    assert (found.organisations, found.services) == ([], [])
    assert found.dropped == {
        "The file is empty.",
        "The file isn’t called after a table of a directory, so it isn’t read.",
        "It isn’t recognised, so it isn’t read.",
    }


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("services.csv", b"0" * (8 * 1024**2))


def crowd(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(files.MOST_FILES + 1):
            archive.writestr(f"{number}/services.csv", b"")


def pictures(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("kuva.png", b"1")


@pytest.mark.parametrize("make", [bomb, crowd, pictures], ids=lambda make: make.__name__)
def test_an_archive_that_is_none(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a.zip")
    with pytest.raises(Refusal):
        read(tmp_path / "a.zip")


def test_an_archive_that_lies_about_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("services.csv", "id,name\n1,Kotiapu\n")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"1,Kotiapu", b"1,Kotiavu", 1))
    with pytest.raises(Refusal):
        read(path)


def test_too_large_a_document_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.exchange.directories.scanning.MOST_JSON", 100)
    document(tmp_path / "a.json", service())
    with pytest.raises(Refusal):
        read(tmp_path / "a.json")


def test_long_texts_and_lists_are_cut_and_told(tmp_path: Path) -> None:
    places = [{"id": str(at), "name": f"Talo {at}"} for at in range(60)]
    found = read(
        document(tmp_path / "a.json", organisation(name="Pitkä nimi " * 30, locations=places))
    ).organisation
    assert len(found.values["name"]["fi"]) <= 120
    assert len(found.values["locations"]) == 50
    assert len(found.told) == 2


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    class StopIt(Exception):
        pass

    def stop(_count: int) -> None:
        raise StopIt

    table(tmp_path / "services.csv", [{"id": at, "name": "A"} for at in range(600)])
    with pytest.raises(StopIt), opened(tmp_path, "S", progress=stop):
        pass


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
FIELDS = (
    *(
        "id",
        "name",
        "description",
        "status",
        "organization",
        "organization_id",
        "languages",
        "services",
    ),
    *(
        "service_areas",
        "cost_options",
        "attributes",
        "locations",
        "phones",
        "addresses",
        "x_translations",
    ),
    *("serviceNames", "organizationNames", "organizations", "areas", "serviceClasses", "website"),
)
messy = st.lists(
    st.dictionaries(st.sampled_from(FIELDS), junk, max_size=6)
    | junk
    | st.fixed_dictionaries({"id": st.integers(1, 4), "name": st.text(min_size=1, max_size=8)}),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=80)
@given(messy, st.sampled_from(["services", "organizations", "kaikki"]))
def test_whatever_is_in_it_the_counts_add_up(
    tmp_path_factory: pytest.TempPathFactory, found: list[Any], name: str
) -> None:
    path = tmp_path_factory.mktemp("sotku") / f"{name}.json"
    path.write_text(json.dumps([*found, service()]), encoding="utf-8")
    result = read(path)
    assert SERVICE_ID in {each.record_id for each in result.services} or name == "organizations"
    for kind, taken in (("organisation", result.organisations), ("service", result.services)):
        counts = result.report.counts[kind]
        assert len({each.record_id for each in taken}) == len(taken)
        assert counts.read == counts.refused, "what isn't refused is counted by who takes it"
    refused = sum(count for count, _notes in result.report.refused)
    assert refused == sum(each.refused for each in result.report.counts.values())
    again = read(path)
    assert [each.values for each in again.services] == [each.values for each in result.services]
