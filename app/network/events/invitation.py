"""The invitation on paper: one page that is read from the wall as well as in the hand."""

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph
from sqlalchemy.orm import Session

from app.core import editing
from app.core.record import today
from app.core.text import _l, _n, pick
from app.network.events import actions, rules, wording
from app.network.events.papers import programme
from app.network.events.records import CANCELLED, Event
from app.organisation.papers import letterhead
from app.paper import fonts
from app.paper.kit import INK, MAIN, WIDTH, Letterhead, Paper, bare, qr
from app.paper.words import markup

_LARGE, _DAY = 34, 17
_QR = 96
_SCALES = (1.3, 1.15, 1.0)
"""How large the text is, the largest first."""
_LONG_NAME = 60
"""A longer name is set smaller, so that the page still holds the rest."""


def invitation(session: Session, record_id: str | None, language: str) -> bytes:
    """The invitation in a language; with a code to scan where a web address to register at is told.

    Its text is as large as one page has room for.

    Raises:
        Missing: there is no such event.
    """
    event = editing.find(session, Event, record_id or "")
    drawn = b""
    for scale in _SCALES:
        paper = _paper(session, event, language, scale)
        drawn = paper.draw()
        if paper.pages <= 1:
            break
    return drawn


def _paper(session: Session, event: Event, language: str, scale: float) -> Paper:
    head, title = _head(session, event, language), _l("Invitation").say(language)
    paper = Paper(language, title, head, today(), scale)
    if event.state == CANCELLED:
        paper.story.append(paper.tag(_l("Cancelled").say(language), "watch"))
        paper.gap(4)
    paper.add(wording.sort_words(event), "section")
    name = pick(event.name, language)
    size = _LARGE if len(name) <= _LONG_NAME else _LARGE * 0.7
    paper.story.append(_large(paper, name, size, MAIN))
    paper.gap(10)
    for words in (
        wording.when_words(rules.When.of(event), language),
        wording.where_words(event, language),
    ):
        if words:
            paper.story.append(_large(paper, words, _DAY * scale, INK))
    paper.gap(8 * scale)
    paper.add(pick(event.objective, language), "lead")
    for part in pick(event.invitation, language).split("\n\n"):
        paper.add(part)
    programme(paper, event)
    paper.section(_l("Registration"), *_registration(paper, event))
    return paper


def _head(session: Session, event: Event, language: str) -> Letterhead:
    """Whose invitation it is: the organiser's own paper, or its name alone when that is another office."""
    if not event.owner_id:
        return letterhead(session, language)
    return Letterhead(pick(actions.organiser(session, event), language))


def _large(paper: Paper, words: str, size: float, colour: Color) -> Flowable:
    style = ParagraphStyle(
        "large",
        parent=paper.styles["text"],
        fontName=fonts.BOLD,
        fontSize=size,
        leading=size * 1.18,
        textColor=colour,
    )
    return Paragraph(markup(words, paper.language), style)


def _registration(paper: Paper, event: Event) -> list[Flowable]:
    """How one registers and until when, with the code beside it."""
    how = pick(event.register_how, paper.language)
    lines = [
        paper.paragraph(words)
        for words in (
            how,
            _l("Register by {day}.", day=event.register_by).say(paper.language)
            if event.register_by
            else "",
            _n("There is {count} place.", "There are {count} places.", event.capacity).say(
                paper.language
            )
            if event.capacity
            else "",
            _l("Questions: {contact}", contact=event.contact).say(paper.language)
            if event.contact
            else "",
        )
        if words
    ]
    address = rules.address_in(how)
    if not address:
        return list(lines)
    width = _QR + 12
    return [bare([[lines, qr(address, _QR)]], [WIDTH - width, width])]
