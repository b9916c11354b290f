"""How job templates and the employer's duties are worked with on the page of the room."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.codes import codes
from app.core.field import fields_of, row_field
from app.core.format import show_money
from app.core.text import _l, pick
from app.core.value import Reference
from app.employment.contracts import actions as contracts
from app.employment.contracts.records import Contract, JobTemplate
from app.employment.duties import actions
from app.employment.duties.records import STATES, EmployerDuty
from app.ui.ask_dialog import AskDialog
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import small, words

TONES: dict[str, Tone] = {"open": "watch", "done": "good", "not_needed": "plain"}


def template_desk() -> Desk:
    """Job templates."""
    return Desk(
        JobTemplate,
        sentence=_l(
            "The duties, pay and terms of a job, so that the next contract takes two minutes. Make one from "
            "any contract."
        ),
        new_words=_l("New template"),
        cells={"pay": _pay},
        right=frozenset({"pay"}),
        actions=(
            RecordAction(_l("Write a contract"), "file-text", dialog=ForWhomDialog, prominent=True),
        ),
    )


def _pay(template: JobTemplate) -> Cell:
    if template.pay is None:
        return Cell("")
    pay = show_money(template.pay)
    monthly = template.pay_kind == "monthly"
    return Cell((_l("{pay}/month", pay=pay) if monthly else _l("{pay}/h", pay=pay)).say())


class ForWhomDialog(AskDialog):
    """Asks with whom a contract is made from a template."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(
            parent,
            office,
            _l("Write a contract"),
            _l("The duties, pay and terms are filled in. You choose with whom, and from when."),
            [
                row_field(
                    "person_id",
                    Reference("person"),
                    fields_of(Contract)["person_id"].label,
                    required=True,
                )
            ],
            lambda session, values: contracts.draft(session, values["person_id"], record_id),
            do=_l("Write the contract"),
            done=lambda changes: office.wanted.emit("contract", changes.result),
        )


def duty_desk() -> Desk:
    """The employer's duties."""
    return Desk(
        EmployerDuty,
        sentence=_l(
            "What every employer sees to, from insurance to the acts on display. Take the whole list into "
            "use, and mark what is in order."
        ),
        new_words=_l("New duty"),
        chips=tuple(Chip(code, label, EmployerDuty.state == code) for code, label in STATES),
        cells={"state": _state},
        actions=(
            RecordAction(
                _l("Mark in order"),
                "check-circle",
                work=actions.put_in_order,
                prominent=True,
            ),
        ),
        extra=_extra,
        hidden=frozenset({"duty", "own_name", "state"}),
        example=actions.take_into_use,
        example_words=_l("Take the whole list"),
        can_duplicate=False,
    )


def _state(duty: EmployerDuty) -> Cell:
    return Cell(dict(STATES)[duty.state].say(), TONES[duty.state])


def _extra(_office: Office, _session: Session, duty: EmployerDuty) -> Extra:
    tags = [(dict(STATES)[duty.state], TONES[duty.state])]
    found = codes("employer_duties").get(duty.duty)
    if found is None:
        return Extra(tags=tags)
    helps = found.helps
    source = _l("{law}; check what holds now.", law=found.extra.get("law", ""))
    return Extra(tags=tags, above=[words(lambda: pick(helps)), small(source)])
