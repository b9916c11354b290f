"""The description of the protocol in OpenAPI: all of it, and nothing that isn't so."""

from typing import Any

import pytest

from app.sync import protocol
from tests.register.offices import Net, whole

WITH_BODY = {protocol.ENROL, protocol.RENEW, protocol.PUSH, protocol.RECORDS}
BODIES = {
    protocol.ENROL: ("EnrolRequest", "Enrolled"),
    protocol.RENEW: ("RenewRequest", "Enrolled"),
    protocol.PUSH: ("PushRequest", "PushAnswer"),
    protocol.PULL: ("", "PullAnswer"),
    protocol.RECORDS: ("RecordsRequest", "RecordsAnswer"),
    protocol.DIGESTS: ("", "DigestsAnswer"),
    protocol.HEADS: ("", "HeadsAnswer"),
    protocol.OFFICES: ("", "OfficesAnswer"),
    protocol.NETWORK: ("", "NetworkAnswer"),
}


@pytest.fixture
def description(net: Net) -> dict[str, Any]:
    return net.ask("GET", "/openapi.json").json()


def references(part: Any) -> set[str]:
    """The names of all types that a part refers to."""
    if isinstance(part, dict):
        own = {part["$ref"].rpartition("/")[2]} if "$ref" in part else set()
        return own.union(*(references(each) for each in part.values()))
    if isinstance(part, list):
        return set().union(*(references(each) for each in part))
    return set()


def test_every_address_is_described_with_its_bodies(description: dict[str, Any]) -> None:
    for path, (asks, says) in BODIES.items():
        ((method, told),) = description["paths"][path].items()
        assert method == ("post" if asks else "get")
        assert references(told.get("requestBody")) == ({asks} if asks else set())
        assert references(told["responses"]["200"]) == {says}
        statuses = set(told["responses"]) - {"200"}
        assert {"400", "413", "426", "429", "500", "503"} <= statuses
        assert ("401" in statuses) is ("security" in told) is (path != protocol.ENROL)
        assert "422" not in statuses
        for status in statuses:
            assert references(told["responses"][status]) == {"Fault"}
    components = description["components"]
    assert references(description) <= set(components["schemas"])
    assert components["securitySchemes"]["token"]["scheme"] == "bearer"


def test_refusals_that_happen_are_described(net: Net, description: dict[str, Any]) -> None:
    office = net.office("A")
    for path in BODIES:
        ((method, told),) = description["paths"][path].items()
        for given in (
            {},
            {"headers": office.headers},
            {"headers": {**office.headers, protocol.VERSION_HEADER: "0"}},
            {"headers": {**office.headers, "Content-Encoding": "gzip"}, "content": b"{}"},
            {"headers": office.headers, "content": b" " * (3 * protocol.MOST_BYTES)},
        ):
            if method == "get" and "content" in given:
                continue
            answer = net.ask(method.upper(), path, **given)
            assert str(answer.status_code) in told["responses"], (path, given.keys())


def test_a_cursor_is_a_number_however_json_writes_it(net: Net) -> None:
    office = net.office("A")
    sent = b'{"after":0.0,"changes":[%s]}' % protocol.encode(whole(office, {}))
    assert office.ask("POST", protocol.PUSH, content=sent).status_code == 200
