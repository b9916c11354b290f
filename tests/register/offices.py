"""A network on a register, and offices that speak the protocol with it, without a socket and without stores."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, TypeVar

import httpx
import msgspec
from fastapi import FastAPI
from sqlalchemy import Table, select

from app.core.record import new_id
from app.register import invitations, networks
from app.register.database import Database
from app.register.tables import record
from app.sync import protocol
from app.sync.protocol import (
    Answer,
    Change,
    Enrolled,
    EnrolRequest,
    Fault,
    PullAnswer,
    PushAnswer,
    PushRequest,
    RecordState,
    RenewRequest,
    Role,
)
from app.sync.stamp import Clock, tag_of

T = TypeVar("T")
PATH = "service_path"


class Net:
    """A network."""

    def __init__(self, database: Database, application: FastAPI) -> None:
        self.database, self.clock = database, Clock()
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(application, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://register")
        self.id = database.write(lambda connection: networks.make(connection, "Verkosto"))

    def __enter__(self) -> "Net":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _exc: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        """The answer to a request."""
        return self._runner.run(self._client.request(method, path, **given))

    def organisation(self, name: str) -> str:
        return self.database.write(lambda c: networks.organisation_called(c, self.id, name))

    def code(self, name: str, role: Role = Role.MEMBER, days: int = 14) -> str:
        """The code of an invitation."""
        organisation = self.organisation(name)
        return self.database.write(
            lambda connection: invitations.make(connection, self.id, organisation, role, days)
        )

    def office(self, name: str, role: Role = Role.MEMBER, device: str = "") -> "Office":
        """An office that has joined."""
        asked = EnrolRequest(self.code(name, role), device or new_id())
        answer = self.ask("POST", protocol.ENROL, content=protocol.encode(asked))
        return Office(self, said(answer, Enrolled))

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """All rows of the network in a table."""
        with self.database.reading() as connection:
            found = connection.execute(select(table).where(table.c.network_id == self.id))
            return [row._asdict() for row in found]

    def row(self, record_id: str) -> dict[str, Any]:
        """A record as it is stored."""
        return next(row for row in self.rows(record) if row["record_id"] == record_id)

    @property
    def position(self) -> int:
        with self.database.reading() as connection:
            return networks.position(connection, self.id)


class Office:
    """A device that pushes and pulls. A stamp that is asked for later is later, in the whole network."""

    def __init__(self, net: Net, enrolled: Enrolled) -> None:
        self.net, self.enrolled = net, enrolled
        self.token, self.device, self.tag = (
            enrolled.token,
            enrolled.device,
            tag_of(enrolled.device),
        )
        self.organisation = enrolled.organisation.id
        self.cursor = 0

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def stamp(self, ahead: int = 0) -> str:
        """The stamp of now, or of a clock that is ahead."""
        now = time.time_ns() // 1_000_000
        if ahead:
            return Clock(now + ahead).stamp(self.tag)
        self.net.clock = self.net.clock.tick(now)
        return self.net.clock.stamp(self.tag)

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        headers = {**self.headers, **given.pop("headers", {})}
        return self.net.ask(method, path, headers=headers, **given)

    def send(self, *changes: Change, after: int | None = None) -> httpx.Response:
        request = PushRequest(self.cursor if after is None else after, list(changes))
        return self.ask("POST", protocol.PUSH, content=protocol.encode(request))

    def push(self, *changes: Change, after: int | None = None) -> list[Answer]:
        return said(self.send(*changes, after=after), PushAnswer).answers

    def add(self, fields: Mapping[str, Any] | bytes, kind: str = PATH) -> Change:
        """Make a record and push it; returns the change."""
        change = whole(self, fields, kind)
        assert self.push(change)[0] == Answer(change.id), "it should have been taken"
        return change

    def fetch(self, after: int | None = None, limit: int = 500) -> httpx.Response:
        params = {"after": self.cursor if after is None else after, "limit": limit}
        return self.ask("GET", protocol.PULL, params=params)

    def page(self, after: int | None = None, limit: int = 500) -> PullAnswer:
        return said(self.fetch(after, limit), PullAnswer)

    def pull(self, limit: int = 500) -> list[RecordState]:
        """Everything that is new; the cursor goes on."""
        states: list[RecordState] = []
        while True:
            answer = self.page(limit=limit)
            states += answer.records
            self.cursor = answer.next
            if not answer.more:
                return states

    def renewed(self, device: str = "") -> "Office":
        """A copy of this office as a device of its own."""
        asked = protocol.encode(RenewRequest(device or new_id()))
        return Office(self.net, said(self.ask("POST", protocol.RENEW, content=asked), Enrolled))


def whole(
    office: Office,
    fields: Mapping[str, Any] | bytes,
    kind: str = PATH,
    record_id: str = "",
    stamp: str = "",
) -> Change:
    """A change that tells all of a record."""
    return Change(
        new_id(), kind, record_id or new_id(), stamp or office.stamp(), raw(fields), whole=True
    )


def part(
    office: Office,
    of: Change,
    fields: Mapping[str, Any] | bytes,
    bases: Mapping[str, str] | None = None,
    stamp: str = "",
) -> Change:
    """A change of some fields of a record that was made before."""
    stamp = stamp or office.stamp()
    return Change(new_id(), of.kind, of.record, stamp, raw(fields), dict(bases or {}))


def raw(fields: Mapping[str, Any] | bytes) -> msgspec.Raw:
    return msgspec.Raw(fields if isinstance(fields, bytes) else protocol.encode(fields))


def said(response: httpx.Response, kind: type[T]) -> T:
    """What an answer says, when it says yes."""
    assert response.status_code == 200, (response.status_code, response.text)
    return msgspec.json.decode(response.content, type=kind)


def fault(response: httpx.Response) -> tuple[int, str]:
    """The status and the code of a refusal."""
    assert response.headers[protocol.VERSION_HEADER] == str(protocol.VERSION)
    found = msgspec.json.decode(response.content, type=Fault)
    assert found.reason
    assert found.now
    return response.status_code, found.code


def why(answer: Answer) -> list[tuple[str, str]]:
    """What was refused of a change."""
    return [(each.field, each.code) for each in answer.refused]


def values(states: Sequence[RecordState]) -> dict[str, dict[str, Any]]:
    """The fields of records by their ids."""
    return {state.id: msgspec.json.decode(state.fields) for state in states}
