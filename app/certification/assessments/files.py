"""The answers of an assessment as a spreadsheet: to be read, or filled in elsewhere and read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.certification.assessments import actions, rules
from app.certification.assessments.records import Answer, Assessment
from app.certification.schemes import rules as schemes
from app.certification.schemes.rules import Criterion, SchemeContent
from app.core import editing
from app.core.fault import Missing
from app.core.text import Text, _l, languages, pick
from app.exchange import sheets


@dataclass(frozen=True)
class Column:
    """A column of the sheet.

    Attributes:
        key: its name that is the same in every language.
        read: whether it is read back.
    """

    key: str
    label: Text
    read: bool = False

    @property
    def headers(self) -> frozenset[str]:
        """Every way it may be headed, folded."""
        said = {self.label.say(language) for language in languages()}
        return frozenset(each.casefold() for each in {self.key, *said})


KEY = "key"
COLUMNS = (
    Column("group", _l("Group")),
    Column(KEY, _l("Identifier")),
    Column("criterion", _l("Criterion")),
    Column("level", _l("Level")),
    Column("weight", _l("Weight")),
    Column("answer", _l("Answer"), read=True),
    Column("comment", _l("Comment"), read=True),
    Column("responsible", _l("Responsible"), read=True),
    Column("due", _l("To be done by"), read=True),
    Column("evidence", _l("Evidence")),
    Column("answered_by", _l("Answered by")),
    Column("answered_on", _l("Answered on")),
)
"""The columns in their order."""


def write_answers(session: Session, assessment_id: str, path: Path) -> Path:
    """Write the criteria that apply with their answers as .xlsx or .csv, whole or not at all.

    Raises:
        Missing: there is no such assessment, or its scheme is gone.
        Refusal: the name ends otherwise, or the file can't be written.
    """
    assessment = editing.find(session, Assessment, assessment_id)
    scheme, result = assessment.scheme, assessment.result
    if scheme is None or result is None:
        raise Missing
    content = scheme.content
    given = {each.criterion: each for each in assessment.answers}
    rows = []
    for each in result.criteria:
        cells = _cells(session, content, each, given.get(each.key))
        rows.append([cells[column.key] for column in COLUMNS])
    return sheets.write_whole(path, [column.label.say() for column in COLUMNS], rows)


def _cells(
    session: Session, scheme: SchemeContent, criterion: Criterion, answer: Answer | None
) -> Mapping[str, Any]:
    group = next((each.name for each in scheme.groups if each.key == criterion.group), {})
    served = actions.evidence_of(session, answer)
    code = answer.answer if answer else ""
    return {
        "group": pick(group),
        KEY: criterion.key,
        "criterion": pick(criterion.text),
        "level": dict(schemes.LEVELS)[criterion.level].say(),
        "weight": criterion.weight if criterion.scored else None,
        "answer": dict(rules.ANSWERS)[code].say() if code else "",
        "comment": answer.comment if answer else "",
        "responsible": answer.responsible if answer else "",
        "due": answer.due if answer else None,
        "evidence": "\n".join(each.evidence.name for each in served),
        "answered_by": answer.answered_by if answer else "",
        "answered_on": answer.answered_on if answer else None,
    }
