"""The tables of a comparison: the rounds, and their groups beside each other."""

from collections.abc import Sequence

from app.certification.assessments import actions, pictures, rules, telling, wording
from app.certification.assessments.paper_blocks import Cells, add_lined, right
from app.certification.assessments.records import Assessment
from app.core.format import show_date
from app.core.text import LanguageText, Text, _l, languages, literal, pick
from app.paper.kit import WIDTH, Paper


def add_rounds(paper: Paper, found: Sequence[Assessment]) -> None:
    """Who made each round and how, with its total as a bar."""
    language = paper.language
    width = WIDTH * 0.36
    rows = []
    for each in found:
        percent = each.result.total.percent if each.result else None
        who = wording.assessor_words(each.assessor, each.assessor_from)
        told = [each.code, pick(actions.level_name(each), language)]
        least = each.scheme.pass_percent if each.scheme else None
        rows.append(
            [
                paper.paragraph(_round_day(each), "strong"),
                [
                    paper.paragraph(
                        " · ".join(
                            part for part in (telling.manner(each).say(language), who) if part
                        )
                    ),
                    paper.paragraph(" · ".join(part for part in told if part), "small"),
                ],
                pictures.bar(percent, width - 16, limit=least),
                paper.paragraph(wording.percent_words(percent), "right"),
            ]
        )
    title = _l("Round") if len(rows) == 1 else _l("Rounds")
    widths = [WIDTH * part for part in (0.16, 0.36, 0.36, 0.12)]
    add_lined(paper, rows, widths, title=title, heads=0)
    paper.gap(3)
    paper.add(_l("The line across the bars is the limit of the scheme."), "small")


def add_groups(paper: Paper, found: Sequence[Assessment]) -> None:
    """Groups by dates, the total below, and how it has changed from the first round to the last."""
    language = paper.language
    several = len(found) > 1
    scores = [_scores(each) for each in found]
    head: Cells = [paper.paragraph(_l("Group"), "small")]
    head += [paper.paragraph(_round_day(each), "small-right") for each in found]
    if several:
        head.append(paper.paragraph(_l("Change in points"), "small-right"))
    rows = [
        _score_row(paper, pick(name, language), [each.get(key) for each in scores], "text")
        for key, name in _groups(found).items()
    ]
    totals = [each.result.total if each.result else None for each in found]
    rows.append(_score_row(paper, _l("Total").say(language), totals, "strong"))
    count = len(found) + several
    values = WIDTH * min(0.17, 0.66 / count)
    widths = [WIDTH - values * count, *[values] * count]
    add_lined(paper, [head, *rows], widths, title=_l("Score by group"))
    if several:
        paper.gap(3)
        paper.add(
            _l("The change is from the first round to the last, in percentage points."), "small"
        )


def _round_day(assessment: Assessment) -> Text:
    """By what a round is known at the head of its column."""
    if assessment.status != rules.FROZEN or assessment.frozen_on is None:
        return dict(rules.STATES)[rules.OPEN]
    day = assessment.frozen_on
    return literal({language: show_date(day, language) for language in languages()})


def _groups(found: Sequence[Assessment]) -> dict[str, LanguageText]:
    """All groups that are scored in some round, the latest round's first, in their order."""
    named: dict[str, LanguageText] = {}
    for each in reversed(found):
        for group in each.result.groups if each.result else ():
            if group.score.percent is not None:
                named.setdefault(group.group.key, group.group.name)
    return named


def _scores(assessment: Assessment) -> dict[str, rules.Score]:
    groups = assessment.result.groups if assessment.result else ()
    return {each.group.key: each.score for each in groups}


def _score_row(paper: Paper, name: str, scores: Sequence[rules.Score | None], style: str) -> Cells:
    row: Cells = [paper.paragraph(name, style)]
    for each in scores:
        words = wording.percent_words(each.percent if each else None)
        row.append(right(paper, words, "plain", style))
    if len(scores) > 1:
        change = telling.change(scores[-1], scores[0]) if scores[-1] else None
        tone = wording.change_tone(change)
        row.append(right(paper, wording.change_short(change), tone, "strong"))
    return row


def unfinished(assessment: Assessment) -> bool:
    """Whether something that a round asks has no answer."""
    total = assessment.result.total if assessment.result else rules.Score()
    return total.answered < total.asked
