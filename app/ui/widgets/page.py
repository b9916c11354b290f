"""How a page is held together: a column that scrolls, a stack of sheets, and facts in two columns."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from app.ui.language import Wording
from app.ui.theme import theme
from app.ui.widgets.label import Words, label
from app.ui.widgets.layout import Column, Grid, Margins
from app.ui.widgets.sight import InSight

PAGE_WIDTH = 760
"""How wide a column of text is at most, so that its lines stay readable."""

_WIDEST = 360
_VALUE_WIDTH = 140
"""With less room than this for the values, names of facts stand above them."""


class ScrollColumn(QScrollArea):
    """A page column that scrolls: at most 760 px wide, and what has the focus is always in sight.

    Attributes:
        body: the layout to add to; it keeps its content at the top.
        ground: what is scrolled.
    """

    def __init__(
        self,
        max_width: int | None = PAGE_WIDTH,
        margins: Margins = (28, 20, 28, 28),
        spacing: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._max_width = max_width
        ground = QWidget()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._fit)
        outer = Column(ground, margins=margins, spacing=0)
        self._holder = QWidget()
        self.body = Column(self._holder, spacing=spacing)
        outer.addWidget(self._holder)
        outer.addStretch(1)
        self.ground = ground
        self.setWidget(ground)
        # setWidget() paints Qt's own ground; the page's or card's is to show through.
        ground.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._sight = InSight(self)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        if self._max_width:
            self._holder.setMaximumWidth(theme.px(self._max_width))
        self.verticalScrollBar().setSingleStep(theme.px(20))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest word inside, within reason; beyond that it scrolls sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        width = self.ground.minimumSizeHint().width()
        return QSize(min(width + bar, _WIDEST), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget():
            if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
                self._settling.start()
            if event.type() == QEvent.Type.LayoutRequest:
                self.updateGeometry()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As high as the content is at its width, neither squeezed nor with air below it.

        Qt asks only what the narrowest column would need, forgets that the column isn't as wide as the
        ground, and doesn't hear of fields that grow while they are being laid out.
        """
        ground = self.ground
        layout = ground.layout()
        if layout is None or not self.body.hasHeightForWidth():
            return
        sides = layout.contentsMargins()
        width = ground.width() - sides.left() - sides.right()
        column = self.body.totalHeightForWidth(min(width, self._holder.maximumWidth()))
        if column != self._holder.minimumHeight():
            self._holder.setMinimumHeight(column)
        height = column + sides.top() + sides.bottom()
        if height != ground.minimumHeight():
            ground.setMinimumHeight(height)
            self._settling.start()
        self._sight.look_again()


class Stack(QStackedWidget):
    """Sheets of which one shows; the keyboard's place is remembered on each of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: dict[QWidget, QWidget] = {}

    def show_sheet(self, sheet: QWidget, *, focus: bool = True) -> None:
        """Show a sheet, adding it when it is new, and put the focus where it last was on it."""
        if self.indexOf(sheet) < 0:
            self.addWidget(sheet)
        before = self.currentWidget()
        place = self.window().focusWidget()
        if before and place and before.isAncestorOf(place):
            self._places[before] = place
        self.setCurrentWidget(sheet)
        if focus:
            self._focus(sheet)

    def _focus(self, sheet: QWidget) -> None:
        place = self._places.get(sheet)
        reason = Qt.FocusReason.OtherFocusReason
        try:
            if place and place.isVisibleTo(sheet) and place.isEnabled():
                place.setFocus(reason)
                return
        except RuntimeError:  # the field was deleted while another sheet showed
            self._places.pop(sheet, None)
        if first := first_field(sheet):
            first.setFocus(reason)


def first_field(sheet: QWidget) -> QWidget | None:
    """The first thing in a sheet's Tab order that can take the focus."""
    here = sheet.nextInFocusChain()
    while here is not None and here is not sheet:
        if (
            sheet.isAncestorOf(here)
            and here.focusPolicy() & Qt.FocusPolicy.TabFocus
            and here.isEnabled()
            and here.isVisibleTo(sheet)
        ):
            return here
        here = here.nextInFocusChain()
    return None


class Facts(QWidget):
    """A few facts in two columns, what it is softly and what stands there; one column when narrow."""

    def __init__(
        self, facts: Iterable[tuple[Wording, Wording | QWidget]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facts: list[tuple[QWidget, QWidget]] = []
        self._narrow = False
        self._grid = Grid(self, spacing=8, column_gap=16)
        self._grid.setColumnStretch(1, 1)
        for name, value in facts:
            self.add(name, value)

    def add(self, name: Wording, value: Wording | QWidget) -> QWidget:
        """Add a fact; returns what shows its value."""
        shown = value if isinstance(value, QWidget) else label(value)
        if isinstance(shown, Words):
            shown.select()
        named = label(name, "soft", shown, wrap=False)
        self._facts.append((named, shown))
        self._place(len(self._facts) - 1)
        return shown

    def _place(self, at: int) -> None:
        named, shown = self._facts[at]
        top = Qt.AlignmentFlag.AlignTop
        if self._narrow:
            self._grid.addWidget(named, 2 * at, 0, 1, 2)
            self._grid.addWidget(shown, 2 * at + 1, 0, 1, 2)
        else:
            self._grid.addWidget(named, 2 * at, 0, top)
            self._grid.addWidget(shown, 2 * at, 1, top)

    def minimumSizeHint(self) -> QSize:
        parts = [part for fact in self._facts for part in fact]
        width = max((part.minimumSizeHint().width() for part in parts), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        names = max((named.sizeHint().width() for named, _shown in self._facts), default=0)
        narrow = event.size().width() < names + theme.px(_VALUE_WIDTH)
        if narrow != self._narrow:
            self._narrow = narrow
            for at in range(len(self._facts)):
                self._place(at)
