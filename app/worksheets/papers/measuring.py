"""How wide texts are on paper: the widths of the font that the pictures are wrapped by."""

from functools import cache

from reportlab.pdfbase.pdfmetrics import getFont

from app.paper import fonts
from app.paper.words import clean
from app.worksheets.pictures.wrapping import Measure


class _Widths(dict[str, float]):
    """The width of each letter of a face in size 1, looked up when first met."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, letter: str) -> float:
        self[letter] = getFont(self._face).stringWidth(clean(letter), 1)
        return self[letter]


@cache
def measure() -> Measure:
    """Measures text as papers draw it; what no font shows takes no room."""
    fonts.register()
    regular, bold = _Widths(fonts.REGULAR), _Widths(fonts.BOLD)

    def width(text: str, size: float, is_bold: bool) -> float:
        letters = bold if is_bold else regular
        return sum(map(letters.__getitem__, text)) * size

    return Measure(width)
