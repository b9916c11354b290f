"""Find anything: records, pages and commands, from anywhere by Ctrl+K."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy.orm import Session

from app.core import editing, search
from app.core.field import fields_of
from app.core.record import record_kinds
from app.core.room import Outside, load
from app.core.search import sort_key
from app.core.text import Text, _l
from app.core.value import Reference
from app.ui import jobs
from app.ui.command import Command
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import Column, RowItem, RowList, ScrollColumn, SearchBox, clear, small

MOST_OF_A_KIND = 6
IN_FRONT = 8
"""So many records stand before what rooms find beside them: those fit best."""


class FindDialog(QDialog):
    """A line to type in, and below it what fits."""

    def __init__(
        self,
        parent: QWidget,
        office: Office,
        commands: Sequence[Command] = (),
        kinds: Sequence[str] = (),
        title: Text | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._office = office
        self._commands = commands
        self._kinds = kinds
        self._latest = jobs.Latest(self)
        self._run: dict[str, Callable[[], object]] = {}
        bind(self.setWindowTitle, title or _l("Find anything"))
        self.resize(theme.px(600), theme.px(460))
        whole = Column(self, margins=16, spacing=12)
        self.line = SearchBox(hint="Esc")
        self.line.textChanged.connect(self._ask)
        self.line.returnPressed.connect(self._first)
        whole.addWidget(self.line)
        self._column = ScrollColumn(max_width=None, margins=0, spacing=4)
        whole.addWidget(self._column, 1)
        self._ask("")

    def _ask(self, words: str) -> None:
        def answer() -> tuple[list[search.Hit], list[tuple[Text, Outside]]]:
            with self._office.store.read() as session:
                hits = search.find(session, words, self._kinds, limit=30, each=MOST_OF_A_KIND)
                return hits, self._outside(session, words)

        self._latest.run(answer, done=lambda found: self._show(words, *found))

    def _outside(self, session: Session, words: str) -> list[tuple[Text, Outside]]:
        """What rooms find beside the records, and what sort of thing it is; nothing where records are picked."""
        if self._kinds:
            return []
        asked = [room.outside for room in self._office.rooms if room.outside]
        return [(sort, each) for find, sort in asked for each in load(find)(session, words)]

    def _show(
        self, words: str, hits: list[search.Hit], outside: list[tuple[Text, Outside]]
    ) -> None:
        clear(self._column.body)
        self._run = {}
        folded = sort_key(words)
        said = [(sort_key(command.words.say()), command) for command in self._commands]
        first = [each for name, each in said if folded and name.startswith(folded)]
        items = [self._item(command) for command in first]
        items += self._hits(hits[:IN_FRONT])
        for sort, each in outside:
            key = f"{each.room}/{each.kind}/{each.record_id}"
            go = partial(self._office.wanted_in.emit, each.room, each.kind, each.record_id)
            self._run[key] = go
            items.append(RowItem(key, each.title, each.lead, tag=sort))
        items += self._hits(hits[IN_FRONT:])
        items += [self._item(each) for name, each in said if folded in name and each not in first]
        if items:
            rows = RowList(items)
            rows.chosen.connect(self._chosen)
            self._column.body.addWidget(rows)
        else:
            self._column.body.addWidget(small(_l("Nothing found. Try fewer letters.")))

    def _hits(self, hits: Sequence[search.Hit]) -> list[RowItem]:
        """Records that are found; of what belongs to another one, those by which that is found."""
        items = []
        for hit in hits:
            kind = record_kinds()[hit.kind].kind
            if not kind.bound or kind.owner:
                key = f"{hit.kind}/{hit.record_id}"
                self._run[key] = partial(self.take, hit.kind, hit.record_id)
                items.append(RowItem(key, hit.title, hit.lead, tag=kind.label))
        return items

    def _item(self, command: Command) -> RowItem:
        """A command to be run; one whose words begin as was typed stands before all records."""
        key = f"command/{self._commands.index(command)}"
        self._run[key] = command.run
        return RowItem(key, command.words, tag=command.kind)

    def _first(self) -> None:
        if self._run:
            self._chosen(next(iter(self._run)))

    def _chosen(self, key: str) -> None:
        self.accept()
        self._run[key]()

    def take(self, kind: str, record_id: str) -> None:
        """Go to the record that was chosen, or to the one that it belongs to."""
        record = record_kinds()[kind]
        if owner := record.kind.owner:
            value = fields_of(record)[owner].value
            assert isinstance(value, Reference)
            owned = self._office.ask(lambda session: editing.find(session, record, record_id))
            kind, record_id = value.kind, getattr(owned, owner)
        self._office.wanted.emit(kind, record_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The down arrow goes from the line to what was found."""
        if event.key() == Qt.Key.Key_Down and self.line.hasFocus():
            self.focusNextChild()
            return
        super().keyPressEvent(event)


class PickDialog(FindDialog):
    """Finds a record of some kinds for somebody else's use.

    Attributes:
        picked: its kind and id, ``None`` until one is chosen.
    """

    def __init__(self, parent: QWidget, office: Office, title: Text, kinds: Sequence[str]) -> None:
        self.picked: tuple[str, str] | None = None
        super().__init__(parent, office, kinds=kinds, title=title)

    def take(self, kind: str, record_id: str) -> None:
        self.picked = (kind, record_id)
