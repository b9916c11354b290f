"""What is asked when an assessment or a certificate begins."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.certification.assessments import actions
from app.certification.assessments.records import Assessment
from app.certification.certificates import actions as certificates
from app.certification.certificates.records import Certificate
from app.certification.schemes import actions as schemes
from app.core import editing
from app.core.change import Changes
from app.core.field import fields_of, row_field
from app.core.record import today
from app.core.text import Text, _l, literal, pick
from app.core.value import Choice, PlainText, YesNo
from app.ui.ask_dialog import AskDialog
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import small


class NewAssessmentDialog(AskDialog):
    """Asks by which scheme, what, and by whom; a scheme of the program is taken into use by this."""

    def __init__(self, parent: QWidget, office: Office) -> None:
        kept = office.ask(
            lambda session: [
                (each.key, each.name, each.subject, each.summary or {})
                for each in schemes.current(session)
            ]
        )
        known = {key: (name, subject, summary) for key, name, subject, summary in kept}
        for each in schemes.shipped():
            known.setdefault(each.key, (each.name, each.subject, each.summary))
        options = tuple((key, literal(name)) for key, (name, *_more) in known.items())
        fields = fields_of(Assessment)
        about_service = {
            key for key, (_name, subject, _more) in known.items() if subject == "service"
        }
        super().__init__(
            parent,
            office,
            _l("New assessment"),
            _l("You can stop at any time and go on where you left off."),
            [
                row_field("scheme_key", Choice(options=options), _l("Scheme"), required=True),
                row_field(
                    "service_id",
                    fields["service_id"].value,
                    _l("Which service?"),
                    help=_l("Is it not there yet? Add it in Services first; its name is enough."),
                    shown_when=lambda values: values.get("scheme_key") in about_service,
                ),
                fields["manner"],
                row_field(
                    "assessor",
                    fields["assessor"].value,
                    fields["assessor"].label,
                ),
                fields["assessor_from"],
                fields["due"],
            ],
            actions.begin,
            do=_l("Begin"),
            starts={"manner": "self", "assessor": office.store.who},
            done=lambda done: office.wanted.emit("assessment", done.result),
        )
        self._summaries = {key: summary for key, (_name, _subject, summary) in known.items()}
        self._about = small("")
        self._about.hide()
        self._fields.body.insertWidget(1, self._about)
        self.rows["scheme_key"].edited.connect(self._tell_what_it_is)

    def _tell_what_it_is(self) -> None:
        """Below the schemes what the chosen one is for."""
        summary = self._summaries.get(self.rows["scheme_key"].input.value()) or {}
        bind(self._about.setText, lambda: pick(summary))
        self._about.setVisible(bool(summary))
        self.grow()


class NextDialog(AskDialog):
    """Asks about the next round of the same."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        fields = fields_of(Assessment)
        super().__init__(
            parent,
            office,
            _l("Begin the next one"),
            _l(
                "By the newest version of the scheme. Last time's answers come along, to be looked at again; "
                "what is new or changed is asked anew."
            ),
            [
                fields["manner"],
                row_field("assessor", fields["assessor"].value, fields["assessor"].label),
                fields["assessor_from"],
                fields["due"],
                row_field("carry", YesNo(), _l("Bring last time's answers along")),
            ],
            lambda session, values: actions.begin_next(session, record_id, values),
            do=_l("Begin"),
            starts={"manner": "self", "assessor": office.store.who, "carry": True},
            done=lambda done: office.wanted.emit("assessment", done.result),
        )


class AimDialog(AskDialog):
    """Asks at which target level an assessment aims."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        levels, target = office.ask(lambda session: _levels(session, record_id))
        super().__init__(
            parent,
            office,
            _l("Aim at another level"),
            _l("A higher level asks more. The answers given stay."),
            [row_field("level", Choice(options=levels), _l("Target level"), required=True)],
            lambda session, values: actions.aim(session, record_id, values["level"]),
            do=_l("Aim at it"),
            starts={"level": target},
        )


def _levels(session: Session, record_id: str) -> tuple[tuple[tuple[str, Text], ...], str]:
    assessment = editing.find(session, Assessment, record_id)
    levels = assessment.scheme.content.levels if assessment.scheme else ()
    return tuple((each.key, literal(each.name)) for each in levels), assessment.target


class GrantDialog(AskDialog):
    """Asks what a certificate needs; granted here it is self-declared, and says so."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        fields = fields_of(Certificate)

        def done(changes: Changes) -> None:
            office.wanted.emit("certificate", changes.result)

        super().__init__(
            parent,
            office,
            _l("Grant a certificate"),
            _l(
                "Granted on this computer it is marked self-declared. A certifier of the network grants one "
                "without that mark, when the office is connected to the network register."
            ),
            [
                row_field("granted_by", PlainText(120), _l("Granted by"), required=True),
                fields["valid_from"],
                fields["scope"],
            ],
            lambda session, values: certificates.grant(session, record_id, values),
            do=_l("Grant the certificate"),
            starts={"granted_by": office.store.who, "valid_from": today()},
            done=done,
        )
