"""How requests for a certificate of the network are worked with on the page of the room."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session, object_session

from app.certification.assessments.records import Assessment
from app.certification.certificates.rules import short_fingerprint
from app.certification.page.request_dialogs import DeclineDialog, GrantRequestDialog
from app.certification.requests import actions, deciding, rules
from app.certification.requests.records import (
    ASKED,
    DECLINED,
    GRANTED,
    WITHDRAWN,
    CertificateRequest,
)
from app.core.record import Record
from app.core.text import _l, literal
from app.services.records import ServiceProduct
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Facts, RowItem, RowList, small


def request_desk() -> Desk:
    """Requests: those of this office, and for a certifier those of all offices."""
    state, decision = CertificateRequest.state, CertificateRequest.decision
    return Desk(
        CertificateRequest,
        sentence=_l(
            "Ask the network for a certificate on the page of a frozen assessment. Certifiers find here what "
            "the offices have asked for."
        ),
        chips=(
            Chip("waiting", _l("Waits for an answer"), (state == ASKED) & (decision == "")),
            Chip(GRANTED, _l("Granted"), decision == GRANTED),
            Chip(DECLINED, _l("Not granted"), decision == DECLINED),
            Chip(WITHDRAWN, _l("Taken back"), (state == WITHDRAWN) & (decision == "")),
        ),
        cells={"decision": _standing},
        actions=(
            RecordAction(
                _l("Grant"),
                "medal",
                dialog=GrantRequestDialog,
                when=_when(deciding.may_decide),
                prominent=True,
            ),
            RecordAction(
                _l("Don’t grant"),
                "prohibit",
                dialog=DeclineDialog,
                when=_when(deciding.may_decide),
                prominent=True,
            ),
            RecordAction(
                _l("Take the request back"),
                "arrow-u-up-left",
                work=actions.take_back,
                when=_when(actions.may_take_back),
                prominent=True,
            ),
        ),
        extra=_extra,
        hidden=frozenset({"service_id", "service_name"}),
        can_duplicate=False,
        can_edit=False,
        order=("frozen_on", True),
    )


def _when(may: Callable[[Session, CertificateRequest], bool]) -> Callable[[Record], bool]:
    def asked(record: Record) -> bool:
        session = object_session(record)
        return (
            isinstance(record, CertificateRequest) and session is not None and may(session, record)
        )

    return asked


def _standing(request: CertificateRequest) -> Cell:
    words, tone = rules.standing(request.state, request.decision)
    return Cell(words.say(), tone)


def _extra(office: Office, session: Session, request: CertificateRequest) -> Extra:
    rows = RowList(_rows(session, request))
    rows.chosen.connect(lambda name: office.wanted.emit(*name.split("/", 1)))
    below: list[QWidget] = [
        Facts([(_l("Fingerprint"), short_fingerprint(request.assessment_hash))]),
        small(_l("The same fingerprint is on the assessment report of the office.")),
        rows,
    ]
    return Extra(
        tags=[rules.standing(request.state, request.decision)],
        above=_told(session, request),
        below=below,
    )


def _told(session: Session, request: CertificateRequest) -> list[QWidget]:
    """What is to be known or done now."""
    own = actions.is_own(session, request)
    if deciding.may_decide(session, request):
        words = _l(
            "Look at the assessment with the office: the fingerprint on its report is the same as here. Then "
            "grant, or tell why not."
        )
        return [Banner(words, "main")]
    if not own:
        return []
    if rules.waits(request.state, request.decision):
        words = _l(
            "The certifiers of the network see this after your next synchronisation. You can take it back "
            "until they answer."
        )
        return [Banner(words, "main")]
    if request.decision == GRANTED and actions.certificate_of(session, request) is None:
        return [Banner(_l("The certificate comes with the next synchronisation."), "main")]
    return []


def _rows(session: Session, request: CertificateRequest) -> list[RowItem]:
    found: list[RowItem] = []
    if (certificate := actions.certificate_of(session, request)) is not None:
        title = literal(dict(certificate.title()))
        found.append(RowItem(f"certificate/{certificate.id}", title, _l("Granted on this")))
    if (service := session.get(ServiceProduct, request.service_id or "")) is not None:
        title = literal(dict(service.title()))
        found.append(RowItem(f"service/{service.id}", title, _l("Own service")))
    assessment = session.get(Assessment, request.assessment_id or "")
    if assessment is not None:
        title = literal(dict(assessment.title()))
        found.append(RowItem(f"assessment/{assessment.id}", title, _l("Asked on this")))
    return found
