"""Texts that want to be more than texts: whatever a record holds, a page shows it as words or not at all."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import update

from app.catalogue import shapes
from app.core.record import new_id
from app.core.text import languages
from app.register import networks, tables, verified
from app.register.database import Database
from tests.register.certificates import record
from tests.register.offices import Net
from tests.register.web import town as towns
from tests.register.web.conftest import SITE, application
from tests.register.web.reading import Seen

TURNS = "\u202e\u2067"
"""Signs that turn around whatever follows."""
NASTY = (
    "</script><script>alert('x')</script><img src=x onerror=alert(1)>\"' onmouseover=alert(2) {{ 7*7 }} <!--"
    + TURNS
)
LONG = "a" * 400
ALLOWED = ("http://", "https://", "mailto:", "tel:", "/", ".", "#", "?")


def nasty(kind: str, value: Any) -> Any:
    """A value with the nasty text in the place of each of its words."""
    match value:
        case dict():
            plain = {name: nasty(name, each) for name, each in value.items()}
            return plain | ({"sv": NASTY} if set(value) & set(languages()) else {})
        case list():
            return [nasty(kind, each) for each in value]
        case str() if kind not in KEPT:
            return NASTY
        case _:
            return value


KEPT = {
    "id", "service_id", "organisation_id", "partnership_id", "successor_id", "stage", "starts_on", "ends_on", "state",
    "valid_from", "valid_to", "price", "status", "left_on", "public", "code", "signature", "content",
}  # fmt: skip
HOSTILE: Mapping[str, Any] = {
    "website": "javascript:alert(1)",
    "email": 'x@y.fi" onclick="alert(1)',
    "phone": "javascript:alert(1)",
}


@pytest.fixture(scope="module")
def pages(directory_database: Database) -> Iterator[list[tuple[str, str]]]:
    """Every page of a network whose every text is hostile: addresses and what they answer."""
    day = verified.today().isoformat()
    ids = {kind: new_id() for kind in shapes.KINDS}
    service = {
        **towns.CLEANING,
        "stage": "productised",
        "municipalities": ["167", NASTY],
        "ptv_class": NASTY,
    }
    records: dict[str, dict[str, Any]] = {
        shapes.ORGANISATION: {
            "name": {"fi": "x"}, "summary": {"fi": "x"}, "description": {"fi": "x"}, "sector": "x", "business_id": "x",
            "soteri": "x", "languages": ["x"],
            "locations": [{"name": "x", "street": "x", "town": "x", "postal_code": "x", "accessibility": {"fi": "x"}}],
            "marks": [{"mark": "x", "number": "x"}],
        },
        shapes.SERVICE: service,
        shapes.CERTIFICATE: {
            "name": {"fi": "x"}, "issuer": {"fi": "x"}, "holder": {"fi": "x"}, "code": NASTY[:40],
            "services": [{"service_id": ids[shapes.SERVICE]}], "valid_from": day, "valid_to": day, "status": "valid",
            "signature": "x", "self_declared": False, "content": "{}",
        },
        shapes.PATH: {
            "name": {"fi": "x"}, "need": {"fi": "x"},
            "steps": [{"service": {"fi": "x"}, "client_sees": {"fi": "x"}, "hand_over": {"fi": "x"}},
                      {"service_id": ids[shapes.SERVICE], "client_sees": {"fi": LONG}}],
        },
        shapes.EVENT: {
            "name": {"fi": "x"}, "objective": {"fi": "x"}, "invitation": {"fi": "x"}, "place": "x", "sort": "x",
            "register_how": {"fi": "x"}, "programme": [{"at": 60, "item": {"fi": "x"}, "by": "x"}],
            "starts_on": day, "state": "open", "public": True, "partnership_id": ids[shapes.PARTNERSHIP],
        },
        shapes.PARTNERSHIP: {
            "name": {"fi": "x"}, "purpose": {"fi": "x"}, "for_clients": {"fi": "x"}, "form": "x", "public": True,
            "members": [{"name": "x", "role": "x", "country": "x"}, {"organisation_id": ids[shapes.ORGANISATION]}],
        },
    }  # fmt: skip
    with Net(directory_database, application(directory_database, SITE)) as net:
        with directory_database.writing() as connection:
            owner = networks.make_organisation(connection, net.id, "x")
            for kind, fields in records.items():
                told = nasty("", fields) | (HOSTILE if kind == shapes.ORGANISATION else {})
                record(connection, net.id, kind, owner, told, ids[kind])
            connection.execute(
                update(tables.network)
                .where(tables.network.c.network_id == net.id)
                .values(position=1, name=NASTY.removesuffix(TURNS))  # the keeper gives it
            )
        net.ask("GET", "/fi/")
        paths = [
            *(
                "",
                "services",
                "services?certified=1",
                "organisations",
                "paths",
                "events",
                "networks",
                "about",
            ),
            f"organisations/{ids[shapes.ORGANISATION]}",
            f"paths/{ids[shapes.PATH]}",
            f"events/{ids[shapes.EVENT]}",
            f"networks/{ids[shapes.PARTNERSHIP]}",
            "municipalities/167",
            "services?q=" + "%3Cscript%3Ealert(1)%3C/script%3E%22onfocus=alert(1)",
            "organisations?q=%22%3E%3Cscript%3E",
            "services?price=%22%3E%3Cscript%3E",
        ]
        found: list[tuple[str, str]] = []
        for language in languages():
            service_path = net.ask("GET", f"/{language}/services/{ids[shapes.SERVICE]}")
            there = service_path.headers["location"].rpartition("services/")[2]
            for path in (*paths, f"services/{there}"):
                answer = net.ask("GET", f"/{language}/{path}")
                assert answer.status_code == 200, path
                found.append((path, answer.text))
        yield found


def test_nothing_of_it_runs(pages: list[tuple[str, str]]) -> None:
    for path, html in pages:
        seen = Seen(html)
        assert not seen.unclosed, path
        scripts = seen.all("script")
        assert all(each.get("src") or each.get("type") == "application/ld+json" for each in scripts)
        assert all(not each.strip() or each.startswith("{") for each in seen.scripts), path
        for tag, attributes in seen.elements:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (
                path,
                tag,
            )
            for name in ("href", "src", "action"):
                value = attributes.get(name)
                assert value is None or value.startswith(ALLOWED), (path, name, value)
        assert {each["src"] for each in seen.all("img")} <= {
            f"{up}/files/mark.svg" for up in ("..", "../..", "../../..")
        }  # fmt: skip


def test_it_is_read_as_words(pages: list[tuple[str, str]]) -> None:
    for path, html in pages:
        if path.startswith(("services/", "organisations/", "paths/", "events/", "networks/")):
            seen = Seen(html)
            assert "alert('x')" in seen.words, path
            assert "{{ 7*7 }}" in seen.words, path
            assert "49 <" not in seen.words


def test_no_text_turns_around_what_follows_it(pages: list[tuple[str, str]]) -> None:
    for path, html in pages:
        assert not set(TURNS) & set(html), path


def test_what_machines_read_stays_data(pages: list[tuple[str, str]]) -> None:
    told = [each for _path, html in pages for each in Seen(html).structured]
    assert any(each.get("name", "").startswith("</script>") for each in told)


def test_what_no_browser_should_open_is_left_out(pages: list[tuple[str, str]]) -> None:
    for path, html in pages:
        assert "javascript:" not in html, path
        assert "onclick" not in html, path
