"""By what the directory is narrowed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue import shapes
from app.catalogue.wanted import Wanted
from app.core.text import speaking
from app.network.directory import narrowing
from app.network.directory.narrowing import CERTIFIED, FACETS, PRICE, WORDS

NAMES = (WORDS, *(facet.name for facet in FACETS), PRICE, CERTIFIED)


@st.composite
def wanteds(draw: st.DrawFn) -> Wanted:
    told: dict[str, Any] = {
        facet.name: (draw(st.sampled_from([code for code, _words in facet.values()])),)
        for facet in FACETS
        if draw(st.booleans())
    }
    words = draw(st.sampled_from(["", "  ", "muisti"]))
    price = draw(st.none() | st.integers(0, 100_000))
    return Wanted(words=words, certified=draw(st.booleans()), price_to=price, **told)


@given(wanteds())
def test_taking_each_filter_away_leaves_an_open_question(wanted: Wanted) -> None:
    names = narrowing.chosen(wanted)
    assert set(names) <= set(NAMES)
    for at, name in enumerate(names):
        assert narrowing.called(wanted, name).say("fi")
        assert narrowing.called(wanted, name).say("en")
        wanted = narrowing.without(wanted, name)
        assert narrowing.chosen(wanted) == names[at + 1 :]
    assert narrowing.without(wanted, WORDS) == Wanted()


def test_a_filter_is_called_by_what_was_chosen() -> None:
    wanted = Wanted(municipality=("167",), payer=("voucher",), sector=("third",), price_to=2550)
    with speaking("fi"):
        told = [narrowing.called(wanted, name).say() for name in narrowing.chosen(wanted)]
    assert told[:3] == ["Joensuu", "Kolmas sektori", "Palveluseteli"]
    assert "25,50\u00a0€" in told[3]
    with speaking("en"):
        assert narrowing.called(wanted, PRICE).say() == "At most €25.50, whatever the unit"
        hourly = replace(wanted, price_unit="hour")
        assert narrowing.called(hourly, PRICE).say() == "At most €25.50/h"


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("payer", {shapes.SERVICE}),
        (PRICE, {shapes.SERVICE}),
        (CERTIFIED, {shapes.SERVICE}),
        ("municipality", {shapes.SERVICE, shapes.ORGANISATION}),
        ("target_group", {shapes.SERVICE, shapes.PATH}),
        (WORDS, {shapes.SERVICE, shapes.ORGANISATION, shapes.PATH}),
    ],
)
def test_each_filter_narrows_what_it_can_tell_of(name: str, kinds: set[str]) -> None:
    every = (shapes.SERVICE, shapes.ORGANISATION, shapes.PATH)
    assert {kind for kind in every if narrowing.applies(name, kind)} == kinds
