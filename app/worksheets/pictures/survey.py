"""A survey: each question with the mean of the answers, and never what anyone has answered; or the questions on paper."""

from app.core.text import _l, _n
from app.worksheets.pictures import cells, notes, scales, shares, strips, survey_paper
from app.worksheets.pictures.cells import Filled
from app.worksheets.pictures.shapes import (
    BIG,
    HEADING,
    LINE_HEIGHT,
    SMALL,
    TEXT,
    Align,
    Box,
    Frame,
    LeftOver,
    Picture,
    Shape,
    Stroke,
    Words,
)
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.pictures.survey_results import Result, result, written
from app.worksheets.types.rules import SheetField

GAP = 6.0
ASKED_SHARE = 0.42
"""How much of the width a question takes; its bar stands beside it."""
NUMBER_WIDTH = 66.0
NARROW = 480.0
MOST_ENPS = 100
STEP, LINE, BIG_LINE = TEXT * LINE_HEIGHT, SMALL * LINE_HEIGHT, BIG * LINE_HEIGHT


def draw(drawn: Drawn) -> Picture:
    """The results, question by question; on a blank form the questionnaire."""
    if drawn.blank:
        return survey_paper.draw(drawn)
    asked = [each for each in drawn.type.fields if each.type != "files"]
    agreed = [each for each in asked if each.type == "actions"]
    asked = [each for each in asked if each.type != "actions"]
    more = strips.height(drawn, drawn.width, agreed)
    room = drawn.height - more - (strips.GAP if more else 0)
    rows = [_row(drawn, each, Frame(0, 0, drawn.width, 0)) for each in asked]
    kept = len(rows)
    left: list[LeftOver] = []
    if drawn.fixed:
        while kept and sum(each.height + GAP for each in rows[:kept]) - GAP > room:
            kept -= 1
        left = [LeftOver(of.label, _told(drawn, of)) for of in asked[kept:]]
    wanted = [each.height for each in rows[:kept]]
    heights = shares.spread(wanted, room - max(0, kept - 1) * GAP, [1.0] * kept)
    ground: list[Shape] = []
    top = 0.0
    for each, high in zip(asked[:kept], heights, strict=True):
        ground += _row(drawn, each, Frame(0, top, drawn.width, high)).ground
        top += high + GAP
    made = Picture(drawn.width, max(0.0, top - GAP), tuple(ground), left_over=tuple(left))
    return strips.below(drawn, made, agreed)


def _told(drawn: Drawn, of: SheetField) -> str:
    """A result in words, for where it has no room."""
    found = result(drawn, of)
    if of.type != "scale":
        return _own_words(drawn)
    return (
        _few(drawn) if found is None else f"{written(drawn, of, found)} · {_answers(drawn, found)}"
    )


def _few(drawn: Drawn) -> str:
    return _l("At least five answers are needed").say(drawn.language)


def _own_words(drawn: Drawn) -> str:
    return _l("What people wrote in their own words isn't shown in the picture").say(drawn.language)


def _answers(drawn: Drawn, found: Result) -> str:
    return _n("{count} answer", "{count} answers", found.count).say(drawn.language)


def _row(drawn: Drawn, of: SheetField, frame: Frame) -> Filled:
    """A question in its box: what is asked on the left, what was answered on the right."""
    inner = frame.width - 2 * cells.PAD
    narrow = frame.width < NARROW
    left = inner if narrow else inner * ASKED_SHARE - 2 * cells.PAD
    asked = _question(drawn, of, left)
    top = asked.height + 4 if narrow else 0.0
    x = 0.0 if narrow else inner * ASKED_SHARE
    answer = _answer(drawn, of, inner - x)
    height = max(asked.height, top + answer.height) + 2 * cells.PAD
    high = max(height, frame.height)
    begin = frame.y + (high - height) / 2 + cells.PAD
    shapes: list[Shape] = [Box(Frame(frame.x, frame.y, frame.width, high), "card", "line", 6)]
    body = height - 2 * cells.PAD
    beside = 0.0 if narrow else max(0.0, body - asked.height) / 2
    shapes += [notes.moved(each, frame.x + cells.PAD, begin + beside) for each in asked.ground]
    beside = top if narrow else max(0.0, body - answer.height) / 2
    shapes += [notes.moved(each, frame.x + cells.PAD + x, begin + beside) for each in answer.ground]
    return Filled(height, ground=tuple(shapes))


def _question(drawn: Drawn, of: SheetField, width: float) -> Filled:
    lines, _whole = drawn.measure.lines(drawn.say(of.label), width, HEADING, bold=True, most=3)
    high = len(lines) * HEADING * LINE_HEIGHT
    shapes: list[Shape] = [Words(Frame(0, 0, width, high), lines, HEADING, bold=True)]
    if asked := drawn.say(of.help):
        said, _all = drawn.measure.lines(asked, width, SMALL, most=4)
        more = len(said) * LINE
        shapes.append(Words(Frame(0, high, width, more), said, SMALL, colour="soft_ink"))
        high += more
    return Filled(high, ground=tuple(shapes))


def _answer(drawn: Drawn, of: SheetField, width: float) -> Filled:
    """The bar and its number; words where there are too few answers, or none that may be shown."""
    found = result(drawn, of)
    if of.type != "scale" or found is None:
        said = _few(drawn) if of.type == "scale" else _own_words(drawn)
        lines, _whole = drawn.measure.lines(said, width, TEXT)
        high = len(lines) * STEP
        return Filled(
            high, ground=(Words(Frame(0, 0, width, high), lines, TEXT, colour="soft_ink"),)
        )
    wide = width - NUMBER_WIDTH
    bar = Frame(0, (BIG_LINE - scales.BAR) / 2, wide, scales.BAR)
    if found.enps:
        shapes, ends = _enps(found.mean, bar), _enps_ends(drawn, bar)
    else:
        shapes = scales.bar(of, found.mean, bar)
        ends = scales.ends(drawn, of, Frame(0, bar.bottom + 2, wide, 0), most=True)
    number = Frame(wide, 0, NUMBER_WIDTH, BIG_LINE)
    said, _all = drawn.measure.lines(_answers(drawn, found), NUMBER_WIDTH, SMALL, most=2)
    count = Frame(wide, BIG_LINE, NUMBER_WIDTH, len(said) * LINE)
    shapes += [
        *ends.ground,
        Words(number, (written(drawn, of, found),), BIG, True, "main", "right"),
        Words(count, said, SMALL, colour="soft_ink", align="right"),
    ]
    return Filled(max(count.bottom, bar.bottom + 2 + ends.height), ground=tuple(shapes))


def _enps(mean: float, bar: Frame) -> list[Shape]:
    """From the middle to the left or the right: who wouldn't recommend, and who would."""
    middle = bar.x + bar.width / 2
    far = min(1.0, abs(mean) / MOST_ENPS) * bar.width / 2
    colour = "main" if mean >= 0 else "watch"
    found: list[Shape] = [Box(bar, "background", "line", scales.BAR / 2)]
    if far:
        x = middle if mean >= 0 else middle - far
        found.append(Box(Frame(x, bar.y, far, bar.height), colour, colour, 1))
    found.append(Stroke(((middle, bar.y - 3), (middle, bar.bottom + 3)), "ink", 1.0))
    return found


def _enps_ends(drawn: Drawn, bar: Frame) -> Filled:
    """How the number is read: its ends, and what it is the difference of."""
    top = bar.bottom + 4
    shapes: list[Shape] = []
    aligns: tuple[Align, ...] = ("left", "centre", "right")
    for said, align in zip((f"−{MOST_ENPS}", "0", str(MOST_ENPS)), aligns, strict=True):
        place = Frame(bar.x, top, bar.width, LINE)
        shapes.append(Words(place, (said,), SMALL, colour="soft_ink", align=align))
    words = _l("eNPS: the share of those who give 9–10 minus the share of those who give 0–6")
    lines, _whole = drawn.measure.lines(words.say(drawn.language), bar.width, SMALL, most=3)
    high = len(lines) * LINE
    shapes.append(Words(Frame(bar.x, top + LINE, bar.width, high), lines, SMALL, colour="soft_ink"))
    return Filled(2 + LINE + high, ground=tuple(shapes))
