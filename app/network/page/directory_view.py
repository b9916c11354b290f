"""The directory: the services of all members found in the user's words, and what can be done with one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.catalogue import shapes
from app.catalogue.wanted import Wanted
from app.core.record import today
from app.core.text import _l, _n, current_language, pick
from app.network.directory import actions, following, narrowing, wording
from app.network.directory.actions import Looked
from app.network.page.directory_detail import DirectoryDetail
from app.network.page.directory_empty import NothingFound
from app.network.page.directory_filters import FilterBar
from app.network.page.directory_tray import CompareTray
from app.ui import jobs
from app.ui.language import switch
from app.ui.office import Office
from app.ui.record_page import BESIDE, View
from app.ui.theme import theme
from app.ui.widgets import (
    Banner,
    Card,
    Choice,
    Column,
    EmptyState,
    Row,
    RowItem,
    RowList,
    ScrollColumn,
    SearchBox,
    Segmented,
    Stack,
    button,
    link,
    small,
)

PAGE = 40
_PIECE = 250
_HIGH = 400  # with less height the list gets the room of what can be seen elsewhere too


class DirectoryView(View):
    """Find, read, compare, and take into use.

    Attributes:
        looked: what was found last, ``None`` before the first answer.
        filters: by what it is narrowed; ``tray`` holds what is compared.
    """

    def __init__(self, office: Office, connect: Callable[[], object]) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self._pages = 1
        self._following = False
        self.looked: Looked | None = None
        whole = Column(self, spacing=12)
        whole.addLayout(self._head())
        self.filters = FilterBar(office)
        self.filters.changed.connect(self._asked)
        whole.addWidget(self.filters)
        self._note = Banner("", "main")
        self._note.hide()
        whole.addWidget(self._note)
        self.tray = CompareTray(office)
        whole.addWidget(self.tray)
        line = Row(spacing=20)
        self._left = Stack()
        self._left.addWidget(self._list())
        self.nothing = NothingFound(self._loosen, self.clear)
        self.alone = EmptyState(
            "share-network",
            _l("The services of your network"),
            _l(
                "Here you find the services of all members, with their prices and certificates, and put them into a client’s plan. Your own finished services are here too."
            ),
            (_l("Connect to a network"), connect),
        )
        self._left.addWidget(self.nothing)
        self._left.addWidget(self.alone)
        line.addWidget(self._left, 50)
        self.detail = DirectoryDetail(office, self.show_item, self.tray.put)
        self._right = QWidget()
        right = Column(self._right, spacing=8)
        self.back_button = button(_l("Back to the list"), "quiet", "arrow-left", self.show_list)
        right.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.detail, 1)
        line.addWidget(self._right, 50)
        whole.addLayout(line, 1)
        self._over = False
        self._arrange()
        switch.changed.connect(self._say_again)

    def _head(self) -> Row:
        head = Row(spacing=12)
        self.kinds = Segmented(
            [
                Choice(shapes.SERVICE, _l("Services")),
                Choice(shapes.ORGANISATION, _l("Organisations")),
                Choice(shapes.PATH, _l("Service paths")),
            ]
        )
        self.kinds.choose(shapes.SERVICE)
        self.kinds.chosen.connect(self._show_kind)
        self.search = SearchBox(_l("What is needed, in the client’s words"), hint="")
        self.search.searched.connect(self._asked)
        head.addWidget(self.search, 1)
        head.addWidget(self.kinds)
        return head

    def _list(self) -> QWidget:
        scroll = ScrollColumn(max_width=None, margins=(0, 0, 12, 16), spacing=8)
        self.count = small("")
        line = Row(spacing=12)
        line.addWidget(self.count, 1)
        line.addWidget(link(_l("Import a directory"), self.take_in, is_small=True))
        scroll.body.addLayout(line)
        self.rows = RowList()
        self.rows.chosen.connect(self._open)
        card = Card(margins=0)
        card.body.addWidget(self.rows)
        scroll.body.addWidget(card)
        self.more_button = button(_l("Show more"), "quiet", "caret-down", self._more)
        scroll.body.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        scroll.body.addStretch(1)
        return scroll

    @property
    def wanted(self) -> Wanted:
        """What a person looks for."""
        wanted = Wanted(
            kind=self.kinds.current,
            words=self.search.text(),
            by=current_language(),
            per_page=PAGE * self._pages,
        )
        return self.filters.narrowed(wanted)

    def fill(self) -> None:
        """Ask again, and take in what has come meanwhile."""
        self._ask()

    def _say_again(self, _language: str) -> None:
        self.tray.say()
        if self.isVisible():
            self._ask()

    def _show_kind(self, kind: str) -> None:
        self.detail.forget()
        self.filters.show_for(kind)
        self._asked()

    def _asked(self, *_: object) -> None:
        self._pages = 1
        self._ask()

    def _more(self) -> None:
        self._pages += 1
        self._ask()

    def _ask(self) -> None:
        wanted, store = self.wanted, self._office.store

        def ask() -> Looked:
            with store.read() as session:
                return actions.look(session, wanted, (), today())

        self._latest.run(ask, done=lambda looked: self._show(wanted, looked))

    def _show(self, wanted: Wanted, looked: Looked) -> None:
        self.looked = looked
        self.filters.tell(wanted)
        day, total = today(), looked.found.total
        self.rows.set_items(
            [
                RowItem(
                    item.record_id,
                    pick(item.name),
                    wording.row_advice(item, day, wanted.price_unit, wanted.municipality),
                    tag=_l("Certified") if item.valid else "",
                    tone="good",
                )
                for item in looked.found.items
            ]
        )
        self.count.setText(_n("{count} found", "{count} found", total).say())
        self.more_button.setVisible(total > len(looked.found.items))
        if total:
            self._left.setCurrentIndex(0)
        elif looked.alone and self.is_open_question:
            self._left.setCurrentWidget(self.alone)
        else:
            self.nothing.tell(wanted, looked.loosened)
            self._left.setCurrentWidget(self.nothing)
        if looked.found.items and self.detail.item is None and self._is_wide:
            first = looked.found.items[0]
            self.detail.show_item(first.kind, first.record_id)
        self._note.setVisible(looked.behind)
        if looked.behind:
            self._note.tell(_l("What has come from the network is still being put in order."))
            self._follow()

    @property
    def is_open_question(self) -> bool:
        """Whether nothing was asked that could leave something out."""
        return not narrowing.chosen(self.wanted)

    def _follow(self) -> None:
        """Take in a piece of what waits, beside everything else; then look again."""
        if self._following:
            return
        self._following = True
        store = self._office.store
        jobs.run(
            lambda: following.step(store, _PIECE),
            done=self._followed,
            failed=self._not_followed,
            owner=self,
        )

    def _followed(self, _more: object) -> None:
        self._following = False
        self._ask()

    def _not_followed(self, _fault: object) -> None:
        self._following = False

    def clear(self) -> None:
        """Look at everything again."""
        self.filters.clear()
        self.search.clear_search()
        self._asked()

    def _loosen(self, name: str) -> None:
        """Look again without one of the filters."""
        if name == narrowing.WORDS:
            self.search.clear_search()
            self._asked()
        else:
            self.filters.take_away(name)

    def _open(self, record_id: str) -> None:
        self.show_item(self.kinds.current, record_id)

    def show_item(self, kind: str, record_id: str) -> None:
        """Read about something; beside the list, or over it where there is no room."""
        self.detail.show_item(kind, record_id)
        self._over = True
        self._arrange()

    def open_entry(self, kind: str, record_id: str) -> None:
        """Read about something that was found elsewhere, beside the list of its kind."""
        if self.kinds.current != kind:
            self.kinds.choose(kind)
            self._show_kind(kind)
        self.show_item(kind, record_id)

    def take_in(self) -> None:
        """Take organisations, and services of our own, out of a directory of others."""
        from app.network.page.directory_import import DirectoryImportDialog  # noqa: PLC0415 - seldom opened

        DirectoryImportDialog(self, self._office).open()

    def show_list(self) -> None:
        """Go back to the list."""
        self._over = False
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put both beside or over each other."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _is_wide(self) -> bool:
        """Whether the list and what is read fit beside each other; then something is always to be read."""
        return self.width() >= theme.px(BESIDE)

    def _arrange(self) -> None:
        both = self._is_wide
        self.back_button.setVisible(not both)
        for show in (self.tray.show_names, self.filters.show_chips):
            show(on=self.height() >= theme.px(_HIGH))
        self._left.setVisible(both or not self._over)
        self._right.setVisible(both or self._over)

    def back(self) -> bool:
        """One step back: to the list, then to all that there is."""
        if self._over and not self._is_wide:
            self.show_list()
        elif not self.is_open_question:
            self.clear()
        else:
            return False
        return True
