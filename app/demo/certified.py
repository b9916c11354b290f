"""The certification of the demo organisation: finished, running and expired cases, counted from today."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.certification.assessments import actions, freezing, rules
from app.certification.assessments.records import Answer, Assessment, Evidence
from app.certification.certificates import actions as certificates
from app.certification.certificates.records import Certificate
from app.certification.findings.records import Finding
from app.certification.plans import actions as plans
from app.certification.plans import rules as plan_rules
from app.certification.plans.records import SelfMonitoringPlan
from app.certification.requests import actions as requests
from app.certification.requests.records import CertificateRequest
from app.certification.schemes import actions as schemes
from app.certification.schemes.records import Scheme
from app.core import attachment, editing, sample
from app.core.record import new_id
from app.organisation.actions import own
from app.services.records import ServiceProduct

Ids = Mapping[str, str]


def certify(session: Session, content: Mapping[str, Any], today: date, services: Ids) -> None:
    """Add schemes, assessments, certificates, findings and a self-monitoring plan."""
    schemes.take_into_use(session)
    evidence = _evidence(session, content, today)
    made = [_assess(session, each, today, services, evidence) for each in content["assessments"]]
    for stored in content["findings"]:
        _find(session, stored, today, made)
    _plan(session, content["self_monitoring_plan"], today)


def _evidence(session: Session, content: Mapping[str, Any], today: date) -> dict[str, str]:
    found = {}
    for stored in content["evidence"]:
        values = sample.placed(stored, today, {})
        key, file = values.pop("key"), values.pop("file", "")
        found[key] = editing.add(session, Evidence, values).result
        if file:
            words = f"{stored['name']}\n".encode()
            attachment.attach_bytes(session, found[key], file, words)
    return found


def _assess(
    session: Session, stored: Mapping[str, Any], today: date, services: Ids, evidence: Ids
) -> str:
    """Add one assessment with its answers; frozen and certified when it says so."""
    begun = today + timedelta(days=stored["started"])
    frozen = stored.get("frozen")
    values = {
        "scheme_key": stored["scheme"],
        "service_id": services[stored["service"]] if stored["service"] else None,
        "started_on": begun,
        "due": today + timedelta(days=stored["due"]) if "due" in stored else None,
        **{n: stored[n] for n in ("manner", "assessor", "target")},
        "assessor_from": stored.get("assessor_from", ""),
        "summary": stored.get("summary", ""),
    }
    made = actions.begin(session, values).result
    assessment = editing.find(session, Assessment, made)
    session.refresh(assessment, ["scheme"])
    assert assessment.scheme is not None
    answered_on = today + timedelta(days=frozen) if frozen is not None else begun
    rest = stored.get("rest", rules.YES)
    for criterion in assessment.scheme.content.asked(stored["target"]):
        said = stored["answers"].get(criterion.key, {"answer": rest} if rest else None)
        if said is None:
            continue
        given = sample.placed(said, today, {})
        rows = [
            {"id": new_id(), "evidence_id": evidence[name], "place": ""}
            for name in given.pop("evidence", ())
        ]
        ids = {"assessment_id": made, "criterion": criterion.key, "asked": criterion.text}
        told = {"answered_by": stored["assessor"], "answered_on": answered_on, "evidence": rows}
        editing.add(session, Answer, {**given, **ids, **told})
    session.expire(assessment, ["answers"])
    if frozen is not None:
        _freeze(session, assessment, answered_on)
    if "request" in stored:
        _request(session, assessment, stored["request"])
    if "certificate" in stored:
        _certificate(session, assessment, stored["certificate"], today)
    return made


def _freeze(session: Session, assessment: Assessment, day: date) -> None:
    result = assessment.result
    assert result is not None
    written = freezing.canonical(
        freezing.content(session, assessment, result, assessment.assessor, day)
    )
    sealed = {
        "status": rules.FROZEN,
        "frozen_on": day,
        "frozen_by": assessment.assessor,
        "score": result.total.percent,
        "content": written,
        "content_hash": freezing.fingerprint(written),
    }
    editing.change(session, Assessment, assessment.id, sealed)


def _certificate(
    session: Session, assessment: Assessment, stored: Mapping[str, Any], today: date
) -> None:
    begins, ends = (today + timedelta(days=stored[name]) for name in ("from", "to"))
    holder, scheme = own(session), assessment.scheme
    assert holder is not None
    assert isinstance(scheme, Scheme)
    values = {
        "name": scheme.name,
        "scope": assessment.service.name if assessment.service else {},
        "services": [{"id": new_id(), "service_id": assessment.service_id}],
        "holder": holder.name,
        "issuer": holder.name,
        "granted_by": stored["granted_by"],
        "granted_on": begins,
        "valid_from": begins,
        "valid_to": ends,
        "scheme_id": scheme.id,
        "assessment_id": assessment.id,
    }
    made = editing.find(session, Certificate, editing.add(session, Certificate, values).result)
    certificates.seal(made, certificates.Basis.of(assessment))
    fresh = {"stage": "certified", "certified_to": ends, "certificate_id": made.id}
    editing.change(session, ServiceProduct, assessment.service_id or "", fresh)


def _request(session: Session, assessment: Assessment, message: str) -> None:
    """Ask the network for a certificate on an assessment; no network has heard of it yet."""
    holder, scheme, service = own(session), assessment.scheme, assessment.service
    assert holder is not None
    assert scheme is not None
    assert service is not None
    values = requests.told(assessment, scheme, service, holder)
    editing.add(session, CertificateRequest, {**values, "message": message})


def _find(session: Session, stored: Mapping[str, Any], today: date, made: list[str]) -> None:
    values = sample.placed(stored, today, {})
    about = values.pop("about")
    values["whys"] = [{"id": new_id(), "why": why} for why in stored["whys"]]
    if about:
        at, key = about
        answer = actions.answer_to(session, made[at], key)
        values |= {"assessment_id": made[at], "criterion": key}
        values["asked"] = dict(answer.asked) if answer else {}
    editing.add(session, Finding, values)


def _plan(session: Session, stored: Mapping[str, Any], today: date) -> None:
    made = plans.begin(session).result
    plan = editing.find(session, SelfMonitoringPlan, made)
    published = today + timedelta(days=stored["published"])
    values = {
        "status": plan_rules.PUBLISHED,
        "approved_by": stored["approved_by"],
        "published_on": published,
        "link": stored["link"],
        "chapters": [_finished(row, stored["chapters"]) for row in plan.chapters],
        "follow_up_on": today + timedelta(days=59),
        "rounds": [],
    }
    editing.change(session, SelfMonitoringPlan, made, values)


def _finished(row: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """A drafted chapter, what was still to be filled in replaced by what the owner has written."""
    texts = {
        language: "\n".join(
            line for line in words.split("\n") if "[Täydennä" not in line and "[Fill in" not in line
        ).strip()
        for language, words in row["text"].items()
    }
    own = written.get(row["key"], {})
    for language, words in own.items():
        texts[language] = "\n\n".join(part for part in (texts.get(language, ""), words) if part)
    return {**row, "text": texts}
