"""One group of a form: its heading and fields, made only when they are about to be seen."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from app.core.field import Field, Group
from app.core.text import _l
from app.ui.inputs import FieldRow
from app.ui.widgets import Column, Row, button, small, subject


class FormGroup(QWidget):
    """A heading, or a button that unfolds the group, and below it the fields once they are built.

    Attributes:
        names: the fields of the group.
        folded: whether it waits for a person to unfold it.
    """

    def __init__(
        self,
        group: Group,
        fields: Iterable[Field],
        make: Callable[[Field], FieldRow],
        *,
        folded: bool,
        headed: bool = True,
    ) -> None:
        super().__init__()
        self._waiting = list(fields)
        self._make = make
        self.names = [each.name for each in self._waiting]
        self.folded = folded
        column = Column(self, spacing=16)
        if folded:
            fold = button(
                _l("More: {group}", group=group.label), "quiet", "caret-down", self.toggle
            )
            line = Row()
            line.addWidget(fold)
            line.addStretch(1)
            column.addLayout(line)
        elif headed:
            column.addWidget(subject(group.label))
        self._inner = QWidget()
        self._fields = Column(self._inner, spacing=16)
        if group.help:
            self._fields.addWidget(small(group.help))
        self._inner.setVisible(not folded)
        column.addWidget(self._inner)

    @property
    def built(self) -> bool:
        """Whether all fields are there."""
        return not self._waiting

    def build_next(self) -> None:
        """Make one more field."""
        self._fields.addWidget(self._make(self._waiting.pop(0)))

    def build(self) -> None:
        """Make the fields that aren't there yet."""
        while not self.built:
            self.build_next()

    def unfold(self) -> None:
        """Show the fields."""
        self.build()
        self._inner.show()

    def toggle(self) -> None:
        """Show the fields, or fold them away again."""
        if self._inner.isHidden():
            self.unfold()
        else:
            self._inner.hide()
