"""What is too much is refused in the protocol's words, before it costs anything."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from starlette.requests import Request
from starlette.responses import Response

from app.register import addresses, headers, limits, rates
from app.register.limits import Limits
from app.register.logs import JsonLines, tell
from app.register.settings import Settings
from app.register.watching import Served, Watching
from app.sync.protocol import BLOBS, ENROL, MOST_BLOB, MOST_BYTES, PUSH
from tests.register.around import ask


def application(**given: Any) -> FastAPI:
    made = FastAPI()

    @made.post(PUSH)
    @made.post(ENROL)
    @made.put(BLOBS + "/{sha}")
    async def read(request: Request) -> Response:
        body = await request.body()
        if request.headers.get("authorization") == "Bearer wrong":
            return Response(status_code=401)
        return Response(str(len(body)))

    @made.get("/fi/")
    @made.get("/static/{name}")
    def shown() -> None:
        pass

    @made.get("/fails/{secret}")
    def fails(secret: str) -> Response:
        raise ValueError(f"a secret value {secret}")

    @made.get("/away")
    def away() -> Response:
        raise OperationalError("SELECT", {}, Exception("the server closed the connection"))

    made.add_middleware(Limits, settings=Settings(**given))
    made.add_middleware(headers.SecurityHeaders, https=True)
    made.state.served = []
    made.add_middleware(Watching, told=made.state.served.append)
    return made


def test_many_tries_at_a_code_wait() -> None:
    made = application(enrol_tries=3)
    answers = ask(made, *[("POST", ENROL, {})] * 4)
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert json.loads(answers[-1].content)["code"] == "slow_down"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 20
    assert answers[-1].headers["kumppani-protocol"] == "1"
    assert ask(made, ("POST", ENROL, {}), client="192.0.2.2")[0].status_code == 200
    assert ask(made, ("POST", PUSH, {}))[0].status_code == 200, "only codes are slowed down"


def test_wrong_tokens_wait() -> None:
    made = application(wrong_tokens=2)
    wrong = ("POST", PUSH, {"headers": {"Authorization": "Bearer wrong"}})
    assert [each.status_code for each in ask(made, *[wrong] * 3)] == [401, 401, 429]
    assert ask(made, ("POST", PUSH, {}))[0].status_code == 200


def test_pages_are_shown_to_one_address_so_often_only() -> None:
    made = application(page_requests=2)
    page, file = ("GET", "/fi/", {}), ("GET", "/static/directory.css", {})
    answers = ask(made, page, file, page, file, page, file, ("POST", PUSH, {}))
    assert [each.status_code for each in answers] == [200, 200, 200, 200, 429, 200, 200]
    assert 1 <= int(answers[4].headers["retry-after"]) <= 30
    assert ask(made, page, client="192.0.2.2")[0].status_code == 200


def test_buckets_fill_again() -> None:
    now = 1000.0
    rate = rates.Rate(6, lambda: now)
    for _time in range(6):
        assert rate.wait("a") == 0
        rate.count("a")
    assert rate.wait("a") == 10
    assert rate.wait("b") == 0
    now += 10
    assert rate.wait("a") == 0


def test_few_addresses_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_ADDRESSES", 3)
    rate = rates.Rate(1, lambda: 0.0)
    for name in "abcd":
        rate.count(name)
    assert rate.wait("d") > 0
    assert rate.wait("a") == 0


@pytest.mark.parametrize(
    ("client", "forwarded", "trust", "expected"),
    [
        ("192.0.2.1", None, True, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", False, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.5, 198.51.100.7", True, "198.51.100.7"),
        ("192.0.2.1", "nonsense", True, "192.0.2.1"),
        ("::ffff:192.0.2.1", None, False, "192.0.2.1"),
        ("2001:db8:1:2:aaaa::1", None, False, "2001:0db8:0001:0002"),
        (None, None, False, "-"),
    ],
)
def test_whose_address(
    client: str | None, forwarded: str | None, trust: bool, expected: str
) -> None:
    written = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"client": (client, 1) if client else None, "headers": written}
    assert addresses.address(scope, trust_proxy=trust) == expected


def test_a_body_may_not_be_larger_than_told() -> None:
    made = application()
    answers = ask(
        made,
        ("POST", PUSH, {"content": b"x" * MOST_BYTES}),
        ("POST", PUSH, {"content": b"x" * (MOST_BYTES + limits.SPARE + 1)}),
        ("PUT", f"{BLOBS}/a", {"content": b"x" * MOST_BLOB}),
    )
    assert [each.status_code for each in answers] == [200, 413, 200]
    assert json.loads(answers[1].content)["code"] == "too_large"


def test_a_body_of_unknown_length_is_counted() -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _time in range(200):
            yield b"x" * 65536

    (answer,) = ask(application(), ("POST", PUSH, {"content": endless()}))
    assert answer.status_code == 413
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_may_not_take_for_ever() -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.sleep(5)
        yield b"x"

    made = application(body_seconds=0)
    (answer,) = ask(made, ("POST", PUSH, {"content": slow()}))
    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "busy")
    assert answer.headers["connection"] == "close"


def test_a_fault_is_told_without_its_values(caplog: pytest.LogCaptureFixture) -> None:
    made = application()
    (answer,) = ask(made, ("GET", "/fails/1234", {"headers": {"X-Request-Id": "from-the-proxy"}}))
    assert (answer.status_code, json.loads(answer.content)["code"]) == (500, "busy")
    assert answer.headers["x-request-id"] == "from-the-proxy"
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    line = JsonLines().format(record)
    assert "ValueError" in line
    assert "test_limits.py" in line
    assert "secret value" not in line
    assert "1234" not in line
    (served,) = made.state.served
    assert (served.route, served.status) == ("/fails/{secret}", 500)
    caplog.clear()


def test_a_database_that_is_away_is_worth_another_try() -> None:
    (answer,) = ask(application(), ("GET", "/away", {}))
    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0


def test_a_request_is_one_line_without_its_address(caplog: pytest.LogCaptureFixture) -> None:
    made = application()
    ask(made, ("PUT", f"{BLOBS}/abc?x=1", {"content": b"123"}), ("GET", "/nothing/here", {}))
    first, second = made.state.served
    assert (first.route, first.status, first.received, first.sent) == (BLOBS + "/{sha}", 200, 3, 1)
    assert (second.route, second.status) == ("-", 404)
    with caplog.at_level(logging.INFO, "kumppani.register"):
        tell(first)
        tell(Served("i", "GET", "/health", 200, 0.1, 0, 0, "", ""))
    (record,) = [each for each in caplog.records if each.name == "kumppani.register"]
    line = json.loads(JsonLines().format(record))
    assert line["route"] == BLOBS + "/{sha}"
    assert "abc" not in json.dumps(line)


def test_every_answer_keeps_browsers_calm() -> None:
    for answer in ask(application(), ("POST", PUSH, {}), ("GET", "/nothing", {})):
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["strict-transport-security"].startswith("max-age=")
