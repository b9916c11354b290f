"""A register that means harm, or isn't one."""

import time
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import httpx
import msgspec
import pytest
import zstandard

from app.core.record import new_id
from app.core.store import Store
from app.organisation.records import Organisation
from app.sync import client, protocol
from app.sync import link as links
from app.sync.protocol import Code, Fault, RecordState
from app.sync.records import Shared
from app.sync.trouble import ANSWER, Stopped
from tests.sync.offices import all_sent, waiting
from tests.sync.offices import join as pretend_to_join
from tests.sync.strangers import Evil, link_of, made_here

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
