"""Pages and blocks: what a paper is put together from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import BytesIO
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    HRFlowable,
    KeepTogether,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from app.core.brand import LIGHT
from app.core.format import show_date
from app.core.text import Text, _l
from app.paper import fonts
from app.paper.pages import MARGIN, PORTRAIT, Page, canvas_of
from app.paper.shapes import box
from app.paper.words import clean, markup

WIDTH = A4[0] - 2 * MARGIN
POINT = 0.62
"""Screen pixels to points, so that the sizes of the screen read well on paper."""
INK, SOFT, LINE, MAIN, TINT = (
    HexColor(colour)
    for colour in (LIGHT.ink, LIGHT.soft_ink, LIGHT.line, LIGHT.main, LIGHT.main_tint)
)
CONTACT_SEPARATOR = " · "
_TONES = {
    "good": (LIGHT.good, LIGHT.good_tint),
    "main": (LIGHT.main, LIGHT.main_tint),
    "watch": (LIGHT.watch, LIGHT.watch_tint),
    "plain": (LIGHT.ink, LIGHT.line),
}


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is."""

    name: str = ""
    contact: str = ""
    logo: bytes | None = None


class Paper:
    """A paper in the making: blocks are added from top to bottom, then it is drawn.

    Attributes:
        language: what it is written in.
        scale: how large its text is; 1 is usual.
        page: the size of its pages.
        pages: how many pages it took, once drawn.
    """

    def __init__(
        self,
        language: str,
        title: str,
        head: Letterhead,
        day: date,
        scale: float = 1.0,
        page: Page = PORTRAIT,
    ) -> None:
        fonts.register()
        self.language = language
        self.title_words = clean(title)
        self.head = head
        self.day = day
        self.scale = scale
        self.page = page
        self.pages = 0
        self.story: list[Flowable] = []

    @cached_property
    def styles(self) -> dict[str, ParagraphStyle]:
        """The brand's text styles at this paper's scale."""

        def style(name: str, size: float, **more: Any) -> ParagraphStyle:
            size *= self.scale
            return ParagraphStyle(
                name,
                fontName=more.pop("font", fonts.REGULAR),
                fontSize=size,
                leading=size * 1.38,
                textColor=more.pop("colour", INK),
                splitLongWords=1,
                **more,
            )

        return {
            "title": style("title", 24, font=fonts.BOLD, spaceAfter=3),
            "lead": style("lead", 13, colour=SOFT, spaceAfter=8),
            "section": style(
                "section", 12, font=fonts.BOLD, colour=MAIN, spaceBefore=9, spaceAfter=3
            ),
            "text": style("text", 10.5, spaceAfter=3),
            "strong": style("strong", 10.5, font=fonts.BOLD, spaceAfter=1),
            "small": style("small", 8.5, colour=SOFT, spaceAfter=2),
            "small-right": style("small-right", 8.5, colour=SOFT, alignment=TA_RIGHT),
            "right": style("right", 10.5, alignment=TA_RIGHT),
            "mono": style("mono", 20, font=fonts.BOLD),
        }

    def paragraph(self, text: str | Text, style: str = "text") -> Paragraph:
        """Words as a paragraph; never markup."""
        words = text.say(self.language) if isinstance(text, Text) else text
        return Paragraph(markup(words, self.language), self.styles[style])

    def add(self, text: str | Text, style: str = "text") -> None:
        """Add words; nothing when they are blank."""
        words = text.say(self.language) if isinstance(text, Text) else text
        if words.strip():
            self.story.append(self.paragraph(words, style))

    def fits_beside(self, blocks: Iterable[Flowable], width: float) -> bool:
        """Whether blocks of this width are low enough to stand beside each other in one row."""
        return all(block.wrap(width, A4[1])[1] < A4[1] / 3 for block in blocks)

    def section(self, title: Text, *blocks: Flowable | None) -> None:
        """Add a section; nothing when it has no content."""
        content = [block for block in blocks if block is not None]
        if not content:
            return
        heading = self.paragraph(title, "section")
        width, height = self.page.column, self.page.inner[1]
        if content[0].wrap(width, height)[1] < height / 3:
            self.story.append(KeepTogether([heading, content[0]]))
        else:
            # Kept together, a long list would leave the rest of the page before it empty.
            air = heading.getSpaceBefore() + heading.getSpaceAfter()
            least = air + heading.wrap(width, height)[1] + self._beginning(content[0])
            self.story += [CondPageBreak(least), heading, content[0]]
        self.story.extend(content[1:])

    def _beginning(self, block: Flowable) -> float:
        """How much of a long block has to stand below its heading: some lines, or the first row."""
        lines = 4 * self.styles["text"].leading
        if not isinstance(block, Table):
            return lines
        first = sum(_heights(block)[: block.repeatRows + 1])
        return min(first, self.page.inner[1] / 3)

    def _split_by_rows(self, made: Table, width: float) -> Table:
        """Let a table go on from page to page between its rows; a row that is long itself goes on too."""
        height = self.page.inner[1]
        made.wrap(width, height)
        made.splitInRow = int(max(_heights(made)) > height / 3)
        return made

    def words(self, text: str, style: str = "text") -> Flowable | None:
        """A paragraph, or nothing for blank words."""
        return self.paragraph(text, style) if text.strip() else None

    def lines(self, text: str, mark: str = "–", width: float = WIDTH) -> Flowable | None:
        """One thing on each line, as a list."""
        items = [line.strip(" -–•*") for line in text.split("\n") if line.strip(" -–•*")]
        rows = [[self.paragraph(mark, "text"), self.paragraph(item)] for item in items]
        return self._plain_table(rows, (12, width - 12)) if rows else None

    def numbered(self, items: Sequence[tuple[str, str]], width: float = WIDTH) -> Flowable | None:
        """Numbered steps, each a title and a text."""
        rows = []
        for number, (title, text) in enumerate(items, start=1):
            cell = [self.paragraph(title, "strong")]
            if text.strip():
                cell.append(self.paragraph(text))
            rows.append([self.paragraph(f"{number}.", "strong"), cell])
        return self._plain_table(rows, (26, width - 26)) if rows else None

    def facts(self, facts: Iterable[tuple[Text, str]], width: float = WIDTH) -> Flowable | None:
        """Facts in two columns, blank ones left out."""
        rows = [
            [self.paragraph(label, "text"), self.paragraph(value)]
            for label, value in facts
            if value.strip()
        ]
        if not rows:
            return None
        return self._plain_table(rows, (width * 0.34, width * 0.66))

    def _plain_table(self, rows: list[list[Any]], widths: tuple[float, ...]) -> Table:
        made = Table(rows, colWidths=widths, hAlign="LEFT")
        made.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                    ("TOPPADDING", (0, 0), (-1, -1), 0),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                ]
            )
        )
        return self._split_by_rows(made, sum(widths))

    def price_table(
        self, rows: Sequence[tuple[str, str, str, str]], width: float = WIDTH
    ) -> Flowable | None:
        """Prices: what for, who pays, VAT, and the price to the right."""
        head = (_l("What for"), _l("Payer"), _l("VAT"), _l("Price"))
        return self.grid(head, rows, (0.32, 0.25, 0.26, 0.17), width)

    def grid(
        self,
        head: Sequence[Text],
        rows: Sequence[Sequence[str]],
        parts: Sequence[float],
        width: float = WIDTH,
    ) -> Flowable | None:
        """A table with its last column to the right; ``parts`` are the columns' shares of the width."""
        if not rows:
            return None
        heading: list[Any] = [self.paragraph(words, "small") for words in head[:-1]]
        heading.append(self.paragraph(head[-1], "small-right"))
        body: list[list[Any]] = [
            [*(self.paragraph(cell) for cell in row[:-1]), self.paragraph(row[-1], "right")]
            for row in rows
        ]
        made = Table(
            [heading, *body],
            colWidths=[width * part for part in parts],
            repeatRows=1,
        )
        made.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                    ("LEFTPADDING", (0, 0), (0, -1), 0),
                    ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 3),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ]
            )
        )
        return self._split_by_rows(made, width)

    def signatures(self, names: Sequence[str]) -> None:
        """Lines to sign on, two beside each other, with place and time and the name below."""
        width = (WIDTH - 28) / 2
        below = [
            [
                self.paragraph(_l("Place, date and signature"), "small"),
                self.paragraph(name, "small"),
            ]
            for name in names
        ]
        cells = [
            [Spacer(1, 34 * self.scale), HRFlowable(width, 0.8, color=SOFT, hAlign="LEFT"), *each]
            for each in below
        ]
        for start in range(0, len(cells), 2):
            row = cells[start : start + 2]
            made = Table([row], colWidths=[width + 28, width][: len(row)], hAlign="LEFT")
            made.setStyle(
                TableStyle(
                    [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]
                )
            )
            self.story.append(made)

    def tag(self, words: str, tone: str = "good") -> Flowable:
        """A small coloured tag."""
        ink, ground = _TONES[tone]
        style = ParagraphStyle(
            "tag", parent=self.styles["small"], textColor=HexColor(ink), fontName=fonts.BOLD
        )
        width = stringWidth(words, fonts.BOLD, style.fontSize) + 16
        made = Table(
            [[Paragraph(markup(words, self.language), style)]], colWidths=[width], hAlign="LEFT"
        )
        made.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, -1), HexColor(ground)),
                    ("ROUNDEDCORNERS", [4, 4, 4, 4]),
                    ("TOPPADDING", (0, 0), (-1, -1), 2),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ]
            )
        )
        return made

    def gap(self, points: float) -> None:
        """Leave some air."""
        self.story.append(Spacer(1, points))

    def draw(self) -> bytes:
        """The PDF."""
        out = BytesIO()
        document = BaseDocTemplate(
            out,
            pagesize=(self.page.width, self.page.height),
            title=self.title_words,
            author=clean(self.head.name),
            lang=self.language,
            invariant=1,
        )
        document.addPageTemplates(self.page.templates(self._furnish))
        document.build(self.story, canvasmaker=canvas_of(self.page))
        self.pages = document.page
        return out.getvalue()

    def _furnish(self, canvas: Canvas, _document: Any) -> None:
        canvas.saveState()
        page, (width, _height) = self.page, self.page.inner
        top = page.height - page.head
        left, right = page.margin, page.width - page.margin
        if self.head.logo:
            left += self._logo(canvas, top)
        canvas.setFillColor(MAIN)
        canvas.setFont(fonts.BOLD, 12)
        name = fitting(clean(self.head.name), fonts.BOLD, 12, width * 0.6)
        canvas.drawString(left, top - 9, name)
        left += stringWidth(name, fonts.BOLD, 12) + 16
        self._contact(canvas, top - 9, right - left)
        canvas.setStrokeColor(MAIN)
        canvas.setLineWidth(1.2)
        canvas.line(page.margin, top - 18, right, top - 18)
        day = f" · {show_date(self.day, self.language)}"
        title = fitting(self.title_words, fonts.REGULAR, 8, width * 0.7)
        canvas.setFont(fonts.REGULAR, 8)
        canvas.drawString(page.margin, page.foot, title + day)
        canvas.restoreState()

    def _contact(self, canvas: Canvas, baseline: float, room: float) -> None:
        """As many ways of contact as fit whole, on the right."""
        parts = [part for part in clean(self.head.contact).split(CONTACT_SEPARATOR) if part]
        while parts and stringWidth(CONTACT_SEPARATOR.join(parts), fonts.REGULAR, 8) > room:
            parts.pop()
        canvas.setFillColor(SOFT)
        canvas.setFont(fonts.REGULAR, 8)
        right = self.page.width - self.page.margin
        canvas.drawRightString(right, baseline, CONTACT_SEPARATOR.join(parts))

    def _logo(self, canvas: Canvas, top: float) -> float:
        try:
            image = ImageReader(BytesIO(self.head.logo or b""))
            width, height = image.getSize()
            drawn = min(34 * mm, 12 * mm * width / height)
            canvas.drawImage(
                image,
                self.page.margin,
                top - 12,
                drawn,
                11 * mm,
                preserveAspectRatio=True,
                mask="auto",
            )
        except (OSError, ValueError):
            return 0
        return drawn + 8


def fitting(text: str, font: str, size: float, room: float) -> str:
    """The text, with its end replaced by a mark where it is wider than ``room`` points."""
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(text + "…", font, size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def bare(rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> Table:
    """Cells beside and below each other, without lines or air of their own."""
    made = Table([list(row) for row in rows], colWidths=list(widths), hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return made


def _heights(made: Any) -> list[float]:
    """How high the rows of a table are that knows its width."""
    heights: list[float] = made._rowHeights  # noqa: SLF001 - told nowhere else
    return heights


def empty_box(size: float = 13) -> Drawing:
    """A box to tick by hand."""
    drawing = Drawing(size, size)
    drawing.add(box((0.5, 0.5, size - 1, size - 1), line=SOFT))
    return drawing


def qr(content: str, size: float) -> Drawing:
    """A QR code drawn as shapes, ``size`` points wide."""
    import segno  # noqa: PLC0415 - few papers have one

    matrix = segno.make(content, error="m", micro=False).matrix
    module = size / len(matrix)
    drawing = Drawing(size, size)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                drawing.add(box((x * module, size - (y + 1) * module, module, module), INK))
    return drawing
