"""The papers of a certificate: the certificate for the wall, and how its mark may be used."""

from reportlab.graphics.shapes import Drawing, Group
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle
from sqlalchemy.orm import Session

from app.certification.certificates import rules
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import standing
from app.certification.certificates.verification import mark_words
from app.certification.certificates.wall import Wall
from app.core import editing
from app.core.format import show_date
from app.core.mark import MINIMUM_MM, MINIMUM_PX
from app.core.record import today
from app.core.text import Text, _l, pick, speaking
from app.organisation.papers import letterhead
from app.paper.kit import LINE, SOFT, WIDTH, Paper
from app.paper.mark import mark
from app.paper.shapes import box
from app.paper.words import markup

RULE_SCALES = (1.06, 0.98, 0.9, 0.82)


def certificate(session: Session, record_id: str | None, language: str) -> bytes:
    """A certificate to hang on the wall; services that don't fit go whole to further pages.

    Raises:
        Missing: there is no such certificate.
    """
    found = editing.find(session, Certificate, record_id or "")
    with speaking(language):
        return Wall(session, found, language).draw()


def rules_for_use(session: Session, record_id: str | None, language: str) -> bytes:
    """One page on how the mark of a certificate may be used, with samples.

    Raises:
        Missing: there is no such certificate.
    """
    found = editing.find(session, Certificate, record_id or "")
    content = b""
    with speaking(language):
        for scale in RULE_SCALES:
            paper = _rules(session, found, language, scale)
            content = paper.draw()
            if paper.pages == 1:
                break
    return content


def _rules(session: Session, found: Certificate, language: str, scale: float) -> Paper:
    day = today()
    head = letterhead(session, language)
    title = _l("How the mark may be used").say(language)
    paper = Paper(language, title, head, day, scale)
    paper.add(title, "title")
    holder = pick(found.holder, language) or head.name
    parts = (holder, pick(found.name, language), found.code)
    paper.add(" · ".join(part for part in parts if part), "lead")
    status = standing(session, found)
    words, _tone = rules.state(status, found.valid_from or day, found.valid_to or day, day)
    if not rules.counts(status, found.valid_from or day, found.valid_to or day, day):
        paper.add(
            _l("The mark may not be used now. The certificate: {state}.", state=words), "strong"
        )
    paper.gap(4)
    paper.story.append(_samples(paper, found))
    paper.gap(4)
    last = show_date(found.valid_to, language) if found.valid_to else ""
    for heading, text in _sections(found, last):
        paper.section(heading, paper.words(text.say(language)))
    return paper


def _sections(found: Certificate, last: str) -> list[tuple[Text, Text]]:
    where = _l(
        "On what is told of the certified services: the website, brochures, the service card, offers and "
        "the wall. Not on what isn’t certified, and not as the logo of the organisation."
    )
    if not found.services:
        where = _l(
            "On what is told of the organisation: the website, brochures, offers, the wall and vehicles. "
            "Not on what isn’t certified, and not as the logo of the organisation."
        )
    if found.self_declared:
        where = _l(
            "On what is told of what the organisation has declared: the website, brochures, the service "
            "card and offers. Not on anything else, and not as the logo of the organisation."
        )
    variant = _l(
        "This mark was granted by a certifier of the network, so it is the solid one. The outline is the "
        "self-declared mark and doesn’t belong to this certificate."
    )
    if found.self_declared:
        variant = _l(
            "This mark is self-declared, so it is always the outline with the words “Self-declared”. The "
            "solid mark belongs only to what a certifier of the network has granted."
        )
    return [
        (
            _l("Who"),
            _l(
                "Only the holder of this certificate. The mark can’t be lent, sold or passed on to a "
                "subcontractor."
            ),
        ),
        (_l("Where"), where),
        (
            _l("How long"),
            _l(
                "To {day} at the latest. When the certificate expires, is suspended or is withdrawn, take "
                "the mark away at once, also from the web.",
                day=last,
            ),
        ),
        (
            _l("Always with its number"),
            _l(
                "Beside the mark stand its words, the number of the certificate and the day to which it is "
                "valid. At the smallest sizes they may stand in the text close by."
            ),
        ),
        (
            _l("Size and air"),
            _l(
                "At least {millimetres} mm on paper and {pixels} pixels on a screen. Leave empty at least a "
                "quarter of the width of the mark on every side.",
                millimetres=MINIMUM_MM,
                pixels=MINIMUM_PX,
            ),
        ),
        (
            _l("As it is"),
            _l(
                "No other colours, shapes, shadows, turning or stretching. The ground is white or light and "
                "calm. It may be printed in black and white."
            ),
        ),
        (_l("Granted or self-declared"), variant),
    ]


def _samples(paper: Paper, found: Certificate) -> Table:
    own = found.self_declared
    wide = 26 * mm
    beside: list[Flowable] = [
        paper.paragraph(words, "strong" if number == 0 else "small")
        for number, words in enumerate(mark_words(found, paper.language))
    ]
    lockup = Table([[mark(wide, self_declared=own), beside]], colWidths=(wide + 10, 118))
    lockup.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )
    shown = (
        (lockup, _l("The whole mark")),
        (_air(20 * mm, self_declared=own), _l("Air on every side")),
        (mark(MINIMUM_MM * mm, self_declared=own), _l("Smallest, {mm} mm", mm=MINIMUM_MM)),
        (
            mark(20 * mm, self_declared=not own),
            _l("Only for what was granted") if own else _l("Only for what is self-declared"),
        ),
    )
    centred = ParagraphStyle("centred", parent=paper.styles["small"], alignment=TA_CENTER)
    captions = [
        Paragraph(markup(words.say(paper.language), paper.language), centred) for _b, words in shown
    ]
    first = wide + 132
    rest = (WIDTH - first) / 3
    made = Table(
        [[block for block, _words in shown], captions],
        colWidths=(first, rest, rest, rest),
        hAlign="LEFT",
    )
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
                ("VALIGN", (0, 1), (-1, 1), "TOP"),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                ("LINEBELOW", (0, -1), (-1, -1), 0.6, LINE),
                ("LINEABOVE", (0, 0), (-1, 0), 0.6, LINE),
                ("TOPPADDING", (0, 0), (-1, 0), 10),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
            ]
        )
    )
    return made


def _air(size: float, *, self_declared: bool) -> Drawing:
    """The mark with the room around it that is left empty, dashed."""
    edge = size / 4
    drawing = Drawing(size + 2 * edge, size + 2 * edge)
    inside = size + 2 * edge - 1
    drawing.add(box((0.5, 0.5, inside, inside), line=SOFT, thick=0.6, dashes=(3, 3)))
    inner = mark(size, self_declared=self_declared)
    inner.shift(edge, edge)
    drawing.add(Group(*inner.contents, transform=inner.transform))
    return drawing
