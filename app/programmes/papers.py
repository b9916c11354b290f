"""The report of a programme: what was aimed at and what came of it, for a funder and a steering group.

Only numbers and names of organisations stand in it, nothing of a person.
"""

from collections.abc import Sequence
from decimal import Decimal

from reportlab.graphics.shapes import Drawing, Line
from reportlab.lib.colors import white
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Table, TableStyle
from sqlalchemy.orm import Session

from app.core.field import fields_of
from app.core.format import show_date
from app.core.record import today
from app.core.text import Text, _l, literal, pick
from app.organisation.papers import letterhead
from app.paper.kit import INK, LINE, MAIN, TINT, WIDTH, Paper, bare
from app.paper.shapes import box
from app.programmes import counting, listing, rules, tables, wording
from app.programmes.listing import Row
from app.programmes.records import Programme
from app.programmes.results import Measure, Results
from app.programmes.tables import Grid
from app.programmes.wording import number_words, percent_words

BAR_HIGH, BAR_WIDE = 7, 150
MOST_COLUMNS = 7
"""Columns of numbers that fit on a page; further ones stand in a table below."""
MOST_TOGETHER = 12
"""An objective with so many indicators at most isn't parted between two pages."""
MOST_HELD_TOGETHER = 16
"""So many events of an objective at most stand on one page together."""
ROOM_TO_BEGIN = 140
"""Points below which a longer list begins on the next page, not with its heading alone."""
_FIRST = 0.34


def report(session: Session, record_id: str | None, language: str) -> bytes:
    """The report of one programme on today’s numbers."""
    results = counting.results(session, record_id or "", today())
    name = pick(results.told["name"], language)
    paper = Paper(language, name, letterhead(session, language), today())
    paper.add(name, "title")
    paper.add(_lead(results), "lead")
    _about(paper, results, language)
    _summary(paper, results)
    for objective_id, measures in tables.groups(results):
        _aim(paper, results, objective_id, measures, language)
    _table(paper, tables.by_objective(results, results.whole))
    _table(paper, tables.by_period(results, "half"))
    _table(paper, tables.by_organisation(results, results.whole))
    _themes(paper, results, language)
    _notes(paper, results)
    _events(paper, results, listing.events(session, results), language)
    return paper.draw()


def _lead(results: Results) -> Text:
    found = results.attendance(results.whole)
    reached, targets = results.reached(results.measures, results.whole)
    if not targets:
        return _l("{attendance}.", attendance=wording.attendance_words(found))
    return _l(
        "{attendance}. {reached} of {targets} targets reached.",
        attendance=wording.attendance_words(found),
        reached=str(reached),
        targets=str(targets),
    )


def _about(paper: Paper, results: Results, language: str) -> None:
    told, fields = results.told, fields_of(Programme)
    facts = [
        (_l("Days"), wording.days_words(told["starts_on"], told["ends_on"]).say(language)),
        (_l("Numbers as of"), show_date(results.day, language)),
        *(
            (fields[name].label, fields[name].value.show(told[name], language))
            for name in ("code", "funder", "carried_by", "municipalities")
        ),
    ]
    paper.section(_l("What it is for"), paper.words(pick(told["purpose"], language)))
    paper.section(_l("The programme"), paper.facts(facts))


def _summary(paper: Paper, results: Results) -> None:
    """All indicators that have a target, each with its bar; all bars have the same scale."""
    found = [
        (each, results.standing(each, results.whole)) for each in results.measures if each.target
    ]
    if not found:
        return
    end = rules.scale(standing for _each, standing in found)
    rows = [
        [
            paper.paragraph(literal(each.name)),
            _bar(rules.share(standing.percent, end), rules.share(rules.HUNDRED, end)),
            paper.paragraph(wording.standing_words(each, standing), "right"),
        ]
        for each, standing in found
    ]
    made = Table(rows, colWidths=[WIDTH * 0.4, BAR_WIDE + 12, WIDTH * 0.6 - BAR_WIDE - 12])
    apart = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("RIGHTPADDING", (0, 0), (0, -1), 10)]
    made.setStyle(TableStyle([*_PLAIN, *apart]))
    paper.section(
        _l("Targets and what was reached"),
        made,
        paper.paragraph(_l("The line across a bar is the target."), "small"),
    )


_PLAIN = [
    ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]


def _bar(share: Decimal, mark: Decimal | None, *, light: bool = False) -> Drawing:
    """A bar from zero, with the target as a line across it."""
    drawing = Drawing(BAR_WIDE, BAR_HIGH + 4)
    drawing.add(box((0, 2, BAR_WIDE, BAR_HIGH), TINT, round_=3))
    long = BAR_WIDE * float(share) / float(rules.HUNDRED)
    if long:
        place = (0.4, 2.4, max(long, BAR_HIGH) - 0.8, BAR_HIGH - 0.8)
        drawing.add(box(place, white if light else MAIN, MAIN, thick=0.8, round_=3))
    if mark is not None:
        at = min(BAR_WIDE - 1.0, BAR_WIDE * float(mark) / float(rules.HUNDRED))
        for colour, breadth in ((white, 3.0), (INK, 1.2)):
            drawing.add(Line(at, 0, at, BAR_HIGH + 4, strokeColor=colour, strokeWidth=breadth))
    return drawing


def _aim(
    paper: Paper,
    results: Results,
    objective_id: str,
    measures: Sequence[Measure],
    language: str,
) -> None:
    aim = next((each for each in results.aims if each.id == objective_id), None)
    blocks: list[Flowable] = [paper.paragraph(tables.aim_title(results, objective_id), "section")]
    if aim:
        if pick(aim.description, language):
            blocks.append(paper.paragraph(pick(aim.description, language)))
        found = results.attendance(results.whole, objective_id)
        blocks.append(paper.paragraph(wording.attendance_words(found), "strong"))
    rows = []
    for each in measures:
        standing = results.standing(each, results.whole)
        value = wording.NO_DATA if standing.value is None else number_words(standing.value)
        cells = (
            literal(each.name),
            number_words(standing.target),
            value,
            percent_words(standing.percent),
        )
        rows.append([cell.say(language) for cell in cells])
    heads = (_l("Indicator"), _l("Target value"), _l("Reached"), _l("Percent of the target"))
    table = [_grid(paper, [each.say(language) for each in heads], rows)] if rows else []
    if len(rows) <= MOST_TOGETHER:
        paper.story.append(KeepTogether([*blocks, *table]))
    else:
        paper.story += [KeepTogether(blocks), *table]


def _grid(paper: Paper, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of numbers: words on the left, numbers to the right."""
    columns = len(headers) - 1
    first = max(_FIRST, 1 - 0.17 * columns)
    widths = [WIDTH * first, *([WIDTH * (1 - first) / columns] * columns)]
    body = [
        [
            paper.paragraph(cell, "small-right" if at else "small")
            for at, cell in enumerate(headers)
        ],
        *(
            [paper.paragraph(cell, "right" if at else "text") for at, cell in enumerate(row)]
            for row in rows
        ),
    ]
    made = Table(body, colWidths=widths, repeatRows=1, hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                *_PLAIN,
                ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
                ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (1, 0), (-1, -1), 4),
            ]
        )
    )
    return made


def _table(paper: Paper, grid: Grid) -> None:
    """A table of all rows; one of many columns is continued below itself, the first column repeated."""
    said = paper.language
    last = len(grid.headers)
    starts = list(range(1, last, MOST_COLUMNS))
    parts: list[Flowable] = []
    for start in starts:
        end = min(start + MOST_COLUMNS, last)
        headers = [grid.headers[0].say(said), *(each.say(said) for each in grid.headers[start:end])]
        rows = [
            [tables.said(cell).say(said) for cell in (row[0], *row[start:end])] for row in grid.rows
        ]
        parts.append(_grid(paper, headers, rows))
    paper.section(grid.heading, *parts)


def _themes(paper: Paper, results: Results, language: str) -> None:
    affected = [each for each in results.themes if each.affected]
    if not results.themes:
        return
    rows = []
    for each in affected:
        words: list[Flowable] = [paper.paragraph(wording.theme_name(each.theme))]
        if pick(each.note, language):
            words.append(paper.paragraph(pick(each.note, language), "small"))
        bars = [
            [_bar(_tenths(score), None, light=light), paper.paragraph(number_words(score), "right")]
            for score, light in ((each.direct, False), (each.indirect, True))
        ]
        rows.append([words, bare(bars, [BAR_WIDE + 6, 24])])
    made = None
    if rows:
        made = Table(rows, colWidths=[WIDTH - BAR_WIDE - 30, BAR_WIDE + 30])
        made.setStyle(TableStyle([*_PLAIN, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    rest = wording.unaffected_words(results.themes)
    paper.section(
        _l("Horizontal themes"),
        paper.paragraph(
            _l(
                "From 0 to 10: the full bar is the direct effect, the open one that through others."
            ),
            "small",
        ),
        made,
        paper.paragraph(rest, "small") if rest else None,
    )


def _tenths(score: int | None) -> Decimal:
    return rules.share(None if score is None else Decimal(score), Decimal(10))


def _events(paper: Paper, results: Results, rows: Sequence[Row], language: str) -> None:
    """The events by objective, each with its day and its participants."""
    if not rows:
        return
    paper.story.append(CondPageBreak(2 * ROOM_TO_BEGIN))
    paper.section(_l("Events"), paper.paragraph(_attendance(results)))
    for aim in results.aims:
        held = [each for each in rows if each.objective_id == aim.id]
        table = paper.grid(
            (_l("Day"), _l("Event"), _l("Place"), _l("Participants")),
            [
                (
                    show_date(each.day, language),
                    pick(each.name, language),
                    each.place,
                    number_words(each.participants).say(language),
                )
                for each in held
            ],
            (0.15, 0.45, 0.25, 0.15),
        )
        if table:
            paper.gap(6)
            head = [
                paper.paragraph(literal(aim.title), "strong"),
                paper.paragraph(_of(results, aim.id), "small"),
            ]
            if len(held) <= MOST_HELD_TOGETHER:
                paper.story.append(KeepTogether([*head, table]))
            else:
                paper.story += [CondPageBreak(ROOM_TO_BEGIN), *head, table]


def _attendance(results: Results) -> Text:
    return wording.attendance_words(results.attendance(results.whole))


def _of(results: Results, objective_id: str) -> Text:
    return wording.attendance_words(results.attendance(results.whole, objective_id))


def _notes(paper: Paper, results: Results) -> None:
    notes: list[Text] = [*wording.notes(results), wording.HOW_COUNTED]
    paper.section(_l("How to read the numbers"), *(paper.paragraph(each) for each in notes))
