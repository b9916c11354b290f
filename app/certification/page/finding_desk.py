"""How findings are worked with: what is asked when they go on, and what their page shows."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import Date, bindparam
from sqlalchemy.orm import Session

from app.certification.assessments.records import Assessment
from app.certification.assessments.rules import STATES as ROUND_STATES
from app.certification.findings import actions, rules
from app.certification.findings.records import Finding
from app.core.change import Changes
from app.core.field import Field, fields_of
from app.core.record import Record, today
from app.core.text import Text, _l, pick
from app.ui.ask_dialog import AskDialog
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Column, Part, Row, RowItem, RowList, label, words

LATE = "late"


def finding_desk() -> Desk:
    """Findings and their corrective actions."""
    return Desk(
        Finding,
        sentence=_l(
            "What isn't in order, why, who puts it right and by when. Write down the first one when you "
            "see it."
        ),
        new_words=_l("New finding"),
        chips=(
            *(Chip(code, words, Finding.status == code) for code, words in rules.STATES),
            Chip(
                LATE,
                _l("Late"),
                Finding.status.in_((rules.OPEN, rules.DOING)) & (Finding.due < day_of_use()),
            ),
        ),
        cells={"severity": _severity, "status": _status, "due": _due},
        actions=_actions(),
        extra=_extra,
        hidden=frozenset({"severity", "status", "whys", "assessment_id"}),
        can_duplicate=False,
    )


def day_of_use() -> Any:
    """Today, as a condition asks it each time it is used."""
    return bindparam(None, callable_=today, type_=Date)


def _actions() -> tuple[RecordAction, ...]:
    return (
        RecordAction(
            _l("Start"),
            "play",
            work=_moving(rules.DOING),
            when=_when(rules.OPEN),
            prominent=True,
        ),
        *_finishing(rules.DOING, prominent=True),
        *_finishing(rules.OPEN, prominent=False),
        RecordAction(
            _l("It helped"),
            "check-circle",
            dialog=VerifyDialog,
            when=_when(rules.DONE),
            prominent=True,
        ),
        RecordAction(
            _l("It didn't help"),
            "arrow-counter-clockwise",
            work=_moving(rules.DOING),
            when=_when(rules.DONE),
        ),
    )


def _finishing(status: str, *, prominent: bool) -> tuple[RecordAction, ...]:
    """Mark done at once, or ask first what was done."""
    told, glyph = _l("Mark as done"), "check"
    return (
        RecordAction(
            told,
            glyph,
            work=_moving(rules.DONE),
            when=lambda finding: _when(status)(finding) and bool(getattr(finding, "action", "")),
            prominent=prominent,
        ),
        RecordAction(
            told,
            glyph,
            dialog=DoneDialog,
            when=lambda finding: _when(status)(finding) and not getattr(finding, "action", ""),
            prominent=prominent,
        ),
    )


def _moving(status: str) -> Callable[[Session, str], Changes]:
    return lambda session, finding_id: actions.move(session, finding_id, status)


def _when(status: str) -> Callable[[Record], bool]:
    return lambda record: isinstance(record, Finding) and actions.state(record) == status


class DoneDialog(AskDialog):
    """Asks what was done about a finding."""

    def __init__(self, parent: QWidget, office: Office, finding_id: str) -> None:
        super().__init__(
            parent,
            office,
            _l("Mark as done"),
            _l("Tell what was done. Somebody else sees later whether it helped."),
            [_asked("action"), fields_of(Finding)["done_on"]],
            lambda session, values: actions.finish(session, finding_id, values),
            do=_l("Mark as done"),
            starts={"done_on": today()},
        )


class VerifyDialog(AskDialog):
    """Asks who saw that an action helped, and how; also what was done, where nobody told it."""

    def __init__(self, parent: QWidget, office: Office, finding_id: str) -> None:
        finding = office.ask(lambda session: session.get(Finding, finding_id))
        known: Mapping[str, Any] = {
            name: getattr(finding, name) for name in ("effect", "verified_by", "verified_on")
        }
        asked = [_asked("effect"), _asked("verified_by"), fields_of(Finding)["verified_on"]]
        super().__init__(
            parent,
            office,
            _l("Did it help?"),
            _l("Tell how it was seen, for example what you looked at and what it was like now."),
            asked if finding.action else [_asked("action"), *asked],
            lambda session, values: actions.verify(session, finding_id, values),
            do=_l("It helped"),
            leave=_l("Not yet"),
            starts={**known, "verified_on": known["verified_on"] or today()},
        )


def _asked(name: str) -> Field:
    return replace(fields_of(Finding)[name], required=True)


def severity_words(severity: str) -> Text:
    """How serious a finding is, in a word."""
    return dict(rules.SEVERITIES).get(severity, _l("Observation"))


def _severity(finding: Finding) -> Cell:
    tone = rules.SEVERITY_TONES.get(finding.severity, "plain")
    return Cell(severity_words(finding.severity).say(), tone)


def _status(finding: Finding) -> Cell:
    status = actions.state(finding)
    return Cell(dict(rules.STATES)[status].say(), rules.TONES[status])


def _due(finding: Finding) -> Cell:
    if rules.late(actions.state(finding), finding.due, today()):
        return Cell(_l("Late: {day}", day=finding.due).say(), "bad")
    return Cell(fields_of(Finding)["due"].value.show(finding.due))


def _extra(office: Office, session: Session, finding: Finding) -> Extra:
    status = actions.state(finding)
    return Extra(
        tags=[
            (
                severity_words(finding.severity),
                rules.SEVERITY_TONES.get(finding.severity, "plain"),
            ),
            (dict(rules.STATES)[status], rules.TONES[status]),
        ],
        above=_above(finding),
        below=_below(office, session, finding),
    )


def _above(finding: Finding) -> list[QWidget]:
    found: list[QWidget] = []
    if rules.late(actions.state(finding), finding.due, today()):
        told = _l("This should have been done by {day}.", day=finding.due)
        found.append(Banner(told, "bad"))
    asked = dict(finding.asked)
    if any(asked.values()) and finding.action:  # without an action the lead says it
        found.append(Part(_l("Criterion"), words(lambda: pick(asked))))
    return found


def _below(office: Office, session: Session, finding: Finding) -> list[QWidget]:
    found: list[QWidget] = []
    whys = [row["why"] for row in finding.whys if row.get("why")]
    if whys:
        found.append(Part(_l("Why did it happen?"), Chain(whys)))
    assessment = session.get(Assessment, finding.assessment_id) if finding.assessment_id else None
    if assessment:
        found.append(Part(_l("Found in"), _assessment_row(office, assessment)))
    return found


def _assessment_row(office: Office, assessment: Assessment) -> RowList:
    title = dict(assessment.title())
    rows = RowList(
        [
            RowItem(
                assessment.id,
                lambda: pick(title),
                assessment.code,
                tag=dict(ROUND_STATES).get(assessment.status, ""),
            )
        ]
    )
    rows.chosen.connect(lambda assessment_id: office.wanted.emit("assessment", assessment_id))
    return rows


class Chain(QWidget):
    """Answers to “why?”, each the reason of the one before it."""

    def __init__(self, whys: list[str]) -> None:
        super().__init__()
        column = Column(self, spacing=4)
        top = Qt.AlignmentFlag.AlignTop
        for number, why in enumerate(whys, start=1):
            line = Row(spacing=8)
            line.addWidget(label(f"{number}.", "soft"), 0, top)
            line.addWidget(label(why), 1)
            column.addLayout(line)
