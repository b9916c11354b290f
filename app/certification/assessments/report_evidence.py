"""The evidence of a report: each piece once, with the criteria that it serves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.certification.assessments import actions, telling
from app.certification.assessments.paper_blocks import add_heading, add_lined
from app.certification.assessments.records import SORTS, Answer
from app.certification.assessments.telling import Made
from app.core.format import show_date
from app.core.text import _l
from app.paper.kit import WIDTH


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


def add_evidence(made: Made, session: Session) -> None:
    """The evidence with its dates."""
    paper, language = made.paper, made.language
    title = _l("Evidence")
    proofs = _proofs(made, session)
    if not proofs:
        add_heading(paper, title)
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
    add_lined(paper, [head, *rows], widths, title=title)


def _proofs(made: Made, session: Session) -> list[Proof]:
    """The evidence as it was frozen, or as it is now, each piece once."""
    answers = {each.criterion: each for each in made.assessment.answers}
    frozen = {
        row["criterion"]: row for row in telling.frozen_content(made.assessment).get("answers", ())
    }
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
