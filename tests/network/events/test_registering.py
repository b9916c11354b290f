"""Registering for events, on a real store."""

from typing import Any

import pytest

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.record import today
from app.core.store import Store
from app.core.text import _l
from app.network.events import actions, registering, waiting
from app.network.events.records import CANCELLED, PLANNED, WITHDRAWN, Event, Registration
from app.organisation.records import Organisation
from tests.network.events.data import NAME, OTHER, arrange, change, day, holder, registered


def all_of(store: Store, event_id: str) -> list[tuple[Any, ...]]:
    """Name, people with a place, people who wait and whether they registered for another day."""
    with store.read() as session:
        found = registering.comers(session, editing.find(session, Event, event_id))
        return [(each.name["fi"], each.inside, each.waiting, each.moved) for each in found]


def mine(store: Store, event_id: str) -> list[str]:
    with store.read() as session:
        return [each.id for each in registering.of_this_office(session, event_id)]


def told(store: Store) -> list[tuple[str, str]]:
    with store.read() as session:
        return [
            (each.title.say("en"), each.advice.say("en"))
            for each in registering.matters(session, today())
        ]


def register(store: Store, event_id: str, number: int, **more: Any) -> Any:
    values = {"participants": number, **more}
    return store.write(lambda session: registering.register(session, event_id, values))


def test_registering_for_anothers_event_goes_in_the_own_name(store: Store) -> None:
    holder(store)
    event_id = arrange(store, owner_id=OTHER)
    done = register(store, event_id, 3, names="Anna\nLeo", note="etänä")
    assert done.words.say("en") == "Registered 3 for “Workshop on substitutes”"
    with store.read() as session:
        found = editing.find(session, Registration, done.result)
        assert found.organisation == {"fi": "Arkiapu ry", "en": "Arkiapu ry"}
        assert (found.for_day, found.owner_id, found.names) == (day(10), "", "Anna\nLeo")
    with pytest.raises(Refusal):
        register(store, event_id, 1)


@pytest.mark.parametrize(
    "values",
    [
        {"state": PLANNED},
        {"state": CANCELLED},
        {"register_by": day(-1)},
        {"starts_on": day(-1)},
    ],
    ids=["planned", "cancelled", "closed", "past"],
)
def test_one_does_not_register_when_that_is_not_open(store: Store, values: dict) -> None:
    event_id = arrange(store, owner_id=OTHER, **values)
    with pytest.raises(Refusal):
        register(store, event_id, 1)


def test_when_it_is_full_one_waits_and_comes_up_when_another_withdraws(store: Store) -> None:
    holder(store)
    event_id = arrange(store, owner_id=OTHER, capacity=4)
    first = registered(store, event_id, 3, "Koivu oy", owner_id=OTHER)
    done = register(store, event_id, 2)
    assert done.words.say("en") == "Workshop on substitutes is full: 2 are on the waiting list"
    assert all_of(store, event_id) == [("Koivu oy", 3, 0, False), ("Arkiapu ry", 0, 2, False)]
    change(store, Registration, first, place=WITHDRAWN)
    assert all_of(store, event_id) == [("Arkiapu ry", 2, 0, False)]


def test_more_people_go_behind_those_who_wait_when_there_is_no_room(store: Store) -> None:
    holder(store)
    event_id = arrange(store, owner_id=OTHER, capacity=5)
    register(store, event_id, 2)
    registered(store, event_id, 3, "Koivu oy", owner_id=OTHER)
    ids = mine(store, event_id)
    store.write(lambda s: registering.alter(s, ids, {"participants": 4, "note": "yhdessä"}))
    assert all_of(store, event_id) == [("Arkiapu ry", 2, 2, False), ("Koivu oy", 3, 0, False)]
    with pytest.raises(InvalidFields) as refused:  # nor by the form
        change(store, Registration, ids[0], participants=4)
    assert list(refused.value.problems) == ["participants"]
    # Those who came last go first.
    ids = mine(store, event_id)
    store.write(lambda s: registering.alter(s, ids, {"participants": 1}))
    assert all_of(store, event_id) == [("Arkiapu ry", 1, 0, False), ("Koivu oy", 3, 0, False)]
    ids = mine(store, event_id)
    store.write(lambda s: registering.alter(s, ids, {"participants": 2}))
    assert len(mine(store, event_id)) == 1  # now there is room
    assert all_of(store, event_id)[0] == ("Arkiapu ry", 2, 0, False)


def test_an_altered_registration_still_needs_people(store: Store) -> None:
    event_id = arrange(store, owner_id=OTHER)
    register(store, event_id, 2)
    ids = mine(store, event_id)
    with pytest.raises(InvalidFields):
        store.write(lambda s: registering.alter(s, ids, {"participants": None}))
    assert all_of(store, event_id)[0][1] == 2


def test_one_who_calls_is_written_down_by_name_or_as_known(store: Store) -> None:
    event_id = arrange(store)
    known = store.write(
        lambda s: editing.add(
            s,
            Organisation,
            {"name": {"fi": "Seurakunta"}, "sector": "third", "phone": "0501234567"},
        )
    ).result

    def write(**values: Any) -> None:
        store.write(lambda s: registering.write_down(s, event_id, {"participants": 1, **values}))

    with pytest.raises(InvalidFields) as refused:
        write()
    assert list(refused.value.problems) == ["organisation"]
    write(organisation_id=known)
    write(organisation={"fi": "Koivu oy"}, contact="Seija, 050 111")
    write(organisation={"fi": "Koivu oy"})
    assert all_of(store, event_id) == [("Seurakunta", 1, 0, False), ("Koivu oy", 2, 0, False)]
    with store.read() as session:
        found = registering.comers(session, editing.find(session, Event, event_id))
        told = registering.contacts(session, found)
    assert [told[each.ids[0]] for each in found] == ["+358501234567", "Seija, 050 111"]


def test_a_registration_from_the_form_is_for_the_day_of_the_event(store: Store) -> None:
    holder(store)
    theirs, ours = arrange(store, owner_id=OTHER), arrange(store, starts_on=day(20))
    for event_id, more in ((theirs, {}), (ours, {"organisation": {"fi": "Koivu oy"}})):
        values = {"event_id": event_id, "participants": 2, **more}
        made = store.write(lambda s, v=values: registering.add(s, v)).result
        with store.read() as session:
            found = editing.find(session, Registration, made)
            assert found.for_day == editing.find(session, Event, event_id).starts_on
    with pytest.raises(InvalidFields) as refused:
        store.write(lambda s: registering.add(s, {"participants": 2}))
    assert "event_id" in refused.value.problems


def test_the_office_that_registered_is_asked_when_the_event_moves(store: Store) -> None:
    holder(store)
    event_id = arrange(store, owner_id=OTHER)
    register(store, event_id, 2)
    assert told(store) == [("Event: Workshop on substitutes", "2 come from you.")]
    change(store, Event, event_id, starts_on=day(17))
    title, advice = told(store)[0]
    assert title.startswith("“Workshop on substitutes” has moved to")
    assert advice.startswith("You registered for")
    store.write(lambda session: registering.confirm(session, mine(store, event_id)))
    assert told(store) == []  # it is more than two weeks away
    assert all_of(store, event_id)[0][3] is False


def test_the_office_that_registered_is_told_when_the_event_is_cancelled(store: Store) -> None:
    holder(store)
    event_id = arrange(store, owner_id=OTHER)
    register(store, event_id, 2)
    change(store, Event, event_id, state=CANCELLED)
    assert told(store)[0][0] == "“Workshop on substitutes” has been cancelled"
    store.write(lambda session: registering.withdraw(session, mine(store, event_id)))
    assert told(store) == []
    store.undo()
    assert told(store)


def test_the_organiser_sees_whom_to_tell(store: Store) -> None:
    event_id = arrange(store, name=NAME)
    first = registered(store, event_id, 2, "Koivu oy")
    registered(store, event_id, 1, "Lehto ry", owner_id=OTHER)
    change(store, Event, event_id, starts_on=day(12))
    assert [each[3] for each in all_of(store, event_id)] == [True, True]
    assert told(store) == [
        (
            "Tell that “Workshop on substitutes” has moved",
            "2 organisations registered for another day.",
        )
    ]
    store.write(lambda session: registering.confirm(session, [first]))
    assert [each[3] for each in all_of(store, event_id)] == [False, True]
    change(store, Event, event_id, state=CANCELLED)
    assert told(store)[0][0] == "Tell that “Workshop on substitutes” is cancelled"


def test_one_that_withdrew_registers_anew_at_the_end(store: Store) -> None:
    event_id = arrange(store, capacity=4)
    first = registered(store, event_id, 3, "Koivu oy")
    registered(store, event_id, 3, "Lehto ry")
    store.write(lambda session: registering.withdraw(session, [first]))
    with pytest.raises(InvalidFields) as refused:
        change(store, Registration, first, place="registered")
    assert list(refused.value.problems) == ["place"]
    registered(store, event_id, 3, "Koivu oy")
    assert all_of(store, event_id) == [("Lehto ry", 3, 0, False), ("Koivu oy", 0, 3, False)]


def test_what_another_office_registered_is_not_changed_here(store: Store) -> None:
    event_id = arrange(store)
    theirs = registered(store, event_id, 2, owner_id=OTHER)
    with pytest.raises(Refusal):
        store.write(lambda session: registering.withdraw(session, [theirs]))


def test_those_who_come_up_from_the_waiting_list_are_told_once(store: Store) -> None:
    event = arrange(store, owner_id=OTHER, capacity=3)
    before = registered(store, event, 3, owner_id=OTHER)
    store.write(lambda s: registering.register(s, event, {"participants": 2}))
    assert brought_up(store) == ["Event: Workshop on substitutes"]
    change(store, Registration, before, place=WITHDRAWN)
    assert brought_up(store) == ["You have a place: Workshop on substitutes"]

    def known(session: Any) -> Any:
        found = session.get_one(Event, event)
        inside = actions.places_of(session, found).inside
        return waiting.told(session, event, waiting.came_up(session, found, inside))

    assert store.keep(known).touched == {("event", event)}
    assert brought_up(store) == ["Event: Workshop on substitutes"]


def test_more_places_bring_up_those_who_wait_and_who_never_waited_hears_nothing(
    store: Store,
) -> None:
    event = arrange(store, owner_id=OTHER, capacity=3)
    registered(store, event, 3, owner_id=OTHER)
    store.write(lambda s: registering.register(s, event, {"participants": 1}))

    def grow(session: Any) -> Any:
        session.get_one(Event, event).capacity = 10
        session.flush()
        return Changes(_l("Received"))

    store.take_in(grow)
    assert brought_up(store) == ["You have a place: Workshop on substitutes"]
    roomy = arrange(store, owner_id=OTHER, starts_on=day(11), capacity=3)
    first = registered(store, roomy, 1, owner_id=OTHER)
    store.write(lambda s: registering.register(s, roomy, {"participants": 1}))
    change(store, Registration, first, place=WITHDRAWN)
    assert brought_up(store)[1:] == ["Event: Workshop on substitutes"]


def brought_up(store: Store) -> list[str]:
    with store.read() as session:
        return [each.title.say("en") for each in registering.matters(session, today())]
