"""A long list of what a directory would bring, each with a box to tick; found by its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.core.search import sort_key
from app.core.text import Text
from app.ui.language import bind

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TICKED = Qt.ItemDataRole.CheckStateRole


@dataclass(frozen=True)
class Pick:
    """One thing to be ticked: ``name`` in code, its words, and the line below them."""

    name: str
    first: str
    second: str

    @property
    def words(self) -> str:
        """Both lines."""
        return f"{self.first}\n{self.second}"


class _Picks(QAbstractListModel):
    """Those that are shown, and which of all are ticked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.every: list[Pick] = []
        self.shown: list[Pick] = []
        self.ticked: set[str] = set()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        pick = self.shown[index.row()]
        if role == _TICKED:
            on = pick.name in self.ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return pick.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return pick.words.replace("\n", ", ")
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _TICKED:
            return False
        name = self.shown[index.row()].name
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        (self.ticked.add if on else self.ticked.discard)(name)
        self.dataChanged.emit(index, index)
        self.changed.emit()
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags


class PickList(QListView):
    """Space or a click ticks; what isn't shown stays as it was.

    Signals:
        changed: other things are ticked.
    """

    changed = Signal()

    def __init__(self, name: Text) -> None:
        super().__init__()
        self._picks = _Picks()
        self._picks.setParent(self)
        self._picks.changed.connect(self.changed)
        self.setModel(self._picks)
        self.setUniformItemSizes(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bind(self.setAccessibleName, name)

    def offer(self, picks: Iterable[Pick]) -> None:
        """Offer other things, all of them ticked."""
        self._picks.every = list(picks)
        self._picks.ticked = {pick.name for pick in self._picks.every}
        self.narrow("")

    def narrow(self, words: str) -> None:
        """Show those in which every word is found."""
        wanted = sort_key(words).split()
        picks = self._picks
        picks.beginResetModel()
        picks.shown = [
            pick for pick in picks.every if all(each in sort_key(pick.words) for each in wanted)
        ]
        picks.endResetModel()

    def tick(self, *, on: bool) -> None:
        """Tick all that are shown, or none of them."""
        names = {pick.name for pick in self._picks.shown}
        self._picks.ticked = self._picks.ticked | names if on else self._picks.ticked - names
        self.viewport().update()
        self.changed.emit()

    @property
    def ticked(self) -> frozenset[str]:
        """The names of all that are ticked, shown or not."""
        return frozenset(self._picks.ticked)

    @property
    def shown(self) -> list[Pick]:
        """Those that the words leave."""
        return self._picks.shown

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click beside the box ticks too."""
        index = self.indexAt(event.position().toPoint())
        before = self._picks.data(index, _TICKED)
        super().mouseReleaseEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if index.isValid() and left and self._picks.data(index, _TICKED) == before:
            on = before == Qt.CheckState.Checked
            turned = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            self._picks.setData(index, turned, _TICKED)
