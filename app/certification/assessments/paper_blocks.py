"""Blocks of the papers of assessments: toned words, and tables whose rows go on on the next page."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table, TableStyle

from app.core.brand import LIGHT, Tone
from app.core.text import Text
from app.paper.kit import INK, LINE, SOFT, WIDTH, Paper
from app.paper.words import markup

GAP = 24
"""Points between two things that stand beside each other."""
HEADING = 32
"""Points: the room of a heading."""
INSIDE = 8
"""Points between the columns of a table."""
MOST_HIGH = 170.0
"""Points: a row of a table that is higher goes on in a row below it, also on the next page."""
ROOMY = 10_000
Cells = list[Any]


def add_heading(paper: Paper, words: Text, below: float = HEADING) -> None:
    """Add a heading that never stands alone at the foot of a page: so much fits below it."""
    paper.story.append(CondPageBreak(HEADING + below))
    paper.add(words, "section")


def toned(
    paper: Paper, words: str | Text, tone: Tone, style: str = "strong", **more: Any
) -> Paragraph:
    """Words in the ink of a tone; what is plain is in the ink of its style."""
    parent = paper.styles[style]
    ink = (SOFT if style == "small" else INK) if tone == "plain" else HexColor(LIGHT.tone(tone)[0])
    said = words.say(paper.language) if isinstance(words, Text) else words
    made = ParagraphStyle(f"{style}-{tone}", parent=parent, textColor=ink, **more)
    return Paragraph(markup(said, paper.language), made)


def right(paper: Paper, words: Text, tone: Tone, style: str) -> Paragraph:
    """Words in the ink of a tone, to the right."""
    return toned(paper, words, tone, style, alignment=TA_RIGHT)


def lines(paper: Paper, words: str, style: str = "text") -> Cells:
    """Written words, each line a paragraph of its own, so that they can go on on the next page."""
    return [paper.paragraph(line, style) for line in words.split("\n") if line.strip()]


def height(blocks: Sequence[Flowable], width: float = WIDTH) -> float:
    """How high blocks are below each other."""
    high = 0.0
    for each in blocks:
        high += each.wrap(width, ROOMY)[1] + each.getSpaceBefore() + each.getSpaceAfter()
    return high


def add_lined(
    paper: Paper,
    rows: Sequence[Cells],
    widths: Sequence[float],
    *,
    title: Text | None = None,
    heads: int = 1,
    lined: bool = True,
) -> None:
    """Add a table with lines below its rows, its heading repeated on each page, a title above it.

    A row that is too high to stand on a page as one goes on in rows below it.
    """
    expanded: list[Cells] = []
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-2, -1), INSIDE),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    if heads:
        style.append(("VALIGN", (0, 0), (-1, heads - 1), "BOTTOM"))
    for row in rows:
        first = len(expanded)
        expanded += _low_rows(row, widths)
        last = len(expanded) - 1
        style.append(("TOPPADDING", (0, first), (-1, first), 3))
        style.append(("BOTTOMPADDING", (0, last), (-1, last), 3))
        if lined:
            style.append(("LINEBELOW", (0, last), (-1, last), 0.6, LINE))
    high = sum(_row_height(row, widths) + 6 for row in expanded[: heads + 1])
    if title:
        add_heading(paper, title, high)
    else:
        paper.story.append(CondPageBreak(high))
    made = Table(expanded, colWidths=list(widths), hAlign="LEFT", repeatRows=heads)
    made.setStyle(TableStyle(style))
    paper.story.append(made)


def _row_height(row: Cells, widths: Sequence[float]) -> float:
    inner = _inner(widths)
    return max(height(_blocks(cell), width) for cell, width in zip(row, inner, strict=True))


def _inner(widths: Sequence[float]) -> list[float]:
    """The room for words in each column; the last one has no padding."""
    return [*(width - INSIDE for width in widths[:-1]), widths[-1]]


def _blocks(cell: Any) -> list[Flowable]:
    return list(cell) if isinstance(cell, list) else [cell]


def _low_rows(row: Cells, widths: Sequence[float]) -> list[Cells]:
    """A row as one, or as several that are low enough."""
    columns = [
        _low_cells(_blocks(cell), width) for cell, width in zip(row, _inner(widths), strict=True)
    ]
    return [list(cells) for cells in zip_longest(*columns, fillvalue=[])]


def _low_cells(blocks: Sequence[Flowable], width: float) -> list[list[Flowable]]:
    """What stands in a cell, in as many pieces as it takes."""
    cells: list[list[Flowable]] = [[]]
    room, left = MOST_HIGH, list(blocks)
    while left:
        one = left.pop(0)
        high = height([one], width)
        if high > room:
            parts = one.split(width, room)
            if len(parts) > 1:
                one, left = parts[0], [*parts[1:], *left]
            elif cells[-1]:
                left.insert(0, one)
                cells.append([])
                room = MOST_HIGH
                continue
            high = room
        cells[-1].append(one)
        room -= high
        if left and room <= 0:
            cells.append([])
            room = MOST_HIGH
    return cells
