"""Codes of ours are found by code, by address or by a whole name, and never guessed."""

import pytest

from app.core.codes import codes
from app.exchange.directories import matching
from app.exchange.directories.model import Area, Term

SUOMI = "http://uri.suomi.fi/codelist"


@pytest.mark.parametrize(
    ("area", "found"),
    [
        (Area(code="167"), ["167"]),
        (Area(kind="Municipality", code="005"), ["005"]),
        (Area(code="10"), []),  # a region: 010 would be Alavus
        (Area(kind="Region", code="010"), []),
        (Area(uri=f"{SUOMI}/jhs/kunta_1_20220101/code/167"), ["167"]),
        (Area(uri="https://example.com/areas/167"), []),
        (Area(name="joensuu"), ["167"]),
        (Area(name="Jakobstad"), ["598"]),
        (Area(name="Joensuun seutu"), []),
        (Area(name="80100"), []),
        (Area(within=["167", "999"]), ["167"]),
        (Area(kind="HospitalDistrict", code="12"), []),
    ],
    ids=range(12),
)
def test_municipalities(area: Area, found: list[str]) -> None:
    assert matching.municipalities(area) == found


def test_a_county_is_its_municipalities() -> None:
    kainuu = [each.id for each in codes("municipalities") if each.parent == "20"]
    assert len(kainuu) > 5
    for area in (
        Area(kind="WellbeingServiceCounties", code="20"),
        Area(uri=f"{SUOMI}/jhs/hyvinvointialue_1_20220101/code/20"),
        Area(name="Kainuun hyvinvointialue"),
        Area(name="Kajanalands välfärdsområde"),
    ):
        assert matching.municipalities(area) == kainuu


@pytest.mark.parametrize(
    ("written", "code"),
    [("fi", "fi"), ("FIN", "fi"), ("sv-FI", "sv"), ("swe", "sv"), ("Finnish", "fi"), ("ruotsi", "sv"),
     ("Finnish Sign Language", "fse"), ("ur", ""), ("finsk", ""), ("", ""), ("fiiii", "")],
)  # fmt: skip
def test_languages(written: str, code: str) -> None:
    assert matching.language(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("hour", "hour"), ("per hour", "hour"), ("€/h", "hour"), ("/ tunti", "hour"), ("käynti", "visit"),
     ("Per Visit", "visit"), ("eur / kk", "month"), ("per 1 hour session", ""), ("nippu", ""), ("", "")],
)  # fmt: skip
def test_units(written: str, code: str) -> None:
    assert matching.unit(written) == code


@pytest.mark.parametrize(
    ("term", "about", "code"),
    [
        (Term("ptv_class", "P1.4"), "ptv_class", "P1.4"),
        (Term("", "", f"{SUOMI}/ptv/ptvserclass2/code/P1.4"), "ptv_class", "P1.4"),
        (Term("", "", "http://urn.fi/URN:NBN:fi:au:ptvl:v1005"), "ptv_class", "P1.4"),
        (Term("", "", "http://urn.fi/URN:NBN:fi:au:ptvl:v2002"), "target_groups", "KR1.1"),
        (Term("target group", "", "", "Ikäihmiset"), "target_groups", "KR1.1"),
        (Term("target group", "KR9", "", "Ikäihmiset"), "target_groups", ""),
        (Term("delivery mode", "home"), "place", "home"),
        (Term("", "", "http://urn.fi/URN:NBN:fi:au:ptvl:v3001"), matching.OTHER, ""),
        (Term("airs", "P1.4", "", "Ikäihmiset"), "", ""),
    ],
    ids=range(9),
)
def test_classes(term: Term, about: str, code: str) -> None:
    assert matching.tells(term) == about
    if about in matching.LISTS:
        assert matching.code_of(term, about) == code


def test_every_old_address_leads_to_a_class_that_the_catalogue_has() -> None:
    urns = list(codes("ptv_urns"))
    assert len({each.extra["code"] for each in urns}) == len(urns)
    ours = {each.id for name in ("ptv_service_classes", "target_groups") for each in codes(name)}
    # Cleaning up after accidents came to the list when addresses had changed already.
    assert ours - {each.extra["code"] for each in urns} == {"P28.2"}
