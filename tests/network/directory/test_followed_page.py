"""What stands beside a service of others on the pages of a client and a path, and what editing leaves of it."""

import pytest

from app.agenda.actions import gather
from app.clients.records import Client
from app.core.record import today
from app.network.page.home import NetworkPage
from app.services.records import ServicePath
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.catalogue import records
from tests.network.directory.test_followed import client, in_network, put, put_on_path, receive
from tests.windows import press, shown


@pytest.fixture
def service(window: MainWindow) -> str:
    """A service of a neighbour that the office has received."""
    set_language("en")
    in_network(window.office.store)
    return receive(window.office.store, records.service("Kotikäynti"))


def open_record(window: MainWindow, room: str, kind: str, record_id: str) -> str:
    window.go(room)
    window.page.open_record(kind, record_id)
    settle()
    return shown(window.page.bench.detail)


def test_the_plan_tells_and_leads_to_the_directory(window: MainWindow, service: str) -> None:
    store = window.office.store
    person = client(store)
    put(store, service, person)
    receive(store, records.organisation("Naapurit oy"), "organisation")
    text = open_record(window, "clients", "client", person)
    assert "Kotikäynti" in text
    assert "No longer" not in text
    other = receive(store, records.service("Uusi käynti"))
    ended = records.service("Kotikäynti", stage="retired", successor_id=other)
    receive(store, ended, record=service)
    assert "No longer offered" in open_record(window, "clients", "client", person)
    press(window.page.bench.detail, "Show in the directory")
    settle()
    assert isinstance(window.page, NetworkPage)
    assert window.page.directory.detail.item.record_id == service
    text = shown(window.page.directory.detail)
    assert "No longer offered" in text
    assert "Add to a client’s plan" not in text
    press(window.page.directory.detail, "Offered instead: Uusi käynti")
    settle()
    assert window.page.directory.detail.item.record_id == other


def test_the_path_names_its_provider_as_it_is_called_now(window: MainWindow, service: str) -> None:
    store = window.office.store
    path = put_on_path(store, service)
    with store.read() as session:
        provider = session.get(ServicePath, path).steps[0]["organisation_id"]
    receive(store, records.organisation("Naapurit oy"), "organisation", provider)
    text = open_record(window, "services", "service_path", path)
    assert "Naapurit oy" in text
    assert "Naapuri ry" not in text
    gone = records.service(deleted_at="2026-11-01T10:00:00+00:00")
    receive(store, gone, record=service)
    text = open_record(window, "services", "service_path", path)
    assert "No longer in the directory" in text
    assert "Show in the directory" not in text


def kept(window: MainWindow, person: str) -> list[str]:
    with window.office.store.read() as session:
        return [row.get("directory_id", "") for row in session.get(Client, person).services]


def test_it_stays_through_the_form_until_the_row_says_another(
    window: MainWindow, service: str
) -> None:
    store = window.office.store
    person = client(store)
    put(store, service, person)
    open_record(window, "clients", "client", person)
    bench = window.page.bench
    bench.edit()
    settle()
    rows = bench.editor.form.row("services").input
    assert "directory_id" not in rows.rows[0], "nobody sees it"
    rows.rows[0]["amount"].input.set_typed("3 h")
    rows.set_typed(rows.typed())  # as a draft is taken up again
    rows.add()
    rows.rows[1]["service"].input.set_typed("Muu apu")
    bench.editor.save()
    settle()
    assert kept(window, person) == [service, ""]
    bench.edit()
    settle()
    bench.editor.form.row("services").input.rows[0]["service"].input.set_typed("Siivous")
    bench.editor.save()
    settle()
    assert kept(window, person) == ["", ""]
    window.office.store.undo()
    assert kept(window, person) == [service, ""]


def test_the_home_page_brings_it_up(window: MainWindow, service: str) -> None:
    store = window.office.store
    person = client(store)
    put(store, service, person)
    before = window.office.ask(lambda s: gather(s, window.office.rooms, today())).counts
    receive(store, records.service("Kotikäynti", stage="retired"), record=service)
    found = window.office.ask(lambda s: gather(s, window.office.rooms, today()))
    (matter,) = [each for each in found.matters if each.record_id == person]
    assert "Kotikäynti" in matter.title.say("en")
    for room in ("clients", "network"):
        assert found.counts[room] == before[room] + (room == "clients"), "counted where it leads"
    window.office.wanted_in.emit(matter.room, matter.kind, matter.record_id)
    settle()
    assert "No longer offered" in shown(window.page.bench.detail)
