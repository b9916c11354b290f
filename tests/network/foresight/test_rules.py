"""What members think of a note together: each organisation counts once."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.network.foresight.rules import Opinion, one_each, since, together

scores = st.none() | st.integers(1, 5)
opinions = st.builds(
    Opinion,
    st.uuids().map(str),
    st.sampled_from(["", "a", "b", "c"]),
    scores,
    scores,
    st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31)),
)


def test_nothing_is_said_of_what_nobody_has_an_opinion() -> None:
    found = together([])
    assert (found.count, found.significance, found.probability) == (0, None, None)


def test_the_mean_is_of_those_who_gave_a_number() -> None:
    found = together(
        [Opinion("1", "a", 5, None), Opinion("2", "b", 2, 3), Opinion("3", "", None, 4)]
    )
    assert (found.count, found.significance, found.probability) == (
        3,
        Decimal("3.5"),
        Decimal("3.5"),
    )


def test_of_two_opinions_of_one_organisation_the_later_counts() -> None:
    old, new = (Opinion(str(n), "a", n, None, date(2026, n, 1)) for n in (1, 5))
    assert one_each([new, old]) == [new]
    assert together([new, old]).significance == 5


@given(st.lists(opinions, max_size=12, unique_by=lambda each: each.id))
def test_a_mean_lies_between_what_was_given_and_no_organisation_counts_twice(given_: list) -> None:
    kept = one_each(given_)
    assert len({each.owner_id for each in kept}) == len(kept) == len({e.owner_id for e in given_})
    found = together(given_)
    numbers = [each.significance for each in kept if each.significance is not None]
    assert (found.significance is None) == (not numbers)
    if found.significance is not None:
        assert min(numbers) <= found.significance <= max(numbers)
    assert together(reversed(given_)) == found


def test_a_note_is_new_for_some_weeks() -> None:
    assert since(date(2026, 11, 23)) == date(2026, 9, 24)
