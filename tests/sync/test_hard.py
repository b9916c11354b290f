"""What another program, another office or the register itself can send that would harm an office."""

import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import Any

import httpx
import msgspec
import pytest
import zstandard
from sqlalchemy import delete, update

from app.certification.certificates.records import Certificate
from app.certification.requests.records import CertificateRequest
from app.core import attachment, editing
from app.core import store as stores
from app.core.keys import key_path
from app.core.record import new_id
from app.core.store import Store
from app.organisation.records import Organisation
from app.register import tables
from app.register.database import Database
from app.services.records import ServicePath, ServiceProduct
from app.sync import (
    applying,
    client,
    conflicts,
    enrolling,
    outbox,
    protocol,
    pulling,
    pushing,
    refused,
    register_api,
    status,
    taking,
)
from app.sync import link as links
from app.sync.kinds import shared_kinds
from app.sync.protocol import (
    Answer,
    Change,
    Code,
    Enrolled,
    EnrolRequest,
    Fault,
    Lost,
    PullAnswer,
    PushAnswer,
    PushRequest,
    RecordState,
    Role,
)
from app.sync.records import Link, Outgoing, Shared
from app.sync.register_api import Refused
from app.sync.stamp import Clock, tag_of
from app.sync.trouble import ANSWER, Stopped
from tests.conftest import PASSPHRASE
from tests.sync.offices import all_sent, waiting
from tests.sync.offices import join as pretend_to_join
from tests.sync.running import (
    Network,
    Register,
    add_path,
    connect,
    office,
    paths,
    sync,
    write,
)

Join = Callable[..., Store]
REQUEST = {"service_id": new_id(), "service_name": {"fi": "Salainen"}, "message": "Vain teille"}
DEEP = b"[" * 400 + b"]" * 400


@pytest.fixture
def join(network: Network, register: Register, empty: Path, tmp_path: Path) -> Iterator[Join]:
    made: list[Store] = []

    def joined(name: str, organisation: str, **more: Any) -> Store:
        made.append(office(empty, tmp_path, name))
        connect(made[-1], register.url, network, organisation, **more)
        return made[-1]

    yield joined
    for each in made:
        each.close()


class Program:
    """A program of an organisation that says what it likes."""

    def __init__(self, register: Register, network: Network, organisation: str, **more: Any):
        asked = EnrolRequest(network.invite(organisation, **more), new_id())
        with register_api.Register(register.url) as line:
            self.enrolled = line.post(protocol.ENROL, asked, Enrolled)
        self.url = register.url

    def stamp(self) -> str:
        return Clock(time.time_ns() // 1_000_000).stamp(tag_of(self.enrolled.device))

    def push(self, kind: str, fields: Mapping[str, Any], record: str = "", **more: Any) -> Answer:
        raw = msgspec.Raw(msgspec.json.encode(fields))
        more = {"whole": True} | more
        change = Change(new_id(), kind, record or new_id(), self.stamp(), raw, **more)
        with register_api.Register(self.url, self.enrolled.token) as line:
            answer = line.post(protocol.PUSH, PushRequest(0, [change]), PushAnswer)
        return answer.answers[0]


def made_here(state: Mapping[str, Any], owner: str, kind: str = "service_path") -> RecordState:
    stamp = Clock(time.time_ns() // 1_000_000).stamp("a" * 12)
    raw = state if isinstance(state, bytes) else msgspec.json.encode(state)
    return RecordState(new_id(), kind, owner, msgspec.Raw(raw), {"": stamp})


def page(store: Store, *states: RecordState, lost: tuple[Lost, ...] = ()) -> pulling.Pulled:
    """Take in a page as the register might have sent it."""
    with store.read() as session:
        link = links.of(session)
        session.expunge(link)
    now = links.local_now()
    next_one = link.cursor + 1
    answer = PullAnswer(list(states), list(lost), next_one, False, next_one, now)
    answer = msgspec.json.decode(msgspec.json.encode(answer), type=PullAnswer)
    return pulling.take_page(store, link, answer, applying.NO_FILES)


def link_of(store: Store) -> Link:
    with store.read() as session:
        found = links.of(session)
        session.expunge(found)
        return found


# One record of a page


@pytest.mark.parametrize(
    "fields",
    [
        {"steps": [{"id": "x", "name": {"fi": "Askel"}, "service_id": None, "later": [1]}]},
        {"deleted_at": "eilen"},
        {"deleted_at": "0001-01-01T00:00:00+14:00"},
        {"deleted_at": "9999-12-31T23:59:59-14:00"},
        {"deleted_at": "2024-05-05"},
        {},
        {"name": {}},
        {"name": {"fi": "\u0000 <b>x</b> \u202e"}},
        {"something_new": {"deep": [[[]]]}},
    ],
    ids=range(9),
)
def test_whatever_a_colleagues_program_sends_the_others_come_in(
    join: Join, register: Register, network: Network, fields: dict[str, Any]
) -> None:
    store = join("a", "Arkiapu")
    program = Program(register, network, "Arkiapu")
    assert program.push("service_path", fields).outcome == "applied"
    assert program.push("service_path", {"name": {"fi": "Hyvä"}}).outcome == "applied"
    sync(store)
    assert "Hyvä" in {(each.name or {}).get("fi") for each in paths(store).values()}
    assert sync(store).pulled == 0
    if fields.get("deleted_at"):
        assert any(each.deleted_at for each in paths(store).values())


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("service", {"prices": [{"id": "x", "valid_from": "2024-02-31"}]}),
        ("service", {"prices": [{"id": "x", "price": "99999999999999"}]}),
        ("organisation", {"marks": [{"id": "x", "valid_to": "0000-00-00"}]}),
        ("organisation", {"industries": [{"id": "x", "code": "🙃"}]}),
        ("organisation", {"website": "javascript:alert(1)", "business_id": "x"}),
        ("certificate_request", {"frozen_on": "2024-13-40", "percent": 4000}),
    ],
)
def test_values_that_make_no_sense_stay_beside_the_record(
    join: Join, register: Register, network: Network, kind: str, fields: dict[str, Any]
) -> None:
    store = join("a", "Arkiapu")
    program = Program(register, network, "Arkiapu")
    record = new_id()
    answer = program.push(kind, fields, record)
    if answer.outcome != "applied":
        return  # the register has seen it itself
    sync(store)
    with store.read() as session:
        kept = msgspec.json.decode(session.get(Shared, record).fields)
    assert kept.items() <= fields.items()
    assert kept, "what can't be held here is kept as it came"


POISON: tuple[Any, ...] = (
    b"[]",
    b"null",
    b"5",
    {"steps": {"a": 1}},
    {"steps": [5, None, "x"]},
    {"steps": [{"id": 5, "name": "ei kieliä"}]},
    {"steps": [{"id": "x", "name": {"fi": ["lista"]}}]},
    {"name": {"fi": 5}},
    {"name": "x"},
    {"name": {"a": {"b": {}}}},
    {"deleted_at": {"x": 1}},
    {"deleted_at": 10**30},
    b'{"x":' + DEEP + b"}",
    b'{"name":' + DEEP + b"}",
)


@pytest.mark.parametrize("fields", POISON, ids=range(len(POISON)))
def test_a_record_that_cant_be_taken_in_keeps_nothing_back(join: Join, fields: Any) -> None:
    store = join("a", "Arkiapu")
    us = link_of(store).organisation_id
    good, last = made_here({"name": {"fi": "Hyvä"}}, us), made_here({"name": {"fi": "Oma"}}, us)
    page(store, good, made_here(fields, us), last)
    assert {good.id, last.id} <= set(paths(store))
    assert link_of(store).cursor == 1
    page(store, made_here({"name": {"fi": "Seuraava"}}, us))
    assert link_of(store).cursor == 2


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("service", {"range_id": {"a": 1}}),
        ("service", {"range_id": [1]}),
        ("service", {"capacity": 10**30, "waiting_days": 10**30}),
        ("service", {"stage": ["x"]}),
        ("service", {"payers": [["x"], {}]}),
        ("service", {"household_credit": "x"}),
        ("certificate", {"services": 5}),
        ("certificate", {"services": [{}], "self_declared": False}),
        ("certificate", {"services": [{"service_id": {"a": 1}}], "self_declared": False}),
        ("certificate", {"content": "{", "signature": "x", "signed_with": "y"}),
        ("organisation", {"logo": "x"}),
        ("organisation", {"logo": {"sha256": "x"}}),
        ("tender", [1, 2]),
    ],
)
def test_what_a_register_makes_up_keeps_nothing_back(
    join: Join, kind: str, fields: dict[str, Any]
) -> None:
    store = join("a", "Arkiapu")
    us = link_of(store).organisation_id
    good = made_here({"name": {"fi": "Hyvä"}}, us)
    for owner in (us, new_id()):
        page(store, made_here(fields, owner, kind), good)
    assert good.id in paths(store)
    assert link_of(store).cursor == 2


def test_a_certificate_for_our_service_with_garbage_marks_nothing(join: Join) -> None:
    store = join("a", "Arkiapu")
    service = store.write(
        lambda s: editing.add(s, ServiceProduct, {"name": {"fi": "Palvelu"}})
    ).result
    rows = [{"service_id": service}, {"id": "y"}]
    bad = {"services": rows, "self_declared": False, "status": "valid", "valid_to": "2099-01-01"}
    for more in ({}, {"content": "[]"}, {"signature": "AA==", "signed_with": "x"}):
        page(store, made_here({**bad, **more}, new_id(), "certificate"))
    with store.read() as session:
        found = session.get(ServiceProduct, service)
        assert (found.stage, found.certificate_id) == ("idea", None) or found.stage != "certified"
        assert session.query(Certificate).count() == 3
        for each in session.query(Certificate):
            assert each.services[0] == rows[0]


def test_nobody_tells_that_a_service_is_certified_but_its_certificate(join: Join) -> None:
    store = join("a", "Arkiapu")
    us = link_of(store).organisation_id
    state = made_here({"name": {"fi": "Palvelu"}, "stage": "certified"}, us, "service")
    page(store, state)
    with store.read() as session:
        assert session.get(ServiceProduct, state.id).stage == "productised"


# A newer program


def test_an_updated_program_takes_in_what_the_older_one_kept(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = join("a", "Arkiapu")
    us = link_of(store).organisation_id
    long = {"fi": "n" * 100}  # longer than a name may be
    record = made_here({"name": long, "later": 1}, us)
    other, strange = made_here({"name": {"fi": "Uusi laji"}}, us), made_here({"x": 1}, us, "tender")
    with monkeypatch.context() as older:
        older.setattr(applying, "shared_kinds", dict)  # it didn't know this kind
        page(store, other, strange)
    page(store, record)
    assert paths(store)[record.id].name == {}
    monkeypatch.setattr(taking, "__version__", "99")
    value = shared_kinds()["service_path"].fields["name"].value
    monkeypatch.setattr(type(value), "check", lambda _self, given: given)
    monkeypatch.setitem(shared_kinds()["service_path"]._types, "name", dict[str, str])
    taking.catch_up(store)
    assert paths(store)[record.id].name == long
    assert paths(store)[other.id].name == {"fi": "Uusi laji"}
    with store.read() as session:
        assert session.get(Shared, record.id).fields == '{"later":1}'
        assert not session.get(Shared, strange.id).own
        assert outbox.waiting_count(session) == 0


def test_what_is_written_over_a_value_that_nobody_here_could_see_goes_out_and_both_are_kept(
    join: Join, register: Register, network: Network
) -> None:
    store, other = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(store, "Alku")
    sync(store), sync(other)
    program = Program(register, network, "Arkiapu")
    steps = [{"id": "x", "client_sees": {"fi": "näkee"}}, *({"id": str(n)} for n in range(60))]
    assert program.push("service_path", {"steps": steps}, record, whole=False).outcome == "applied"
    sync(store)
    assert paths(store)[record].steps == [], "more than this program holds"
    write(store, record, steps=[{"id": "y", "service": {"fi": "Kirjoitettu täällä"}}])
    with store.read() as session:
        assert session.get(Shared, record).fields == "{}"
    sync(store), sync(other)
    assert paths(other)[record].steps[0]["service"] == {"fi": "Kirjoitettu täällä"}
    with other.read() as session:
        assert [each for each in conflicts.waiting(session) if "näkee" in each.mine]


# Ids of others


def test_a_record_under_the_id_of_ours_changes_nothing_here(join: Join) -> None:
    store = join("a", "Arkiapu")
    record = add_path(store, "Oma")  # it waits to be sent
    stranger = made_here(
        {"name": {"fi": "Kaapattu"}, "deleted_at": "2024-01-01T00:00:00Z"}, new_id()
    )
    other_kind = made_here({"x": 1}, link_of(store).organisation_id, "tender")
    stranger.id = other_kind.id = record
    page(store, stranger)
    page(store, other_kind)
    found = paths(store)[record]
    assert (found.name, found.deleted_at) == ({"fi": "Oma"}, None)
    with store.read() as session:
        shared = session.get(Shared, record)
        assert (shared.kind, shared.own) == ("service_path", True)
        assert shared.owner == links.of(session).organisation_id


def test_a_squatted_id_is_told_and_everything_else_goes_out(
    join: Join, register: Register, network: Network
) -> None:
    store = join("a", "Arkiapu")
    record = add_path(store, "Oma")
    thief = Program(register, network, "Varas")
    assert thief.push("service_path", {"name": {"fi": "Kaapattu"}}, record).outcome == "applied"
    other = add_path(store, "Toinen")
    report = sync(store)
    assert report.refused == 1
    assert paths(store)[record].name == {"fi": "Oma"}
    colleague = join("b", "Arkiapu")
    sync(colleague)
    assert set(paths(colleague)) == {other}


def test_a_lost_record_of_another_office_isnt_made_ours(
    join: Join, database: Database, network: Network
) -> None:
    """The register was restored from a backup that doesn't have a request; a certifier answers it."""
    member, certifier = join("a", "Arkiapu"), join("c", "Kehitys", role=Role.CERTIFIER)
    request = member.write(lambda s: editing.add(s, CertificateRequest, REQUEST)).result
    sync(member), sync(certifier)
    database.write(
        lambda c: c.execute(delete(tables.record).where(tables.record.c.record_id == request))
    )
    values = {"decision": "declined", "answer": "Ei vielä"}
    certifier.write(lambda s: editing.change(s, CertificateRequest, request, values))
    assert sync(certifier).refused == 1
    sync(member, repair=True)
    with database.reading() as connection:
        owner = connection.scalar(
            tables.record.select()
            .with_only_columns(tables.record.c.owner)
            .where(tables.record.c.record_id == request)
        )
    assert owner == link_of(member).organisation_id
    sync(certifier)  # what the office has sent again is the later word: the certifier's is kept
    with certifier.read() as session:
        assert refused.waiting(session) == []
        kept = {told.mine: told.id for told in conflicts.waiting(session)}
    certifier.write(lambda s: conflicts.take_mine(s, kept["Ei vielä"]))
    sync(certifier), sync(member)
    with member.read() as session:
        assert session.get(CertificateRequest, request).answer == "Ei vielä"


# A certificate that comes before its service


def test_a_certificate_that_comes_before_its_service_is_taken_in(join: Join) -> None:
    store = join("a", "Arkiapu")
    us = link_of(store).organisation_id
    service = made_here({"name": {"fi": "Palvelu"}}, us, "service")
    together = made_here({"name": {"fi": "Toinen"}}, us, "service")
    said = {"self_declared": False, "status": "valid", "more_of_it": 1}
    early, beside = (
        made_here(
            {**said, "services": [{"id": "a", "service_id": each.id}]}, new_id(), "certificate"
        )
        for each in (service, together)
    )
    page(store, early)
    with store.read() as session:
        assert session.get(Certificate, early.id) is None
    page(store, beside, service, together)
    with store.read() as session:
        for each in (early, beside):
            assert session.get(Certificate, each.id).status == "valid"
            shared = session.get(Shared, each.id)
            assert (shared.own, msgspec.json.decode(shared.fields)) == (True, {"more_of_it": 1})
            assert shared.owner == each.owner


# Pushes


LANGUAGES = ("fi", "sv", "en", "de", "ru")


def test_many_changes_of_many_fields_go_out(join: Join) -> None:
    """Five hundred changes that are together, with what stands around them, too large for one request."""
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    ids = [add_path(first, f"Polku {number}") for number in range(500)]
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
        found = pushing.next_page(session, links.of(session))
    assert len(protocol.encode(pushing.request(found))) <= protocol.MOST_BYTES
    assert sync(first).pushed == 500
    sync(second)
    assert paths(second)[ids[-1]].target_groups == ["families"]


def test_a_refused_field_that_only_a_newer_program_knows_asks_nobody(
    join: Join, database: Database
) -> None:
    store, other = join("a", "Arkiapu"), join("b", "Naapuri")
    record = add_path(store, "Alku")

    def beside(session: Any) -> None:
        session.get(Shared, record).fields = '{"later":1,"Ei nimi":2}'

    store.keep(beside)
    assert sync(store).refused == 0  # a name like this no register takes, and nobody here knows it
    assert waiting(store) == []
    sync(other)
    with other.read() as session:
        assert msgspec.json.decode(session.get(Shared, record).fields)["later"] == 1


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


# Other networks, other copies


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


# Inbox


def png(grey: int) -> bytes:
    """A picture of one pixel."""

    def part(name: bytes, said: bytes) -> bytes:
        return (
            struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0, grey]))
    parts = part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def test_a_picture_that_was_replaced_unseen_asks_nobody(join: Join) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Arkiapu")
    organisation = first.write(
        lambda s: editing.add(
            s, Organisation, {"own": True, "name": {"fi": "A"}, "sector": "third"}
        )
    ).result
    sync(first), sync(second)

    def draw(store: Store, content: bytes) -> None:
        def work(session: Any) -> Any:
            kept = attachment.attach_bytes(session, organisation, "logo.png", content).result
            session.flush()
            return editing.change(session, Organisation, organisation, {"logo": kept})

        store.write(work)

    draw(first, png(1))
    draw(second, png(2))
    sync(first), sync(second), sync(first), sync(second)
    for store in (first, second):
        with store.read() as session:
            for told in conflicts.waiting(session):
                store.write(lambda s, told=told: conflicts.take_mine(s, told.id))
            logo = session.get(Organisation, organisation).logo
            assert attachment.content(session, logo) == png(2)


@pytest.mark.parametrize(
    ("name", "value"),
    [("steps", [{"service": "x"}]), ("steps", 5), ("name", {"fi": ["x"]}), ("name", [1])],
)
def test_an_overwritten_value_that_only_a_newer_program_holds_is_told_in_words(
    join: Join, name: str, value: Any
) -> None:
    store = join("a", "Arkiapu")
    record = add_path(store, "Alku")
    sync(store)
    raw, latest = msgspec.Raw(msgspec.json.encode(value)), "f" * 16 + "a" * 12
    lost = Lost(new_id(), "service_path", record, name, raw, latest, latest, "Naapuri")
    assert page(store, lost=(lost,)).conflicts == 1
    with store.read() as session:
        (told,) = conflicts.waiting(session)
    with pytest.raises(stores.Refusal):
        store.write(lambda s: conflicts.take_mine(s, told.id))
    store.write(lambda s: conflicts.keep_theirs(s, told.id))


# A register that means harm, or isn't one


class Evil:
    """Answers what it likes."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, say: Callable[[httpx.Request], Any]
    ) -> None:
        self.asked = 0

        def handle(request: httpx.Request) -> httpx.Response:
            self.asked += 1
            assert self.asked < 30, "it would never end"
            said = say(request)
            if isinstance(said, httpx.Response):
                return said
            content = said if isinstance(said, bytes) else msgspec.json.encode(said)
            code = 410 if isinstance(said, Fault) else 200
            headers = {protocol.VERSION_HEADER: "1"}
            return httpx.Response(code, stream=httpx.ByteStream(content), headers=headers)

        real = httpx.Client
        monkeypatch.setattr(
            register_api.httpx,
            "Client",
            lambda **given: real(
                **{**given, "transport": httpx.MockTransport(handle), "verify": False}
            ),
        )


NOW = time.time_ns() // 1_000_000
PULL = {"records": [], "lost": [], "next": 0, "more": False, "position": 0, "now": NOW}
STATE = {
    "id": new_id(),
    "kind": "service_path",
    "owner": "x",
    "fields": {},
    "stamps": {"": "a" * 28},
}


@pytest.mark.parametrize(
    ("pull", "push"),
    [
        ({"more": True, "records": [STATE]}, None),
        ({"more": True, "position": 10}, None),
        ({"next": 2**70, "position": 2**70}, None),
        ({"now": 2**60}, None),
        ({"records": [{**STATE, "stamps": {"": "zzz"}}], "next": 1, "position": 1}, None),
        ({"records": [{**STATE, "stamps": {"": "g" * 28}}], "next": 1, "position": 1}, None),
        ({"records": [{**STATE, "id": "../../x"}], "next": 1, "position": 1}, None),
        ({}, {"answers": [], "now": NOW}),
        ({}, {"answers": [{"id": new_id()}], "now": NOW}),
        ({}, {"answers": [{"id": new_id()}], "now": -5}),
        (Fault(Code.FRESH, "x"), None),
        ({}, Fault(Code.FRESH, "x")),
    ],
    ids=range(12),
)
def test_no_answer_ends_in_a_crash_or_never(
    demo: Store, monkeypatch: pytest.MonkeyPatch, pull: Any, push: Any
) -> None:
    pretend_to_join(demo)

    def say(request: httpx.Request) -> Any:
        if request.url.path == protocol.PULL:
            return pull if isinstance(pull, Fault) else {**PULL, **pull}
        return push if push is not None else {"answers": [], "now": NOW}

    Evil(monkeypatch, say)
    with pytest.raises(Stopped):
        client.synchronise(demo)
    assert waiting(demo), "what waits still waits"


@pytest.mark.parametrize("record", ["refused", "whole again"])
def test_a_register_that_never_knows_a_record_is_asked_once(
    demo: Store, monkeypatch: pytest.MonkeyPatch, record: str
) -> None:
    pretend_to_join(demo)

    def say(request: httpx.Request) -> Any:
        if request.url.path == protocol.PULL:
            return PULL
        body = request.content
        if request.headers.get("Content-Encoding") == "zstd":
            body = zstandard.ZstdDecompressor().stream_reader(body).read()
        changes = msgspec.json.decode(body)["changes"]
        why = [{"field": "", "code": "unknown_record", "reason": record}]
        answers = [{"id": each["id"], "outcome": "refused", "refused": why} for each in changes]
        return {"answers": answers, "now": NOW}

    Evil(monkeypatch, say)
    assert client.synchronise(demo).refused == len(waiting(demo))


@pytest.mark.parametrize("encoding", ["zstd", "gzip", "br", "deflate", "zstd, zstd"])
def test_an_answer_is_unpacked_no_further_than_its_limit(
    demo: Store, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    pretend_to_join(demo)
    monkeypatch.setattr(protocol, "MOST_ANSWER", 1024 * 1024)
    packing = zstandard.ZstdCompressor().compressobj()
    bomb = b"".join(packing.compress(b" " * 1024 * 1024) for _time in range(300)) + packing.flush()
    headers = {"Content-Encoding": encoding, protocol.VERSION_HEADER: "1"}

    def stream() -> Iterator[bytes]:
        yield bomb

    Evil(monkeypatch, lambda _request: httpx.Response(200, content=stream(), headers=headers))
    tracemalloc.start()
    try:
        with pytest.raises(Stopped) as stopped:
            client.synchronise(demo)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert stopped.value.trouble.code == ANSWER
    assert peak < 64 * 1024 * 1024


def test_a_file_that_isnt_the_one_named_or_no_picture_is_left_out(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_to_join(demo)
    all_sent(demo)
    us, content = link_of(demo).organisation_id, b"MZ a program"

    def logo(name: str, checksum: str) -> RecordState:
        picture = {"sha256": checksum, "name": name, "media_type": "image/png", "size": 12}
        return made_here({"name": {"fi": "X"}, "logo": picture}, us, "organisation")

    states = [
        logo("logo.exe", sha256(content).hexdigest()),
        logo("../../logo.png", "0" * 64),
    ]

    def say(request: httpx.Request) -> Any:
        if request.url.path.startswith(protocol.BLOBS):
            return content
        return {**PULL, "records": states, "next": 1, "position": 1}

    Evil(monkeypatch, say)
    demo.keep(lambda s: setattr(links.of(s), "checked_at", links.local_now()))
    client.synchronise(demo)
    with demo.read() as session:
        for each in states:
            assert session.get(Organisation, each.id).logo is None
            assert "logo" in msgspec.json.decode(session.get(Shared, each.id).fields)


# A person who stops it


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
