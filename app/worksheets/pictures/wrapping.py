"""Text in lines that fit a width. Pure: how wide a text is, is told from outside."""

from collections.abc import Callable
from functools import lru_cache

Width = Callable[[str, float, bool], float]
"""How wide a text is in a size, in bold or not."""
MARK = "…"
LONGEST_KNOWN = 40
"""The widths of words up to so many letters are remembered."""


class Measure:
    """Wraps texts by one font's widths, remembering what it has wrapped."""

    def __init__(self, width: Width) -> None:
        self._width = width
        self._known = lru_cache(maxsize=50_000)(width)
        self._wrapped = lru_cache(maxsize=20_000)(self._wrap)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a line is."""
        return self._word(text, size, bold)

    def lines(
        self, text: str, width: float, size: float, *, bold: bool = False, most: int = 0
    ) -> tuple[tuple[str, ...], bool]:
        """The lines of a text, and whether all of it is in them; ``most`` limits how many, 0 doesn't."""
        return self._wrapped(text, round(width, 1), size, bold, most)

    def _wrap(
        self, text: str, width: float, size: float, bold: bool, most: int
    ) -> tuple[tuple[str, ...], bool]:
        found: list[str] = []
        space = self._word(" ", size, bold)
        for paragraph in text.split("\n"):
            line, used = "", 0.0
            for word in paragraph.split():
                wider = self._word(word, size, bold) + (used + space if line else 0.0)
                if wider <= width:
                    line, used = f"{line} {word}" if line else word, wider
                    continue
                if line:
                    found.append(line)
                line = word
                while len(line) > 1 and self._wider(line, width, size, bold):
                    if most and len(found) > most:
                        break
                    cut = self._fits(line, width, size, bold)
                    found.append(line[:cut])
                    line = line[cut:]
                if most and len(found) > most:
                    return self._cut(found, width, size, bold, most), False
                used = self._word(line, size, bold)
            found.append(line)
            if most and len(found) > most:
                return self._cut(found, width, size, bold, most), False
        return tuple(found), True

    def _word(self, word: str, size: float, bold: bool) -> float:
        """How wide a word is; words come again and again."""
        return (self._known if len(word) <= LONGEST_KNOWN else self._width)(word, size, bold)

    def _wider(self, word: str, width: float, size: float, bold: bool) -> bool:
        """Whether a word is wider than a line; of one without end only the beginning is looked at."""
        begin = word[: max(2, int(width / size * 6))]
        return self._width(begin, size, bold) > width or (
            len(begin) < len(word) and self._width(word, size, bold) > width
        )

    def _fits(self, word: str, width: float, size: float, bold: bool) -> int:
        """How many letters of a long word fit; at least one."""
        low, high = 1, min(len(word), max(2, int(width / size * 6)))
        while low < high:
            middle = (low + high + 1) // 2
            if self._width(word[:middle], size, bold) <= width:
                low = middle
            else:
                high = middle - 1
        return low

    def _cut(
        self, found: list[str], width: float, size: float, bold: bool, most: int
    ) -> tuple[str, ...]:
        kept = found[:most]
        last = kept[-1] + " " + MARK
        while len(last) > len(MARK) and self._width(last, size, bold) > width:
            last = last[: -len(MARK) - 1].rstrip() + MARK
        return (*kept[:-1], last)
