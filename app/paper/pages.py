"""How large a page is, where the content stands on it, and how its number is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, PageTemplate

from app.core.brand import LIGHT
from app.paper import fonts

MARGIN = 20 * mm
COLUMN_GAP = 24.0
FIRST, LATER = "page", "columns"
"""The names of the templates of the first page and of later ones."""


@dataclass(frozen=True)
class Page:
    """A page: its sides in points as it is laid out, and the air around what stands on it.

    Attributes:
        head: from the upper edge to the letterhead; ``top`` to where the content begins.
        foot: from the lower edge to the page number; ``bottom`` to where the content ends.
        columns: how many columns the content flows in once :data:`LATER` is asked for.
        printed: the sides as they are printed, where everything is larger than it is laid out.
    """

    width: float = A4[0]
    height: float = A4[1]
    margin: float = MARGIN
    head: float = 16 * mm
    top: float = 32 * mm
    foot: float = 12 * mm
    bottom: float = 20 * mm
    columns: int = 1
    printed: tuple[float, float] | None = None

    @property
    def inner(self) -> tuple[float, float]:
        """How wide and high the place for the content is."""
        return self.width - 2 * self.margin, self.height - self.top - self.bottom

    @property
    def column(self) -> float:
        """How wide a column is."""
        return (self.inner[0] - (self.columns - 1) * COLUMN_GAP) / self.columns

    def templates(self, furnish: Any) -> list[PageTemplate]:
        """The first page, and later ones in columns; ``furnish`` draws what stands on each."""
        found = [PageTemplate(FIRST, [self._frame(0, self.inner[0])], onPage=furnish)]
        if self.columns > 1:
            step = self.column + COLUMN_GAP
            frames = [self._frame(place * step, self.column) for place in range(self.columns)]
            found.append(PageTemplate(LATER, frames, onPage=furnish))
        return found

    def _frame(self, left: float, width: float) -> Frame:
        return Frame(
            self.margin + left,
            self.bottom,
            width,
            self.inner[1],
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )


PORTRAIT = Page()
LANDSCAPE = Page(
    A4[1],
    A4[0],
    margin=14 * mm,
    head=10 * mm,
    top=22 * mm,
    foot=7 * mm,
    bottom=13 * mm,
    columns=2,
)
"""A page on its side, with less air around it: it holds a picture."""


class NumberedCanvas(Canvas):
    """Numbers the pages as ``1 / 3`` once it knows how many there are, and enlarges them."""

    page = PORTRAIT
    # What the stubs of ReportLab don't tell: what is drawn on the page in front, and how the next one begins.
    _code: list[str]
    _startPage: Callable[[], None]  # noqa: N815 - ReportLab's own name

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._saved: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's own name
        self._saved.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        total = len(self._saved)
        right = self.page.width - self.page.margin
        for number, state in enumerate(self._saved, start=1):
            self.__dict__.update(state)
            self.setFont(fonts.REGULAR, 8.5)
            self.setFillColor(HexColor(LIGHT.soft_ink))
            self.drawRightString(right, self.page.foot, f"{number} / {total}")
            if self.page.printed:
                self._enlarge(*self.page.printed)
            super().showPage()
        super().save()

    def _enlarge(self, width: float, height: float) -> None:
        by = min(width / self.page.width, height / self.page.height)
        self._code.insert(0, f"{by:.6f} 0 0 {by:.6f} 0 0 cm")
        self._pagesize = (width, height)


def canvas_of(page: Page) -> type[NumberedCanvas]:
    """The canvas for pages of a size."""
    return type("PageCanvas", (NumberedCanvas,), {"page": page})
