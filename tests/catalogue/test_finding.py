"""Everything that is wanted fits, each of the found stands once and in its place."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.catalogue import finding, folding, ordered, reading
from app.catalogue.wanted import Wanted
from app.core.record import new_id
from app.core.search import sort_key
from tests.catalogue.records import TODAY, Kept, certificate, organisation, service

SEVERAL = {
    "Kotihoito": {
        "municipalities": ["167"],
        "ptv_class": "P4.6",
        "payers": ["self_pay", "voucher"],
    },
    "Kotisiivous": {"municipalities": ["091", "167"], "prices": [{"price": "35"}]},
    "Saattoapu": {
        "municipalities": ["091"],
        "languages": ["fi", "sv"],
        "prices": [{"price": "60"}],
    },
    "Etäryhmä": {"municipalities": [], "place": ["remote"], "target_groups": ["KR1.1"]},
    "Äitiryhmä": {"municipalities": ["405"], "form": ["group"]},
}
IDS = {name: new_id() for name in SEVERAL}
ALL = ["Etäryhmä", "Kotihoito", "Kotisiivous", "Saattoapu", "Äitiryhmä"]


@pytest.fixture
def several(kept: Kept) -> Kept:
    kept.put("organisation", organisation(), "o")
    for name, also in SEVERAL.items():
        kept.put("service", service(name, **also), IDS[name])
    kept.put("organisation", organisation("Kotiapu Oy", sector="business"), "p", "other")
    kept.put("service", service("Toisen palvelu", stage="draft"), owner="other")
    kept.put("certificate", certificate(IDS["Kotihoito"], IDS["Saattoapu"]))
    kept.follow()
    return kept


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ALL),
        ({"words": "koti"}, ["Kotihoito", "Kotisiivous"]),
        ({"words": "KOTIS"}, ["Kotisiivous"]),
        ({"words": "kotis j"}, ["Kotisiivous"]),
        ({"words": "aiti"}, ["Äitiryhmä"]),
        ({"words": "ryhmä"}, []),
        ({"words": "perhehoito"}, ["Kotihoito"]),
        ({"words": "joensuu"}, ["Kotihoito", "Kotisiivous"]),
        ({"words": "helsingfors saattoapu"}, ["Saattoapu"]),
        ({"words": "?!"}, []),
        ({"words": "  "}, ALL),
        ({"municipality": ("167",)}, ["Etäryhmä", "Kotihoito", "Kotisiivous"]),
        ({"municipality": ("167", "405")}, ["Etäryhmä", "Kotihoito", "Kotisiivous", "Äitiryhmä"]),
        ({"county": ("14",)}, ["Etäryhmä", "Kotihoito", "Kotisiivous"]),
        ({"language": ("sv",)}, ["Saattoapu"]),
        ({"sector": ("third",)}, ALL),
        ({"sector": ("business",)}, []),
        ({"ptv_class": ("P4",)}, ["Kotihoito"]),
        ({"target_group": ("KR1",)}, ["Etäryhmä"]),
        ({"payer": ("voucher",)}, ["Kotihoito"]),
        ({"place": ("remote",)}, ["Etäryhmä"]),
        ({"form": ("group",)}, ["Äitiryhmä"]),
        ({"price_to": 3500}, ["Kotisiivous"]),
        ({"price_to": 3499}, []),
        ({"certified": True}, ["Kotihoito", "Saattoapu"]),
        ({"certified": True, "municipality": ("091",)}, ["Saattoapu"]),
        ({"organisation": ("o",)}, ALL),
        ({"owner": ("other",)}, []),
        ({"kind": "organisation"}, ["Kotiapu Oy", "Rantakylän Arkiapu ry"]),
        ({"kind": "organisation", "words": "koti"}, ["Kotiapu Oy"]),
    ],
    ids=str,
)
def test_all_that_is_wanted_fits(several: Kept, wanted: dict[str, Any], names: list[str]) -> None:
    assert several.names(**wanted) == names


def test_titles_stand_by_the_alphabet_of_the_reader(kept: Kept) -> None:
    kept.put("organisation", organisation())
    kept.put("service", {**service(), "name": {"fi": "Öljy", "en": "Aid"}})
    kept.put("service", {**service(), "name": {"fi": "Apu"}})
    kept.put("service", {**service(), "name": {"en": "Zebra"}})
    kept.follow()
    assert kept.names(by="fi") == ["Apu", "", "Öljy"]
    assert kept.names(by="en") == ["Öljy", "Apu", ""]


@pytest.mark.parametrize("few", [0, 1000], ids=["walked", "sorted"])
def test_pages_hold_each_once(kept: Kept, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(ordered, "_FEW", few)
    monkeypatch.setattr(ordered, "_CHUNK", 7)
    kept.put("organisation", organisation())
    made = {kept.put("service", service(f"Palvelu {number % 5}")) for number in range(40)}
    kept.follow()
    pages = [kept.find(page=page, per_page=9, words="palvelu") for page in range(1, 7)]
    assert [len(each) for each in pages] == [9, 9, 9, 9, 4, 0]
    found = [each for page in pages for each in page]
    assert {each.record_id for each in found} == made
    keys = [sort_key(each.name["fi"]) for each in found]
    assert keys == sorted(keys)
    with kept.reading() as connection:
        wanted = Wanted(words="palvelu")
        total, places = finding.find_places(connection, [kept.network], wanted, TODAY)
        assert len(set(places)) == len(places) == total == 40


def test_those_with_the_words_in_their_titles_come_first(kept: Kept) -> None:
    kept.put("organisation", organisation("Äitien Siivousapu"))
    for name in ("Siivous ja apu", "Aamukahvit", "Kauppa-apu 7", "Äitien ryhmä"):
        kept.put("service", service(name))
    kept.follow()
    assert kept.names(words="apu") == ["Kauppa-apu 7", "Siivous ja apu"]
    assert kept.names(words="siivous", nearest=True)[0] == "Siivous ja apu"
    assert kept.names(words="äiti", nearest=True) == [
        "Äitien ryhmä", "Aamukahvit", "Kauppa-apu 7", "Siivous ja apu",
    ]  # fmt: skip
    assert kept.names(words="siivous 7", nearest=True) == ["Kauppa-apu 7"]
    pages = [kept.find(words="äiti", nearest=True, page=page, per_page=1) for page in (1, 2, 3, 4)]
    assert [each.name["fi"] for page in pages for each in page] == (
        kept.names(words="äiti", nearest=True)
    )


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("kotihoidon", ["Kotihoito", "Yön yli"]),
        ("avun", ["Apu arkeen"]),
        ("arki", ["Apu arkeen"]),
        ("siivouksen", ["Siivous", "Yön yli"]),
        ("siivous", ["Siivous", "Yön yli"]),
        ("kotihoidossa siivous", ["Yön yli"]),
    ],
)
def test_a_word_is_found_in_all_its_forms(kept: Kept, words: str, names: list[str]) -> None:
    kept.put("organisation", organisation("Rantakylä"))
    for name in ("Apu arkeen", "Avain", "Kotihoito", "Siivous"):
        kept.put("service", service(name))
    kept.put("service", service("Yön yli", need={"fi": "Kotihoidon ja siivouksen lisäksi"}))
    kept.follow()
    assert kept.names(words=words) == names
    assert kept.names(words=words, nearest=True) == names  # those with it in the title first


@given(st.text(max_size=60))
@example("A1, 007 ja Äänekoski")
def test_a_title_has_its_own_words(title: str) -> None:
    """A key is cut, and writes a few foreign letters in its own way."""
    key = sort_key(title)
    words = [word for word in folding.asked(title) if word.isascii()]
    if len(key) < 120 and not set("{|}") & set(title):
        assert ordered.missing(key, words) == 0
    assert ordered.missing(key, ["qqqq"]) == ("qqqq" not in key)


def test_two_networks_are_found_together_and_apart(several: Kept) -> None:
    other = Kept(several.engine)
    other.put("organisation", organisation(), owner="x")
    other.put("service", service("Hieronta"), owner="x")
    other.follow()

    def names(*networks: str, few: bool) -> list[str]:
        with several.reading() as connection, pytest.MonkeyPatch.context() as patch:
            patch.setattr(ordered, "_FEW", 1000 if few else 0)
            found = finding.find(connection, networks, Wanted(), TODAY)
        return [each.name["fi"] for each in found.items]

    for few in (True, False):
        assert names(other.network, few=few) == ["Hieronta"]
        both = names(several.network, other.network, few=few)
        assert both == ["Etäryhmä", "Hieronta", *ALL[1:]]
        assert names(few=few) == []
    with several.reading() as connection:
        for networks, there in (([several.network], True), ([other.network], False)):
            found = finding.entry_of(connection, networks, "service", IDS["Kotihoito"], TODAY)
            assert (found is not None) == there


def test_what_two_networks_have_is_found_once_in_the_first(several: Kept) -> None:
    older = Kept(several.engine, "0" * 8 + several.network[8:])
    us = older.put("organisation", organisation(), owner="x")
    both = older.put("service", service("Kotihoito kaikille"), IDS["Kotihoito"], owner="x")
    older.put("service", service("Hieronta"), owner="x")
    older.follow()
    networks = [several.network, older.network]

    def names(**how: Any) -> list[str]:
        with several.reading() as connection:
            found = finding.find(connection, networks, Wanted(**how), TODAY)
            (one,) = reading.by_ids(connection, networks, "service", [both], TODAY)
            counts = finding.counts(connection, networks, Wanted(**how), "sector", TODAY)
        assert found.total == len(found.items) == sum(counts.values())
        listed = [each for each in found.items if each.record_id == both]
        assert [each.network_id for each in listed] == [one.network_id]
        return [each.name["fi"] for each in found.items]

    assert names(words="kotihoito") == ["Kotihoito kaikille"]
    assert sorted(names()) == sorted({*ALL, "Hieronta", "Kotihoito kaikille"} - {"Kotihoito"})
    older.put("service", service("Kotihoito", stage="retired"), both, owner="x")
    older.follow()
    assert names(words="kotihoito") == ["Kotihoito"], "that which goes on, not that which has ended"
    older.delete(us)
    older.follow()
    assert sorted(names()) == sorted(ALL)


def test_counts_leave_their_own_filter_out(several: Kept) -> None:
    with several.reading() as connection:
        wanted = Wanted(municipality=("167",), words="koti")
        found = finding.counts(connection, [several.network], wanted, "municipality", TODAY)
        assert found == {"167": 2, "091": 1}
        wanted = Wanted(municipality=("167",))
        payers = finding.counts(connection, [several.network], wanted, "payer", TODAY)
        assert payers == {"self_pay": 1, "voucher": 1}


def test_events_stand_by_their_days(kept: Kept) -> None:
    for name, begins, ends in (
        ("Myöhäinen", "2026-12-24", None),
        ("Pitkä", "2026-11-20", "2026-12-02"),
        ("Mennyt", "2026-11-01", None),
    ):
        fields = {"name": {"fi": name}, "public": True, "starts_on": begins, "ends_on": ends}
        kept.put("event", fields)
    kept.follow()
    given = {"kind": "event", "by": "day"}
    assert kept.names(**given) == ["Mennyt", "Pitkä", "Myöhäinen"]
    assert kept.names(**given, from_day=TODAY) == ["Pitkä", "Myöhäinen"]
    assert kept.names(**given, from_day=TODAY, to_day=TODAY + timedelta(3)) == ["Pitkä"]


def test_a_service_has_its_organisation_certificates_and_paths(several: Kept) -> None:
    steps = [{"service_id": "00000000-0000-7000-8000-000000000001"}]
    several.put("service", service("Askel"), steps[0]["service_id"])
    path = several.put("service_path", {"name": {"fi": "Polku"}, "steps": steps})
    several.follow()
    (found,) = several.find(path=(path,))
    assert found.paths == (path,)
    assert found.organisation is not None
    assert found.organisation.record_id == "o"
    first = several.find(certified=True)[0]
    (its,) = first.certificates
    assert (its.number, its.valid, its.scheme) == ("V-2026-ABC123", True, "network_quality")


def test_the_lowest_price_is_that_of_the_day(several: Kept) -> None:
    lines = [
        {"price": "50", "valid_to": "2026-12-31"},
        {"price": "40", "valid_from": "2027-01-01"},
        {"price": "10", "payer": "voucher"},
    ]
    several.put("service", service("Hinnat", prices=lines), "Hinnat")
    several.follow()
    (found,) = several.find(words="hinnat")
    prices = [found.lowest_price(day) for day in (TODAY, date(2027, 1, 1))]
    assert [each["price"] for each in prices if each] == ["50", "40"]
    assert several.names(words="hinnat", price_to=4000) == []
    assert several.names(date(2027, 1, 1), words="hinnat", price_to=4000) == ["Hinnat"]


def test_a_price_is_asked_for_a_unit(several: Kept) -> None:
    visit = [{"price": "20", "unit": "visit"}, {"price": "45", "unit": "hour"}]
    several.put("service", service("Yksiköt", prices=visit), "y")
    several.put("service", service("Yksittä maksuton", prices=[{"price": "0", "unit": "visit"}]))
    several.follow()
    free, units = "Yksittä maksuton", "Yksiköt"
    asked = {"words": "yksi"}
    assert several.names(**asked, price_to=3000) == [units, free]
    assert several.names(**asked, price_to=3000, price_unit="hour") == [free]
    assert several.names(**asked, price_to=4500, price_unit="hour") == [units, free]
    alone = several.names(**asked, price_unit="day")
    assert alone == several.names(**asked), "a unit alone narrows nothing"


@given(st.text(max_size=40))
def test_any_words_can_be_asked_for(words: str) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    from app.catalogue import tables

    engine = create_engine("sqlite://", poolclass=StaticPool)
    tables.metadata.create_all(engine)
    Kept(engine).names(words=words)
    engine.dispose()
