"""The pages of the directory as anybody reads them, in every language."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urljoin

import httpx
import icalendar
import pytest

from app.core.record import new_id
from app.core.text import languages
from app.register import networks, verified
from app.sync.protocol import Role
from tests.register.certificates import NUMBER
from tests.register.offices import Net
from tests.register.web.conftest import SITE, Get
from tests.register.web.reading import Seen
from tests.register.web.town import JOENSUU, KONTIOLAHTI, LIPERI, Town, build, price, service

PLAIN = (
    "", "services", "paths", "organisations", "municipalities", f"municipalities/{JOENSUU}", "events",
    "events?past=1", "networks", "certified", "about",
)  # fmt: skip
RECORDS = (
    ("organisations", "arkiapu"), ("paths", "path"), ("events", "event"), ("networks", "partnership"),
)  # fmt: skip


def seen(get: Get, path: str) -> Seen:
    answer = get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("location"))
    return Seen(answer.text)


def page(get: Get, town: Town, name: str, language: str = "fi") -> Seen:
    """The page of a service, after the address with its name in it."""
    path = f"/{language}/services/{town.id(name)}"
    answer = get(path)
    if answer.status_code == 302:
        path = urljoin(path, answer.headers["location"])
    return seen(get, path)


def found(get: Get, query: str, language: str = "fi") -> list[str]:
    """The names of the services that a search finds."""
    text = get(f"/{language}/services?{query}").text
    return re.findall(r'row-name"><a href="[^"]+">(?:<span lang="..">)?([^<]+)', text)


@pytest.mark.parametrize("language", languages())
def test_every_page_stands_in_every_language(get: Get, town: Town, language: str) -> None:
    for path in (*PLAIN, *(f"{place}/{town.id(name)}" for place, name in RECORDS)):
        answer = get(f"/{language}/{path}")
        assert answer.status_code == 200, path
        assert answer.headers["content-language"] == language
        assert "set-cookie" not in answer.headers
        html = Seen(answer.text)
        assert not html.unclosed, path
        assert html.one("html")["lang"] == language
        assert len(html.all("h1")) == 1
        assert len(html.all("main")) == 1
        if "?" not in path:
            assert html.one("link", rel="canonical")["href"] == f"{SITE}/{language}/{path}"
            others = {each["hreflang"]: each["href"] for each in html.all("link", rel="alternate")}
            assert others == {each: f"{SITE}/{each}/{path}" for each in languages()}
        for each in languages():
            if each != language:
                href = html.one("a", hreflang=each)["href"] or ""
                assert urljoin(f"{SITE}/{language}/{path}", href) == f"{SITE}/{each}/{path}"


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("", "fi"),
        ("fi", "fi"),
        ("en-GB,fi;q=0.5", "en"),
        ("sv,de", "fi"),
        ("fi;q=0,en;q=0.1", "en"),
    ],
)
def test_the_browser_says_in_which_language_one_begins(
    get: Get, wanted: str, language: str
) -> None:
    answer = get("/", Accept_Language=wanted)
    assert answer.status_code == 303
    assert urljoin(f"{SITE}/", answer.headers["location"]) == f"{SITE}/{language}/"
    assert answer.headers["vary"] == "Accept-Language"


def test_a_service_has_one_address_with_its_name_in_it(get: Get, town: Town) -> None:
    plain = f"/en/services/{town.id('cleaning')}"
    for path in (plain, f"{plain}/other-words"):
        answer = get(path)
        assert answer.status_code == 302
        assert urljoin(path, answer.headers["location"]) == f"{plain}/everyday-help-at-home"
    html = seen(get, f"{plain}/everyday-help-at-home")
    assert html.one("a", hreflang="fi")["href"] == (
        f"../../../fi/services/{town.id('cleaning')}/arkiapu-kotiin"
    )


def test_a_service_tells_what_a_client_wants_to_know(get: Get, town: Town) -> None:
    html = page(get, town, "cleaning")
    for words in (
        "Arkiapu kotiin", "Tuttu tekijä, sovittu aika, siisti koti.", "En jaksa enää siivota", "Soitat meille",
        "Vastaamme arkisin.", "Ikkunoiden pesu", "38,00 €/h", "sis. ALV 25,5 %",
        "36,00 €/käynti", "Palveluseteli", "kotitalousvähennys", "Joensuu, Liperi", "suomi", "venäjä",
        "Sama tekijä vähintään", "Rantakylän Arkiapu ry", "Rantakyläntie 2, 80160 Joensuu", "Esteetön sisäänkäynti",
        NUMBER, "Sairaalasta kotiin", "Saattoapu asioille", "Ikäihmiset",
    ):  # fmt: skip
        assert words in html.words, words
    assert html.one("a", href="tel:+358131234567")
    assert html.one("a", href="mailto:apua@arkiapu.example.fi")
    assert html.all("a", href=f"../../../verify/{NUMBER}?lang=fi")


def test_words_of_another_language_are_marked_and_told(get: Get, town: Town) -> None:
    english = page(get, town, "ride", "en")
    assert {"lang": "fi"} in english.all("span")
    assert "only in: Finnish" in english.words
    assert "only in" not in page(get, town, "cleaning", "en").words
    assert english.one("html")["lang"] == "en"


def test_a_service_that_has_ended_says_so_and_what_there_is_instead(get: Get, town: Town) -> None:
    answer = get(f"/en/services/{town.id('retired')}")
    assert answer.status_code == 410
    html = Seen(answer.text)
    assert "Entinen palvelu" in html.words
    assert "isn’t offered any more" in html.words
    assert any(town.id("company") in (each["href"] or "") for each in html.all("a"))
    assert "Entinen palvelu" not in found(get, "q=entinen")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "path",
    ["services/" + new_id(), "services/x", "services/%00", "organisations/" + "9" * 500, "nothing/at/all",
     "municipalities/999", "events/..%2F..", "services/%ff", "paths/" + new_id() + ".ics", "%22%3E%3Cscript%3E"],
    ids=range(10),
)  # fmt: skip
def test_what_isnt_there_is_told_in_the_language_with_a_search(
    get: Get, path: str, language: str
) -> None:
    answer = get(f"/{language}/{path}")
    assert answer.status_code == 404
    html = Seen(answer.text)
    assert html.one("html")["lang"] == language
    assert html.all("form", role="search")
    assert html.one("meta", name="robots")["content"] == "noindex, follow"
    assert len(html.scripts) == 0


def test_the_addresses_of_offices_still_answer_as_they_do(get: Get) -> None:
    for path in ("/sync/v1/nothing", "/nothing", "/fix"):
        answer = get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/json"


def test_what_isnt_public_is_nowhere(get: Get, town: Town) -> None:
    assert get(f"/fi/events/{town.id('closed')}").status_code == 404
    for path in ("", "events", "events?past=1", f"networks/{town.id('partnership')}"):
        html = seen(get, f"/fi/{path}")
        assert "Jäsenten ilta" not in html.words
        assert "Lähtenyt Oy" not in html.words


def test_a_hidden_network_shows_nothing(get: Get, town: Town) -> None:
    database = town.net.database
    with database.writing() as connection:
        networks.show(connection, town.net.id, public=False)
    try:
        assert get(f"/fi/services/{town.id('cleaning')}").status_code == 404
        assert get(f"/fi/events/{town.id('event')}.ics").status_code == 404
        assert found(get, "") == []
        assert "Arkiapu" not in get("/fi/").text
        assert town.id("cleaning") not in get("/sitemap.xml").text
        assert get("/sitemap-services-1.xml").status_code == 404
        for path in ("services", "organisations"):
            assert not Seen(get(f"/fi/{path}").text).all("form"), "there is nothing to look for"
            assert Seen(get(f"/fi/{path}?q=apu").text).all("form"), "what was typed stays"
    finally:
        with database.writing() as connection:
            networks.show(connection, town.net.id, public=True)


def test_several_networks_stand_together_and_can_be_told_apart(get: Get, town: Town) -> None:
    assert 'name="network"' not in get("/fi/services").text
    with Net(town.net.database, town.net._client._transport.app) as other:
        office = other.office("Savon Apu Oy")
        office.add({"name": {"fi": "Savon Apu Oy"}, "sector": "business"}, "organisation")
        office.add(service("Savon siivous"), "service")
        try:
            assert {"Savon siivous", "Arkiapu kotiin"} <= set(found(get, ""))
            assert found(get, f"network={other.id}") == ["Savon siivous"]
            assert "Savon siivous" not in found(get, f"network={town.net.id}")
            html = seen(get, "/fi/services")
            assert len(html.all("input", name="network")) == 2
            assert "Verkosto" in page(get, town, "cleaning").words
        finally:
            with other.database.writing() as connection:
                networks.show(connection, other.id, public=False)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=siivous", ["Arkiapu kotiin"]),
        ("q=KAUPP", ["Arkiapu kotiin"]),
        (f"municipality={KONTIOLAHTI}", ["Etäjumppa", "Kyyti saattajan kanssa"]),
        ("class=P27", ["Etäjumppa"]),
        ("class=P16.5", ["Kyyti saattajan kanssa"]),
        ("group=KR1.6", ["Arkiapu kotiin"]),
        ("language=ru", ["Arkiapu kotiin"]),
        ("sector=business", ["Etäjumppa", "Kyyti saattajan kanssa"]),
        ("payer=kela", ["Kyyti saattajan kanssa"]),
        ("payer=kela&payer=voucher", ["Arkiapu kotiin", "Kyyti saattajan kanssa"]),
        ("place=remote", ["Etäjumppa"]),
        ("price=9", ["Etäjumppa", "Kyyti saattajan kanssa"]),
        ("price=8,99", ["Kyyti saattajan kanssa"]),
        ("certified=1", ["Arkiapu kotiin"]),
        (f"certified=1&municipality={LIPERI}&q=koti", ["Arkiapu kotiin"]),
        (f"certified=1&municipality={KONTIOLAHTI}", []),
    ],
)  # fmt: skip
def test_a_search_finds_what_fits_everything(get: Get, query: str, names: list[str]) -> None:
    assert found(get, query) == names


def test_results_stand_in_the_order_of_the_reader(get: Get) -> None:
    assert found(get, "", "en") == [
        "Company for errands", "Everyday help at home", "Exercise by video", "Kyyti saattajan kanssa",
    ]  # fmt: skip
    assert found(get, "") == [
        "Arkiapu kotiin", "Etäjumppa", "Kyyti saattajan kanssa", "Saattoapu asioille",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query",
    ["page=99999999999999999999", "page=-1", "page=x", "class=P999", "municipality=Joensuu", "language=%00",
     "certified=perhaps", "q=" + "a" * 5000, "q=%00%ff%F0%9F%98%80", "&&=&q", "network=other", "q=%22%27)(",
     "sector=&payer=&place=", "price=", "live=2", "page=2"],
    ids=range(16),
)  # fmt: skip
def test_what_cant_be_read_is_left_out(get: Get, query: str) -> None:
    assert get(f"/fi/services?{query}").status_code == 200
    if "q=" not in query and "page" not in query:
        assert len(found(get, query)) == 4


def test_a_wrong_price_is_told_beside_its_field(get: Get) -> None:
    html = seen(get, "/en/services?price=cheap")
    field = html.one("input", id="price")
    assert (field["aria-invalid"], field["value"]) == ("true", "cheap")
    assert "price-wrong" in (field["aria-describedby"] or "").split()
    assert "Write the price as a number" in html.words
    assert len(found(get, "price=cheap")) == 4


def test_each_number_beside_a_filter_is_what_it_finds(get: Get) -> None:
    html = get("/en/services").text
    boxes = re.findall(
        r'name="(\w+)" value="([^"]+)"><label[^>]*>[^<]+ <span class="count">(\d+)', html
    )
    options = [
        (name, code, count)
        for name, menu in re.findall(r'<select id="(\w+)".*?>(.*?)</select>', html, re.DOTALL)
        for code, count in re.findall(r'value="([^"]+)">[^<(]+(?:\([^\d]+\) )?\((\d+)\)', menu)
    ]
    told = [*boxes, *options]
    assert len(told) > 15
    for name, code, count in told:
        assert len(found(get, f"{name}={code}")) == int(count), (name, code)


def test_filters_can_be_taken_away_one_by_one(get: Get) -> None:
    query = f"q=koti&municipality={JOENSUU}&payer=self_pay&payer=voucher&certified=1"
    html = seen(get, f"/en/services?{query}")
    chips = [each["href"] or "" for each in html.all("a", class_="chip")]
    assert len(chips) == 4
    for chip in chips:
        left = set(chip.partition("?")[2].split("&"))
        assert left < set(query.split("&"))
        assert len(left) == 4


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=siivoux", ["Did you mean", "siivous 1"]),
        ("q=jumppa", ["etäjumppa 1"]),
        ("q=kauppaan+mukaan", ["Without the word “mukaan” 1"]),
        (f"q=siivous&municipality={KONTIOLAHTI}", ["Without “Kontiolahti” 1", "Joensuu 1", "Liperi 1"]),
        ("q=siivous+etajumppa", ["Without the word “siivous” 1", "Without the word “etajumppa” 1"]),
        ("q=saattajan+jumppa+certified&certified=1", ["Only the word “saattajan” 1"]),
        ("q=siivous&payer=kela&price=1", ["Nothing"]),
    ],
)  # fmt: skip
def test_where_nothing_is_found_something_helps(get: Get, query: str, words: list[str]) -> None:
    html = seen(get, f"/en/services?{query}")
    assert found(get, query) == []
    assert "No service fits everything you chose." in html.words
    if words == ["Nothing"]:
        assert "Did you mean" not in html.words
        return
    for each in words:
        assert each in html.words
    helps = [each["href"] or "" for each in html.all("a", class_="chip")]
    assert any(found(get, each.partition("?")[2]) for each in helps)


def test_little_that_is_found_leads_to_longer_words(get: Get) -> None:
    query = "q=apu"
    html = seen(get, f"/fi/services?{query}")
    assert "saattoapu" in html.words
    chips = [each["href"] or "" for each in html.all("a", class_="chip")]
    assert any("Saattoapu asioille" in found(get, each.partition("?")[2]) for each in chips)
    assert "saattoapu" not in seen(get, "/fi/services?q=zzz").words


def test_those_that_are_called_so_come_first(get: Get, town: Town) -> None:
    assert found(get, "q=saattajan") == ["Kyyti saattajan kanssa"]
    town.change("ride", town.taksi, promise={"fi": "Saattoapu ja kyyti samalla kertaa"})
    assert found(get, "q=saattoapu") == ["Saattoapu asioille", "Kyyti saattajan kanssa"]
    town.change("ride", town.taksi, promise={"fi": "Et jää yksin."})


def test_the_window_tells_one_search_from_another(get: Get) -> None:
    def title(query: str) -> str:
        return re.findall("<title>(.*?) · ", get(f"/en/services?{query}").text)[0]

    assert title("") == "Services"
    assert title("q=siivous") == "1 service for “siivous”"
    assert "Joensuu, Certified" in get(f"/en/services?municipality={JOENSUU}&certified=1").text


def test_what_costs_nothing_is_told_so(get: Get, town: Town) -> None:
    town.changes["free"] = town.arkiapu.add(
        service("Kylätupa", prices=[price("0.00", "visit")]), "service"
    )
    for words in (page(get, town, "free", "en").words, seen(get, "/en/services?q=kyla").words):
        assert "Free of charge" in words
        assert "0.00" not in words
        assert "VAT" not in words.partition("Free of charge")[0].rpartition("Price")[2]
    town.change("free", town.arkiapu, stage="retired")
    get("/fi/")


def test_pages_of_results_follow_each_other(
    get: Get, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.register.web.wanted.PER_PAGE", 3)
    first = seen(get, "/fi/services?place=mobile&place=home&place=remote")
    follow = first.one("a", rel="next")["href"] or ""
    assert not first.all("a", rel="prev")
    last = seen(get, f"/fi/services{follow.partition('services')[2]}")
    assert "Saattoapu asioille" in last.words
    assert not last.all("a", rel="next")
    assert last.one("a", rel="prev")
    assert last.one("meta", name="robots")


def test_a_path_is_told_from_the_need_to_the_last_step(get: Get, town: Town) -> None:
    page = seen(get, f"/fi/paths/{town.id('path')}")
    words = page.words
    places = [
        words.index(each)
        for each in ("Kotiudun leikkauksesta", "Kotiutushoitaja", "Hoitaja soittaa", "Hoitaja tilaa kyydin",
                     "Kyyti saattajan kanssa", "Taksi Rääkkylä Oy", "Kotiavustaja on vastassa", "Arkiapu kotiin",
                     "Sama tekijä käy")
    ]  # fmt: skip
    assert places == sorted(places)
    assert words.count("Sertifioitu") == 1
    for name in ("ride", "cleaning"):
        links = [str(each["href"]) for each in page.all("a")]
        assert any(town.id(name) in each for each in links), "whosever it is, it can be read"


def test_an_event_can_be_taken_into_a_calendar(get: Get, town: Town) -> None:
    answer = get(f"/fi/events/{town.id('event')}.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    entry = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert str(entry["summary"]) == "Avoimet ovet Rantakylässä"
    assert entry["dtstart"].dt.date() == verified.today() + timedelta(days=10)
    assert (entry["dtstart"].dt.hour, entry["dtend"].dt.hour) == (9, 12)
    assert "Joensuu" in str(entry["location"])
    assert f"{SITE}/fi/events/{town.id('event')}" in str(entry["description"])


def test_events_are_apart_by_their_day(get: Get) -> None:
    coming, past = (seen(get, f"/fi/events{query}").words for query in ("", "?past=1"))
    assert "Avoimet ovet" in coming
    assert "Syystapaaminen" not in coming
    assert "Syystapaaminen" in past
    assert "Avoimet ovet" not in past


def test_a_partnership_names_those_who_are_in_it(get: Get, town: Town) -> None:
    html = seen(get, f"/en/networks/{town.id('partnership')}")
    for words in ("Nobody is left alone", "One call is enough", "Rantakylän Arkiapu ry Leads", "Põlva Hoolekanne Estonia", "Open doors"):  # fmt: skip
        assert words in html.words


def test_a_municipality_shows_what_is_available_there(get: Get) -> None:
    words = seen(get, f"/fi/municipalities/{LIPERI}").words
    assert "Arkiapu kotiin" in words
    assert "Etäjumppa" in words
    assert "Kyyti saattajan kanssa" not in words
    assert "Pohjois-Karjalan hyvinvointialue" in words
    assert "Pohjois-Karjalan hyvinvointialue" in seen(get, "/fi/municipalities").words


def test_each_number_beside_a_municipality_is_what_it_finds(get: Get) -> None:
    for path in ("", "municipalities", f"municipalities/{LIPERI}"):
        told = re.findall(
            r'municipalities/(\d+)">(?:<strong>)?[^<]+(?:</strong>|</a>)(?:&nbsp;| )?<span class="count">(\d+)',
            get(f"/fi/{path}").text,
        )
        assert told, path
        for code, count in told:
            assert len(found(get, f"municipality={code}")) == int(count), (path, code)
    county = re.findall(r'alue <span class="count">(\d+)', get("/fi/municipalities").text)
    assert county == [str(len(found(get, "")))], "each service counts once"


def test_organisations_are_found_by_municipality(get: Get) -> None:
    html = seen(get, f"/fi/organisations?municipality={KONTIOLAHTI}")
    assert "Taksi Rääkkylä Oy" in html.words
    assert "Rantakylän Arkiapu ry" not in html.words
    chosen = [
        each["value"] for tag, each in html.elements if tag == "option" and "selected" in each
    ]
    assert chosen == [KONTIOLAHTI]
    both = seen(get, f"/fi/organisations?municipality={KONTIOLAHTI}&q=arkiapu").words
    assert "0 organisaatiota" in both
    assert "Rantakylän Arkiapu ry" in seen(get, "/fi/organisations?municipality=9%00").words


def test_all_services_of_an_organisation_can_be_reached(
    get: Get, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.register.web.listing.PER_PAGE", 1)
    path = f"/fi/organisations/{town.id('arkiapu')}"
    first = seen(get, path)
    follow = first.one("a", rel="next")["href"] or ""
    second = seen(get, urljoin(path, follow))
    for html, name in ((first, "Arkiapu kotiin"), (second, "Saattoapu asioille")):
        assert name in html.words
    assert "Saattoapu asioille" not in first.words


def test_an_event_tells_who_arranges_it_and_how_to_ask(get: Get, town: Town) -> None:
    path = f"/en/events/{town.id('event')}"
    html = seen(get, path)
    assert html.all("a", href=f"../../en/organisations/{town.id('arkiapu')}")
    assert not html.all("a", href="tel:+358131234567"), "how to register is told already"
    assert html.words.index("When") < html.words.index("Invitation")
    town.change("event", town.arkiapu, register_how={}, state="cancelled")
    assert seen(get, path).all("a", href="tel:+358131234567")
    for each in ("", "events", f"municipalities/{JOENSUU}", f"networks/{town.id('partnership')}"):
        assert "Cancelled" in seen(get, f"/en/{each}").words, each
    town.change("event", town.arkiapu, state="open")


def test_who_coordinates_a_network_can_be_asked(get: Get, town: Town) -> None:
    assert "Coordinator" not in seen(get, "/en/about").words
    office = town.net.office("Kylien koti ry", Role.COORDINATOR)
    office.add(
        {
            "name": {"fi": "Kylien koti ry"},
            "sector": "third",
            "email": "a?bcc=b&c@kylat.example.fi",
        },
        "organisation",
    )
    html = seen(get, "/en/about")
    assert "Coordinator: Kylien koti ry" in html.words
    (mail,) = [each["href"] for each in html.all("a") if (each["href"] or "").startswith("mailto")]
    assert mail == "mailto:a%3Fbcc%3Db%26c@kylat.example.fi"


def test_organisations_are_found_by_name(get: Get, town: Town) -> None:
    assert "Taksi Rääkkylä Oy" not in seen(get, "/fi/organisations?q=arkiapu").words
    words = seen(get, f"/fi/organisations/{town.id('arkiapu')}").words
    for each in ("1234567-1", "Rekisteröity yhdistys", "SHQS", "Arkiapu kotiin", "Saattoapu asioille", "Kotona pärjäämisen kumppanit"):  # fmt: skip
        assert each in words


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], date]:
    """Lets it be so many days later."""
    real = verified.today()

    def later(days: int) -> date:
        monkeypatch.setattr(verified, "today", lambda: real + timedelta(days=days))
        return real + timedelta(days=days)

    return later


def test_a_certificate_ends_with_its_day(get: Get, town: Town, on: Callable[[int], date]) -> None:
    for days, certified in ((0, True), (700, True), (701, False), (-1, False)):
        on(days)
        assert (
            "Sertifioitu" in page(get, town, "cleaning").words.split("Samankaltaisia")[0]
        ) == certified
        assert bool(found(get, "certified=1")) == certified
        assert (NUMBER in page(get, town, "cleaning").words) == certified


def test_prices_follow_their_days(get: Get, town: Town, on: Callable[[int], date]) -> None:
    day = on(0)
    town.change("company", town.arkiapu, prices=[
        price("30.00", valid_to=day.isoformat()),
        price("35.00", valid_from=(day + timedelta(days=1)).isoformat()),
    ])  # fmt: skip
    assert "30,00" in page(get, town, "company").words
    assert "35,00" not in page(get, town, "company").words
    on(1)
    assert "35,00" in page(get, town, "company").words
    assert found(get, "q=saattoapu&price=34") == []


def test_a_certificate_is_found_by_its_number(get: Get) -> None:
    answer = get("/en/certified?number=v2026abc123")
    assert answer.status_code == 302
    there = urljoin("/en/certified", answer.headers["location"])
    assert there == f"/verify/{NUMBER}?lang=en"
    assert "Valid" in get(there, Accept="text/html").text


def test_nobodys_home_is_told(get: Get, town: Town) -> None:
    office = town.net.office("Perhekoti Oy")
    home = office.add(
        {
            "name": {"fi": "Perhekoti Oy"},
            "sector": "business",
            "locations": [
                {"id": new_id(), "name": "Koti", "street": "Salatie 1", "town": "Liperi"}
            ],
        },
        "organisation",
    )
    path = f"/fi/organisations/{home.record}"
    assert "Salatie 1" in get(path).text
    town.changes["care"] = office.add(service("Perhehoitoa", ptv_class="P4.6"), "service")
    assert "Salatie" not in get(path).text
    there = page(get, town, "care")
    assert "Perhekoti Oy" in there.words
    assert "Salatie" not in there.html
    town.change("care", office, stage="retired")
    get("/fi/")


def test_it_is_the_same_on_every_database(net: Net) -> None:
    town = build(net, verified.today())

    def ask(path: str) -> httpx.Response:
        return net.ask("GET", path)

    assert found(ask, f"network={net.id}&q=siivous&certified=1") == ["Arkiapu kotiin"]
    assert "siivous" in ask("/en/services?q=siivoux").text
    for path in (*PLAIN, *(f"{place}/{town.id(name)}" for place, name in RECORDS)):
        assert ask(f"/fi/{path}").status_code == 200, path
    assert town.id("event") in ask("/sitemap-events-1.xml").text
    with net.database.writing() as connection:
        networks.show(connection, net.id, public=False)
