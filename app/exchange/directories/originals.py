"""What is kept of an organisation or a service as its directory told it, beside our own fields. Pure functions.

A register of Kumppani tells nothing that our fields don't hold, so of such a one only the moment is kept at which
it was last changed there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.exchange.directories import ids, keeping, ours
from app.exchange.directories.documents import Doc, said

LOCATION = "location"
MOST_PLACE = 16 * 1024
"""A larger location isn't kept: it is told again with every service that is to be had there."""


@dataclass(frozen=True)
class Original:
    """An organization or a service of HSDS with what belongs to it.

    Attributes:
        document: the object. Its locations have the ids that the rows of our locations have.
        stays: of a service, the id of each service at a location and that of its location, in the order of the
            document's ``service_at_locations``.
        terms: the ids of the taxonomy terms in it.
    """

    document: Doc
    stays: tuple[tuple[str, str], ...] = ()
    terms: tuple[str, ...] = ()


def organisation(doc: Doc, record_id: str, places: Iterable[Doc]) -> Original | None:
    """The original of an organisation; ``places`` are all its locations, each with its key as its id."""
    if ours.is_organisation(doc):
        return _moment("x_last_modified", doc)
    locations = [
        {"location_type": "physical", **each, "id": place(record_id, said(each, "id"))}
        for each in places
    ]
    found = keeping.known("organization", {**doc, "locations": locations}, record_id)
    is_small = keeping.is_small(found) and all(
        keeping.is_small(each, MOST_PLACE) for each in found.get("locations", ())
    )
    return Original(found, terms=_terms(found)) if is_small else None


def service(
    doc: Doc, record_id: str, owner_id: str, stays: Mapping[str, tuple[str, Doc]]
) -> Original | None:
    """The original of a service.

    Args:
        doc: the service.
        record_id: its id.
        owner_id: the id of its organisation.
        stays: the services at locations by their ids, each with the key of its location.
    """
    if ours.is_service(doc):
        return _moment("last_modified", doc)
    at, places = [], []
    for key, (location_key, stay) in list(stays.items())[: keeping.MOST_ROWS]:
        its_id = keeping.identity(key) or ids.made(record_id, "stay", key)
        at.append({**stay, "id": its_id})
        places.append((its_id, place(owner_id, location_key)))
    found = keeping.known("service", {**doc, "service_at_locations": at}, record_id)
    return Original(found, tuple(places), _terms(found)) if keeping.is_small(found) else None


def place(organisation_id: str, key: str) -> str:
    """The id of the row of a location of an organisation."""
    return ids.of(organisation_id, LOCATION, key)


def _moment(name: str, doc: Doc) -> Original | None:
    """Only when it was last changed."""
    told = keeping.moment(doc.get(name))
    return Original({name: told}) if told else None


def _terms(found: Any) -> tuple[str, ...]:
    """The ids of all terms of an object's own attributes."""
    terms = (each.get("taxonomy_term", {}) for each in found.get("attributes", ()))
    return tuple(dict.fromkeys(term["id"] for term in terms if term))
