"""The annual clock filled from what has its day in all rooms."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app import rooms
from app.core.fault import Missing, Refusal
from app.core.record import today
from app.core.room import Matter, Room
from app.core.store import Store
from app.core.text import literal
from app.worksheets.sheets import actions, notes, year_filling
from app.worksheets.sheets.notes import Spot

DAY = date(2026, 11, 23)


def _clock(store: Store) -> str:
    return store.write(lambda s: actions.begin(s, {"type_key": "annual_clock"})).result


def _matter(record_id: str, due: date | None, kind: str = "contract") -> Matter:
    return Matter(kind, record_id, literal(f"Asia {record_id}"), literal("Tee"), due)


def _fill(store: Store, sheet_id: str, *matters: Matter):
    return store.write(lambda s: year_filling.fill(s, sheet_id, matters, DAY))


def _added(store: Store, sheet_id: str) -> dict[str, dict]:
    with store.read() as session:
        items = actions.content(session, sheet_id).of("tasks")
    return {
        item.facts["from"]: {**item.facts, "text": item.text}
        for item in items
        if "from" in item.facts
    }


def test_each_comes_in_its_month_with_where_it_is_from(store: Store) -> None:
    clock = _clock(store)
    _fill(
        store,
        clock,
        _matter("a", date(2027, 2, 3)),
        _matter("b", date(2026, 10, 1), "certificate"),
        _matter("c", None),
        _matter("d", date(2027, 11, 23)),
    )
    found = _added(store, clock)
    assert set(found) == {"a", "b"}
    assert found["a"]["text"] == "Asia a"
    assert (found["a"]["month"], found["a"]["category"]) == ("2", "staff")
    assert "3.2.2027" in found["a"]["source"]
    assert (found["b"]["month"], found["b"]["category"]) == ("11", "quality")  # late: this month


def test_nothing_comes_twice_also_when_it_was_moved(store: Store) -> None:
    clock = _clock(store)
    matters = [_matter("a", date(2027, 2, 3)), _matter("a", date(2027, 2, 3))]
    _fill(store, clock, *matters)
    assert len(_added(store, clock)) == 1
    with store.read() as session:
        item = next(i for i in actions.content(session, clock).of("tasks") if "from" in i.facts)
    store.write(lambda s: notes.move(s, item.id, Spot("tasks", facts={"month": "5"})))
    with pytest.raises(Refusal):
        _fill(store, clock, *matters)
    assert _added(store, clock)["a"]["month"] == "5"
    assert _added(store, clock)["a"]["from"] == "a"


def test_one_undo_takes_all_back(store: Store) -> None:
    clock = _clock(store)
    _fill(store, clock, _matter("a", date(2027, 2, 3)), _matter("b", date(2027, 3, 3)))
    store.undo()
    assert _added(store, clock) == {}


def told(_session: Session, day: date):
    """What waits in the room of the next test."""
    due = date(2027, 6, 20)
    if (due - day).days <= 30:
        words = "Myöhässä" if day > due else "Päättyy"
        yield Matter("contract", "a", literal(words), literal("Tee"), due)


def test_rooms_are_asked_for_the_whole_year_and_the_first_telling_stands(store: Store) -> None:
    room = Room("x", literal("x"), "x", matters=(f"{__name__}:told",))
    with store.read() as session:
        found = year_filling.coming(session, [room], DAY)
    assert [each.title.say() for each in found] == ["Päättyy"]


def test_the_clock_of_a_real_office(demo: Store) -> None:
    clock = _clock(demo)
    with demo.read() as session:
        matters = year_filling.coming(session, rooms.ROOMS, DAY)
    assert matters
    demo.write(lambda s: year_filling.fill(s, clock, matters, DAY))
    assert all(1 <= int(each["month"]) <= 12 for each in _added(demo, clock).values())


def test_usual_tasks_that_were_taken_away_can_be_had_back(store: Store) -> None:
    clock = _clock(store)
    with store.read() as session:
        items = actions.content(session, clock).of("tasks")
        assert year_filling.missing_seeds(session, clock) == []
    store.write(lambda s: notes.remove(s, [items[0].id]))
    with store.read() as session:
        missing = year_filling.missing_seeds(session, clock)
    assert [each.text for each in missing] == [items[0].text]
    store.write(lambda s: year_filling.add_missing_seeds(s, clock))
    with store.read() as session:
        again = actions.content(session, clock).of("tasks")
        assert year_filling.missing_seeds(session, clock) == []
    assert [each.facts["month"] for each in again if each.text == items[0].text] == ["1"]
    with pytest.raises(Refusal):
        store.write(lambda s: year_filling.add_missing_seeds(s, clock))


def test_other_sheets_are_no_clocks(store: Store) -> None:
    swot = store.write(lambda s: actions.begin(s, {"type_key": "swot"})).result
    with pytest.raises(Missing):
        store.write(lambda s: year_filling.fill(s, swot, [_matter("a", today())]))
