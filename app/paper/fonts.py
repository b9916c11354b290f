"""The brand's font for papers, registered once."""

from functools import cache
from pathlib import Path

from font_source_sans_pro import font_files_ttf
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "SourceSans", "SourceSans-Bold", "SourceSans-Italic"
_FACES = {
    REGULAR: "SourceSansPro-Regular",
    BOLD: "SourceSansPro-Semibold",
    ITALIC: "SourceSansPro-It",
}


class _Face(TTFont):
    """A face that remembers how wide its letters are: nothing is asked as often while a paper is laid out."""

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename)
        self._widths = _Widths(self)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - ReportLab's
        words = text.decode(encoding) if isinstance(text, bytes) else text
        return 0.001 * size * sum(map(self._widths.__getitem__, words))


class _Widths(dict[str, float]):
    """The width of each letter in thousandths of the size, looked up when first met."""

    def __init__(self, font: TTFont) -> None:
        super().__init__()
        self._face = font.face

    def __missing__(self, letter: str) -> float:
        self[letter] = self._face.charWidths.get(ord(letter), self._face.defaultWidth)
        return self[letter]


@cache
def register() -> None:
    """Let ReportLab know the faces."""
    files = {Path(file).stem: file for file in font_files_ttf.values()}
    for name, stem in _FACES.items():
        pdfmetrics.registerFont(_Face(name, files[stem]))
    addMapping(REGULAR, 0, 0, REGULAR)
    addMapping(REGULAR, 1, 0, BOLD)
    addMapping(REGULAR, 0, 1, ITALIC)
    addMapping(REGULAR, 1, 1, BOLD)
