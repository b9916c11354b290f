"""A service of another organisation goes into a client's plan or a path in one step, with its provider."""

import pytest

from app.catalogue import shapes
from app.clients.records import Client
from app.core import editing
from app.core.fault import Missing, Refusal
from app.core.record import today
from app.core.store import Store
from app.core.text import pick
from app.exchange.contacts import vcard
from app.network.directory import actions, following, wording
from app.organisation.records import Organisation
from app.services.records import ServicePath, ServiceProduct
from tests.network.directory.test_following import add, describe, forced, found  # noqa: F401
from tests.sync.conftest import database, impatient, join, network, register  # noqa: F401
from tests.sync.running import Join, sync

pytestmark = pytest.mark.usefixtures("forced")
PRICES = [{"unit": "hour", "price": "32.00", "vat": "standard", "name": {"fi": "Arkisin"}}]


@pytest.fixture
def offices(join: Join) -> tuple[Store, Store]:  # noqa: F811
    """An office, and a neighbour whose service it has received."""
    office, neighbour = join("a", "Arkiapu"), join("b", "Naapuri")
    describe(office, "Arkiapu")
    describe(
        neighbour,
        "Naapuri ry",
        sector="third",
        phone="0401234567",
        email="naapuri@example.fi",
        business_id="1234567-1",
    )
    add(neighbour, name={"fi": "Kotikäynti"}, waiting_days=7)
    sync(neighbour)
    sync(office)
    following.catch_up(office)
    return office, neighbour


def client(store: Store) -> str:
    return store.write(
        lambda session: editing.add(session, Client, {"family_name": "Mäkelä"})
    ).result


def plan(store: Store, client_id: str) -> list[dict[str, object]]:
    with store.read() as session:
        return session.get(Client, client_id).services


def known(store: Store) -> list[Organisation]:
    with store.read() as session:
        made = session.query(Organisation).filter_by(own=False, deleted_at=None).all()
        session.expunge_all()
        return made


def put(store: Store, service: str, client_id: str, **values: object) -> str:
    return store.write(
        lambda session: actions.add_to_plan(session, service, client_id, values)
    ).result


def test_it_goes_into_a_plan_with_its_provider(offices: tuple[Store, Store]) -> None:
    office, _neighbour = offices
    item, person = found(office)[0], client(office)
    put(office, item.record_id, person, amount="2 h", begins=today())
    row = plan(office, person)[0]
    assert (row["amount"], row["begins"]) == ("2 h", today().isoformat())
    provider = known(office)[0]
    assert (row["service"], row["organisation_id"]) == ("Kotikäynti", provider.id)
    assert provider.id == item.organisation.record_id
    assert (provider.name, provider.sector) == ({"fi": "Naapuri ry"}, "third")
    assert provider.email == "naapuri@example.fi"
    with pytest.raises(Refusal):
        put(office, item.record_id, person)
    office.undo()
    assert plan(office, person) == []
    assert known(office) == [], "one step brings back how it was"


def test_the_provider_follows_when_something_is_added_again(offices: tuple[Store, Store]) -> None:
    office, neighbour = offices
    put(office, found(office)[0].record_id, client(office))
    describe(neighbour, "Naapurit ry", email="uusi@example.fi")
    sync(neighbour)
    sync(office)
    put(office, found(office)[0].record_id, client(office))
    assert [(each.name, each.email) for each in known(office)] == [
        ({"fi": "Naapurit ry"}, "uusi@example.fi")
    ]


def test_one_that_was_written_down_here_stays_the_one_it_is(offices: tuple[Store, Store]) -> None:
    office, _neighbour = offices
    values = {
        "name": {"fi": "Meidän naapuri"},
        "sector": "third",
        "business_id": "1234567-1",
        "phone": "050 7654321",
    }
    ours = office.write(lambda session: editing.add(session, Organisation, values)).result
    organisation = found(office)[0].organisation.record_id
    assert office.write(lambda session: actions.keep(session, organisation)).result == ours
    partner = known(office)[0]
    assert partner.name == {"fi": "Meidän naapuri"}
    assert partner.phone.endswith("507654321"), "what was written here stays"
    assert partner.email == "naapuri@example.fi", "what was blank is filled in"


def test_it_becomes_a_step_of_a_path_and_ours_by_its_record(offices: tuple[Store, Store]) -> None:
    office, _neighbour = offices
    mine = add(office)
    theirs = next(item for item in found(office) if item.record_id != mine).record_id
    new = {"name": {"fi": "Kotiin"}}
    path = office.write(lambda session: actions.add_to_path(session, theirs, None, new)).result
    office.write(lambda session: actions.add_to_path(session, mine, path, {}))
    with office.read() as session:
        first, second = session.get(ServicePath, path).steps
        assert first["service"] == {"fi": "Kotikäynti"}
        assert first["organisation_id"] == known(office)[0].id
        assert second["service_id"] == mine
    with pytest.raises(Refusal, match=r"last step|viimeinen"):
        office.write(lambda session: actions.add_to_path(session, mine, path, {}))
    office.write(lambda session: actions.add_to_path(session, theirs, path, {}))
    with office.read() as session:
        assert len(session.get(ServicePath, path).steps) == 3, "one may come back to a service"


def test_what_has_left_the_network_is_told(offices: tuple[Store, Store]) -> None:
    office, neighbour = offices
    item, person = found(office)[0], client(office)
    neighbour.write(lambda s: editing.remove(s, ServiceProduct, [item.record_id]))
    sync(neighbour)
    sync(office)
    following.catch_up(office)
    with pytest.raises(Missing):
        put(office, item.record_id, person)
    assert plan(office, person) == []


def test_what_is_said_of_a_service(offices: tuple[Store, Store]) -> None:
    office, neighbour = offices
    add(neighbour, name={"fi": "Siivous"}, prices=PRICES, municipalities=["167"])
    sync(neighbour)
    sync(office)
    item = found(office, "siivous")[0]
    advice = wording.row_advice(item, today())
    assert advice == "Naapuri ry · Kolmas sektori · Joensuu · 32,00\u00a0€/h"
    told = {name.say(): value.say() for name, value in wording.facts(item, today())}
    assert "Naapuri ry" in told.values()
    with office.read() as session:
        services = actions.services_of(session, item.organisation.record_id)
        assert [pick(each.name) for each in services] == ["Kotikäynti", "Siivous"]
        assert not actions.is_ours(session, item)
        provider = actions.find(session, shapes.ORGANISATION, item.organisation.record_id)
    written = vcard(wording.card(provider)).decode()
    assert "FN:Naapuri ry" in written
    assert "tel:+358401234567" in written
