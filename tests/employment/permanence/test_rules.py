"""How permanent the work is: on a day, in a period, by quarter."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.employment.contracts.fixed_terms import SHORT_BREAK, chain
from app.employment.periods import ONE_DAY, last_day, months_later
from app.employment.permanence import rules
from app.employment.permanence.wording import whole_percent

DAY = date(2026, 11, 23)
EDGES = [
    date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 12, 31), date(2025, 1, 1),
    date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 1), date(2025, 9, 30), date(2025, 10, 1),
]  # fmt: skip
days = st.one_of(st.sampled_from(EDGES), st.dates(date(2023, 12, 1), date(2026, 3, 31)))


def row(person: str = "p", number: int = 1, **values: Any) -> dict[str, Any]:
    return {
        "id": f"{person}-{number}-{values.get('version', 1)}",
        "code": f"T-{person}-{number}",
        "person_id": person,
        "form": "employment",
        "status": "in_force",
        "duration": "permanent",
        "starts": date(2025, 1, 1),
        "ends": None,
        "last_day": None,
        "hours_kind": "full_time",
        "weekly_hours": Decimal(40),
        "full_week": Decimal(40),
        "hours_least": None,
        "part_time_wish": "",
        "ground": "",
        **values,
    }


def fixed(starts: date, ends: date | None, number: int = 1, **values: Any) -> dict[str, Any]:
    return row(number=number, duration="fixed_term", starts=starts, ends=ends, **values)


@st.composite
def contracts(draw: Any) -> list[dict[str, Any]]:
    """Signed contracts of a few people, also beside and on top of each other."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        starts = draw(days)
        lasts = draw(st.one_of(st.none(), st.timedeltas(timedelta(), timedelta(500))))
        kind = draw(st.sampled_from(["full_time", "part_time", "variable"]))
        hours = Decimal(draw(st.integers(0, 40)))
        found.append(
            row(
                draw(st.sampled_from("abc")),
                number,
                duration=draw(st.sampled_from(["permanent", "fixed_term"])),
                starts=starts,
                last_day=None if lasts is None else starts + timedelta(lasts.days),
                status="in_force" if lasts is None else "ended",
                hours_kind=kind,
                weekly_hours=None if kind == "variable" else hours,
                hours_least=hours if kind == "variable" else None,
                part_time_wish=draw(st.sampled_from(["", "own", "more"])),
            )
        )
    return found


def numbers(found: rules.Snapshot) -> tuple[Any, ...]:
    """What a snapshot tells without the ids of contracts."""
    return (
        sorted(found.people),
        found.permanent,
        found.full_time_equivalent,
        dict(found.hours),
        sorted((each.person_id, each.number, each.months) for each in found.fixed_terms),
    )


@given(contracts(), days)
def test_who_works_here_is_counted_once(rows: list[dict[str, Any]], day: date) -> None:
    found = rules.snapshot(rows, day)
    here = {r["person_id"] for r in rows if r["starts"] <= day <= (r["last_day"] or date.max)}
    assert sorted(found.people) == sorted(here)
    assert found.permanent + len(found.fixed_terms) == found.employed
    assert sum(found.hours.values()) == found.employed
    assert len(found.part_timers) == found.employed - found.hours["full_time"]
    assert sum(len(found.wishing(w)) for w in ("own", "more", "")) == len(found.part_timers)
    assert 0 <= found.full_time_equivalent <= found.employed
    assert set(found.chains) <= set(found.fixed_terms)
    assert all(each.number >= 1 and each.months >= 0 for each in found.fixed_terms)


@given(contracts(), st.randoms(), days)
def test_the_order_of_rows_means_nothing(
    rows: list[dict[str, Any]], chance: Any, day: date
) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    assert numbers(rules.snapshot(mixed, day)) == numbers(rules.snapshot(rows, day))
    key = lambda event: (event.day, event.what, event.person_id)
    assert sorted(rules.events(mixed), key=key) == sorted(rules.events(rows), key=key)


@given(
    contracts(), contracts(), st.sampled_from(["draft", "offered", "volunteer", "training"]), days
)
def test_what_is_not_signed_employment_counts_nowhere(
    rows: list[dict[str, Any]], others: list[dict[str, Any]], what: str, day: date
) -> None:
    name = "status" if what in {"draft", "offered"} else "form"
    beside = [*rows, *({**other, "id": f"x{other['id']}", name: what} for other in others)]
    assert rules.snapshot(beside, day) == rules.snapshot(rows, day)
    assert rules.events(beside) == rules.events(rows)


@given(contracts(), st.data())
def test_an_amendment_changes_no_number(rows: list[dict[str, Any]], data: Any) -> None:
    """A contract cut in two versions at any day is the same contract."""
    assume(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    whole = rows[at]
    longest = ((whole["last_day"] or date(2026, 6, 1)) - whole["starts"]).days
    assume(longest > 0)
    cut = whole["starts"] + data.draw(st.integers(1, longest)) * ONE_DAY
    before = {**whole, "last_day": cut - ONE_DAY, "status": "replaced"}
    after = {**whole, "id": "v2", "code": f"{whole['code']}/2", "version": 2, "starts": cut}
    amended = [*rows[:at], before, after, *rows[at + 1 :]]
    for day in (cut - ONE_DAY, cut, data.draw(days)):
        assert numbers(rules.snapshot(amended, day)) == numbers(rules.snapshot(rows, day))
    count = lambda found: Counter((e.what, e.person_id, e.day) for e in found)
    assert count(rules.events(amended)) == count(rules.events(rows))


@given(contracts(), days, days, days)
def test_periods_add_up(rows: list[dict[str, Any]], one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    whole = rules.period(rows, first, last)
    left = rules.period(rows, first, middle)
    right = rules.period(rows, middle + ONE_DAY, last)
    for name in ("conversions", "new_jobs", "new_permanent", "ended"):
        assert getattr(whole, name) == getattr(left, name) + getattr(right, name), name
    assert whole.conversions <= whole.new_permanent


@given(contracts())
def test_everybody_begins_once_and_ends_at_most_as_often_as_working(
    rows: list[dict[str, Any]],
) -> None:
    found = rules.period(rows, date.min, date.max)
    assert found.new_jobs == len({r["person_id"] for r in rows})
    people = rules.by_person(rows)
    spells = sum(len(rules.spells(own)) for own in people.values())
    here = rules.snapshot(rows, date(2030, 1, 1)).employed
    assert found.ended == spells - here


@given(days, st.integers(0, 900))
def test_the_border_days_of_a_contract(starts: date, length: int) -> None:
    ends = starts + length * ONE_DAY
    rows = [fixed(starts, ends)]
    here = [
        rules.snapshot(rows, day).employed
        for day in (starts - ONE_DAY, starts, ends, ends + ONE_DAY)
    ]
    assert here == [0, 1, 1, 0]


@given(days, st.integers(1, 400), st.integers(0, 150))
def test_a_conversion_goes_on_without_a_long_break(starts: date, length: int, gap: int) -> None:
    ends = starts + length * ONE_DAY
    begins = ends + ONE_DAY + gap * ONE_DAY
    goes_on = begins - ends <= SHORT_BREAK
    rows = [fixed(starts, ends), row(number=2, starts=begins)]
    found = rules.period(rows, begins, begins)
    assert (found.conversions, found.new_permanent) == (int(goes_on), 1)
    assert rules.period(rows, ends, ends).ended == int(not goes_on)
    assert rules.period(rows, begins + ONE_DAY, date.max) == rules.Period(
        begins + ONE_DAY, date.max
    )


def test_a_longest_short_break_and_the_day_after_it() -> None:
    ends = date(2024, 2, 29)
    assert [
        rules.period(
            [fixed(date(2023, 3, 1), ends), row(number=2, starts=day)], day, day
        ).conversions
        for day in (ends + SHORT_BREAK, ends + SHORT_BREAK + ONE_DAY)
    ] == [1, 0]


def test_an_amendment_can_make_permanent() -> None:
    cut = date(2026, 5, 1)
    before = fixed(date(2025, 5, 1), date(2026, 12, 31), status="replaced", last_day=cut - ONE_DAY)
    after = row(starts=cut, code=f"{before['code']}/2", version=2)
    found = rules.period([before, after], cut, cut)
    assert (found.conversions, found.new_permanent, found.new_jobs, found.ended) == (1, 1, 0, 0)


def test_permanent_work_beside_a_fixed_term_is_no_conversion_when_it_was_there_before() -> None:
    rows = [
        row(number=1, starts=date(2020, 1, 1)),
        fixed(date(2025, 1, 1), date(2025, 6, 30), number=2),
        row(number=3, starts=date(2025, 7, 1)),
    ]
    found = rules.period(rows, date(2025, 1, 1), date(2025, 12, 31))
    assert (found.conversions, found.new_permanent) == (0, 0)
    assert rules.snapshot(rows, date(2025, 3, 1)).fixed_terms == ()


@given(days, st.integers(1, 30), st.integers(1, 30))
def test_a_chain_of_whole_months_is_as_long_as_they_are(first: date, one: int, two: int) -> None:
    assume(first.day <= 28)
    middle, end = last_day(first, one), last_day(first, one + two)
    rows = [fixed(first, middle), fixed(middle + ONE_DAY, end, number=2)]
    alone = rules.snapshot(rows, middle).fixed_terms[0]
    both = rules.snapshot(rows, end).fixed_terms[0]
    assert (alone.number, alone.months, alone.is_chain) == (1, one, False)
    assert (both.number, both.months, both.is_chain) == (2, one + two, True)
    assert rules.snapshot(rows, end - ONE_DAY).longest_chain == one + two - 1 or one + two == 1


def test_a_chain_that_begins_on_a_leap_day() -> None:
    rows = [
        fixed(date(2024, 2, 29), date(2025, 2, 28)),
        fixed(date(2025, 3, 1), date(2026, 2, 28), number=2),
    ]
    found = rules.snapshot(rows, date(2026, 2, 28))
    assert (len(found.chains), found.longest_chain) == (1, 24)


def test_a_long_break_or_permanent_work_ends_a_chain() -> None:
    now = fixed(date(2026, 6, 1), date(2026, 12, 31), number=3)
    apart = [fixed(date(2025, 1, 1), date(2025, 12, 31)), now]
    assert rules.snapshot(apart, DAY).chains == ()
    after_permanent = [
        fixed(date(2025, 1, 1), date(2025, 6, 30)),
        row(number=2, starts=date(2025, 7, 1), last_day=date(2026, 5, 31), status="ended"),
        now,
    ]
    found = rules.snapshot(after_permanent, DAY).fixed_terms[0]
    assert (found.number, found.months) == (1, 5)


def test_permanent_work_that_ended_in_the_middle_of_a_fixed_term_leaves_it_in_the_row() -> None:
    rows = [
        fixed(date(2026, 1, 1), date(2026, 12, 31)),
        row(number=2, starts=date(2026, 3, 1), last_day=date(2026, 4, 30), status="ended"),
    ]
    found = rules.snapshot(rows, date(2026, 5, 10)).fixed_terms
    assert [(each.number, each.months) for each in found] == [(1, 4)]


def test_who_is_to_be_thought_of() -> None:
    first = fixed(date(2026, 1, 1), date(2026, 12, 31))
    assert not rules.snapshot([first], DAY).fixed_terms[0].asks
    without_reason = rules.snapshot([{**first, "ground": "no_reason"}], DAY).fixed_terms[0]
    assert without_reason.asks
    assert without_reason.advice.level == "due"
    long = rules.snapshot([fixed(date(2024, 1, 1), date(2026, 12, 31))], DAY).fixed_terms[0]
    assert long.asks
    assert not long.is_chain
    # Three versions of one fixed term aren't three fixed terms.
    versions = [
        fixed(date(2026, 1, 1), date(2026, 12, 31), status="replaced", last_day=date(2026, 3, 31)),
        fixed(date(2026, 4, 1), date(2026, 12, 31), status="replaced", last_day=date(2026, 6, 30)),
        fixed(date(2026, 7, 1), date(2026, 12, 31)),
    ]
    for number, each in enumerate(versions[1:], start=2):
        each |= {"id": f"v{number}", "version": number, "code": f"{each['code']}/{number}"}
    found = rules.snapshot(versions, DAY).fixed_terms[0]
    assert (found.number, found.asks) == (1, False)


@given(st.lists(st.tuples(st.integers(1, 200), st.integers(0, 120)), min_size=1, max_size=6))
def test_spells_agree_with_the_chain_that_the_law_speaks_of(lengths: Sequence[Any]) -> None:
    rows, starts = [], date(2020, 1, 1)
    for number, (length, gap) in enumerate(lengths):
        rows.append(fixed(starts, starts + length * ONE_DAY, number))
        starts += (length + 1 + gap) * ONE_DAY
    assert rules.spells(rows)[-1] == chain(rows, rows[-1]["ends"])


def test_two_half_jobs_are_one_person_and_at_most_one_whole() -> None:
    half = {"hours_kind": "part_time", "weekly_hours": Decimal(20)}
    rows = [row(number=n, **half) for n in (1, 2, 3)]
    found = rules.snapshot(rows, DAY)
    assert (found.employed, found.full_time_equivalent) == (1, 1)
    assert rules.snapshot(rows[:1], DAY).full_time_equivalent == Decimal("0.5")


@given(st.one_of(days, st.dates(date(2000, 1, 1), date(2100, 1, 1))))
def test_the_quarters_follow_each_other_up_to_the_day(day: date) -> None:
    found = rules.quarters([], day)
    assert len(found) == rules.QUARTERS
    assert found[-1].end.day == found[-1].period.last == day
    for before, after in pairwise(found):
        assert after.period.first == before.period.last + ONE_DAY
        assert months_later(before.period.first, 3) == after.period.first
        assert before.end.day == before.period.last
    assert found[0].name == (found[4].name[0] - 1, found[4].name[1])


@given(contracts(), days)
def test_the_quarters_tell_what_days_and_periods_tell(
    rows: list[dict[str, Any]], day: date
) -> None:
    found = rules.quarters(rows, day)
    assert found[-1].end == rules.snapshot(rows, day)
    total = rules.period(rows, found[0].period.first, day)
    assert sum(quarter.period.new_jobs for quarter in found) == total.new_jobs
    assert sum(quarter.period.conversions for quarter in found) == total.conversions


def test_the_year_ends_today() -> None:
    rows = [
        row("a", starts=date(2026, 1, 1)),
        row("b", starts=DAY),
        row("c", starts=DAY + ONE_DAY),
        row("d", starts=date(2025, 12, 31)),
    ]
    assert rules.year(rows, DAY).new_jobs == 2
    assert rules.quarters(rows, DAY)[-1].end.employed == 3


@given(contracts(), days, days)
def test_a_programme_is_told_what_the_page_tells(
    rows: list[dict[str, Any]], one: date, two: date
) -> None:
    first, last = sorted((one, two))
    found = rules.indicators(rows, first, last)
    same = rules.period(rows, first, last)
    assert found == {
        "new_jobs": same.new_jobs,
        "permanent_contracts": same.new_permanent,
        "conversions": same.conversions,
        "full_time_equivalent": rules.snapshot(rows, last).full_time_equivalent,
    }


@pytest.mark.parametrize(
    ("permanent", "employed", "percent"),
    [(0, 3, 0), (3, 3, 100), (1, 2, 50), (199, 200, 99), (1, 300, 1), (2, 3, 67), (1, 8, 13)],
)
def test_all_is_said_only_of_all(permanent: int, employed: int, percent: int) -> None:
    rows = [
        row(str(n), duration="permanent" if n < permanent else "fixed_term")
        for n in range(employed)
    ]
    assert whole_percent(rules.snapshot(rows, DAY).permanent_share) == percent


def test_nobody_has_no_share() -> None:
    assert rules.snapshot([], DAY).permanent_share is None
    assert whole_percent(None) is None
    assert rules.snapshot([row(starts=DAY + timedelta(1))], DAY).employed == 0


def test_of_versions_in_force_at_once_the_latest_counts() -> None:
    """One that came from elsewhere may lack the day on which it was replaced."""
    old = row(status="replaced", hours_kind="part_time", weekly_hours=Decimal(20))
    new = row(
        version=2,
        code=f"{old['code']}/2",
        starts=date(2026, 1, 1),
        hours_kind="part_time",
        weekly_hours=Decimal(30),
    )
    assert rules.snapshot([old, new], DAY).full_time_equivalent == Decimal("0.75")


def test_numbers_with_a_slash_of_their_own_are_contracts_apart() -> None:
    """Many number their contracts by the year; only amendments are versions of one contract."""
    first = fixed(date(2025, 1, 1), date(2025, 12, 31), code="1/2025")
    second = fixed(date(2026, 1, 1), date(2026, 12, 31), 2, code="1/2026")
    assert rules.snapshot([first, second], DAY).fixed_terms[0].number == 2
    half = {"hours_kind": "part_time", "weekly_hours": Decimal(10)}
    rows = [row(number=n, code=f"2026/{n}", **half) for n in (1, 2)]
    assert rules.snapshot(rows, DAY).full_time_equivalent == Decimal("0.5")
    amendment = {**second, "id": "v2", "code": "1/2", "version": 2, "amends_id": second["id"]}
    found = rules.snapshot([first, second, {**amendment, "starts": date(2026, 3, 1)}], DAY)
    assert found.fixed_terms[0].number == 2
