"""What of an assessment is frozen: one canonical text with a fingerprint, which never changes."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.certification.assessments.records import Answer, Assessment, Evidence
from app.certification.assessments.rules import Result, fingerprint
from app.core import attachment


def canonical(content: Mapping[str, Any]) -> str:
    """The one way to write a content as JSON: keys in order, no spaces, letters as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def intact(assessment: Assessment) -> bool:
    """Whether the content of a frozen assessment is what was frozen, and its answers still say so."""
    if fingerprint(assessment.content) != assessment.content_hash:
        return False
    try:
        said = {e["criterion"]: _said(e) for e in json.loads(assessment.content)["answers"]}
    except (ValueError, KeyError, TypeError):  # something else, with a fingerprint of its own
        return False
    given = {each.criterion: each for each in assessment.answers}
    return all(
        key in given and said[key] == _said({**vars(given[key].given), "due": _day(given[key].due)})
        for key in said
    )


def _said(answer: Mapping[str, Any]) -> tuple[str, str, str]:
    """What of an answer the result rests on."""
    return answer["answer"], answer.get("comment", ""), answer.get("due", "")


def content(
    session: Session, assessment: Assessment, result: Result, by: str, day: date
) -> dict[str, Any]:
    """All that an assessment says on the day when it is frozen."""
    scheme = assessment.scheme
    assert scheme is not None
    given = {each.criterion: each for each in assessment.answers}
    return {
        "format": 1,
        "number": assessment.code,
        "scheme": {"key": scheme.key, "version": scheme.version, "name": scheme.name},
        "subject": _subject(assessment),
        "manner": assessment.manner,
        "assessor": assessment.assessor,
        "assessor_from": assessment.assessor_from,
        "target": assessment.target,
        "started_on": _day(assessment.started_on),
        "frozen_on": _day(day),
        "frozen_by": by,
        "summary": assessment.summary,
        "score": str(result.total.percent or ""),
        "groups": [
            {
                "key": each.group.key,
                "name": each.group.name,
                "points": each.score.points,
                "most": each.score.most,
            }
            for each in result.groups
        ],
        "answers": [
            {
                "criterion": each.key,
                "text": each.text,
                "level": each.level,
                "weight": each.weight,
                **_answer(session, given.get(each.key)),
            }
            for each in result.criteria
        ],
    }


def _subject(assessment: Assessment) -> dict[str, Any]:
    if assessment.service is None:
        return {"kind": "organisation"}
    return {"kind": "service", "id": assessment.service.id, "name": assessment.service.name}


def _answer(session: Session, answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {"answer": ""}
    served = [(row, session.get(Evidence, row["evidence_id"])) for row in answer.evidence]
    return {
        "answer": answer.answer,
        "comment": answer.comment,
        "responsible": answer.responsible,
        "due": _day(answer.due),
        "answered_by": answer.answered_by,
        "answered_on": _day(answer.answered_on),
        "evidence": [_evidence(session, row, one) for row, one in served if one],
    }


def _evidence(session: Session, row: Mapping[str, Any], evidence: Evidence) -> dict[str, Any]:
    return {
        "name": evidence.name,
        "sort": evidence.sort,
        "place": row.get("place", ""),
        "link": evidence.link,
        "speaks_of": _day(evidence.speaks_of),
        "added_on": _day(evidence.created_at.date()),
        "files": [
            {"name": each.name, "sha256": each.sha256}
            for each in attachment.attachments(session, evidence.id)
        ],
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
