"""What goes out: much at once, what waited long, and nothing after a person stopped it."""

from typing import Any

import pytest
from sqlalchemy import update

from app.core import editing
from app.register import tables
from app.register.database import Database
from app.services.records import ServicePath
from app.sync import client, protocol, pulling, pushing
from app.sync import link as links
from app.sync.records import Outgoing
from tests.sync.running import Join, Network, add_path, paths, sync, write
from tests.sync.strangers import link_of

LANGUAGES = ("fi", "sv", "en", "de", "ru")


def test_many_changes_of_many_fields_go_out(join: Join) -> None:
    """Five hundred changes that are together, with what stands around them, too large for one request."""
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    ids: list[str] = []

    def add(session: Any) -> Any:
        for number in range(500):
            done = editing.add(session, ServicePath, {"name": {"fi": f"Polku {number}"}})
            ids.append(done.result)
        return done

    first.write(add)
    sync(first), sync(second)

    def change(session: Any) -> Any:
        for each in ids:
            found = session.get(ServicePath, each)
            found.name = dict.fromkeys(LANGUAGES, "n" * 70)
            found.need = dict.fromkeys(LANGUAGES, "x" * 280)
            found.target_groups, found.steps = ["families"], [{"id": "a"}]
        return editing.change(session, ServicePath, ids[0], {"need": {"fi": "Viimeinen"}})

    first.write(change)
    with first.read() as session:
        found = pushing.next_page(session, session.get_one(links.Link, links.ONLY))
    assert len(protocol.encode(pushing.request(found))) <= protocol.MOST_BYTES
    assert sync(first).pushed == 500
    sync(second)
    assert paths(second)[ids[-1]].target_groups == ["families"]


def test_an_office_that_was_away_too_long_sends_what_waited(
    join: Join, database: Database, network: Network
) -> None:
    store, other = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(store, "Alku")
    add_path(other, "Toinen")
    sync(store), sync(other), sync(store)
    write(store, record, name={"fi": "Kirjoitettu poissa"})
    cursor = link_of(store).cursor
    assert cursor > 0

    def forget(connection: Any) -> None:
        of = tables.device.c.device_id == link_of(store).device
        connection.execute(update(tables.device).where(of).values(cursor=-1))
        connection.execute(
            update(tables.network)
            .where(tables.network.c.network_id == network.id)
            .values(horizon=cursor + 5, position=cursor + 10)
        )

    database.write(forget)
    assert sync(store).pushed == 1
    sync(other)
    assert paths(other)[record].name == {"fi": "Kirjoitettu poissa"}
    assert not link_of(store).fresh


def test_what_came_after_it_was_stopped_isnt_taken_in(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first)
    stopped: list[bool] = []
    real = pulling.fetch

    def slow(*given: Any, **more: Any) -> Any:
        found = real(*given, **more)
        stopped.append(True)  # the window was closed while the line was slow
        return found

    monkeypatch.setattr(pulling, "fetch", slow)
    with pytest.raises(client.Cancelled):
        sync(second, cancelled=lambda: bool(stopped))
    assert paths(second) == {}
    monkeypatch.undo()
    sync(second)
    assert record in paths(second)
    with second.read() as session:
        assert session.query(Outgoing).count() == 0
