"""How certificates are worked with on the page of the room."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy.orm import Session, object_session

from app.certification.assessments.records import Assessment
from app.certification.certificates import actions, rules
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import standing, standing_of
from app.certification.page.mark_files import write_mark
from app.certification.page.proof_card import check_part, proof
from app.certification.requests.actions import request_of
from app.core import editing
from app.core.brand import Tone
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.field import row_field
from app.core.record import Record, today
from app.core.text import Text, _, _l, current_language, literal
from app.core.value import PlainText
from app.services.records import ServiceProduct
from app.ui.ask_dialog import AskDialog
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Facts, RowItem, RowList, small


def certificate_desk(office: Office) -> Desk:
    """Certificates; whether the signature of one proves it is asked of the office."""
    status, declared = Certificate.status, Certificate.self_declared
    return Desk(
        Certificate,
        sentence=_l(
            "A certificate is granted from a frozen assessment that meets the rule. Begin with an "
            "assessment of a service."
        ),
        chips=(
            *(Chip(code, label, status == code) for code, label in rules.STATES),
            Chip("network", _l("Granted by the network"), declared.is_(False)),
        ),
        cells={
            "status": lambda each: _status(office, each),
            "code": lambda each: Cell(each.code),
        },
        actions=(
            RecordAction(_l("Save the mark"), "image", run=ask_mark, when=_counts, prominent=True),
            RecordAction(
                _l("Suspend"), "pause-circle", dialog=SuspendDialog, when=_decided_in(rules.VALID)
            ),
            RecordAction(
                _l("Take into use again"),
                "check-circle",
                work=actions.reinstate,
                when=_decided_in(rules.SUSPENDED),
                prominent=True,
            ),
            RecordAction(
                _l("Withdraw"),
                "prohibit",
                dialog=WithdrawDialog,
                when=_decided_in(rules.VALID, rules.SUSPENDED),
            ),
        ),
        extra=_extra,
        hidden=frozenset({"name", "code", "status", "services", "self_declared"}),
        can_duplicate=False,
        can_edit=False,
        order=("valid_to", True),
    )


def _decided_in(*states: str) -> Callable[[Record], bool]:
    """Whether a certificate is in one of these states, and this office decides on it."""

    def asked(record: Record) -> bool:
        session = object_session(record)
        if not isinstance(record, Certificate) or session is None:
            return False
        return record.status in states and actions.may_decide(session, record)

    return asked


def _counts(certificate: Record) -> bool:
    """Whether the mark may be shown, and this is the office that shows it."""
    session = object_session(certificate)
    if not isinstance(certificate, Certificate) or session is None:
        return False
    stands, day = standing(session, certificate), today()
    own = certificate.self_declared or bool(actions.own_services(session, certificate))
    since, until = certificate.valid_from or day, certificate.valid_to or day
    return own and rules.counts(stands, since, until, day)


def _state(certificate: Certificate, stands: str) -> tuple[Text, Tone]:
    day = today()
    return rules.state(stands, certificate.valid_from or day, certificate.valid_to or day, day)


def _status(office: Office, certificate: Certificate) -> Cell:
    stands = certificate.status
    if stands == rules.VALID and not certificate.self_declared:
        stands = office.ask(lambda session: standing(session, certificate))
    words, tone = _state(certificate, stands)
    return Cell(words.say(), tone)


def _whose(certificate: Certificate) -> Text:
    return _l("Self-declared") if certificate.self_declared else _l("Granted by the network")


def _extra(office: Office, session: Session, certificate: Certificate) -> Extra:
    words, tone = _state(certificate, standing_of(certificate))
    tags: list[tuple[Text, Tone]] = [(words, tone)]
    above: list[QWidget] = []
    if not certificate.self_declared:
        tags.append((_whose(certificate), "main"))
        above += proof(session, certificate)
    else:
        tags.append((_whose(certificate), "watch"))
        above.append(
            Banner(
                _l(
                    "Self-declared: the organisation says this itself. No certifier of the network has "
                    "granted it."
                ),
                "watch",
            )
        )
    items = [_service(session, row["service_id"]) for row in certificate.services]
    items += [_assessment(session, certificate), _request(session, certificate)]
    rows = RowList([each for each in items if each])
    rows.chosen.connect(lambda name: office.wanted.emit(*name.split("/", 1)))
    fingerprint = rules.short_fingerprint(certificate.content_hash)
    below = [
        rows,
        Facts([(_l("Fingerprint"), fingerprint)]),
        small(
            _l(
                "The fingerprint is counted from the content. What a certifier of the network grants is "
                "signed by its register, and anyone can check it."
            )
        ),
        *check_part(session, certificate),
    ]
    return Extra(tags=tags, above=above, below=below)


def _service(session: Session, service_id: str) -> RowItem | None:
    service = session.get(ServiceProduct, service_id)
    if service is None:
        return None
    name = dict(service.title())
    return RowItem(f"service/{service.id}", literal(name), _l("Certified service"))


def _assessment(session: Session, certificate: Certificate) -> RowItem | None:
    found = session.get(Assessment, certificate.assessment_id or "")
    if found is None:
        return None
    return RowItem(f"assessment/{found.id}", literal(dict(found.title())), _l("Granted from this"))


def _request(session: Session, certificate: Certificate) -> RowItem | None:
    found = request_of(session, certificate)
    if found is None:
        return None
    title = literal(dict(found.title()))
    return RowItem(f"certificate_request/{found.id}", title, _l("Asked for with this"))


class _ReasonDialog(AskDialog):
    """Asks why a certificate changes its state."""

    def __init__(
        self,
        parent: QWidget,
        office: Office,
        record_id: str,
        title: Text,
        words: Text,
        work: Callable[[Session, str, str], Changes],
    ) -> None:
        super().__init__(
            parent,
            office,
            title,
            words,
            [row_field("reason", PlainText(400, long=True), _l("Reason"), required=True)],
            lambda session, values: work(session, record_id, values["reason"]),
            do=title,
        )


class SuspendDialog(_ReasonDialog):
    """Asks why a certificate is suspended."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(
            parent,
            office,
            record_id,
            _l("Suspend"),
            _l("The mark isn't shown until the certificate is taken into use again."),
            actions.suspend,
        )


class WithdrawDialog(_ReasonDialog):
    """Asks why a certificate is withdrawn."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(
            parent,
            office,
            record_id,
            _l("Withdraw"),
            _l("The certificate ends now for good, and its mark may not be used any more."),
            actions.withdraw,
        )


def ask_mark(parent: QWidget, office: Office, certificate_id: str) -> None:
    """Ask where the picture of the mark goes; the kind of picture follows from its ending."""
    code = office.ask(lambda session: editing.find(session, Certificate, certificate_id).code)
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Save the mark"), f"{code}.png", "PNG (*.png);;SVG (*.svg)"
    )
    if chosen:
        save_mark(office, certificate_id, Path(chosen))


def save_mark(office: Office, certificate_id: str, path: Path) -> None:
    """Write the mark of a certificate, in the language of the window."""
    found = office.ask(lambda session: editing.find(session, Certificate, certificate_id))
    try:
        write_mark(path, found, current_language())
    except Refusal as fault:
        office.refused.emit(fault.told)
    else:
        office.tell(_l("Saved {name}", name=path.name))
