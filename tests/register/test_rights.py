"""Who may write which field: judged by the stored record, whatever a change claims."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.register import rights
from app.register.rights import Writer
from app.sync.kinds import Writers, shared_kinds
from app.sync.protocol import Code, RefusedField, Role
from tests.register.offices import Net, part, values, whole, why

REQUEST, CERTIFICATE = "certificate_request", "certificate"

organisations = st.sampled_from(["own", "other"])
writers = st.builds(Writer, st.just("own"), st.sampled_from(Role))
kinds = st.sampled_from([*shared_kinds(), "of_a_newer_program"])
empties = st.sampled_from([None, "", [], {}])
filled = st.sampled_from(["x", 0, False, [""], {"fi": ""}, 0.0])


MAKERS = {Writers.CERTIFIERS: Role.CERTIFIER, Writers.COORDINATORS: Role.COORDINATOR}


@st.composite
def fields_of(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    known = shared_kinds().get(kind)
    names = [*known.names, "newer"] if known else ["anything", "deleted_at"]
    return draw(st.dictionaries(st.sampled_from(names), empties | filled))


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, dict[str, Any], Writer]:
    kind = draw(kinds)
    return kind, draw(fields_of(kind)), draw(writers)


def left(fields: dict[str, Any], refused: list[RefusedField]) -> set[str]:
    """The fields that may be written."""
    names = {each.field for each in refused}
    assert all(each.code == "not_yours" and each.reason for each in refused)
    assert names <= {*fields, rights.ALL}
    return set() if rights.ALL in names else set(fields) - names


@given(changes())
def test_a_new_record(change: tuple[str, dict[str, Any], Writer]) -> None:
    kind, fields, writer = change
    refused = rights.refuse_new(kind, fields, writer)
    may, known = left(fields, refused), shared_kinds().get(kind)
    if known is None:
        assert may == set(fields)
        return
    if writer.role != MAKERS.get(known.writers, writer.role):
        assert [each.field for each in refused] == [rights.ALL]
        return
    for name in fields:
        said = not rights.is_empty(fields[name])
        others = name in known.of_register or (
            name in known.of_certifiers and writer.role != Role.CERTIFIER
        )
        assert (name in may) is not (said and others), name


@given(changes(), organisations)
def test_a_stored_record(change: tuple[str, dict[str, Any], Writer], owner: str) -> None:
    kind, fields, writer = change
    may = left(fields, rights.refuse_change(kind, owner, fields, writer))
    known = shared_kinds().get(kind)
    certifies, owns = writer.role == Role.CERTIFIER, owner == writer.organisation_id
    for name in fields:
        if known is None:
            wanted = owns
        elif name in known.of_register or writer.role != MAKERS.get(known.writers, writer.role):
            wanted = False
        elif name in known.of_certifiers:
            wanted = certifies
        else:
            wanted = owns
        assert (name in may) is wanted, name


@given(changes(), st.data())
def test_what_is_said_again_changes_nothing(
    change: tuple[str, dict[str, Any], Writer], data: st.DataObject
) -> None:
    kind, fields, _writer = change
    stored = data.draw(fields_of(kind))
    known = shared_kinds().get(kind)
    for name in rights.repeated(kind, fields, stored):
        assert known is not None
        assert name in known.of_certifiers | known.of_register
        assert rights.is_empty(fields[name]) or fields[name] == stored[name]


@pytest.mark.parametrize("value", [0, 0.0, False, [""], {"a": None}, " ", "0"])
def test_what_says_something_is_not_empty(value: object) -> None:
    assert not rights.is_empty(value)


def test_a_record_is_its_makers(net: Net) -> None:
    office, other = net.office("A"), net.office("B", Role.COORDINATOR)
    made = office.add({"name": {"fi": "Polku"}})
    for change in (
        part(other, made, {"name": {"fi": "Kaapattu"}}, {"name": made.stamp}),
        part(other, made, {"deleted_at": "2026-01-01T00:00:00+00:00"}),
        part(other, made, {"newer": 1}),
        whole(other, {"name": {"fi": "Kaapattu"}}, record_id=made.record),
    ):
        assert why(other.push(change)[0]) == [("", "not_yours")]
    assert net.row(made.record)["owner"] == office.organisation
    assert office.pull() == []
    colleague = net.office("A")
    assert colleague.push(part(colleague, made, {"name": {"fi": "Yhteinen"}}))[0].refused == []


def test_an_owner_is_not_taken_from_a_change(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    forged = {"owner": other.organisation, "organisation_id": other.organisation}
    made = office.add({"name": {"fi": "Polku"}, **forged})
    assert net.row(made.record)["owner"] == office.organisation
    assert why(other.push(part(other, made, {"name": {}}))[0]) == [("", "not_yours")]


def test_a_request_is_decided_by_certifiers_only(net: Net) -> None:
    office = net.office("A")
    certifier, coordinator = net.office("C", Role.CERTIFIER), net.office("K", Role.COORDINATOR)
    forged = {"service_name": {"fi": "Arkiapu"}, "decision": "granted", "answer": ""}
    made = whole(office, forged, REQUEST)
    assert why(office.push(made)[0]) == [("decision", "not_yours")]
    decided = {"decision": "granted", "decided_by": "C", "message": "kaapattu"}
    assert why(office.push(part(office, made, {"decision": "granted"}))[0]) == [
        ("decision", "not_yours")
    ]
    assert why(coordinator.push(part(coordinator, made, decided))[0]) == [("", "not_yours")]
    (answer,) = certifier.push(part(certifier, made, decided))
    assert (answer.outcome, why(answer)) == ("applied", [("message", "not_yours")])
    found = values(office.pull())[made.record]
    assert found == {
        "service_name": {"fi": "Arkiapu"},
        "answer": "",
        "decision": "granted",
        "decided_by": "C",
    }
    again = whole(office, {**found, "message": "Kiitos", "decision": ""}, REQUEST, made.record)
    assert why(office.push(again)[0]) == [], "what others fill in is said again, not changed"
    stored = msgspec.json.decode(net.row(made.record)["fields"])
    assert (stored["decision"], stored["message"]) == ("granted", "Kiitos")


def test_certificates_are_made_and_changed_by_certifiers_only(
    net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.register import signing

    certifier, member = net.office("C", Role.CERTIFIER), net.office("C")
    forged = whole(member, {"name": {"fi": "Väärennös"}}, CERTIFICATE)
    assert why(member.push(forged)[0]) == [("", "not_yours")]
    signed = {"signature": "S", "signed_with": "K"}

    def sign(_c: Any, _n: Any, _d: Any, stored: Any, fields: Any, *_more: Any) -> Any:
        if "reason" in fields:
            return RefusedField("reason", Code.CERTIFICATE, "No.")
        return signed if stored is None else {}

    monkeypatch.setattr(signing, "sign_certificate", sign)
    mine = {"name": {"fi": "Todistus"}, "signature": "oma", "status": "valid"}
    made = whole(certifier, mine, CERTIFICATE)
    assert why(certifier.push(made)[0]) == [("signature", "not_yours")]
    stored = msgspec.json.decode(net.row(made.record)["fields"])
    assert stored == {"name": {"fi": "Todistus"}, "status": "valid", **signed}
    ((state),) = certifier.pull()
    assert msgspec.json.decode(state.fields) == stored, "it hears of its signature"
    assert state.stamps["signature"] > state.stamps[""] == made.stamp
    withdrawn = {"status": "withdrawn", "reason": "x", "signature": ""}
    assert why(member.push(part(member, made, withdrawn))[0]) == [("", "not_yours")]
    (answer,) = certifier.push(part(certifier, made, withdrawn))
    assert why(answer) == [("signature", "not_yours"), ("reason", "certificate")]
    stored = msgspec.json.decode(net.row(made.record)["fields"])
    assert (stored["status"], stored["signature"]) == ("withdrawn", "S")
    assert "reason" not in stored
    refused = whole(certifier, {"name": {"fi": "B"}, "reason": "x"}, CERTIFICATE)
    assert why(certifier.push(refused)[0]) == [("reason", "certificate")]
    assert refused.record not in {state.id for state in member.pull()}
