"""A board: its columns beside each other, what narrows it, and how cards go from one to the next."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QWidget,
)

from app.core.fault import InvalidFields, Refusal
from app.core.text import _l
from app.ui import jobs
from app.ui.ask_dialog import AskDialog
from app.ui.board.card import LANE_WIDTH, STEPS, BoardCard
from app.ui.board.lane import Lane
from app.ui.board.owners import OwnerChoice
from app.ui.board.slip import BoardDesk, Found
from app.ui.icons import icon
from app.ui.language import switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.theme import theme
from app.ui.widgets import Column, Flow, Grid, SearchBox

LANE_HEIGHT, GAP = 250, 12
FILTER_WIDTH = 240
_ASIDE = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})


class BoardView(View):
    """Records of one kind as cards, by column.

    Attributes:
        found: what is shown, ``None`` until it has been asked.
        lanes: the columns by name.

    Signals:
        list_wanted: the list of all that stand in a column is to be seen.
    """

    list_wanted = Signal(str)

    def __init__(self, office: Office, desk: BoardDesk) -> None:
        super().__init__()
        self.office, self.desk = office, desk
        self._latest = jobs.Latest(self)
        self.found: Found | None = None
        self._ghost: QLabel | None = None
        self._held: BoardCard | None = None
        self.filter = SearchBox(desk.find, hint="")
        self.filter.searched.connect(lambda _words: self.fill())
        self.owner = OwnerChoice(office, desk.owner, desk.nobody, desk.nobodys, mine=desk.mine)
        self.owner.picked.connect(self.fill)
        self.lanes = {kind.name: Lane(kind) for kind in desk.lanes}
        self._order = tuple(self.lanes)
        for lane in self.lanes.values():
            lane.more_wanted.connect(self.list_wanted)
        self._lay_out()
        switch.changed.connect(self._say_again)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _lay_out(self) -> None:
        self.whole = whole = Column(self, spacing=12)
        self.top = Flow(spacing=8)
        self.top.addWidget(self.filter)
        self.top.addWidget(self.owner)
        whole.addLayout(self.top)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = QWidget()
        self._grid: QGridLayout = Grid(self._ground, spacing=GAP)
        self._across = 0
        self._area.setWidget(self._ground)
        self._ground.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        whole.addWidget(self._area, 1)

    # Columns beside and below each other

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _rescale(self) -> None:
        self.filter.setFixedWidth(theme.px(FILTER_WIDTH))
        for lane in self.lanes.values():
            lane.setMinimumSize(theme.px(LANE_WIDTH) // 2, theme.px(LANE_HEIGHT))
        self._arrange()
        self._say_again()

    def _arrange(self) -> None:
        """All columns beside each other, or half of them, or one below the other."""
        room, gap, number = self.width(), theme.px(GAP), len(self.lanes)
        across = next(
            n
            for n in (number, (number + 1) // 2, 1)
            if n == 1 or n * (theme.px(LANE_WIDTH) + gap) <= room + gap
        )
        if across == self._across:
            return
        self._across = across
        for at, lane in enumerate(self.lanes.values()):
            self._grid.addWidget(lane, at // across, at % across)
        for at in range(len(self.lanes)):
            self._grid.setColumnStretch(at, 1 if at < across else 0)

    # Filling

    def fill(self) -> None:
        """Ask for the cards that the filter lets through, in the background."""
        words = self.filter.text()
        owner = self.owner.owner

        def ask() -> Found:
            with self.office.store.read() as session:
                return self.desk.ask(session, words, owner)

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: Found) -> None:
        # A card that is held stays under the pointer.
        if found != self.found and self._held is None:
            self.found = found
            self.owner.offer_owners(found.owners)
            self._show()

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        focused = self._focused()
        name = focused.slip.lane if focused and focused.slip else ""
        record_id = focused.slip.id if focused and focused.slip else ""
        place = self._place(focused)
        narrowed = bool(self.filter.text().strip()) or bool(self.owner.owner)
        for lane in self.lanes.values():
            before = len(lane.made)
            lane.show_slips(found.lanes[lane.name], found.totals[lane.name], narrowed=narrowed)
            for card in lane.made[before:]:
                self._connect(card)
        if record_id:
            self._focus_again(record_id, name, place)
        self._set_tab_stops()

    def _connect(self, card: BoardCard) -> None:
        card.clicked.connect(lambda *_on: self._open(card))
        card.stepped.connect(partial(self._step, card))
        card.dragged.connect(partial(self._drag, card))
        card.dropped.connect(partial(self._drop, card))
        card.menu_wanted.connect(partial(self._show_menu, card))

    def _say_again(self, *_why: object) -> None:
        for lane in self.lanes.values():
            lane.say_again()

    # The keyboard's place

    def _focused(self) -> BoardCard | None:
        widget = QApplication.focusWidget()
        ours = isinstance(widget, BoardCard) and self.isAncestorOf(widget)
        return widget if ours else None

    def _place(self, card: BoardCard | None) -> int:
        cards = self.lanes[card.slip.lane].cards if card and card.slip else []
        return cards.index(card) if card in cards else 0

    def card_of(self, record_id: str) -> BoardCard | None:
        """The card of a record, ``None`` when it doesn't show."""
        for lane in self.lanes.values():
            for card in lane.cards:
                if card.slip and card.slip.id == record_id:
                    return card
        return None

    def _focus_again(self, record_id: str, name: str, place: int) -> None:
        """The keyboard follows its card to where it has gone, or goes to the next one."""
        card = self.card_of(record_id)
        rest = self.lanes[name].cards
        if card is None and rest:
            card = rest[min(place, len(rest) - 1)]
        self._go_to(card)

    def _go_to(self, card: BoardCard | None) -> None:
        if card is None:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self._set_tab_stops()
        self._bring_in_sight(card)

    def _bring_in_sight(self, card: BoardCard) -> None:
        for lane in self.lanes.values():
            if card in lane.cards:
                lane.area.ensureWidgetVisible(card, 0, theme.px(8))
                self._area.ensureWidgetVisible(lane, 0, theme.px(8))

    def _set_tab_stops(self) -> None:
        """One Tab stop a column: the card that the keyboard is on, otherwise the first."""
        focused = self._focused()
        for lane in self.lanes.values():
            stop = focused if focused in lane.cards else next(iter(lane.cards), None)
            for card in lane.cards:
                policy = Qt.FocusPolicy
                card.setFocusPolicy(policy.StrongFocus if card is stop else policy.ClickFocus)

    def _step(self, card: BoardCard, pressed: int, moves: bool) -> None:
        key = Qt.Key(pressed)
        by = STEPS[key]
        aside = key in _ASIDE
        if aside and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            by = -by
        if moves:
            if aside:
                self._move_aside(card, by)
        elif aside:
            self._go_aside(card, by)
        else:
            cards = self.lanes[card.slip.lane].cards
            at = cards.index(card) + by
            if 0 <= at < len(cards):
                self._go_to(cards[at])

    def _go_aside(self, card: BoardCard, by: int) -> None:
        at, place = self._order.index(card.slip.lane) + by, self._place(card)
        while 0 <= at < len(self._order):
            if cards := self.lanes[self._order[at]].cards:
                self._go_to(cards[min(place, len(cards) - 1)])
                return
            at += by

    def _move_aside(self, card: BoardCard, by: int) -> None:
        at = self._order.index(card.slip.lane) + by
        if 0 <= at < len(self._order):
            self.put(card.slip.id, self._order[at])

    # What is done

    def _open(self, card: BoardCard) -> None:
        self.office.wanted.emit(self.desk.kind, card.slip.id)

    def menu_of(self, card: BoardCard) -> QMenu:
        """What can be done with a card: open it, or take it to another column."""
        menu = QMenu(self)
        record_id = card.slip.id
        opens = menu.addAction(icon("arrow-right"), str(_l("Open")))
        opens.triggered.connect(lambda *_on: self.office.wanted.emit(self.desk.kind, record_id))
        menu.addSeparator()
        for lane in self.lanes.values():
            if lane.name != card.slip.lane:
                entry = menu.addAction(str(_l("Move to “{lane}”", lane=lane.kind.label)))
                entry.triggered.connect(lambda *_on, name=lane.name: self.put(record_id, name))
        return menu

    def _show_menu(self, card: BoardCard, place: QPoint) -> None:
        menu = self.menu_of(card)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def put(self, record_id: str, lane: str) -> None:
        """Take a record to another column; what that asks for is asked, and it can be undone."""
        self.office.write(
            lambda session: self.desk.move(session, record_id, lane),
            failed=partial(self._ask, record_id, lane),
        )

    def _ask(self, record_id: str, lane: str, fault: Refusal) -> None:
        dialog = self.dialog_for(record_id, lane) if isinstance(fault, InvalidFields) else None
        if dialog:
            dialog.exec()
            dialog.deleteLater()
        else:
            self.office.refused.emit(fault.told)

    def dialog_for(self, record_id: str, lane: str) -> AskDialog | None:
        """What asks for what a column needs to know, ``None`` when it needs nothing."""
        return self.desk.dialog(self, self.office, record_id, lane)

    # Dragging

    def lane_at(self, place: QPoint) -> Lane | None:
        """The column at a place of the screen."""
        for lane in self.lanes.values():
            if lane.isVisible() and lane.rect().contains(lane.mapFromGlobal(place)):
                return lane
        return None

    def _drag(self, card: BoardCard, place: QPoint) -> None:
        if self._ghost is None:
            self._held = card
            self._ghost = QLabel(self)
            self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._ghost.setPixmap(card.picture)
            self._ghost.adjustSize()
            self._ghost.show()
            self._ghost.raise_()
        self._ghost.move(self.mapFromGlobal(place) - card.grip)
        inside = self._ground.mapFromGlobal(place)
        self._area.ensureVisible(inside.x(), inside.y(), 0, theme.px(40))
        under = self.lane_at(place)
        for lane in self.lanes.values():
            lane.set_hot(hot=lane is under and lane.name != card.slip.lane)

    def _drop(self, card: BoardCard, place: QPoint | None) -> None:
        if self._ghost:
            self._ghost.hide()
            self._ghost.deleteLater()
        self._ghost = self._held = None
        for lane in self.lanes.values():
            lane.set_hot(hot=False)
        under = self.lane_at(place) if place is not None else None
        if under and card.slip and under.name != card.slip.lane:
            self.put(card.slip.id, under.name)
        self.fill()  # also what came while the card was held
