"""The certificate for the wall: how it is laid out on its page."""

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.graphics import renderPDF
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle
from sqlalchemy.orm import Session

from app.certification.certificates import rules
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import standing
from app.certification.certificates.verification import answer_address, mark_name, verification
from app.certification.requests import network
from app.core.brand import LIGHT, Tone
from app.core.format import show_date
from app.core.record import today
from app.core.search import titles
from app.core.text import Text, _l, _n, pick
from app.organisation.papers import letterhead
from app.paper import fonts
from app.paper.kit import INK, LINE, MAIN, SOFT, qr
from app.paper.mark import mark
from app.paper.words import clean, markup

FRAME = 11 * mm
SIDE = 27 * mm
INNER = A4[0] - 2 * SIDE
TOP = A4[1] - 26 * mm
BAND = 19 * mm
"""The height of the band that says that a certificate isn't valid."""
FOOT = 91 * mm
"""How high the foot reaches: validity, signature, how to verify, and what the certificate isn't."""
MARK, CODE = 38 * mm, 27 * mm
SCALES = (1.0, 0.92, 0.84, 0.77, 0.7)
SMALLER = (*SCALES, 0.64, 0.58, 0.52)
"""Sizes for a page whose services are on further pages: it has to hold the rest."""
NAME_SIZES = (46, 42, 38, 34, 30, 27, 24, 21, 18)
LARGE = 34
"""A name that fits on one line in this size isn't printed larger on several."""
MOST_NAME_LINES = 3
MOST_BELOW = 6
"""More services than this stand in two columns."""


class Wall:
    """The certificate as it is laid out on the page."""

    def __init__(self, session: Session, found: Certificate, language: str) -> None:
        fonts.register()
        self.found, self.language, self.day = found, language, today()
        self.holder = pick(found.holder, language) or letterhead(session, language).name
        known = network.of(session)
        self.address = known.address if known else ""
        self.status = standing(session, found)
        ids = [row["service_id"] for row in found.services if row.get("service_id")]
        named = titles(session, ids, language)
        self.services = [named[each] for each in ids if each in named]
        self.out = BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1, lang=language, pageCompression=1)
        self.canvas.setTitle(clean(" ".join((pick(found.name, language), found.code)).strip()))
        self.canvas.setAuthor(clean(self.holder))

    def draw(self) -> bytes:
        """The PDF."""
        top = self._begin()
        if self._shows_mark():
            renderPDF.draw(
                mark(MARK, self_declared=self.found.self_declared), self.canvas, SIDE, top - MARK
            )
            top -= MARK + 10 * mm
        room = top - FOOT
        for apart, scales in ((False, SCALES), (True, SMALLER)):
            tried = (self._body(scale, apart=apart) for scale in scales)
            body = next((each for each in tried if _height(each) <= room), None)
            if body is not None:
                break
        else:
            body = self._body(SMALLER[-1], apart=True)
        self._column(body, SIDE, top, INNER)
        self._foot()
        self.canvas.showPage()
        self._further(self.services if apart else ())
        self.canvas.save()
        return self.out.getvalue()

    def _shows_mark(self) -> bool:
        # One that begins later may hang ready; one that is no longer valid has no mark.
        return self.status == rules.VALID and not self._past()

    def _past(self) -> bool:
        return self.found.valid_to is not None and self.found.valid_to < self.day

    def _begin(self) -> float:
        """The frame, and the band of one that isn't valid; where the content begins."""
        canvas = self.canvas
        canvas.setStrokeColor(MAIN)
        canvas.setLineWidth(1.1)
        canvas.rect(FRAME, FRAME, A4[0] - 2 * FRAME, A4[1] - 2 * FRAME)
        said = self._standing()
        if said is None:
            return TOP
        words, tone = said
        ink, ground = (LIGHT.card, LIGHT.bad) if tone == "bad" else LIGHT.tone(tone)
        bottom = A4[1] - FRAME - BAND
        canvas.setFillColor(HexColor(ground))
        canvas.rect(FRAME, bottom, A4[0] - 2 * FRAME, BAND, stroke=0, fill=1)
        self._stamp(words, HexColor(ink), bottom)
        return TOP - BAND + 3 * mm

    def _stamp(self, words: str, ink: Color, bottom: float) -> None:
        size = 23.0
        while size > 9 and stringWidth(words, fonts.BOLD, size) > INNER:  # noqa: PLR2004
            size -= 1
        self.canvas.setFillColor(ink)
        self.canvas.setFont(fonts.BOLD, size)
        self.canvas.drawString(SIDE, bottom + BAND / 2 - size * 0.34, words)

    def _standing(self) -> tuple[str, Tone] | None:
        """What is said across the top of one that isn't valid on the day."""
        found, language = self.found, self.language
        since = show_date(found.status_on, language) if found.status_on else ""
        ended: dict[str, Text] = {
            rules.SUSPENDED: _l("Not valid: suspended {day}", day=since),
            rules.WITHDRAWN: _l("Not valid: withdrawn {day}", day=since),
            rules.REPLACED: _l("Not valid: replaced by a new one {day}", day=since),
            rules.FORGED: _l("Not valid: the signature is wrong"),
            rules.UNSIGNED: _l("Not valid before the network has signed it"),
        }
        if self.status in ended:
            return ended[self.status].say(language).strip(), "bad"
        if self._past() and found.valid_to:
            last = show_date(found.valid_to, language)
            return _l("Not valid: expired {day}", day=last).say(language), "bad"
        if found.valid_from and found.valid_from > self.day:
            begins = show_date(found.valid_from, language)
            return _l("Valid only from {day}", day=begins).say(language), "watch"
        return None

    def _body(self, scale: float, *, apart: bool) -> list[Flowable]:
        """Holder, what it is, scope and services; ``apart`` when the services are on further pages."""
        found, language = self.found, self.language
        blocks: list[Flowable] = [
            self._words(pick(found.name, language), 23 * scale, colour=MAIN, bold=True),
            Spacer(1, 3 * mm * scale),
            self._name(scale),
            Spacer(1, 7 * mm * scale),
        ]
        if found.self_declared:
            blocks += [self._ribbon(scale), Spacer(1, 6 * mm * scale)]
        scope = pick(found.scope, language)
        if scope and [scope] != list(self.services):  # one service alone is named below
            blocks += [self._words(scope, 17 * scale), Spacer(1, 6 * mm * scale)]
        if self.services:
            blocks += [self._label(_l("Services"), 11.5 * scale), Spacer(1, 2)]
            blocks += self._listed(17 * scale, apart=apart)
        return blocks

    def _listed(self, size: float, *, apart: bool) -> list[Flowable]:
        if apart:
            count = _n(
                "{count} service, listed after this page",
                "{count} services, listed after this page",
                len(self.services),
            )
            return [self._words(count.say(self.language), size, bold=True)]
        names: list[Flowable] = [self._words(name, size, bold=True) for name in self.services]
        if len(names) <= MOST_BELOW:
            return names
        half = (len(names) + 1) // 2
        made = Table([[names[:half], names[half:]]], colWidths=[INNER / 2] * 2)
        made.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                    ("TOPPADDING", (0, 0), (-1, -1), 0),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ]
            )
        )
        return [made]

    def _name(self, scale: float) -> Paragraph:
        """The holder's name, as large as it fits on a few lines."""
        one_line = [
            size
            for size in NAME_SIZES
            if size >= LARGE and stringWidth(self.holder, fonts.BOLD, size * scale) <= INNER
        ]
        *larger, least = (*one_line, *NAME_SIZES)
        for size in larger:
            made = self._words(self.holder, size * scale, bold=True, leading=1.12)
            longest = max(
                (stringWidth(w, fonts.BOLD, size * scale) for w in self.holder.split()), default=0
            )
            _width, height = made.wrap(INNER, A4[1])
            if longest <= INNER and height <= MOST_NAME_LINES * made.style.leading + 1:
                return made
        return self._words(self.holder, least * scale, bold=True, leading=1.12)

    def _ribbon(self, scale: float) -> Table:
        said = [
            self._words(
                mark_name(self.found).say(self.language),
                18 * scale,
                colour=HexColor(LIGHT.watch),
                bold=True,
            ),
            self._words(
                _l(
                    "The organisation says this itself. No certifier of the network has granted it."
                ).say(self.language),
                13 * scale,
                colour=HexColor(LIGHT.watch),
            ),
        ]
        made = Table([[said]], colWidths=[INNER])
        made.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, -1), HexColor(LIGHT.watch_tint)),
                    ("LINEBEFORE", (0, 0), (0, -1), 3, HexColor(LIGHT.watch)),
                    ("LEFTPADDING", (0, 0), (-1, -1), 12),
                    ("TOPPADDING", (0, 0), (-1, -1), 6),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ]
            )
        )
        return made

    def _words(
        self,
        words: str,
        size: float,
        *,
        colour: Color = INK,
        bold: bool = False,
        leading: float = 1.32,
    ) -> Paragraph:
        style = ParagraphStyle(
            "wall",
            fontName=fonts.BOLD if bold else fonts.REGULAR,
            fontSize=size,
            leading=size * leading,
            textColor=colour,
            splitLongWords=1,
        )
        return Paragraph(markup(words, self.language), style)

    def _address(self, address: str, width: float) -> Paragraph:
        """Where it can be checked, in one line; a hyphen put at a syllable would be read as the address's."""
        words = _l("Anyone can check it at {address}", address=address).say(self.language)
        for size in (8.5, 7.5, 6.5, 5.5):
            style = self._words("", size, colour=SOFT).style
            made = Paragraph(escape(clean(words)), style)
            if made.wrap(width, A4[1])[1] <= style.leading + 1:
                break
        return made

    def _label(self, words: Text, size: float = 10) -> Paragraph:
        return self._words(words.say(self.language), size, colour=SOFT)

    def _column(self, blocks: Sequence[Flowable], left: float, top: float, width: float) -> float:
        """Draw blocks in a column that begins at ``top``; where it ends."""
        for block in blocks:
            _width, height = block.wrap(width, A4[1])
            block.drawOn(self.canvas, left, top - height)
            top -= height
        return top

    def _foot(self) -> None:
        found, language = self.found, self.language
        self._line(SIDE, A4[0] - SIDE, FOOT - 4 * mm, LINE)
        validity = " – ".join(
            show_date(day, language) for day in (found.valid_from, found.valid_to) if day
        )
        half = INNER * 0.36
        for label, value, at in (
            (_l("Number"), found.code, 0.0),
            (_l("In force"), validity, half),
        ):
            if value:
                blocks = [self._label(label), self._words(value, 17, bold=True)]
                self._column(blocks, SIDE + at, FOOT - 9 * mm, INNER - half)
        if issuer := pick(found.issuer, language):
            label = _l("Declared by") if found.self_declared else _l("Issuer")
            issued = [self._label(label), self._shrunk(issuer, INNER, 14, lines=1)]
            self._column(issued, SIDE, FOOT - 25 * mm, INNER)
        left = INNER - CODE - 12 * mm
        self._signature(left)
        self._proof()
        note = _l(
            "This is the network’s own certificate. It isn’t a licence, a registration or a decision of any "
            "authority, and doesn’t replace them."
        )
        if found.self_declared:
            note = _l(
                "This is the organisation’s own declaration by the network’s own scheme. It isn’t a licence, "
                "a registration or a decision of any authority, and doesn’t replace them."
            )
        made = self._words(note.say(language), 8.5, colour=SOFT)
        _width, height = made.wrap(left, A4[1])
        made.drawOn(self.canvas, SIDE, 17 * mm)
        if asked_at := answer_address(found, self.address):
            said = self._address(asked_at, left)
            said.wrap(left, A4[1])
            said.drawOn(self.canvas, SIDE, 17 * mm + height + 2)

    def _line(self, left: float, right: float, height: float, colour: Color) -> None:
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(0.8)
        self.canvas.line(left, height, right, height)

    def _signature(self, width: float) -> None:
        found, language = self.found, self.language
        height = 43 * mm
        self._line(SIDE, SIDE + width, height, SOFT)
        given = _l("Declared by") if found.self_declared else _l("Granted by")
        if found.granted_on:
            day = show_date(found.granted_on, language)
            given = (
                _l("Declared on {day}", day=day)
                if found.self_declared
                else _l("Granted on {day}", day=day)
            )
        blocks: list[Flowable] = []
        if found.granted_by:
            blocks.append(self._shrunk(found.granted_by, width, 12))
        self._column([*blocks, self._label(given)], SIDE, height - 3, width)

    def _proof(self) -> None:
        """The QR code at the bottom right, with the fingerprint in words below it."""
        found, language = self.found, self.language
        right, bottom = A4[0] - SIDE, 24.5 * mm
        code = qr(verification(found, self.address, language), CODE)
        renderPDF.draw(code, self.canvas, right - CODE, bottom)
        if not found.content_hash:
            return
        style = ParagraphStyle(
            "proof",
            fontName=fonts.REGULAR,
            fontSize=8.5,
            leading=11,
            textColor=SOFT,
            alignment=TA_RIGHT,
        )
        lines = [_l("Fingerprint").say(language), rules.short_fingerprint(found.content_hash)]
        made = Paragraph("<br/>".join(markup(line, language) for line in lines), style)
        made.wrap(CODE + 8 * mm, A4[1])
        made.drawOn(self.canvas, right - CODE - 8 * mm, 17 * mm - 2)

    def _shrunk(self, words: str, width: float, size: float, lines: int = 2) -> Paragraph:
        """Words in bold, smaller where they would take more lines than there is room for."""
        made = self._words(words, size, bold=True)
        while size > 8 and made.wrap(width, A4[1])[1] > lines * made.style.leading + 1:  # noqa: PLR2004
            size -= 0.5
            made = self._words(words, size, bold=True)
        return made

    def _further(self, names: Sequence[str]) -> None:
        """The services that didn't fit, on pages of their own."""
        left = list(names)
        while left:
            top = self._begin()
            head = [
                self._words(self.holder, 18, bold=True),
                self._words(
                    " ".join((pick(self.found.name, self.language), self.found.code)).strip(),
                    12,
                    colour=SOFT,
                ),
                Spacer(1, 8 * mm),
                self._label(_l("Services")),
                Spacer(1, 3),
            ]
            top = self._column(head, SIDE, top, INNER)
            for column in range(2):
                height = top
                while left:
                    line = self._words(left[0], 12)
                    room = line.wrap(INNER / 2 - 8, A4[1])[1]
                    if height - room < FRAME + 12 * mm:
                        break
                    line.drawOn(self.canvas, SIDE + column * INNER / 2, height - room)
                    height -= room
                    left.pop(0)
            self.canvas.showPage()


def _height(blocks: Sequence[Flowable]) -> float:
    return sum(block.wrap(INNER, A4[1])[1] for block in blocks)
