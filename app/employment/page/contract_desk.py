"""How contracts are worked with on the page of the room."""

from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core import editing
from app.core.brand import Tone
from app.core.field import fields_of, row_field
from app.core.record import today
from app.core.signed import OPEN, STATES, TONES
from app.core.text import Text, _l, _n, pick
from app.employment.contracts import (
    actions,
    fixed_terms,
    notice,
    readiness,
    rules,
    terms,
    wording,
)
from app.employment.contracts.records import DURATIONS, Contract, row_of
from app.employment.page.guide import ContractGuide
from app.employment.page.guide_end import TermsList
from app.employment.page.person_desk import contract_rows
from app.ui.ask_dialog import AskDialog
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Part, RowItem, RowList, small, words


def contract_desk() -> Desk:
    """Contracts, one record a version."""
    return Desk(
        Contract,
        sentence=_l(
            "What has been agreed with whom. The guide asks in plain words and tells at once if something "
            "isn't lawful: a contract in ten minutes."
        ),
        new_words=_l("New contract"),
        chips=(
            *(Chip(code, label, Contract.status == code) for code, label in STATES),
            Chip(
                "fixed_term",
                _l("Fixed terms in force"),
                (Contract.duration == "fixed_term") & (Contract.status == "in_force"),
            ),
        ),
        cells={
            "status": lambda one: Cell(dict(STATES)[one.status].say(), TONES[one.status]),
            "job_title": lambda one: Cell(pick(one.job_title)),
            "duration": _duration,
        },
        actions=(
            RecordAction(
                _l("Go on in the guide"),
                "compass",
                dialog=ContractGuide,
                when=lambda one: _state(one) in OPEN,
                prominent=True,
            ),
            RecordAction(
                _l("Mark signed"),
                "pen-nib",
                work=actions.sign,
                when=lambda one: _state(one) in OPEN,
                prominent=True,
            ),
            RecordAction(
                _l("Give to be signed"),
                "paper-plane-tilt",
                work=actions.offer,
                when=lambda one: _state(one) == "draft",
            ),
            RecordAction(
                _l("Make permanent"),
                "medal",
                work=actions.make_permanent,
                when=_is_fixed_term,
                prominent=True,
                leads_to="contract",
            ),
            RecordAction(
                _l("Renew the fixed term"),
                "arrows-clockwise",
                work=actions.renew,
                when=_is_fixed_term,
                leads_to="contract",
            ),
            RecordAction(
                _l("Make an amendment"),
                "git-branch",
                work=actions.amend,
                when=_in_force,
                leads_to="contract",
            ),
            RecordAction(
                _l("Hours looked at"),
                "clock-clockwise",
                work=actions.review_hours,
                when=lambda one: _in_force(one) and _hours(one) == "variable",
            ),
            RecordAction(_l("The work ends"), "calendar-x", dialog=EndDialog, when=_in_force),
            RecordAction(
                _l("Keep as a template"),
                "notebook",
                work=actions.as_template,
                leads_to="job_template",
            ),
        ),
        extra=_extra,
        # What was agreed is told by the sentences; our own notes of it are facts below them.
        hidden=(frozenset(fields_of(Contract)) - rules.FREE) | {"code", "status", "signed_on"},
    )


def _state(contract: Any) -> str:
    return contract.status


def _hours(contract: Any) -> str:
    return contract.hours_kind


def _in_force(contract: Any) -> bool:
    return contract.status == "in_force"


def _is_fixed_term(contract: Any) -> bool:
    return contract.duration == "fixed_term" and contract.status in {"in_force", "ended"}


def _duration(contract: Contract) -> Cell:
    if contract.form != rules.EMPLOYMENT:
        return Cell(fields_of(Contract)["form"].value.show(contract.form))
    found = dict(DURATIONS).get(contract.duration)
    return Cell(found.say() if found else "")


def _extra(office: Office, session: Session, contract: Contract) -> Extra:
    row = row_of(contract)
    tags: list[tuple[Text, Tone]] = [
        (dict(STATES)[contract.status], TONES[contract.status]),
        (wording.kind_words(row), "plain"),
    ]
    if (contract.version or 1) > 1:
        tags.append((_l("Version {number}", number=str(contract.version)), "plain"))
    said = [
        Part(section.heading, *(words(sentence) for sentence in section.sentences))
        for section in wording.sections(row)
    ]
    return Extra(
        tags=tags,
        above=[*_notices(session, contract, row), *said],
        below=_below(office, session, contract, row),
    )


def _notices(session: Session, contract: Contract, row: dict[str, Any]) -> list[QWidget]:
    if contract.status in OPEN:
        lacks = readiness.missing(row)
        doubts = actions.findings(session, contract)
        missing = _n(
            "{count} thing is still missing", "{count} things are still missing", len(lacks)
        )
        stale = _l("The terms have changed since this was given to be signed. Print it again.")
        return [
            *([] if actions.is_unchanged(contract) else [Banner(stale, "watch")]),
            *([Banner(missing, "main")] if lacks else []),
            *(Banner(each.told(), "bad" if each.stops else "watch") for each in doubts),
        ]
    found: list[QWidget] = []
    if not actions.is_unchanged(contract):
        found.append(
            Banner(
                _l(
                    "This isn't what was signed: something was changed past Kumppani. Compare with paper."
                ),
                "bad",
            )
        )
    if contract.status == "in_force":
        found += [_coming(each) for each in rules.coming(row, today())]
        advice = fixed_terms.permanence([*actions.others(session, contract), row], today())
        if advice and contract.duration == "fixed_term" and advice.level != "possible":
            found.append(Banner(advice.why, "watch"))
    return found


def _coming(each: rules.Coming) -> Banner:
    sentences: dict[str, Text] = {
        "probation": _l("Probation ends on {day}.", day=each.day),
        "term": _l("The fixed term ends on {day}.", day=each.day),
        "review": _l("Look at the variable hours by {day}.", day=each.day),
        "increment": _l("A pay increment is due on {day}.", day=each.day),
    }
    return Banner(sentences[each.what], "bad" if each.day < today() else "watch")


def _below(
    office: Office, session: Session, contract: Contract, row: dict[str, Any]
) -> list[QWidget]:
    found: list[QWidget] = []
    if contract.form == rules.EMPLOYMENT and contract.status in OPEN:
        found.append(TermsList(row))
    elif contract.form == rules.EMPLOYMENT:
        found += _signed_below(session, contract, row)
    if contract.person:
        name, person_id = dict(contract.person.title()), contract.person.id
        rows = RowList([RowItem("person", lambda: pick(name), _l("Open the person"))])
        rows.chosen.connect(lambda _name: office.wanted.emit("person", person_id))
        found.append(Part(_l("Who"), rows))
    others = [each for each in actions.story(session, contract) if each.id != contract.id]
    if others:
        found.append(Part(_l("Before and after"), contract_rows(office, others)))
    return found


def _signed_below(session: Session, contract: Contract, row: dict[str, Any]) -> list[QWidget]:
    """Notice as it would be today, which written terms are still missing, and the proof."""
    found: list[QWidget] = []
    everything = [*actions.others(session, contract), row]
    ours = rules.notice_of(row, "employer", everything, today())
    theirs = rules.notice_of(row, "employee", everything, today())
    by_notice = contract.duration != "fixed_term" or contract.notice_allowed
    if contract.status == "in_force" and by_notice and ours and theirs:
        found.append(
            Part(
                _l("Notice today"),
                words(
                    _l(
                        "If you gave notice today, the work would end on {day} (notice {period}).",
                        day=notice.last_day(today(), ours),
                        period=notice.words(ours),
                    )
                ),
                words(
                    _l(
                        "If the employee gave notice today, it would end on {day} (notice {period}).",
                        day=notice.last_day(today(), theirs),
                        period=notice.words(theirs),
                    )
                ),
                small(
                    _l(
                        "Employment Contracts Act, chapter 6, section 3. The collective agreement may differ."
                    )
                ),
            )
        )
    if any(item.lacks for item in terms.items(row)):
        found.append(TermsList(row))
    if contract.content_hash:
        found.append(
            small(
                _l(
                    "Signed on {day}. Fingerprint of what was agreed: {hash}.",
                    day=contract.signed_on or today(),
                    hash=contract.content_hash[: actions.SHORT_HASH],
                )
            )
        )
    return found


class EndDialog(AskDialog):
    """Asks the last day of work and why it ends, with the period of notice reckoned from today."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        def question(session: Session) -> Any:
            contract = editing.find(session, Contract, record_id)
            row = row_of(contract)
            return row, [*actions.others(session, contract), row]

        row, everything = office.ask(question)
        ours = rules.notice_of(row, "employer", everything, today())
        last = row["ends"] or (notice.last_day(today(), ours) if ours else today())
        known = fields_of(Contract)
        super().__init__(
            parent,
            office,
            _l("The work ends"),
            _l(
                "The contract stays in the register. On the day suggested the fixed term ends, or your "
                "period of notice has run if it begins today. Remember the final pay and the certificate."
            ),
            [
                row_field(
                    "last_day", known["last_day"].value, known["last_day"].label, required=True
                ),
                row_field(
                    "reason", known["end_reason"].value, known["end_reason"].label, required=True
                ),
            ],
            lambda session, values: actions.end(
                session, record_id, values["last_day"], values["reason"]
            ),
            do=_l("Note the end"),
            leave=_l("Keep in force"),
            starts={"last_day": last},
        )
