"""Requests and the network's certificates in the window, driven as a person would."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.certification.assessments.records import Assessment
from app.certification.certificates.records import Certificate
from app.certification.page.proof_card import check_part
from app.certification.page.qr_picture import QrPicture
from app.certification.page.request_dialogs import (
    AskNetworkDialog,
    DeclineDialog,
    GrantRequestDialog,
)
from app.certification.requests import actions, deciding
from app.certification.requests.records import CertificateRequest
from app.core.change import Changes
from app.core.record import new_id
from app.core.store import Store
from app.core.text import Text
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.certification.requests.data import Signer, carried, join, signed
from tests.conftest import copied
from tests.windows import choose, press, shown


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.fixture
def signer() -> Signer:
    return Signer()


@pytest.fixture
def request_id(window: MainWindow) -> str:
    return window.office.ask(lambda s: s.query(CertificateRequest).one().id)


@pytest.fixture
def member(window: MainWindow, signer: Signer) -> MainWindow:
    """The window of an office that has joined a network."""
    join(window.office.store, signer.key)
    window.go("certification")
    settle()
    return window


@pytest.fixture
def elsewhere(empty: Path, tmp_path: Path, signer: Signer) -> Iterator[Store]:
    folder = tmp_path / "certifier"
    folder.mkdir()
    with copied(empty, folder) as made:
        join(made, signer.key, role="certifier")
        yield made


@pytest.fixture
def certifier(window: MainWindow, signer: Signer, request_id: str) -> MainWindow:
    """The window of a certifier, to whom another office's request has come."""
    join(window.office.store, signer.key, role="certifier")

    def come(session: Session) -> Changes:
        session.get(CertificateRequest, request_id).service_id = new_id()
        return Changes(Text("x"), request_id)

    window.office.store.take_in(come)
    window.go("certification")
    window.open_record("certificate_request", request_id)
    settle()
    return window


def free_assessment(window: MainWindow) -> str:
    """A frozen assessment of a service on which nobody has asked."""

    def find(session: Session) -> str:
        asked = {each.assessment_id for each in session.query(CertificateRequest)}
        return next(
            each.id
            for each in session.query(Assessment).filter_by(status="frozen")
            if each.service_id
            and each.id not in asked
            and each.frozen_on
            and not actions.problems(session, each, each.frozen_on)
        )

    return window.office.ask(find)


def test_requests_are_offered_to_those_whom_they_concern(window: MainWindow) -> None:
    window.office.store.keep(lambda s: s.execute(delete(CertificateRequest)))
    window.go("certification")
    settle()
    assert "Requests" not in shown(window.page.switcher)
    join(window.office.store)
    window.go("today")
    window.go("certification")
    settle()
    assert "Requests" in shown(window.page.switcher)
    assert window.page.switcher.current == "assessment"


def test_a_member_asks_and_takes_back(member: MainWindow) -> None:
    assessment = free_assessment(member)
    member.open_record("assessment", assessment)
    settle()
    assert "Ask the network for a certificate" in shown(member.page.bench.detail)
    dialog = AskNetworkDialog(member, member.office, assessment)
    dialog.show()
    dialog.rows["message"].input.set_value("Tervetuloa")
    dialog.go()
    settle()
    assert not dialog.isVisible()
    bench = member.page.bench
    assert bench.desk.record is CertificateRequest
    said = shown(bench.detail)
    assert "Waits for an answer" in said
    assert "Tervetuloa" in said
    assert "after your next synchronisation" in said
    assert "Grant" not in said.splitlines()
    member.open_record("assessment", assessment)
    settle()
    said = shown(member.page.bench.detail)
    assert "Asked from the network" in said
    assert "Ask the network for a certificate" not in said
    made = member.office.ask(lambda s: actions.of_assessment(s, assessment).id)
    member.open_record("certificate_request", made)
    settle()
    press(member.page.bench.detail, "Take the request back")
    settle()
    assert "Taken back" in shown(member.page.bench.detail)


def test_an_office_on_its_own_isnt_offered_to_ask(window: MainWindow, request_id: str) -> None:
    window.open_record("certificate_request", request_id)
    set_language("en")
    assessment = window.office.ask(lambda s: s.get(CertificateRequest, request_id).assessment_id)
    window.open_record("assessment", assessment)
    settle()
    assert "Ask the network" not in shown(window.page.bench.detail)


def test_a_certifier_grants(certifier: MainWindow, request_id: str) -> None:
    assert "Look at the assessment with the office" in shown(certifier.page.bench.detail)
    assert "Grant" in shown(certifier.page.bench.detail).splitlines()
    dialog = GrantRequestDialog(certifier, certifier.office, request_id)
    dialog.show()
    assert dialog.rows["issuer"].input.value()["fi"] == "Karjalan kumppanit"
    dialog.rows["granted_by"].input.set_value("")
    dialog.go()
    assert dialog.isVisible()
    dialog.rows["granted_by"].input.set_value("Sirpa Saari")
    dialog.go()
    settle()
    bench = certifier.page.bench
    assert bench.desk.record is Certificate
    said = shown(bench.detail)
    for words in (
        "Granted by the network",
        "Waits for the signature",
        "Not signed yet",
        "Sirpa Saari",
    ):
        assert words in said
    assert "Save the mark" not in said
    assert "Asked for with this" in said
    certifier.open_record("certificate_request", request_id)
    settle()
    said = shown(certifier.page.bench.detail)
    assert "Granted on this" in said
    assert "Don’t grant" not in said


def test_a_certifier_tells_why_not(certifier: MainWindow, request_id: str) -> None:
    assert "Don’t grant" in shown(certifier.page.bench.detail)
    dialog = DeclineDialog(certifier, certifier.office, request_id)
    dialog.show()
    dialog.go()
    assert dialog.isVisible()
    dialog.rows["answer"].input.set_value("Vertaisarvio puuttuu")
    dialog.rows["by"].input.set_value("Sirpa Saari")
    dialog.go()
    settle()
    said = shown(certifier.page.bench.detail)
    assert "Not granted" in said
    assert "Vertaisarvio puuttuu" in said


@pytest.fixture
def granted(member: MainWindow, elsewhere: Store, request_id: str) -> str:
    carried(member.office.store, elsewhere, CertificateRequest, request_id)
    made = elsewhere.write(lambda s: deciding.grant(s, request_id, {"granted_by": "Sirpa"})).result
    carried(elsewhere, member.office.store, CertificateRequest, request_id)
    settle()
    return made


def test_the_member_reads_the_answer_before_the_certificate_comes(
    member: MainWindow, granted: str, request_id: str
) -> None:
    member.open_record("certificate_request", request_id)
    settle()
    assert "comes with the next synchronisation" in shown(member.page.bench.detail)


def test_the_members_certificate_is_proved(
    member: MainWindow, elsewhere: Store, signer: Signer, granted: str
) -> None:
    carried(
        elsewhere, member.office.store, Certificate, granted, **signed(elsewhere, signer, granted)
    )
    settle()
    member.open_record("certificate", granted)
    settle()
    detail = member.page.bench.detail
    said = shown(detail)
    for words in ("Valid", "Granted by the network", "Signed by the network.", "Save the mark"):
        assert words in said
    assert "https://rekisteri.example.fi/verify/V-" in said
    assert len(detail.findChildren(QrPicture)) == 1
    with pytest.raises(LookupError):
        choose(detail, "Withdraw")
    with pytest.raises(LookupError):
        choose(detail, "Suspend")
    for language in ("fi", "en"):
        set_language(language)
        settle()
        assert shown(detail)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"signature": "A" * 86 + "=="}, ("Wrong signature", "Don’t rely on")),
        ({"signed_with": "b" * 16}, ("Waits for the signature", "doesn’t have yet")),
    ],
)
def test_what_isnt_proved_is_told_in_words(
    member: MainWindow,
    elsewhere: Store,
    signer: Signer,
    granted: str,
    values: dict[str, str],
    words: tuple[str, ...],
) -> None:
    arrived = {**signed(elsewhere, signer, granted), **values}
    carried(elsewhere, member.office.store, Certificate, granted, **arrived)
    settle()
    member.open_record("certificate", granted)
    settle()
    bench = member.page.bench
    for each in words:
        assert each in shown(bench.detail)
    assert "Save the mark" not in shown(bench.detail)
    row = bench.list.model.row_of(granted)
    column = bench.list.model.columns.index("status")
    assert bench.list.model.index(row, column).data() == words[0]


def test_what_is_self_declared_has_no_address(member: MainWindow) -> None:
    def parts(session: Session) -> list[QWidget]:
        return check_part(session, session.query(Certificate).limit(1).one())

    assert member.office.ask(parts) == []
