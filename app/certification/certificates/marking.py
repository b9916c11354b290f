"""Which certificate an own service shows."""

from datetime import date

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from app.certification.certificates import rules
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import standing
from app.core.field import values_of
from app.core.record import today
from app.services.records import ServiceProduct
from app.services.rules import stage_problem

READY_STAGES = frozenset({"productised", "certified"})


def own_services(session: Session, certificate: Certificate) -> list[ServiceProduct]:
    """The services of this office that a certificate names; a certifier grants also to those of others."""
    ids = [row.get("service_id") or "" for row in certificate.services]
    found = (session.get(ServiceProduct, each) for each in ids)
    return [each for each in found if each is not None]


def mark_services(session: Session, certificate: Certificate) -> None:
    """Let the own services of a certificate show it, or no longer."""
    valid = standing(session, certificate) == rules.VALID and certificate.deleted_at is None
    for service in own_services(session, certificate):
        left = service.certificate_id == certificate.id and certificate.status != rules.REPLACED
        shown = certificate if valid else None
        if shown is None and left:
            shown = _another(session, service.id)
        if shown is not None and not _gives_way(session, shown, service):
            # One that was retired or is being changed stays so until somebody says otherwise.
            stage = "certified" if service.stage in READY_STAGES else service.stage
            _put(service, stage, shown.valid_to, shown.id)
        elif shown is None and left:
            _put(service, _without(service, certificate), None, None)


def _without(service: ServiceProduct, certificate: Certificate) -> str:
    """The stage of a service that has lost its certificate."""
    if service.stage != "certified":
        return service.stage
    # The network knows a certified service as productised, so it stays that.
    lacking = certificate.self_declared and stage_problem("productised", values_of(service))
    return "draft" if lacking else "productised"


def _put(
    service: ServiceProduct, stage: str, certified_to: date | None, certificate_id: str | None
) -> None:
    """Give a service these values where it has others, so that the history tells only what changed."""
    fresh = {"stage": stage, "certified_to": certified_to, "certificate_id": certificate_id}
    for name, value in fresh.items():
        if getattr(service, name) != value:
            setattr(service, name, value)


def _gives_way(session: Session, shown: Certificate, service: ServiceProduct) -> bool:
    """Whether a self-declared certificate would take the place of a valid one of the network."""
    now = session.get(Certificate, service.certificate_id or "")
    return (
        shown.self_declared
        and now is not None
        and not now.self_declared
        and now.deleted_at is None
        and (now.valid_to or today()) >= today()
        and standing(session, now) == rules.VALID
    )


def _another(session: Session, service_id: str) -> Certificate | None:
    """Another valid certificate of a service: one of the network first, then the one that lasts longest."""
    found = session.scalars(
        select(Certificate)
        .where(
            Certificate.status == rules.VALID,
            Certificate.deleted_at.is_(None),
            Certificate.valid_to >= today(),
            type_coerce(Certificate.services, String).contains(service_id, autoescape=True),
        )
        .order_by(Certificate.self_declared, Certificate.valid_to.desc())
    )
    return next((each for each in found if standing(session, each) == rules.VALID), None)
