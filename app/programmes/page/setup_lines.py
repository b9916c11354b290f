"""The lines in which objectives and indicators are written quickly, one after another."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.core.fault import InvalidValue
from app.core.field import fields_of, kind_of_value
from app.core.record import new_id
from app.core.text import LanguageText, Text, _l, literal
from app.core.value import Words
from app.programmes import wording
from app.programmes.actions import NewIndicator
from app.programmes.records import EVENTS, MEASURES, OTHER, Indicator
from app.ui.language import bind
from app.ui.theme import theme
from app.ui.widgets import Choice, Column, Combo, Row, Tiles, button, icon_button, label

PLACE_WIDTH, TARGET_WIDTH = 190, 90
WHOLE = "0"


class _Line(QLineEdit):
    """A line in which several can be pasted at once.

    Attributes:
        key: what tells it from the other lines, wherever it stands among them.

    Signals:
        pasted: all lines of what was pasted.
    """

    pasted = Signal(list)

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.key = new_id()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (event.matches(QKeySequence.StandardKey.Paste) and self._take_lines()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu; what is pasted from it is parted into lines too."""
        menu = self.createStandardContextMenu()
        paste = menu.findChild(QAction, "edit-paste")
        if paste and len(_lines_on_clipboard()) > 1:
            paste.triggered.disconnect()
            paste.triggered.connect(self._take_lines)
        menu.exec(event.globalPos())

    def _take_lines(self) -> bool:
        """Part what was copied into lines, where there are several."""
        lines = _lines_on_clipboard()
        if len(lines) > 1:
            self.pasted.emit(lines)
        return len(lines) > 1


def _lines_on_clipboard() -> list[str]:
    lines = QApplication.clipboard().text().splitlines()
    return [clean for each in lines if (clean := each.strip(" \t•–-*"))]


class ObjectiveLines(QWidget):
    """The objectives that are there, and lines for new ones.

    Signals:
        edited: another objective is written, or one is gone.
    """

    edited = Signal()

    def __init__(self, kept: Sequence[tuple[int, LanguageText]]) -> None:
        super().__init__()
        self._kept = kept
        column = Column(self, spacing=8)
        for _number, title in kept:
            column.addWidget(label(literal(title)))
        self._list = Column(spacing=8)
        column.addLayout(self._list)
        self.lines: list[_Line] = []
        self._rows: list[QWidget] = []
        self.add_button = button(_l("Add an objective"), "quiet", "plus", self.add)
        foot = Row()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)

    def begin(self) -> None:
        """A first empty line."""
        self.add()
        self.setFocusProxy(self.lines[0])

    def add(self, words: str = "") -> None:
        """Add a line and go there."""
        row, line = QWidget(), _Line(words if isinstance(words, str) else "")
        bind(line.setAccessibleName, self._called(line))
        bind(line.setPlaceholderText, _l("What is to be achieved"))
        line.returnPressed.connect(self._next)
        line.textEdited.connect(self.edited)
        line.pasted.connect(self._paste)
        held = Row(row, spacing=8)
        held.addWidget(line, 1)
        held.addWidget(icon_button("trash", _l("Remove this row"), self._removing(row, line)))
        self.lines.append(line)
        self._rows.append(row)
        self._list.addWidget(row)
        line.setFocus()
        self.edited.emit()

    def _called(self, line: _Line) -> Callable[[], str]:
        def said() -> str:
            at = self.lines.index(line) if line in self.lines else len(self.lines)
            return _l("Objective {number}", number=str(at + 1 + self._last)).say()

        return said

    @property
    def _last(self) -> int:
        return max((number for number, _title in self._kept), default=0)

    def _next(self) -> None:
        if self.lines and self.lines[-1].text().strip():
            self.add()

    def _paste(self, found: list[str]) -> None:
        for words in found:
            empty = next((each for each in self.lines if not each.text().strip()), None)
            if empty:
                empty.setText(words)
            else:
                self.add(words)
        self.edited.emit()

    def _removing(self, row: QWidget, line: _Line) -> Callable[[], None]:
        def remove() -> None:
            self.lines.remove(line)
            self._rows.remove(row)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
            self.add_button.setFocus()
            self.edited.emit()

        return remove

    def written(self) -> list[str]:
        """The new objectives, in their order."""
        return [words for _key, words in self._new()]

    def _new(self) -> list[tuple[str, str]]:
        return [(line.key, text) for line in self.lines if (text := line.text().strip())]

    def choices(self) -> list[Choice]:
        """What an indicator can be of: the whole programme, or an objective by its number."""
        found = [Choice(WHOLE, wording.WHOLE_AIM)]
        found += [Choice(str(number), literal(title)) for number, title in self._kept]
        for at, (key, words) in enumerate(self._new(), start=self._last + 1):
            found.append(Choice(key, f"{at}. {words}"))
        return found

    def number_of(self, chosen: str) -> int:
        """The number that the objective of a choice gets or has; 0 for the whole programme."""
        new = [key for key, _words in self._new()]
        if chosen in new:
            return self._last + 1 + new.index(chosen)
        return int(chosen) if chosen.isdecimal() else int(WHOLE)


class _IndicatorLine(QWidget):
    """What is measured, of which objective, a name, a target."""

    def __init__(
        self, objectives: ObjectiveLines, remove: Callable[["_IndicatorLine"], None]
    ) -> None:
        super().__init__()
        self._objectives = objectives
        column = Column(self, spacing=2)
        line = Row(spacing=8)
        self.measure = Combo([Choice(name, words) for name, words in MEASURES])
        self.measure.choose(EVENTS)
        self.of = Combo(objectives.choices())
        self.of.choose(WHOLE)
        self.name, self.target = QLineEdit(), QLineEdit()
        self.name.setMaxLength(kind_of_value(Indicator, "name", Words).limit)
        self.target.setAlignment(Qt.AlignmentFlag.AlignRight)
        for widget, words in (
            (self.measure, _l("What is measured")),
            (self.of, _l("Objective")),
            (self.name, _l("Name")),
            (self.target, _l("Target value")),
        ):
            bind(widget.setAccessibleName, words)
        for edit, words in ((self.name, _l("Name")), (self.target, _l("Target"))):
            bind(edit.setPlaceholderText, words)
        choices = Tiles(PLACE_WIDTH, spacing=8)
        for each in (self.measure, self.of, self.name):
            choices.addWidget(each)
        line.addLayout(choices, 1)
        line.addWidget(self.target, 0, Qt.AlignmentFlag.AlignTop)
        bin_button = icon_button("trash", _l("Remove this row"), lambda: remove(self))
        line.addWidget(bin_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        self._error = label("", "error")
        self._error.hide()
        column.addWidget(self._error)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self.target.setFixedWidth(theme.px(TARGET_WIDTH))

    def offer(self) -> None:
        """Offer the objectives that are written now."""
        self.of.offer(self._objectives.choices())
        if not self.of.current:
            self.of.choose(WHOLE)

    def read(self) -> NewIndicator | None:
        """What stands in it; ``None`` after telling what is wrong."""
        name = self.name.text().strip()
        try:
            target = fields_of(Indicator)["target"].value.read(self.target.text())
        except InvalidValue as fault:
            return self._tell(fault.words, self.target)
        if self.measure.current == OTHER and not name:
            return self._tell(_l("Give it a name: it measures something of your own."), self.name)
        self._error.hide()
        objective = self._objectives.number_of(self.of.current)
        return NewIndicator(objective, self.measure.current, name, target)

    def _tell(self, problem: Text, place: QLineEdit) -> None:
        bind(self._error.setText, problem)
        self._error.show()
        place.setFocus()


class IndicatorLines(QWidget):
    """Lines for new indicators, a new one like the one before it."""

    def __init__(self, objectives: ObjectiveLines) -> None:
        super().__init__()
        self._objectives = objectives
        self.lines: list[_IndicatorLine] = []
        column = Column(self, spacing=8)
        self._list = Column(spacing=8)
        column.addLayout(self._list)
        self.add_button = button(_l("Add an indicator"), "quiet", "plus", self.add)
        foot = Row()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)
        objectives.edited.connect(self._offer)

    def _offer(self) -> None:
        for each in self.lines:
            each.offer()

    def add(self) -> None:
        """Add a line for the same objective as the last one, and go there."""
        made = _IndicatorLine(self._objectives, self._remove)
        if self.lines:
            made.of.choose(self.lines[-1].of.current)
        made.target.returnPressed.connect(self.add)
        self.lines.append(made)
        self._list.addWidget(made)
        made.measure.setFocus()

    def _remove(self, line: _IndicatorLine) -> None:
        self.lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.add_button.setFocus()

    def written(self) -> list[tuple[str, ...]]:
        """What stands in them."""
        return [
            (each.measure.current, each.of.current, each.name.text(), each.target.text())
            for each in self.lines
        ]

    def read(self) -> list[NewIndicator] | None:
        """The new indicators; ``None`` when something is wrong with one, which is told beside it."""
        found = [each.read() for each in self.lines]
        return None if None in found else [each for each in found if each]
