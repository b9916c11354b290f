"""What stands on a sheet, and what is computed of it."""

from hypothesis import given
from hypothesis import strategies as st

from app.worksheets.sheets.comparing import differences
from app.worksheets.sheets.content import (
    Content,
    Item,
    branches,
    number,
    number_in,
    stands_under,
    without,
)
from app.worksheets.sheets.places import place_at, spread
from app.worksheets.types import library

TYPES = library.built_in().types
IDS = ("a", "b", "c", "d", "e")

trees = st.lists(st.sampled_from(("", *IDS, "nowhere")), min_size=5, max_size=5).map(
    lambda parents: [Item(i, i, parent=p) for i, p in zip(IDS, parents, strict=True)]
)


@given(trees)
def test_a_tree_shows_every_item_once_whatever_hangs_on_what(items) -> None:
    shown = [each.item.id for top in branches(items) for each in top.walk()]
    assert sorted(shown) == sorted(IDS)


@given(trees)
def test_levels_grow_by_one_and_leaves_add_up(items) -> None:
    for top in branches(items):
        assert top.level == 0
        for each in top.walk():
            assert all(under.level == each.level + 1 for under in each.under)
            assert each.leaves() == (sum(u.leaves() for u in each.under) or 1)


@given(trees, st.sampled_from(IDS), st.sampled_from(IDS))
def test_standing_under_ends_also_in_a_circle(items, first, second) -> None:
    assert stands_under(items, first, first)
    assert isinstance(stands_under(items, first, second), bool)


def test_a_circle_of_two_stands_at_the_top() -> None:
    found = branches([Item("a", parent="b"), Item("b", parent="a"), Item("c", parent="a")])
    assert {each.item.id for each in found} == {"a", "b"}


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.booleans()), max_size=8))
def test_a_value_stream_adds_up(steps) -> None:
    type_ = TYPES["vsm"]
    items = tuple(
        Item(
            str(n),
            f"Vaihe {n}",
            {"process_time": process, "wait_time": wait, "value_adding": value},
        )
        for n, (process, wait, value) in enumerate(steps)
    )
    content = Content({}, {"steps": items})
    lead = sum(process + wait for process, wait, _value in steps)
    valued = sum(process for process, _wait, value in steps if value)
    assert number(type_, content, "lead_time_total") == (lead if steps else None)
    share = number(type_, content, "value_share")
    if lead == 0 or not any(value for *_times, value in steps):
        assert share is None or share == 0
    else:
        assert share == 100 * valued / lead
        assert 0 <= share <= 100


def test_a_step_that_takes_no_time_is_no_fault() -> None:
    content = Content({}, {"steps": (Item("1", "Nolla", {"process_time": 0, "wait_time": 0}),)})
    assert number(TYPES["vsm"], content, "lead_time_total") == 0
    assert number(TYPES["vsm"], content, "value_share") is None


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_risk_is_probability_times_impact_in_three_bands(probability, impact) -> None:
    field = TYPES["risk_matrix"].main
    assert field
    item = Item("r", "Riski", {"probability": probability, "impact": impact})
    score = number_in(field, item, "score")
    assert score == probability * impact
    column = field.column("score")
    assert column
    band = column.band(score)
    assert band
    assert band.tone == ("bad" if score >= 15 else "watch" if score >= 8 else "good")


def test_five_s_is_the_mean_in_percent() -> None:
    values = {"sort": 5, "set_in_order": 4, "shine": 3, "standardize": 2, "sustain": 1}
    assert number(TYPES["five_s"], Content(values), "score") == 60
    assert number(TYPES["five_s"], Content(), "score") is None


def test_progress_of_a_goal_that_has_nowhere_to_go_is_nothing() -> None:
    field = TYPES["okr"].main
    assert field
    done = Item("k", "Tulos", {"baseline": "40", "target": "80", "now": "60"})
    still = Item("k", "Tulos", {"baseline": "40", "target": "40", "now": "40"})
    assert number_in(field, done, "progress") == 50
    assert number_in(field, still, "progress") is None


@given(
    st.lists(st.integers(-(10**6), 10**6), unique=True, max_size=20).map(sorted), st.integers(0, 25)
)
def test_a_place_is_between_its_neighbours_or_there_is_no_room(places, index) -> None:
    found = place_at(places, index)
    at = min(index, len(places))
    if found is None:
        assert 0 < at < len(places)
        assert places[at] - places[at - 1] == 1
        return
    assert at == 0 or places[at - 1] < found
    assert at == len(places) or found < places[at]


def test_places_that_are_spread_have_room_for_a_thousand_moves() -> None:
    places = spread(3)
    for _ in range(19):
        found = place_at(places, 1)
        assert found is not None
        places.insert(1, found)


def test_content_survives_being_kept() -> None:
    content = Content(
        {"conclusions": "Näin"},
        {"strengths": (Item("1", "Vahva", {"x": 1}, "green", 2, "", 5), Item("2", "Toinen"))},
    )
    assert Content.from_json(content.to_json()) == content


def test_differences_tell_what_was_added_removed_changed_and_moved() -> None:
    type_ = TYPES["swot"]
    before = Content(
        {"conclusions": "Vanha"},
        {
            "strengths": (
                Item("1", "Pysyy"),
                Item("2", "Lähtee"),
                Item("3", "Muuttuu"),
                Item("4", "Siirtyy"),
            )
        },
    )
    after = Content(
        {"conclusions": "Uusi"},
        {
            "strengths": (Item("1", "Pysyy"), Item("3", "Muuttui")),
            "weaknesses": (Item("4", "Siirtyy"), Item("5", "Tuli")),
        },
    )
    found = {(each.sort, each.before, each.after) for each in differences(type_, before, after)}
    assert found == {
        ("removed", "Lähtee", ""),
        ("changed", "Muuttuu", "Muuttui"),
        ("moved", "Vahvuudet", "Siirtyy"),
        ("added", "", "Tuli"),
        ("changed", "Vanha", "Uusi"),
    }
    assert differences(type_, before, before) == []


def test_without_leaves_the_rest() -> None:
    content = Content({}, {"a": (Item("1"), Item("2"))})
    assert [each.id for each in without(content, "1").of("a")] == ["2"]
