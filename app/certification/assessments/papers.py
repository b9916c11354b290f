"""The papers of assessments: the report of one, and its rounds beside each other.

What is frozen is told as it was frozen: also the service's name and the evidence.
"""

from sqlalchemy.orm import Session

from app.certification.assessments import actions, telling, wording
from app.certification.assessments.comparison_tables import add_groups, add_rounds, unfinished
from app.certification.assessments.paper_blocks import add_heading
from app.certification.assessments.records import Assessment
from app.certification.assessments.report_answers import add_answers, add_short
from app.certification.assessments.report_evidence import add_evidence
from app.certification.assessments.report_findings import add_findings
from app.certification.assessments.report_head import add_head
from app.certification.assessments.report_picture import add_summary_and_picture
from app.certification.assessments.telling import Made
from app.certification.schemes.rules import SchemeContent
from app.core import editing
from app.core.fault import Missing
from app.core.record import today
from app.core.text import _l, _n, pick
from app.organisation.papers import letterhead
from app.paper.kit import Paper

SCALE = 0.95
"""A report is long: its print is a little smaller than a letter's."""
MOST_ROUNDS = 5
"""So many rounds stand beside each other: the first one and the latest ones."""


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
    subject = telling.subject(assessment, head, language)
    title = pick(scheme.name, language)
    paper = Paper(language, f"{title}: {subject}", head, today(), SCALE)
    made = Made(paper, assessment, scheme.content, result, actions.before(session, assessment))
    add_head(made, title, subject)
    add_summary_and_picture(made)
    add_short(made)
    add_heading(paper, _l("What the scheme rests on"))
    _add_basis(paper, made.scheme)
    add_answers(made)
    add_findings(made, session)
    add_evidence(made, session)
    return paper.draw()


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
    subject = telling.subject(assessment, head, language)
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
    add_rounds(paper, shown)
    if left := len(found) - len(shown):
        words = _n(
            "{count} round between the first one and these isn't shown.",
            "{count} rounds between the first one and these aren't shown.",
            left,
        )
        paper.add(words, "small")
    add_groups(paper, shown)
    if any(unfinished(each) for each in shown):
        paper.add(wording.COUNTED_AS_NOTHING, "small")
    if any(telling.differs(assessment, each) for each in shown):
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


def _add_basis(paper: Paper, scheme: SchemeContent) -> None:
    """Which version of which scheme it is, and what that rests on."""
    words = _l("{scheme}, version {version}.", scheme=scheme.name, version=scheme.version)
    paper.add(words, "small")
    paper.add(pick(scheme.basis, paper.language), "small")
