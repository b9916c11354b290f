"""The criteria of an assessment by group, with the state of each in a sign and a word."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from app.certification.assessments.rules import ANSWERS, NO, NOT_APPLICABLE
from app.certification.assessments.sheet import Line, Sheet
from app.core.text import _l, pick
from app.ui.icons import IconTone, icon
from app.ui.language import bind, switch
from app.ui.theme import theme

SIGNS: dict[str, tuple[str, IconTone]] = {
    "yes": ("check-circle", "good"),
    "partly": ("circle-half", "watch"),
    "no": ("x-circle", "bad"),
    "not_applicable": ("minus-circle", "soft"),
    "": ("circle", "soft"),
}
_KEY = Qt.ItemDataRole.UserRole


class CriterionList(QListWidget):
    """One line a criterion below the name of its group; arrows go through them.

    Signals:
        chosen: the key of the criterion that a person went to.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        bind(self.setAccessibleName, _l("Criteria"))
        self.currentItemChanged.connect(self._moved)
        self._sheet: Sheet | None = None
        self._only_open = False
        switch.changed.connect(self._again)
        theme.changed.connect(self._again)

    def show_sheet(self, sheet: Sheet, current: str, only_open: bool = False) -> None:
        """Show the criteria of a sheet; ``only_open`` those without an answer."""
        self._sheet, self._only_open = sheet, only_open
        was = self.blockSignals(True)
        place = self.verticalScrollBar().value()
        self.clear()
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        for group in sheet.result.groups:
            lines = [sheet.lines[each.key] for each in group.criteria]
            lines = [
                e for e in lines if not only_open or not e.answer or e.criterion.key == current
            ]
            if not lines:
                continue
            self._head(pick(group.group.name))
            for line in lines:
                self._line(line)
        self.choose(current)
        self.verticalScrollBar().setValue(place)
        self.blockSignals(was)
        if self.currentItem():
            self.scrollToItem(self.currentItem())

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font(13, 600))
        item.setForeground(theme.colour("main"))
        self.addItem(item)

    def _line(self, line: Line) -> None:
        glyph, colour = SIGNS[line.answer]
        if line.answer == NO and not line.criterion.scored:
            glyph, colour = SIGNS[NOT_APPLICABLE]  # “no” to a question is nothing bad
        said = dict(ANSWERS)[line.answer].say() if line.answer else _l("not answered yet").say()
        item = QListWidgetItem(icon(glyph, colour), pick(line.criterion.text))
        item.setData(_KEY, line.criterion.key)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{pick(line.criterion.text)} {said}")
        item.setToolTip(f"{pick(line.criterion.text)}\n{said}")
        self.addItem(item)

    def _again(self, *_why: object) -> None:
        if self._sheet:
            self.show_sheet(self._sheet, self.current, self._only_open)

    @property
    def current(self) -> str:
        """The key of the criterion in front, ``""`` when there is none."""
        item = self.currentItem()
        return item.data(_KEY) or "" if item else ""

    def choose(self, key: str) -> None:
        """Bring a criterion in front without telling anybody."""
        was = self.blockSignals(True)
        for number in range(self.count()):
            if self.item(number).data(_KEY) == key:
                self.setCurrentRow(number)
                self.scrollToItem(self.item(number))
        self.blockSignals(was)

    def _moved(self, item: QListWidgetItem | None, _before: object) -> None:
        if item and item.data(_KEY):
            self.chosen.emit(item.data(_KEY))
