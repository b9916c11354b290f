"""How a sheet of an Excel file looks: columns as wide as what stands in them, dates and numbers as such.

Nothing is cut: what is longer than a column goes on to the next line.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from app.core.text import current_language

NARROWEST, WIDEST = 9, 50
"""Characters that a column is wide at least and at most, when nobody says how wide it is."""
MOST_IN_CELL = 32_767
"""Characters that Excel keeps in a cell."""
_AIR = 2
_HEADER = 24
"""A header longer than this goes on to the next line rather than widen a column of numbers."""
_DAYS = {"fi": "d.m.yyyy"}
_DAY_ELSEWHERE = "d mmm yyyy"


class Looks:
    """The formats of one file."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.header = self._format(bold=True, bottom=1)
        self.plain = self._format()
        self.day = self._format(num_format=_DAYS.get(current_language(), _DAY_ELSEWHERE))
        self.number = cache(self._number)

    def _number(self, places: int) -> Any:
        return self._format(num_format="#,##0" + ("." + "0" * places if places else ""))

    def _format(self, **more: Any) -> Any:
        return self._book.add_format({"text_wrap": True, "valign": "top", **more})


def fill(
    looks: Looks,
    sheet: Any,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    widths: Sequence[int] = (),
) -> None:
    """Write the header, which stays in sight, and the rows; columns without a width get their content's.

    Args:
        looks: the formats of the file.
        sheet: the empty sheet of xlsxwriter.
        headers: what stands at the top.
        rows: dates, numbers and words; they may be read only once.
        widths: those of the first columns, in characters.
    """
    sheet.freeze_panes(1, 0)
    needed = [_header_width(header) for header in headers]
    for at, header in enumerate(headers):
        sheet.write_string(0, at, header, looks.header)
    for line, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            width = _write(looks, sheet, line, at, cell)
            if at < len(needed):
                needed[at] = max(needed[at], width)
    for at, width in enumerate(needed):
        own = widths[at] if at < len(widths) else min(WIDEST, max(NARROWEST, width + _AIR))
        sheet.set_column(at, at, own)


def _write(looks: Looks, sheet: Any, line: int, at: int, cell: Any) -> int:
    """Write a cell; how many characters it is wide."""
    if isinstance(cell, date):
        sheet.write_datetime(line, at, cell, looks.day)
        return len("31.12.2030")
    if isinstance(cell, Decimal):
        places = max(0, -int(cell.as_tuple().exponent))
        sheet.write_number(line, at, float(cell), looks.number(places))
        return len(f"{cell:,}")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(line, at, cell, looks.plain)
        return len(str(cell))
    if cell in (None, ""):
        return 0
    text = str(cell)[:MOST_IN_CELL]
    sheet.write_string(line, at, text, looks.plain)
    return max(len(each) for each in text.split("\n"))


def _header_width(header: str) -> int:
    """So wide that its longest word is whole, and no more than two lines of usual headers are needed."""
    longest = max((len(word) for word in header.split()), default=0)
    return max(longest, min(len(header), _HEADER))
