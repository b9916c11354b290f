"""One text made of two: ours stands in the editor, theirs below it to be read and copied from."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from app.core.change import Changes
from app.core.text import _l, current_language, language_name, languages, literal
from app.core.value import Words
from app.network import actions
from app.network.wording import THEIRS
from app.sync import conflicts
from app.sync.conflicts import Told
from app.ui.asking import AskingDialog
from app.ui.dialog_size import open_at
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import set_role
from app.ui.widgets import (
    Banner,
    Choice,
    Column,
    Row,
    ScrollColumn,
    Segmented,
    button,
    label,
    lead,
    section,
)
from app.ui.widgets import Words as Shown

_WIDTH, _HEIGHT = 620, 520


class WriteAnew(AskingDialog):
    """A field as it stands in the record's form, filled with this office's version.

    Attributes:
        row: the field.
    """

    def __init__(
        self, parent: QWidget, office: Office, told: Told, done: Callable[[Changes], object]
    ) -> None:
        super().__init__(parent)
        self._office, self._told, self._done = office, told, done
        self._field, mine, self._theirs = office.ask(
            lambda session: actions.overwritten(session, told.id)
        )
        bind(self.setWindowTitle, _l("Write anew"))
        open_at(self, _WIDTH, _HEIGHT)
        whole = Column(self, margins=24, spacing=12)
        whole.addWidget(section(_l("Write anew")))
        sentence = _l(
            "Your version is here to be changed. What you write goes into “{title}” and to the network.",
            title=literal(told.record_title or "–"),
        )
        whole.addWidget(lead(sentence))
        scroll = ScrollColumn(max_width=None, margins=(0, 0, 12, 0), spacing=12)
        whole.addWidget(scroll, 1)
        self._context = form_context(office)
        if isinstance(self._field.value, Words):
            scroll.body.addLayout(self._languages(mine))
        self.row = FieldRow(self._field, self._context)
        self.row.input.set_value(mine)
        self.rows = {self._field.name: self.row}
        scroll.body.addWidget(self.row)
        frame = QFrame()
        set_role(frame, "side")
        side = Column(frame, margins=(14, 12, 14, 12), spacing=4)
        side.addWidget(label(THEIRS, "strong"))
        self._shown = Shown().select()
        side.addWidget(self._shown)
        scroll.body.addWidget(frame)
        self._show_theirs()
        self._problem = Banner("", "bad")
        self._problem.hide()
        whole.addWidget(self._problem)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        self.save_button = button(_l("Save this"), "primary", pressed=self.save)
        foot.addWidget(self.save_button)
        whole.addLayout(foot)
        self.row.input.focus_target().setFocus()

    def _languages(self, mine: Mapping[str, str]) -> Row:
        """A text in several languages begins with one in which the two differ."""
        theirs: Mapping[str, str] = self._theirs or {}
        offered = list(dict.fromkeys([*languages(), *(mine or {}), *theirs]))
        choices = [Choice(code, literal(language_name(code))) for code in offered]
        differ = [code for code in offered if (mine or {}).get(code) != theirs.get(code)]
        first = current_language()
        self._context.write_in(first if first in differ or not differ else differ[0])
        self.language = Segmented(choices)
        self.language.choose(self._context.text_language)
        self.language.chosen.connect(self._context.write_in)
        self._context.text_language_changed.connect(lambda _language: self._show_theirs())
        line = Row()
        line.addWidget(self.language)
        line.addStretch(1)
        return line

    def _show_theirs(self) -> None:
        theirs: Any = self._theirs
        if isinstance(self._field.value, Words):
            words = (theirs or {}).get(self._context.text_language, "")
        else:
            words = self._field.value.show(theirs)
        bind(self._shown.setText, words or _l("Nothing is written here"))

    def save(self) -> None:
        """Give the record what is written; it can be undone."""
        values, problems = self.checked()
        if problems:
            self.tell_beside(problems)
            return
        conflict_id, value = self._told.id, values[self._field.name]
        self.put(
            lambda session: conflicts.write_anew(session, conflict_id, value),
            self._saved,
            self.tell_refusal,
        )

    def typed(self) -> Any:
        return self.row.input.typed()

    def _saved(self, changes: Changes) -> None:
        self.accept()
        self._done(changes)
