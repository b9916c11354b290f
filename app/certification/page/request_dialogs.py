"""What is asked when a certificate of the network is asked for, granted or not granted."""

from PySide6.QtWidgets import QWidget

from app.certification.certificates.records import Certificate
from app.certification.requests import actions, deciding, network
from app.certification.requests.records import CertificateRequest
from app.core import editing
from app.core.change import Changes
from app.core.field import fields_of, row_field
from app.core.record import today
from app.core.text import _l, in_all
from app.core.value import PlainText, Words
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office


class AskNetworkDialog(AskDialog):
    """Asks what the network's certifiers are told beside the facts."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        def done(changes: Changes) -> None:
            office.wanted.emit("certificate_request", changes.result)

        super().__init__(
            parent,
            office,
            _l("Ask the network for a certificate"),
            _l(
                "The certifiers see the service, the scheme, the level, the score and the fingerprint of the "
                "assessment. They don’t see its answers or evidence: show them the report, or agree on a visit."
            ),
            [fields_of(CertificateRequest)["message"]],
            lambda session, values: actions.ask(session, record_id, values["message"]),
            do=_l("Ask"),
            done=done,
        )


class GrantRequestDialog(AskDialog):
    """Asks a certifier what a certificate of the network says beside the facts of the request."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        request = office.ask(lambda s: editing.find(s, CertificateRequest, record_id))
        known = office.ask(network.of)
        fields = fields_of(Certificate)

        def done(changes: Changes) -> None:
            office.wanted.emit("certificate", changes.result)

        super().__init__(
            parent,
            office,
            _l("Grant a certificate"),
            _l(
                "Compare the fingerprint with the office’s assessment report first. The register signs the "
                "certificate at the next synchronisation, and nothing in it can be changed after that."
            ),
            [
                row_field("granted_by", PlainText(120), _l("Granted by"), required=True),
                row_field("issuer", Words(120), _l("Issuer"), required=True),
                fields["valid_from"],
                fields["scope"],
            ],
            lambda session, values: deciding.grant(session, record_id, values),
            do=_l("Grant the certificate"),
            starts={
                "granted_by": office.store.who,
                "issuer": in_all(known.name) if known else {},
                "valid_from": today(),
                "scope": dict(request.service_name),
            },
            done=done,
        )


class DeclineDialog(AskDialog):
    """Asks a certifier why a certificate isn't granted."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        fields = fields_of(CertificateRequest)
        super().__init__(
            parent,
            office,
            _l("Don’t grant"),
            _l("The office reads why, and can ask again when it has been put right."),
            [
                row_field("answer", fields["answer"].value, _l("Why"), required=True),
                row_field("by", PlainText(120), fields["decided_by"].label, required=True),
            ],
            lambda session, values: deciding.decline(
                session, record_id, values["answer"], values["by"]
            ),
            do=_l("Don’t grant"),
            starts={"by": office.store.who},
        )
