"""What is done with what the directory finds: a provider becomes one that the office knows, a service is planned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue import finding, reading, shapes
from app.catalogue.entries import ENDED, SHOWN
from app.catalogue.finding import Found
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.clients.records import Client
from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidValue, Missing, Refusal
from app.core.field import fields_of
from app.core.record import today
from app.core.text import _l, pick
from app.network.directory import following, narrowing
from app.network.directory.following import network_of
from app.organisation.records import Organisation
from app.services.records import ServicePath, ServiceProduct
from app.sync import link as links

TAKEN_OVER = (
    *("name", "summary", "sector", "legal_form", "business_id", "association_number"),
    *("home_municipality", "municipalities", "languages", "website", "email", "phone", "locations"),
)
"""What the office keeps of a provider that it has come to know in the directory."""


@dataclass(frozen=True)
class Looked:
    """What was found, and how many there would be for each value of some facets.

    Attributes:
        behind: whether the catalogue hasn't yet taken in all that the office has received.
        alone: whether the office has never been in a network.
        loosened: where nothing was found, how many there would be without one of the filters, by its name.
    """

    found: Found
    counts: Mapping[str, Mapping[str, int]]
    behind: bool
    alone: bool
    loosened: Mapping[str, int] = field(default_factory=dict)


def look(session: Session, wanted: Wanted, facets: Sequence[str], day: date) -> Looked:
    """Find in the office's catalogue."""
    connection, places = session.connection(), [network_of(session)]
    found = finding.find(connection, places, wanted, day)
    return Looked(
        found,
        finding.all_counts(connection, places, wanted, facets, day),
        following.is_behind(session),
        links.of(session) is None,
        {} if found.total else _loosened(session, wanted, day),
    )


def _loosened(session: Session, wanted: Wanted, day: date) -> dict[str, int]:
    """How many there would be without one of the filters; those that wouldn't help alone are left out."""
    connection, places = session.connection(), [network_of(session)]
    counts = {
        name: finding.find_places(connection, places, narrowing.without(wanted, name), day, 0, 0)[0]
        for name in narrowing.chosen(wanted)
    }
    return {name: count for name, count in counts.items() if count}


def find(session: Session, kind: str, record_id: str) -> Item:
    """A record of the directory.

    Raises:
        Missing: it isn't there any more.
    """
    found = finding.entry_of(session.connection(), [network_of(session)], kind, record_id, today())
    if found is None:
        raise Missing
    return found


def services(session: Session, ids: Iterable[str]) -> list[Item]:
    """Those of some services that are in the directory, in the same order."""
    place = [network_of(session)]
    return reading.by_ids(session.connection(), place, shapes.SERVICE, ids, today())


def services_of(session: Session, organisation_id: str) -> Sequence[Item]:
    """The services of an organisation, by name."""
    wanted = Wanted(organisation=(organisation_id,), per_page=finding.MOST_PAGE)
    return finding.find(session.connection(), [network_of(session)], wanted, today()).items


def services_on(session: Session, path: Item) -> Sequence[Item]:
    """The services that a path leads through, whosever they are, as far as they are in the directory."""
    steps = path.fields.get("steps", ())
    return services(session, [row["service_id"] for row in steps if "service_id" in row])


def successors_of(session: Session, service: Item) -> Sequence[Item]:
    """What the provider of a service that has ended offers instead; nothing when that isn't told or has ended too."""
    told = service.fields.get("successor_id")
    found = services(session, [told] if told and service.state == ENDED else [])
    return [each for each in found if each.state == SHOWN]


def is_ours(session: Session, item: Item) -> bool:
    """Whether something of the directory is the office's own."""
    link = links.of(session)
    return item.owner == (link.organisation_id if link else following.OURS)


def know(session: Session, organisation: Item) -> str:
    """Let an organisation be among those that the office knows, with what it tells now; returns its id here.

    One with its business ID that the office had written down itself stays the one it is.
    """
    known = session.get(Organisation, organisation.record_id) or _same(session, organisation)
    if known is not None and known.own:
        return known.id
    values = _values(organisation)
    if known is None:
        made = Organisation(id=organisation.record_id, **editing.checked_new(Organisation, values))
        session.add(made)
        session.flush()
        return made.id
    if known.deleted_at is not None:
        editing.restore(session, Organisation, [known.id])
    if known.id == organisation.record_id:
        editing.change(session, Organisation, known.id, values)
    else:
        blank = {
            name
            for name in values
            if fields_of(Organisation)[name].value.is_empty(getattr(known, name))
        }
        editing.change(session, Organisation, known.id, {name: values[name] for name in blank})
    return known.id


def keep(session: Session, organisation_id: str) -> Changes:
    """Take an organisation of the directory among those that the office knows; ``result`` is its id here."""
    organisation = find(session, shapes.ORGANISATION, organisation_id)
    known = know(session, organisation)
    return Changes(_l("“{title}” is among those you know", title=dict(organisation.name)), known)


def add_to_plan(
    session: Session, service_id: str, client_id: str | None, values: Mapping[str, Any]
) -> Changes:
    """Add a service of the directory to a client's plan; ``result`` is the client's id.

    Args:
        session: a session that writes.
        service_id: the service.
        client_id: whose plan it is.
        values: ``amount`` (how much and how often), ``begins`` (a day or ``None``).

    Raises:
        Missing: the service or the client isn't there any more.
        Refusal: it is on the plan already, or no client was chosen.
    """
    service = find(session, shapes.SERVICE, service_id)
    if not client_id:
        raise Refusal(_l("Choose the client whose plan it is."))
    client = editing.find(session, Client, client_id)
    begins = values.get("begins")
    row: dict[str, Any] = {**_as_row(session, service), "amount": values.get("amount") or ""}
    row["begins"] = begins.isoformat() if begins else None
    row["service"] = pick(row["service"]) if row["service"] else ""
    rows = [dict(each) for each in client.services or []]
    if any(_is_same(row, each) and not each.get("ends") for each in rows):
        raise Refusal(_l("“{title}” is on the plan already.", title=dict(service.name)))
    editing.change(session, Client, client.id, {"services": [*rows, row]})
    words = _l(
        "Added “{title}” to the plan of {client}", title=dict(service.name), client=client.title()
    )
    return Changes(words, client.id)


def add_to_path(
    session: Session, service_id: str, path_id: str | None, values: Mapping[str, Any]
) -> Changes:
    """Add a service of the directory as the last step of a path; ``result`` is the path's id.

    Args:
        session: a session that writes.
        service_id: the service.
        path_id: the path; ``None`` for a new one.
        values: ``name`` of the new path, a value a language.

    Raises:
        Missing: the service or the path isn't there any more.
        Refusal: it is the last step already.
    """
    service = find(session, shapes.SERVICE, service_id)
    if not path_id:
        path_id = editing.add(session, ServicePath, {"name": values.get("name") or {}}).result
    path = editing.find(session, ServicePath, path_id or "")
    steps, row = [dict(each) for each in path.steps or []], _as_row(session, service)
    if steps and _is_same(row, steps[-1]):  # further on one may come back to it, not at once
        told = {"title": dict(service.name), "path": path.title()}
        raise Refusal(_l("“{title}” is the last step of “{path}” already.", **told))
    editing.change(session, ServicePath, path.id, {"steps": [*steps, row]})
    words = _l("Added “{title}” to “{path}”", title=dict(service.name), path=path.title())
    return Changes(words, path.id)


def _as_row(session: Session, service: Item) -> dict[str, Any]:
    """A service as plans and paths name it: our own by its record, those of others by provider and words.

    The latter carry their id in the directory too, so that it can be told how they stand later.
    """
    own = session.get(ServiceProduct, service.record_id)
    if own is not None and own.deleted_at is None:
        return {"service_id": own.id, "organisation_id": None, "service": {}}
    provider = know(session, service.organisation) if service.organisation else None
    return {
        "service_id": None,
        "organisation_id": provider,
        "service": dict(service.name),
        "directory_id": service.record_id,
    }


def _is_same(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if row.get("directory_id") and row["directory_id"] == other.get("directory_id"):
        return True  # whatever it or its provider is called now
    names = ("service_id", "organisation_id", "service")
    return all((row.get(name) or None) == (other.get(name) or None) for name in names)


def _same(session: Session, organisation: Item) -> Organisation | None:
    """An organisation in use that has the same business ID."""
    business_id = organisation.fields.get("business_id")
    if not business_id:
        return None
    return session.scalar(
        select(Organisation)
        .where(Organisation.business_id == business_id, Organisation.deleted_at.is_(None))
        .limit(1)
    )


def _values(organisation: Item) -> dict[str, Any]:
    """What is taken over, as far as it can be held here."""
    found = {}
    for name in TAKEN_OVER:
        if name not in organisation.fields:
            continue
        field = fields_of(Organisation)[name]
        try:
            found[name] = field.check(field.value.from_json(organisation.fields[name]))
        except (InvalidValue, TypeError, ValueError):
            continue
    return found
