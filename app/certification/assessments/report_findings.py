"""The findings of a report, with what is done about each of them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.certification.assessments import telling
from app.certification.assessments.paper_blocks import Cells, add_heading, add_lined, lines, toned
from app.certification.assessments.telling import Made
from app.certification.findings import rules as findings
from app.certification.findings.records import Finding
from app.core.text import _l
from app.paper.kit import WIDTH, Paper


def add_findings(made: Made, session: Session) -> None:
    """The findings and their corrective actions, the most serious first."""
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
        add_heading(paper, title)
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
    add_lined(paper, [head, *rows], widths, title=title)


def _finding(made: Made, found: Finding) -> Cells:
    paper = made.paper
    severity = dict(findings.SEVERITIES)[found.severity]
    tone = findings.SEVERITY_TONES[found.severity]
    words = f"{found.code} · {severity.say(paper.language)}" if found.code else severity
    cell: Cells = [toned(paper, words, tone), *lines(paper, found.what)]
    whys = [row["why"] for row in found.whys if row.get("why")]
    if whys:
        cell.append(paper.paragraph(_l("Root cause: {cause}", cause=whys[-1]), "small"))
    if number := made.numbers.get(found.criterion):
        cell.append(paper.paragraph(_l("About criterion {number}", number=number), "small"))
    return cell


def _action(paper: Paper, found: Finding) -> Cells:
    cell: Cells = lines(paper, found.action) or [paper.paragraph(_l("Not agreed yet"))]
    cell += lines(paper, telling.agreed(found.owner, found.due, paper.language), "small")
    if found.effect:
        words = _l("Effect: {effect}", effect=found.effect)
        cell += lines(paper, words.say(paper.language), "small")
    return cell


def _finding_state(paper: Paper, found: Finding) -> Cells:
    words = dict(findings.STATES)[found.status]
    cell: Cells = [toned(paper, words, findings.TONES[found.status])]
    for day, label in (
        (found.done_on, _l("Done {day}", day=found.done_on)),
        (found.verified_on, _l("Seen {day} {name}", day=found.verified_on, name=found.verified_by)),
    ):
        if day:
            cell.append(paper.paragraph(label, "small"))
    if findings.late(found.status, found.due, paper.day):
        cell.append(toned(paper, _l("Late"), "bad", "small"))
    return cell
