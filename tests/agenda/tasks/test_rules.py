"""What is true of tasks, and how one line is understood."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agenda.tasks import quick, rules
from app.agenda.tasks.quick import Quick, read

DAY = date(2026, 11, 28)  # a Saturday
NAMES = ("Marja Mäkelä", "Timo Åkerlund", "Ali Hassan", "Ali Virtanen")
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
states = st.sampled_from(rules.ORDER)
reminders = st.none() | st.integers(0, rules.MOST_REMIND_DAYS)


@given(states, st.none() | days, reminders, days)
def test_what_is_late_is_brought_up_and_what_is_done_is_neither(
    status: str, due: date | None, remind_days: int | None, day: date
) -> None:
    late = rules.late(status, due, day)
    reminded = rules.reminded(status, due, remind_days, day)
    assert not late or reminded
    if status == rules.DONE or due is None:
        assert not late
        assert not reminded
    elif reminded:
        assert due - timedelta(days=remind_days or 0) <= day
        assert late == (due < day)
    else:
        assert day < due


@given(days, reminders)
def test_a_task_is_brought_up_from_its_reminder_on(due: date, remind_days: int | None) -> None:
    begins = rules.reminder(due, remind_days)
    assert begins is not None
    assert rules.reminded(rules.TODO, due, remind_days, begins)
    assert not rules.reminded(rules.TODO, due, remind_days, begins - timedelta(days=1))


@given(st.lists(st.none() | days))
def test_the_earliest_day_stands_first_and_no_day_last(dues: list[date | None]) -> None:
    ordered = sorted(dues, key=lambda due: rules.place(due, ""))
    assert [due for due in ordered if due] == sorted(due for due in dues if due)
    assert ordered[len([due for due in dues if due]) :] == [None] * dues.count(None)


def test_somebody_is_known_by_a_part_of_the_name() -> None:
    assert rules.is_of("Marja Mäkelä", "marja")
    assert rules.is_of("Marja  Mäkelä", "Mäkelä Marja")
    assert not rules.is_of("Marja Mäkelä", "Mar")
    assert not rules.is_of("Marja", "Marja Mäkelä")
    assert not rules.is_of("", "")
    assert not rules.is_of("Marja", " ")


def test_nothing_was_done_on_a_day_to_come() -> None:
    tomorrow = DAY + timedelta(days=1)
    assert set(rules.problems({"done_on": tomorrow}, DAY)) == {"done_on"}
    assert rules.problems({"done_on": DAY}, DAY) == {}
    assert rules.problems({"done_on": None}, DAY) == {}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "Soita vakuutusyhtiöön, Marja, perjantaina",
            Quick("Soita vakuutusyhtiöön", "Marja Mäkelä", date(2026, 12, 4)),
        ),
        ("Call, tomorrow, Timo Åkerlund", Quick("Call", "Timo Åkerlund", date(2026, 11, 29))),
        ("Osta 2,5 kg kahvia, huomenna", Quick("Osta 2,5 kg kahvia", "", date(2026, 11, 29))),
        ("Osta kahvia, maitoa ja pullaa", Quick("Osta kahvia, maitoa ja pullaa")),
        ("Osta kahvia, maitoa, Kirsi", Quick("Osta kahvia, maitoa", "Kirsi")),
        ("Tilaa, 5.12.", Quick("Tilaa", "", date(2026, 12, 5))),
        ("Tilaa, lauantaihin", Quick("Tilaa", "", date(2026, 12, 5))),
        ("Tilaa, ma", Quick("Tilaa", "", date(2026, 11, 30))),
        ("Order, Fri", Quick("Order", "", date(2026, 12, 4))),
        ("Soita, Liisa Virtanen-Aho", Quick("Soita", "Liisa Virtanen-Aho")),
        ("Soita, Ali", Quick("Soita", "Ali")),  # two are called so: left as it is written
        ("Täytä lomake, KELA", Quick("Täytä lomake, KELA")),
        ("Marja", Quick("Marja")),
        (" , ,", Quick("")),
        ("", Quick("")),
    ],
)
def test_a_line_says_what_who_and_when(line: str, said: Quick) -> None:
    assert read(line, NAMES, DAY) == said


@given(st.text(), days)
def test_no_words_are_lost(line: str, day: date) -> None:
    said = read(line, (), day)
    if said.due is None and not said.who:
        assert said.what.replace(", ", ",") == ",".join(
            part for part in (part.strip() for part in quick._COMMA.split(line)) if part
        ).replace(", ", ",")
    assert bool(said.what) == bool(line.replace(",", "").strip())


@given(st.sampled_from(NAMES), days, days)
def test_name_and_day_may_change_places(name: str, due: date, day: date) -> None:
    written = f"{due.day}.{due.month}.{due.year}"
    wanted = Quick("Soita", name, due)
    assert read(f"Soita, {name}, {written}", NAMES, day) == wanted
    assert read(f"Soita, {written}, {name}", NAMES, day) == wanted


@given(st.sampled_from(("maanantaina", "ti", "Wednesday", "torsdag", "pe", "lauantai", "su")), days)
def test_a_weekday_is_the_next_one(word: str, day: date) -> None:
    found = quick.day_in(word, day)
    assert found is not None
    assert day < found <= day + timedelta(days=7)
