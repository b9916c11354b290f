"""One criterion to be answered: what is asked and why, the answer, what is agreed, the evidence beside."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.certification.assessments import actions as assessments
from app.certification.assessments import rules
from app.certification.assessments.records import Answer
from app.certification.assessments.sheet import Line
from app.certification.findings import actions as findings
from app.certification.findings.records import Finding
from app.certification.page.evidence_box import EvidenceBox
from app.certification.schemes.rules import LEVELS, QUESTION
from app.core.fault import InvalidValue
from app.core.field import fields_of
from app.core.format import show_date
from app.core.text import Text, _l, _n, pick
from app.ui.ask_dialog import AskDialog
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import (
    Choice,
    Column,
    Flow,
    Row,
    Segmented,
    Tag,
    Tiles,
    button,
    clear,
    rule,
    section,
    small,
    words,
)

KEEP_MS = 700
"""What is typed is kept after a pause of this length."""
FIELD_WIDTH = 240
WRITTEN = ("comment", "responsible", "due")
FINDING = ("what", "severity", "action", "owner", "due")


class CriterionPanel(QWidget):
    """Shows one criterion, and tells what a person answers.

    Signals:
        answered: the key of the criterion and the values that changed.
    """

    answered = Signal(str, dict)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._line: Line | None = None
        self._assessment_id = ""
        self._frozen = self._dirty = False
        self._sent: dict[str, Any] = {}
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self.flush)
        column = Column(self, spacing=12)
        self._head = Column(spacing=8)
        column.addLayout(self._head)
        self.answers = Segmented([Choice(code, label) for code, label in rules.ANSWERS])
        self.answers.choose("")
        self.answers.chosen.connect(self._chosen)
        bind(self.answers.setAccessibleName, _l("Answer"))
        line = Row(spacing=8)
        line.addWidget(self.answers)
        line.addStretch(1)
        column.addLayout(line)
        self._hint = small(_l("Keys 1–4 answer, Alt and an arrow go to the next one."))
        column.addWidget(self._hint)
        context = form_context(office)
        fields = fields_of(Answer)
        self.rows = {name: FieldRow(fields[name], context) for name in WRITTEN}
        for row in self.rows.values():
            row.edited.connect(self._typed)
        column.addWidget(self.rows["comment"])
        self._agreed = QWidget()
        pair = Tiles(FIELD_WIDTH, self._agreed, spacing=12)
        pair.addWidget(self.rows["responsible"])
        pair.addWidget(self.rows["due"])
        column.addWidget(self._agreed)
        column.addWidget(rule())
        self.evidence = EvidenceBox(office, self.flush)
        column.addWidget(self.evidence)
        column.addWidget(rule())
        self._foot = Flow(spacing=8)
        column.addLayout(self._foot)
        column.addStretch(1)

    @property
    def key(self) -> str:
        """The key of the criterion shown."""
        return self._line.criterion.key if self._line else ""

    def show_line(self, assessment_id: str, line: Line, *, frozen: bool) -> None:
        """Show a criterion; what somebody is typing into the same one stays."""
        if not (self.key == line.criterion.key and assessment_id == self._assessment_id):
            self.flush()
            self._dirty, self._sent = False, {}
        self._assessment_id, self._line, self._frozen = assessment_id, line, frozen
        self._show_head(line)
        self.answers.choose(line.answer)
        self.answers.setEnabled(not frozen)
        self._hint.setVisible(not frozen)
        for name, row in self.rows.items():
            row.setEnabled(not frozen)
            if self._sent.get(name, line.values[name]) == line.values[name]:
                self._sent.pop(name, None)  # it has arrived
            if frozen or not (self._dirty or name in self._sent):
                self._show_value(row, line.values[name])
        scored = line.criterion.level != QUESTION
        self._agreed.setVisible(scored and line.answer in {rules.PARTLY, rules.NO})
        self.evidence.show_evidence(assessment_id, line.criterion.key, line.evidence, frozen=frozen)
        self._show_foot(line)

    def _show_value(self, row: FieldRow, value: Any) -> None:
        """Show what is stored; the cursor stays where it is when that is shown already."""
        try:
            shown = row.described.check(row.input.value())
        except InvalidValue:
            shown = None
        if shown != value:
            row.input.set_value(value)
        row.show_problem(None)

    def forget(self) -> None:
        """Show what is stored instead of what was refused."""
        self._dirty, self._sent = False, {}

    def _show_head(self, line: Line) -> None:
        clear(self._head)
        criterion = line.criterion
        tags = Flow(spacing=8)
        tags.addWidget(Tag(dict(LEVELS)[criterion.level], "main"))
        if criterion.weight > 1 and criterion.scored:
            tags.addWidget(Tag(_l("Weight {number}", number=criterion.weight), "plain"))
        if line.values["carried"]:
            tags.addWidget(Tag(_l("From last time: choose the answer again to confirm"), "watch"))
        self._head.addLayout(tags)
        self._head.addWidget(section(lambda: pick(criterion.text)))
        if pick(criterion.guidance):
            self._head.addWidget(words(lambda: pick(criterion.guidance)))
        if pick(criterion.evidence):
            wanted = criterion.evidence
            self._head.addWidget(small(_l("Evidence wanted: {what}", what=wanted)))
        answer, comment = line.last
        if answer:
            self._head.addWidget(small(_last(answer, comment)))

    def _show_foot(self, line: Line) -> None:
        clear(self._foot)
        if not self._frozen and line.criterion.scored:
            self._foot.addWidget(
                button(_l("Write a finding"), icon_name="flag", pressed=self.ask_finding)
            )
        if line.findings:
            words = _n("{count} finding about this", "{count} findings about this", line.findings)
            self._foot.addWidget(Tag(words, "watch"))
        day, by = line.values["answered_on"], line.values["answered_by"]
        if day:
            told = small(lambda: _l("Answered {day} {by}", day=show_date(day), by=by).say().strip())
            self._foot.addWidget(told)

    def answer(self, code: str) -> None:
        """Give an answer, as by a click on it."""
        if not self._frozen and self._line:
            self.answers.choose(code)
            self._chosen(code)

    def _chosen(self, code: str) -> None:
        if self._line:
            self._tell({"answer": code, **self._changed()})

    def _typed(self) -> None:
        if not self._frozen:
            self._dirty = True
            self._keep.start()

    def _tell(self, values: Mapping[str, Any]) -> None:
        self._keep.stop()
        self._dirty = any(row.problem for row in self.rows.values())
        self._sent |= {name: value for name, value in values.items() if name in self.rows}
        self.answered.emit(self.key, dict(values))

    def _changed(self) -> dict[str, Any]:
        """What has been typed and isn't stored; what can't be understood is told at its field."""
        found: dict[str, Any] = {}
        before: Mapping[str, Any] = {**(self._line.values if self._line else {}), **self._sent}
        for name, row in self.rows.items():
            try:
                value = row.described.check(row.input.value())
            except InvalidValue as fault:
                row.show_problem(fault.words)
                continue
            row.show_problem(None)
            if value != before.get(name):
                found[name] = value
        return found

    def flush(self) -> bool:
        """Keep what is typed, now; False when something of it can't be understood."""
        self._keep.stop()
        if not self._dirty or self._line is None or self._frozen:
            return True
        changed = self._changed()
        if changed:
            self._tell(changed)
        self._dirty = any(row.problem for row in self.rows.values())
        return not self._dirty

    def ask_finding(self) -> None:
        """Write a finding about this criterion."""
        self.finding_dialog().exec()

    def finding_dialog(self) -> AskDialog:
        """What asks about a finding of this criterion."""
        self.flush()
        assessment_id, key = self._assessment_id, self.key
        line = self._line
        assert line is not None
        fields = fields_of(Finding)
        return AskDialog(
            self,
            self._office,
            _l("Write a finding"),
            _l("What isn't in order, and what is done about it. You find it among the findings."),
            [fields[name] for name in FINDING],
            lambda session, values: findings.from_answer(
                session, assessments.answer_id(session, assessment_id, key), values
            ),
            do=_l("Write the finding"),
            starts={
                "what": line.values["comment"],
                "severity": "minor",
                "owner": line.values["responsible"],
                "due": line.values["due"],
            },
        )


def _last(answer: str, comment: str) -> Text:
    label = dict(rules.ANSWERS)[answer]
    if comment:
        return _l("Last time: {answer}. {comment}", answer=label, comment=comment)
    return _l("Last time: {answer}", answer=label)
