"""The papers of the directory: services side by side, and one service to hand to somebody."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from reportlab.platypus import Flowable, Table, TableStyle
from sqlalchemy.orm import Session

from app.catalogue import shapes
from app.catalogue.items import Item
from app.core.fault import Missing
from app.core.record import today
from app.core.text import Text, _l, pick, speaking
from app.network.directory import actions, wording
from app.organisation.papers import letterhead
from app.paper.kit import CONTACT_SEPARATOR, LINE, Letterhead, Paper
from app.paper.pages import LANDSCAPE, PORTRAIT

SCALES = (1.0, 0.9, 0.82, 0.76)
UPRIGHT = 2
"""So many services stand beside each other on an upright page; more on one on its side."""
_LABELS, _LABELS_WIDE = 0.2, 0.13
"""The share of the width that the names of the facts take."""


def comparison(session: Session, record_id: str | None, language: str) -> bytes:
    """Services side by side: what differs stands strong, how their providers are reached below.

    Args:
        session: to read.
        record_id: the ids of the services with commas between.
        language: of the paper.

    Raises:
        Missing: none of them is in the directory any more.
    """
    items = actions.services(session, (record_id or "").split(","))
    if not items:
        raise Missing
    with speaking(language):
        return _smallest(lambda scale: _comparison(session, items, language, scale))


def _smallest(make: Callable[[float], Paper]) -> bytes:
    """A paper on one page, if some size of print makes it fit; else in the usual one."""
    first = b""
    for scale in SCALES:
        paper = make(scale)
        content = paper.draw()
        if paper.pages == 1:
            return content
        first = first or content
    return first


def _comparison(session: Session, items: Sequence[Item], language: str, scale: float) -> Paper:
    head, day = letterhead(session, language), today()
    wide = len(items) > UPRIGHT
    page = replace(LANDSCAPE, columns=1) if wide else PORTRAIT
    title = _l("Services side by side")
    paper = Paper(language, title.say(language), head, day, scale, page)
    paper.add(title, "title")
    made = _l("Put together by {name} on {day}.", name=head.name, day=day)
    paper.add(made if head.name else _l("Put together on {day}.", day=day), "lead")
    rows: list[list[Any]] = [[paper.paragraph(""), *(_name(paper, item) for item in items)]]
    for each in wording.compared(items, day):
        style = "text" if each.same else "strong"
        cells = [_several(paper, words, style) for words in each.values]
        rows.append([paper.paragraph(each.label, "small"), *cells])
    reached = ["\n".join(wording.contact(item)) or wording.NOTHING.say() for item in items]
    rows.append(
        [
            paper.paragraph(_l("How to get it"), "small"),
            *(_several(paper, words, "text") for words in reached),
        ]
    )
    paper.story.append(_table(rows, page.inner[0], _LABELS_WIDE if wide else _LABELS))
    paper.gap(8)
    paper.add(_l("What differs stands in bold."), "small")
    paper.add(_told_by_them(), "small")
    return paper


def service(session: Session, record_id: str | None, language: str) -> bytes:
    """A service of the directory on paper, under the name of its provider.

    Raises:
        Missing: it is in the directory no more.
    """
    item = actions.find(session, shapes.SERVICE, record_id or "")
    with speaking(language):
        return _smallest(lambda scale: _service(session, item, language, scale))


def _service(session: Session, item: Item, language: str, scale: float) -> Paper:
    fields, day = item.fields, today()
    of = item.organisation
    head = Letterhead(
        pick(of.name, language) if of else "", CONTACT_SEPARATOR.join(wording.contact(item))
    )
    paper = Paper(language, pick(item.name, language), head, day, scale)
    if item.valid:
        paper.story.append(paper.tag(_l("Certified").say(language)))
        paper.gap(4)
    paper.add(pick(item.name, language), "title")
    paper.add(pick(fields.get("promise", {}), language), "lead")
    told = [
        (label, value.say(language))
        for label, value in wording.facts(item, day)
        if value.say(language) != wording.NOTHING.say()
    ]
    if facts := paper.facts(told):
        paper.story.append(facts)

    def text(name: str) -> str:
        return pick(fields.get(name, {}), language)

    paper.section(_l("Need it answers"), paper.words(text("need")))
    paper.section(_l("Description"), paper.words(text("description")))
    steps = [
        (title, pick(row.get("text", {}), language))
        for row in fields.get("steps", ())
        if (title := pick(row.get("title", {}), language))
    ]
    paper.section(_l("Step by step"), paper.numbered(steps))
    paper.section(_l("Included"), paper.lines(text("included"), "✓"))
    paper.section(_l("Not included"), paper.lines(text("excluded")))
    paper.section(_l("How to get it"), paper.words("\n".join(wording.contact(item))))
    paper.gap(8)
    own = letterhead(session, language).name
    printed = _l("Printed from the directory of the network by {name} on {day}.", name=own, day=day)
    paper.add(printed if own else _l("Printed from the directory on {day}.", day=day), "small")
    paper.add(_told_by_them(), "small")
    return paper


def _told_by_them() -> Text:
    return _l(
        "Prices, waiting times and certificates are as the providers and the network have told them. Check them with the provider before you decide."
    )


def _name(paper: Paper, item: Item) -> list[Flowable]:
    blocks: list[Flowable] = [paper.paragraph(pick(item.name, paper.language), "section")]
    if item.valid:
        blocks.append(paper.tag(_l("Certified").say(paper.language)))
    return blocks


def _several(paper: Paper, words: str, style: str) -> list[Flowable]:
    """Each line as a paragraph of its own, so that a long cell can go on on the next page."""
    return [paper.paragraph(line, style) for line in words.split("\n") if line.strip()]


def _table(rows: Sequence[list[Any]], width: float, labels: float) -> Table:
    """The rows with a line below each; the names of the services come again on every page."""
    count = len(rows[0]) - 1
    each = width * (1 - labels) / count
    made = Table(rows, colWidths=[width * labels, *([each] * count)], repeatRows=1, splitInRow=1)
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return made
