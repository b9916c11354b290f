"""Partnerships founded, joined and left, moved on, met, asked how they are doing; on a real store."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.agenda.tasks.records import Task
from app.core import editing, history
from app.core.fault import InvalidFields, Refusal
from app.core.record import today
from app.core.store import Store
from app.network.partnerships import actions, health, meetings, rules
from app.network.partnerships.records import HealthCheck, Meeting, Partnership
from app.organisation.actions import own
from app.organisation.records import Organisation
from tests.network.partnerships.founding import OTHER, found, member, read, theirs


def organisation(store: Store, name: str, **values: object) -> str:
    given = {"name": {"fi": name}, "sector": "third", **values}
    return store.write(lambda session: editing.add(session, Organisation, given)).result


def titles(store: Store, day: date) -> list[str]:
    with store.read() as session:
        return [str(each.title) for each in actions.matters(session, day)]


# Founding and members


def test_we_lead_what_we_found_and_its_members_are_told_by_name(store: Store) -> None:
    organisation(store, "Arkiapu ry", own=True)
    other = organisation(store, "Koivu Oy")
    values = {
        "form": "network",
        "name": {"fi": "Yö"},
        "known": [other],
        "others": "Mänty\n\n Kuusi ",
    }
    made = store.write(lambda session: actions.found(session, values)).result
    rows = read(store, made).members
    assert [(r["name"], r["role"]) for r in rows] == [
        ("Arkiapu ry", "lead"),
        ("Koivu Oy", "member"),
        ("Mänty", "member"),
        ("Kuusi", "member"),
    ]
    assert all(r["joined_on"] == today().isoformat() for r in rows)
    store.undo()
    assert read(store, made).deleted_at is not None


def test_members_are_written_out_as_their_ids_mean_nothing_elsewhere(store: Store) -> None:
    other = organisation(store, "Koivu Oy")
    made = found(store, "Aamu")
    rows = [{**member(""), "organisation_id": other}]
    store.write(lambda session: actions.save(session, made, {"members": rows}))
    assert read(store, made).members[0]["name"] == "Koivu Oy"


def test_nobody_is_a_member_twice_and_somebody_has_to_be_named(store: Store) -> None:
    made = found(store, "Aamu", "Koivu")
    for values in ({"name": "KOIVU"}, {"name": " "}):
        with pytest.raises(InvalidFields) as fault:
            store.write(lambda session, v=values: actions.add_member(session, made, v))
        assert set(fault.value.problems) == {"name"}
    store.write(
        lambda session: actions.add_member(session, made, {"name": "Mänty", "country": "EE"})
    )
    assert [(r["name"], r["country"]) for r in read(store, made).members] == [
        ("Koivu", "FI"),
        ("Mänty", "EE"),
    ]


def test_who_has_left_stays_with_the_day_and_the_reason_and_can_come_back(store: Store) -> None:
    made = found(store, "Aamu", "Koivu", "Mänty")
    row_id = read(store, made).members[1]["id"]
    gone = {"who": row_id, "left_on": today(), "why": "Toimi loppui."}
    store.write(lambda session: actions.has_left(session, made, gone))
    after = read(store, made)
    assert [r["name"] for r in after.members] == ["Koivu", "Mänty"]
    assert after.members[1]["left_on"] == today().isoformat()
    assert [(r["who"], r["why"]) for r in after.departures] == [("Mänty", "Toimi loppui.")]
    with store.read() as session:
        assert history.entries(session, made)
        here = rules.present(actions.members(session, session.get_one(Partnership, made)), today())
    assert [each.name for each in here] == ["Koivu"]
    store.write(lambda session: actions.add_member(session, made, {"name": "Mänty"}))
    assert len(read(store, made).members) == 3


def test_nobody_leaves_before_joining(store: Store) -> None:
    made = found(store, "Aamu", "Koivu")
    row_id = read(store, made).members[0]["id"]
    values = {"who": row_id, "left_on": today() - timedelta(days=1)}
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda session: actions.has_left(session, made, values))
    assert set(fault.value.problems) == {"left_on"}
    assert read(store, made).departures == []


# Stages


def test_a_person_moves_it_on_whatever_is_missing_and_only_as_far_as_there_are_stages(
    store: Store,
) -> None:
    made = found(store, "Aamu")
    with store.read() as session:
        assert actions.lacking(session.get_one(Partnership, made)), "no purpose is written"
    for stage in rules.STAGES[1:]:
        store.write(lambda session: actions.go_on(session, made))
        assert read(store, made).stage == stage
    with pytest.raises(Refusal):
        store.write(lambda session: actions.go_on(session, made))


def test_a_step_is_ticked_and_taken_back(store: Store) -> None:
    made = found(store, "Aamu")
    steps = [step for step, _words in actions.steps_of("idea")]
    assert len(steps) == 3
    for step in (steps[0], steps[1], steps[0]):
        store.write(lambda session, s=step: actions.tick(session, made, s, done=True))
    assert read(store, made).steps_done == [steps[1], steps[0]]
    store.write(lambda session: actions.tick(session, made, steps[1], done=False))
    assert read(store, made).steps_done == [steps[0]]


def test_what_others_keep_is_not_changed_here(store: Store) -> None:
    record = theirs(store, "Ilta", "Koivu")
    for work in (
        lambda session: actions.go_on(session, record),
        lambda session: actions.add_member(session, record, {"name": "Mänty"}),
        lambda session: editing.remove(session, Partnership, [record]),
    ):
        with pytest.raises(Refusal):
            store.write(work)
    assert read(store, record).owner_id == OTHER


# Meetings


def meeting(store: Store, partnership_id: str, **values: object) -> str:
    given = {"name": "Kokous", "held_on": today(), **values}
    return store.write(lambda session: meetings.begin(session, partnership_id, given)).result


def decision(number: int, **values: object) -> dict[str, object]:
    return {
        "id": f"d{number}",
        "decision": f"Päätös {number}",
        "who": "Marja",
        "due": None,
        **values,
    }


def tasks(store: Store) -> list[Task]:
    with store.read() as session:
        return list(session.scalars(select(Task).order_by(Task.source_item)))


def test_each_decision_becomes_a_task_once(store: Store) -> None:
    record = meeting(
        store, found(store, "Aamu"), decisions=[decision(1, due="2026-12-01"), decision(2)]
    )
    store.write(lambda session: meetings.to_task(session, record, "d1"))
    with pytest.raises(Refusal):
        store.write(lambda session: meetings.to_task(session, record, "d1"))
    store.write(lambda session: meetings.to_tasks(session, record))
    with pytest.raises(Refusal):
        store.write(lambda session: meetings.to_tasks(session, record))
    made = tasks(store)
    assert [(t.what, t.who, t.due) for t in made] == [
        ("Päätös 1", "Marja", date(2026, 12, 1)),
        ("Päätös 2", "Marja", None),
    ]
    assert {(t.source_kind, t.source_id) for t in made} == {("meeting", record)}


def test_a_decision_whose_task_went_to_the_bin_can_become_one_again(store: Store) -> None:
    record = meeting(store, found(store, "Aamu"), decisions=[decision(1)])
    made = store.write(lambda session: meetings.to_task(session, record, "d1")).result
    store.write(lambda session: editing.remove(session, Task, [made]))
    store.write(lambda session: meetings.to_tasks(session, record))
    with pytest.raises(Refusal):
        store.write(lambda session: meetings.to_task(session, record, "gone"))


def test_the_next_meeting_goes_to_the_calendar_with_the_same_id_each_time(store: Store) -> None:
    held, after = today() - timedelta(days=3), today() + timedelta(days=30)
    record = meeting(store, found(store, "Aamu"), held_on=held, next_on=after, begins_at=540)
    with store.read() as session:
        once, again = meetings.events(session, record), meetings.events(session, record)
    assert [(e.day, e.start) for e in once] == [(after, 540)], (
        "what was held isn't entered any more"
    )
    assert once == again


def test_a_coming_meeting_and_missing_minutes_wait(store: Store) -> None:
    first = found(store, "Aamu")
    record = meeting(store, first, held_on=date(2026, 3, 1), next_on=date(2026, 5, 4))
    assert titles(store, date(2026, 4, 1)) == []
    assert len(titles(store, date(2026, 4, 28))) == 1
    assert len(titles(store, date(2026, 5, 5))) == 1
    meeting(store, first, held_on=date(2026, 5, 4))
    assert titles(store, date(2026, 5, 5)) == [], "the minutes have been begun"
    with store.read() as session:
        assert [m.id for m in meetings.of(session, first)][-1] == record
    meeting(store, first, held_on=date(2026, 6, 10))
    assert len(titles(store, date(2026, 6, 3))) == 1


# How it is doing


def ask(store: Store, partnership_id: str, made_on: date, score: int, **values: object) -> str:
    scores = {statement: (score, "") for statement, _words in health.statements()}
    given = {"made_on": made_on, "answered": 5, "scores": scores, **values}
    return store.write(lambda session: health.make(session, partnership_id, given)).result


def test_a_health_check_is_compared_with_the_year_before_and_what_is_done_becomes_a_task(
    store: Store,
) -> None:
    made = found(store, "Aamu")
    ask(store, made, date(2025, 1, 10), 3)
    ask(store, made, date(2026, 1, 12), 4, note="Viikkoviesti", as_task=True, due=date(2026, 2, 1))
    with store.read() as session:
        compared = health.compared(session, made)
        assert compared
        last, scores = compared
        assert last.made_on == date(2026, 1, 12)
        assert len(scores) == 10
        assert {(c.score, c.before) for c in scores} == {(4, 3)}
    (task,) = tasks(store)
    assert (task.what, task.due, task.source_id) == ("Viikkoviesti", date(2026, 2, 1), made)


def test_a_health_check_without_a_single_number_is_refused(store: Store) -> None:
    made = found(store, "Aamu")
    values = {"scores": {"trust": (None, "")}, "note": ""}
    with pytest.raises(InvalidFields):
        store.write(lambda session: health.make(session, made, values))
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(HealthCheck)) == 0
        assert health.compared(session, made) is None


def test_the_members_are_to_be_asked_when_a_year_has_passed(store: Store) -> None:
    made = found(store, "Aamu", stage="activity", starts_on=date(2025, 1, 10))
    assert titles(store, date(2026, 1, 9)) == []
    assert len(titles(store, date(2026, 1, 10))) == 1
    ask(store, made, date(2026, 1, 12), 4)
    assert titles(store, date(2027, 1, 11)) == []
    with store.read() as session:
        (matter,) = actions.matters(session, date(2027, 1, 12))
        assert matter.due == date(2027, 1, 12)
        assert health.due(session, session.get_one(Partnership, made)) == date(2027, 1, 12)
    idea = found(store, "Ilta", starts_on=date(2020, 1, 1))
    with store.read() as session:
        assert health.due(session, session.get_one(Partnership, idea)) is None


# Agreements


def test_an_agreement_waits_in_time_until_it_has_ended(store: Store) -> None:
    made = found(
        store, "Aamu", stage="agreement", review_on=date(2026, 6, 1), ends_on=date(2026, 12, 31)
    )
    assert titles(store, date(2026, 5, 1)) == []
    assert len(titles(store, date(2026, 5, 2))) == 1
    assert len(titles(store, date(2026, 11, 1))) == 2
    store.write(lambda session: actions.end(session, made, {"ends_on": date(2026, 11, 1)}))
    assert read(store, made).stage == "ended"
    assert titles(store, date(2026, 11, 2)) == []


def test_the_demo_organisation_leads_its_partnerships(demo: Store) -> None:
    with demo.read() as session:
        us = own(session)
        leads = {
            row["organisation_id"]
            for each in session.scalars(select(Partnership))
            for row in each.members
            if row["role"] == "lead"
        }
        assert leads == {us.id}
        assert session.scalar(select(func.count()).select_from(Meeting)) >= 3


def test_the_same_name_is_a_member_once(store: Store) -> None:
    values = {"name": {"fi": "Kyläkeittiöt"}, "others": "Koulu\nkoulu \n\nMarttayhdistys"}
    made = store.write(lambda session: actions.found(session, values)).result
    assert [row["name"] for row in read(store, made).members] == ["Koulu", "Marttayhdistys"]


def test_it_goes_on_until_a_last_day_that_is_still_to_come(store: Store) -> None:
    made = found(store, "Aamu", "Koulu", stage="activity")
    coming = {"ends_on": today() + timedelta(days=40)}
    done = store.write(lambda session: actions.end(session, made, coming))
    assert read(store, made).stage == "activity"
    assert "ends on" in done.words.say("en")
    assert any("The agreement ends" in each or "päättyy" in each for each in titles(store, today()))
    store.write(lambda session: actions.end(session, made, {"ends_on": today()}))
    assert read(store, made).stage == "ended"


def test_a_day_of_leaving_that_is_still_to_come_is_told_so(store: Store) -> None:
    made = found(store, "Aamu", "Koulu")
    row = read(store, made).members[0]["id"]
    coming = {"who": row, "left_on": today() + timedelta(days=40)}
    done = store.write(lambda session: actions.has_left(session, made, coming))
    assert "leaves on" in done.words.say("en")


def test_all_meetings_are_counted_though_the_latest_are_shown(store: Store) -> None:
    made = found(store, "Aamu", "Koulu")
    for number in range(22):
        values = {"name": f"Kokous {number}", "held_on": today() - timedelta(days=number)}
        store.write(lambda session, values=values: meetings.begin(session, made, values))
    with store.read() as session:
        assert len(meetings.of(session, made)) == meetings.MOST_SHOWN
        assert meetings.number_of(session, made) == 22
