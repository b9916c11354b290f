"""Something that waits for a person, one by one: a list, and beside or over it the one in front."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.change import Changes
from app.core.fault import Refusal
from app.core.store import Work
from app.core.text import Text, _l
from app.network.page.entry_list import Entry, EntryList
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import (
    Button,
    Card,
    Column,
    EmptyState,
    Flow,
    Row,
    ScrollColumn,
    Stack,
    button,
    section,
)

BESIDE = 860
"""From this width on, the one in front stands beside the list."""


class Inbox(QWidget):
    """The frame; what fills it gives the entries, shows the one that is chosen and settles it.

    Attributes:
        list: the entries.
        pane: the layout of the one in front.
        buttons: what can be done with it.

    Signals:
        chosen: the name of the entry to be shown.
        left: a person goes back to the page.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(
        self, office: Office, look: Callable[[], object], heading: Text, done: Text
    ) -> None:
        super().__init__()
        self._office, self._look = office, look
        self.buttons: list[Button] = []
        self._over = False
        self._wanted, self._fresh = "", False
        whole = Column(self, spacing=12)
        head = Row(spacing=8)
        self.back_button = button(_l("Back"), "quiet", "arrow-left", self.back)
        head.addWidget(self.back_button)
        head.addWidget(section(heading), 1)
        whole.addLayout(head)
        self._stack = Stack()
        self._body = QWidget()
        line = Row(self._body, spacing=20)
        self.list = EntryList(heading)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self._open)
        self._left = Card(margins=(0, 8, 0, 8))
        self._left.body.addWidget(self.list)
        line.addWidget(self._left, 36)
        self._right = Card(margins=0)
        scroll = ScrollColumn(max_width=None, margins=(20, 16, 20, 20), spacing=12)
        self.pane = scroll.body
        self._right.body.addWidget(scroll)
        line.addWidget(self._right, 64)
        self._stack.addWidget(self._body)
        self._empty = EmptyState(
            "check-circle", done, _l("There is nothing to do here."), (_l("Back"), self.left.emit)
        )
        self._stack.addWidget(self._empty)
        whole.addWidget(self._stack, 1)
        self._arrange()

    def fill(self) -> None:
        """Ask what waits, in the background."""
        raise NotImplementedError

    def add_buttons(self, *buttons: Button) -> None:
        """Put what can be done below the one in front."""
        self.buttons += buttons
        flow = Flow(spacing=8)
        for each in buttons:
            flow.addWidget(each)
        self.pane.addLayout(flow)

    def offer(self, *, on: bool) -> None:
        """Let the buttons be pressed, or not while one of them is being obeyed."""
        for each in self.buttons:
            each.setEnabled(on)

    def settle(self, work: Work) -> None:
        """Do something with the one in front; then the next one comes."""
        self.offer(on=False)
        self._office.write(work, self.settled, self._refused)

    def settled(self, changes: Changes) -> None:
        """It was done."""
        if not changes:  # no record was touched, so that the office says nothing by itself
            self._office.tell(changes.words)
        self.fill()
        self._look()
        self.take_focus()

    def _refused(self, fault: Refusal) -> None:
        self._office.refused.emit(fault.told)
        self.fill()

    @property
    def beside(self) -> bool:
        """Whether both fit beside each other."""
        return self.width() >= theme.px(BESIDE)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show what waits; when the one in front has been dealt with, the next one comes."""
        self.list.show_entries(entries)
        if self._wanted:
            self.list.choose(self._wanted)
        if self._fresh or self._wanted:
            self._over = bool(self._wanted)
            self._fresh, self._wanted = False, ""
            self.take_focus()
        self._stack.setCurrentWidget(self._body if entries else self._empty)
        if entries:
            self.chosen.emit(self.list.current)
        else:
            self._over = False
        self._arrange()

    def show_next(self, name: str = "") -> None:
        """A person has come here, for one of the entries or for all of them."""
        self._wanted, self._fresh = name, True
        self.fill()

    def _open(self, _name: str) -> None:
        if not self.beside:
            self._over = True
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put both beside or over each other."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        both = self.beside
        self._left.setVisible(both or not self._over)
        self._right.setVisible(both or self._over)

    def back(self) -> None:
        """One step back: to the list, then to the page."""
        if self._over and not self.beside:
            self._over = False
            self._arrange()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def take_focus(self) -> None:
        """Let the keyboard go on in the list."""
        target = self.list if self.list.isVisible() else self.back_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)
