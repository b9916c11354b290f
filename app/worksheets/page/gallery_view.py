"""The types of worksheet to choose from: pictures of filled examples, what each is for, one step to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.core.text import _l, _n, literal
from app.ui import jobs
from app.ui.language import bind, switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.theme import set_role
from app.ui.widgets import (
    Banner,
    Card,
    ChipBar,
    Choice,
    Column,
    ScrollColumn,
    SearchBox,
    Tag,
    Tiles,
    clear,
    label,
    small,
)
from app.worksheets.page.thumb import Thumb
from app.worksheets.sheets.gallery import Gallery, Offered, fitting, gallery
from app.worksheets.types.rules import CATEGORIES

TILE = 240
ALL, OWN = "all", "own"


class TypeCard(Card):
    """A type: its example in small, its name, when it is taken.

    Signals:
        opened: it was chosen.
    """

    opened = Signal(str)

    def __init__(self, offered: Offered) -> None:
        super().__init__(margins=12, spacing=8)
        self._key = offered.type.key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_role(self, "tile")
        name = literal(offered.type.name)
        bind(self.setAccessibleName, name)
        bind(self.setAccessibleDescription, literal(offered.type.summary))
        self.body.addWidget(Thumb(offered.picture))
        self.body.addWidget(label(name, "strong"))
        self.body.addWidget(small(literal(offered.type.summary)))
        self.body.addStretch(1)
        if offered.used:
            words = _n("{count} sheet", "{count} sheets", offered.used)
            self.body.addWidget(Tag(words, "main"), 0, Qt.AlignmentFlag.AlignLeft)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit(self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(self._key)
        else:
            super().keyPressEvent(event)


class GalleryView(View):
    """All types.

    Attributes:
        found: what is offered, ``None`` until it has been asked.

    Signals:
        chosen: the key of a type that is looked at more closely.
    """

    chosen = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.found: Gallery | None = None
        self._language = ""
        whole = Column(self, spacing=12)
        self.search = SearchBox(_l("Find a type"), hint="")
        self.search.searched.connect(lambda _words: self._show())
        whole.addWidget(self.search)
        chips = [Choice(ALL, _l("All")), *(Choice(code, words) for code, words in CATEGORIES)]
        self.bar = ChipBar(chips)
        self.bar.chosen.connect(lambda _name: self._show())
        whole.addWidget(self.bar)
        self._faults = Banner("", "watch")
        self._faults.hide()
        whole.addWidget(self._faults)
        scroll = ScrollColumn(max_width=1180, margins=(0, 0, 12, 16))
        self._holder = QWidget()
        self._tiles = Tiles(TILE, self._holder, spacing=16)
        scroll.body.addWidget(self._holder)
        self._nothing = label(_l("There is no such type. Try fewer words."), "soft")
        scroll.body.addWidget(self._nothing)
        whole.addWidget(scroll, 1)
        switch.changed.connect(self._say_again)

    def _say_again(self, _language: str) -> None:
        self.fill()

    def fill(self) -> None:
        """Ask for the types and their pictures, in the background."""

        def ask() -> Gallery:
            from app.worksheets.papers.measuring import measure  # noqa: PLC0415 - fonts when used

            with self._office.store.read() as session:
                return gallery(session, measure())

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: Gallery) -> None:
        if found == self.found:
            return
        self.found = found
        self._show()

    def _show(self) -> None:
        if self.found is None:
            return
        category = "" if self.bar.current == ALL else self.bar.current
        clear(self._tiles)
        shown = list(fitting(self.found.offered, self.search.text(), category))
        for each in shown:
            card = TypeCard(each)
            card.opened.connect(self.chosen)
            self._tiles.addWidget(card)
        self._nothing.setVisible(not shown)
        counts = {ALL: len(self.found.offered)}
        for code, _words in CATEGORIES:
            counts[code] = sum(each.type.category == code for each in self.found.offered)
        self.bar.set_counts(counts)
        faults = self.found.faults
        self._faults.setVisible(bool(faults))
        if faults:
            self._faults.tell(
                lambda: "\n".join(
                    [_l("Some types can't be used:").say(), *(each.say() for each in faults)]
                ),
                "watch",
            )
