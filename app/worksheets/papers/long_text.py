"""Texts of any length on paper: lines that are wrapped once and flow over as many pages as they need."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from app.paper.kit import Paper
from app.paper.words import clean
from app.worksheets.papers.measuring import measure


class Lines(Flowable):
    """Lines of text that already fit their column; a page takes as many of them as it has room for.

    ReportLab's own paragraphs wrap what is left of a text anew on every page, so that a hundred pages take
    minutes.
    """

    def __init__(self, paper: Paper, lines: Sequence[str], style: str, after: float) -> None:
        super().__init__()
        self._paper, self._lines, self._style = paper, lines, style
        self.spaceAfter = after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own names
        self.width = aW
        self.height = len(self._lines) * self._paper.styles[self._style].leading
        return self.width, self.height

    def split(self, _aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        room = int(aH // self._paper.styles[self._style].leading)
        if room < 1:
            return []
        if room >= len(self._lines):
            return [self]
        first, rest = self._lines[:room], self._lines[room:]
        return [
            Lines(self._paper, first, self._style, 0),
            Lines(self._paper, rest, self._style, self.spaceAfter),
        ]

    def draw(self) -> None:
        style = self._paper.styles[self._style]
        self.canv.setFont(style.fontName, style.fontSize)
        self.canv.setFillColor(style.textColor)
        y = self.height - style.fontSize
        for line in self._lines:
            if line:
                self.canv.drawString(0, y, line)
            y -= style.leading


def long_text(
    paper: Paper, text: str, width: float, style: str = "text", after: float = 3
) -> Lines | None:
    """A text of any length in a column of a width, nothing when it is blank."""
    size = paper.styles[style].fontSize
    lines, _whole = measure().lines(clean(text).strip("\n"), width, size)
    return Lines(paper, lines, style, after) if any(lines) else None
