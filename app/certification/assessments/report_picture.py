"""The summary of a report, and the picture of its groups: a radar beside bars."""

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from app.certification.assessments import pictures, rules, telling, wording
from app.certification.assessments.paper_blocks import GAP, Cells, height, right
from app.certification.assessments.pictures import Spoke
from app.certification.assessments.telling import Made
from app.core.text import Text, _l, pick
from app.paper import fonts
from app.paper.kit import WIDTH, bare

PAGE = A4[1] - 52 * mm
"""Points: the height of what stands on a page of the kit."""
_VALUE = 54
"""Points: the column of the percents."""


def add_summary_and_picture(made: Made) -> None:
    """The summary stands first; where the picture wouldn't fit below it, it stands after the picture."""
    paper = made.paper
    picture = [paper.paragraph(_l("Score by group"), "section"), *_picture(made)]
    words = made.assessment.summary.strip()
    summary = [paper.paragraph(_l("Summary"), "section"), paper.paragraph(words)] if words else []
    fits = height([*paper.story, *summary, *picture]) <= PAGE
    paper.story += [*summary, *picture] if fits else [*picture, *summary]


def _picture(made: Made) -> list[Flowable]:
    """The radar beside the bars; only the bars where there are too few groups or too many."""
    spokes = []
    for number, group in enumerate(made.result.groups, start=1):
        last = made.last(group)
        if group.score.percent is not None:
            spokes.append(Spoke(str(number), group.score.percent, last.percent if last else None))
    drawn = pictures.radar(spokes)
    width = WIDTH - (pictures.SIZE + GAP if drawn else 0)
    bars = _bars(made, width)
    blocks: list[Flowable] = [bars]
    if drawn:
        beside = bare([[drawn, bars]], (pictures.SIZE + GAP, width))
        beside.setStyle(TableStyle([("VALIGN", (0, 0), (0, 0), "MIDDLE")]))
        blocks = [beside]
    return [*blocks, Spacer(1, 8), *_legend(made)]


def _bars(made: Made, width: float) -> Table:
    """A bar for each group, and below them the total with its limit."""
    rows = []
    for number, group in enumerate(made.result.groups, start=1):
        name = f"{number}  {pick(group.group.name, made.language)}"
        rows.append(_bar_row(made, name, "text", group.score, made.last(group), width))
    earlier = made.earlier.total if made.earlier else None
    words = _l("Total").say(made.language)
    rows.append(_bar_row(made, words, "strong", made.result.total, earlier, width, limit=True))
    table = bare(rows, (width - _VALUE, _VALUE))
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("TOPPADDING", (0, 1), (-1, -1), 4)])
    )
    return table


def _bar_row(
    made: Made,
    name: str,
    style: str,
    score: rules.Score,
    before: rules.Score | None,
    width: float,
    *,
    limit: bool = False,
) -> list[Any]:
    paper = made.paper
    percent = score.percent
    if percent is None:
        none = paper.paragraph(_l("not scored"), "small-right")
        return [paper.paragraph(name, style), none]
    last = before.percent if before else None
    least = made.scheme.pass_percent if limit else None
    drawn = pictures.bar(percent, width - _VALUE - 8, last, least)
    value: Cells = [right(paper, wording.percent_words(percent), "plain", "strong")]
    change = telling.change(score, before)
    if change is not None:
        short = wording.change_short(change)
        value.insert(0, right(paper, short, wording.change_tone(change), "small"))
    return [[paper.paragraph(name, style), drawn], value]


def _legend(made: Made) -> list[Flowable]:
    """What the signs of the picture mean, in one line, and what to know when comparing."""
    paper = made.paper
    signs: list[tuple[Flowable, Text]] = []
    if made.before:
        day = made.before.frozen_on or made.before.started_on
        last = _l("Last time {day}", day=day) if day else wording.LAST_TIME
        signs = [(pictures.legend_now(), _l("Now")), (pictures.legend_last(), last)]
    limit = _l("The limit, {limit}", limit=wording.percent_words(made.scheme.pass_percent))
    signs.append((pictures.legend_limit(), limit))
    row: Cells = []
    widths: list[float] = []
    for drawn, words in signs:
        said = paper.paragraph(words, "small")
        row += [drawn, said]
        size = said.style.fontSize
        widths += [26, stringWidth(words.say(made.language), fonts.REGULAR, size) + 18]
    table = bare([row], widths)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    blocks: list[Flowable] = [table]
    if made.before:
        if any(
            telling.change(each.score, made.last(each)) is not None for each in made.result.groups
        ):
            words = _l("The change since last time is in percentage points.")
            blocks.append(paper.paragraph(words, "small"))
        if telling.differs(made.assessment, made.before):
            blocks.append(paper.paragraph(wording.NO_COMPARING, "small"))
    return blocks
