"""The board of corrective actions: a column for each state, and cards that are moved from one to the next."""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from app.certification.findings import actions, rules
from app.certification.findings.records import Finding
from app.certification.page.finding_desk import DoneDialog, VerifyDialog, severity_words
from app.core import brand
from app.core.brand import Tone
from app.core.fault import InvalidFields, Refusal
from app.core.format import show_number
from app.core.record import today
from app.core.text import Text, _l, _n, literal
from app.ui import jobs
from app.ui.ask_dialog import AskDialog
from app.ui.icons import paint_icon
from app.ui.language import bind, switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.theme import theme
from app.ui.widgets import (
    Choice,
    Column,
    Combo,
    Flow,
    Grid,
    Row,
    ScrollColumn,
    SearchBox,
    label,
    link,
    paint_tag,
    tag_size,
)

MOST_CARDS = 60
"""How many cards a column shows; the rest are in the list."""
LANE_WIDTH, LANE_HEIGHT, GAP = 212, 250, 12
FILTER_WIDTH = 240
MOST_LINES = 4
SOFT_HYPHEN = "\u00ad"
_ALL = "(all)"
_PAD, _LEADING, _ICON = 12, 6, 14
_LONG = 12
"""Only words longer than this are divided."""
_SYLLABLE = re.compile(r"(?<=\w\w)(?=[bcdfghjklmnpqrstvwxz][aeiouyåäö]\w)", re.IGNORECASE)
_EDGE = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ASIDE = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
_BELONGS = {
    rules.OPEN: _l("What has been found and nobody has begun to put right yet."),
    rules.DOING: _l("What somebody is putting right just now."),
    rules.DONE: _l("What has been done, and waits for somebody else to see whether it helped."),
    rules.VERIFIED: _l("What somebody has seen to have helped. Nothing more is needed."),
}


@dataclass(frozen=True)
class Slip:
    """What a card says of a finding."""

    id: str
    what: str
    severity: str
    status: str
    owner: str
    due: date | None
    day: date | None
    late: bool

    @property
    def when(self) -> Text | None:
        """The day that matters in its state, in words."""
        if self.status in {rules.OPEN, rules.DOING}:
            if self.due is None:
                return None
            return _l("Late: {day}", day=self.due) if self.late else _l("By {day}", day=self.due)
        if self.day is None:
            return None
        if self.status == rules.DONE:
            return _l("Done {day}", day=self.day)
        return _l("Seen {day}", day=self.day)


@dataclass(frozen=True)
class Found:
    """What the board shows: slips and totals by state, and the owners to choose from."""

    lanes: dict[str, tuple[Slip, ...]]
    totals: dict[str, int]
    owners: tuple[str, ...]


def _slip(finding: Finding, day: date) -> Slip:
    status = actions.state(finding)
    return Slip(
        id=finding.id,
        what=finding.what,
        severity=finding.severity,
        status=status,
        owner=finding.owner,
        due=finding.due,
        day=finding.verified_on if status == rules.VERIFIED else finding.done_on,
        late=rules.late(status, finding.due, day),
    )


@dataclass(frozen=True)
class _Line:
    """A line of a card at its place; with a ``tone`` it is a tag."""

    box: QRect
    words: str
    tone: Tone | None = None
    owner: bool = False
    soft: bool = False


class FindingCard(QAbstractButton):
    """A card of the board; it paints itself, so that hundreds of them stay light.

    Signals:
        stepped: an arrow key, and whether it moves the card itself.
        dragged, dropped: where the pointer holds or let go of the card; ``None`` gives it up.
    """

    stepped = Signal(int, bool)
    dragged = Signal(QPoint)
    dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.slip: Slip | None = None
        self._pressed: QPoint | None = None
        self._dragging = False
        self._laid: dict[int, list[_Line]] = {}
        self.picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def tell(self, slip: Slip) -> None:
        """Be the card of a finding."""
        if slip != self.slip:
            self.slip = slip
            self.say_again()

    def say_again(self) -> None:
        """Say it in the current language, at the current size of text."""
        slip = self.slip
        if slip is None:
            return
        self.setText(slip.what.replace("&", "&&"))
        self.setAccessibleName(slip.what)
        told = [severity_words(slip.severity), self._owner_words(slip), slip.when]
        how = _l("Return opens; Alt with an arrow moves it to another column.")
        self.setAccessibleDescription(". ".join([str(each) for each in told if each] + [str(how)]))
        self._laid = {}
        self.updateGeometry()
        self.update()

    @staticmethod
    def _owner_words(slip: Slip) -> Text:
        return literal(slip.owner) if slip.owner else _l("Nobody is responsible yet")

    # Sizes

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = theme.px(LANE_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.px(2 * _PAD))

    def heightForWidth(self, width: int) -> int:
        return self._lay(width)[-1].box.bottom() + theme.px(_PAD)

    def _lay(self, width: int) -> list[_Line]:
        """The lines of the title, the owner and the tags at their places; the last is the lowest."""
        if width not in self._laid:
            self._laid[width] = self._lines(width)
        return self._laid[width]

    def _lines(self, width: int) -> list[_Line]:
        slip = self.slip
        pad, lead = theme.px(_PAD), theme.px(_LEADING)
        room = max(1, width - 2 * pad)
        if slip is None:
            return [_Line(QRect(pad, pad, room, 0), "")]
        y, found = pad, []
        height = round(QFontMetricsF(theme.font()).height())
        for words in _broken(slip.what, room):
            found.append(_Line(QRect(pad, y, room, height), words))
            y += height
        y += lead
        height = round(QFontMetricsF(theme.font(brand.SMALL_SIZE)).height())
        owner = str(self._owner_words(slip))
        found.append(_Line(QRect(pad, y, room, height), owner, owner=True))
        x, y = pad, y + height + lead
        for words, tone in self._foot(slip):
            size = tag_size(words)
            if x > pad and x + size.width() > pad + room:
                x, y = pad, y + size.height() + lead
            box = QRect(x, y, min(size.width(), room), size.height())
            found.append(_Line(box, words, tone, soft=True))
            x += size.width() + lead
        return found

    @staticmethod
    def _foot(slip: Slip) -> list[tuple[str, Tone | None]]:
        """How serious it is, and the day; a day stands in a tag only when it has passed."""
        severity = rules.SEVERITY_TONES.get(slip.severity, "plain")
        foot: list[tuple[str, Tone | None]] = [(str(severity_words(slip.severity)), severity)]
        if slip.when:
            foot.append((str(slip.when), "bad" if slip.late else None))
        return foot

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.4 if self._dragging else 1.0)
        self._paint_ground(painter)
        for line in self._lay(self.width()):
            place = self._mirrored(line.box)
            if line.tone:
                paint_tag(painter, place, line.words, line.tone)
            elif line.owner:
                self._paint_owner(painter, place, line.words)
            else:
                size = brand.SMALL_SIZE if line.soft else brand.TEXT_SIZE
                painter.setPen(theme.colour("soft" if line.soft else "ink"))
                painter.setFont(theme.font(size))
                painter.drawText(place, _EDGE, line.words)

    def _mirrored(self, box: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return box.translated(self.width() - box.right() - 1 - box.left(), 0)
        return box

    def _paint_ground(self, painter: QPainter) -> None:
        ring = 2 if self.hasFocus() else 1
        strong = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(theme.colour("main" if strong else "line"), ring))
        painter.setBrush(theme.colour("card"))
        radius = theme.px(brand.CONTROL_RADIUS)
        inset = ring / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, radius, radius)

    def _paint_owner(self, painter: QPainter, place: QRect, words: str) -> None:
        side = theme.px(_ICON)
        square = QRect(place.x(), place.y(), side, place.height())
        text = place.adjusted(side + theme.px(4), 0, 0, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            square.moveRight(place.right())
            text = place.adjusted(0, 0, -side - theme.px(4), 0)
        icon_box = QRectF(square)
        icon_box.setHeight(side)
        icon_box.moveTop(place.y() + (place.height() - side) / 2)
        paint_icon(painter, icon_box, "user", "soft")
        font = theme.font(brand.SMALL_SIZE)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, text.width())
        painter.setPen(theme.colour("soft"))
        painter.setFont(font)
        painter.drawText(text, _EDGE, shown)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        whole = self.slip.what if self.slip else ""
        cut = any(line.words.endswith("…") for line in self._lay(self.width()))
        self.setToolTip(whole if cut else "")

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None:
            return
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging or far:
            if not self._dragging:
                self.picture = self.grab()
            self._dragging = True
            self.setDown(False)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
            self.dragged.emit(self.mapToGlobal(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._let_go(event.globalPosition().toPoint())
        else:
            self._pressed = None
            super().mouseReleaseEvent(event)

    def _let_go(self, place: QPoint | None) -> None:
        self._pressed, self._dragging = None, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()
        self.dropped.emit(place)

    @property
    def grip(self) -> QPoint:
        """Where on the card the pointer holds it."""
        return self._pressed or QPoint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._dragging and key == Qt.Key.Key_Escape:
            self._let_go(None)
        elif key in _STEPS:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.stepped.emit(key.value, alt)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


def _broken(words: str, room: int) -> list[str]:
    """Words in lines of a width; what doesn't fit in the last one ends in …."""
    font = theme.font()
    metrics = QFontMetricsF(font)
    text = " ".join(words.split()) or "–"
    if any(metrics.horizontalAdvance(word) > room for word in text.split()):
        text = _with_syllables(text)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= MOST_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) <= MOST_LINES:
        return [_shown(text[a:b]) for a, b in pairwise([*starts, len(text)])]
    found = [_shown(text[a:b]) for a, b in pairwise(starts[:MOST_LINES])]
    rest = text[starts[MOST_LINES - 1] :].replace(SOFT_HYPHEN, "")
    return [*found, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]


def _with_syllables(text: str) -> str:
    """The text with the places where its long words may be divided.

    Words that are wider than a card are Finnish; there a syllable begins with each consonant before a vowel.
    """
    return " ".join(
        _SYLLABLE.sub(SOFT_HYPHEN, word) if len(word) > _LONG else word for word in text.split()
    )


def _shown(line: str) -> str:
    """A line as it is painted: a hyphen only where a word is divided."""
    divided = line.endswith(SOFT_HYPHEN)
    return line.strip().replace(SOFT_HYPHEN, "") + ("-" if divided else "")


class Lane(QFrame):
    """A column of the board.

    Signals:
        more_wanted: the list of all that are in this state.
    """

    more_wanted = Signal(str)

    def __init__(self, status: str) -> None:
        super().__init__()
        self.status = status
        self.cards: list[FindingCard] = []
        self._pool: list[FindingCard] = []
        self._total = 0
        self._hot = self._narrowed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        whole = Column(self, margins=(2, 10, 2, 2), spacing=8)
        head = Row(margins=(12, 0, 12, 0), spacing=8)
        head.addWidget(label(dict(rules.STATES)[status], "strong"), 1)
        self._count = label(lambda: show_number(self._total), "soft", wrap=False)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(head)
        self.area = ScrollColumn(max_width=None, margins=(8, 2, 8, 8), spacing=8)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = label(self._empty_words, "small")
        self._more = link(self._more_words, lambda: self.more_wanted.emit(self.status))
        self._stack = Column(spacing=8)
        self._hint = QWidget()
        Column(self._hint, margins=(4, 0, 4, 0)).addWidget(self._empty)
        self.area.body.addWidget(self._hint)
        self.area.body.addLayout(self._stack)
        self.area.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        whole.addWidget(self.area, 1)
        bind(self.setAccessibleName, self._name)

    def show_slips(self, slips: tuple[Slip, ...], total: int, *, narrowed: bool) -> None:
        """Show other cards; ``total`` is how many there are in all, ``narrowed`` tells of a filter."""
        self._total, self._narrowed = total, narrowed
        shown = slips[:MOST_CARDS]
        ground = self.area.widget()
        grows = len(shown) > len(self._pool)
        if grows:  # else each new card would lay out all of them
            ground.hide()
        self.cards = [self._card(at) for at in range(len(shown))]
        for card, slip in zip(self.cards, shown, strict=True):
            card.tell(slip)
            card.show()
        for card in self._pool[len(shown) :]:
            card.hide()
        self._hint.setVisible(not shown)
        self._more.setVisible(total > len(shown))
        self._say_counts()
        if grows:
            ground.show()

    def _card(self, at: int) -> FindingCard:
        """The card at a place; they are kept, so that the next answer costs only what is new."""
        while at >= len(self._pool):
            card = FindingCard(self)
            self._pool.append(card)
            self._stack.addWidget(card)
        return self._pool[at]

    @property
    def made(self) -> list[FindingCard]:
        """All cards ever made, those that rest among them."""
        return self._pool

    def say_again(self) -> None:
        """Say everything in the current language and size."""
        self._say_counts()
        for card in self._pool:
            card.say_again()

    def _say_counts(self) -> None:
        self._count.setText(show_number(self._total))
        self._empty.setText(self._empty_words())
        self._more.setText(self._more_words())
        self.setAccessibleName(self._name())

    def _name(self) -> str:
        state = dict(rules.STATES)[self.status]
        return _n("{state}: {count} card", "{state}: {count} cards", self._total, state=state).say()

    def _empty_words(self) -> str:
        return str(_l("Nothing here fits.") if self._narrowed else _BELONGS[self.status])

    def _more_words(self) -> str:
        return _l("+{count} more", count=self._total - len(self.cards)).say()

    def set_hot(self, *, hot: bool) -> None:
        """Show whether a card that is held would fall here."""
        if hot != self._hot:
            self._hot = hot
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("main" if self._hot else "line"), 1))
        painter.setBrush(theme.colour("main_tint") if self._hot else Qt.BrushStyle.NoBrush)
        radius = theme.px(brand.CARD_RADIUS)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, radius, radius)


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
                    status: tuple(_slip(each, day) for each in lane[:MOST_CARDS])
                    for status, lane in found.lanes.items()
                }
                return Found(lanes, dict(found.totals), found.owners)

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: Found) -> None:
        if (
            found != self.found and self._held is None
        ):  # a card that is held stays under the pointer
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
        by = _STEPS[key]
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
