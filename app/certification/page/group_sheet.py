"""A group of criteria as a sheet: the answer and a comment of each, one below the other."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.certification.assessments import rules
from app.certification.assessments.sheet import Line, Sheet
from app.certification.schemes.rules import LEVELS
from app.core.text import _l, _n, pick
from app.ui.language import bind
from app.ui.widgets import (
    Choice,
    Column,
    Flow,
    Segmented,
    Tag,
    clear,
    label,
    rule,
    section,
    small,
)

MOST_COMMENT = 2000


class _Line(QWidget):
    """One criterion of the sheet."""

    answered = Signal(str, dict)

    def __init__(self, line: Line, *, frozen: bool) -> None:
        super().__init__()
        self.line = line
        key = line.criterion.key
        column = Column(self, spacing=8)
        column.addWidget(label(lambda: pick(line.criterion.text)))
        told = Flow(spacing=8)
        told.addWidget(Tag(dict(LEVELS)[line.criterion.level], "plain"))
        if line.evidence:
            count = len(line.evidence)
            told.addWidget(
                small(_n("{count} piece of evidence", "{count} pieces of evidence", count))
            )
        if line.last[0]:
            last = dict(rules.ANSWERS)[line.last[0]]
            told.addWidget(small(_l("Last time: {answer}", answer=last)))
        column.addLayout(told)
        self.answers = Segmented([Choice(code, words) for code, words in rules.ANSWERS])
        self.answers.choose(line.answer)
        self.answers.setEnabled(not frozen)
        bind(self.answers.setAccessibleName, lambda: pick(line.criterion.text))
        self.answers.chosen.connect(lambda code: self.answered.emit(key, {"answer": code}))
        column.addWidget(self.answers)
        self.comment = QLineEdit(line.values["comment"].replace("\n", " "))
        self.comment.setMaxLength(MOST_COMMENT)
        self.comment.setReadOnly(frozen)
        bind(self.comment.setPlaceholderText, _l("Comment"))
        bind(self.comment.setAccessibleName, _l("Comment"))
        self.comment.editingFinished.connect(self.keep)
        column.addWidget(self.comment)

    def tell(self, line: Line) -> None:
        """Show what is stored now; what is being typed stays."""
        self.line = line
        self.answers.choose(line.answer)
        stored = line.values["comment"].replace("\n", " ")
        if not self.comment.isModified() and self.comment.text() != stored:
            self.comment.setText(stored)

    def keep(self) -> None:
        """Keep the comment when it has been changed."""
        words = self.comment.text().strip()
        self.comment.setModified(False)
        before: Mapping[str, str] = self.line.values
        if not self.comment.isReadOnly() and words != before["comment"].replace("\n", " "):
            self.answered.emit(self.line.criterion.key, {"comment": words})


class GroupSheet(QWidget):
    """The criteria of one group.

    Signals:
        answered: the key of a criterion and the values that changed.
    """

    answered = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__()
        self._group = ("", "")
        self.lines: dict[str, _Line] = {}
        self._column = Column(self, spacing=16)

    def show_group(self, sheet: Sheet, group: str) -> None:
        """Show a group; where somebody is writing, nothing moves."""
        lines = [each for each in sheet.lines.values() if each.criterion.group == group]
        focus = QApplication.focusWidget()
        same = (group, sheet.assessment_id) == self._group and len(lines) == len(self.lines)
        if same and focus and self.isAncestorOf(focus):
            for each in lines:
                if made := self.lines.get(each.criterion.key):
                    made.tell(each)
            return
        self._group = (group, sheet.assessment_id)
        clear(self._column)
        self.lines = {}
        name = next(each.group.name for each in sheet.result.groups if each.group.key == group)
        self._column.addWidget(section(lambda: pick(name)))
        for number, each in enumerate(lines):
            if number:
                self._column.addWidget(rule())
            made = _Line(each, frozen=sheet.frozen)
            made.answered.connect(self.answered)
            self.lines[each.criterion.key] = made
            self._column.addWidget(made)
        self._column.addStretch(1)

    def flush(self) -> None:
        """Keep what is typed, now."""
        for each in self.lines.values():
            if each.comment.hasFocus():
                each.keep()
