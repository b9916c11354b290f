"""What can be done with service products and service paths."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing, sample
from app.core.change import Changes
from app.core.field import fields_of, values_of
from app.core.room import Figure, Matter
from app.core.text import LanguageText, _l, _n, in_all, literal
from app.core.value import Rows
from app.organisation.actions import own as own_organisation
from app.organisation.records import Organisation
from app.services import rules
from app.services.records import ServicePath, ServiceProduct


def add_example(session: Session, today: date) -> Changes:
    """Add a finished service of the demo data, to see what one looks like; ``result`` is its id."""
    stored = sample.content()["services"][0]
    values = {n: sample.placed(each, today, {}) for n, each in stored.items() if n != "code"}
    return editing.add(session, ServiceProduct, values)


def productise(session: Session, record_id: str) -> Changes:
    """Say that a draft has become a product.

    Raises:
        InvalidFields: something is still missing.
    """
    done = editing.change(session, ServiceProduct, record_id, {"stage": "productised"})
    service = editing.find(session, ServiceProduct, record_id)
    return Changes(_l("“{title}” is now a product", title=dict(service.title())), done.result)


def retire(session: Session, record_id: str, successor_id: str | None = None) -> Changes:
    """Take a service out of use, with the one that replaces it if there is one."""
    service = editing.find(session, ServiceProduct, record_id)
    service.stage = "retired"
    service.successor_id = successor_id
    return Changes(_l("Retired “{title}”", title=dict(service.title())), record_id)


@dataclass(frozen=True, kw_only=True)
class Doer:
    """A service and who provides it, ready to be drawn.

    Attributes:
        service: what is done; ``service_id`` is set when it is one of our own products.
        provider: who does it, and ``sector`` the provider's sector code, ``""`` when unknown.
        gone: it points to a service or provider that is no longer there.
        directory_id: the id by which the network's directory has it, ``""`` when it isn't from there.
    """

    service: LanguageText
    provider: LanguageText
    sector: str
    service_id: str | None = None
    own: bool = False
    gone: bool = False
    directory_id: str = ""


@dataclass(frozen=True, kw_only=True)
class PathStep(Doer):
    """One step of a service path.

    Attributes:
        client_sees: what the client meets.
        hand_over: how the next one gets to know.
    """

    client_sees: LanguageText
    hand_over: LanguageText


def path_steps(session: Session, path: ServicePath) -> list[PathStep]:
    """The steps of a path in order, with their services and providers looked up."""
    value = fields_of(ServicePath)["steps"].value
    assert isinstance(value, Rows)
    return [
        PathStep(
            **vars(who_does(session, row)),
            client_sees=row["client_sees"],
            hand_over=row["hand_over"],
        )
        for row in (value.row(stored) for stored in path.steps)
    ]


def who_does(session: Session, row: Mapping[str, Any]) -> Doer:
    """The service and provider that a row names: ``service_id``, ``organisation_id``, ``service``, ``directory_id``."""
    service = session.get(ServiceProduct, row["service_id"]) if row["service_id"] else None
    provider = (
        session.get(Organisation, row["organisation_id"]) if row["organisation_id"] else None
    ) or (own_organisation(session) if service else None)
    gone = any(
        (wanted and (one is None or one.deleted_at is not None))
        for wanted, one in ((row["service_id"], service), (row["organisation_id"], provider))
    )
    named = row["service"] if isinstance(row["service"], Mapping) else in_all(row["service"])
    return Doer(
        service=service.title() if service else named,
        provider=provider.title() if provider else {},
        sector=provider.sector if provider else "",
        service_id=service.id if service else None,
        own=bool(provider and provider.own),
        gone=gone,
        directory_id=row["directory_id"],
    )


def matters(session: Session, today: date) -> Iterable[Matter]:
    """Certificates that end, drafts that are nearly ready, prices whose VAT ground is open."""
    soon = today + timedelta(days=rules.EXPIRY_DAYS)
    ending = select(ServiceProduct).where(
        ServiceProduct.deleted_at.is_(None),
        ServiceProduct.stage == "certified",
        ServiceProduct.certificate_id.is_(None),  # else certification brings it up
        ServiceProduct.certified_to <= soon,
    )
    for service in session.scalars(ending.order_by(ServiceProduct.certified_to).limit(50)):
        late = service.certified_to is not None and service.certified_to < today
        name = dict(service.title())
        yield Matter(
            kind="service",
            record_id=service.id,
            title=_l("Certificate has ended: {name}", name=name)
            if late
            else _l("Certificate ends: {name}", name=name),
            advice=_l("Renew the certificate or change the stage."),
            due=service.certified_to,
            tone="bad" if late else "watch",
        )
    drafts = select(ServiceProduct).where(
        ServiceProduct.deleted_at.is_(None), ServiceProduct.stage == "draft"
    )
    for service in session.scalars(drafts.order_by(ServiceProduct.updated_at.desc()).limit(5)):
        ready = rules.readiness(values_of(service))
        name = dict(service.title())
        if ready.complete:
            title = _l("Ready to become a product: {name}", name=name)
            advice = _l("Everything is filled in. Check it and mark it productised.")
        else:
            title = _l("Unfinished service: {name}", name=name)
            advice = _n(
                "{count} thing is missing.", "{count} things are missing.", len(ready.missing)
            )
        yield Matter("service", service.id, title, advice)


def figures(session: Session, today: date) -> Iterable[Figure]:
    """How many services are certified and how many are products."""
    stage = ServiceProduct.stage
    rows = session.execute(
        select(stage, func.count()).where(ServiceProduct.deleted_at.is_(None)).group_by(stage)
    )
    stages = dict(rows.all())
    active = sum(number for name, number in stages.items() if name != "retired")
    if not active:
        return
    expired = session.scalar(
        select(func.count()).where(
            ServiceProduct.deleted_at.is_(None),
            stage == "certified",
            ServiceProduct.certified_to < today,
        )
    )
    finished = stages.get("certified", 0) + stages.get("productised", 0)
    certified = stages.get("certified", 0) - (expired or 0)
    yield Figure(
        literal(f"{certified} / {active}"), _n("service certified", "services certified", certified)
    )
    yield Figure(
        literal(f"{finished} / {active}"),
        _n("service productised", "services productised", finished),
    )
