"""Words on a page: titles, sections, leads, running text and small print."""

from html import escape
from typing import Literal, overload

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.core import brand
from app.ui.language import Wording, bind
from app.ui.theme import set_role, theme

LabelRole = Literal[
    "title",
    "section",
    "subject",
    "strong",
    "lead",
    "soft",
    "small",
    "caption",
    "error",
    "figure",
    "",
]


@overload
def label(
    wording: Wording,
    role: LabelRole = "",
    buddy: QWidget | None = None,
    *,
    wrap: Literal[True] = True,
) -> "Words": ...


@overload
def label(
    wording: Wording, role: LabelRole = "", buddy: QWidget | None = None, *, wrap: Literal[False]
) -> QLabel: ...


def label(
    wording: Wording,
    role: LabelRole = "",
    buddy: QWidget | None = None,
    *,
    wrap: bool = True,
) -> QLabel:
    """A label in one of the brand's sizes; it wraps rather than cuts.

    ``buddy`` is the field that the label names; an ``&`` in the words gives it a shortcut.
    """
    made = Words(role) if wrap else QLabel()
    set_role(made, role)
    if not wrap:
        made.setTextFormat(Qt.TextFormat.PlainText)
    if buddy:
        made.setBuddy(buddy)
    bind(made.setText, wording)
    return made


def title(wording: Wording) -> QLabel:
    """The title of a page, 26 px."""
    return label(wording, "title")


def section(wording: Wording) -> QLabel:
    """The title of a section or of a thing, 20 px."""
    return label(wording, "section")


def subject(wording: Wording) -> QLabel:
    """The small main-colour heading over a few facts."""
    return label(wording, "subject")


def lead(wording: Wording) -> QLabel:
    """The one sentence under a title."""
    return label(wording, "lead")


def words(wording: Wording) -> QLabel:
    """Running text."""
    return label(wording)


def small(wording: Wording) -> QLabel:
    """Small soft print: help, times, sources."""
    return label(wording, "small")


def in_lines(plain: str) -> str:
    """Plain words as they stand in a typeset label; line breaks stay."""
    return escape(plain).replace("\n", "<br>")


class Words(QLabel):
    """A label that wraps, with the brand's line height; always plain words, never mark-up."""

    def __init__(self, role: LabelRole = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        self._heights: dict[int, int] = {}
        self._set_by: tuple[float, ...] = ()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if role:
            set_role(self, role)

    def setText(self, text: str) -> None:
        """Show plain words; line breaks stay."""
        self._plain = text
        self.setAccessibleName(text)
        self._typeset()

    def text(self) -> str:
        """The plain words."""
        return self._plain

    def select(self) -> "Words":
        """Let the words be selected and copied, with the mouse or the keyboard."""
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        return self

    def heightForWidth(self, width: int) -> int:
        # Remembered: while a page is laid out this is asked twenty times, and Qt sets the type each time.
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def _typeset(self) -> None:
        self._heights = {}
        if not self._plain:
            super().setText("")
            return
        self._set_by = wanted, natural = self._line_spacings()
        share = 100 * wanted / natural
        # Qt puts all the air below each line; half of it belongs above.
        half = round((wanted - natural) / 2)
        self.setContentsMargins(0, half, 0, -half)
        super().setText(f'<p style="line-height:{share:.0f}%; margin:0">{self._written()}</p>')

    def _written(self) -> str:
        return in_lines(self._plain)

    def _line_spacings(self) -> tuple[float, float]:
        """From line to line as the brand wants it, and as the font has it."""
        wanted = self._line_height() * max(1, self.fontInfo().pixelSize())
        return wanted, QFontMetricsF(self.font()).lineSpacing()

    def _line_height(self) -> float:
        # Big type needs less air between its lines than running text does.
        large = self.property("role") in {"title", "section", "figure"}
        return brand.LINE_HEIGHT - 0.2 if large else brand.LINE_HEIGHT

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt tells of a style that stays the same each time a label is put somewhere.
        if (
            event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}
            and self._plain
            and self._line_spacings() != self._set_by
        ):
            self._typeset()


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room; the whole is in the tooltip.

    Only for places that can't grow, such as a toolbar; elsewhere words wrap.
    """

    def __init__(
        self, wording: Wording = "", role: LabelRole = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            set_role(self, role)
        bind(self.setText, wording)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(brand.SPACES[-1]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self._elided() != self.text() else "")

    def _elided(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(self.contentsRect(), int(flags), self._elided())
