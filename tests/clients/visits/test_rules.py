"""What repeats, collides and exceeds what was agreed; where visits stand in the calendar."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.clients.visits import rules
from app.clients.visits.rules import Agreed, Away, Slot
from app.core.days import month_of, week_of, weeks_of_month

DAY = date(2026, 11, 25)


def slot(number: int = 1, **values: Any) -> Slot:
    made: dict[str, Any] = {
        "id": f"v{number}",
        "client_id": f"c{number}",
        "client": {"fi": f"Asiakas {number}"},
        "service_id": "s",
        "service": {"fi": "Palvelu"},
        "what": "",
        "worker": "Maija",
        "day": DAY,
        "start": 540,
        "minutes": 60,
        "status": "planned",
    }
    return Slot(**{**made, **values})


def test_impossible_visits_are_told_beside_their_field() -> None:
    late = {"day": DAY, "start": 23 * 60, "minutes": 120, "status": "planned"}
    assert set(rules.problems(late, None, DAY)) == {"minutes"}
    early = {"day": DAY + timedelta(1), "status": "done"}
    assert set(rules.problems(early, None, DAY)) == {"status"}
    assert rules.problems({"day": DAY, "status": "done"}, None, DAY) == {}
    assert set(rules.problems({"status": "cancelled"}, None, DAY)) == {"cancel_reason"}


def test_a_billed_visit_keeps_what_was_billed() -> None:
    before = {"billed": "b", "minutes": 60, "note": "", "status": "done", "day": DAY}
    assert set(rules.problems({**before, "minutes": 90}, before, DAY)) == {"minutes"}
    assert set(rules.problems({**before, "status": "planned"}, before, DAY)) == {"status"}
    assert rules.problems({**before, "note": "soita"}, before, DAY) == {}


def test_an_absence_is_of_one_and_ends_after_it_begins() -> None:
    assert set(rules.absence_problems({})) == {"worker"}
    assert set(rules.absence_problems({"worker": "M", "client_id": "c"})) == {"worker"}
    assert set(
        rules.absence_problems({"worker": "M", "first": DAY, "last": DAY - timedelta(1)})
    ) == {"last"}


@given(st.integers(1, 4), st.integers(-10, 800))
def test_repeats_are_on_the_same_weekday_in_order_and_never_past_the_end(
    weeks: int, length: int
) -> None:
    until = DAY + timedelta(days=length)
    days = rules.repeats(DAY, weeks, until)
    assert all(day.weekday() == DAY.weekday() and DAY < day <= until for day in days)
    assert days == sorted(set(days))
    assert all((day - DAY).days % (7 * weeks) == 0 for day in days)
    assert len(days) == min(rules.MOST_REPEATS, max(0, length) // (7 * weeks))


def test_repeats_leave_holidays_out_without_moving_the_rest() -> None:
    days = rules.repeats(DAY, 1, DAY + timedelta(weeks=3), {DAY + timedelta(weeks=2)})
    assert days == [DAY + timedelta(weeks=1), DAY + timedelta(weeks=3)]


def test_a_worker_or_client_in_two_places_collides_on_both_sides() -> None:
    one, other = slot(1), slot(2, start=590)
    assert set(rules.collisions([one, other], [])) == {"v1", "v2"}
    assert rules.collisions([one, slot(2, start=600)], []) == {}, "one after the other is fine"
    assert rules.collisions([one, slot(2, worker="Jukka")], []) == {}
    assert set(rules.collisions([one, slot(2, worker="Jukka", client_id="c1")], [])) == {"v1", "v2"}
    assert rules.collisions([one, slot(2, status="cancelled")], []) == {}
    assert rules.collisions([slot(1, worker=""), slot(2, worker="")], []) == {}


def test_a_long_visit_collides_with_all_that_it_covers() -> None:
    whole = slot(1, start=480, minutes=480)
    assert set(rules.collisions([whole, slot(2, start=500), slot(3, start=800)], [])) == {
        "v1",
        "v2",
        "v3",
    }


def test_absences_mark_the_visits_of_the_one_who_is_away() -> None:
    week = (DAY - timedelta(1), DAY + timedelta(1))
    found = rules.collisions([slot(1), slot(2, start=700)], [Away("", "c2", *week)])
    assert set(found) == {"v2"}
    assert set(rules.collisions([slot(1)], [Away("maija", "", *week)])) == {"v1"}
    assert rules.collisions([slot(1, day=DAY + timedelta(2))], [Away("Maija", "", *week)]) == {}


times = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(1, 600)).map(
        lambda t: (t[0], min(t[1], 1440 - t[0]))
    ),
    max_size=25,
)


@given(times)
def test_lanes_never_put_two_visits_on_each_other(drawn: list[tuple[int, int]]) -> None:
    slots = [slot(n, start=start, minutes=max(1, m)) for n, (start, m) in enumerate(drawn)]
    placed = rules.lanes(slots)
    assert set(placed) == {each.id for each in slots}
    for one in slots:
        lane, of = placed[one.id]
        assert 0 <= lane < of
        for other in slots:
            if one.id < other.id and one.begins < other.ends and other.begins < one.ends:
                assert placed[other.id][0] != lane
                assert placed[other.id][1] == of


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_weeks_and_months_hold_their_day(day: date) -> None:
    monday, sunday = week_of(day)
    assert monday <= day <= sunday
    assert (monday.weekday(), sunday.weekday()) == (0, 6)
    first, last = month_of(day)
    assert first.day == 1
    assert (last + timedelta(1)).day == 1
    weeks = weeks_of_month(day)
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    days = [each for week in weeks for each in week]
    assert first in days
    assert last in days


def line(**values: Any) -> Agreed:
    made: dict[str, Any] = {
        "agreement_id": "a",
        "client_id": "c1",
        "service_id": "s",
        "what": "",
        "unit": "hour",
        "quantity": Decimal(2),
        "per": "week",
        "starts": DAY - timedelta(100),
        "ends": None,
    }
    return Agreed(**{**made, **values})


def test_what_exceeds_the_agreed_hours_of_a_week_is_told_in_order_of_time() -> None:
    slots = [slot(n, client_id="c1", day=DAY + timedelta(n - 3), minutes=60) for n in (1, 2, 3)]
    assert set(rules.beyond(slots, [line()])) == {"v3"}
    assert rules.beyond(slots, [line(quantity=Decimal(3))]) == {}
    assert rules.beyond(slots, [line(quantity=None)]) == {}
    later = slot(4, client_id="c1", day=DAY + timedelta(7))
    assert set(rules.beyond([*slots, later], [line()])) == {"v3"}, "each week has its own hours"
    assert set(rules.beyond([*slots, later], [line(per="all")])) == {"v3", "v4"}


def test_a_visit_without_an_agreement_is_told_unless_it_is_cancelled() -> None:
    assert set(rules.beyond([slot(1)], [line(ends=DAY - timedelta(1))])) == {"v1"}
    assert set(rules.beyond([slot(1)], [line(service_id="other")])) == {"v1"}
    assert rules.beyond([slot(1, status="cancelled")], []) == {}


def test_the_line_named_alike_comes_before_the_others() -> None:
    lines = [line(what="Arkisin"), line(what="Iltaisin")]
    assert rules.line_of(slot(1, what="iltaisin"), lines) == lines[1]
    assert rules.line_of(slot(1), lines) == lines[0]
    assert rules.line_of(slot(1, what="Öisin"), lines) is None


def test_quantities_follow_the_unit() -> None:
    visit = slot(1, minutes=80, kilometres=Decimal("12.5"))
    assert rules.quantity(visit, "hour") == Decimal("1.33")
    assert rules.quantity(visit, "visit") == 1
    assert rules.quantity(visit, "kilometre") == Decimal("12.5")
    assert rules.quantity(slot(1, quantity=Decimal(3)), "hour") == 3


@given(st.floats(-1000, 3000, allow_nan=False))
def test_a_dragged_visit_stays_within_its_day_on_a_quarter(minutes: float) -> None:
    assert rules.rounded(minutes) % rules.STEP == 0
    assert 0 <= rules.rounded(minutes) < rules.DAY_MINUTES
