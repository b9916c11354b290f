"""Documents of PTV, written as its open API answers, become organisations, services and places."""

from pathlib import Path
from typing import Any

import pytest

from app.core.codes import codes
from tests.exchange.directories.written import ORGANISATION_ID, SERVICE_ID, document, read, told


def texts(*kind: str, **said: str | None) -> list[dict[str, Any]]:
    named = {"type": kind[0]} if kind else {}
    return [{"language": language, "value": value, **named} for language, value in said.items()]


def street(northing: str = "6944821", easting: str = "641901") -> dict[str, Any]:
    return {
        "type": "Location",
        "subType": "Single",
        "streetAddress": {
            "street": texts(fi="Siltakatu", sv="Brogatan"),
            "streetNumber": "12 A",
            "postalCode": "80100",
            "postOffice": texts(fi="JOENSUU"),
            "municipality": {"code": "167", "name": texts(fi="Joensuu")},
            "latitude": northing,
            "longitude": easting,
            "coordinateState": "Ok",
        },
        "entrances": [
            {
                "isMainEntrance": True,
                "accessibilitySentences": [
                    {"sentences": [{"sentence": texts(fi="Ovi on leveä.", sv="Dörren är bred.")}]}
                ],
            }
        ],
        "country": "FI",
    }


def organisation(**more: Any) -> dict[str, Any]:
    return {
        "id": ORGANISATION_ID,
        "oid": "1.2.246.10.12345671",
        "organizationType": "Organization",
        "businessCode": "1234567-1",
        "municipality": {"code": "167", "name": texts(fi="Joensuu")},
        "organizationNames": [
            *texts("AlternativeName", fi="Apu"), *texts("Name", fi="Arjen apu ry", sv="Vardagshjälp rf"),
        ],
        "organizationDescriptions": [
            *texts("Summary", fi="Apua arkeen."), *texts("Description", fi="Autamme kotona.", en=None),
        ],
        "emails": [{"value": "apu@example.fi", "language": "fi", "description": None}],
        "phoneNumbers": [
            {"type": "Fax", "prefixNumber": "+358", "number": "131"},
            {"type": "Phone", "prefixNumber": "+358", "number": "0501234567", "isFinnishServiceNumber": False},
        ],
        "webPages": [{"url": "https://apu.example.fi", "value": "Kotisivu", "language": "fi"}],
        "addresses": None,
        "publishingStatus": "Published",
        **more,
    }  # fmt: skip


def service(**more: Any) -> dict[str, Any]:
    return {
        "id": SERVICE_ID,
        "type": "Service",
        "serviceNames": texts("Name", fi="Kotiapu", sv="Hemhjälp", en="Home help", se="Ruovttuveahkki"),
        "serviceDescriptions": [
            *texts("Summary", fi="Apua kotona asumiseen."),
            *texts("Description", fi="Autamme\n\nsiivouksessa.", sv="Vi städar."),
            *texts("UserInstruction", fi="Soita meille."),
        ],
        "requirements": texts(fi="Yli 65-vuotiaille.", sv=None),
        "languages": ["fi", "sv"],
        "areaType": "LimitedType",
        "areas": [
            {"type": "Municipality", "code": "167", "name": texts(fi="Joensuu"), "municipalities": []},
            {"type": "WellbeingServiceCounties", "code": "20", "name": texts(fi="Kainuun hyvinvointialue"),
             "municipalities": None},
        ],
        "serviceClasses": [
            {"code": "P1", "uri": "http://urn.fi/URN:NBN:fi:au:ptvl:v1001", "name": texts(fi="Asuminen")},
            {"code": "P1.4", "uri": "http://urn.fi/URN:NBN:fi:au:ptvl:v1005", "name": texts(fi="Asumisen tuet")},
        ],
        "targetGroups": [{"code": "KR1.1", "uri": "http://urn.fi/URN:NBN:fi:au:ptvl:v2002"}],
        "lifeEvents": [{"code": "KE1"}],
        "ontologyTerms": [{"uri": "http://www.yso.fi/onto/koko/p1", "name": texts(fi="hoiva")}],
        "serviceVouchersInUse": True,
        "serviceChannels": [{"serviceChannel": {"id": "x", "name": "Toimisto"}}],
        "organizations": [
            {"organization": {"id": "9c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c09", "name": "Muu"}, "roleType": "Producer"},
            {"organization": {"id": ORGANISATION_ID, "name": "Arjen apu ry"}, "roleType": "Responsible"},
        ],
        "publishingStatus": "Published",
        **more,
    }  # fmt: skip


def channel(**more: Any) -> dict[str, Any]:
    return {
        "id": "3c0a3f2e-5d0b-4c36-9a53-0f6d1f0a7c03",
        "serviceChannelType": "ServiceLocation",
        "organizationId": ORGANISATION_ID,
        "serviceChannelNames": texts("Name", fi="Toimisto"),
        "addresses": [street()],
        "publishingStatus": "Published",
        **more,
    }


def test_an_organisation_with_its_services_and_places(tmp_path: Path) -> None:
    page = {"pageNumber": 1, "pageSize": 100, "pageCount": 1, "itemList": [service()]}
    document(tmp_path / "palvelut.json", page)
    document(tmp_path / "organisaatio.json", organisation())
    document(tmp_path / "kanavat.json", [channel(), channel(serviceChannelType="Phone")])
    found = read(tmp_path)
    firm, values = found.organisation.values, found.service.values
    assert firm["name"] == {"fi": "Arjen apu ry", "sv": "Vardagshjälp rf"}
    assert firm["description"] == {"fi": "Autamme kotona."}
    assert (firm["sector"], firm["home_municipality"]) == ("third", "167")
    assert (firm["business_id"], firm["sote_oid"]) == ("1234567-1", "1.2.246.10.12345671")
    assert (firm["phone"], firm["email"]) == ("+358501234567", "apu@example.fi")
    (place,) = firm["locations"]
    assert (place["name"], place["street"], place["town"]) == (
        "Toimisto",
        "Siltakatu 12 A",
        "Joensuu",
    )
    assert place["accessibility"] == {"fi": "Ovi on leveä.", "sv": "Dörren är bred."}
    assert found.organisation.told == []

    assert values["name"] == {"fi": "Kotiapu", "sv": "Hemhjälp", "en": "Home help"}
    assert values["promise"] == {"fi": "Apua kotona asumiseen."}
    assert values["description"]["fi"] == (
        "Autamme\n\nsiivouksessa.\n\nSoita meille.\n\nYli 65-vuotiaille."
    )
    kainuu = [each.id for each in codes("municipalities") if each.parent == "20"]
    assert values["municipalities"] == ["167", *kainuu]
    assert (values["ptv_class"], values["target_groups"]) == ("P1.4", ["KR1.1"])
    assert (values["payers"], values["stage"]) == (["voucher"], "productised")
    assert found.service.owner_id == ORGANISATION_ID
    assert found.service.told == []
    assert found.dropped == {"Of channels, only places that can be visited are read."}


@pytest.mark.parametrize(
    ("kind", "sector"),
    [("State", "public"), ("Municipality", "public"), ("RegionalOrganization", "public"),
     ("Company", "business"), ("Organization", "third"), ("Jokin", "")],
)  # fmt: skip
def test_the_sector_is_that_of_the_type(tmp_path: Path, kind: str, sector: str) -> None:
    found = read(document(tmp_path / "a.json", organisation(organizationType=kind))).organisation
    assert found.values["sector"] == sector
    assert told(found) == (set() if sector else {"The sector “{sector}” isn’t known."})


def test_where_a_service_is_to_be_had(tmp_path: Path) -> None:
    def there(**more: Any) -> list[str]:
        found = read(document(tmp_path / "a.json", service(**more))).service
        return found.values["municipalities"]

    assert there(areaType="Nationwide") == []
    mainland = there(areaType="NationwideExceptAlandIslands")
    assert len(mainland) == 292
    assert "478" not in mainland, "Maarianhamina is on Åland"
    region = {"type": "Region", "code": "12", "municipalities": [{"code": "167"}, {"code": "260"}]}
    assert there(areas=[region]) == ["167", "260"]
    unknown = {"type": "Region", "code": "12", "name": texts(fi="Pohjois-Karjala")}
    assert there(areas=[unknown]) == [], "the number of a region is no municipality's"


@pytest.mark.parametrize(
    ("status", "stage", "is_draft"),
    [("Published", "productised", False), ("Draft", "productised", True), ("Modified", "productised", True),
     ("Deleted", "retired", False), ("OldPublished", "retired", False)],
)  # fmt: skip
def test_what_is_not_published(tmp_path: Path, status: str, stage: str, is_draft: bool) -> None:
    found = read(document(tmp_path / "a.json", service(publishingStatus=status))).service
    assert (found.values["stage"], found.is_draft) == (stage, is_draft)


def test_coordinates_abroad_are_told(tmp_path: Path) -> None:
    document(tmp_path / "a.json", organisation(addresses=[street("5700000", "300000")]))
    found = read(tmp_path / "a.json").organisation
    assert told(found) == {"The place “{name}” isn’t in Finland by its coordinates."}


def test_a_list_of_names_and_classes_of_others_are_told(tmp_path: Path) -> None:
    page = {"pageNumber": 1, "pageCount": 3, "itemList": [{"id": SERVICE_ID, "name": "Kotiapu"}]}
    found = read(document(tmp_path / "a.json", page))
    assert found.is_partial
    assert found.dropped == {"This has only a name and an id. Fetch the whole documents."}
    school = [{"code": "P6.8", "uri": "http://urn.fi/URN:NBN:fi:au:ptvl:v1068"}]
    found = read(document(tmp_path / "b.json", service(serviceClasses=school)))
    assert found.service.values["ptv_class"] == ""
    assert told(found.service) == {"The class “{name}” isn’t in our lists."}


def test_the_real_example_goes_in() -> None:
    shapes = Path(__file__).parents[4] / "shared" / "reference" / "codes" / "ptv-v11-shapes"
    if not shapes.is_dir():
        pytest.skip("the shapes of PTV aren't beside the repository")
    found = read(shapes / "real_service_example.json").service
    assert found.title == "Nettilukio aikuisille"
    assert found.values["municipalities"] == []
