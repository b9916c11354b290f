"""A small dialog that asks what an action needs to know: a sentence, a field or a few, and two buttons."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.fault import InvalidValue
from app.core.field import Field
from app.core.text import Text, _l
from app.ui.asking import AskingDialog
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import Banner, Column, Row, ScrollColumn, button, lead, section

WIDTH = 480
SHARE = 0.85
"""So much of the screen's height it takes at most."""


class AskDialog(AskingDialog):
    """Asks, and does it; what is wrong is told beside the fields.

    Attributes:
        rows: the fields by name.
    """

    def __init__(
        self,
        parent: QWidget,
        office: Office,
        title: Text,
        words: Text,
        fields: Sequence[Field],
        work: Callable[[Session, Mapping[str, Any]], Changes],
        *,
        do: Text,
        leave: Text | None = None,
        starts: Mapping[str, Any] | None = None,
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._work, self._done = office, work, done
        bind(self.setWindowTitle, title)
        self.setMinimumWidth(theme.px(WIDTH))
        self._column = column = Column(self, margins=24, spacing=12)
        column.addWidget(section(title))
        column.addWidget(lead(words))
        context = form_context(office)
        self.rows = {field.name: FieldRow(field, context) for field in fields}
        self._fields = ScrollColumn(max_width=None, margins=(2, 0, 2, 0), spacing=12)
        for name, row in self.rows.items():
            if starts and name in starts:
                row.input.set_value(starts[name])
            row.edited.connect(self._show_what_applies)
            self._fields.body.addWidget(row)
        column.addWidget(self._fields, 1)
        self._problem = Banner("", "bad")
        self._problem.hide()
        column.addWidget(self._problem)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(leave or _l("Cancel"), pressed=self.reject))
        self.do_button = button(do, "primary", pressed=self.go)
        foot.addWidget(self.do_button)
        column.addLayout(foot)
        self._show_what_applies()

    def showEvent(self, event: QShowEvent) -> None:
        """Open as high as the fields need."""
        super().showEvent(event)
        if not event.spontaneous():
            self._fit()

    def grow(self) -> None:
        """Become as high as what was added needs."""
        self._fit(self.height())

    def _fit(self, least: int = 0) -> None:
        """Be as high as the fields need, where the screen has so much room; else they scroll."""
        layout = self.layout()
        if layout is None or not self.isVisible():
            return
        around = layout.totalHeightForWidth(self.width()) - self._fields.sizeHint().height()
        needed = self._fields.body.totalHeightForWidth(self._fields.viewport().width())
        most = round(self.screen().availableSize().height() * SHARE)
        self.resize(self.width(), max(least, min(around + needed, most)))

    def _does_it(self, event: QKeyEvent) -> bool:
        """Any Enter that no field or button needs itself."""
        return True

    def _show_what_applies(self) -> None:
        found = {}
        for name, row in self.rows.items():
            try:
                found[name] = row.input.value()
            except InvalidValue:
                continue
        for row in self.rows.values():
            row.setVisible(row.described.applies(found))
        self.grow()

    def tell_beside(self, problems: Mapping[str, Text]) -> None:
        super().tell_beside(problems)
        self.grow()

    def typed(self) -> Any:
        return {name: row.input.typed() for name, row in self.rows.items()}

    def go(self) -> None:
        """Do it with what is in the fields; it can be undone."""
        values, problems = self.checked()
        if problems:
            self.tell_beside(problems)
            return
        self.put(lambda session: self._work(session, values), self._was_done, self.tell_refusal)

    def _was_done(self, changes: Changes) -> None:
        self.accept()
        if self._done:
            self._done(changes)
