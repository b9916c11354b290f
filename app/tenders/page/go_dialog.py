"""Is it worthwhile: the questions with their scores, what they suggest, and what a person decides."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core import editing
from app.core.brand import Tone
from app.core.codes import Code, codes
from app.core.fault import InvalidValue, Refusal
from app.core.field import fields_of
from app.core.record import new_id
from app.core.text import Text, _l
from app.tenders import actions, rules, states, wording
from app.tenders.records import Tender
from app.ui.asking import AskingDialog
from app.ui.dialog_size import open_at
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import (
    Banner,
    Choice,
    Column,
    Flow,
    Row,
    ScrollColumn,
    Segmented,
    button,
    label,
    lead,
    rule,
    section,
    small,
)

QUESTIONS = "go_questions"
NONE = "none"
_SUGGESTS: dict[str, Text] = {
    states.GO: _l("By the answers it is worthwhile. You decide."),
    states.NO_GO: _l("By the answers it is hardly worthwhile. You decide."),
    states.UNDECIDED: _l("The answers don’t say it clearly. Talk it over and decide."),
}


class Question(QWidget):
    """One question, its score from 1 to 5, and a line for why.

    Attributes:
        scores: the choice of the score.
        note: the line.
    """

    def __init__(self, code: Code, row: dict[str, Any] | None) -> None:
        super().__init__()
        self.code, self._id = code.id, (row or {}).get("id", "") or new_id()
        column = Column(self, spacing=4)
        column.addWidget(label(lambda: code.label()))
        line = Flow(spacing=8)
        self.scores = Segmented(
            [Choice(NONE, "–"), *(Choice(str(score), str(score)) for score in range(1, 6))]
        )
        bind(self.scores.setAccessibleName, lambda: code.label())
        self.note = QLineEdit()
        self.note.setMaxLength(300)
        self.note.setMinimumWidth(theme.px(240))
        bind(self.note.setPlaceholderText, _l("Why"))
        bind(self.note.setAccessibleName, _l("Why"))
        if row:
            self.scores.choose(str(row["score"]) if row["score"] is not None else NONE)
            self.note.setText(row["note"])
        line.addWidget(self.scores)
        line.addWidget(self.note)
        column.addLayout(line)

    def row(self) -> dict[str, Any]:
        """The row as it is kept."""
        chosen = self.scores.current
        score = int(chosen) if chosen != NONE else None
        return {
            "id": self._id,
            "question": self.code,
            "score": score,
            "note": self.note.text().strip(),
        }


class GoDialog(AskingDialog):
    """Scores the questions of a tender; the average suggests, and a person decides.

    Attributes:
        questions: by the codes of the questions.
        decision, reason: what is decided and why.
    """

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(parent)
        self._office, self._record_id = office, record_id
        tender, kept = office.ask(lambda session: _asked(session, record_id))
        bind(self.setWindowTitle, _l("Is it worthwhile"))
        open_at(self, 640, 620)
        whole = Column(self, margins=24, spacing=12)
        whole.addWidget(section(_l("Is it worthwhile")))
        content = ScrollColumn(max_width=None, margins=(0, 0, 12, 0), spacing=16)
        content.body.addWidget(
            lead(
                _l(
                    "Score each from 1 (no) to 5 (certainly), alone or together. The decision is yours."
                )
            )
        )
        self.questions = {code.id: Question(code, kept.get(code.id)) for code in codes(QUESTIONS)}
        self._others = [row for code, row in kept.items() if code not in self.questions]
        for each in self.questions.values():
            each.scores.chosen.connect(self._answered)
            content.body.addWidget(each)
        content.body.addWidget(rule())
        self._advice = Banner("", "main")
        self._against = small("")
        content.body.addWidget(self._against)
        self.decision = Segmented([Choice(name, words) for name, words in states.DECISIONS])
        self.decision.choose(tender.decision)
        bind(self.decision.setAccessibleName, _l("Decision"))
        line = Row()
        line.addWidget(self.decision)
        line.addStretch(1)
        content.body.addLayout(line)
        self.reason = FieldRow(fields_of(Tender)["reason"], form_context(office))
        self.reason.input.set_value(tender.reason)
        content.body.addWidget(self.reason)
        whole.addWidget(content, 1)
        whole.addWidget(self._advice)  # seen while the questions are scored
        self._problem = Banner("", "bad")
        self._problem.hide()
        whole.addWidget(self._problem)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        self.do_button = button(_l("Keep the decision"), "primary", pressed=self.go)
        foot.addWidget(self.do_button)
        whole.addLayout(foot)
        self._answered()

    def _rows(self) -> list[dict[str, Any]]:
        every = [each.row() for each in self.questions.values()]
        return [*(row for row in every if row["score"] is not None or row["note"]), *self._others]

    def _answered(self, _name: str = "") -> None:
        """Say at once what the answers suggest."""
        advice = rules.weighed(self._rows())
        against = [self.questions[code].code for code in advice.against if code in self.questions]
        names = codes(QUESTIONS)
        if advice.average is None:
            self._advice.tell(_l("Nothing is scored yet."), "plain")
        else:
            average, words = advice.average, _SUGGESTS[advice.suggests]
            if advice.answered < rules.LEAST_ANSWERED:
                words = _l("Score a few more; then the average says something.")
            tones: dict[str, Tone] = {states.GO: "good", states.NO_GO: "watch"}
            self._advice.tell(
                lambda: _l(
                    "Average {average}. {advice}",
                    average=wording.average_words(average),
                    advice=words,
                ).say(),
                tones.get(advice.suggests, "main"),
            )
        bind(
            self._against.setText,
            lambda: (
                _l(
                    "The lowest score speaks against it: {questions}",
                    questions=" ".join(
                        found.label() for code in against if (found := names.get(code))
                    ),
                ).say()
                if against
                else ""
            ),
        )
        self._against.setVisible(bool(against))

    def typed(self) -> Any:
        scores = [(each.scores.current, each.note.text()) for each in self.questions.values()]
        return scores, self.decision.current, self.reason.input.typed()

    def go(self) -> None:
        """Keep it; it can be undone."""
        try:
            reason = self.reason.described.check(self.reason.input.value())
        except InvalidValue as fault:
            self.reason.show_problem(fault.words)
            return
        values = {"weighed": self._rows(), "decision": self.decision.current, "reason": reason}
        self.put(
            lambda session: actions.decide(session, self._record_id, values),
            lambda _done: self.accept(),
            self._refused,
        )

    def _refused(self, fault: Refusal) -> None:
        self._problem.tell(fault.told, "bad")
        self._problem.show()


def _asked(session: Any, record_id: str) -> tuple[Tender, dict[str, dict[str, Any]]]:
    tender = editing.find(session, Tender, record_id)
    stored = {row.get("question", ""): row.get("id", "") for row in tender.weighed}
    rows = actions.rows_of(tender, "weighed")
    return tender, {row["question"]: {**row, "id": stored.get(row["question"], "")} for row in rows}
