"""A certificate of the network from the request to the verification page: two real offices, a real register."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from sqlalchemy.orm import Session

from app.certification.certificates import actions as certificates
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import standing
from app.certification.requests import actions, deciding
from app.certification.requests.records import CertificateRequest
from app.core import editing
from app.core.change import Changes
from app.core.record import new_id
from app.core.store import Store
from app.core.text import _l
from app.organisation.records import Organisation
from app.register import signing_keys
from app.register.database import Database
from app.services.records import ServiceProduct
from app.sync import refused
from app.sync.protocol import Role
from app.sync.records import Shared
from tests.certification.schemes.data import keep, mini, peer, service
from tests.sync.running import Join, Network, Register, connect, office, sync
from tests.sync.strangers import link_of, made_here, take_in

NAME = "Rantakylän Arkiapu ry"


@pytest.fixture
def member(network: Network, register: Register, empty: Path, tmp_path: Path) -> Iterator[Store]:
    """An office with its name and a service that was assessed, which has joined."""
    made = office(empty, tmp_path, "member")
    values = {"name": {"fi": NAME}, "own": True, "sector": "third"}
    made.write(lambda s: editing.add(s, Organisation, values))
    keep(made, mini())
    connect(made, register.url, network, NAME)
    yield made
    made.close()


@pytest.fixture
def certifier(network: Network, register: Register, empty: Path, tmp_path: Path) -> Iterator[Store]:
    made = office(empty, tmp_path, "certifier")
    connect(made, register.url, network, "Kehitysyhtiö", role=Role.CERTIFIER)
    yield made
    made.close()


@pytest.fixture
def product(member: Store) -> str:
    return service(member)


def asked(member: Store, certifier: Store, product: str) -> str:
    assessment = peer(member, product)
    made = member.write(lambda s: actions.ask(s, assessment, "Tervetuloa")).result
    sync(member), sync(certifier)
    return made


def granted(certifier: Store, request: str) -> str:
    values = {"granted_by": "Sirpa Saari"}
    return certifier.write(lambda s: deciding.grant(s, request, values)).result


def the(store: Store, certificate_id: str) -> Certificate:
    with store.read() as session:
        return session.get_one(Certificate, certificate_id)


def stands(store: Store, certificate_id: str) -> str:
    with store.read() as session:
        return standing(session, session.get_one(Certificate, certificate_id))


def stage(store: Store, product: str) -> str:
    with store.read() as session:
        return session.get(ServiceProduct, product).stage


def page(register: Register, number: str) -> dict[str, object]:
    address = f"{register.url}/verify/{number}"
    return httpx.get(address, headers={"Accept": "application/json"}).json()


def none_refused(*offices: Store) -> None:
    for each in offices:
        with each.read() as session:
            assert refused.waiting(session) == []


def test_from_the_request_to_the_page(
    member: Store, certifier: Store, product: str, register: Register
) -> None:
    request = asked(member, certifier, product)
    made = granted(certifier, request)
    assert stands(certifier, made) == "unsigned"
    sync(certifier)
    sync(certifier)
    assert the(certifier, made).signature, "the certifier's own office hears the signature too"
    assert stands(certifier, made) == "valid"
    sync(member)
    assert stands(member, made) == "valid"
    assert stage(member, product) == "certified"
    with member.read() as session:
        assert session.get(CertificateRequest, request).decision == "granted"
    number = the(member, made).code
    assert page(register, number)["state"] == "valid"
    none_refused(member, certifier)

    certifier.write(lambda s: certificates.suspend(s, made, "Syy"))
    sync(certifier), sync(member)
    assert (stage(member, product), the(member, made).status) == ("productised", "suspended")
    assert page(register, number)["state"] == "suspended"
    certifier.write(lambda s: certificates.reinstate(s, made))
    sync(certifier), sync(member)
    assert stage(member, product) == "certified"
    certifier.write(lambda s: certificates.withdraw(s, made, "Syy"))
    sync(certifier), sync(member)
    assert page(register, number)["state"] == "withdrawn"
    assert stage(member, product) == "productised"
    none_refused(member, certifier)
    member_after, certifier_after = sync(member), sync(certifier)
    assert (member_after.pulled, certifier_after.pulled) == (0, 0)


def test_a_key_that_the_network_has_changed_is_asked_for(
    member: Store, certifier: Store, product: str, network: Network, database: Database
) -> None:
    request = asked(member, certifier, product)
    database.write(lambda connection: signing_keys.rotate(connection, network.id))
    made = granted(certifier, request)
    sync(certifier), sync(member)
    assert stands(member, made) == "valid"
    assert stage(member, product) == "certified"


def test_an_answer_in_words_comes_back(member: Store, certifier: Store, product: str) -> None:
    request = asked(member, certifier, product)
    certifier.write(lambda s: deciding.decline(s, request, "Vertaisarvio puuttuu", "Sirpa"))
    sync(certifier), sync(member)
    with member.read() as session:
        found = session.get(CertificateRequest, request)
        assert (found.decision, found.answer) == ("declined", "Vertaisarvio puuttuu")
        assert found.assessment_id, "what isn't shared stays"
    none_refused(member, certifier)


def test_a_certificate_that_says_another_holder_isnt_signed(
    member: Store, certifier: Store, product: str, register: Register
) -> None:
    request = asked(member, certifier, product)
    with certifier.read() as session:
        found = session.get(CertificateRequest, request)
    assert found is not None

    def change(session: Session) -> Changes:
        session.get(CertificateRequest, request).holder = {"fi": "Muu ry"}
        return deciding.grant(session, request, {"granted_by": "Sirpa"})

    made = certifier.write(change).result
    sync(certifier)
    assert page(register, the(certifier, made).code)["code"] == "missing"
    with certifier.read() as session:
        told = refused.waiting(session)
    assert {each.kind for each in told} >= {"certificate"}


def test_a_member_alone_withdraws_nothing(
    member: Store, certifier: Store, product: str, register: Register
) -> None:
    made = granted(certifier, asked(member, certifier, product))
    sync(certifier), sync(member)

    def by_force(session: Session) -> Changes:
        found = session.get_one(Certificate, made)
        certificates.put(found, {"status": "withdrawn", "reason": "Syy"})
        return Changes(_l("x"), made)

    member.write(by_force)
    sync(member)
    assert page(register, the(member, made).code)["state"] == "valid"


def test_a_certificate_that_comes_before_its_service_is_taken_in(join: Join) -> None:
    store = join("a", "Arkiapu")
    us = link_of(store).organisation_id
    service = made_here({"name": {"fi": "Palvelu"}}, us, "service")
    together = made_here({"name": {"fi": "Toinen"}}, us, "service")
    said = {"self_declared": False, "status": "valid", "more_of_it": 1}
    early, beside = (
        made_here(
            {**said, "services": [{"id": "a", "service_id": each.id}]}, new_id(), "certificate"
        )
        for each in (service, together)
    )
    take_in(store, early)
    with store.read() as session:
        assert session.get(Certificate, early.id) is None
    take_in(store, beside, service, together)
    with store.read() as session:
        for each in (early, beside):
            assert session.get(Certificate, each.id).status == "valid"
            shared = session.get(Shared, each.id)
            assert (shared.own, msgspec.json.decode(shared.fields)) == (True, {"more_of_it": 1})
            assert shared.owner == each.owner
