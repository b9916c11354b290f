"""The papers of assessments: the report of one, and its rounds beside each other.

What is frozen is told as it was frozen: also the service's name and the evidence.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.certification.assessments import actions, freezing, pictures, rules, wording
from app.certification.assessments.pictures import Spoke
from app.certification.assessments.records import SORTS, Answer, Assessment
from app.certification.assessments.rules import GroupResult, Result
from app.certification.certificates.rules import short_fingerprint
from app.certification.findings import rules as findings
from app.certification.findings.records import Finding
from app.certification.schemes.rules import Criterion, SchemeContent
from app.core import editing
from app.core.brand import LIGHT, Tone
from app.core.fault import Missing
from app.core.format import show_date
from app.core.record import today
from app.core.text import LanguageText, Text, _l, _n, languages, literal, pick
from app.organisation.papers import letterhead
from app.paper import fonts
from app.paper.kit import INK, LINE, MAIN, SOFT, WIDTH, Letterhead, Paper
from app.paper.words import markup

SCALE = 0.95
"""A report is long: its print is a little smaller than a letter's."""
GAP = 24
SCORE = 150
"""Points: the room of the large score."""
NUMBER = 28
"""Points: the column of the numbers of criteria."""
HEADING = 32
"""Points: the room of a heading."""
INSIDE = 8
"""Points between the columns of a table."""
MOST_HIGH = 170.0
"""Points: a row of a table that is higher goes on in a row below it, also on the next page."""
ROOMY = 10_000
PAGE = A4[1] - 52 * mm
"""Points: the height of what stands on a page of the kit."""
MOST_ROUNDS = 5
"""So many rounds stand beside each other: the first one and the latest ones."""

Cells = list[Any]


@dataclass(frozen=True)
class Proof:
    """A piece of evidence with the numbers of the criteria that it serves."""

    name: str
    sort: str
    link: str
    speaks_of: date | None
    added_on: date | None
    files: tuple[str, ...] = ()
    serves: list[str] = field(default_factory=list)

    @property
    def sign(self) -> tuple[Any, ...]:
        """By what it is known to be the same piece."""
        return (self.name, self.sort, self.link, self.speaks_of, self.added_on, self.files)


@dataclass(frozen=True)
class Made:
    """A report in the making."""

    paper: Paper
    assessment: Assessment
    scheme: SchemeContent
    result: Result
    before: Assessment | None

    @property
    def language(self) -> str:
        """What it is written in."""
        return self.paper.language

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of each criterion: of its group, and in it; the same as on the screen."""
        return {
            criterion.key: f"{number}.{at}"
            for number, group in enumerate(self.result.groups, start=1)
            for at, criterion in enumerate(group.criteria, start=1)
        }

    @cached_property
    def earlier(self) -> Result | None:
        """The result of the round before."""
        return self.before.result if self.before else None

    def last(self, group: GroupResult) -> rules.Score | None:
        """The score of a group in the round before."""
        groups = self.earlier.groups if self.earlier else ()
        return next((e.score for e in groups if e.group.key == group.group.key), None)


# The report


def report(session: Session, record_id: str | None, language: str) -> bytes:
    """One assessment: its score, its groups, what stands in the way, answers, findings, evidence.

    Raises:
        Missing: there is no such assessment, or its scheme is gone.
    """
    assessment = editing.find(session, Assessment, record_id or "")
    scheme, result = assessment.scheme, assessment.result
    if scheme is None or result is None:
        raise Missing
    head = letterhead(session, language)
    subject = _subject(assessment, head, language)
    title = pick(scheme.name, language)
    paper = Paper(language, f"{title}: {subject}", head, today(), SCALE)
    made = Made(paper, assessment, scheme.content, result, actions.before(session, assessment))
    _tag(paper, assessment)
    paper.add(title, "title")
    paper.add(subject, "lead")
    paper.story.append(_head(made))
    _add_summary_and_picture(made)
    _add_short(made)
    _heading(paper, _l("What the scheme rests on"))
    _add_basis(paper, made.scheme)
    _add_answers(made)
    _add_findings(made, session)
    _add_evidence(made, session)
    return paper.draw()


def _tag(paper: Paper, assessment: Assessment) -> None:
    frozen = assessment.status == rules.FROZEN
    words = wording.state_words(assessment.status, assessment.frozen_on)
    paper.story.append(paper.tag(words.say(paper.language), "main" if frozen else "watch"))
    paper.gap(4)


def _subject(assessment: Assessment, head: Letterhead, language: str) -> str:
    """The service, by the name that it had when it was frozen, or the organisation."""
    named = _frozen(assessment).get("subject", {}).get("name")
    if not named and assessment.service:
        named = assessment.service.name
    return pick(named, language) or head.name or _l("the whole organisation").say(language)


def _frozen(assessment: Assessment) -> dict[str, Any]:
    """What was frozen; nothing of an assessment in progress."""
    if assessment.status != rules.FROZEN or not assessment.content:
        return {}
    return json.loads(assessment.content)


def _add_basis(paper: Paper, scheme: SchemeContent) -> None:
    words = _l("{scheme}, version {version}.", scheme=scheme.name, version=scheme.version)
    paper.add(words, "small")
    paper.add(pick(scheme.basis, paper.language), "small")


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
    change = _change(result.total, made.earlier.total if made.earlier else None)
    if change is not None:
        words = wording.change_words(change)
        score.append(_toned(paper, words, wording.change_tone(change), "text"))
    if found.status != rules.FROZEN:
        score.append(paper.paragraph(wording.progress_words(result.total)))
        if result.total.answered < result.total.asked:
            score.append(paper.paragraph(wording.COUNTED_AS_NOTHING, "small"))
    width = WIDTH - SCORE - GAP
    made_table = _bare([[score, paper.facts(_facts(made), width) or ""]], (SCORE + GAP, width))
    made_table.setStyle(TableStyle([("RIGHTPADDING", (0, 0), (0, -1), GAP)]))
    return made_table


def _change(now: rules.Score, before: rules.Score | None) -> Decimal | None:
    """How it has changed; nothing is said of what isn't wholly answered, for it only looks worse."""
    return rules.change(now, before) if now.answered == now.asked else None


def _facts(made: Made) -> list[tuple[Text, str]]:
    found, language = made.assessment, made.language

    def day(value: date | None) -> str:
        return show_date(value, language) if value else ""

    frozen = found.status == rules.FROZEN
    state = wording.state_words(found.status, found.frozen_on, found.frozen_by).say(language)
    return [
        (_l("Number"), found.code),
        (_l("Kind of assessment"), _manner(found).say(language)),
        (_l("Made by"), wording.assessor_words(found.assessor, found.assessor_from)),
        (_l("Started on"), day(found.started_on)),
        (_l("To be ready by"), "" if frozen else day(found.due)),
        (_l("Status"), state),
        (_l("Target level"), pick(actions.level_name(found), language)),
        (_l("Fingerprint"), _fingerprint(found, language) if frozen else ""),
    ]


def _manner(assessment: Assessment) -> Text:
    return dict(rules.MANNERS).get(assessment.manner, rules.MANNERS[0][1])


def _fingerprint(assessment: Assessment, language: str) -> str:
    short = short_fingerprint(assessment.content_hash)
    if freezing.intact(assessment):
        return short
    return _l("{fingerprint}: the content isn't what was frozen", fingerprint=short).say(language)


# The summary and the picture


def _add_summary_and_picture(made: Made) -> None:
    """The summary stands first; where the picture wouldn't fit below it, it stands after the picture."""
    paper = made.paper
    picture = [paper.paragraph(_l("Score by group"), "section"), *_picture(made)]
    words = made.assessment.summary.strip()
    summary = [paper.paragraph(_l("Summary"), "section"), paper.paragraph(words)] if words else []
    fits = _height([*paper.story, *summary, *picture]) <= PAGE
    paper.story += [*summary, *picture] if fits else [*picture, *summary]


def _height(blocks: Sequence[Flowable], width: float = WIDTH) -> float:
    """How high blocks are below each other."""
    high = 0.0
    for each in blocks:
        high += each.wrap(width, ROOMY)[1] + each.getSpaceBefore() + each.getSpaceAfter()
    return high


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
        beside = _bare([[drawn, bars]], (pictures.SIZE + GAP, width))
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
    table = _bare(rows, (width - _VALUE, _VALUE))
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("TOPPADDING", (0, 1), (-1, -1), 4)])
    )
    return table


_VALUE = 54


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
    value: Cells = [_right(paper, wording.percent_words(percent), "plain", "strong")]
    change = _change(score, before)
    if change is not None:
        short = wording.change_short(change)
        value.insert(0, _right(paper, short, wording.change_tone(change), "small"))
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
    table = _bare([row], widths)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    blocks: list[Flowable] = [table]
    if made.before:
        if any(_change(each.score, made.last(each)) is not None for each in made.result.groups):
            words = _l("The change since last time is in percentage points.")
            blocks.append(paper.paragraph(words, "small"))
        if _differs(made.assessment, made.before):
            blocks.append(paper.paragraph(wording.NO_COMPARING, "small"))
    return blocks


def _differs(one: Assessment, other: Assessment) -> bool:
    """Whether two rounds were by other criteria: another version, or another target level."""
    return one.scheme_id != other.scheme_id or one.target != other.target


# What stands in the way, and the answers


def _add_short(made: Made) -> None:
    paper = made.paper
    heading = wording.short_heading(made.result)
    rows = [
        [
            paper.paragraph(made.numbers[criterion.key], "strong"),
            [
                paper.paragraph(pick(criterion.text, made.language)),
                _toned(paper, _l("Reason: {reason}", reason=why), "bad", "small"),
            ],
        ]
        for criterion, why in made.result.short
    ]
    _heading(paper, _l("What stands in the way"))
    paper.add(heading)
    if rows:
        _add_lined(paper, rows, (NUMBER, WIDTH - NUMBER), heads=0, lined=False)


def _add_answers(made: Made) -> None:
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
        _add_lined(paper, [head, *rows], widths, title=title)
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
        _toned(paper, wording.answer_words(code), wording.answer_tone(code)),
    ]
    return [*row, _comment(paper, answer)] if told else row


def _comment(paper: Paper, answer: Answer | None) -> Cells:
    if answer is None:
        return []
    said: Cells = _lines(paper, answer.comment)
    said += _lines(paper, _agreed(answer.responsible, answer.due, paper.language), "small")
    if answer.carried:
        said.append(_toned(paper, wording.NOT_CONFIRMED, "watch", "small"))
    return said


def _lines(paper: Paper, words: str, style: str = "text") -> Cells:
    """Written words, each line a paragraph of its own, so that they can go on on the next page."""
    return [paper.paragraph(line, style) for line in words.split("\n") if line.strip()]


def _agreed(who: str, due: date | None, language: str) -> str:
    """Who sees to it, and by when."""
    words = []
    if who:
        words.append(_l("Responsible: {name}", name=who))
    if due:
        words.append(_l("To be done by {day}", day=due))
    return " · ".join(each.say(language) for each in words)


# Findings and evidence


def _add_findings(made: Made, session: Session) -> None:
    paper = made.paper
    statement = select(Finding).where(
        Finding.assessment_id == made.assessment.id, Finding.deleted_at.is_(None)
    )
    order = [code for code, _words in findings.SEVERITIES]
    found = sorted(
        session.scalars(statement), key=lambda e: (order.index(e.severity), e.code, e.id)
    )
    title = _l("Findings and corrective actions")
    if not found:
        _heading(paper, title)
        paper.add(_l("No findings have been written in this assessment."))
        return
    head = [
        paper.paragraph(words, "small")
        for words in (_l("Finding"), _l("Corrective action"), _l("Status"))
    ]
    rows = [
        [_finding(made, each), _action(paper, each), _finding_state(paper, each)] for each in found
    ]
    widths = [WIDTH * part for part in (0.43, 0.38, 0.19)]
    _add_lined(paper, [head, *rows], widths, title=title)


def _finding(made: Made, found: Finding) -> Cells:
    paper = made.paper
    severity = dict(findings.SEVERITIES)[found.severity]
    tone = findings.SEVERITY_TONES[found.severity]
    words = f"{found.code} · {severity.say(paper.language)}" if found.code else severity
    cell: Cells = [_toned(paper, words, tone), *_lines(paper, found.what)]
    whys = [row["why"] for row in found.whys if row.get("why")]
    if whys:
        cell.append(paper.paragraph(_l("Root cause: {cause}", cause=whys[-1]), "small"))
    if number := made.numbers.get(found.criterion):
        cell.append(paper.paragraph(_l("About criterion {number}", number=number), "small"))
    return cell


def _action(paper: Paper, found: Finding) -> Cells:
    cell: Cells = _lines(paper, found.action) or [paper.paragraph(_l("Not agreed yet"))]
    cell += _lines(paper, _agreed(found.owner, found.due, paper.language), "small")
    if found.effect:
        words = _l("Effect: {effect}", effect=found.effect)
        cell += _lines(paper, words.say(paper.language), "small")
    return cell


def _finding_state(paper: Paper, found: Finding) -> Cells:
    words = dict(findings.STATES)[found.status]
    cell: Cells = [_toned(paper, words, findings.TONES[found.status])]
    for day, label in (
        (found.done_on, _l("Done {day}", day=found.done_on)),
        (found.verified_on, _l("Seen {day} {name}", day=found.verified_on, name=found.verified_by)),
    ):
        if day:
            cell.append(paper.paragraph(label, "small"))
    if findings.late(found.status, found.due, paper.day):
        cell.append(_toned(paper, _l("Late"), "bad", "small"))
    return cell


def _add_evidence(made: Made, session: Session) -> None:
    paper, language = made.paper, made.language
    title = _l("Evidence")
    proofs = _proofs(made, session)
    if not proofs:
        _heading(paper, title)
        paper.add(_l("No evidence has been added to this assessment."))
        return
    head = [
        paper.paragraph(words, "small")
        for words in (
            _l("What it is"),
            _l("Date it speaks of"),
            _l("Added on"),
            _l("Criteria that it serves"),
        )
    ]
    rows = []
    for each in proofs:
        kind = [dict(SORTS).get(each.sort, SORTS[0][1]).say(language), *each.files, each.link]
        about = " · ".join(part for part in kind if part)
        days = [show_date(day, language) if day else "–" for day in (each.speaks_of, each.added_on)]
        rows.append(
            [
                [paper.paragraph(each.name), paper.paragraph(about, "small")],
                *(paper.paragraph(day) for day in days),
                paper.paragraph(", ".join(each.serves)),
            ]
        )
    widths = [WIDTH * part for part in (0.44, 0.16, 0.16, 0.24)]
    _add_lined(paper, [head, *rows], widths, title=title)


def _proofs(made: Made, session: Session) -> list[Proof]:
    """The evidence as it was frozen, or as it is now, each piece once."""
    answers = {each.criterion: each for each in made.assessment.answers}
    frozen = {row["criterion"]: row for row in _frozen(made.assessment).get("answers", ())}
    found: dict[tuple[Any, ...], Proof] = {}
    for key, number in made.numbers.items():
        if frozen:
            listed = [(_kept(row), row["place"]) for row in frozen.get(key, {}).get("evidence", ())]
        else:
            listed = _shown(session, answers.get(key))
        for proof, place in listed:
            one = found.setdefault(proof.sign, proof)
            one.serves.append(f"{number}\u00a0({place})" if place else number)
    return list(found.values())


def _kept(row: Mapping[str, Any]) -> Proof:
    def day(name: str) -> date | None:
        return date.fromisoformat(row[name]) if row[name] else None

    files = tuple(each["name"] for each in row["files"])
    days = day("speaks_of"), day("added_on")
    return Proof(row["name"], row["sort"], row["link"], *days, files)


def _shown(session: Session, answer: Answer | None) -> list[tuple[Proof, str]]:
    shown = []
    for each in actions.evidence_of(session, answer):
        evidence = each.evidence
        files = tuple(file.name for file in each.files)
        added = evidence.created_at.date()
        proof = Proof(evidence.name, evidence.sort, evidence.link, evidence.speaks_of, added, files)
        shown.append((proof, each.place))
    return shown


# The rounds beside each other


def comparison(session: Session, record_id: str | None, language: str) -> bytes:
    """The rounds of the same subject by the same scheme: groups and total by date, and the change.

    Raises:
        Missing: there is no such assessment, or its scheme is gone.
    """
    assessment = editing.find(session, Assessment, record_id or "")
    if assessment.scheme is None:
        raise Missing
    found = actions.rounds(session, assessment)
    head = letterhead(session, language)
    title = _l("Comparison of assessments")
    subject = _subject(assessment, head, language)
    paper = Paper(language, f"{title.say(language)}: {subject}", head, today())
    scheme = pick(assessment.scheme.name, language)
    paper.add(title, "title")
    paper.add(f"{scheme}: {subject}", "lead")
    if len(found) == 1:
        paper.add(
            _l(
                "This is the first round of this assessment, so there is nothing to compare it with yet."
            )
        )
    shown = [found[0], *found[1:][-(MOST_ROUNDS - 1) :]]
    _add_rounds(paper, shown)
    if left := len(found) - len(shown):
        words = _n(
            "{count} round between the first one and these isn't shown.",
            "{count} rounds between the first one and these aren't shown.",
            left,
        )
        paper.add(words, "small")
    _add_table(paper, shown)
    if any(_unfinished(each) for each in shown):
        paper.add(wording.COUNTED_AS_NOTHING, "small")
    if any(_differs(assessment, each) for each in shown):
        paper.add(
            _l(
                "The rounds aren't all by the same version of the scheme and at the same target level, so "
                "their scores can't be compared as such."
            ),
            "small",
        )
    paper.gap(6)
    _add_basis(paper, assessment.scheme.content)
    return paper.draw()


def _unfinished(assessment: Assessment) -> bool:
    total = assessment.result.total if assessment.result else rules.Score()
    return total.answered < total.asked


def _round_day(assessment: Assessment) -> Text:
    """By what a round is known at the head of its column."""
    if assessment.status != rules.FROZEN or assessment.frozen_on is None:
        return dict(rules.STATES)[rules.OPEN]
    day = assessment.frozen_on
    return literal({language: show_date(day, language) for language in languages()})


def _add_rounds(paper: Paper, found: Sequence[Assessment]) -> None:
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
                        " · ".join(part for part in (_manner(each).say(language), who) if part)
                    ),
                    paper.paragraph(" · ".join(part for part in told if part), "small"),
                ],
                pictures.bar(percent, width - 16, limit=least),
                paper.paragraph(wording.percent_words(percent), "right"),
            ]
        )
    title = _l("Round") if len(rows) == 1 else _l("Rounds")
    widths = [WIDTH * part for part in (0.16, 0.36, 0.36, 0.12)]
    _add_lined(paper, rows, widths, title=title, heads=0)
    paper.gap(3)
    paper.add(_l("The line across the bars is the limit of the scheme."), "small")


def _add_table(paper: Paper, found: Sequence[Assessment]) -> None:
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
    _add_lined(paper, [head, *rows], widths, title=_l("Score by group"))
    if several:
        paper.gap(3)
        paper.add(
            _l("The change is from the first round to the last, in percentage points."), "small"
        )


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
        row.append(_right(paper, words, "plain", style))
    if len(scores) > 1:
        change = _change(scores[-1], scores[0]) if scores[-1] else None
        tone = wording.change_tone(change)
        row.append(_right(paper, wording.change_short(change), tone, "strong"))
    return row


# Blocks of both


def _heading(paper: Paper, words: Text) -> None:
    """A heading that never stands alone at the foot of a page."""
    paper.story.append(CondPageBreak(HEADING * 2))
    paper.add(words, "section")


def _toned(
    paper: Paper, words: str | Text, tone: Tone, style: str = "strong", **more: Any
) -> Paragraph:
    """Words in the ink of a tone; what is plain is in the ink of its style."""
    parent = paper.styles[style]
    ink = (SOFT if style == "small" else INK) if tone == "plain" else HexColor(LIGHT.tone(tone)[0])
    said = words.say(paper.language) if isinstance(words, Text) else words
    made = ParagraphStyle(f"{style}-{tone}", parent=parent, textColor=ink, **more)
    return Paragraph(markup(said, paper.language), made)


def _right(paper: Paper, words: Text, tone: Tone, style: str) -> Paragraph:
    return _toned(paper, words, tone, style, alignment=TA_RIGHT)


def _bare(rows: Sequence[Cells], widths: Sequence[float]) -> Table:
    """Cells beside and below each other, without lines."""
    made = Table(list(rows), colWidths=list(widths), hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return made


def _add_lined(
    paper: Paper,
    rows: Sequence[Cells],
    widths: Sequence[float],
    *,
    title: Text | None = None,
    heads: int = 1,
    lined: bool = True,
) -> None:
    """Add a table with lines below its rows, its heading repeated on each page, a title above it.

    A row that is too high to stand on a page as one goes on in rows below it.
    """
    expanded: list[Cells] = []
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-2, -1), INSIDE),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    if heads:
        style.append(("VALIGN", (0, 0), (-1, heads - 1), "BOTTOM"))
    for row in rows:
        first = len(expanded)
        expanded += _low_rows(row, widths)
        last = len(expanded) - 1
        style.append(("TOPPADDING", (0, first), (-1, first), 3))
        style.append(("BOTTOMPADDING", (0, last), (-1, last), 3))
        if lined:
            style.append(("LINEBELOW", (0, last), (-1, last), 0.6, LINE))
    high = sum(_row_height(row, widths) + 6 for row in expanded[: heads + 1])
    paper.story.append(CondPageBreak(high + (HEADING if title else 0)))
    if title:
        paper.add(title, "section")
    made = Table(expanded, colWidths=list(widths), hAlign="LEFT", repeatRows=heads)
    made.setStyle(TableStyle(style))
    paper.story.append(made)


def _row_height(row: Cells, widths: Sequence[float]) -> float:
    inner = _inner(widths)
    return max(_height(_blocks(cell), width) for cell, width in zip(row, inner, strict=True))


def _inner(widths: Sequence[float]) -> list[float]:
    """The room for words in each column; the last one has no padding."""
    return [*(width - INSIDE for width in widths[:-1]), widths[-1]]


def _blocks(cell: Any) -> list[Flowable]:
    return list(cell) if isinstance(cell, list) else [cell]


def _low_rows(row: Cells, widths: Sequence[float]) -> list[Cells]:
    """A row as one, or as several that are low enough."""
    columns = [
        _low_cells(_blocks(cell), width) for cell, width in zip(row, _inner(widths), strict=True)
    ]
    return [list(cells) for cells in zip_longest(*columns, fillvalue=[])]


def _low_cells(blocks: Sequence[Flowable], width: float) -> list[list[Flowable]]:
    """What stands in a cell, in as many pieces as it takes."""
    cells: list[list[Flowable]] = [[]]
    room, left = MOST_HIGH, list(blocks)
    while left:
        one = left.pop(0)
        high = _height([one], width)
        if high > room:
            parts = one.split(width, room)
            if len(parts) > 1:
                one, left = parts[0], [*parts[1:], *left]
            elif cells[-1]:
                left.insert(0, one)
                cells.append([])
                room = MOST_HIGH
                continue
            high = room
        cells[-1].append(one)
        room -= high
        if left and room <= 0:
            cells.append([])
            room = MOST_HIGH
    return cells
