"""Tasks in the store: made from anything, moved, found by whom, day and source."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.agenda.tasks import actions, rules
from app.agenda.tasks.actions import Source
from app.agenda.tasks.records import Task
from app.certification.findings.records import Finding
from app.core import editing, search
from app.core.fault import InvalidFields, Missing
from app.core.record import new_id, today
from app.core.store import Store

DAY = timedelta(days=1)
SOURCE = Source("finding", "f-1", "row-1", {"fi": "Vuotava katto", "en": "A leaking roof"})


def add(store: Store, **values: Any) -> str:
    return store.write(lambda session: actions.add(session, {"what": "Soita", **values})).result


def found(store: Store, task_id: str) -> Task:
    with store.read() as session:
        return editing.find(session, Task, task_id)


def whats(tasks: Any) -> list[str]:
    return [task.what for task in tasks]


def test_a_task_begins_as_to_be_done_and_is_brought_up_in_time(store: Store) -> None:
    made = found(store, add(store))
    assert (made.status, made.remind_days, made.done_on) == (rules.TODO, 3, None)
    with pytest.raises(InvalidFields) as refused:
        add(store, what=" ")
    assert set(refused.value.problems) == {"what"}
    with pytest.raises(InvalidFields) as refused:
        add(store, remind_days=61)
    assert set(refused.value.problems) == {"remind_days"}


def test_a_task_remembers_where_it_came_from_also_when_that_is_gone(store: Store) -> None:
    what = {"what": "Katto vuotaa"}
    finding = store.write(lambda session: editing.add(session, Finding, what)).result
    source = Source("finding", finding, "", {"fi": "Katto vuotaa"})
    values = {"what": "Soita kattofirmaan"}
    done = store.write(lambda session: actions.add_from(session, source, values))
    assert done.words.say("en") == "Added the task “Soita kattofirmaan”"
    store.write(lambda session: editing.remove(session, Finding, [finding]))
    task = found(store, done.result)
    assert task.deleted_at is None
    assert (task.source_kind, task.source_id) == ("finding", finding)
    assert task.source_title == {"fi": "Katto vuotaa"}
    with store.read() as session:
        assert [hit.record_id for hit in search.find(session, "vuotaa", ["task"])] == [task.id]


def test_the_tasks_of_a_source_are_found_and_counted_by_item(store: Store) -> None:
    other = Source("finding", SOURCE.id, "row-2")
    for source, values in (
        (SOURCE, {"what": "valmis", "status": rules.DONE}),
        (SOURCE, {"what": "myöhemmin", "due": today() + DAY}),
        (SOURCE, {"what": "ensin", "due": today()}),
        (other, {"what": "toinen"}),
        (Source("assessment", SOURCE.id), {"what": "muu laji"}),
    ):
        store.write(lambda s, source=source, values=values: actions.add_from(s, source, values))
    with store.read() as session:
        one = actions.of_source(session, "finding", SOURCE.id, "row-1")
        every = actions.of_source(session, "finding", SOURCE.id)
        counts = actions.counts_of_source(session, "finding", SOURCE.id)
    assert whats(one) == ["ensin", "myöhemmin", "valmis"]
    assert whats(every) == ["ensin", "myöhemmin", "toinen", "valmis"]
    assert counts == {"row-1": (2, 3), "row-2": (1, 1)}


def test_what_is_done_gets_its_day_and_loses_it_when_taken_back(store: Store) -> None:
    made = add(store)
    done = store.write(lambda session: actions.move(session, made, rules.DONE))
    assert done.words.say("en") == "Moved “Soita” to “Completed”"
    assert found(store, made).done_on == today()
    store.write(lambda session: actions.move(session, made, rules.DOING))
    assert found(store, made).done_on is None
    store.undo()
    assert found(store, made).done_on == today()
    earlier = {"status": rules.DONE, "done_on": today() - DAY}
    assert found(store, add(store, **earlier)).done_on == today() - DAY
    with pytest.raises(InvalidFields):
        add(store, status=rules.DONE, done_on=today() + DAY)
    with pytest.raises(Missing):
        store.write(lambda session: actions.move(session, new_id(), rules.DONE))


def test_what_it_waits_for_stands_only_while_it_waits(store: Store) -> None:
    made = add(store)
    waits = {"waits_for": "Tarjous"}
    store.write(lambda session: actions.wait(session, made, waits))
    assert (found(store, made).status, found(store, made).waits_for) == (rules.WAITING, "Tarjous")
    store.write(lambda session: actions.finish(session, made))
    assert (found(store, made).status, found(store, made).waits_for) == (rules.DONE, "")


def test_the_board_narrows_to_words_and_to_whose_they_are(store: Store) -> None:
    add(store, what="ei päivää")
    add(store, what="myöhemmin", who="Marja Mäkelä", due=today() + DAY)
    add(store, what="ensin", who="Marja Mäkelä", due=today())
    add(store, what="odottaa", who="marja mäkelä", status=rules.WAITING, waits_for="Kela")
    add(store, what="valmis", who="Timo Åkerlund", status=rules.DONE)
    removed = add(store, what="roskissa")
    store.write(lambda session: editing.remove(session, Task, [removed]))
    with store.read() as session:
        every = actions.overview(session)
        hers = actions.overview(session, who="Marja")
        nobodys = actions.overview(session, who=actions.NOBODY)
        found_by = actions.overview(session, "KELA")
        done = actions.overview(session, "valmis")
    assert whats(every.lanes[rules.TODO]) == ["ensin", "myöhemmin", "ei päivää"]
    assert dict(every.totals) == {"todo": 3, "doing": 0, "waiting": 1, "done": 1}
    assert [name.casefold() for name in every.owners] == ["marja mäkelä"]
    assert dict(hers.totals) == {"todo": 2, "doing": 0, "waiting": 1, "done": 0}
    assert whats(nobodys.lanes[rules.TODO]) == ["ei päivää"]
    assert whats(found_by.lanes[rules.WAITING]) == ["odottaa"]
    assert whats(done.lanes[rules.DONE]) == ["valmis"]


def test_of_what_is_done_the_newest_stand_on_the_board(store: Store) -> None:
    for number in range(actions.MOST_DONE + 3):
        add(store, what=str(number), status=rules.DONE, done_on=today() - number * DAY)
    with store.read() as session:
        plain, narrowed = actions.overview(session), actions.overview(session, "1")
    assert plain.totals[rules.DONE] == actions.MOST_DONE + 3
    assert whats(plain.lanes[rules.DONE]) == [str(n) for n in range(actions.MOST_DONE)]
    assert whats(narrowed.lanes[rules.DONE])[:2] == ["1", "10"]


def test_a_month_has_its_tasks_by_day(store: Store) -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    for due in (first, last, first, last + DAY, None):
        add(store, what=str(due), due=due)
    add(store, what="tehty", due=first, status=rules.DONE, who="Timo")
    with store.read() as session:
        found_by = actions.month(session, first, last)
        his = actions.month(session, first, last, "Timo")
    assert {day: len(tasks) for day, tasks in found_by.items()} == {first: 3, last: 1}
    assert found_by[first][-1].what == "tehty"
    assert list(his) == [first]


def test_what_is_near_or_late_is_brought_up(store: Store) -> None:
    day = date(2026, 11, 28)
    add(store, what="myöhässä", who="Timo", due=day - DAY)
    add(store, what="pian", due=day + 3 * DAY)
    add(store, what="ei vielä", due=day + 4 * DAY)
    add(store, what="ennakoiva", due=day + 30 * DAY, remind_days=30)
    add(store, what="odottaa", due=day, status=rules.WAITING, waits_for="Tarjous")
    add(store, what="valmis", due=day - DAY, status=rules.DONE)
    add(store, what="joskus")
    with store.read() as session:
        waiting = list(actions.matters(session, day))
        earlier = list(actions.matters(session, day - 40 * DAY))
    assert [(matter.title.say("en"), matter.tone) for matter in waiting] == [
        ("Late task: myöhässä", "bad"),
        ("odottaa", "watch"),
        ("pian", "watch"),
        ("ennakoiva", "watch"),
    ]
    assert waiting[0].advice.say("en").startswith("Timo")
    assert waiting[1].advice.say("en") == "Waits for: Tarjous"
    assert waiting[2].advice.say("en") == "Decide who does it."
    assert {matter.kind for matter in waiting} == {"task"}
    assert earlier == []


def test_a_copy_begins_anew(store: Store) -> None:
    made = add(store, status=rules.DONE, who="Timo")
    copy = store.write(lambda session: editing.duplicate(session, Task, made)).result
    task = found(store, copy)
    assert (task.status, task.done_on, task.who) == (rules.TODO, None, "Timo")


def test_names_that_others_have_written_are_offered(demo: Store) -> None:
    with demo.read() as session:
        names = actions.names(session)
    assert {"Marja Mäkelä", "Timo Åkerlund", "Sari Kärkkäinen"} <= set(names)
    assert len(names) == len(set(names))
