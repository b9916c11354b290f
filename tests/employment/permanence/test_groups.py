"""Nobody can be worked out from gender and age."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.employment.permanence import groups, wording
from app.employment.permanence.groups import LEAST, REST, Group

YEAR = 2026
genders = st.lists(st.sampled_from(["woman", "man", "other", ""]), max_size=40)
births = st.lists(st.one_of(st.none(), st.integers(1940, 2010)), max_size=40)


def check(found: list[Group], people: int) -> None:
    assert all(group.count >= LEAST for group in found)
    assert len(found) != 1, "a lone group tells what everybody is"
    # Nobody is left over when what is shown is taken from the number of employees.
    assert not found or sum(group.count for group in found) == people
    codes = [code for group in found for code in group.codes]
    assert len(codes) == len(set(codes))


@given(genders)
def test_gender_is_told_only_of_five_or_more(told: list[str]) -> None:
    found = groups.by_gender(told)
    check(found, len(told))
    for group in found:
        assert wording.gender_words(group).say("en")
        known = sum(told.count(code) for code in group.codes if code != REST)
        rest = sum(each in {"other", ""} for each in told) if REST in group.codes else 0
        assert group.count == known + rest


@given(births)
def test_age_is_told_only_of_five_or_more(years: list[int | None]) -> None:
    found = groups.by_age(years, YEAR)
    check(found, len(years))
    for group in found:
        assert wording.age_words(group).say("fi")
        ages = [code.split("-") for code in group.codes if code != REST]
        inside = sum(
            born is not None
            and any(int(low or 0) <= YEAR - born <= int(high or 200) for low, high in ages)
            for born in years
        )
        untold = years.count(None) if REST in group.codes else 0
        assert group.count == inside + untold


def compositions(people: int, parts: int) -> Iterator[tuple[int, ...]]:
    return (each for each in product(range(people + 1), repeat=parts) if sum(each) == people)


def shown(counts: tuple[int, ...]) -> tuple[Group, ...]:
    codes = [*(str(n) for n in range(len(counts) - 1)), REST]
    made = [Group((code,), count) for code, count in zip(codes, counts, strict=True)]
    return tuple(groups.joined(made))


@pytest.mark.parametrize(("parts", "most"), [(3, 24), (5, 16)])
def test_a_small_group_can_not_be_worked_out_by_who_knows_the_rule(parts: int, most: int) -> None:
    """Of all houses that would look the same, nobody's group of fewer than five is the same in each."""
    for people in range(1, most + 1):
        same: dict[tuple[Group, ...], list[tuple[int, ...]]] = defaultdict(list)
        for counts in compositions(people, parts):
            same[shown(counts)].append(counts)
        for found, houses in same.items():
            for at in range(parts):
                possible = {house[at] for house in houses}
                assert len(possible) > 1 or min(possible) in {0, *range(LEAST, people + 1)}, found


def test_small_groups_are_joined_to_those_beside_them() -> None:
    years = [2003] * 2 + [1990] * 5 + [1975] * 6 + [1960] * 1
    found = groups.by_age(years, YEAR)
    assert [group.count for group in found] == [7, 7]
    assert [wording.age_words(group).say("en") for group in found] == [
        "Under 45 years",
        "45 years or over, or not told",
    ]
    with_untold = groups.by_age([*years, *[None] * 5], YEAR)
    assert [wording.age_words(group).say("en") for group in with_untold] == [
        "Under 45 years",
        "45–59 years",
        "60 years or over, or not told",
    ]


def test_those_who_have_not_told_stand_alone_when_they_are_enough() -> None:
    found = groups.by_gender(["woman"] * 5 + ["man"] * 6 + [""] * 4 + ["other"])
    assert [group.codes for group in found] == [("woman",), ("man",), (REST,)]


def test_one_of_another_gender_is_never_told_of_alone() -> None:
    one = groups.by_gender(["woman"] * 9 + ["man"] * 8 + ["other"])
    untold = groups.by_gender(["woman"] * 9 + ["man"] * 8 + [""])
    assert one == untold
    assert [(group.codes, group.count) for group in one] == [(("woman",), 9), (("man", REST), 9)]


@pytest.mark.parametrize(
    "told",
    [[], ["woman"] * 12, ["woman"] * 8 + ["man"] * 4, ["woman"] * 4 + [""] * 4, [""] * 20],
)
def test_when_it_can_not_be_shown_nothing_is(told: list[str]) -> None:
    assert groups.by_gender(told) == []


def test_the_age_is_that_of_the_year() -> None:
    found = groups.by_age([YEAR - 29] * 5 + [YEAR - 30] * 5 + [YEAR - 60] * 5, YEAR)
    assert [(group.codes, group.count) for group in found] == [
        (("-29",), 5),
        (("30-44",), 5),
        (("45-59", "60-", REST), 5),
    ]
