"""The board of corrective actions: a column for each state, and cards that are moved from one to the next."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from app.certification.findings import actions, rules
from app.certification.page.board_lane import MOST_CARDS, Lane
from app.certification.page.finding_card import LANE_WIDTH, STEPS, FindingCard
from app.certification.page.finding_desk import DoneDialog, VerifyDialog
from app.certification.page.finding_slip import Slip, slip_of
from app.core.fault import InvalidFields, Refusal
from app.core.record import today
from app.core.text import _l, literal
from app.ui import jobs
from app.ui.ask_dialog import AskDialog
from app.ui.language import bind, switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.theme import theme
from app.ui.widgets import Choice, Column, Combo, Flow, Grid, SearchBox

LANE_HEIGHT, GAP = 250, 12
FILTER_WIDTH = 240
_ALL = "(all)"
_ASIDE = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})


@dataclass(frozen=True)
class Found:
    """What the board shows: slips and totals by state, and the owners to choose from."""

    lanes: dict[str, tuple[Slip, ...]]
    totals: dict[str, int]
    owners: tuple[str, ...]


class BoardView(View):
    """The findings by state.

    Attributes:
        found: what is shown, ``None`` until it has been asked.
        lanes: the columns by state.

    Signals:
        list_wanted: the list of all findings in a state is to be seen.
    """

    list_wanted = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.found: Found | None = None
        self._ghost: QLabel | None = None
        self._held: FindingCard | None = None
        self.filter = SearchBox(_l("Find a finding"), hint="")
        self.filter.searched.connect(lambda _words: self.fill())
        self.owner = Combo([Choice(_ALL, _l("Everybody's"))])
        self.owner.choose(_ALL)
        bind(self.owner.setAccessibleName, _l("Owner"))
        self.owner.currentIndexChanged.connect(lambda _index: self.fill())
        self.lanes = {status: Lane(status) for status in rules.ORDER}
        for lane in self.lanes.values():
            lane.more_wanted.connect(self.list_wanted)
        self._lay_out()
        switch.changed.connect(self._say_again)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _lay_out(self) -> None:
        whole = Column(self, spacing=12)
        top = Flow(spacing=8)
        top.addWidget(self.filter)
        top.addWidget(self.owner)
        whole.addLayout(top)
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
        """All columns beside each other, or two and two, or one below the other."""
        room, gap = self.width(), theme.px(GAP)
        across = next(
            n for n in (4, 2, 1) if n == 1 or n * (theme.px(LANE_WIDTH) + gap) <= room + gap
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
        """Ask for the findings that the filter lets through, in the background."""
        words = self.filter.text()
        owner = "" if self.owner.current == _ALL else self.owner.current

        def ask() -> Found:
            with self._office.store.read() as session:
                found = actions.overview(session, words, owner)
                day = today()
                lanes = {
                    status: tuple(slip_of(each, day) for each in lane[:MOST_CARDS])
                    for status, lane in found.lanes.items()
                }
                return Found(lanes, dict(found.totals), found.owners)

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: Found) -> None:
        # A card that is held stays under the pointer.
        if found != self.found and self._held is None:
            self.found = found
            self._offer_owners(found.owners)
            self._show()

    def _offer_owners(self, owners: tuple[str, ...]) -> None:
        was = self.owner.blockSignals(True)
        chosen = self.owner.current
        kept = {chosen} - {_ALL, actions.NOBODY, ""}  # what is chosen stays a choice
        self.owner.offer(
            [
                Choice(_ALL, _l("Everybody's")),
                *(
                    Choice(name, literal(name))
                    for name in sorted({*owners, *kept}, key=str.casefold)
                ),
                Choice(actions.NOBODY, _l("Nobody is responsible yet")),
            ]
        )
        self.owner.blockSignals(was)

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        focused = self._focused()
        status = focused.slip.status if focused and focused.slip else ""
        finding_id = focused.slip.id if focused and focused.slip else ""
        place = self._place(focused)
        narrowed = bool(self.filter.text().strip()) or self.owner.current != _ALL
        for state, lane in self.lanes.items():
            before = len(lane.made)
            lane.show_slips(found.lanes[state], found.totals[state], narrowed=narrowed)
            for card in lane.made[before:]:
                self._connect(card)
        if finding_id:
            self._focus_again(finding_id, status, place)
        self._set_tab_stops()

    def _connect(self, card: FindingCard) -> None:
        card.clicked.connect(lambda *_on: self._open(card))
        card.stepped.connect(partial(self._step, card))
        card.dragged.connect(partial(self._drag, card))
        card.dropped.connect(partial(self._drop, card))

    def _say_again(self, *_why: object) -> None:
        for lane in self.lanes.values():
            lane.say_again()

    # The keyboard's place

    def _focused(self) -> FindingCard | None:
        widget = QApplication.focusWidget()
        ours = isinstance(widget, FindingCard) and self.isAncestorOf(widget)
        return widget if ours else None

    def _place(self, card: FindingCard | None) -> int:
        cards = self.lanes[card.slip.status].cards if card and card.slip else []
        return cards.index(card) if card in cards else 0

    def card_of(self, finding_id: str) -> FindingCard | None:
        """The card of a finding, ``None`` when it doesn't show."""
        for lane in self.lanes.values():
            for card in lane.cards:
                if card.slip and card.slip.id == finding_id:
                    return card
        return None

    def _focus_again(self, finding_id: str, status: str, place: int) -> None:
        """The keyboard follows its card to where it has gone, or goes to the next one."""
        card = self.card_of(finding_id)
        rest = self.lanes[status].cards
        if card is None and rest:
            card = rest[min(place, len(rest) - 1)]
        self._go_to(card)

    def _go_to(self, card: FindingCard | None) -> None:
        if card is None:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self._set_tab_stops()
        self._bring_in_sight(card)

    def _bring_in_sight(self, card: FindingCard) -> None:
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

    def _step(self, card: FindingCard, pressed: int, moves: bool) -> None:
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
            cards = self.lanes[card.slip.status].cards
            at = cards.index(card) + by
            if 0 <= at < len(cards):
                self._go_to(cards[at])

    def _go_aside(self, card: FindingCard, by: int) -> None:
        at, place = rules.ORDER.index(card.slip.status) + by, self._place(card)
        while 0 <= at < len(rules.ORDER):
            if cards := self.lanes[rules.ORDER[at]].cards:
                self._go_to(cards[min(place, len(cards) - 1)])
                return
            at += by

    def _move_aside(self, card: FindingCard, by: int) -> None:
        at = rules.ORDER.index(card.slip.status) + by
        if 0 <= at < len(rules.ORDER):
            self.move(card.slip.id, rules.ORDER[at])

    # What is done

    def _open(self, card: FindingCard) -> None:
        self._office.wanted.emit("finding", card.slip.id)

    def move(self, finding_id: str, status: str) -> None:
        """Take a finding to another state; what the state asks for is asked, and it can be undone."""
        self._office.write(
            lambda session: actions.move(session, finding_id, status),
            failed=partial(self._ask, finding_id, status),
        )

    def _ask(self, finding_id: str, status: str, fault: Refusal) -> None:
        dialog = self.dialog_for(finding_id, status) if isinstance(fault, InvalidFields) else None
        if dialog:
            dialog.exec()
            dialog.deleteLater()
        else:
            self._office.refused.emit(fault.told)

    def dialog_for(self, finding_id: str, status: str) -> AskDialog | None:
        """What asks for what a state needs to know, ``None`` when it needs nothing."""
        if status == rules.DONE:
            return DoneDialog(self, self._office, finding_id)
        if status == rules.VERIFIED:
            return VerifyDialog(self, self._office, finding_id)
        return None

    # Dragging

    def lane_at(self, place: QPoint) -> Lane | None:
        """The column at a place of the screen."""
        for lane in self.lanes.values():
            if lane.isVisible() and lane.rect().contains(lane.mapFromGlobal(place)):
                return lane
        return None

    def _drag(self, card: FindingCard, place: QPoint) -> None:
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
            lane.set_hot(hot=lane is under and lane.status != card.slip.status)

    def _drop(self, card: FindingCard, place: QPoint | None) -> None:
        if self._ghost:
            self._ghost.hide()
            self._ghost.deleteLater()
        self._ghost = self._held = None
        for lane in self.lanes.values():
            lane.set_hot(hot=False)
        under = self.lane_at(place) if place is not None else None
        if under and card.slip and under.status != card.slip.status:
            self.move(card.slip.id, under.status)
        self.fill()  # also what came while the card was held
