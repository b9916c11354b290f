"""The report of permanence: the same numbers as on the screen, for a board or a funder.

No names stand in it, for it may travel further than the list of whom to think of.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing, Line, String
from reportlab.lib.colors import white
from reportlab.platypus import Flowable, Table, TableStyle
from sqlalchemy.orm import Session

from app.core.record import today
from app.core.text import Text, _l
from app.employment.permanence import actions, wording
from app.employment.permanence.actions import Dashboard
from app.organisation.papers import letterhead
from app.paper import fonts
from app.paper.kit import INK, LINE, MAIN, SOFT, WIDTH, Paper, bare

Facts = list[tuple[Text, str]]
HIGH = 118
"""Points: the picture."""
PARTS = (0.09, 0.12, 0.1, 0.12, 0.165, 0.145, 0.13, 0.13)
"""The columns of the quarters as shares of the width, wide enough for their longest words."""
GAP = 28
HALF = (WIDTH - GAP) / 2
_FOOT, _TOP, _SMALL = 18, 16, 8.5
WHOLE = 100


def report(session: Session, _record_id: str | None, language: str) -> bytes:
    """How permanent the work is today, in the last quarters, and how that is counted."""
    found = actions.dashboard(session, today())
    title = _l("Permanence of work")
    paper = Paper(language, title.say(language), letterhead(session, language), today())
    paper.add(title, "title")
    paper.add(_lead(found), "lead")
    if not found.any_contracts:
        return paper.draw()
    paper.story.append(
        _pair(
            _part(paper, _l("Today"), _today(found, language)),
            _part(paper, _l("This year so far"), _as_facts(wording.happened(found.year))),
        )
    )
    paper.section(_l("Permanent at the end of the quarter, %"), _picture(found, language))
    paper.section(_l("Quarters"), _table(paper, found, language))
    paper.section(_l("Fixed terms in a row"), paper.paragraph(wording.chain_words(found.now)))
    paper.gap(6)
    paper.story.append(_pair(_hours(paper, found), _voluntary(paper, found)))
    paper.gap(6)
    paper.add(wording.UNFINISHED, "small")
    paper.add(wording.HOW_COUNTED, "small")
    return paper.draw()


def _pair(*sides: list[Flowable]) -> Table:
    """Two parts beside each other."""
    return bare([sides], [HALF + GAP, HALF])


def _part(paper: Paper, heading: Text, facts: Facts) -> list[Flowable]:
    """A heading with numbers below it, the numbers to the right."""
    rows = [[paper.paragraph(words), paper.paragraph(value, "right")] for words, value in facts]
    made = Table(rows, colWidths=[HALF * 0.82, HALF * 0.18], hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return [paper.paragraph(heading, "section"), made]


def _as_facts(numbers: Iterable[tuple[Text, int]]) -> Facts:
    return [(words, str(number)) for words, number in numbers]


def _lead(found: Dashboard) -> Text:
    if not found.now.people:
        return _l("Nobody is employed now.")
    return _l(
        "{percent} {words}.",
        percent=wording.percent_words(found.now.permanent_share),
        words=wording.target_words(found.now.permanent_share, found.target),
    )


def _today(found: Dashboard, language: str) -> Facts:
    now = found.now
    return [
        (wording.HEADERS[1], str(now.employed)),
        (wording.HEADERS[2], str(now.permanent)),
        (_l("In fixed terms"), str(len(now.fixed_terms))),
        (wording.HEADERS[4], wording.number_words(now.full_time_equivalent).say(language)),
    ]


def _hours(paper: Paper, found: Dashboard) -> list[Flowable]:
    now = found.now
    numbers = [(wording.HOURS[kind], number) for kind, number in now.hours.items()]
    if now.part_timers:
        numbers += [(words, len(now.wishing(wish))) for wish, words in wording.WISHES.items()]
    return _part(paper, _l("Working time and wishes"), _as_facts(numbers))


def _voluntary(paper: Paper, found: Dashboard) -> list[Flowable]:
    heading = _l("Gender and age")
    if not (found.genders or found.ages):
        return [paper.paragraph(heading, "section"), paper.paragraph(wording.WHY_WITHHELD)]
    numbers = [(wording.gender_words(group), group.count) for group in found.genders]
    numbers += [(wording.age_words(group), group.count) for group in found.ages]
    return [
        *_part(paper, heading, _as_facts(numbers)),
        paper.paragraph(wording.VOLUNTARY, "small"),
    ]


def _picture(found: Dashboard, language: str) -> Drawing:
    """The bars of permanent shares from zero to the whole, with the target as a line."""
    drawing = Drawing(WIDTH, HIGH)
    shares = [wording.whole_percent(quarter.end.permanent_share) for quarter in found.quarters]
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 0, _FOOT, round(WIDTH), HIGH - _FOOT - _TOP
    chart.data = [[float(share or 0) for share in shares]]
    chart.valueAxis.valueMin, chart.valueAxis.valueMax = 0, WHOLE
    chart.valueAxis.visible = False
    chart.categoryAxis.categoryNames = [
        wording.quarter_words(quarter.name).say(language) for quarter in found.quarters
    ]
    chart.categoryAxis.labels.fontName = fonts.REGULAR
    chart.categoryAxis.labels.fontSize = _SMALL
    chart.categoryAxis.labels.fillColor = SOFT
    chart.categoryAxis.strokeColor = SOFT
    chart.categoryAxis.visibleTicks = False
    chart.groupSpacing = 12
    chart.bars[0].fillColor, chart.bars[0].strokeColor = MAIN, None
    drawing.add(chart)
    if found.target is not None:
        _add_target(drawing, chart, found.target, language)
    _add_numbers(drawing, chart, shares, found.target)
    return drawing


def _height(chart: VerticalBarChart, share: Decimal) -> float:
    return chart.y + chart.height * float(share) / WHOLE


def _add_target(drawing: Drawing, chart: VerticalBarChart, target: Decimal, language: str) -> None:
    y = _height(chart, target)
    # On a white line, so that it is seen over the bars too.
    drawing.add(Line(0, y, WIDTH, y, strokeColor=white, strokeWidth=2.2))
    drawing.add(Line(0, y, WIDTH, y, strokeColor=INK, strokeWidth=1, strokeDashArray=[4, 3]))
    words = wording.target_line(target).say(language)
    drawing.add(
        String(
            WIDTH,
            y + 3,
            words,
            textAnchor="end",
            fontName=fonts.BOLD,
            fontSize=_SMALL,
            fillColor=INK,
        )
    )


def _add_numbers(
    drawing: Drawing,
    chart: VerticalBarChart,
    shares: Sequence[Decimal | None],
    target: Decimal | None,
) -> None:
    """Each share inside its bar where it is high enough, else above it and clear of the target line."""
    width = WIDTH / len(shares)
    for at, share in enumerate(shares):
        inside = share is not None and _height(chart, share) - chart.y > 2 * _SMALL
        y = _height(chart, share or Decimal(0)) + (-_SMALL - 3 if inside else 4)
        line = None if target is None else _height(chart, target)
        if line is not None and y - 2 <= line <= y + _SMALL:
            y = line - _SMALL - 3 if inside else line + 3
        drawing.add(
            String(
                (at + 0.5) * width,
                y,
                wording.NOTHING if share is None else str(share),
                textAnchor="middle",
                fontName=fonts.BOLD,
                fontSize=_SMALL,
                fillColor=white if inside else INK,
            )
        )


def _table(paper: Paper, found: Dashboard, language: str) -> Table:
    head = [
        paper.paragraph(words, "small-right" if at else "small")
        for at, words in enumerate(wording.HEADERS)
    ]
    rows = [
        [
            paper.paragraph(words.say(language), "right" if at else "text")
            for at, words in enumerate(wording.quarter_cells(quarter))
        ]
        for quarter in found.quarters
    ]
    made = Table([head, *rows], colWidths=[WIDTH * part for part in PARTS], repeatRows=1)
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-2, -1), 4),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    return made
