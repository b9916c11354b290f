"""Offices that go to another network, and copies of one file."""

from pathlib import Path
from shutil import copyfile

from app.certification.requests.records import CertificateRequest
from app.core import editing
from app.core import store as stores
from app.core.keys import key_path
from app.register import tables
from app.register.database import Database
from app.sync import client, enrolling, outbox, pulling, status
from app.sync import link as links
from app.sync.protocol import Code, Fault, PullAnswer, Role
from app.sync.records import Shared
from app.sync.register_api import Refused
from tests.conftest import PASSPHRASE
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
from tests.sync.strangers import REQUEST, link_of, made_here


def test_what_was_asked_in_a_network_doesnt_go_to_another(
    join: Join, register: Register, database: Database, network: Network
) -> None:
    member, certifier = join("a", "Arkiapu"), join("c", "Kehitys", role=Role.CERTIFIER)
    request = member.write(lambda s: editing.add(s, CertificateRequest, REQUEST)).result
    own = add_path(certifier, "Oma polku")
    sync(member), sync(certifier)
    enrolling.disconnect(certifier)
    second = Network(database, "Toinen verkosto")
    connect(certifier, register.url, second, "Kehitys", role=Role.CERTIFIER)
    answer = {"decision": "declined", "answer": "Myöhässä"}
    certifier.write(lambda s: editing.change(s, CertificateRequest, request, answer))
    sync(certifier), sync(certifier, repair=True)
    with database.reading() as connection:
        rows = connection.execute(
            tables.record.select().where(tables.record.c.network_id == second.id)
        ).all()
    assert {row.record_id for row in rows} == {own}
    with certifier.read() as session:
        assert status.read(session).refused == 0
        assert outbox.waiting_count(session) == 0
    enrolling.disconnect(certifier)  # and back again
    connect(certifier, register.url, network, "Kehitys", role=Role.CERTIFIER)
    sync(certifier)
    write_answer = {"answer": "Nyt"}
    certifier.write(lambda s: editing.change(s, CertificateRequest, request, write_answer))
    sync(certifier), sync(member)
    with member.read() as session:
        assert session.get(CertificateRequest, request).answer == "Nyt"


def test_a_page_of_the_network_before_isnt_taken_into_another(
    join: Join, register: Register, database: Database
) -> None:
    store = join("a", "Arkiapu")
    before = link_of(store)
    enrolling.disconnect(store)
    connect(store, register.url, Network(database), "Arkiapu")
    state = made_here({"name": {"fi": "Vanha"}}, before.organisation_id)
    now = links.local_now()
    pulling.take_page(store, before, PullAnswer([state], [], 7, False, 7, now), {})
    assert paths(store) == {}
    assert link_of(store).cursor == 0
    late = client._stopped(store, before, Refused(Fault(Code.TOKEN, "")))
    assert late.trouble.code == Code.TOKEN
    assert link_of(store).state == "connected"


def test_two_computers_set_up_from_one_file_both_join(
    network: Network, register: Register, database: Database, empty: Path, tmp_path: Path
) -> None:
    first = office(empty, tmp_path, "a")
    copy = tmp_path / "kopio.kumppani"
    first.copy_to(copy)
    copyfile(key_path(first.path), key_path(copy))
    connect(first, register.url, network, "Arkiapu")
    with first, stores.open_store(copy, PASSPHRASE) as second:
        connect(second, register.url, network, "Naapuri")
        record = add_path(second, "Naapurin")
        sync(first), sync(second), sync(first)
        with first.read() as session:
            assert session.get(Shared, record).owner == link_of(second).organisation_id


def test_a_copy_with_the_id_of_a_renewed_one_isnt_stuck(join: Join, tmp_path: Path) -> None:
    """The database of before it was renewed, put back by hand beside the key file of today."""
    first = join("a", "Arkiapu")
    record = add_path(first, "Alku")
    sync(first)
    old = tmp_path / "vanha.kumppani"
    first.copy_to(old)
    first.become_another_device()
    sync(first), sync(first)
    copyfile(key_path(first.path), key_path(old))
    with stores.open_store(old, PASSPHRASE) as second:
        write(second, record, need={"fi": "Kopiossa"})
        sync(second)
        sync(first)
        assert paths(first)[record].need == {"fi": "Kopiossa"}
