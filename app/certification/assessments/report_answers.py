"""The answers of a report, and what of them stands in the way."""

from app.certification.assessments import telling, wording
from app.certification.assessments.paper_blocks import Cells, add_heading, add_lined, lines, toned
from app.certification.assessments.records import Answer
from app.certification.assessments.telling import Made
from app.certification.schemes.rules import Criterion
from app.core.text import _l, pick
from app.paper.kit import WIDTH, Paper

NUMBER = 28
"""Points: the column of the numbers of criteria."""


def add_short(made: Made) -> None:
    """The criteria that stand in the way, each with its reason."""
    paper = made.paper
    heading = wording.short_heading(made.result)
    rows = [
        [
            paper.paragraph(made.numbers[criterion.key], "strong"),
            [
                paper.paragraph(pick(criterion.text, made.language)),
                toned(paper, _l("Reason: {reason}", reason=why), "bad", "small"),
            ],
        ]
        for criterion, why in made.result.short
    ]
    add_heading(paper, _l("What stands in the way"))
    paper.add(heading)
    if rows:
        add_lined(paper, rows, (NUMBER, WIDTH - NUMBER), heads=0, lined=False)


def add_answers(made: Made) -> None:
    """The answers by group: each group is a table that repeats its heading on the next page."""
    paper = made.paper
    given = {each.criterion: each for each in made.assessment.answers}
    told = any(_says_more(given.get(each.key)) for each in made.result.criteria)
    parts = (0.44, 0.17, 0.39) if told else (0.82, 0.18)
    widths = [NUMBER, *((WIDTH - NUMBER) * part for part in parts)]
    for number, group in enumerate(made.result.groups, start=1):
        name = paper.paragraph(pick(group.group.name, made.language), "strong")
        head: Cells = [paper.paragraph(str(number), "strong"), name]
        columns = (_l("Answer"), _l("Comment"))[: len(parts) - 1]
        head += [paper.paragraph(words, "small") for words in columns]
        rows = [_answer_row(made, each, given.get(each.key), told=told) for each in group.criteria]
        title = _l("Answers") if number == 1 else None
        add_lined(paper, [head, *rows], widths, title=title)
        paper.gap(8)


def _says_more(answer: Answer | None) -> bool:
    return answer is not None and bool(
        answer.comment or answer.responsible or answer.due or answer.carried
    )


def _answer_row(made: Made, criterion: Criterion, answer: Answer | None, *, told: bool) -> Cells:
    paper = made.paper
    code = answer.answer if answer else ""
    row: Cells = [
        paper.paragraph(made.numbers[criterion.key]),
        [
            paper.paragraph(pick(criterion.text, made.language)),
            paper.paragraph(wording.level_words(criterion), "small"),
        ],
        toned(paper, wording.answer_words(code), wording.answer_tone(code)),
    ]
    return [*row, _comment(paper, answer)] if told else row


def _comment(paper: Paper, answer: Answer | None) -> Cells:
    if answer is None:
        return []
    said: Cells = lines(paper, answer.comment)
    said += lines(paper, telling.agreed(answer.responsible, answer.due, paper.language), "small")
    if answer.carried:
        said.append(toned(paper, wording.NOT_CONFIRMED, "watch", "small"))
    return said
