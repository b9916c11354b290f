"""How offices join a network, go on in it as copies, and are disconnected."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import select

from app.core.record import new_id
from app.register import codes, devices, enrolling, invitations, tables
from app.register.refused import Refused
from app.register.tables import device, invitation
from app.sync import protocol
from app.sync.protocol import Enrolled, EnrolRequest, NetworkAnswer, OfficesAnswer, Role
from tests.register.offices import Net, Office, fault, said, whole

DAY = 24 * 60 * 60 * 1000


def enrol(net: Net, code: str, device_id: str = "") -> httpx.Response:
    asked = protocol.encode(EnrolRequest(code, device_id or new_id()))
    return net.ask("POST", protocol.ENROL, content=asked)


@pytest.mark.parametrize("role", list(Role))
def test_a_code_makes_a_device_known(net: Net, role: Role) -> None:
    device_id = new_id()
    answer = said(enrol(net, net.code("Arkiapu ry", role), device_id), Enrolled)
    assert (answer.device, answer.role, answer.position) == (device_id, role, 0)
    assert (answer.network.id, answer.network.name) == (net.id, "Verkosto")
    assert answer.organisation.name == "Arkiapu ry"
    assert len(answer.keys) == 1
    known = said(Office(net, answer).ask("GET", protocol.NETWORK), NetworkAnswer)
    assert (known.network, known.organisation, known.role, known.keys) == (
        answer.network,
        answer.organisation,
        role,
        answer.keys,
    )


def test_a_code_works_once(net: Net) -> None:
    code = net.code("A")
    said(enrol(net, code), Enrolled)
    assert fault(enrol(net, code)) == (403, "invitation")


def test_a_code_may_be_typed_as_people_do(net: Net) -> None:
    code = next(code for code in iter(lambda: net.code("A"), "") if "0" in code and "1" in code)
    typed = f"  {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')}\n"
    said(enrol(net, typed), Enrolled)


@pytest.mark.parametrize("code", ["", "x", "💛" * 16, "\u0000" * 16, "é" * 16, "A" * 64])
def test_what_is_no_code_is_refused(net: Net, code: str) -> None:
    assert fault(enrol(net, code)) == (403, "invitation")


def test_wrong_tries_are_counted(net: Net) -> None:
    code = net.code("A")
    wrong = code[:-4] + ("0000" if code[-4:] != "0000" else "1111")
    for _try in range(invitations.WRONG_TRIES):
        assert fault(enrol(net, wrong)) == (403, "invitation")
    (row,) = net.rows(invitation)
    assert row["wrong_tries"] == invitations.WRONG_TRIES
    assert fault(enrol(net, code)) == (403, "invitation")
    assert net.rows(device) == []


def test_a_few_wrong_tries_are_forgiven(net: Net) -> None:
    code = net.code("A")
    wrong = code[:-4] + ("0000" if code[-4:] != "0000" else "1111")
    for _try in range(invitations.WRONG_TRIES - 1):
        enrol(net, wrong)
    said(enrol(net, code), Enrolled)


def test_a_code_expires(net: Net, at: Callable[[int], None]) -> None:
    code = net.code("A", days=2)
    at(2 * DAY + 1)
    assert fault(enrol(net, code)) == (403, "invitation")
    at(2 * DAY - 60_000)
    said(enrol(net, code), Enrolled)


def test_a_lost_answer_can_be_asked_for_again(net: Net, at: Callable[[int], None]) -> None:
    code, device_id = net.code("A"), new_id()
    lost = Office(net, said(enrol(net, code, device_id), Enrolled))
    assert fault(enrol(net, code)) == (403, "invitation"), "another device isn't meant"
    office = Office(net, said(enrol(net, code, device_id), Enrolled))
    assert fault(lost.fetch(0)) == (401, "token")
    office.pull()
    assert fault(enrol(net, code, device_id)) == (403, "invitation"), "its token is in use"
    other, device_id = net.code("A"), new_id()
    said(enrol(net, other, device_id), Enrolled)
    at(enrolling.LOST_ANSWER + 60_000)
    assert fault(enrol(net, other, device_id)) == (403, "invitation"), "that is long ago"


def test_one_code_makes_one_device_however_fast(net: Net) -> None:
    code = net.code("A")

    def try_it(_number: int) -> str:
        try:
            return enrolling.enrol(net.database, code, new_id()).device
        except Refused as refused:
            return str(refused.code)

    with ThreadPoolExecutor(6) as threads:
        found = sorted(threads.map(try_it, range(6)))
    assert found[1:] == ["invitation"] * 5
    assert [row["device_id"] for row in net.rows(device)] == found[:1]


def test_a_device_comes_back_with_another_code(net: Net) -> None:
    office = net.office("A")
    office.page(0)
    with net.database.writing() as connection:
        assert devices.revoke(connection, net.id, office.device)
        assert not devices.revoke(connection, net.id, office.device)
    assert fault(office.fetch(0)) == (401, "token")
    assert fault(office.send(whole(office, {}))) == (401, "token")
    back = net.office("A", Role.CERTIFIER, device=office.device)
    assert back.enrolled.role == Role.CERTIFIER
    assert fault(office.fetch(0)) == (401, "token"), "the old token stays unknown"
    assert back.page(0).records == []


def test_a_device_of_another_organisation_needs_an_id_of_its_own(net: Net) -> None:
    office, code = net.office("A"), net.code("B")
    assert fault(enrol(net, code, office.device)) == (409, "copy")
    same_tag = new_id()[:-12] + office.device[-12:]
    assert fault(enrol(net, code, same_tag)) == (409, "copy")
    registers = new_id()[:-12] + "0" * 12
    assert fault(enrol(net, code, registers)) == (409, "copy")
    said(enrol(net, code), Enrolled)  # the code wasn't used up by that


def test_a_copy_goes_on_as_a_device_of_its_own(net: Net) -> None:
    office = net.office("A", Role.CERTIFIER)
    copy = office.renewed()
    assert copy.device != office.device
    assert (copy.enrolled.role, copy.organisation) == (Role.CERTIFIER, office.organisation)
    assert office.page(0).records == copy.page(0).records == []
    offices = said(copy.ask("GET", protocol.OFFICES), OfficesAnswer).offices
    assert offices == {office.tag: "A", copy.tag: "A"}


def test_a_lost_answer_to_a_copy_can_be_asked_for_again(net: Net) -> None:
    office, device_id = net.office("A"), new_id()
    lost = office.renewed(device_id)
    copy = office.renewed(device_id)
    assert fault(lost.fetch(0)) == (401, "token")
    copy.page(0)
    asked = protocol.encode(protocol.RenewRequest(device_id))
    assert fault(office.ask("POST", protocol.RENEW, content=asked)) == (409, "copy")
    other = net.office("A")
    asked = protocol.encode(protocol.RenewRequest(other.device))
    assert fault(office.ask("POST", protocol.RENEW, content=asked)) == (409, "copy")


def test_secrets_are_not_stored(net: Net) -> None:
    code = net.code("A")
    token = said(enrol(net, code), Enrolled).token
    assert len(token) >= 43, "256 bits"
    found = []
    with net.database.reading() as connection:
        for table in tables.metadata.sorted_tables:
            found += [str(tuple(row)) for row in connection.execute(select(table))]
    everything = "\n".join(found)
    assert codes.digest(token) in everything
    for secret in (token, code, codes.read(code)):
        assert secret not in everything


@pytest.mark.parametrize("told", ["", "Bearer", "Bearer ", "Bearer x", "Basic eA==", "bearer ä"])
def test_without_a_token_nothing_is_told(net: Net, told: str) -> None:
    net.office("A")
    headers = {"Authorization": told.encode()} if told else {}
    for method, path in (
        ("GET", f"{protocol.PULL}?after=0"),
        ("POST", protocol.PUSH),
        ("POST", protocol.RENEW),
        ("POST", protocol.RECORDS),
        ("GET", protocol.DIGESTS),
        ("GET", f"{protocol.HEADS}?kind=service"),
        ("GET", protocol.OFFICES),
        ("GET", protocol.NETWORK),
    ):
        answer = net.ask(method, path, headers=headers)
        assert fault(answer) == (401, "token"), path
        assert answer.headers["www-authenticate"] == "Bearer"


def test_old_programs_are_told_to_update(net: Net) -> None:
    office = net.office("A")
    for told, wanted in (("0", (426, "update")), ("-1", (400, "malformed"))):
        headers = {protocol.VERSION_HEADER: told}
        answer = office.ask("GET", f"{protocol.PULL}?after=0", headers=headers)
        assert fault(answer) == wanted
        assert fault(net.ask("POST", protocol.ENROL, headers=headers)) == wanted
    for told in ("1", "2"):
        headers = {protocol.VERSION_HEADER: told}
        assert office.ask("GET", f"{protocol.PULL}?after=0", headers=headers).status_code == 200
