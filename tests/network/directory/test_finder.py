"""The find box finds what others offer, and what the office has only once."""

import pytest

from app.catalogue import shapes
from app.core import editing
from app.core.room import Outside
from app.core.store import Store
from app.network.directory import actions, finder, following
from app.network.telling import outside
from app.organisation.records import Organisation
from app.services.records import ServicePath
from tests.network.directory.test_following import add, describe, forced  # noqa: F401
from tests.sync.conftest import database, impatient, join, network, register  # noqa: F401
from tests.sync.running import Join, sync

pytestmark = pytest.mark.usefixtures("forced")


@pytest.fixture
def office(join: Join) -> Store:  # noqa: F811
    """An office with a service of its own, which has received a neighbour's service and path."""
    here, neighbour = join("a", "Arkiapu"), join("b", "Naapuri")
    describe(here, "Arkiapu")
    describe(neighbour, "Muistinaapuri ry", sector="third", business_id="1234567-1")
    add(here, name={"fi": "Muistikahvila"})
    theirs = add(neighbour, name={"fi": "Muistikerho"})
    steps = [{"service_id": theirs, "client_sees": {"fi": "Kerho"}}]
    values = {"name": {"fi": "Muistipolku"}, "steps": steps}
    neighbour.write(lambda session: editing.add(session, ServicePath, values))
    sync(neighbour)
    sync(here)
    following.catch_up(here)
    return here


def found(store: Store, words: str) -> list[Outside]:
    with store.read() as session:
        return list(outside(session, words))


def titles(store: Store, words: str = "muisti") -> list[str]:
    return [each.title for each in found(store, words)]


def test_it_finds_what_others_offer_and_nothing_of_our_own(office: Store) -> None:
    services, organisations, paths = found(office, "muisti")
    assert (services.kind, services.title) == (shapes.SERVICE, "Muistikerho")
    assert "Muistinaapuri ry" in services.lead
    assert (organisations.kind, organisations.title) == (shapes.ORGANISATION, "Muistinaapuri ry")
    assert (paths.kind, paths.title) == (shapes.PATH, "Muistipolku")
    assert {each.room for each in found(office, "muisti")} == {"network"}
    assert found(office, " ") == []
    assert found(office, "sauna") == []


@pytest.mark.parametrize("how", ["taken over", "written down"])
def test_an_organisation_that_the_office_knows_is_found_once(office: Store, how: str) -> None:
    theirs = next(each for each in found(office, "muisti") if each.kind == shapes.ORGANISATION)
    values = {"name": {"fi": "Muistin väki"}, "sector": "third", "business_id": "1234567-1"}
    office.write(
        lambda session: (
            actions.keep(session, theirs.record_id)
            if how == "taken over"
            else editing.add(session, Organisation, values)
        )
    )
    assert titles(office) == ["Muistikerho", "Muistipolku"]


def test_no_more_of_a_kind_than_can_be_looked_over(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "MOST_OF_A_KIND", 0)
    assert titles(office) == []


def test_outside_a_network_nothing_is_asked(store: Store) -> None:
    add(store, name={"fi": "Muistikahvila"})
    following.catch_up(store)
    assert titles(store) == []
