"""What is shown of a record and what isn't, and that nothing an office sends breaks it."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue import cataloguing, entries, shapes
from app.catalogue.entries import ENDED, HIDDEN, SHOWN, Entry, Known
from tests.catalogue.records import certificate, organisation, service

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted({name for readers in shapes.KINDS.values() for name in readers})
GOOD: dict[str, dict[str, Any]] = {
    "organisation": organisation(),
    "service": service(),
    "service_path": {"name": {"fi": "Kotiin sairaalasta"}, "steps": [{"service": {"fi": "Apu"}}]},
    "certificate": certificate("0192b3c4-0000-7000-8000-000000000001"),
    "event": {"name": {"fi": "Työpaja"}, "public": True, "starts_on": "2026-12-01"},
    "partnership": {"name": {"fi": "Kumppanuus"}, "public": True},
}
SOME = [(kind, name) for kind, readers in shapes.KINDS.items() for name in readers]


def known(kind: str, fields: Any, record_id: str = "1") -> Known:
    return Known(record_id, kind, "owner", shapes.known(kind, fields))


def made(**also: Any) -> Entry:
    return cataloguing.of(known("service", service(**also)), known("organisation", organisation()))


@given(st.sampled_from(sorted(shapes.KINDS)), JUNK)
def test_junk_instead_of_fields_is_hidden(kind: str, junk: Any) -> None:
    assert cataloguing.of(known(kind, junk), known("organisation", organisation())).state == HIDDEN


@given(st.sampled_from(SOME), JUNK)
def test_junk_in_a_field_breaks_nothing(place: tuple[str, str], junk: Any) -> None:
    kind, name = place
    found = known(kind, {**GOOD[kind], name: junk})
    naming = [known("certificate", {**GOOD["certificate"], name: junk}, "2")]
    made = cataloguing.of(found, known("organisation", {**organisation(), name: junk}), naming)
    written = msgspec.json.encode(found.fields)
    assert shapes.known(kind, json.loads(written)).keys() >= found.fields.keys() - {
        shapes.SIGNED, shapes.SCHEME, shapes.SCHEME_VERSION,
    }  # fmt: skip
    for text in (*made.terms, *made.words, *made.sorts.values(), written.decode()):
        assert "\x00" not in text
        text.encode()
    assert all(len(entries.split(each)[1]) <= 80 for each in made.terms)
    assert all("\n" not in each for each in (*made.terms, *made.words))


@given(st.sampled_from(sorted(shapes.KINDS)), st.sampled_from(NAMES), JUNK)
def test_cleaning_twice_changes_nothing(kind: str, name: str, junk: Any) -> None:
    once = shapes.known(kind, {**GOOD[kind], name: junk})
    again = shapes.known(kind, once)
    drop = {shapes.SIGNED, shapes.SCHEME, shapes.SCHEME_VERSION}
    assert again == {name: value for name, value in once.items() if name not in drop}


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        ("productised", SHOWN),
        ("certified", SHOWN),
        ("retired", ENDED),
        ("draft", HIDDEN),
        ("idea", HIDDEN),
        ("", HIDDEN),
        (None, HIDDEN),
        ("something newer", HIDDEN),
    ],
)
def test_only_finished_services_are_shown(stage: Any, state: str) -> None:
    assert made(stage=stage).state == state


def test_a_step_names_its_service_whosever_it_is() -> None:
    own, other = (f"0192b3c4-0000-7000-8000-00000000000{digit}" for digit in "12")
    steps = [
        {"service_id": own},
        {"service_id": None, "directory_id": other, "service": {"fi": "Apu"}},
        {"service_id": own, "directory_id": other},
        {"directory_id": "javascript:alert(1)", "service": {"fi": "Apu"}},
    ]
    found = known("service_path", {"name": {"fi": "Kotiin"}, "steps": steps})
    named = [row.get("service_id") for row in found.fields["steps"]]
    assert named == [own, other, own, None]
    assert cataloguing.of(found).targets == {own, other}


def test_a_service_of_nobody_known_is_hidden() -> None:
    assert cataloguing.of(known("service", service())).state == HIDDEN
    nameless = known("organisation", organisation(name=""))
    assert cataloguing.of(known("service", service()), nameless).state == HIDDEN


@pytest.mark.parametrize("kind", ["event", "partnership"])
@pytest.mark.parametrize("public", [False, None, "yes", 1])
def test_what_is_not_public_is_hidden(kind: str, public: Any) -> None:
    assert cataloguing.of(known(kind, GOOD[kind])).state == SHOWN
    assert cataloguing.of(known(kind, {**GOOD[kind], "public": public})).state == HIDDEN


@pytest.mark.parametrize(
    "change",
    [
        {"status": "suspended"},
        {"status": "withdrawn"},
        {"signature": ""},
        {"self_declared": True},
        {"valid_to": None},
        {"valid_to": "2025-01-01"},
        {"valid_from": "soon"},
    ],
    ids=str,
)
def test_a_certificate_that_proves_nothing_counts_for_nothing(change: dict[str, Any]) -> None:
    its = known("organisation", organisation())
    good, bad = certificate("1"), certificate("1", **change)
    for fields, count in ((good, 1), (bad, 0)):
        made = cataloguing.of(known("service", service()), its, [known("certificate", fields)])
        assert [each.facet for each in made.spans].count(entries.CERTIFIED) == count


def test_classes_stand_with_those_above_them() -> None:
    made_of = made(ptv_class="P4.6", target_groups=["KR1.1"], industry="8810").terms
    told = {("ptv_class", "P4"), ("ptv_class", "P4.6"), ("target_group", "KR1"),
            ("target_group", "KR1.1"), ("industry", "88"), ("industry", "8810")}  # fmt: skip
    assert told <= {entries.split(each) for each in made_of}


def test_words_of_the_provider_and_of_classes_are_found() -> None:
    words = made(ptv_class="P4.6", municipalities=["091"]).words
    assert {
        "saattoapu",
        "rantakylan",
        "perhehoito",
        "familjevard",
        "helsinki",
        "helsingfors",
    } <= words


def test_only_what_a_person_pays_himself_is_a_price() -> None:
    prices = [
        {"price": "45.50", "payer": "self_pay"},
        {"price": "39", "valid_from": "2027-01-01"},
        {"price": "20", "payer": "voucher"},
        {"price": "-1"},
        {"price": 5},
        {"price": None},
    ]
    found = [(each.amount, each.first) for each in made(prices=prices).spans]
    assert found == [(4550, entries.ALWAYS), (3900, "2027-01-01")]


def test_what_nobody_named_is_never_taken() -> None:
    private = {"contacts": [{"name": "Aino"}], "iban": "FI00", "reason": "x", "granted_by": "Sirpa"}
    for kind, good in GOOD.items():
        assert not private.keys() & shapes.known(kind, {**good, **private}).keys()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://a b", "https://a/<x>", "ftp://a"]
)
def test_an_address_that_a_browser_should_not_open_is_dropped(address: str) -> None:
    assert "website" not in shapes.known("organisation", organisation(website=address))
    assert "website" in shapes.known(
        "organisation", organisation(website="https://arkiapu.fi/a?b=1")
    )
