"""Blobs arrive whole or in parts, over a bad line too, and only in their own network."""

import asyncio
import json
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import Response
from hypothesis import given
from hypothesis import strategies as st

from app.register import blob_rules, blob_store, clock
from app.register.blob_rules import BadPart, Part
from app.register.database import Database
from app.register.server import create_app
from app.register.settings import Settings
from app.sync.protocol import BLOBS, MOST_BLOB
from tests.register.around import Known, ask, known

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
SHA = sha256(PNG).hexdigest()


@pytest.fixture
def application(database: Database) -> FastAPI:
    return create_app(database, Settings(compaction=False))


@pytest.fixture
def office(database: Database) -> Known:
    return known(database, "Esimerkki Oy")


def send(
    application: FastAPI, office: Known, content: bytes, sha: str = "", **headers: str
) -> Response:
    path = f"{BLOBS}/{sha or sha256(content).hexdigest()}"
    given = {"content": content, "headers": {**office.headers, **headers}}
    return ask(application, ("PUT", path, given))[0]


def get(
    application: FastAPI, office: Known, sha: str = SHA, method: str = "GET", **headers: str
) -> Any:
    given = {"headers": {**office.headers, **headers}}
    return ask(application, (method, f"{BLOBS}/{sha}", given))[0]


def test_a_blob_goes_in_and_comes_out(application: FastAPI, office: Known) -> None:
    sent = send(application, office, PNG)
    assert sent.status_code == 200
    assert json.loads(sent.content) == {"sha256": SHA, "received": len(PNG), "complete": True}
    assert sent.headers["kumppani-protocol"] == "1"
    got = get(application, office)
    assert (got.status_code, got.content) == (200, PNG)
    assert got.headers["content-type"] == "image/png"
    assert got.headers["x-content-type-options"] == "nosniff"
    head = get(application, office, method="HEAD")
    assert (head.content, head.headers["content-length"]) == (b"", str(len(PNG)))
    assert send(application, office, PNG).status_code == 200, "sent again it is the same"


def test_a_part_can_be_asked_for(application: FastAPI, office: Known) -> None:
    send(application, office, PNG)
    part = get(application, office, Range="bytes=100-199")
    assert (part.status_code, part.content) == (206, PNG[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(PNG)}"
    assert get(application, office, Range="bytes=-5").content == PNG[-5:]
    assert get(application, office, Range=f"bytes={len(PNG)}-").status_code == 416
    assert get(application, office, Range="bytes=1-2,5-6").content == PNG


def test_what_was_cut_goes_on(application: FastAPI, office: Known) -> None:
    first = send(
        application, office, PNG[:1000], SHA, **{"Content-Range": f"bytes 0-999/{len(PNG)}"}
    )
    assert (first.status_code, json.loads(first.content)["received"]) == (202, 1000)
    half = get(application, office, method="HEAD")
    assert (half.headers["upload-offset"], half.headers["upload-complete"]) == ("1000", "?0")
    assert (half.status_code, get(application, office).status_code) == (404, 404)
    gap = send(
        application,
        office,
        PNG[2000:],
        SHA,
        **{"Content-Range": f"bytes 2000-{len(PNG) - 1}/{len(PNG)}"},
    )
    assert json.loads(gap.content)["received"] == 1000, "what would leave a gap is left out"
    rest = send(
        application,
        office,
        PNG[900:],
        SHA,
        **{"Content-Range": f"bytes 900-{len(PNG) - 1}/{len(PNG)}"},
    )
    assert rest.status_code == 200
    assert get(application, office).content == PNG


def test_what_came_before_the_line_broke_is_kept(application: FastAPI, office: Known) -> None:
    scope = {
        "type": "http", "http_version": "1.1", "method": "PUT", "path": f"{BLOBS}/{SHA}", "query_string": b"",
        "headers": [
            (b"authorization", f"Bearer {office.token}".encode()),
            (b"content-length", str(len(PNG)).encode()),
        ],
        "client": ("192.0.2.1", 1), "scheme": "http", "server": ("register", 80), "root_path": "",
    }  # fmt: skip

    async def go() -> None:
        messages = [
            {"type": "http.request", "body": PNG[:5000], "more_body": True},
            {"type": "http.disconnect"},
        ]

        async def receive() -> dict[str, Any]:
            return messages.pop(0) if messages else {"type": "http.disconnect"}

        async def send_nothing(_message: Any) -> None:
            return None

        await application(scope, receive, send_nothing)

    asyncio.run(go())
    assert get(application, office, method="HEAD").headers["upload-offset"] == "5000"


def test_what_came_before_time_was_up_is_kept(database: Database, office: Known) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield PNG[:4000]
        await asyncio.sleep(30)

    application = create_app(database, Settings(compaction=False, body_seconds=1))
    given = {
        "content": slow(),
        "headers": {**office.headers, "Content-Length": str(len(PNG))},
    }
    (answer,) = ask(application, ("PUT", f"{BLOBS}/{SHA}", given))
    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "busy")
    assert get(application, office, method="HEAD").headers["upload-offset"] == "4000"


def test_only_pictures_and_pdf_are_kept(application: FastAPI, office: Known) -> None:
    for content in (b"<svg onload='x'>", b"PK\x03\x04 archive", b"%PD"):
        refused = send(application, office, content)
        assert (refused.status_code, json.loads(refused.content)["code"]) == (400, "value")
    assert send(application, office, b"\xff\xd8\xff jpeg").status_code == 200
    assert send(application, office, b"%PDF-1.7").status_code == 200


def test_a_wrong_hash_is_thrown_away(application: FastAPI, office: Known) -> None:
    refused = send(application, office, PNG + b"x", SHA)
    assert refused.status_code == 400
    assert get(application, office).status_code == 404
    assert send(application, office, PNG, "abc").status_code == 400
    assert send(application, office, PNG, SHA.upper()).status_code == 400


def test_sizes(application: FastAPI, office: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    large = send(
        application,
        office,
        PNG,
        SHA,
        **{"Content-Range": f"bytes 0-{len(PNG) - 1}/{MOST_BLOB + 1}"},
    )
    assert (large.status_code, json.loads(large.content)["code"]) == (413, "too_large")
    assert send(application, office, b"").status_code == 400
    assert (
        send(application, office, PNG, SHA, **{"Content-Range": "bytes 0-5/6"}).status_code == 400
    )
    monkeypatch.setattr(blob_store, "MOST_OF_ORGANISATION", len(PNG) + 10)
    assert send(application, office, PNG).status_code == 200
    assert send(application, office, PNG + b"x").status_code == 413


def test_other_networks_and_strangers_see_nothing(
    application: FastAPI, office: Known, database: Database
) -> None:
    send(application, office, PNG)
    stranger = Known("", "", "", "nonsense")
    assert get(application, stranger).status_code == 401
    assert send(application, stranger, PNG).status_code == 401
    elsewhere = known(database, "Muualla Oy")
    assert get(application, elsewhere).status_code == 404
    neighbour = known(database, "Naapuri Oy", office.network_id)
    assert get(application, neighbour).content == PNG


def test_a_half_is_its_organisations_own(
    application: FastAPI, office: Known, database: Database
) -> None:
    send(application, office, PNG[:9], SHA, **{"Content-Range": f"bytes 0-8/{len(PNG)}"})
    neighbour = known(database, "Naapuri Oy", office.network_id)
    assert get(application, neighbour).status_code == 404
    rest = {"Content-Range": f"bytes 9-{len(PNG) - 1}/{len(PNG)}"}
    assert json.loads(send(application, neighbour, PNG[9:], SHA, **rest).content)["received"] == 0
    assert send(application, neighbour, PNG).status_code == 200
    assert get(application, office).content == PNG


def test_halves_are_forgotten(database: Database, office: Known) -> None:
    later = clock.now() + blob_store.HALF_KEPT + 1000
    with database.writing() as connection:
        for content, part in ((PNG, Part(0, 100, len(PNG))), (b"%PDF-", Part(0, 5, 5))):
            blob_store.keep(
                connection,
                office.network_id,
                office.organisation_id,
                sha256(content).hexdigest(),
                part,
                content[: part.length],
                clock.now(),
            )
        assert blob_store.forget_half(connection, clock.now()) == 0
        assert blob_store.find(connection, office.network_id, SHA) is not None
        assert blob_store.forget_half(connection, later) >= 1
        assert blob_store.find(connection, office.network_id, SHA) is None
        whole = sha256(b"%PDF-").hexdigest()
        assert blob_store.find(connection, office.network_id, whole) is not None


@given(st.text(max_size=40), st.integers(1, MOST_BLOB))
def test_any_range_is_within_the_blob(header: str, size: int) -> None:
    for written in (header, f"bytes={header}"):
        try:
            found = blob_rules.wanted(written, size)
        except BadPart:
            continue
        assert found is None or 0 <= found[0] < found[1] <= size


@given(st.text("bytes 0123456789-/", max_size=30), st.text("0123456789", max_size=6))
def test_any_part_is_within_its_whole(content_range: str, length: str) -> None:
    try:
        found = blob_rules.part(content_range, length)
    except BadPart:
        return
    assert 0 <= found.start < found.start + found.length <= found.total
