"""The office's catalogue holds what the network sends and what the office itself shares, as it stands now."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.catalogue import finding, shapes, tables
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core import editing
from app.core.change import Changes
from app.core.record import today
from app.core.store import Store
from app.network.directory import following
from app.organisation.actions import own
from app.register.database import Database
from app.services.records import ServicePath, ServiceProduct
from app.sync import enrolling
from tests.sync.conftest import database, impatient, join, network, register  # noqa: F401
from tests.sync.running import Join, Network, Register, connect, sync

PRODUCT = {
    "name": {"fi": "Muistikerho", "en": "Memory club"},
    "promise": {"fi": "Seuraa ja muistoja joka viikko."},
    "stage": "productised",
}


def found(store: Store, words: str = "", **wanted: Any) -> list[Item]:
    following.catch_up(store)
    with store.read() as session:
        place = [following.network_of(session)]
        return list(
            finding.find(session.connection(), place, Wanted(words=words, **wanted), today()).items
        )


def names(store: Store, words: str = "", **wanted: Any) -> list[str]:
    return [each.name["fi"] for each in found(store, words, **wanted)]


def describe(store: Store, name: str, **values: Any) -> str:
    def work(session: Session) -> Changes:
        organisation = own(session)
        values_ = {"name": {"fi": name}, "sector": "business", "own": True, **values}
        if organisation is None:
            from app.organisation.records import Organisation

            return editing.add(session, Organisation, values_)
        return editing.change(session, type(organisation), organisation.id, values_)

    return store.write(work).result


def add(store: Store, **values: Any) -> str:
    return store.write(
        lambda session: editing.add(session, ServiceProduct, {**PRODUCT, **values})
    ).result


def change(store: Store, record_id: str, **values: Any) -> None:
    store.write(lambda session: editing.change(session, ServiceProduct, record_id, values))


@pytest.fixture
def forced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any service may be productised, however little it says."""
    monkeypatch.setattr("app.services.rules.stage_problem", lambda _stage, _values: None)


pytestmark = pytest.mark.usefixtures("forced")


def test_an_office_alone_finds_its_own_services(store: Store) -> None:
    describe(store, "Arkiapu")
    made = add(store)
    add(store, name={"fi": "Luonnos"}, stage="draft")
    assert names(store) == ["Muistikerho"]
    assert [each.organisation.name for each in found(store, "arkiapu")] == [{"fi": "Arkiapu"}]
    change(store, made, name={"fi": "Kuvakerho"})
    assert names(store) == ["Kuvakerho"]
    assert names(store, "muistikerho") == []
    change(store, made, stage="retired")
    assert names(store) == []
    with store.read() as session:
        assert not following.is_behind(session)


def test_it_follows_undo_and_the_bin(store: Store) -> None:
    describe(store, "Arkiapu")
    made = add(store)
    store.write(lambda session: editing.remove(session, ServiceProduct, [made]))
    assert names(store) == []
    store.undo()
    assert names(store) == ["Muistikerho"]


def test_the_neighbours_services_are_found_beside_ones_own(join: Join) -> None:  # noqa: F811
    office, neighbour = join("a", "Arkiapu"), join("b", "Naapuri")
    describe(office, "Arkiapu")
    describe(neighbour, "Naapuri", sector="third")
    add(office)
    theirs = add(neighbour, name={"fi": "Kotikäynti"})
    sync(neighbour)
    sync(office)
    assert names(office) == ["Kotikäynti", "Muistikerho"]
    assert names(office, sector=("third",)) == ["Kotikäynti"]
    assert names(office, "naap") == ["Kotikäynti"]
    change(neighbour, theirs, name={"fi": "Ulkoilu"})
    sync(neighbour)
    sync(office)
    assert names(office) == ["Muistikerho", "Ulkoilu"]
    neighbour.write(lambda session: editing.remove(session, ServiceProduct, [theirs]))
    sync(neighbour)
    sync(office)
    assert names(office) == ["Muistikerho"]


def test_a_service_leads_to_the_paths_that_it_is_on(join: Join) -> None:  # noqa: F811
    office, neighbour = join("a", "Arkiapu"), join("b", "Naapuri")
    describe(office, "Arkiapu")
    describe(neighbour, "Naapuri")
    service = add(office)
    path = office.write(
        lambda session: editing.add(
            session, ServicePath, {"name": {"fi": "Polku"}, "steps": [{"service_id": service}]}
        )
    ).result
    sync(office)
    sync(neighbour)
    assert found(neighbour)[0].paths == (path,)
    assert names(neighbour, kind=shapes.PATH) == ["Polku"]


def test_in_another_network_it_begins_anew(
    join: Join,  # noqa: F811
    register: Register,  # noqa: F811
    database: Database,  # noqa: F811
) -> None:
    office, neighbour = join("a", "Arkiapu"), join("b", "Naapuri")
    describe(office, "Arkiapu")
    describe(neighbour, "Naapuri")
    add(office)
    add(neighbour, name={"fi": "Kotikäynti"})
    sync(neighbour)
    sync(office)
    assert len(names(office)) == 2
    enrolling.disconnect(office)
    assert len(names(office)) == 2, "what was known stays known"
    connect(office, register.url, Network(database, "Toinen"), "Arkiapu")
    assert names(office) == ["Muistikerho"]


@pytest.mark.parametrize(
    "harm",
    [
        lambda session: session.execute(update(tables.state).values(version=0)),
        lambda session: session.execute(tables.state.delete()),
    ],
    ids=["of other rules", "missing"],
)
def test_it_is_made_anew_from_nothing(store: Store, harm: Callable[..., object]) -> None:
    describe(store, "Arkiapu")
    add(store)
    assert names(store) == ["Muistikerho"]
    store.keep(harm)
    with store.read() as session:
        assert following.is_behind(session)
    assert names(store) == ["Muistikerho"]


def test_it_is_caught_up_in_pieces(store: Store) -> None:
    describe(store, "Arkiapu")
    for number in range(5):
        add(store, name={"fi": f"Kerho {number}"})
    pieces = 0
    while following.step(store, 2):
        pieces += 1
    assert pieces == 2
    assert len(names(store)) == 5
