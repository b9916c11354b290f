"""What is true of events, without a store."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network.events import rules
from app.network.events.rules import (
    CANCELLED,
    CLOSED,
    FULL,
    HELD,
    OPEN,
    PASSED,
    PLANNED,
    REGISTERED,
    WAITING,
    WITHDRAWN,
    Seat,
    When,
    placed,
)

DAY = date(2026, 12, 10)
SEATS = st.lists(
    st.builds(Seat, st.uuids().map(str), st.integers(1, 30)), unique_by=lambda seat: seat.id
)
CAPACITY = st.none() | st.integers(1, 60)


# Who has a place


@given(SEATS, CAPACITY, st.randoms())
def test_the_places_are_the_same_in_whatever_order_registrations_arrive(seats, capacity, random):
    shuffled = list(seats)
    random.shuffle(shuffled)
    assert placed(shuffled, capacity) == placed(seats, capacity)


@given(SEATS, CAPACITY)
def test_no_more_places_are_given_than_there_are_and_everybody_is_somewhere(seats, capacity):
    found = placed(seats, capacity)
    numbers = {seat.id: seat.number for seat in seats}
    assert found.taken == sum(numbers[each] for each in found.inside)
    assert found.asked == sum(numbers.values())
    assert [*found.inside, *found.waiting] == sorted(numbers)
    if capacity is None:
        assert not found.waiting
        assert found.left is None
    else:
        assert found.taken <= capacity
        assert found.left == capacity - found.taken
        assert not found.waiting or found.next > found.left


@given(SEATS, CAPACITY, st.data())
def test_nobody_loses_a_place_because_somebody_withdraws(seats, capacity, data):
    if not seats:
        return
    gone = data.draw(st.sampled_from(seats))
    after = placed([seat for seat in seats if seat != gone], capacity)
    assert set(placed(seats, capacity).inside) - {gone.id} <= set(after.inside)


@given(SEATS, CAPACITY, st.integers(1, 30))
def test_nobody_loses_a_place_to_one_who_registers_later(seats, capacity, number):
    later = Seat("~", number)  # after every id
    assert placed([*seats, later], capacity).inside[: len(placed(seats, capacity).inside)] == (
        placed(seats, capacity).inside
    )


@given(SEATS, CAPACITY, st.data())
def test_what_there_is_room_for_takes_no_place_from_others(seats, capacity, data):
    if not seats:
        return
    grown = data.draw(st.sampled_from(seats))
    more = data.draw(st.integers(1, 10))
    if not rules.room_for(more, seats, capacity):
        return
    after = [Seat(s.id, s.number + more) if s == grown else s for s in seats]
    assert placed(after, capacity).inside == placed(seats, capacity).inside


def test_a_group_that_does_not_fit_waits_and_the_next_does_not_pass_it():
    found = placed([Seat("a", 4), Seat("b", 5), Seat("c", 1)], 6)
    assert found.inside == ("a",)
    assert found.waiting == ("b", "c")
    assert (found.left, found.next) == (2, 5)
    assert [found.of(each) for each in "abx"] == [REGISTERED, WAITING, WITHDRAWN]


# When


def test_how_long_an_event_takes():
    assert When(DAY, 540, None, 900).minutes == 360
    assert When(DAY, 540).minutes == 60
    assert When(DAY).minutes == 0
    two = When(DAY, 540, DAY + timedelta(days=1), 900)
    assert (two.days, two.minutes) == (2, 24 * 60 + 360)
    assert When(DAY, ends_on=DAY - timedelta(days=3)).days == 1


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 20))
def test_an_event_that_moves_takes_as_many_days(day, more):
    when = When(DAY, None, DAY + timedelta(days=more))
    moved = when.moved_to(day)
    assert moved.starts_on == day
    assert moved.days == when.days


@pytest.mark.parametrize(
    ("state", "days", "register_in", "asked", "expected"),
    [
        (PLANNED, 5, None, 0, PLANNED),
        (PLANNED, -1, None, 0, PASSED),
        (OPEN, 5, None, 3, OPEN),
        (OPEN, 5, 0, 3, OPEN),
        (OPEN, 5, -1, 3, CLOSED),
        (OPEN, 5, 2, 10, FULL),
        (OPEN, 0, None, 3, OPEN),
        (OPEN, -1, None, 10, PASSED),
        (HELD, -1, None, 10, HELD),
        (CANCELLED, 5, 2, 10, CANCELLED),
    ],
)
def test_how_an_event_stands(state, days, register_in, asked, expected):
    register_by = None if register_in is None else DAY + timedelta(days=register_in)
    when = When(DAY + timedelta(days=days))
    assert rules.standing(state, when, register_by, 10, asked, DAY) == expected


def test_one_registers_for_what_is_full_but_not_for_what_is_closed():
    assert rules.may_register(OPEN, When(DAY), None, DAY)
    assert not rules.may_register(OPEN, When(DAY), DAY - timedelta(days=1), DAY)
    assert not rules.may_register(PLANNED, When(DAY), None, DAY)
    assert not rules.may_register(OPEN, When(DAY - timedelta(days=1)), None, DAY)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_copy_is_on_the_same_weekday_and_not_in_the_past(day):
    later = rules.later_day(day, DAY)
    assert later >= DAY
    assert later.weekday() == day.weekday()
    assert later == day or later < DAY + timedelta(days=7)


# What can't be

RIGHT = {
    "state": OPEN,
    "starts_on": DAY,
    "starts_at": 540,
    "ends_on": None,
    "ends_at": 900,
    "register_by": DAY - timedelta(days=3),
}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_on": DAY - timedelta(days=1)}, "ends_on"),
        ({"ends_on": DAY + timedelta(days=40)}, "ends_on"),
        ({"ends_at": 540}, "ends_at"),
        ({"ends_at": 500, "ends_on": DAY}, "ends_at"),
        ({"starts_at": None}, "starts_at"),
        ({"register_by": DAY + timedelta(days=1)}, "register_by"),
        ({"starts_on": DAY - timedelta(days=9), "register_by": None}, "starts_on"),
        ({"state": HELD}, "state"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(changed, field):
    today = DAY - timedelta(days=5)
    assert rules.problems(RIGHT, None, today) == {}
    assert list(rules.problems({**RIGHT, **changed}, None, today)) == [field]


def test_over_several_days_it_may_end_earlier_on_the_clock():
    values = {**RIGHT, "ends_on": DAY + timedelta(days=1), "ends_at": 300}
    assert rules.problems(values, None, DAY) == {}


def test_an_open_event_of_the_past_can_be_corrected_but_not_opened_again():
    later = DAY + timedelta(days=9)
    assert rules.problems(RIGHT, {**RIGHT, "ends_at": 880}, later) == {}
    assert "starts_on" in rules.problems(RIGHT, {**RIGHT, "state": PLANNED}, later)


def test_one_that_withdrew_does_not_get_its_turn_back():
    assert rules.registration_problems({"place": REGISTERED}, {"place": WITHDRAWN})
    assert not rules.registration_problems({"place": WITHDRAWN}, {"place": REGISTERED})
    assert not rules.registration_problems({"place": REGISTERED}, None)


# Who came and what they thought


def test_the_number_that_was_given_counts_before_the_sum():
    rows = [{"participants": 4}, {"participants": None}, {"participants": 3}]
    assert rules.count_of(SimpleNamespace(participants=None, attendance=rows)) == 7
    assert rules.count_of(SimpleNamespace(participants=9, attendance=rows)) == 9
    assert rules.count_of(SimpleNamespace(participants=0, attendance=rows)) == 0
    assert rules.count_of(SimpleNamespace(participants=None, attendance=[])) == 0


def _paper(*numbers):
    return dict(zip(rules.QUESTIONS, numbers, strict=True))


def test_two_answers_are_counted_but_have_no_mean():
    found = rules.feedback_of([_paper(5, 5, None), _paper(4, 4, 3), _paper(4, None, None)])
    assert [(each.count, each.mean) for each in found] == [
        (3, Decimal("4.3")),
        (2, None),
        (1, None),
    ]


@given(st.lists(st.integers(1, 5), min_size=3))
def test_a_mean_lies_between_the_answers(given):
    mean = rules.feedback_of([_paper(each, None, None) for each in given])[0].mean
    assert min(given) <= mean <= max(given)


def test_an_empty_paper_is_no_feedback():
    assert "overall" in rules.feedback_problems({**_paper(None, None, None), "best": " "})
    assert not rules.feedback_problems({**_paper(None, None, None), "better": "Kahvia"})
    assert not rules.feedback_problems(_paper(None, 1, None))


# The programme


def test_a_programme_is_told_by_day_and_time():
    rows = [
        {"day": 2, "at": 540, "item": "d"},
        {"day": None, "at": 600, "item": "b"},
        {"day": None, "at": None, "item": "c"},
        {"day": 1, "at": 540, "item": "a"},
    ]
    found = rules.timetable(rows, 2)
    assert [(day, [row["item"] for row in each]) for day, each in found] == [
        (1, ["a", "b", "c"]),
        (2, ["d"]),
    ]


@given(st.lists(st.tuples(st.none() | st.integers(1, 9), st.none() | st.integers(0, 1439))))
def test_nothing_of_a_programme_is_lost(rows):
    stored = [{"day": day, "at": at, "place": n} for n, (day, at) in enumerate(rows)]
    told = [row["place"] for _day, each in rules.timetable(stored, 3) for row in each]
    assert sorted(told) == list(range(len(rows)))


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("www.esimerkki.fi/ilmo tai 050 123", "https://www.esimerkki.fi/ilmo"),
        ("Ilmoittaudu: https://ilmo.esimerkki.fi/a.", "https://ilmo.esimerkki.fi/a"),
        ("Soita 050 123 4568", ""),
        ("", ""),
    ],
)
def test_a_web_address_is_found_in_words(words, address):
    assert rules.address_in(words) == address


def test_an_invitation_begins_with_the_readers_language():
    assert rules.invited_in("fi", {"en": "Come", "fi": "Tule", "sv": " "}) == ["fi", "en"]
