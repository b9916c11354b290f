"""HSDS documents and tables, and those of its older versions and of Ohana, become our fields."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.core.fault import Refusal
from app.exchange.directories import shapes
from tests.exchange.directories.written import (
    ORGANISATION_ID,
    SERVICE_ID,
    document,
    organisation,
    read,
    service,
    table,
    told,
)

EXAMPLES = Path(__file__).parents[4] / "shared" / "hsds"


def test_a_service_with_its_organisation(tmp_path: Path) -> None:
    found = read(
        document(
            tmp_path / "service.json",
            service(
                name="Kotiapu",
                description="<p>Siivousta &amp; seuraa.</p>",
                eligibility_description="Yli 65-vuotiaille.",
                languages=[{"code": "fin"}, {"name": "ruotsi"}, {"code": "ur"}],
                service_areas=[{"name": "Joensuu"}, {"extent": "297", "extent_type": "text"}],
                cost_options=[
                    {"id": "1", "option": "Arkisin", "amount": 35, "currency": "EUR",
                     "amount_description": "per hour", "valid_from": "2026-01-01"},
                    {"id": "2", "amount": "50", "currency": "GBP", "amount_description": "hour"},
                    {"id": "3", "amount": 5, "currency": "EUR", "amount_description": "nippu"},
                ],
                attributes=[
                    {"taxonomy_term": {"term_uri":
                     "http://uri.suomi.fi/codelist/ptv/ptvkohderyhmat/code/KR1.1"}},
                    {"taxonomy_term": {"term_uri": "http://urn.fi/URN:NBN:fi:au:ptvl:v2007"}},
                    {"taxonomy_term": {"taxonomy": "ptvserclass2", "code": "P1.4"}},
                    {"taxonomy_term": {"taxonomy": "Eurovoc", "code": "1", "name": "Hoiva"}},
                ],
            ),
        )
    )  # fmt: skip
    values = found.service.values
    assert (found.service.record_id, found.service.owner_id) == (SERVICE_ID, ORGANISATION_ID)
    assert values["name"] == {"fi": "Kotiapu"}
    assert values["description"]["fi"].startswith(
        "Siivousta & seuraa.\n\nYli 65-vuotiaille.\n\n50 GBP hour"
    )
    assert values["languages"] == ["fi", "sv"]
    assert values["municipalities"] == ["167", "297"]
    (price,) = values["prices"]
    assert {name: price[name] for name in ("name", "price", "unit", "vat", "valid_from")} == {
        "name": {"fi": "Arkisin"}, "price": "35.00", "unit": "hour", "vat": "", "valid_from": "2026-01-01",
    }  # fmt: skip
    assert values["target_groups"] == ["KR1.1", "KR1.6"]
    assert (values["ptv_class"], values["stage"]) == ("P1.4", "productised")
    assert told(found.service) == {
        "The language “{language}” isn’t in our list.",
        "The class “{name}” isn’t in our lists.",
        "The price “{price}” has no amount in euros for a known unit, so it is told in words.",
    }
    firm = found.organisation.values
    assert (firm["business_id"], firm["legal_form"]) == ("1234567-1", "limited_company")
    assert firm["sector"] == "business", "that is what a limited company is"


@pytest.mark.parametrize(
    ("status", "stage"),
    [("active", "productised"), ("", "productised"), ("inactive", "retired"), ("defunct", "retired"),
     ("temporarily closed", "retired"), ("Strange", "productised")],
)  # fmt: skip
def test_what_a_status_says(tmp_path: Path, status: str, stage: str) -> None:
    found = read(document(tmp_path / "a.json", service(status=status))).service
    assert found.values["stage"] == stage
    assert bool(found.told) == (status in {"temporarily closed", "Strange"})


def test_texts_in_other_languages_are_kept(tmp_path: Path) -> None:
    more = {"sv": {"name": "Hemhjälp"}, "en": {"name": "Home help", "description": "Help."}}
    found = read(document(tmp_path / "a.json", service(x_translations=more))).service.values
    assert found["name"] == {"fi": "Kotiapu", "sv": "Hemhjälp", "en": "Home help"}
    assert found["description"] == {"fi": "Siivousta ja seuraa.", "en": "Help."}


def test_contacts_are_checked_and_bad_ones_left_out(tmp_path: Path) -> None:
    found = read(
        document(
            tmp_path / "organization.json",
            organisation(
                email="ei sähköposti", website="www.esimerkki.fi", year_incorporated="MMXI",
                phones=[{"number": "numero"}, {"number": "1", "type": "fax"}, {"number": "050 123 4567"}],
                organization_identifiers=[{"identifier_type": "Business ID", "identifier": "1234567-8"}],
                contacts=[{"name": "Aino Esimerkki", "email": "aino@esimerkki.fi"}],
            ),
        )
    ).organisation  # fmt: skip
    assert found.values["email"] == "" == found.values["business_id"]
    assert found.values["website"] == "https://www.esimerkki.fi"
    assert found.values["phone"] == "+358501234567"
    assert found.values["founded"] is None
    assert told(found) == {
        "The e-mail address “{written}” isn’t valid.",
        "The telephone number “{written}” isn’t valid.",
        "The identifier “{written}” isn’t valid.",
        "The year “{written}” isn’t valid.",
    }
    assert "Aino" not in json.dumps(found.values), "a person isn't taken along with an organisation"


def test_a_page_of_answers_tells_that_there_are_more(tmp_path: Path) -> None:
    page = {"total_items": 2, "total_pages": 2, "page_number": 1, "contents": [service()]}
    document(tmp_path / "services_1.json", page)
    assert read(tmp_path).is_partial
    other = service(id="2c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c03", name="Ateriapalvelu")
    document(tmp_path / "services_2.json", {**page, "page_number": 2, "contents": [other]})
    whole = read(tmp_path)
    assert not whole.is_partial
    assert [each.title for each in whole.services] == ["Kotiapu", "Ateriapalvelu"]
    assert len(whole.organisations) == 1, "what each service repeats is one organisation"


def lines(path: Path) -> Path:
    path.write_text(
        json.dumps(service()) + "\n\nrikki{\n" + json.dumps(organisation(id="9")) + "\n"
    )
    return path


def test_lines_of_json_come_one_by_one(tmp_path: Path) -> None:
    found = read(lines(tmp_path / "kaikki.ndjson"))
    assert len(found.services) == 1
    assert len(found.organisations) == 2
    assert found.dropped == {"It isn’t whole JSON, so it isn’t read."}


TABLES: dict[str, list[dict[str, Any]]] = {
    "organizations": [{"id": 1, "name": "Esimerkki Oy", "description": "Apua."}],
    "services": [{"id": 1, "organization_id": 1, "name": "Kotiapu", "status": "active"}],
    "locations": [{"id": 1, "location_type": "physical", "name": "Toimisto"}],
    "addresses": [
        {"id": 1, "location_id": 1, "address_1": "Katu 1", "city": "Joensuu", "postal_code": "80100",
         "country": "FI", "address_type": "physical"},
    ],
    "service_at_location": [{"id": 1, "service_id": 1, "location_id": 1}],
    "phones": [{"id": 1, "organization_id": 1, "number": "0501234567"}],
    "service_areas": [{"id": 1, "service_id": 1, "name": "Koko maa"}],
    "languages": [{"id": 1, "service_id": 1, "code": "sv"}],
    "cost_options": [{"id": 1, "service_id": 1, "amount": "12,5", "currency": "eur",
                      "amount_description": "€/h"}],
    "taxonomies": [{"id": 7, "name": "ptvserclass2"}],
    "taxonomy_terms": [{"id": 8, "taxonomy_id": 7, "code": "P1.4"}],
    "attributes": [{"id": 9, "link_id": 1, "link_entity": "service", "taxonomy_term_id": 8}],
    "organization_identifiers": [{"id": 1, "organization_id": 1, "identifier_scheme": "FI-PRO",
                                  "identifier": "1234567-1"}],
    "schedules": [{"id": 1, "service_id": 1, "freq": "WEEKLY"}],
}  # fmt: skip


def package(folder: Path) -> Path:
    folder.mkdir()
    for name, rows in TABLES.items():
        table(folder / f"{name}.csv", rows)
    (folder / "datapackage.json").write_text('{"name": "paketti", "resources": []}')
    return folder


def test_a_package_of_tables_as_a_folder_and_as_an_archive(tmp_path: Path) -> None:
    folder = package(tmp_path / "paketti")
    archive = tmp_path / "paketti.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for each in folder.iterdir():
            written.write(each, f"hakemisto/{each.name}")
    for found in (read(folder), read(archive)):
        firm, values = found.organisation.values, found.service.values
        assert found.dropped == set() == told(found.service)
        assert (firm["phone"], firm["business_id"]) == ("+358501234567", "1234567-1")
        (place,) = firm["locations"]
        assert (place["name"], place["street"], place["town"]) == ("Toimisto", "Katu 1", "Joensuu")
        assert (values["municipalities"], values["languages"]) == ([], ["sv"])
        assert values["ptv_class"] == "P1.4"
        assert values["prices"][0]["price"] == "12.50"
    assert read(folder).service.record_id == read(archive).service.record_id


def test_tables_of_the_first_version(tmp_path: Path) -> None:
    table(tmp_path / "organization.csv", [{"id": "o1", "name": "Yhdistys", "url": "yhdistys.fi"}])
    table(
        tmp_path / "service.csv",
        [{"id": "s1", "organization_id": "o1", "name": "Ryhmä", "fees": "Maksuton"}],
    )
    table(tmp_path / "location.csv", [{"id": "l1", "name": "Talo"}])
    table(tmp_path / "services_at_location.csv", [{"service_id": "s1", "location_id": "l1"}])
    table(
        tmp_path / "physical_address.csv",
        [{"location_id": "l1", "address_1": "Tie 2", "city": "Kuopio", "postal_code": "70100"}],
    )
    table(tmp_path / "postal_address.csv", [{"location_id": "l1", "address_1": "PL 1"}])
    table(tmp_path / "eligibility.csv", [{"service_id": "s1", "eligibility": "Kaikille"}])
    table(tmp_path / "taxonomy.csv", [{"id": "t1", "name": "Suomi", "vocabulary": "oma"}])
    table(tmp_path / "service_taxonomy.csv", [{"service_id": "s1", "taxonomy_id": "t1"}])
    found = read(tmp_path)
    assert found.organisation.values["website"] == "https://yhdistys.fi"
    assert found.organisation.values["locations"][0]["street"] == "Tie 2"
    assert found.service.values["description"] == {"fi": "Kaikille\n\nMaksuton"}
    assert told(found.service) == {"The class “{name}” isn’t in our lists."}


def test_tables_of_ohana(tmp_path: Path) -> None:
    table(tmp_path / "organizations.csv", [{"id": 1, "name": "Yhdistys"}])
    table(
        tmp_path / "locations.csv",
        [{"id": 4, "organization_id": 1, "name": "Talo", "accessibility": "elevator"}],
    )
    table(tmp_path / "addresses.csv", [{"location_id": 4, "address_1": "Tie 2", "city": "Kuopio"}])
    table(
        tmp_path / "services.csv",
        [{"id": 1, "location_id": 4, "name": "Ryhmä", "service_areas": "Kuopio", "audience": "Kaikille"}],
    )  # fmt: skip
    found = read(tmp_path)
    assert found.service.owner_id == found.organisation.record_id
    assert found.service.record_id != found.organisation.record_id, "both are number 1 of theirs"
    assert found.service.values["municipalities"] == ["297"]
    (place,) = found.organisation.values["locations"]
    assert (place["street"], place["accessibility"]) == ("Tie 2", {"fi": "elevator"})


def test_documents_of_ohana(tmp_path: Path) -> None:
    place = {
        "name": "Talo",
        "address": {"street_1": "Tie 2", "city": "Kuopio", "zip": "70100"},
        "services": [{"name": "Ryhmä", "how_to_apply": "Soita."}, {"name": "Kerho"}],
    }
    found = read(document(tmp_path / "a.json", {"name": "Yhdistys", "locations": [place]}))
    assert [each.title for each in found.services] == ["Ryhmä", "Kerho"]
    assert {each.owner_id for each in found.services} == {found.organisation.record_id}
    assert found.organisation.values["locations"][0]["postal_code"] == "70100"


def test_tables_inside_a_document(tmp_path: Path) -> None:
    found = read(document(tmp_path / "a.json", TABLES))
    assert found.service.values["ptv_class"] == "P1.4"
    assert found.organisation.values["phone"] == "+358501234567"


@pytest.mark.parametrize(
    ("name", "found"),
    [("services", "service"), ("services_at_location", "service_at_location"), ("service_taxonomys", "attribute"),
     ("2026-11 services", "service"), ("organization_full", "organisation"), ("services_p3", "service"),
     ("service_at_locations-12", "service_at_location"), ("joensuu.organizations", "organisation"),
     ("palvelut", ""), ("", "")],
    ids=range(10),
)  # fmt: skip
def test_a_table_by_its_file(name: str, found: str) -> None:
    assert shapes.table_of_file(name) == found


@pytest.mark.parametrize("folder", ["3.2/examples", "3.2/examples/csv", "uk-profile/examples"])
def test_the_official_examples_go_in(folder: str) -> None:
    if not EXAMPLES.is_dir():
        pytest.skip("the files of the standard aren't beside the repository")
    found = read(EXAMPLES / folder, language="en")
    assert found.service.title == "Community Counselling"
    assert found.service.record_id == "ac148810-d857-441c-9679-408f346de14b"
    assert found.service.owner_id == found.organisation.record_id
    assert found.organisation.title == "Example Organization Inc."
    assert "counselling sessions" in found.service.values["description"]["en"]


def test_there_has_to_be_something(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        read(tmp_path)
    with pytest.raises(Refusal):
        read(tmp_path / "puuttuu.json")
