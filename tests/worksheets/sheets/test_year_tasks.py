"""What the annual clock asks becomes tasks when its time comes."""

from datetime import date

import pytest

from app.agenda.tasks import actions as tasks
from app.core.fault import Refusal
from app.core.store import Store
from app.worksheets.sheets import notes, year_tasks
from app.worksheets.sheets.content import Item
from app.worksheets.sheets.notes import Spot
from tests.worksheets.sheets.test_notes import begun

DAY = date(2027, 5, 12)


@pytest.fixture
def clock(store: Store) -> str:
    made = begun(store, "annual_clock")
    with store.read() as session:
        there = [each.id for each in year_tasks.actions.content(session, made).of("tasks")]
    store.write(lambda s: notes.remove(s, there))
    for text, facts in (
        ("Kesän vuorot", {"month": "5", "owner": "Marja", "reminder": 10}),
        ("Omavalvonta", {"month": "1", "recurrence": "every_four_months"}),
        ("Palkat", {"month": "3", "recurrence": "monthly"}),
        ("Riskit", {"month": "8", "recurrence": "yearly"}),
    ):
        store.write(lambda s, t=text, f=facts: notes.add(s, made, Spot("tasks"), t, f))
    return made


@pytest.mark.parametrize(
    ("facts", "months"),
    [
        ({"month": "5"}, {5}),
        ({"month": "2", "recurrence": "every_four_months"}, {2, 6, 10}),
        ({"month": "11", "recurrence": "every_four_months"}, {3, 7, 11}),
        ({"month": "3", "recurrence": "monthly"}, set(range(1, 13))),
        ({}, set()),
        ({"month": "kevät"}, set()),
    ],
)
def test_when_a_task_has_its_time(facts, months) -> None:
    found = {month for month in range(1, 13) if year_tasks.falls_in(Item("a", "x", facts), month)}
    assert found == months


def test_this_months_become_tasks_once(store: Store, clock: str) -> None:
    with store.read() as session:
        waiting = list(year_tasks.matters(session, DAY))
        assert [each.record_id for each in waiting] == [clock]
        assert "3" in waiting[0].title.say()
    store.write(lambda s: year_tasks.make_tasks(s, clock, DAY))
    with store.read() as session:
        made = tasks.of_source(session, "worksheet", clock)
        assert {each.what for each in made} == {"Kesän vuorot", "Omavalvonta", "Palkat"}
        assert {each.due for each in made} == {date(2027, 5, 31)}
        summer = next(each for each in made if each.what == "Kesän vuorot")
        assert (summer.who, summer.remind_days) == ("Marja", 10)
        assert not list(year_tasks.matters(session, DAY))
    with pytest.raises(Refusal):
        store.write(lambda s: year_tasks.make_tasks(s, clock, DAY))
    with store.read() as session:
        june = [each.text for each in year_tasks.of_month(session, clock, date(2027, 6, 1))]
    assert june == ["Palkat"]


def test_what_came_from_another_room_is_seen_to_there(store: Store, clock: str) -> None:
    spot = Spot("tasks", facts={"from": "x" * 36, "due": "2027-08-20"})
    store.write(lambda s: notes.add(s, clock, spot, "Sopimus päättyy", {"month": "8"}))
    with store.read() as session:
        found = [each.text for each in year_tasks.of_month(session, clock, date(2027, 8, 1))]
    assert found == ["Palkat", "Riskit"]
