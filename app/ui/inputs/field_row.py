"""A field as it stands in a form: its label, a line of help, the input, and what is wrong with it.

What is typed is checked when the field is left, never while it is typed the first time; a problem that
is told goes away as soon as it is put right.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget
from shiboken6 import Shiboken

from app.core.fault import InvalidValue
from app.core.field import Field
from app.core.text import Text, _l, current_language, language_name
from app.core.value import Words, YesNo
from app.ui.inputs.base import FormContext, Input, registry
from app.ui.language import bind, say, switch
from app.ui.theme import set_role
from app.ui.widgets import Column, Picture, Row, Tag, label, small

_MARK = 16


class FieldRow(QWidget):
    """One field of a form or of a row in it.

    Attributes:
        described: the field.
        input: what holds its value.
        problem: what is wrong, ``None`` when nothing is known to be.

    Signals:
        edited: a person changed something.
        told: a problem appeared, changed or went away.
    """

    edited = Signal()
    told = Signal()

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__()
        self.described = described
        self.problem: Text | None = None
        self._context = context
        self._touched = False
        self._error: QWidget | None = None
        self._error_words: QLabel | None = None
        self._tag: Tag | None = None
        self.input: Input = registry.make(described, context)
        self.input.edited.connect(self._edited)
        self._column = Column(self, spacing=4)
        ticked = isinstance(described.value, YesNo)  # its label is the sentence that one ticks
        if not ticked:
            self._column.addLayout(self._head())
        parts = [small(described.help)] if described.help else []
        for part in (self.input, *parts) if ticked else (*parts, self.input):
            self._column.addWidget(part)
        self.input.name(self.called, self._description)
        _listen()

    @property
    def called(self) -> Text:
        """The label, with the word that tells it can't be left blank."""
        described = self.described
        if described.required:
            return _l("{label} (required)", label=described.label)
        return described.label

    def _head(self) -> Row:
        line = Row(spacing=8)
        line.addWidget(_Name(self), 1)
        if isinstance(self.described.value, Words):
            self._head_line = line
            self._context.text_language_changed.connect(self._tell_language)
            switch.changed.connect(self._tell_language)
            self._tell_language()
        return line

    def _tell_language(self, _language: str = "") -> None:
        """Beside the label, which language is written when it isn't the window's own."""
        written = self._context.text_language
        other = written != current_language()
        if other and self._tag is None:
            self._tag = Tag()
            self._head_line.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignBottom)
        if self._tag:
            self._tag.tell(language_name(written), "main")
            self._tag.setVisible(other)

    def _description(self) -> str:
        parts = (self.problem, self.described.help)
        return " ".join(say(part) for part in parts if part)

    def _edited(self) -> None:
        self._touched = True
        if self.problem:
            self.check()
        self.edited.emit()

    def check(self) -> bool:
        """Tell what is wrong with what stands in the field; whether nothing is."""
        try:
            self.described.check(self.input.value())
        except InvalidValue as fault:
            self.show_problem(fault.words)
            return False
        self.show_problem(None)
        return True

    def leave(self) -> None:
        """The keyboard went elsewhere: what was typed is checked."""
        if self._touched:
            self.check()

    def show_problem(self, problem: Text | None) -> None:
        """Show what is wrong, or that nothing is."""
        before, self.problem = self.problem, problem
        if problem is None and before is None:
            return
        self.input.set_wrong(problem is not None)
        error, words = self._error_place()
        bind(words.setText, problem or "")
        error.setVisible(problem is not None)
        self.input.name(self.called, self._description)
        if problem != before:
            self.told.emit()

    def forget(self) -> None:
        """Other values are shown: nothing has been typed, nothing is wrong."""
        self._touched = False
        self.show_problem(None)

    def _error_place(self) -> tuple[QWidget, QLabel]:
        if self._error is None or self._error_words is None:
            self._error = QWidget()
            self._error_words = label("", "error")
            line = Row(self._error, spacing=4)
            line.addWidget(Picture("warning-circle", _MARK, "bad"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(self._error_words, 1)
            self._column.addWidget(self._error)
        return self._error, self._error_words


class _Name(QLabel):
    """The label above a field; a click on it goes to the field."""

    def __init__(self, row: FieldRow) -> None:
        super().__init__()
        self._row = row
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_role(self, "strong")
        bind(self.setText, row.called)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the field."""
        super().mouseReleaseEvent(event)
        self._row.input.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)


class _Watch(QObject):
    """Tells fields that the keyboard has left them, also when they lie inside one another."""

    def moved(self, old: QWidget | None, now: QWidget | None) -> None:
        """The keyboard went from one widget to another; ``None`` is another program."""
        if old is None or now is None or not Shiboken.isValid(old) or not Shiboken.isValid(now):
            return
        still = set(_rows_around(now))
        for row in _rows_around(old):
            if row not in still:
                row.leave()


def _rows_around(widget: QWidget | None) -> Iterator[FieldRow]:
    # Across the walls of windows too: a calendar that opens from a field belongs to it.
    while widget is not None:
        if isinstance(widget, FieldRow):
            yield widget
        widget = widget.parentWidget()


_watches: dict[QApplication, _Watch] = {}


def _listen() -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication) and application not in _watches:
        watch = _watches[application] = _Watch(application)
        application.focusChanged.connect(watch.moved)
