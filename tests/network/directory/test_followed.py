"""What a client's plan and a path tell of a service of others, from its adding to its end; two real offices for one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.catalogue import shapes
from app.clients import actions as clients
from app.clients.records import Client
from app.core import editing
from app.core.record import new_id, today
from app.core.room import Listed, Matter, listed_by
from app.core.store import Store
from app.core.text import pick
from app.network.directory import actions, followed, following
from app.rooms import ROOMS
from app.services.actions import path_steps
from app.services.records import ServicePath, ServiceProduct
from app.sync import link as links
from app.sync.records import DISCONNECTED, ONLY, Link
from tests.catalogue import records
from tests.network.directory.test_following import add, describe, forced, found  # noqa: F401
from tests.sync.conftest import database, impatient, join, network, register  # noqa: F401
from tests.sync.running import Join, sync
from tests.sync.strangers import made_here, take_in

OWNER = new_id()
pytestmark = pytest.mark.usefixtures("forced")


def in_network(store: Store) -> None:
    """Let the office be in a network from which it has received all there is."""

    def connect(session: Any) -> None:
        told = {"url": "http://127.0.0.1:1", "network_id": new_id(), "organisation_id": new_id()}
        named = {"network_name": "Verkosto", "organisation_name": "Arkiapu", "role": "member"}
        known = {"device": new_id(), "token": "t", "cursor": 1, "last_success": 1}
        session.add(Link(id=ONLY, **told, **named, **known))

    store.keep(connect)
    receive(store, records.organisation("Naapuri ry"), "organisation")


@pytest.fixture
def office(store: Store) -> Store:
    """An office in a network."""
    in_network(store)
    return store


def receive(
    store: Store, fields: Mapping[str, Any], kind: str = "service", record: str = ""
) -> str:
    """Take in a record of the neighbour as it is now; its id."""
    state = made_here(fields, OWNER, kind)
    state.id = record or state.id
    take_in(store, state)
    following.catch_up(store)
    return state.id


def client(store: Store, **values: Any) -> str:
    told = {"family_name": "Mäkelä", "call_name": "Aino", **values}
    return store.write(lambda session: editing.add(session, Client, told)).result


def put(store: Store, service: str, person: str, **values: Any) -> None:
    store.write(lambda session: actions.add_to_plan(session, service, person, values))


def put_on_path(store: Store, service: str) -> str:
    new = {"name": {"fi": "Kotiin"}}
    return store.write(lambda s: actions.add_to_path(s, service, None, new)).result


def matters(store: Store, day: Any = None) -> list[Matter]:
    with store.read() as session:
        return list(followed.matters(session, day or today()))


def told(store: Store, day: Any = None) -> list[str]:
    return [each.title.say("en") for each in matters(store, day)]


def listed(store: Store, *ids: str) -> dict[str, Listed]:
    with store.read() as session:
        return listed_by(ROOMS, session, ids)


def change(store: Store, record: type[Any], record_id: str, **values: Any) -> None:
    store.write(lambda session: editing.change(session, record, record_id, values))


def test_one_that_goes_on_is_silent_and_leads_to_the_directory(office: Store) -> None:
    service, person = receive(office, records.service()), client(office)
    put(office, service, person)
    receive(office, records.organisation("Naapurit oy"), "organisation", _provider(office, service))
    assert told(office) == []
    one = listed(office, service)[service]
    assert (one.words, one.room, one.kind) == (None, "network", "service")
    assert one.by == {"fi": "Naapurit oy"}, "who offers it is called as it is called now"


def _provider(store: Store, service: str) -> str:
    with store.read() as session:
        return actions.find(session, shapes.SERVICE, service).organisation.record_id


def test_one_that_has_ended_says_what_is_offered_instead(office: Store) -> None:
    service, other = receive(office, records.service()), receive(office, records.service("Uusi"))
    person = client(office)
    put(office, service, person)
    path = put_on_path(office, service)
    receive(office, records.service(stage="retired", successor_id=other), record=service)
    plan, step = matters(office)
    assert (plan.kind, plan.record_id) == ("client", person)
    assert plan.title.say("en") == "In the plan of Mäkelä Aino: “Saattoapu” is no longer offered"
    assert "“Uusi”" in plan.advice.say("en")
    assert (step.kind, step.record_id) == ("service_path", path)
    assert listed(office, service)[service].words.say("en") == "No longer offered"
    with office.read() as session:
        assert actions.find(session, shapes.SERVICE, service).state == "ended", "it can be read"


def test_one_that_has_gone_leads_nowhere(office: Store) -> None:
    service, person = receive(office, records.service()), client(office)
    put(office, service, person)
    receive(office, records.service(deleted_at="2026-11-01T10:00:00+00:00"), record=service)
    assert told(office) == ["In the plan of Mäkelä Aino: “Saattoapu” is no longer in the directory"]
    assert listed(office, service)[service].room == ""


def test_a_lost_certificate_is_told_and_then_let_be(office: Store) -> None:
    service = receive(office, records.service())
    put(office, service, client(office))
    ends = today() + timedelta(days=10)
    days = {"valid_from": "2024-01-01", "valid_to": ends.isoformat()}
    receive(office, records.certificate(service, **days), "certificate")
    soon = matters(office)[0]
    assert soon.due == ends
    assert "ends" in soon.title.say("en")
    after = ends + timedelta(days=1)
    assert "no longer valid" in told(office, after)[0]
    assert told(office, after + timedelta(days=followed.standing.LOST_DAYS)) == []
    longer = {**days, "valid_to": "2090-01-01"}
    receive(office, records.certificate(service, **longer), "certificate")
    assert told(office) == []


@pytest.mark.parametrize(
    "values",
    [{"restricted": True}, {"status": "ended"}, {"status": "enquiry"}],
    ids=["restricted", "ended", "enquiry"],
)
def test_a_client_who_is_not_brought_up_otherwise_isnt_here(
    office: Store, values: dict[str, Any]
) -> None:
    service, person = receive(office, records.service()), client(office)
    put(office, service, person)
    receive(office, records.service(stage="retired"), record=service)
    assert len(told(office)) == 1
    change(office, Client, person, **values)
    assert told(office) == []
    if values.get("restricted"):
        with office.read() as session:
            assert clients.planned_services(session, session.get_one(Client, person)) == []


def test_what_is_over_in_the_plan_is_over(office: Store) -> None:
    service, person = receive(office, records.service()), client(office)
    put(office, service, person)
    receive(office, records.service(stage="retired"), record=service)
    with office.read() as session:
        (row,) = session.get(Client, person).services
    for ends, count in ((today(), 1), (today() - timedelta(days=1), 0)):
        change(office, Client, person, services=[{**row, "ends": ends.isoformat()}])
        assert len(told(office)) == count
    office.write(lambda session: editing.remove(session, Client, [person]))
    assert told(office) == []


def test_nothing_is_said_outside_a_network_or_before_all_has_come(office: Store) -> None:
    service, person = receive(office, records.service()), client(office)
    put(office, service, person)
    receive(office, records.service(deleted_at="2026-11-01T10:00:00+00:00"), record=service)
    assert len(told(office)) == 1
    for values in ({"fresh": True}, {"last_success": 0}, {"state": DISCONNECTED}):
        before = _set(office, values)
        assert told(office) == []
        assert listed(office, service) == {}
        _set(office, before)
    assert len(told(office)) == 1, "offline it is known all the same"
    take_in(office, made_here(records.service(), OWNER, "service"))
    assert told(office) == [], "what waits may be the very one that isn't there"
    following.catch_up(office)
    assert len(told(office)) == 1


def _set(store: Store, values: Mapping[str, Any]) -> dict[str, Any]:
    def work(session: Any) -> dict[str, Any]:
        link = links.of(session)
        before = {name: getattr(link, name) for name in values}
        session.execute(update(Link).values(**values))
        return before

    return store.keep(work)


def test_many_clients_are_told_of_without_end(office: Store) -> None:
    service, fine = receive(office, records.service()), receive(office, records.service("Hyvä"))
    rows = [{"service_id": None, "organisation_id": None, "service": "Apu"}]

    def many(session: Any) -> None:
        for number in range(120):
            which = service if number % 2 else fine
            row = {**rows[0], "directory_id": which, "id": new_id()}
            session.add(Client(family_name=f"N{number}", client_type="person", status="active", services=[row]))  # fmt: skip

    office.keep(many)
    receive(office, records.service(stage="retired"), record=service)
    assert len(told(office)) == followed.MOST_MATTERS


def test_rows_from_before_are_read_and_say_nothing(office: Store) -> None:
    old = [{"id": "1", "service_id": None, "organisation_id": None, "service": "Vanha", "amount": "2 h", "begins": None, "ends": None}]  # fmt: skip
    person = client(office, services=old)
    steps = [{"service_id": None, "organisation_id": None, "service": {"fi": "Vanha"}}]
    path = office.write(
        lambda s: editing.add(s, ServicePath, {"name": {"fi": "Polku"}, "steps": steps})
    ).result
    assert told(office) == []
    with office.read() as session:
        (planned,) = clients.planned_services(session, session.get_one(Client, person))
        assert (pick(planned.doer.service), planned.doer.directory_id) == ("Vanha", "")
        assert path_steps(session, session.get_one(ServicePath, path))[0].directory_id == ""


def test_a_copy_of_a_path_follows_the_same_service(office: Store) -> None:
    service = receive(office, records.service())
    path = put_on_path(office, service)
    copy = office.write(lambda s: editing.duplicate(s, ServicePath, path)).result
    with office.read() as session:
        assert session.get(ServicePath, copy).steps[0]["directory_id"] == service
    receive(office, records.service(stage="retired"), record=service)
    assert len(told(office)) == 2


def test_what_a_plan_has_it_has_once_whatever_it_is_called_now(office: Store) -> None:
    service, person = receive(office, records.service()), client(office)
    put(office, service, person)
    receive(office, records.service("Uusi nimi"), record=service)
    with pytest.raises(actions.Refusal):
        put(office, service, person)


def test_between_two_offices(join: Join) -> None:  # noqa: F811
    office, neighbour = join("a", "Arkiapu"), join("b", "Naapuri")
    describe(office, "Arkiapu"), describe(neighbour, "Naapuri ry")
    made = add(neighbour, name={"fi": "Kotikäynti"})
    sync(neighbour), sync(office)
    service = found(office)[0].record_id
    assert service == made
    put(office, service, client(office))
    put_on_path(office, service)
    sync(office), sync(neighbour)
    (path,) = found(neighbour, kind=shapes.PATH)
    assert path.fields["steps"][0]["service_id"] == made, "the path of others names the service"
    with neighbour.read() as session:
        item = actions.find(session, shapes.SERVICE, made)
        assert item.paths == (path.record_id,)
        assert [each.record_id for each in actions.services_on(session, path)] == [made]
    neighbour.write(lambda s: editing.remove(s, ServiceProduct, [made]))
    sync(neighbour), sync(office)
    following.catch_up(office)
    assert len(told(office)) == 2
