"""Two server processes on one PostgreSQL behave as one."""

import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.core.record import new_id
from app.register import devices, tables
from app.register.database import Database, open_database
from app.sync import client as clients
from app.sync import protocol
from app.sync.protocol import Change, PushAnswer, PushRequest
from app.sync.records import Shared
from tests.register.offices import Net, Office, said, whole
from tests.sync import running
from tests.sync.running import Network, Register

AT_ONCE, PUSHES, IN_EACH = 4, 12, 5
NO_ANSWER = (httpx.TransportError, httpx.RemoteProtocolError)


class Line(Net):
    """A network as it is reached through one of the servers."""

    def __init__(self, of: Net, url: str) -> None:
        self.database, self.clock, self.id = of.database, of.clock, of.id
        self.client = httpx.Client(base_url=url, timeout=60)

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        return self.client.request(method, path, **given)


@pytest.fixture(scope="module")
def shared(
    new_postgresql: Callable[..., str],
) -> Iterator[tuple[Database, tuple[Register, Register]]]:
    """Two servers that have started at the same moment on a database without tables."""
    address = new_postgresql()
    servers = Register(address), Register(address)
    with ThreadPoolExecutor(2) as both:
        for started in [both.submit(server.start) for server in servers]:
            started.result()
    database = open_database(address)
    yield database, servers
    database.close()
    for server in servers:
        server.kill()


@pytest.fixture
def servers(shared: tuple[Database, tuple[Register, Register]]) -> tuple[Register, Register]:
    return shared[1]


@pytest.fixture
def network(shared: tuple[Database, tuple[Register, Register]]) -> Network:
    return Network(shared[0])


@pytest.fixture
def lines(
    shared: tuple[Database, tuple[Register, Register]], servers: tuple[Register, Register]
) -> Iterator[tuple[Line, Line]]:
    """A network as it is reached through each of them."""
    with Net(shared[0], FastAPI()) as net:  # it is asked through its lines
        made = Line(net, servers[0].url), Line(net, servers[1].url)
        yield made
        for each in made:
            each.client.close()


def through(office: Office, line: Line) -> Office:
    """The same office by way of another server."""
    found = Office(line, office.enrolled)
    found.cursor = office.cursor
    return found


def stored(line: Line) -> list[tuple[str, int]]:
    """The records of the network by their positions."""
    rows = sorted(line.rows(tables.record), key=lambda row: row["position"])
    return [(row["record_id"], row["position"]) for row in rows]


def test_offices_that_use_different_servers_hold_the_same(
    servers: tuple[Register, Register], network: Network, empty: Path, tmp_path: Path
) -> None:
    stores = [running.office(empty, tmp_path, name) for name in ("a", "b", "c")]
    for at, store in enumerate(stores):
        whose = "Naapuri" if at == 2 else "Arkiapu"
        running.connect(store, servers[at % 2].url, network, whose)
    first, second, neighbour = stores
    record = running.add_path(first, "Kotiutuminen", "Miten pääsen kotiin?")
    clients.synchronise(first)
    assert clients.synchronise(second).pulled == clients.synchronise(neighbour).pulled == 1
    running.write(second, record, need={"fi": "Kuka auttaa?"})
    running.write(first, record, name={"fi": "Kotiin"})
    for store in (second, first, second, neighbour):
        clients.synchronise(store)
    names = [running.paths(store)[record].name for store in (first, second)]
    needs = [running.paths(store)[record].need for store in (first, second)]
    assert names == [{"fi": "Kotiin"}] * 2
    assert needs == [{"fi": "Kuka auttaa?"}] * 2
    with neighbour.read() as session:
        received = session.get(Shared, record)
        assert received is not None
        assert "Kotiin" in received.fields
        assert "Kuka auttaa?" in received.fields
    for store in stores:
        store.close()


def test_positions_are_given_once_whichever_server_gives_them(lines: tuple[Line, Line]) -> None:
    offices = [lines[at % 2].office(f"Toimisto {at}") for at in range(AT_ONCE)]
    reader = lines[0].office("Lukija")

    def push(at: int) -> list[str]:
        made = []
        for number in range(PUSHES):
            office = through(offices[at], lines[number % 2])
            changes = [whole(office, {"name": {"fi": "Polku"}}) for _change in range(IN_EACH)]
            assert all(not answer.refused for answer in office.push(*changes))
            made += [change.record for change in changes]
        return made

    with ThreadPoolExecutor(AT_ONCE) as pool:
        pushing = [pool.submit(push, at) for at in range(AT_ONCE)]
        seen: list[str] = []
        while not all(each.done() for each in pushing):
            for line in lines:
                there = through(reader, line)
                seen += [state.id for state in there.pull()]
                reader.cursor = there.cursor
        made = [record for each in pushing for record in each.result()]
    seen += [state.id for state in through(reader, lines[1]).pull()]
    found = stored(lines[0])
    assert [position for _record, position in found] == list(range(1, len(made) + 1))
    assert sorted(made) == sorted(record for record, _position in found)
    assert seen == [record for record, _position in found]


def test_what_arrives_at_both_servers_at_once_is_done_once(lines: tuple[Line, Line]) -> None:
    office = lines[0].office("Arkiapu")
    for _time in range(8):
        changes = [whole(office, {"name": {"fi": "Kerran"}}) for _change in range(IN_EACH)]
        with ThreadPoolExecutor(2) as both:
            asked = [both.submit(through(office, line).push, *changes) for line in lines]
            first, second = (each.result() for each in asked)
        assert first == second
    found = stored(lines[0])
    assert [position for _record, position in found] == list(range(1, 8 * IN_EACH + 1))


def test_the_same_record_of_two_computers_becomes_one(lines: tuple[Line, Line]) -> None:
    offices = [line.office("Arkiapu") for line in lines]
    records = [new_id() for _time in range(8)]
    for record in records:
        with ThreadPoolExecutor(2) as both:
            asked = [
                both.submit(each.push, whole(each, {"name": {"fi": each.tag}}, record_id=record))
                for each in offices
            ]
            answers = [each.result()[0] for each in asked]
        assert not any(answer.refused for answer in answers)
    assert sorted(record for record, _position in stored(lines[0])) == sorted(records)
    with lines[0].database.reading() as connection:
        lost = connection.execute(
            select(tables.lost.c.record_id).where(tables.lost.c.network_id == lines[0].id)
        ).all()
        superseded = connection.execute(
            select(tables.change.c.answer).where(
                tables.change.c.network_id == lines[0].id, tables.change.c.answer != ""
            )
        ).all()
    assert len(lost) + len(superseded) == len(records), "each lost value is told to its writer"


def test_a_revoked_token_is_known_to_neither_at_once(lines: tuple[Line, Line]) -> None:
    office = lines[0].office("Arkiapu")
    assert {through(office, line).fetch().status_code for line in lines} == {200}
    lines[0].database.write(lambda c: devices.revoke(c, office.net.id, office.device))
    assert {through(office, line).fetch().status_code for line in lines} == {401}
    refused = through(office, lines[1]).send(whole(office, {"name": {"fi": "Liian myöhään"}}))
    assert refused.status_code == 401
    assert stored(lines[0]) == []


def test_an_invitation_is_used_once_whichever_server_is_asked(lines: tuple[Line, Line]) -> None:
    code = lines[0].code("Arkiapu")

    def join(line: Line) -> int:
        asked = protocol.encode(protocol.EnrolRequest(code, new_id()))
        return line.ask("POST", protocol.ENROL, content=asked).status_code

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(join, lines)) == [200, 403]


def test_a_server_that_is_told_to_stop_finishes_what_it_has_begun(
    shared: tuple[Database, tuple[Register, Register]], lines: tuple[Line, Line]
) -> None:
    leaving = Register(shared[1][0].database_url).start()
    process = leaving._process
    assert process is not None
    offices = [lines[0].office(f"Toimisto {at}") for at in range(AT_ONCE)]
    done: list[str] = []
    stopping = False

    def push(at: int) -> None:
        line = Line(lines[0], leaving.url)
        while True:
            office = through(offices[at], line)
            change = whole(office, {"name": {"fi": "Polku"}})
            try:
                answer = office.send(change)
            except NO_ANSWER:
                assert stopping
                _again(through(offices[at], lines[1]), change)
                done.append(change.record)
                return
            assert answer.status_code == 200, answer.text
            done.append(change.record)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        pushing = [pool.submit(push, at) for at in range(AT_ONCE)]
        until = time.monotonic() + 30
        while len(done) < 3 * AT_ONCE and time.monotonic() < until:
            time.sleep(0.01)
        stopping = True
        process.send_signal(signal.SIGTERM)
        for each in pushing:
            each.result()
    assert process.wait(30) == 0
    assert sorted(record for record, _position in stored(lines[0])) == sorted(done)


def _again(office: Office, change: Change) -> None:
    """What had no answer is sent to the other server, as an office would."""
    request = PushRequest(0, [change])
    answer = said(office.ask("POST", protocol.PUSH, content=protocol.encode(request)), PushAnswer)
    assert not answer.answers[0].refused
