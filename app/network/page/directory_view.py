"""The directory: the services of all members found in the user's words, and what can be done with one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.catalogue import shapes
from app.catalogue.finding import Wanted
from app.core.codes import codes
from app.core.record import today
from app.core.text import Text, _l, _n, current_language, literal, pick
from app.network.directory import actions, following, wording
from app.network.directory.actions import Looked
from app.network.page.directory_compare import CompareDialog
from app.network.page.directory_detail import DirectoryDetail
from app.organisation.records import SECTORS
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
    Combo,
    EmptyState,
    Flow,
    Row,
    RowItem,
    RowList,
    ScrollColumn,
    SearchBox,
    Segmented,
    Stack,
    button,
    small,
    tick_box,
)

PAGE = 40
MOST_COMPARED = 4
FILTERS = (
    ("municipality", "municipalities", _l("All municipalities")),
    ("ptv_class", "ptv_service_classes", _l("All service classes")),
    ("target_group", "target_groups", _l("All target groups")),
    ("language", "languages", _l("All languages")),
)
"""What is chosen from a list: the facet, the code list of its values, and what stands for all."""
SECTOR, _ALL_SECTORS = "sector", _l("All sectors")
_PIECE = 250
_LETTERS = 17


class DirectoryView(View):
    """Find, read, compare, and take into use.

    Attributes:
        looked: what was found last, ``None`` before the first answer.
    """

    def __init__(self, office: Office, connect: Callable[[], object]) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self._pages = 1
        self._following = False
        self.looked: Looked | None = None
        self._compared: dict[str, str] = {}
        whole = Column(self, spacing=12)
        whole.addLayout(self._head())
        whole.addLayout(self._filters())
        self._note = Banner("", "main")
        self._note.hide()
        whole.addWidget(self._note)
        whole.addLayout(self._tray())
        line = Row(spacing=20)
        self._left = Stack()
        self._left.addWidget(self._list())
        self.nothing = EmptyState(
            "magnifying-glass",
            _l("Nothing was found"),
            _l("Try fewer words, another municipality, or all sectors."),
            (_l("Look at everything"), self.clear),
        )
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
        self.detail = DirectoryDetail(office, self.show_item, self.compare)
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
        self.kinds.chosen.connect(self._asked)
        self.find = SearchBox(_l("What is needed, in the client’s words"), hint="")
        self.find.searched.connect(self._asked)
        head.addWidget(self.find, 1)
        head.addWidget(self.kinds)
        return head

    def _filters(self) -> Flow:
        flow = Flow(spacing=8)
        self.combos: dict[str, Combo] = {}
        for facet, list_name, every in FILTERS:
            choices = [Choice(code.id, literal(code.names)) for code in codes(list_name)]
            self._add_combo(flow, facet, every, choices)
        sectors = [Choice(code, words) for code, words in SECTORS]
        self._add_combo(flow, SECTOR, _ALL_SECTORS, sectors)
        self.certified, ticked = tick_box(_l("Certified only"))
        self.certified.toggled.connect(self._asked)
        flow.addWidget(ticked)
        return flow

    def _add_combo(self, flow: Flow, facet: str, every: Text, choices: list[Choice]) -> None:
        combo = Combo([Choice("", every), *choices])
        combo.choose("")
        combo.setAccessibleName(every.say())
        # As wide as what stands for all: the longest of three hundred municipalities would push the rest away.
        combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_LETTERS)
        combo.activated.connect(self._asked)
        self.combos[facet] = combo
        flow.addWidget(combo)

    def _list(self) -> QWidget:
        scroll = ScrollColumn(max_width=None, margins=(0, 0, 12, 16), spacing=8)
        self.count = small("")
        scroll.body.addWidget(self.count)
        self.rows = RowList()
        self.rows.chosen.connect(self._open)
        card = Card(margins=0)
        card.body.addWidget(self.rows)
        scroll.body.addWidget(card)
        self.more_button = button(_l("Show more"), "quiet", "caret-down", self._more)
        scroll.body.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        scroll.body.addStretch(1)
        return scroll

    def _tray(self) -> Flow:
        flow = Flow(spacing=8)
        self.compare_button = button(_l("Compare"), "secondary", "columns", self._show_comparison)
        self.compare_button.hide()
        self.forget_button = button(_l("Forget the chosen ones"), "quiet", "x", self._forget)
        self.forget_button.hide()
        flow.addWidget(self.compare_button)
        flow.addWidget(self.forget_button)
        return flow

    @property
    def wanted(self) -> Wanted:
        """What a person looks for."""
        kind = self.kinds.current
        chosen = {name: (code,) for name, combo in self.combos.items() if (code := combo.current)}
        return Wanted(
            kind=kind,
            words=self.find.text(),
            certified=self.certified.isChecked() and kind == shapes.SERVICE,
            by=current_language(),
            per_page=PAGE * self._pages,
            **chosen,
        )

    def fill(self) -> None:
        """Ask again, and take in what has come meanwhile."""
        self._ask()

    def _say_again(self, _language: str) -> None:
        if self.isVisible():
            self._ask()

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
                return actions.look(session, wanted, (SECTOR,), today())

        self._latest.run(ask, done=self._show)

    def _show(self, looked: Looked) -> None:
        self.looked = looked
        day, total = today(), looked.found.total
        self.rows.set_items(
            [
                RowItem(
                    item.record_id,
                    pick(item.name),
                    wording.row_advice(item, day),
                    tag=_l("Certified") if item.valid else "",
                    tone="good",
                )
                for item in looked.found.items
            ]
        )
        self.count.setText(_n("{count} found", "{count} found", total).say())
        self.more_button.setVisible(total > len(looked.found.items))
        empty = self.alone if looked.alone and self.is_open_question else self.nothing
        self._left.setCurrentIndex(0) if total else self._left.setCurrentWidget(empty)
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
        wanted = self.wanted
        return wanted == Wanted(kind=wanted.kind, by=wanted.by, per_page=wanted.per_page)

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
        for combo in self.combos.values():
            combo.choose("")
        self.certified.setChecked(False)
        self.find.clear_search()
        self._asked()

    def _open(self, record_id: str) -> None:
        self.show_item(self.kinds.current, record_id)

    def show_item(self, kind: str, record_id: str) -> None:
        """Read about something; beside the list, or over it where there is no room."""
        self.detail.show_item(kind, record_id)
        self._over = True
        self._arrange()

    def show_list(self) -> None:
        """Go back to the list."""
        self._over = False
        self._arrange()

    def compare(self, record_id: str, name: str) -> None:
        """Put a service among those that are compared; the first one goes when there are too many."""
        self._compared.pop(record_id, None)
        self._compared[record_id] = name
        while len(self._compared) > MOST_COMPARED:
            self._compared.pop(next(iter(self._compared)))
        self._show_tray()

    def _forget(self) -> None:
        self._compared.clear()
        self._show_tray()

    def _show_tray(self) -> None:
        names = ", ".join(self._compared.values())
        self.compare_button.setText(_l("Compare: {names}", names=names).say())
        self.compare_button.setEnabled(len(self._compared) > 1)
        self.compare_button.setVisible(bool(self._compared))
        self.forget_button.setVisible(bool(self._compared))

    def _show_comparison(self) -> None:
        CompareDialog(self, self._office, tuple(self._compared)).open()

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
