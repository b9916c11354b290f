"""Two computers of an organisation and a neighbour, on a real register."""

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import update

from app.core import backup, editing, history
from app.core import store as stores
from app.core.store import Store
from app.organisation.actions import own
from app.organisation.records import Organisation
from app.register import tables
from app.services.records import ServicePath
from app.sync import client, conflicts, enrolling, refused, status
from app.sync import link as links
from app.sync.protocol import Code
from app.sync.records import DISCONNECTED, Link, Shared
from app.sync.trouble import BACK, Stopped
from tests.conftest import PASSPHRASE
from tests.sync.proxy import HALF, LOST, PORTAL, Proxy
from tests.sync.running import (
    Join,
    Network,
    Register,
    add_path,
    connect,
    office,
    paths,
    sync,
    write,
)


def name(store: Store, record: str) -> str:
    return paths(store)[record].name["fi"]


def told(store: Store) -> list[conflicts.Told]:
    with store.read() as session:
        return conflicts.waiting(session)


def test_what_one_office_writes_the_others_have(join: Join) -> None:
    first, second, neighbour = join("a", "Arkiapu"), join("b", "Arkiapu"), join("c", "Naapuri")
    record = add_path(first, "Kotiutuminen", "Miten pääsen kotiin?")
    assert sync(first).pushed == 1
    assert sync(second).pulled == sync(neighbour).pulled == 1
    assert name(second, record) == "Kotiutuminen"
    assert paths(neighbour) == {}, "what belongs to others isn't among one's own records"
    with neighbour.read() as session:
        received = session.get(Shared, record)
        assert msgspec.json.decode(received.fields)["need"] == {"fi": "Miten pääsen kotiin?"}
        assert not received.own
    write(second, record, need={"fi": "Kuka auttaa?"})
    sync(second)
    report = sync(first)
    assert (report.pulled, report.conflicts) == (1, 0)
    assert paths(first)[record].need == {"fi": "Kuka auttaa?"}
    with first.read() as session:
        assert str(history.entries(session, record)[0].label) == "Asiakkaan tarve"


def test_what_came_from_another_office_is_not_undone_by_chance(join: Join) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(first, "Kotiutuminen")
    sync(first), sync(second)
    write(second, record, need={"fi": "Kuka auttaa?"})
    sync(second), sync(first)
    first.undo()
    assert paths(first)[record].deleted_at is not None, "undo took back what was done here"


def test_the_later_value_stands_and_the_other_is_kept_in_its_office(join: Join) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first), sync(second)
    write(first, record, name={"fi": "Ensimmäisen"})
    write(second, record, name={"fi": "Toisen"})
    sync(second)
    report = sync(first)
    assert name(first, record) == "Toisen"
    assert report.conflicts == 1
    (conflict,) = told(first)
    assert (conflict.mine, conflict.theirs) == ("Ensimmäisen", "Toisen")
    assert conflict.by == "Arkiapu"
    assert str(conflict.field_label) == "Nimi"
    assert told(second) == []
    first.write(lambda session: conflicts.take_mine(session, conflict.id))
    assert told(first) == []
    sync(first), sync(second)
    assert name(second, record) == "Ensimmäisen"
    assert told(second) == []


def test_a_value_that_was_sent_and_overwritten_unseen_is_kept_too(join: Join) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first), sync(second)
    write(first, record, name={"fi": "Ensimmäisen"})
    write(second, record, name={"fi": "Toisen"})
    sync(first)  # it is sent, and the second office hasn't seen it
    sync(second)
    assert sync(first).conflicts == 1
    assert name(first, record) == "Toisen"
    (conflict,) = told(first)
    assert (conflict.mine, conflict.theirs) == ("Ensimmäisen", "Toisen")
    first.write(lambda session: conflicts.keep_theirs(session, conflict.id))
    assert told(first) == []
    assert sync(first).conflicts == 0


def test_different_fields_and_equal_values_are_no_conflict(join: Join) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first), sync(second)
    write(first, record, name={"fi": "Sama"})
    write(second, record, name={"fi": "Sama"}, need={"fi": "Toinen kenttä"})
    sync(second), sync(first), sync(second), sync(first)
    assert told(first) == told(second) == []
    assert paths(first)[record].need == {"fi": "Toinen kenttä"}


def test_what_is_being_changed_here_while_it_is_removed_there_is_told(join: Join) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first), sync(second)
    write(first, record, need={"fi": "Kesken"})
    second.write(lambda session: editing.remove(session, ServicePath, [record]))
    sync(second), sync(first)
    assert paths(first)[record].deleted_at is not None
    (conflict,) = told(first)
    first.write(lambda session: conflicts.take_mine(session, conflict.id))
    sync(first), sync(second)
    assert paths(second)[record].deleted_at is None
    assert paths(second)[record].need == {"fi": "Kesken"}


@pytest.mark.parametrize("ahead", [-400 * 86_400_000, 3 * 86_400_000])
def test_a_wrong_clock_stops_nothing(
    join: Join, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    real = links.local_now
    with monkeypatch.context() as wrong:
        wrong.setattr(links, "local_now", lambda: real() + ahead)
        record = add_path(first, "Alku")
        assert sync(first).refused == 0
        sync(second)
        write(first, record, name={"fi": "Väärällä kellolla"})
        sync(first)
    sync(second)
    write(second, record, name={"fi": "Oikealla kellolla"})
    sync(second), sync(first)
    assert name(first, record) == name(second, record) == "Oikealla kellolla"
    assert told(first) == told(second) == []


def test_a_restored_backup_neither_loses_nor_reverts_the_weeks_work(
    join: Join, tmp_path: Path
) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(first, "Alku")
    write(first, record, need={"fi": "Ennen"})
    kept = backup.make(first, tmp_path / "backups")
    sync(first), sync(second)
    write(first, record, name={"fi": "Viikon työ"})
    later = add_path(first, "Uusi polku")
    sync(first)
    write(second, record, need={"fi": "Toisen toimiston"})
    sync(second)
    path, device = first.path, first.keys.device
    first.close()
    backup.restore(kept.path, path)
    with stores.open_store(path, PASSPHRASE) as restored:
        assert restored.keys.device != device
        assert name(restored, record) == "Alku"
        report = sync(restored)
        assert name(restored, record) == "Viikon työ"
        assert later in paths(restored)
        assert report.conflicts == 0
        assert told(restored) == []
        write(restored, record, name={"fi": "Palautuksen jälkeen"})
        sync(restored), sync(second)
        assert name(second, record) == "Palautuksen jälkeen"
        assert paths(second)[record].need == {"fi": "Toisen toimiston"}


def test_two_copies_of_one_file_become_two_devices(join: Join, tmp_path: Path) -> None:
    first = join("a", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first)
    copy = tmp_path / "kopio.kumppani"
    first.copy_to(copy)
    copy.with_name("kopio.kumppani.keys").write_text(
        first.path.with_name("a.kumppani.keys").read_text()
    )
    write(first, record, name={"fi": "Alkuperäinen"})
    sync(first), sync(first)
    with stores.open_store(copy, PASSPHRASE) as second:
        assert second.keys.device == first.keys.device
        write(second, record, need={"fi": "Kopiossa"})
        sync(second)
        assert second.keys.device != first.keys.device
        assert name(second, record) == "Alkuperäinen"
        sync(first)
        assert paths(first)[record].need == {"fi": "Kopiossa"}


def test_a_lost_answer_is_asked_for_again(
    network: Network, register: Register, empty: Path, tmp_path: Path
) -> None:
    with (
        Proxy(register.url) as line,
        office(empty, tmp_path, "a") as first,
        office(empty, tmp_path, "b") as second,
    ):
        line.faults.append(LOST)
        connect(first, line.url, network, "Arkiapu")
        connect(second, line.url, network, "Arkiapu")
        record = add_path(first, "Alku")
        for fault in (LOST, HALF, PORTAL):
            write(first, record, name={"fi": f"Ennen: {fault}"})
            line.faults.extend([fault] * 3)
            with pytest.raises(Stopped):
                sync(first)
            line.faults.clear()
            with first.read() as session:
                stands = status.read(session)
                assert stands.trouble is not None
                assert not stands.trouble.question
        write(first, record, name={"fi": "Perillä"})
        sync(first), sync(second)
        assert name(second, record) == "Perillä"
        assert told(first) == told(second) == []


def test_an_idle_synchronisation_is_one_small_request(
    network: Network, register: Register, empty: Path, tmp_path: Path
) -> None:
    with Proxy(register.url) as line, office(empty, tmp_path, "a") as store:
        connect(store, line.url, network, "Arkiapu")
        add_path(store, "Alku")
        sync(store)
        line.seen.clear()
        report = sync(store)
        assert len(line.seen) == 1
        assert report.bytes < 2000
        assert (report.pushed, report.pulled, report.refused, report.conflicts) == (0, 0, 0, 0)


def test_a_register_that_knows_less_than_before_is_a_question_and_not_a_deletion(
    join: Join, register: Register
) -> None:
    first = join("a", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first)
    first.keep(lambda session: setattr(links.of(session), "cursor", 10_000))
    with pytest.raises(Stopped) as stopped:
        sync(first)
    assert stopped.value.trouble.code == BACK
    assert stopped.value.trouble.question
    assert record in paths(first)
    sync(first, repair=True)
    with first.read() as session:
        assert status.read(session).trouble is None


def test_a_comparison_mends_what_is_missing_on_either_side(join: Join) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Naapuri")
    record = add_path(first, "Alku")
    sync(first), sync(second)
    second.keep(lambda session: session.query(Shared).delete())
    assert sync(second).pulled == 0
    sync(second, repair=True)
    with second.read() as session:
        assert session.get(Shared, record) is not None


def test_a_revoked_token_leaves_the_office_its_data_and_says_so(
    join: Join, database, network: Network
) -> None:
    first = join("a", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first)
    database.write(
        lambda connection: connection.execute(
            update(tables.device)
            .where(tables.device.c.network_id == network.id)
            .values(revoked_at=1)
        )
    )
    with pytest.raises(Stopped) as stopped:
        sync(first)
    assert stopped.value.trouble.code == Code.TOKEN
    assert record in paths(first)
    with first.read() as session:
        assert status.read(session).state == DISCONNECTED
    write(first, record, need={"fi": "Työ jatkuu"})
    connect(first, first_url(first), network, "Arkiapu")
    sync(first)
    second = join("b", "Arkiapu")
    sync(second)
    assert paths(second)[record].need == {"fi": "Työ jatkuu"}


def first_url(store: Store) -> str:
    with store.read() as session:
        found = session.query(Link).one()
        return found.url


def test_a_second_computer_takes_the_organisation_as_it_is(join: Join, network, register) -> None:
    first = join("a", "Arkiapu")
    first.write(lambda session: editing.add(session, Organisation, described("Arkiapu ry")))
    sync(first)
    second = office_of(join)
    second.write(lambda session: editing.add(session, Organisation, described("arkiapu")))
    sync(second)
    with first.read() as one, second.read() as other:
        assert own(other).id == own(one).id
        assert own(other).name == {"fi": "Arkiapu ry"}
        assert own(other).iban, "what only this computer had goes along"
        assert other.query(Organisation).filter_by(deleted_at=None).count() == 1
    assert sync(first).pulled == 0


def office_of(join: Join) -> Store:
    return join("b", "Arkiapu")


def described(called: str) -> dict[str, object]:
    iban = "FI2112345600000785" if called == "arkiapu" else ""
    return {"own": True, "name": {"fi": called}, "sector": "third", "iban": iban}


def test_a_refused_change_is_told_and_can_be_taken_back(join: Join) -> None:
    first = join("a", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first)

    def steal(session) -> None:
        session.get(Shared, record).owner = session.query(Link).one().organisation_id

    neighbour = join("c", "Naapuri")
    sync(neighbour)

    def pretend(session) -> None:  # as a program that was tampered with would
        session.add(ServicePath(id=record, name={"fi": "Alku"}, code="", need={}, steps=[]))
        session.get(Shared, record).own = True

    neighbour.keep(pretend)
    write(neighbour, record, name={"fi": "Varastettu"})
    assert sync(neighbour).refused == 1
    with neighbour.read() as session:
        (said,) = refused.waiting(session)
        assert "ei ole" in str(said.words) or str(said.words)
        assert status.read(session).refused == 1
    neighbour.write(lambda session: refused.drop(session, said.number))
    assert name(neighbour, record) == "Alku"
    report = sync(neighbour)
    assert (report.pushed, report.refused) == (0, 0)
    sync(first)
    assert name(first, record) == "Alku"


def test_disconnecting_keeps_everything_and_what_is_written_meanwhile_goes_out_later(
    join: Join, network: Network, register: Register
) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first), sync(second)
    enrolling.disconnect(first)
    write(first, record, name={"fi": "Irti"})
    with pytest.raises(stores.Refusal):
        sync(first)
    connect(first, register.url, network, "Arkiapu")
    report = sync(first)
    assert report.pushed == 1
    sync(second)
    assert name(second, record) == "Irti"


def test_cancelling_keeps_what_has_come(join: Join) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Naapuri")
    for number in range(3):
        add_path(first, f"Polku {number}")
    sync(first)
    with pytest.raises(client.Cancelled):
        sync(second, cancelled=lambda: True)
    with second.read() as session:
        assert status.read(session).trouble is None
    assert sync(second).pulled == 3
