"""How a network is doing: the ten statements asked in a dialog, and the answers as bars beside last year's."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, InvalidValue, Refusal
from app.core.field import fields_of, row_field
from app.core.format import show_number
from app.core.record import today
from app.core.text import _l, literal, pick
from app.core.value import Day, PlainText, YesNo
from app.network.partnerships import health, rules, wording
from app.network.partnerships.records import HealthCheck, Partnership
from app.ui.asking import AskingDialog
from app.ui.dialog_size import open_at
from app.ui.form_context import form_context
from app.ui.inputs import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import (
    Banner,
    Bar,
    Bars,
    Choice,
    Column,
    Part,
    Row,
    ScrollColumn,
    Segmented,
    button,
    label,
    lead,
    section,
    small,
)

LOW = 2
"""From this number down it is asked why."""
_STEP = 100 // rules.MOST_SCORE


class HealthDialog(AskingDialog):
    """Asks the ten statements, and what is done about what they tell.

    Attributes:
        scales: the numbers to choose from, by statement; ``notes`` why one is low.
        rows: the other fields, by name.
    """

    def __init__(self, parent: QWidget, office: Office, partnership_id: str) -> None:
        super().__init__(parent)
        self._office, self._id = office, partnership_id
        title = _l("How are we doing?")
        bind(self.setWindowTitle, title)
        open_at(self, 660, 760)
        whole = Column(self, margins=(0, 20, 0, 0), spacing=0)
        scroll = ScrollColumn(max_width=None, margins=(24, 0, 24, 16), spacing=14)
        body = scroll.body
        body.addWidget(section(title))
        body.addWidget(
            lead(
                _l(
                    "Go through the statements together. When each has answered alone, take the number in the "
                    "middle: 1 = not at all, 5 = fully."
                )
            )
        )
        context = form_context(office)
        self.scales: dict[str, Segmented] = {}
        self.notes: dict[str, FieldRow] = {}
        for statement, words in health.statements():
            body.addWidget(self._statement(statement, words, context))
        known = fields_of(HealthCheck)
        self.rows = {
            field.name: FieldRow(field, context)
            for field in (
                known["answered"],
                known["made_on"],
                known["note"],
                row_field("as_task", YesNo(), _l("Make it a task")),
                row_field("due", Day(), _l("By when"), shown_when=lambda v: bool(v.get("as_task"))),
            )
        }
        self.rows["made_on"].input.set_value(today())
        self.rows["as_task"].input.set_value(True)
        for row in self.rows.values():
            row.edited.connect(self._show_what_applies)
            body.addWidget(row)
        whole.addWidget(scroll, 1)
        self._problem = Banner("", "bad")
        self._problem.hide()
        said = Column(margins=(24, 12, 24, 0))
        said.addWidget(self._problem)  # in sight wherever the statements are scrolled to
        whole.addLayout(said)
        foot = Row(margins=(24, 12, 24, 16), spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        self.do_button = button(_l("Keep"), "primary", pressed=self.go)
        foot.addWidget(self.do_button)
        whole.addLayout(foot)
        self._show_what_applies()

    def _statement(self, statement: str, words: Mapping[str, str], context: Any) -> QWidget:
        holder = QWidget()
        column = Column(holder, spacing=4)
        column.addWidget(label(literal(words)))
        steps = [Choice(str(number), str(number)) for number in range(1, rules.MOST_SCORE + 1)]
        scale = self.scales[statement] = Segmented([Choice("", "–"), *steps])
        scale.choose("")
        bind(scale.setAccessibleName, literal(words))
        scale.chosen.connect(partial(self._chosen, statement))
        line = Row()
        line.addWidget(scale)
        line.addStretch(1)
        column.addLayout(line)
        note = self.notes[statement] = FieldRow(
            row_field("note", PlainText(400), _l("Why?")), context
        )
        note.hide()
        column.addWidget(note)
        return holder

    def _chosen(self, statement: str, number: str) -> None:
        self.notes[statement].setVisible(bool(number) and int(number) <= LOW)

    def _show_what_applies(self) -> None:
        as_task = {"as_task": self.rows["as_task"].input.value()}
        self.rows["due"].setVisible(self.rows["due"].described.applies(as_task))

    def scores(self) -> dict[str, tuple[int | None, str]]:
        """The number of each statement, and why it is low."""
        found: dict[str, tuple[int | None, str]] = {}
        for statement, scale in self.scales.items():
            note = self.notes[statement]
            why = "" if note.isHidden() else note.input.value()
            found[statement] = (int(scale.current) if scale.current else None, why)
        return found

    def typed(self) -> Any:
        every = {**self.rows, **self.notes}
        return (
            [scale.current for scale in self.scales.values()],
            [row.input.typed() for row in every.values()],
        )

    def go(self) -> None:
        """Keep it, or tell what is wrong."""
        values, problems = self.checked()
        try:
            values["scores"] = self.scores()
        except InvalidValue as fault:
            self.tell(fault.words)
            return
        self.tell_beside(problems)
        if problems:
            return
        self.put(
            lambda session: health.make(session, self._id, values), self._was_kept, self._refused
        )

    def _was_kept(self, _changes: Changes) -> None:
        self.accept()

    def _refused(self, fault: Refusal) -> None:
        if isinstance(fault, InvalidFields) and not fault.problems.keys() <= self.rows.keys():
            self.tell(next(iter(fault.problems.values())))
        else:
            self.tell_refusal(fault)


def health_part(office: Office, session: Session, partnership: Partnership) -> list[QWidget]:
    """The last health check as bars, the time before as a mark on each; and that it is time to ask again."""
    due = health.due(session, partnership)
    late: list[QWidget] = []
    if due is not None and due <= today():
        banner = Banner(
            _l("A year has passed: ask the members how the network is doing."),
            "watch",
            action=(_l("Ask now"), lambda: HealthDialog(banner, office, record_id).exec()),
        )
        record_id = partnership.id
        late.append(banner)
    known = health.compared(session, partnership.id)
    if known is None:
        return late
    last, scores = known
    before = rules.mean(each.before for each in scores)
    contents: list[QWidget] = [small(lambda: _head(last, scores, before))]
    bars = [
        Bar(
            literal(wording.statement_words(each.statement)),
            None if each.score is None else Decimal(each.score * _STEP),
            None if each.before is None else Decimal(each.before * _STEP),
            lambda each=each: _of_five(each),
        )
        for each in scores
    ]
    contents.append(Bars(_l("How the network is doing"), bars))
    low = rules.weakest(scores)
    if low:
        names = [wording.statement_words(each.statement) for each in low]
        contents.append(
            small(
                lambda: str(
                    _l(
                        "Talk first about: {what}",
                        what="; ".join(pick(each) for each in names),
                    )
                )
            )
        )
    if last.note:
        contents.append(label(_l("What you do about it: {what}", what=last.note)))
    if not partnership.owner_id:
        contents.append(_removal(office, last.id))
    return [*late, Part(_l("How the network is doing"), *contents)]


def _removal(office: Office, check_id: str) -> QWidget:
    holder = QWidget()
    line = Row(holder)
    line.addWidget(
        button(
            _l("Remove these answers"),
            "quiet",
            "trash",
            lambda: office.write(lambda session: editing.remove(session, HealthCheck, [check_id])),
        )
    )
    line.addStretch(1)
    return holder


def _head(last: HealthCheck, scores: list[rules.Compared], before: float | None) -> str:
    now = rules.mean(each.score for each in scores)
    parts = [str(_l("Asked on {day}", day=last.made_on))]
    if last.answered:
        parts.append(str(wording.answered_words(last.answered)))
    if now is not None:
        mean = Decimal(now).quantize(Decimal("0.1"))
        parts.append(str(_l("mean {number} of 5", number=show_number(mean))))
    if before is not None:
        mean = Decimal(before).quantize(Decimal("0.1"))
        parts.append(str(_l("the line tells last time, mean {number}", number=show_number(mean))))
    return wording.DASH.join(parts)


def _of_five(each: rules.Compared) -> str:
    return f"{each.score} / {rules.MOST_SCORE}"
