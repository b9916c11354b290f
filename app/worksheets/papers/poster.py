"""A sheet on A4, or as a poster on A3 or A1: its picture on the first page, all the rest in full after it."""

from collections.abc import Iterator
from dataclasses import replace

from reportlab.lib.pagesizes import A1, A3, A4
from reportlab.platypus import Flowable, Spacer
from sqlalchemy.orm import Session

from app.core.record import today
from app.core.text import Text, _l, pick, speaking
from app.organisation.papers import letterhead
from app.paper.kit import Letterhead, Paper, bare
from app.paper.pages import LANDSCAPE
from app.worksheets.papers import after
from app.worksheets.papers.drawing import Drawing
from app.worksheets.papers.measuring import measure
from app.worksheets.papers.shown import Shown, shown
from app.worksheets.pictures import arrange
from app.worksheets.pictures.shapes import Picture
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets.actions import type_of
from app.worksheets.sheets.content import Content
from app.worksheets.types.rules import WorksheetType

SIZES = {"a4": A4, "a3": A3, "a1": A1}
SCALE = 0.9
"""The print is a little smaller than a letter's: the picture is what is looked at."""
GAP = 7.0
LEAST = 200.0
"""So much height is kept for the picture, however long the purpose is."""
_ASIDE = 0.22
"""The share of the width for the day and the name beside the title."""


def a4(session: Session, sheet_id: str | None, language: str) -> bytes:
    """A sheet on A4.

    Raises:
        Missing: there is no such sheet, or its type is gone.
    """
    return poster(session, sheet_id or "", language, "a4")


def a3(session: Session, sheet_id: str | None, language: str) -> bytes:
    """A sheet as a poster on A3.

    Raises:
        Missing: there is no such sheet, or its type is gone.
    """
    return poster(session, sheet_id or "", language, "a3")


def a1(session: Session, sheet_id: str | None, language: str) -> bytes:
    """A sheet as a poster on A1.

    Raises:
        Missing: there is no such sheet, or its type is gone.
    """
    return poster(session, sheet_id or "", language, "a1")


def blank_a4(session: Session, sheet_id: str | None, language: str) -> bytes:
    """The blank form of a sheet's type on A4.

    Raises:
        Missing: there is no such sheet, or its type is gone.
    """
    return blank_of_type(type_of(session, sheet_id or ""), language, "a4", session)


def blank_a3(session: Session, sheet_id: str | None, language: str) -> bytes:
    """The blank form of a sheet's type on A3.

    Raises:
        Missing: there is no such sheet, or its type is gone.
    """
    return blank_of_type(type_of(session, sheet_id or ""), language, "a3", session)


def poster(session: Session, sheet_id: str, language: str, size: str) -> bytes:
    """A sheet on a paper of a size.

    Raises:
        Missing: there is no such sheet, or its type is gone.
    """
    found = shown(session, sheet_id, language)
    with speaking(language):
        name, lead = found.sheet.name, _lead(found)
        paper = _paper(name, letterhead(session, language), language, size)
        width, height = _room(paper, _head(paper, name, lead, list(_aside(found))))
        picture = arrange.fitted(found.sized(width, height))
        _first_page(paper, _head(paper, name, lead, list(_aside(found, picture))), picture)
        after.add(paper, session, found, picture)
        return paper.draw()


def blank_of_type(
    type_: WorksheetType, language: str, size: str = "a4", session: Session | None = None
) -> bytes:
    """A form to fill in by hand, whose heading has the organisation's name when a ``session`` is given."""
    with speaking(language):
        return _blank(type_, language, size, session)


def _blank(type_: WorksheetType, language: str, size: str, session: Session | None) -> bytes:
    name = pick(type_.name)
    head = letterhead(session, language) if session else Letterhead()
    paper = _paper(name, head, language, size)
    aside = [_l("Made on: {line}", line="_" * 22), _l("Responsible: {line}", line="_" * 22)]
    block = _head(paper, name, pick(type_.summary), aside)
    width, height = _room(paper, block)
    drawn = Drawn(type_, Content(), measure(), width, height, blank=True, language=language)
    _first_page(paper, block, arrange.fitted(drawn))
    return paper.draw()


def _lead(found: Shown) -> str:
    """What kind of sheet it is, where its name doesn't tell, and what for."""
    name = pick(found.type.name)
    told = name.casefold() in found.sheet.name.casefold()
    return " · ".join(part for part in ("" if told else name, found.sheet.purpose) if part)


def _paper(title: str, head: Letterhead, language: str, size: str) -> Paper:
    sides = SIZES[size]
    page = LANDSCAPE if size == "a4" else replace(LANDSCAPE, printed=(sides[1], sides[0]))
    return Paper(language, title, head, today(), SCALE, page)


def _head(paper: Paper, title: str, lead: str, aside: list[Text]) -> Flowable:
    """The title with the lead below it, and what is told in small print beside them."""
    width, _height = paper.page.inner
    right = width * _ASIDE
    words = [paper.paragraph(title or "–", "title")]
    if lead:
        words.append(paper.paragraph(lead, "lead"))
    small = [paper.paragraph(each, "small-right") for each in aside]
    return bare([[words, small]], (width - right, right))


def _aside(found: Shown, picture: Picture | None = None) -> Iterator[Text]:
    sheet = found.sheet
    if sheet.held_on:
        yield _l("Made on {day}", day=sheet.held_on)
    if sheet.owner:
        yield _l("Responsible: {who}", who=sheet.owner)
    if sheet.review_on:
        yield _l("To be looked at again {day}", day=sheet.review_on)
    if picture is None or picture.left_over:
        yield _l("Long texts are whole on the next pages")


def _room(paper: Paper, head: Flowable) -> tuple[float, float]:
    """What is left of the first page for the picture."""
    width, height = paper.page.inner
    taken = head.wrap(width, height)[1]
    return width, max(LEAST, height - taken - GAP - 1)


def _first_page(paper: Paper, head: Flowable, picture: Picture) -> None:
    width, height = _room(paper, head)
    paper.story += [head, Spacer(1, GAP), Drawing(picture, width, height)]
