"""What the open interface answers: to whom, in which language, page by page, and nothing that isn't anybody's."""

import json
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from app.register import networks, verified
from app.register.audience import OPEN as ROOT
from app.register.database import Database
from app.register.hsds.asking import MOST_BODY
from app.register.hsds.lists import LISTS
from app.register.server import create_app
from app.register.settings import Settings
from tests.register.around import ask
from tests.register.hsds.world import FULL, SECRETS, World, certificate, get, said


def names(application: FastAPI, path: str = "/services", **params: Any) -> list[str]:
    return [
        each["name"]
        for each in said(application, path, params={"lang": "fi", **params})["contents"]
    ]


def test_a_service_tells_everything_of_it(served: FastAPI, world: World) -> None:
    made = said(served, f"/services/{world.ids['full']}", params={"lang": "en"})
    assert made["name"] == "Home care"
    assert made["description"] == "We visit you as agreed."
    assert made["status"] == "active"
    assert made["eligibility_description"] == "En pärjää yksin", "there is no other language"
    assert made["organization"]["name"] == "Rantakylä Everyday Help"
    assert [each["name"] for each in made["service_areas"]] == ["Joensuu", "Kontiolahti"]
    assert [each["code"] for each in made["languages"]] == ["fi", "sv"]
    assert made["x_translations"]["sv"] == {"name": "Hemvård"}
    assert [(each["amount"], each["currency"]) for each in made["cost_options"]] == [
        (45.5, "EUR"),
        (39.0, "EUR"),
    ]
    assert made["cost_options"][0]["x_vat_rate"] == 25.5
    assert made["cost_options"][0]["x_amount_net"] == 36.25
    assert "x_vat_rate" not in made["cost_options"][1] or made["cost_options"][1]["x_vat_rate"] == 0
    assert made["cost_options"][0]["amount_description"] == "€45.50/h, incl. VAT 25.5%"
    assert made["fees_description"].splitlines() == [
        "Arkisin: €45.50/h, incl. VAT 25.5%",
        "€39.00/visit, Exempt: social welfare",
    ]
    kinds = {each["link_type"]: each["taxonomy_term"]["code"] for each in made["attributes"]}
    assert kinds["ptv_class"] == "P4.3"
    assert kinds["certificate"] == "network_quality"
    term = next(
        each["taxonomy_term"] for each in made["attributes"] if each["link_type"] == "ptv_class"
    )
    assert term["term_uri"].endswith("/ptvserclass2/code/P4.3")
    (place,) = made["service_at_locations"]
    assert place["location"]["addresses"][0]["address_1"] == "Rantakatu 1"
    assert made["schedules"][0]["opens_at"] == "00:00"
    assert [each["source"] for each in made["funding"]] == ["Grant (e.g. STEA)"]


def test_certificates_are_told_as_they_stand(served: FastAPI, world: World) -> None:
    made = said(served, f"/services/{world.ids['full']}", params={"lang": "en"})
    assert made["accreditations"].count("\n") == 0
    assert "V-2026-ABC123" in made["accreditations"]
    told = {each["number"]: (each["valid"], each["verify_url"]) for each in made["x_certificates"]}
    assert told == {
        "V-2026-ABC123": (True, "http://127.0.0.1:8765/verify/V-2026-ABC123"),
        "V-2024-0LD000": (False, "http://127.0.0.1:8765/verify/V-2024-0LD000"),
    }


def test_a_certificate_that_ends_at_midnight_is_gone(
    served: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/services/{world.ids['full']}"
    seen = []
    for day in (date(2027, 12, 31), date(2028, 1, 1)):
        monkeypatch.setattr(verified, "today", lambda day=day: day)
        answer = get(served, path, params={"lang": "fi"})
        tag = answer.headers["etag"]
        again = get(served, path, params={"lang": "fi"}, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        seen.append((answer.json(), tag, answer.headers["last-modified"]))
        certified = names(served, certified="true")
        assert certified == (["Kotihoito"] if day.year == 2027 else [])
    (before, tag, modified), (after, tag_after, modified_after) = seen
    assert "V-2026-ABC123" in before["accreditations"]
    assert "accreditations" not in after
    assert [each["link_type"] for each in after["attributes"]].count("certificate") == 0
    assert len(after["x_certificates"]) == 2
    assert tag != tag_after
    assert after["last_modified"] == "2027-12-31T22:00:00.000Z"
    assert modified != modified_after == "Fri, 31 Dec 2027 22:00:00 GMT"
    assert names(served, modified_after="2027-12-31T22:00:00Z") == ["Kotihoito"]


def test_a_change_changes_the_tag(served: FastAPI, world: World) -> None:
    path = f"/services/{world.ids['full']}"
    before = get(served, path)
    world.put("cert", "certificate", certificate(world.ids["full"], status="suspended"))
    after = get(served, path)  # who reads lets the catalogue follow
    assert before.headers["etag"] != after.headers["etag"]
    assert "accreditations" not in after.json()
    world.put("cert", "certificate", certificate(world.ids["full"]))
    assert get(served, path).json()["accreditations"] == before.json()["accreditations"]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, ["Kotihoito", "Perhehoito", "Saattoapu"]),
        ({"search": "koti hoito"}, []),
        ({"search": "kotih"}, ["Kotihoito"]),
        ({"search": "home"}, ["Kotihoito"]),
        ({"municipality": "276"}, ["Kotihoito", "Saattoapu"]),
        ({"county": "14"}, ["Kotihoito", "Perhehoito", "Saattoapu"]),
        ({"language": "sv"}, ["Kotihoito"]),
        ({"sector": "public"}, []),
        ({"certified": "true"}, ["Kotihoito"]),
        ({"certified": "true", "municipality": "091"}, []),
        ({"modified_after": "2999-01-01"}, []),
        ({"modified_after": "2000-01-01T00:00:00+02:00"}, ["Kotihoito", "Perhehoito", "Saattoapu"]),
    ],
    ids=str,
)
def test_all_filters_must_fit(
    served: FastAPI, world: World, params: dict[str, str], found: list[str]
) -> None:
    for_this = {**params, "network": world.network_id}
    assert names(served, **for_this) == found
    told = {
        name: value == "true" if name == "certified" else value for name, value in for_this.items()
    }
    (answer,) = ask(served, ("POST", f"{ROOT}/services?lang=fi", {"json": told}))
    assert [each["name"] for each in answer.json()["contents"]] == found
    (answer,) = ask(served, ("POST", f"{ROOT}/services?lang=fi", {"data": for_this}))
    assert [each["name"] for each in answer.json()["contents"]] == found


def test_terms_and_taxonomies_filter(served: FastAPI, world: World) -> None:
    given = {"network": world.network_id}
    terms = said(served, "/taxonomy_terms", params={"lang": "fi", "per_page": 1000})["contents"]
    by_code = {(each["taxonomy_id"], each["code"]): each for each in terms}
    assert len(by_code) == len({each["id"] for each in terms}) == len(terms)
    taxonomies = {
        each["name"]: each["id"]
        for each in said(served, "/taxonomies", params={"lang": "en"})["contents"]
    }
    ptv = taxonomies["Service class (Suomi.fi)"]
    top, below = by_code[ptv, "P4"], by_code[ptv, "P4.3"]
    assert below["parent_id"] == top["id"]
    assert "parent_id" not in top
    for term in (top, below):
        assert names(served, taxonomy_term_id=term["id"], **given) == ["Kotihoito"]
    assert names(served, taxonomy_id=ptv, **given) == ["Kotihoito"]
    sector = next(each for each in terms if each["code"] == "third")
    assert names(served, taxonomy_term_id=sector["id"], taxonomy_id=ptv, **given) == ["Kotihoito"]
    network = next(each for each in terms if each["id"] == world.network_id)
    assert names(served, taxonomy_term_id=network["id"]) == names(served, **given)
    quality = next(each for each in terms if each["code"] == "network_quality")
    assert names(served, taxonomy_term_id=quality["id"], **given) == ["Kotihoito"]
    path = next(each for each in terms if each["id"] == world.ids["path"])
    assert path["name"] == "Sairaalasta kotiin"
    assert names(served, taxonomy_term_id=path["id"]) == ["Kotihoito"]
    unknown = world.ids["draft"]
    assert names(served, taxonomy_term_id=unknown) == names(served, taxonomy_id=unknown) == []
    listed = said(served, "/taxonomy_terms", params={"taxonomy_id": ptv, "top_only": "true"})[
        "contents"
    ]
    assert [each["code"] for each in listed] == ["P4"]
    listed = said(served, "/taxonomy_terms", params={"parent_id": top["id"]})["contents"]
    assert [each["code"] for each in listed] == ["P4.3"]
    assert said(served, "/taxonomy_terms", params={"search": "kotiho", "taxonomy_id": ptv})[
        "contents"
    ]


def test_organizations_have_their_services(served: FastAPI, world: World) -> None:
    its = world.ids["o"]
    made = said(served, f"/organizations/{its}", params={"lang": "fi"})
    assert [(each["name"], each["status"]) for each in made["services"]] == [
        ("Kotihoito", "active"), ("Saattoapu", "active"),
    ]  # fmt: skip
    assert {each["identifier"] for each in made["organization_identifiers"]} >= {"1234567-1"}
    assert [each["name"] for each in made["locations"]] == ["Toimitila", "Kioski"]
    full = said(served, f"/organizations/{its}", params={"full_service": "true"})
    assert full["services"][0]["cost_options"]
    assert names(served, organization_id=its) == ["Kotihoito", "Saattoapu"]


def test_a_home_has_no_address(served: FastAPI, world: World) -> None:
    made = said(served, f"/organizations/{world.ids['family']}")
    assert [each.get("addresses") for each in made["locations"]] == [None]
    service = said(served, f"/services/{world.ids['care']}")
    assert "service_at_locations" not in service
    assert [each.get("addresses") for each in service["organization"]["locations"]] == [None]


def test_nothing_that_is_not_for_anybody_is_told(served: FastAPI, world: World) -> None:
    told = ""
    for name in LISTS:
        for params in ({"per_page": 1000}, {"format": "ndjson"}):
            told += get(served, f"/{name}", params=params).text
        for each in said(served, f"/{name}", params={"per_page": 1000})["contents"]:
            told += get(served, f"/{name}/{each['id']}").text
    for path in ("/services?full=true&format=ndjson", "/organizations?full_service=true&format=ndjson",
                 "/x/networks", "/x/service_paths", "/x/events", "/x/events.ics"):  # fmt: skip
        answer = get(served, path)
        assert answer.status_code == 200
        told += answer.text
    for secret in (
        *SECRETS,
        world.ids["draft"],
        world.ids["hidden network"],
        "stamp",
        "updated_by",
    ):
        assert secret not in told, secret
    for name in ("draft", "gone", "hidden service"):
        assert get(served, f"/services/{world.ids[name]}").status_code == 404
    assert names(served, network=world.ids["hidden network"]) == []


def test_pages_are_stable(served: FastAPI, world: World) -> None:
    whole = said(served, "/services", params={"network": world.network_id})
    assert (whole["total_items"], whole["total_pages"], whole["size"]) == (3, 1, 3)
    assert (whole["first_page"], whole["last_page"], whole["empty"]) == (True, True, False)
    ids = []
    for page in (1, 2, 3):
        made = said(
            served, "/services", params={"network": world.network_id, "page": page, "per_page": 1}
        )
        assert (made["page_number"], made["total_pages"], made["first_page"]) == (
            page,
            3,
            page == 1,
        )
        assert made["last_page"] == (page == 3)
        ids += [each["id"] for each in made["contents"]]
    assert ids == [each["id"] for each in whole["contents"]]
    beyond = said(served, "/services", params={"page": 99})
    assert (beyond["empty"], beyond["contents"]) == (True, [])


@pytest.mark.parametrize("name", LISTS)
def test_a_stream_has_everything_in_the_order_of_the_pages(served: FastAPI, name: str) -> None:
    answer = get(served, f"/{name}", params={"format": "ndjson", "lang": "fi"})
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert answer.headers["access-control-allow-origin"] == "*"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines == said(served, f"/{name}", params={"lang": "fi", "per_page": 1000})["contents"]


def test_the_language_is_that_of_the_reader(served: FastAPI, world: World) -> None:
    path = f"/services/{world.ids['full']}"
    for given, language, name in (
        ({"headers": {"Accept-Language": "en-GB,fi;q=0.5"}}, "en", "Home care"),
        ({"headers": {"Accept-Language": "de"}}, "fi", "Kotihoito"),
        ({"params": {"lang": "sv"}}, "sv", "Hemvård"),
        ({"params": {"lang": "ru"}}, "ru", "Kotihoito"),
    ):
        answer = get(served, path, **given)
        assert answer.headers["content-language"] == language
        assert answer.headers["vary"] == "Accept-Language"
        made = answer.json()
        assert made["name"] == name
        assert language not in made["x_translations"]


@pytest.mark.parametrize(
    ("path", "about"),
    [
        ("/services?page=0", "page"),
        ("/services?page=x", "page"),
        ("/services?per_page=1001", "per_page"),
        ("/services?sort=name", "sort"),
        ("/services?municipality=999", "municipality"),
        ("/services?municipality=Joensuu", "municipality"),
        ("/services?full=yes", "full"),
        ("/services?search=a&search=b", "search"),
        ("/services?modified_after=yesterday", "modified_after"),
        ("/services?taxonomy_term_id=P4", "taxonomy_term_id"),
        ("/services?lat=62.6", "lat"),
        ("/services?format=xml", "format"),
        ("/services?lang=Finnish", "lang"),
        ("/services/1", "id"),
        ("/organizations?postcode=80100", "postcode"),
        ("/?x=1", "x"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(served: FastAPI, path: str, about: str) -> None:
    answer = get(served, path)
    assert answer.status_code == 400
    assert f"“{about}”" in answer.json()["reason"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'{"page": null}',
        b'{"page": "1"}',
        b'{"certified": "true"}',
        b'{"page": 1.5}',
        b"\xff",
    ],
)
def test_a_body_that_makes_no_sense_is_refused(served: FastAPI, content: bytes) -> None:
    for kind in ("application/json", "text/plain"):
        given = {"content": content, "headers": {"Content-Type": kind}}
        (answer,) = ask(served, ("POST", f"{ROOT}/services", given))
        assert answer.status_code == 400


def test_any_page_of_the_web_may_ask(served: FastAPI) -> None:
    (answer,) = ask(
        served, ("OPTIONS", f"{ROOT}/services", {"headers": {"Origin": "https://x.fi"}})
    )
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    answer = get(served, "/services")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, no-cache"


def test_any_page_of_the_web_may_read_what_is_refused(
    served: FastAPI, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    too_large = {"content": b"x" * (2 * MOST_BODY)}
    answers = ask(
        served,
        ("GET", f"{ROOT}/nothing", {}),
        ("PUT", f"{ROOT}/services", {}),
        ("POST", f"{ROOT}/services", too_large),
    )
    assert [each.status_code for each in answers] == [404, 405, 413]

    def fails(_connection: object) -> None:
        raise KeyError

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(networks, "public", fails)
        answers.append(get(served, "/services"))
    assert answers[-1].status_code == 500
    caplog.clear()
    for each in answers:
        assert each.headers["access-control-allow-origin"] == "*"
        assert each.headers["cross-origin-resource-policy"] == "cross-origin"
        assert each.headers["x-content-type-options"] == "nosniff"
    (elsewhere,) = ask(served, ("GET", "/fi/", {}))
    assert "access-control-allow-origin" not in elsewhere.headers


def test_one_address_may_not_ask_without_end(database: Database) -> None:
    made = create_app(database, Settings(compaction=False, public_requests=3))
    answers = ask(made, *[("GET", f"{ROOT}/", {})] * 4)
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[3].headers["retry-after"]) <= 20
    assert answers[3].headers["access-control-allow-origin"] == "*"


def test_what_the_standard_has_no_place_for(served: FastAPI, world: World) -> None:
    (network,) = [
        each for each in said(served, "/x/networks")["contents"] if each["id"] == world.network_id
    ]
    assert (network["name"], network["services"]) == ("Karjalan kumppanit", 3)
    (path,) = said(served, "/x/service_paths", params={"lang": "en"})["contents"]
    assert path["name"] == "Home from hospital"
    assert [each["name"] for each in path["steps"]] == ["Home care", "Jotain muuta", "Apteekki"]
    assert path["steps"][0]["service_id"] == world.ids["full"]
    assert [each.get("service_id") for each in path["steps"][1:]] == [None, None]
    (event,) = said(served, "/x/events", params={"lang": "fi"})["contents"]
    assert (event["name"], event["starts_at"], event["ends_at"]) == (
        "Palvelupäivä",
        "09:00",
        "15:00",
    )
    assert said(served, "/x/events", params={"from": "2026-12-11"})["empty"]
    calendar = get(served, "/x/events.ics", params={"lang": "en"})
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Service day" in calendar.text
    assert "DTSTART;TZID=Europe/Helsinki:20261210T090000" in calendar.text


def test_a_service_that_is_told_by_a_hidden_network_is_hidden(
    served: FastAPI, world: World
) -> None:
    with world.database.writing() as connection:
        networks.show(connection, world.network_id, public=False)
    try:
        assert names(served, network=world.network_id) == []
        assert get(served, f"/services/{world.ids['full']}").status_code == 404
        assert get(served, f"/organizations/{world.ids['o']}").status_code == 404
    finally:
        with world.database.writing() as connection:
            networks.show(connection, world.network_id, public=True)
    assert said(served, f"/services/{world.ids['full']}")["id"] == world.ids["full"]
    assert FULL["stage"] == "productised"


def test_a_body_that_is_nested_far_too_deeply_is_refused(served: FastAPI) -> None:
    body = '{"a":' * 5000 + "1" + "}" * 5000
    how = {"content": body, "headers": {"Content-Type": "application/json"}}
    (answer,) = ask(served, ("POST", f"{ROOT}/services", how))
    assert answer.status_code == 400
