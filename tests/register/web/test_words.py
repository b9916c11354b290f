"""The pure parts of the directory: searches and their addresses, readable addresses, marked texts, JSON in a page."""

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import escape

from app.core.codes import codes
from app.core.text import literal, speaking
from app.register.web import helping, links, prices, rendering, wanted
from app.register.web.facts import FEW, facts
from app.register.web.said import Reader, Said
from app.register.web.wanted import SEVERAL, SINGLE, Search

NETWORKS = ["one", "two"]
CHOSEN = {
    **{name: st.sampled_from([code.id for code in codes(listed)]) for name, listed in SINGLE.items()},
    **{
        name: st.sampled_from([code.id for code in codes(listed)] if listed else ["public", "third"])
        for name, listed in SEVERAL.items()
    },
    "network": st.sampled_from(NETWORKS),
}  # fmt: skip
WORDS = st.text(max_size=60).map(lambda words: " ".join(words.split()))


@st.composite
def searches(draw: st.DrawFn) -> Search:
    chosen: dict[str, tuple[str, ...]] = {}
    for name, code in CHOSEN.items():
        most = 1 if name in SINGLE else 3
        if found := draw(st.lists(code, max_size=most, unique=True)):
            chosen[name] = tuple(found)
    euros = draw(st.none() | st.integers(0, 10**6))
    return Search(
        words=draw(WORDS),
        chosen=chosen,
        certified=draw(st.booleans()),
        price="" if euros is None else str(euros),
        price_to=None if euros is None else euros * 100,
        live=draw(st.booleans()),
        page=draw(st.integers(1, wanted.MOST_PAGE)),
    )


@given(searches())
def test_a_search_is_the_same_after_its_address(search: Search) -> None:
    assert wanted.read(search.pairs(), NETWORKS) == search


@given(
    st.lists(
        st.tuples(st.sampled_from(["q", "page", "price", "class", "sector", "x"]) | st.text(), st.text())
    )
)  # fmt: skip
@example([("price", "1e999"), ("page", "²"), ("price", "NaN")])
def test_any_address_is_a_search_that_can_be_asked(pairs: list[tuple[str, str]]) -> None:
    search = wanted.read(pairs, NETWORKS)
    asked = search.wanted("fi")
    assert asked.page >= 1
    assert asked.price_to is None or asked.price_to >= 0
    assert wanted.read(search.pairs(), NETWORKS) == search


@given(st.lists(st.text(min_size=1, max_size=3), max_size=4 * FEW))
def test_a_fact_tells_all_its_values_and_few_at_once(values: list[str]) -> None:
    found = facts({"where": literal("Municipalities")}, {"where": [*values, ""]})
    assert [each.name for each in found] == ["Municipalities"] * bool(values)
    for fact in found:
        assert sorted([*fact.values, *fact.rest]) == sorted(values)
        assert len(fact.values) <= FEW + 3
        if fact.rest:
            with speaking("en"):
                assert fact.more == f"and {len(fact.rest)} more"
        else:
            assert list(fact.values) == values, "few stand as the provider has put them"


def test_a_price_that_is_named_by_its_payer_says_so_once() -> None:
    rows = [
        {"name": {"en": name}, "price": "36", "unit": "visit", "payer": "voucher", "vat": ""}
        for name in ("Service voucher", "At weekends")
    ]
    with speaking("en"):
        found = prices.lines({"prices": rows}, date(2026, 11, 29), Reader("en"))
    assert [(str(each.name), each.payer) for each in found] == [
        ("Service voucher", ""),
        ("At weekends", "Service voucher"),
    ]


@given(searches())
def test_what_is_taken_away_is_gone_and_the_rest_stays(search: Search) -> None:
    for name, its in search.chosen.items():
        less = search.without(name, its[0])
        assert set(search.pairs(page=False)) - set(less.pairs()) == {(name, its[0])}
        assert less.page == 1


@given(st.text(max_size=200))
@example("Ääkköset & <script>")
def test_a_readable_address_needs_no_escaping(words: str) -> None:
    slug = links.slug(words)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 60
    assert links.slug(slug) == slug


def test_a_readable_address_can_be_read() -> None:
    assert links.slug("Arkiapu kotiin, myös öisin!") == "arkiapu-kotiin-myos-oisin"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
@example("</script><script>alert(1)</script><!--")
@example("\u2028\u2029")
def test_what_machines_read_cant_end_its_element(value: Any) -> None:
    written = str(rendering.script([{"name": value}]))
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written)["@graph"] == [{"name": value}]


@given(st.text(), st.sampled_from(["", "sv"]))
def test_a_text_is_always_escaped(words: str, foreign: str) -> None:
    html = Said(words, foreign).__html__()
    assert html == (f'<span lang="sv">{escape(words)}</span>' if foreign else escape(words))


def test_a_name_in_another_language_is_marked_but_nothing_is_missing_then() -> None:
    reader = Reader("en")
    assert reader.name({"fi": "Arkiapu ry"}).foreign == "fi"
    assert reader.others_called == ""
    assert reader.text({"sv": "Hjälp", "en": " "}) == Said("Hjälp", "sv")
    assert not reader.text({})
    assert reader.others_called == "Swedish"
    reader.text({"xxq": "?"})
    assert reader.others_called == "Swedish, xxq"


def test_lines_are_paragraphs_or_things_of_a_list() -> None:
    assert [str(each) for each in Said("One\n\n two \r\nthree\n").parts] == ["One", "two", "three"]


@pytest.mark.parametrize(
    ("word", "near"),
    [("siivoux", ["siivous"]), ("siivoukset", ["siivous"]), ("jumppa", ["etajumppa"]), ("zzz", []), ("s", [])],
)  # fmt: skip
def test_words_that_are_near(word: str, near: list[str]) -> None:
    assert helping.near(word, {"siivous", "kotiin", "etajumppa", "kauppa"}) == near


@pytest.mark.parametrize(
    ("phone", "link"), [("+358 13 123 4567", "tel:+358131234567"), ("(013) 12-34", "tel:0131234")]
)
def test_a_telephone_number_is_dialled_without_spaces(phone: str, link: str) -> None:
    assert links.dialled(phone) == link
