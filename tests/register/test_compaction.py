"""What is forgotten, and when: never before every live device has heard of it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from app.core.record import new_id
from app.register import compaction, cursors, devices
from app.register.tables import change, device, lost, network, record
from app.sync import protocol
from app.sync.protocol import Change
from tests.register.offices import Net, Office, fault, part, whole

DAY = 24 * 60 * 60 * 1000
LONG = (compaction.KEPT_DAYS + 1) * DAY


def bin_it(office: Office, made: Change) -> None:
    office.push(part(office, made, {"deleted_at": "2026-01-01T00:00:00+00:00"}))


def ids(net: Net) -> set[str]:
    return {row["record_id"] for row in net.rows(record)}


def horizon(net: Net) -> int:
    return net.rows(network)[0]["horizon"]


@pytest.fixture
def net_of_two(net: Net) -> tuple[Net, Office, Office, Change, Change]:
    """A network of two offices; one record was deleted, one is in use, and both have heard of that."""
    office, other = net.office("A"), net.office("B")
    gone, kept = office.add({"name": {"fi": "Pois"}}), office.add({"name": {"fi": "Jää"}})
    bin_it(office, gone)
    for each in (office, other):
        each.pull()
        each.pull()
    return net, office, other, gone, kept


Two = tuple[Net, Office, Office, Change, Change]


def test_young_deletions_are_kept(net_of_two: Two, at: Callable[[int], None]) -> None:
    net, *_more = net_of_two
    at(LONG - 2 * DAY)
    compaction.compact(net.database)
    assert len(ids(net)) == 2
    assert horizon(net) == 0


def test_old_deletions_that_all_have_heard_are_forgotten(
    net_of_two: Two, at: Callable[[int], None]
) -> None:
    net, office, other, gone, kept = net_of_two
    at(LONG)
    office.pull(), other.pull()
    assert compaction.compact(net.database) >= 1
    assert ids(net) == {kept.record}
    assert horizon(net) == 3
    assert office.pull() == other.pull() == []
    assert compaction.compact(net.database) == 0
    late = part(office, gone, {"name": {"fi": "Myöhässä"}})
    assert office.push(late)[0].refused[0].code == "unknown_record"


def test_a_live_device_that_is_behind_holds_them_back(
    net_of_two: Two, at: Callable[[int], None]
) -> None:
    net, office, other, gone, _kept = net_of_two
    newcomer = net.office("C")
    at(LONG)
    office.pull(), other.pull()
    newcomer.page(0, limit=1)  # it lives, and has told that it holds nothing yet
    compaction.compact(net.database)
    assert gone.record in ids(net)
    newcomer.pull(), newcomer.pull()
    compaction.compact(net.database)
    assert gone.record not in ids(net)


@pytest.mark.parametrize("how", ["away", "revoked", "never there"])
def test_a_device_that_does_not_live_holds_nothing_back(
    net_of_two: Two, at: Callable[[int], None], how: str
) -> None:
    net, office, other, gone, _kept = net_of_two
    slow = net.office("C")
    if how != "never there":
        slow.page(1)
    if how == "revoked":
        with net.database.writing() as connection:
            devices.revoke(connection, net.id, slow.device)
    at(LONG)
    office.pull(), other.pull()
    if how == "revoked":
        with (
            net.database.writing() as connection
        ):  # the token isn't asked any more; it was seen, though
            now = compaction.clock.now()
            connection.execute(
                update(device).where(device.c.device_id == slow.device).values(seen_at=now)
            )
    compaction.compact(net.database)
    assert gone.record not in ids(net)
    if how == "away":
        assert fault(slow.fetch(1)) == (410, "fresh")
        assert {state.id for state in slow.pull(limit=1)} == ids(net)
        slow.pull()
        assert slow.push(whole(slow, {}))[0].outcome == "applied"


def test_who_comes_back_while_it_is_forgotten_is_not_told_too_little(
    net_of_two: Two, at: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer was put together before, and the cursor is written down after deletions were forgotten."""
    net, office, other, _gone, _kept = net_of_two
    slow = net.office("C")
    slow.page(1)
    at(LONG)
    office.pull(), other.pull()
    is_news = cursors.is_news

    def meanwhile(*asked: Any) -> bool:
        monkeypatch.setattr(cursors, "is_news", is_news)
        compaction.compact(net.database)
        return is_news(*asked)

    monkeypatch.setattr(cursors, "is_news", meanwhile)
    slow.page(1, limit=1)
    assert fault(slow.fetch(2)) == (410, "fresh")


def test_answers_and_losses_are_forgotten(net: Net, at: Callable[[int], None]) -> None:
    here, there = net.office("A"), net.office("A")
    made = here.add({"name": {"fi": "Yksi"}})
    there.push(part(there, made, {"name": {"fi": "Kaksi"}}))
    assert (len(net.rows(change)), len(net.rows(lost))) == (2, 1)
    at(LONG)
    here.pull(), here.pull()
    compaction.compact(net.database)
    assert (len(net.rows(change)), len(net.rows(lost))) == (0, 1), "one has never asked"
    there.page(0)
    compaction.compact(net.database)
    assert len(net.rows(lost)) == 1, "it hasn't come so far"
    there.pull(), there.pull()
    compaction.compact(net.database)
    assert net.rows(lost) == []


def test_many_are_forgotten_in_turns(
    net_of_two: Two, at: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    net, office, other, _gone, kept = net_of_two
    stamp = office.stamp()
    fields = b'{"deleted_at":"2026-01-01T00:00:00+00:00"}'
    office.push(
        *(
            Change(
                new_id(), "service_path", new_id(), stamp, protocol.msgspec.Raw(fields), whole=True
            )
            for _each in range(25)
        )
    )
    monkeypatch.setattr(compaction, "_AT_ONCE", 10)
    at(LONG)
    for each in (office, other):
        each.pull()
        each.pull()
    assert compaction.compact(net.database) >= 26 + 28
    assert ids(net) == {kept.record}
    assert horizon(net) == net.position
