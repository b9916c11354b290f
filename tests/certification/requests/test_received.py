"""A certificate of the network comes to the office whose service it is about, on real encrypted stores."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.certification.certificates import actions as certificates
from app.certification.certificates import papers, wall
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import standing, verdict
from app.certification.requests import actions, deciding, received
from app.certification.requests.records import CertificateRequest
from app.certification.requests.verifying import Verdict
from app.core import editing
from app.core.fault import Refusal
from app.core.store import Store
from app.services.actions import retire
from app.services.records import ServiceProduct
from tests.certification.certificates.test_papers import drawn
from tests.certification.requests.data import (
    Signer,
    carried,
    join,
    organisation,
    signed,
)
from tests.certification.requests.test_actions import MODULES, ask, grant, the
from tests.certification.schemes.data import DAY, keep, mini, peer, service

ENDS = date(2028, 11, 22)
NONE = ("productised", None, None)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    def turn(to: date) -> None:
        for module in (
            *MODULES,
            "app.certification.requests.received",
            papers.__name__,
            wall.__name__,
        ):
            monkeypatch.setattr(f"{module}.today", lambda: to)

    turn(DAY)
    return turn


@pytest.fixture
def signer() -> Signer:
    return Signer()


@pytest.fixture
def product(store: Store, signer: Signer) -> str:
    keep(store, mini())
    organisation(store)
    join(store, signer.key)
    return service(store)


@pytest.fixture
def assessed(store: Store, product: str) -> str:
    return peer(store, product)


@pytest.fixture
def granted(store: Store, elsewhere: Store, assessed: str) -> str:
    """A certificate that the network's certifier has granted; it hasn't come to the office yet."""
    request = ask(store, assessed)
    carried(store, elsewhere, CertificateRequest, request)
    return grant(elsewhere, request)


def arrive(store: Store, elsewhere: Store, signer: Signer, made: str, **values: Any) -> None:
    carried(elsewhere, store, Certificate, made, **{**signed(elsewhere, signer, made), **values})


def mark(store: Store, service_id: str) -> tuple[str, date | None, str | None]:
    with store.read() as session:
        found = session.get(ServiceProduct, service_id)
        return found.stage, found.certified_to, found.certificate_id


def stands(store: Store, certificate_id: str) -> str:
    with store.read() as session:
        return standing(session, session.get_one(Certificate, certificate_id))


def test_the_service_shows_it_and_it_rests_on_the_assessment(
    store: Store, elsewhere: Store, signer: Signer, granted: str, product: str, assessed: str
) -> None:
    arrive(store, elsewhere, signer, granted)
    assert mark(store, product) == ("certified", ENDS, granted)
    found = the(store, granted)
    with store.read() as session:
        assessment = session.get_one(certificates.Assessment, assessed)
        assert (found.assessment_id, found.scheme_id) == (assessed, assessment.scheme_id)
        assert verdict(session, session.get_one(Certificate, granted)) == Verdict.SIGNED
        assert certificates.of_service(session, product).id == granted
        assert certificates.problems(session, assessment, DAY)
    arrive(store, elsewhere, signer, granted)  # again
    assert mark(store, product) == ("certified", ENDS, granted)


def test_it_is_taken_in_without_its_request_too(
    store: Store, elsewhere: Store, signer: Signer, granted: str, product: str, assessed: str
) -> None:
    with store.read() as session:
        (request,) = session.query(CertificateRequest)
    store.write(lambda s: actions.take_back(s, request.id))
    store.write(lambda s: editing.remove(s, CertificateRequest, [request.id]))
    arrive(store, elsewhere, signer, granted)
    assert the(store, granted).assessment_id == assessed


def test_a_withdrawn_one_is_shown_no_more(
    store: Store, elsewhere: Store, signer: Signer, granted: str, product: str
) -> None:
    arrive(store, elsewhere, signer, granted)
    for work, shown in (
        (lambda s: certificates.suspend(s, granted, "Syy"), NONE),
        (lambda s: certificates.reinstate(s, granted), ("certified", ENDS, granted)),
        (lambda s: certificates.withdraw(s, granted, "Syy"), NONE),
    ):
        elsewhere.write(work)
        arrive(store, elsewhere, signer, granted)
        assert mark(store, product) == shown


def test_the_network_goes_on_knowing_the_service_as_productised(
    store: Store, elsewhere: Store, signer: Signer, granted: str, product: str
) -> None:
    arrive(store, elsewhere, signer, granted)
    lacking = {"promise": {}, "prices": []}
    store.write(lambda s: editing.change(s, ServiceProduct, product, lacking))
    elsewhere.write(lambda s: certificates.withdraw(s, granted, "Syy"))
    arrive(store, elsewhere, signer, granted)
    assert mark(store, product) == NONE


def test_a_retired_service_stays_retired(
    store: Store, elsewhere: Store, signer: Signer, granted: str, product: str
) -> None:
    store.write(lambda s: retire(s, product))
    arrive(store, elsewhere, signer, granted)
    assert mark(store, product)[0] == "retired"


def test_it_takes_the_place_of_what_was_self_declared(
    store: Store, elsewhere: Store, signer: Signer, product: str, assessed: str
) -> None:
    own = store.write(lambda s: certificates.grant(s, assessed, {"granted_by": "Aino"})).result
    request = ask(store, assessed)
    carried(store, elsewhere, CertificateRequest, request)
    made = grant(elsewhere, request)
    arrive(store, elsewhere, signer, made)
    assert (the(store, own).status, the(store, own).status_on) == ("replaced", DAY)
    assert mark(store, product) == ("certified", ENDS, made)


def test_a_self_declared_one_doesnt_take_its_place(
    store: Store, elsewhere: Store, signer: Signer, granted: str, product: str
) -> None:
    arrive(store, elsewhere, signer, granted)
    again = peer(store, product)
    with pytest.raises(Refusal) as fault:
        store.write(lambda s: certificates.grant(s, again, {"granted_by": "Aino"}))
    assert "The network has granted" in fault.value.words.msgid
    keep(store, mini("1", ("key: mini", "key: other")))
    other = peer(store, product, scheme_key="other")
    store.write(lambda s: certificates.grant(s, other, {"granted_by": "Aino"}))
    assert mark(store, product) == ("certified", ENDS, granted)
    elsewhere.write(lambda s: certificates.withdraw(s, granted, "Syy"))
    arrive(store, elsewhere, signer, granted)
    assert mark(store, product)[2] not in {granted, None}


def test_a_member_decides_nothing_about_it(
    store: Store, elsewhere: Store, signer: Signer, granted: str
) -> None:
    arrive(store, elsewhere, signer, granted)
    for work in (
        lambda s: certificates.suspend(s, granted, "Syy"),
        lambda s: certificates.withdraw(s, granted, "Syy"),
    ):
        with pytest.raises(Refusal):
            store.write(work)
    assert the(store, granted).status == "valid"


# Signatures


@pytest.mark.parametrize(
    ("values", "expected", "words"),
    [
        ({"signature": "A" * 86 + "=="}, "forged", "the signature is wrong"),
        ({"content": "{}"}, "forged", "the signature is wrong"),
        ({"content_hash": "0" * 64}, "forged", "the signature is wrong"),
        ({"signature": "", "signed_with": ""}, "unsigned", "before the network has signed it"),
        ({"signed_with": "b" * 16}, "unsigned", "before the network has signed it"),
    ],
)
def test_what_isnt_proved_isnt_shown_as_valid(
    store: Store,
    elsewhere: Store,
    signer: Signer,
    granted: str,
    product: str,
    values: dict[str, Any],
    expected: str,
    words: str,
) -> None:
    arrive(store, elsewhere, signer, granted, **values)
    assert mark(store, product) == NONE
    assert stands(store, granted) == expected
    with store.read() as session:
        assert certificates.of_service(session, product) is None
    pages, text = drawn(store, granted)
    assert pages == 1
    assert words in " ".join(text.split())
    arrive(store, elsewhere, signer, granted)  # mended
    assert mark(store, product) == ("certified", ENDS, granted)


def test_a_changed_content_takes_the_mark_away(
    store: Store, elsewhere: Store, signer: Signer, granted: str, product: str
) -> None:
    arrive(store, elsewhere, signer, granted)
    arrive(store, elsewhere, signer, granted, content="{}")
    assert mark(store, product) == NONE


def test_with_a_new_key_of_the_network_it_is_checked_again(
    store: Store, elsewhere: Store, signer: Signer, granted: str, product: str
) -> None:
    join(store)  # before the key came
    arrive(store, elsewhere, signer, granted)
    with store.read() as session:
        assert received.lacks_key(session)
    assert stands(store, granted) == "unsigned"
    join(store, signer.key)
    with store.read() as session:
        assert not received.lacks_key(session)
    store.take_in(received.check_again)
    assert mark(store, product) == ("certified", ENDS, granted)


def test_the_paper_leads_to_the_register_and_says_who_granted_it(
    store: Store, elsewhere: Store, signer: Signer, granted: str
) -> None:
    arrive(store, elsewhere, signer, granted)
    code = the(store, granted).code
    _pages, text = drawn(store, granted)
    said = "".join(text.split())
    assert f"https://rekisteri.example.fi/verify/{code}" in said
    assert "SirpaSaari" in said
    assert "Karjalankumppanit" in said
    assert "Self-declared" not in text


def test_one_whose_end_is_near_is_asked_for_anew(
    store: Store, elsewhere: Store, signer: Signer, granted: str
) -> None:
    arrive(store, elsewhere, signer, granted)
    with store.read() as session:
        (found,) = certificates.matters(session, ENDS - timedelta(days=20))
    assert "ask the network" in found.advice.msgid


def test_the_next_one_is_shown_in_its_place(
    store: Store,
    elsewhere: Store,
    signer: Signer,
    granted: str,
    product: str,
    clock: Callable[[date], None],
) -> None:
    arrive(store, elsewhere, signer, granted)
    clock(date(2028, 9, 1))
    request = ask(store, peer(store, product))
    carried(store, elsewhere, CertificateRequest, request)
    begins = {"granted_by": "Sirpa", "valid_from": ENDS + timedelta(days=1)}
    second = elsewhere.write(lambda s: deciding.grant(s, request, begins)).result
    for each in (second, granted):
        arrive(store, elsewhere, signer, each)
    assert mark(store, product) == ("certified", date(2030, 11, 22), second)
    assert the(store, granted).status == "replaced"
