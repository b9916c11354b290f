"""What machines read: schema.org on the pages, and the map of all of them."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from app.core.text import languages
from app.register import verified
from app.register.web import sitemap
from tests.register.certificates import NUMBER
from tests.register.web.conftest import SITE, Get
from tests.register.web.reading import Seen
from tests.register.web.town import JOENSUU, Town

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def told(get: Get, path: str) -> dict[str, dict[str, Any]]:
    """What machines read of a page, by its type."""
    answer = get(path)
    if answer.status_code == 302:
        answer = get(urljoin(path, answer.headers["location"]))
    return {each["@type"]: each for each in Seen(answer.text).structured}


def test_a_service_is_told_with_its_provider_prices_and_certificate(get: Get, town: Town) -> None:
    said = told(get, f"/en/services/{town.id('cleaning')}")
    service = said["Service"]
    address = f"{SITE}/en/services/{town.id('cleaning')}/everyday-help-at-home"
    assert (service["@id"], service["url"], service["name"]) == (
        address,
        address,
        "Everyday help at home",
    )
    assert service["provider"]["@type"] == "Organization"
    assert service["provider"]["telephone"] == "+358 13 123 4567"
    assert service["provider"]["sameAs"] == "https://arkiapu.example.fi/"
    assert [each["name"] for each in service["areaServed"]] == ["Joensuu", "Liperi"]
    assert [(each["price"], each["priceCurrency"]) for each in service["offers"]] == [
        ("38.00", "EUR"), ("45.00", "EUR"),
    ]  # fmt: skip
    assert service["offers"][0]["priceSpecification"]["unitCode"] == "HUR"
    (certificate,) = service["hasCertification"]
    assert certificate["url"] == f"{SITE}/verify/{NUMBER}"
    assert certificate["expires"] == (verified.today() + timedelta(days=700)).isoformat()
    trail = said["BreadcrumbList"]["itemListElement"]
    assert [each["position"] for each in trail] == [1, 2]
    assert [each["item"] for each in trail] == [f"{SITE}/en/services", address]


def test_a_service_that_is_available_everywhere_says_so(get: Get, town: Town) -> None:
    service = told(get, f"/fi/services/{town.id('remote')}")["Service"]
    assert service["areaServed"] == [{"@type": "Country", "name": "FI"}]
    assert "hasCertification" not in service


def test_an_event_is_told_with_its_moments_and_place(get: Get, town: Town) -> None:
    event = told(get, f"/fi/events/{town.id('event')}")["Event"]
    day = verified.today() + timedelta(days=10)
    for name, hour in (("startDate", 9), ("endDate", 12)):
        assert re.fullmatch(rf"{day}T{hour:02}:00:00\+0[23]:00", event[name])
    assert event["location"]["address"]["addressLocality"] == "Joensuu"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    plain = told(get, f"/fi/events/{town.id('past')}")["Event"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", plain["startDate"])
    assert "location" not in plain


def test_an_organisation_and_a_path_are_told(get: Get, town: Town) -> None:
    said = told(get, f"/fi/organisations/{town.id('arkiapu')}")["Organization"]
    assert said["address"][0]["streetAddress"] == "Rantakyläntie 2"
    steps = told(get, f"/fi/paths/{town.id('path')}")["ItemList"]["itemListElement"]
    assert [each["name"] for each in steps] == ["Kotiutushoitaja", "Kyyti saattajan kanssa", "Arkiapu kotiin"]  # fmt: skip


def parts(get: Get) -> list[str]:
    index = ET.fromstring(get("/sitemap.xml").content)
    return [each.text or "" for each in index.findall("s:sitemap/s:loc", NAMES)]


def addresses(get: Get) -> dict[str, dict[str, str]]:
    """Every address of the map, with those of its other languages."""
    found: dict[str, dict[str, str]] = {}
    for part in parts(get):
        answer = get(part.removeprefix(SITE))
        assert answer.headers["content-type"].startswith("application/xml")
        for url in ET.fromstring(answer.content).findall("s:url", NAMES):
            loc = url.findtext("s:loc", "", NAMES)
            assert loc not in found
            found[loc] = {
                each.attrib["hreflang"]: each.attrib["href"]
                for each in url.findall("x:link", NAMES)
            }
    return found


def test_the_map_has_every_page_in_every_language(get: Get, town: Town) -> None:
    found = addresses(get)
    for name in (
        "cleaning",
        "company",
        "ride",
        "remote",
        "arkiapu",
        "taksi",
        "path",
        "event",
        "past",
        "partnership",
    ):
        assert sum(town.id(name) in each for each in found) == len(languages()), name
    for name in ("closed", "retired", "certificate"):
        assert not [each for each in found if town.id(name) in each]
    assert f"{SITE}/fi/municipalities/{JOENSUU}" in found
    for address, others in found.items():
        assert set(others) == set(languages())
        assert address in others.values()
        assert all(found[each] == others for each in others.values())
        answer = get(address.removeprefix(SITE))
        assert answer.status_code == 200, address
        assert Seen(answer.text).one("link", rel="canonical")["href"] == address


def test_a_large_map_is_cut_into_parts(
    get: Get, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = addresses(get)
    monkeypatch.setattr(sitemap, "MOST", 2 * len(languages()))
    assert f"{SITE}/sitemap-services-2.xml" in parts(get)
    assert addresses(get) == whole
    for path in (
        "services-0",
        "services-3",
        "services-x",
        "services-99999999",
        "nothing-1",
        "certificate-1",
        "-1",
    ):
        assert get(f"/sitemap-{path}.xml").status_code == 404


def test_search_engines_are_led_to_the_map(get: Get) -> None:
    text = get("/robots.txt").text
    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /sync/" in text
