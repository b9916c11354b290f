"""Asking the network for a certificate, on real encrypted stores: who may, what is told, what is heard."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.certification.assessments import actions as assessments
from app.certification.certificates import actions as certificates
from app.certification.certificates.records import Certificate
from app.certification.requests import actions, deciding, network
from app.certification.requests.records import CertificateRequest
from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Missing, Refusal
from app.core.store import Store
from app.core.text import Text, set_language
from app.services.records import ServiceProduct
from app.sync.kinds import shared_kinds
from tests.certification.requests.data import (
    Signer,
    carried,
    join,
    organisation,
    request_of,
)
from tests.certification.schemes.data import DAY, begun, keep, mini, peer, service

MODULES = (
    "app.certification.assessments.actions",
    "app.certification.certificates.actions",
    "app.certification.certificates.marking",
    "app.certification.requests.actions",
    "app.certification.requests.deciding",
    "app.core.editing",
)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in MODULES:
        monkeypatch.setattr(f"{module}.today", lambda: DAY)


@pytest.fixture
def product(store: Store) -> str:
    keep(store, mini())
    organisation(store)
    join(store)
    return service(store)


@pytest.fixture
def assessed(store: Store, product: str) -> str:
    return peer(store, product)


def ask(store: Store, assessment_id: str, message: str = "") -> str:
    return store.write(lambda s: actions.ask(s, assessment_id, message)).result


def refused(store: Store, work: Callable[[Any], Any], words: str) -> None:
    set_language("en")
    with pytest.raises(Refusal) as fault:
        store.write(work)
    assert words in fault.value.told.say("en")


def test_a_request_tells_how_it_went_and_nothing_of_the_answers(
    store: Store, assessed: str, product: str
) -> None:
    made = ask(store, assessed, " Tulkaa käymään. ")
    found = request_of(store, made)
    with store.read() as session:
        assessment = session.get(assessments.Assessment, assessed)
        assert (found.assessment_code, found.assessment_hash) == (
            assessment.code,
            assessment.content_hash,
        )
        assert found.service_name == session.get(ServiceProduct, product).name
    assert (found.state, found.decision, found.message) == ("asked", "", "Tulkaa käymään.")
    assert found.holder == {"fi": "Rantakylän Arkiapu ry"}
    assert (found.scheme_key, found.scheme_version) == ("mini", "1")
    assert (found.percent, found.level["en"], found.valid_months) == (100, "Upper", 24)
    assert (found.frozen_on, found.assessment_id) == (DAY, assessed)
    assert "assessment_id" not in shared_kinds()["certificate_request"].fields
    assert "content" not in shared_kinds()["certificate_request"].fields


def test_an_office_that_isnt_in_a_network_asks_nobody(store: Store, assessed: str) -> None:
    join(store, state="disconnected")
    refused(store, lambda s: actions.ask(s, assessed, ""), "isn’t connected")


def test_an_office_that_never_was_in_one_neither(
    store: Store, assessed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "of", lambda _session: None)
    refused(store, lambda s: actions.ask(s, assessed, ""), "isn’t connected")


def test_the_rule_of_the_scheme_is_asked(store: Store, product: str) -> None:
    open_one = begun(store, product)
    refused(store, lambda s: actions.ask(s, open_one, ""), "Freeze the assessment first")
    failing = peer(store, product, answers={"plan": "no"})
    refused(store, lambda s: actions.ask(s, failing, ""), "1 required criterion")


def test_a_service_that_isnt_shared_isnt_asked_for(
    store: Store, product: str, assessed: str
) -> None:
    store.write(lambda s: editing.change(s, ServiceProduct, product, {"stage": "draft"}))
    refused(store, lambda s: actions.ask(s, assessed, ""), "mark the service productised")


def test_an_assessment_of_the_organisation_isnt_enough(store: Store) -> None:
    keep(store, mini("1", ("subject: service", "subject: organisation")))
    organisation(store)
    join(store)
    whole = peer(store, None)
    refused(store, lambda s: actions.ask(s, whole, ""), "The network certifies services")


def test_an_office_without_a_name_writes_it_first(store: Store) -> None:
    keep(store, mini())
    join(store)
    made = peer(store, service(store))
    refused(store, lambda s: actions.ask(s, made, ""), "Fill in the name")


def test_one_asks_once(store: Store, assessed: str) -> None:
    first = ask(store, assessed)
    refused(store, lambda s: actions.ask(s, assessed, ""), "asked already")
    store.write(lambda s: actions.take_back(s, first))
    assert request_of(store, first).state == "withdrawn"
    assert ask(store, assessed) != first


def test_a_self_declared_certificate_is_no_hindrance(store: Store, assessed: str) -> None:
    store.write(lambda s: certificates.grant(s, assessed, {"granted_by": "Aino"}))
    ask(store, assessed)


def test_a_message_that_is_too_long_is_told(store: Store, assessed: str) -> None:
    with pytest.raises(InvalidFields) as fault:
        ask(store, assessed, "x" * 601)
    assert set(fault.value.problems) == {"message"}


def test_what_was_answered_isnt_taken_back(store: Store, assessed: str) -> None:
    made = ask(store, assessed)
    answered = {"decision": "declined", "decided_on": DAY}
    store.write(lambda s: editing.change(s, CertificateRequest, made, answered))
    refused(store, lambda s: actions.take_back(s, made), "waits for an answer")
    with pytest.raises(Missing):
        store.write(lambda s: actions.take_back(s, "nothing"))


def test_the_request_of_another_isnt_taken_back(
    store: Store, assessed: str, elsewhere: Store
) -> None:
    made = ask(store, assessed)
    carried(store, elsewhere, CertificateRequest, made)
    refused(elsewhere, lambda s: actions.take_back(s, made), "Only a request of your own")


def test_what_waits_or_is_of_others_isnt_moved_to_the_bin(
    store: Store, assessed: str, elsewhere: Store
) -> None:
    made = ask(store, assessed)
    carried(store, elsewhere, CertificateRequest, made)
    remove = lambda s: editing.remove(s, CertificateRequest, [made])
    refused(store, remove, "Take the request back first")
    refused(elsewhere, remove, "another office")
    refused(store, lambda s: editing.duplicate(s, CertificateRequest, made), "isn’t copied")
    store.write(lambda s: actions.take_back(s, made))
    store.write(remove)
    assert request_of(store, made).deleted_at


# Answers


def decided(store: Store, request_id: str, decision: str, on: date = DAY) -> None:
    values = {"decision": decision, "decided_on": on, "decided_by": "Sirpa", "answer": "Syy"}
    store.take_in(lambda s: editing.change(s, CertificateRequest, request_id, values))


def waiting(store: Store, day: date = DAY) -> list[str]:
    with store.read() as session:
        return [each.title.say("en") for each in actions.matters(session, day)]


def test_an_answer_is_news_for_a_month(store: Store, assessed: str) -> None:
    made = ask(store, assessed)
    assert waiting(store) == []
    decided(store, made, "declined")
    (words,) = waiting(store)
    assert words.startswith("The network didn’t grant a certificate: ")
    assert len(waiting(store, DAY + timedelta(days=29))) == 1
    assert waiting(store, DAY + timedelta(days=30)) == []
    ask(store, assessed)
    assert waiting(store) == []


def test_a_granted_one_isnt_asked_for_again(store: Store, assessed: str) -> None:
    made = ask(store, assessed)
    decided(store, made, "granted")
    (words,) = waiting(store)
    assert words.startswith("The network granted a certificate: ")
    refused(store, lambda s: actions.ask(s, assessed, ""), "has granted a certificate on this")


def test_requests_wait_for_certifiers_only(store: Store, assessed: str, elsewhere: Store) -> None:
    made = ask(store, assessed)
    carried(store, elsewhere, CertificateRequest, made)
    (words,) = waiting(elsewhere)
    assert words.startswith("Rantakylän Arkiapu ry asks for a certificate: ")
    join(elsewhere, role="member")
    assert waiting(elsewhere) == []
    join(elsewhere, role="certifier", state="disconnected")
    assert waiting(elsewhere) == []


# Deciding


def grant(store: Store, request_id: str, **values: Any) -> str:
    given = {"granted_by": "Sirpa Saari", **values}
    return store.write(lambda s: deciding.grant(s, request_id, given)).result


@pytest.fixture
def asked(store: Store, assessed: str, elsewhere: Store) -> str:
    made = ask(store, assessed)
    carried(store, elsewhere, CertificateRequest, made)
    return made


def the(store: Store, certificate_id: str) -> Certificate:
    with store.read() as session:
        return session.get_one(Certificate, certificate_id)


def test_a_certifier_grants_what_was_asked_for(
    store: Store, elsewhere: Store, asked: str, product: str
) -> None:
    made = the(elsewhere, grant(elsewhere, asked))
    request = request_of(elsewhere, asked)
    assert (request.decision, request.decided_on, request.decided_by) == (
        "granted",
        DAY,
        "Sirpa Saari",
    )
    assert not made.self_declared
    assert made.issuer["fi"] == "Karjalan kumppanit"
    assert (made.valid_from, made.valid_to) == (DAY, date(2028, 11, 22))
    assert made.scope == request.service_name
    assert [row["service_id"] for row in made.services] == [product]
    assert made.assessment_id is None
    said = json.loads(made.content)
    assert said["assessment"] == {
        "number": request.assessment_code,
        "sha256": request.assessment_hash,
    }
    assert said["scheme"] == {"key": "mini", "version": "1"}
    assert said["number"] == made.code
    assert said["self_declared"] is False
    assert (made.signature, made.signed_with) == ("", "")


def test_the_number_is_random_and_free(elsewhere: Store, asked: str) -> None:
    from app.register.certificate_rules import NUMBER

    made = the(elsewhere, grant(elsewhere, asked))
    assert NUMBER.fullmatch(made.code)
    assert made.code.startswith("V-2026-")


def test_only_a_certifier_answers(store: Store, elsewhere: Store, asked: str) -> None:
    for each in (store, elsewhere):
        join(each, role="member")
        refused(each, lambda s: deciding.grant(s, asked, {"granted_by": "x"}), "Only a certifier")
        refused(each, lambda s: deciding.decline(s, asked, "Ei", "x"), "Only a certifier")


def test_declining_tells_why(elsewhere: Store, asked: str) -> None:
    with pytest.raises(InvalidFields) as fault:
        elsewhere.write(lambda s: deciding.decline(s, asked, " ", "Sirpa"))
    assert set(fault.value.problems) == {"answer"}
    elsewhere.write(lambda s: deciding.decline(s, asked, "Vertaisarvio puuttuu", "Sirpa"))
    found = request_of(elsewhere, asked)
    assert (found.decision, found.answer) == ("declined", "Vertaisarvio puuttuu")
    refused(elsewhere, lambda s: deciding.grant(s, asked, {"granted_by": "x"}), "answered or taken")


def test_what_was_taken_back_isnt_answered(store: Store, elsewhere: Store, asked: str) -> None:
    store.write(lambda s: actions.take_back(s, asked))
    carried(store, elsewhere, CertificateRequest, asked)
    refused(elsewhere, lambda s: deciding.grant(s, asked, {"granted_by": "x"}), "taken back")


def test_it_is_told_who_grants_and_when_it_begins(elsewhere: Store, asked: str) -> None:
    for values, field in (
        ({"granted_by": ""}, "granted_by"),
        ({"valid_from": DAY - timedelta(days=1)}, "valid_from"),
        ({"valid_from": DAY + timedelta(days=1)}, "valid_from"),
    ):
        with pytest.raises(InvalidFields) as fault:
            grant(elsewhere, asked, **values)
        assert set(fault.value.problems) == {field}
    assert request_of(elsewhere, asked).decision == ""


def test_a_grant_can_be_undone_and_done_anew(elsewhere: Store, asked: str) -> None:
    first = grant(elsewhere, asked)
    elsewhere.undo()
    assert the(elsewhere, first).deleted_at
    assert request_of(elsewhere, asked).decision == ""
    assert grant(elsewhere, asked) != first


def test_a_certificate_that_the_register_didnt_take_can_be_granted_anew(
    elsewhere: Store, asked: str
) -> None:
    first = grant(elsewhere, asked)
    refused(elsewhere, lambda s: deciding.grant(s, asked, {"granted_by": "x"}), "answered")

    def lose(session: Any) -> Any:
        certificate = session.get(Certificate, first)
        certificate.deleted_at = certificate.updated_at
        return Changes(Text("x"))

    elsewhere.take_in(lose)
    grant(elsewhere, asked)


def test_the_next_one_replaces_the_last(store: Store, elsewhere: Store, asked: str) -> None:
    first = grant(elsewhere, asked)
    with store.read() as session:
        service_id = session.get(CertificateRequest, asked).service_id
    again = ask(store, peer(store, service_id))
    carried(store, elsewhere, CertificateRequest, again)
    second = grant(elsewhere, again)
    assert the(elsewhere, first).status == "replaced"
    assert the(elsewhere, second).follows_id == first


@pytest.mark.parametrize("role", ["member", "certifier", "coordinator"])
def test_suspending_is_for_certifiers_only(
    store: Store, elsewhere: Store, asked: str, role: str
) -> None:
    made = grant(elsewhere, asked)
    join(elsewhere, Signer().key, role=role)
    works = (
        lambda s: certificates.suspend(s, made, "Syy"),
        lambda s: certificates.reinstate(s, made),
        lambda s: certificates.withdraw(s, made, "Syy"),
    )
    for work, status in zip(works, ("suspended", "valid", "withdrawn"), strict=True):
        if role == "certifier":  # though the services of others aren't here
            elsewhere.write(work)
            assert the(elsewhere, made).status == status
        else:
            refused(elsewhere, work, "Only a certifier")
            assert the(elsewhere, made).status == "valid"


def test_what_was_granted_to_others_doesnt_wait_here(elsewhere: Store, asked: str) -> None:
    grant(elsewhere, asked)
    with elsewhere.read() as session:
        assert list(certificates.matters(session, date(2028, 11, 1))) == []
