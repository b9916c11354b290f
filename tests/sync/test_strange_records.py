"""Records that no program of ours would send: the others come in, and these keep nothing back."""

from typing import Any

import msgspec
import pytest

from app.certification.certificates.records import Certificate
from app.core import editing
from app.core.record import new_id
from app.services.records import ServiceProduct
from app.sync.records import Shared
from tests.sync.running import Join, Network, Register, paths, sync
from tests.sync.strangers import Program, link_of, made_here, take_in

DEEP = b"[" * 400 + b"]" * 400


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
    take_in(store, good, made_here(fields, us), last)
    assert {good.id, last.id} <= set(paths(store))
    assert link_of(store).cursor == 1
    take_in(store, made_here({"name": {"fi": "Seuraava"}}, us))
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
        take_in(store, made_here(fields, owner, kind), good)
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
        take_in(store, made_here({**bad, **more}, new_id(), "certificate"))
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
    take_in(store, state)
    with store.read() as session:
        assert session.get(ServiceProduct, state.id).stage == "productised"
