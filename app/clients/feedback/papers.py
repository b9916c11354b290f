"""The survey on paper, to be answered by a client."""

from typing import Any

from reportlab.platypus import HRFlowable, Table, TableStyle
from sqlalchemy.orm import Session

from app.clients.feedback.records import AGREEMENT_SCALE, Feedback
from app.clients.feedback.rules import STATEMENTS
from app.core import editing
from app.core.field import fields_of
from app.core.record import today
from app.core.text import _l, pick
from app.organisation.papers import letterhead
from app.paper.kit import LINE, WIDTH, Paper, empty_box
from app.services.records import ServiceProduct

WRITING_LINES = 4
_SCALE = 1.15
"""The survey is read by many whose sight is weak."""


def survey(session: Session, record_id: str | None, language: str) -> bytes:
    """One page of statements about one service; no name is asked.

    Raises:
        Missing: there is no such service.
    """
    service = editing.find(session, ServiceProduct, record_id or "")
    head = letterhead(session, language)
    paper = Paper(language, _l("Feedback").say(language), head, today(), _SCALE)
    paper.add(_l("How did it go?"), "title")
    paper.add(pick(service.name, language), "lead")
    paper.add(
        _l(
            "Your answer helps us to do better. You need not give your name. Tick one box on each line."
        )
    )
    shown = fields_of(Feedback)
    heads = [paper.paragraph(words, "small") for _code, words in AGREEMENT_SCALE]
    rows = [["", *heads]] + [
        [paper.paragraph(shown[name].label), *(empty_box() for _each in AGREEMENT_SCALE)]
        for name in STATEMENTS
    ]
    width = WIDTH * 0.58 / len(AGREEMENT_SCALE)
    paper.gap(8)
    paper.story.append(_table(rows, [WIDTH * 0.42, *[width] * len(AGREEMENT_SCALE)]))
    paper.section(
        _l("Would you recommend us to someone in the same situation? 0 not at all, 10 certainly."),
        _table(
            [
                [paper.paragraph(str(number), "small") for number in range(11)],
                [empty_box() for _number in range(11)],
            ],
            [WIDTH / 11] * 11,
        ),
    )
    paper.section(
        _l("In your own words: what was good, what could be better?"),
        *(
            HRFlowable(WIDTH, 0.8, color=LINE, spaceBefore=24, spaceAfter=0, hAlign="LEFT")
            for _line in range(WRITING_LINES)
        ),
    )
    paper.gap(12)
    paper.add(_l("Please don't write about your health. Thank you!"), "small")
    return paper.draw()


def _table(rows: list[list[Any]], widths: list[float]) -> Table:
    table = Table(rows, colWidths=widths, hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                ("TOPPADDING", (0, 1), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 1), (-1, -1), 7),
            ]
        )
    )
    return table
