"""The head of a report: its score in large, and who made the assessment, how and when."""

from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

from app.certification.assessments import actions, freezing, rules, telling, wording
from app.certification.assessments.paper_blocks import GAP, Cells, toned
from app.certification.assessments.records import Assessment
from app.certification.assessments.telling import Made
from app.certification.certificates.rules import short_fingerprint
from app.core.format import show_date
from app.core.text import Text, _l, pick
from app.paper import fonts
from app.paper.kit import MAIN, WIDTH, bare
from app.paper.words import markup

SCORE = 150
"""Points: the room of the large score."""


def add_head(made: Made, title: str, subject: str) -> None:
    """Whether it is frozen, what it is called, and its score."""
    paper, found = made.paper, made.assessment
    frozen = found.status == rules.FROZEN
    words = wording.state_words(found.status, found.frozen_on)
    paper.story.append(paper.tag(words.say(paper.language), "main" if frozen else "watch"))
    paper.gap(4)
    paper.add(title, "title")
    paper.add(subject, "lead")
    paper.story.append(_head(made))


def _head(made: Made) -> Table:
    """The score in large, and beside it who made the assessment, how and when."""
    paper, found, result = made.paper, made.assessment, made.result
    percent = wording.percent_words(result.total.percent).say(made.language)
    large = ParagraphStyle("large", fontName=fonts.BOLD, fontSize=38, leading=44, textColor=MAIN)
    score: Cells = [
        Paragraph(markup(percent, made.language), large),
        paper.paragraph(_l("of the points")),
        paper.paragraph(wording.pass_words(made.scheme), "small"),
        Spacer(1, 4),
        paper.paragraph(wording.verdict_words(made.scheme, result), "strong"),
    ]
    change = telling.change(result.total, made.earlier.total if made.earlier else None)
    if change is not None:
        words = wording.change_words(change)
        score.append(toned(paper, words, wording.change_tone(change), "text"))
    if found.status != rules.FROZEN:
        score.append(paper.paragraph(wording.progress_words(result.total)))
        if result.total.answered < result.total.asked:
            score.append(paper.paragraph(wording.COUNTED_AS_NOTHING, "small"))
    width = WIDTH - SCORE - GAP
    made_table = bare([[score, paper.facts(_facts(made), width) or ""]], (SCORE + GAP, width))
    made_table.setStyle(TableStyle([("RIGHTPADDING", (0, 0), (0, -1), GAP)]))
    return made_table


def _facts(made: Made) -> list[tuple[Text, str]]:
    found, language = made.assessment, made.language

    def day(value: date | None) -> str:
        return show_date(value, language) if value else ""

    frozen = found.status == rules.FROZEN
    state = wording.state_words(found.status, found.frozen_on, found.frozen_by).say(language)
    return [
        (_l("Number"), found.code),
        (_l("Kind of assessment"), telling.manner(found).say(language)),
        (_l("Made by"), wording.assessor_words(found.assessor, found.assessor_from)),
        (_l("Started on"), day(found.started_on)),
        (_l("To be ready by"), "" if frozen else day(found.due)),
        (_l("Status"), state),
        (_l("Target level"), pick(actions.level_name(found), language)),
        (_l("Fingerprint"), fingerprint(found, language) if frozen else ""),
    ]


def fingerprint(assessment: Assessment, language: str) -> str:
    """The fingerprint in short; it is told when the content is no longer what was frozen."""
    short = short_fingerprint(assessment.content_hash)
    if freezing.intact(assessment):
        return short
    return _l("{fingerprint}: the content isn't what was frozen", fingerprint=short).say(language)
