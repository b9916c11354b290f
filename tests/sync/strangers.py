"""What another program of an organisation, or a register that means harm, says to an office."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import msgspec
import pytest

from app.core.record import new_id
from app.core.store import Store
from app.sync import applying, protocol, pulling, register_api
from app.sync import link as links
from app.sync.protocol import (
    Answer,
    Change,
    Enrolled,
    EnrolRequest,
    Fault,
    Lost,
    PullAnswer,
    PushAnswer,
    PushRequest,
    RecordState,
)
from app.sync.records import Link
from app.sync.stamp import Clock, tag_of
from tests.sync.running import Network, Register

REQUEST = {"service_id": new_id(), "service_name": {"fi": "Salainen"}, "message": "Vain teille"}


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
        more = {"whole": True, **more}
        change = Change(new_id(), kind, record or new_id(), self.stamp(), raw, **more)
        with register_api.Register(self.url, self.enrolled.token) as line:
            answer = line.post(protocol.PUSH, PushRequest(0, [change]), PushAnswer)
        return answer.answers[0]


def made_here(state: Mapping[str, Any], owner: str, kind: str = "service_path") -> RecordState:
    stamp = Clock(time.time_ns() // 1_000_000).stamp("a" * 12)
    raw = state if isinstance(state, bytes) else msgspec.json.encode(state)
    return RecordState(new_id(), kind, owner, msgspec.Raw(raw), {"": stamp})


def take_in(store: Store, *states: RecordState, lost: tuple[Lost, ...] = ()) -> pulling.Pulled:
    """Take in a page as the register might have sent it."""
    with store.read() as session:
        link = session.get_one(Link, links.ONLY)
        session.expunge(link)
    now = links.local_now()
    next_one = link.cursor + 1
    answer = PullAnswer(list(states), list(lost), next_one, False, next_one, now)
    answer = msgspec.json.decode(msgspec.json.encode(answer), type=PullAnswer)
    return pulling.take_page(store, link, answer, applying.NO_FILES)


def link_of(store: Store) -> Link:
    with store.read() as session:
        found = session.get_one(Link, links.ONLY)
        session.expunge(found)
        return found


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
        asked: dict[str, Any] = {"transport": httpx.MockTransport(handle), "verify": False}
        monkeypatch.setattr(
            register_api.httpx,
            "Client",
            lambda **given: real(**(given | asked)),
        )
