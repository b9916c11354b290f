"""What can be done with events, on a real store."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core import editing
from app.core.fault import InvalidFields, Refusal
from app.core.record import today
from app.core.store import Store
from app.exchange.sheets import Sheet
from app.network.events import actions, calendar, rules, wording
from app.network.events.feedback_sheet import about_event
from app.network.events.records import (
    CANCELLED,
    HELD,
    OPEN,
    PASSED,
    PLANNED,
    WITHDRAWN,
    Event,
    Registration,
)
from tests.network.events.data import OTHER, arrange, change, day, registered


def find(store: Store, record: Any, record_id: str) -> Any:
    with store.read() as session:
        found = editing.find(session, record, record_id)
        session.expunge_all()
        return found


def told(store: Store, on: date | None = None) -> list[str]:
    with store.read() as session:
        return [each.title.say("en") for each in actions.matters(session, on or today())]


def test_a_planned_event_is_opened_and_the_undo_closes_it(store: Store) -> None:
    event_id = arrange(store, state=PLANNED)
    store.write(lambda session: actions.open_registration(session, event_id))
    assert find(store, Event, event_id).state == OPEN
    store.undo()
    assert find(store, Event, event_id).state == PLANNED


def test_an_event_of_the_past_is_not_opened(store: Store) -> None:
    event_id = arrange(store, state=PLANNED, starts_on=day(-2))
    with pytest.raises(InvalidFields) as refused:
        store.write(lambda session: actions.open_registration(session, event_id))
    assert list(refused.value.problems) == ["starts_on"]


def test_moving_takes_the_last_day_and_the_end_of_registration_along(store: Store) -> None:
    event_id = arrange(store, ends_on=day(11), register_by=day(5), starts_at=540, ends_at=900)
    values = {"starts_on": day(17), "starts_at": 600, "ends_at": 900, "notice": {"fi": "Siirtyi"}}
    store.write(lambda session: actions.move(session, event_id, values))
    found = find(store, Event, event_id)
    assert (found.starts_on, found.ends_on, found.register_by) == (day(17), day(18), day(12))
    assert (found.starts_at, found.notice) == (600, {"fi": "Siirtyi"})


def test_cancelling_keeps_the_words_for_those_who_registered(store: Store) -> None:
    event_id = arrange(store)
    store.write(lambda session: actions.cancel(session, event_id, {"fi": "Sairastuimme"}))
    found = find(store, Event, event_id)
    assert (found.state, found.notice) == (CANCELLED, {"fi": "Sairastuimme"})


def test_an_event_that_others_count_on_is_cancelled_before_it_is_removed(store: Store) -> None:
    event_id = arrange(store)
    registered(store, event_id, 2)
    with pytest.raises(Refusal, match="1"):
        store.write(lambda session: editing.remove(session, Event, [event_id]))
    store.write(lambda session: actions.cancel(session, event_id))
    store.write(lambda session: editing.remove(session, Event, [event_id]))
    assert find(store, Event, event_id).deleted_at


def test_there_are_not_fewer_places_than_have_been_given(store: Store) -> None:
    event_id = arrange(store, capacity=10)
    registered(store, event_id, 6)
    with pytest.raises(InvalidFields) as refused:
        change(store, Event, event_id, capacity=5)
    assert list(refused.value.problems) == ["capacity"]
    change(store, Event, event_id, capacity=6)
    assert find(store, Event, event_id).standing == "full"


def test_who_came_begins_with_those_who_have_a_place(store: Store) -> None:
    event_id = arrange(store, capacity=5, starts_on=day(0))
    registered(store, event_id, 3, "Koivu oy")
    registered(store, event_id, 4, "Jäi jonoon ry")
    gone = registered(store, event_id, 1, "Perui oy")
    change(store, Registration, gone, place=WITHDRAWN)

    def rows(session: Session) -> list[tuple[str, int]]:
        event = editing.find(session, Event, event_id)
        return [
            (row["name"], row["participants"]) for row in actions.attendance_to_fill(session, event)
        ]

    with store.read() as session:
        assert rows(session) == [("Koivu oy", 3)]
    came = [{"name": "Koivu oy", "participants": 2}, {"name": "Ovelta ry", "participants": 5}, {}]
    store.write(lambda session: actions.hold(session, event_id, came))
    found = find(store, Event, event_id)
    assert (found.state, rules.count_of(found)) == (HELD, 7)
    with store.read() as session:
        assert rows(session) == [("Koivu oy", 2), ("Ovelta ry", 5)]


def test_who_came_is_not_told_beforehand_nor_by_nothing(store: Store) -> None:
    coming, today_ = arrange(store), arrange(store, starts_on=day(0))
    with pytest.raises(InvalidFields) as refused:
        store.write(lambda session: actions.hold(session, coming, [], 4))
    assert list(refused.value.problems) == ["state"]
    with pytest.raises(InvalidFields) as refused:
        store.write(lambda session: actions.hold(session, today_, [{"name": ""}]))
    assert list(refused.value.problems) == ["participants"]
    store.write(lambda session: actions.hold(session, today_, [], 0))
    assert find(store, Event, today_).state == HELD


def test_feedback_is_written_paper_by_paper(store: Store) -> None:
    event_id = arrange(store, starts_on=day(-1))
    for number in (3, 4, 5):
        store.write(lambda s, n=number: actions.add_feedback(s, event_id, {"overall": n}))
    with pytest.raises(InvalidFields):
        store.write(lambda session: actions.add_feedback(session, event_id, {"best": "  "}))
    with store.read() as session:
        answers = actions.answers_of(actions.feedback(session, event_id))
    assert rules.feedback_of(answers)[0] == rules.Asked("overall", 3, Decimal("4.0"))


def test_a_copy_is_a_new_event_without_those_who_came(store: Store) -> None:
    event_id = arrange(store, starts_on=day(-8), register_by=day(-9), participants=12)
    made = store.write(lambda session: editing.duplicate(session, Event, event_id)).result
    copy = find(store, Event, made)
    assert copy.starts_on == day(6)
    assert (copy.state, copy.participants, copy.register_by) == (PLANNED, None, None)
    assert copy.standing == PLANNED
    assert find(store, Event, event_id).standing == PASSED


# What waits


def test_what_waits_before_the_event(store: Store) -> None:
    arrange(store, starts_on=day(1), name={"en": "Tomorrow"})
    arrange(store, starts_on=day(9), name={"en": "Soon"}, register_by=day(2))
    arrange(store, starts_on=day(40), name={"en": "Later"})
    arrange(store, starts_on=day(40), name={"en": "Ends"}, register_by=day(1))
    arrange(store, starts_on=day(1), name={"en": "Not"}, state=CANCELLED)
    arrange(store, starts_on=day(1), name={"en": "Theirs"}, owner_id=OTHER)
    assert told(store) == ["Event: Tomorrow", "Registration ends: Soon", "Registration ends: Ends"]


def test_what_waits_after_the_event(store: Store) -> None:
    event_id = arrange(store, starts_on=day(-3), name={"en": "Visit"})
    with store.read() as session:
        matters = list(actions.matters(session, today()))
        late = list(actions.matters(session, day(5)))
    assert [(m.title.say("en"), m.due, m.tone) for m in matters] == [
        ("Who came to “Visit”?", day(4), "watch")
    ]
    assert late[0].tone == "bad"
    store.write(lambda session: actions.hold(session, event_id, [], 8))
    assert told(store) == ["Feedback isn’t entered: Visit"]
    store.write(lambda session: actions.add_feedback(session, event_id, {"useful": 4}))
    assert told(store) == []


def test_events_of_long_ago_are_left_in_peace(store: Store) -> None:
    arrange(store, starts_on=day(-200), state=HELD)
    assert told(store) == []


# Calendar and words


def test_a_calendar_file_tells_days_place_and_what_was_cancelled(store: Store) -> None:
    arrange(store, starts_at=540, ends_at=900, place="Kontiolahden kunta", municipality="276")
    arrange(store, ends_on=day(11), state=CANCELLED)
    with store.read() as session:
        timed, whole = calendar.entries(session.query(Event).order_by(Event.id))
    assert (timed.start, timed.minutes, timed.place) == (
        540,
        360,
        "Kontiolahden kunta, Kontiolahti",
    )
    assert (whole.start, whole.days, whole.cancelled, whole.alarm_days) == (None, 2, True, None)


def test_only_what_is_coming_goes_to_the_file_of_all(store: Store) -> None:
    ahead = arrange(store)
    running = arrange(store, starts_on=day(-1), ends_on=day(0))
    arrange(store, starts_on=day(-1))
    arrange(store, state=CANCELLED)
    with store.read() as session:
        assert [each.id for each in actions.coming(session, today())] == [running, ahead]


@pytest.mark.parametrize(
    ("when", "finnish", "english"),
    [
        (
            rules.When(date(2026, 12, 10), 540, None, 900),
            "to 10.12.2026",
            "Thu 10 Dec 2026, 09:00–15:00",
        ),
        (rules.When(date(2026, 12, 10)), "to 10.12.2026", "Thu 10 Dec 2026"),
        (
            rules.When(date(2026, 12, 10), None, date(2026, 12, 11)),
            "to 10.12.2026 – pe 11.12.2026",
            "Thu 10 Dec 2026 – Fri 11 Dec 2026",
        ),
    ],
    ids=["hours", "day", "days"],
)
def test_when_it_is_in_words(when: rules.When, finnish: str, english: str) -> None:
    assert wording.when_words(when, "fi").startswith(finnish)
    assert wording.when_words(when, "en") == english
    assert wording.when_words(rules.When(None)) == ""


def test_a_municipality_that_the_place_names_is_not_said_twice(store: Store) -> None:
    event_id = arrange(store, place="Joensuun kirjasto, Joensuu", municipality="167")
    assert wording.where_words(find(store, Event, event_id), "fi") == "Joensuun kirjasto, Joensuu"


def test_a_sheet_that_tells_its_events_is_left_as_it_is() -> None:
    told = Sheet(["event_id", "overall"], [["TAP-1", 4]])
    assert about_event(told, "TAP-2") is told
    bare = about_event(Sheet(["overall", "best"], [[4], [5, "a"]]), "TAP-2")
    assert bare.headers == ["overall", "best", "event_id"]
    assert bare.rows == [[4, None, "TAP-2"], [5, "a", "TAP-2"]]
