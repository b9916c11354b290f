"""Events and registrations of three offices that synchronise with a real register."""

from typing import Any

from app.core import editing
from app.core.record import today
from app.core.store import Store
from app.network.events import actions, registering
from app.network.events.records import Event, Registration
from tests.network.events.data import arrange, day, holder
from tests.sync.conftest import join  # noqa: F401 - a fixture
from tests.sync.running import Join, sync


def seen(store: Store, event_id: str) -> list[tuple[str, int, int, bool]]:
    """How an office sees who has a place, who waits and who registered for another day."""
    with store.read() as session:
        found = registering.comers(session, editing.find(session, Event, event_id))
        return [(each.name["fi"], each.inside, each.waiting, each.moved) for each in found]


def register(store: Store, event_id: str, number: int) -> None:
    values: dict[str, Any] = {"participants": number, "names": "Salainen Nimi", "contact": "050"}
    store.write(lambda session: registering.register(session, event_id, values))


def told(store: Store) -> list[str]:
    with store.read() as session:
        return [each.title.say("en") for each in registering.matters(session, today())]


def test_every_office_sees_the_same_places_and_hears_that_the_event_has_moved(
    join: Join,  # noqa: F811
) -> None:
    names = ("Järjestäjä ry", "Koivu oy", "Lehto ry")
    organiser, first, second = (join(f"t{n}", name) for n, name in enumerate(names))
    offices = (organiser, first, second)
    for store, name in zip(offices, names, strict=True):
        holder(store, name)
    event_id = arrange(organiser, capacity=4)
    for store in offices:
        sync(store)
    register(first, event_id, 3)
    register(second, event_id, 3)
    for store in (*offices, *offices):
        sync(store)
    places = [("Koivu oy", 3, 0, False), ("Lehto ry", 0, 3, False)]
    assert [seen(store, event_id) for store in offices] == [places] * 3
    with organiser.read() as session:
        for found in session.query(Registration):
            assert (found.names, found.contact) == ("", ""), "names stay in their office"
        assert actions.organiser(session, editing.find(session, Event, event_id))["fi"] == names[0]
    with second.read() as session:
        assert actions.organiser(session, editing.find(session, Event, event_id))["fi"] == names[0]

    moved = {"starts_on": day(12), "starts_at": None, "ends_at": None}
    organiser.write(lambda session: actions.move(session, event_id, moved))
    for store in offices:
        sync(store)
    assert told(organiser) == ["Tell that “Workshop on substitutes” has moved"]
    assert told(first)[0].startswith("“Workshop on substitutes” has moved to")
    with first.read() as session:
        mine = [each.id for each in registering.of_this_office(session, event_id)]
    first.write(lambda session: registering.withdraw(session, mine))
    with second.read() as session:
        mine = [each.id for each in registering.of_this_office(session, event_id)]
    second.write(lambda session: registering.confirm(session, mine))
    for store in (*offices, *offices):
        sync(store)
    assert [seen(store, event_id) for store in offices] == [[("Lehto ry", 3, 0, False)]] * 3
    assert told(organiser) == []
