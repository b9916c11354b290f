"""The later stamp wins, field by field, in whatever order changes arrive."""

from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.sync.merge import REST, Stamps, merge
from app.sync.stamp import Clock

A, B = "a" * 12, "b" * 12
NAMES = ("name", "need", "deleted_at")


def stamp(moment: int, tag: str = A) -> str:
    return Clock().tick(moment).stamp(tag)


CHANGES = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3), min_size=1),
        st.integers(1, 9),
        st.sampled_from([A, B]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda change: (change[1], change[2]),
)


def applied(changes: Any) -> tuple[dict[str, Any], str]:
    stored: dict[str, Any] = {}
    stamps = Stamps({})
    for fields, moment, tag in changes:
        merged = merge(stored, stamps, fields, stamp(moment, tag), {}, {tag})
        stored |= {name: fields[name] for name in merged.taken}
    return stored, stamps.written()


@given(CHANGES)
def test_any_order_and_any_repetition_ends_in_the_same_record(changes: Any) -> None:
    ends = {repr(sorted(applied(order)[0].items())) for order in permutations(changes)}
    assert len(ends) == 1
    assert {applied(order)[1] for order in permutations(changes)} == {applied(changes)[1]}
    assert applied([*changes, *changes]) == applied(changes)


def test_a_value_that_its_writer_had_not_seen_is_told_as_lost() -> None:
    stamps = Stamps({REST: stamp(1), "name": stamp(5, B)})
    merged = merge({"name": "theirs"}, stamps, {"name": "ours"}, stamp(7), {"name": stamp(1)}, {A})
    assert merged.taken == ["name"]
    assert merged.lost == {"name": stamp(5, B)}


def test_a_value_that_was_seen_is_not_lost_nor_is_the_same_value_or_ones_own() -> None:
    def lost(value: str, base: str, before: str) -> dict[str, str]:
        stamps = Stamps({"name": before})
        return merge({"name": "old"}, stamps, {"name": value}, stamp(9), {"name": base}, {A}).lost

    assert lost("new", stamp(5, B), stamp(5, B)) == {}
    assert lost("old", stamp(1), stamp(5, B)) == {}
    assert lost("new", stamp(1), stamp(5, A)) == {}
    assert lost("new", stamp(1), stamp(5, B)) == {"name": stamp(5, B)}


def test_an_older_value_is_superseded() -> None:
    stamps = Stamps({"name": stamp(5, B)})
    merged = merge({"name": "new"}, stamps, {"name": "old"}, stamp(3), {}, {A})
    assert (merged.taken, merged.superseded) == ([], ["name"])
    assert stamps.of("name") == stamp(5, B)


@given(st.dictionaries(st.sampled_from([REST, *NAMES]), st.integers(1, 3), min_size=1))
def test_the_same_stamps_are_the_same_text(moments: dict[str, int]) -> None:
    one = Stamps({name: stamp(moment) for name, moment in moments.items()})
    other = Stamps.parse(one.written())
    assert other.written() == one.written()
    assert all(other.of(name) == one.of(name) for name in NAMES)
