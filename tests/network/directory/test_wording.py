"""What the rows of the directory say: for how much, and where a path leads."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.catalogue import shapes
from app.catalogue.items import Item
from app.core.text import speaking
from app.network.directory import wording
from tests.conftest import TODAY


def item(kind: str = shapes.SERVICE, **fields: Any) -> Item:
    of = Item("n", "o", shapes.ORGANISATION, "o", {"name": {"fi": "Naapuri ry"}}, "shown", 0)
    has = of if kind == shapes.SERVICE else None
    return Item("n", "s", kind, "o", fields, "shown", 0, organisation=has)


def price(amount: str, unit: str = "hour", payer: str = "self_pay") -> Mapping[str, Any]:
    return {"unit": unit, "price": amount, "payer": payer}


@pytest.mark.parametrize(
    ("prices", "unit", "told"),
    [
        ([], "", ""),
        ([price("0.00", "visit")], "", "Free of charge"),
        ([price("38.00")], "", "€38.00/h"),
        ([price("52.00"), price("38.00")], "", "from €38.00/h"),
        ([price("38.00"), price("38.00", "visit")], "", "€38.00/h"),
        ([price("0.00", "visit"), price("20.00")], "", "Free of charge"),
        ([price("20.00", "visit"), price("44.00")], "hour", "€44.00/h"),
        ([price("20.00", "visit")], "hour", "€20.00/visit"),
        ([price("30.00", payer="voucher")], "", ""),
        ([price("30.00", payer="voucher"), price("38.00")], "", "€38.00/h"),
    ],
    ids=lambda each: None,
)
def test_the_lowest_price_is_said_as_it_is(
    prices: list[Mapping[str, Any]], unit: str, told: str
) -> None:
    with speaking("en"):
        assert wording.lowest_price(item(prices=prices), TODAY, unit) == told


def test_what_is_free_is_said_so_among_the_facts() -> None:
    with speaking("en"):
        (line,) = wording.prices(item(prices=[price("0.00")]), TODAY)
    assert line == "Free of charge"


def test_the_place_that_was_asked_for_is_never_hidden() -> None:
    places = item(municipalities=["422", "541", "176", "167"])
    assert wording.where(places) == "Lieksa, Nurmes, Juuka +1"
    assert wording.where(places, ("167",)) == "Joensuu, Lieksa, Nurmes +1"


def test_a_path_says_how_long_it_is_and_for_what() -> None:
    path = item(shapes.PATH, steps=[{}, {}], need={"en": "Nobody sleeps at night."})
    with speaking("en"):
        assert wording.row_advice(path, TODAY) == "2 steps · Nobody sleeps at night."
        assert wording.row_advice(item(shapes.PATH, steps=[{}]), TODAY) == "1 step"
