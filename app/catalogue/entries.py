"""What an entry of the catalogue is, and what is true of the records behind it. Pure functions of cleaned fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.catalogue import shapes
from app.catalogue.tables import MOST_TERM

SHOWN, ENDED, HIDDEN = "shown", "ended", "hidden"
ALL, WORD, BEGINNING = "all", "word", "beginning"
LOCATIONS, AT_LOCATION, PRIVATE, PATH = "locations", "at_location", "private", "path"
CERTIFIED, PRICE, HELD = "certified", "price", "held"
BY_DAY = "day"
ANYWHERE = "*"
"""Stands for every municipality, county: a service that names none is available everywhere."""
ALWAYS, EVER = "0000-00-00", "9999-99-99"
_AT_PLACES = frozenset({"provider_site", "nature_farm"})
_PLACED = frozenset({"place", "municipalities", "shl_service", "ptv_class"})
"""Fields that tell where a service is given."""
_SEPARATOR = "\t"


@dataclass(frozen=True)
class Known:
    """A record as the catalogue knows it; ``fields`` are cleaned."""

    record_id: str
    kind: str
    owner: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Span:
    """What holds from a first day to a last one, both as text: a certificate (``term`` is its scheme) or a price."""

    facet: str
    term: str
    first: str
    last: str
    amount: int = 0


@dataclass(frozen=True)
class Entry:
    """How a record stands in the catalogue.

    Attributes:
        state: :data:`SHOWN`, :data:`ENDED` or :data:`HIDDEN`.
        terms: by which facets and terms it is found, each as :func:`term` writes it.
        words: by which words.
        sorts: its place in each order, by what is ordered by.
        spans: what holds on some days only.
        targets: the ids of the records that it names.
    """

    state: str
    terms: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    sorts: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    targets: frozenset[str] = frozenset()


def term(facet: str, word: str) -> str:
    """A facet and a term of it as one text."""
    return f"{facet}{_SEPARATOR}{word[:MOST_TERM]}"


def split(written: str) -> tuple[str, str]:
    """The facet and the term that :func:`term` wrote."""
    facet, _separator, word = written.partition(_SEPARATOR)
    return facet, word


def holds(certificate: Mapping[str, Any]) -> tuple[str, str] | None:
    """From which day to which a certificate holds as it stands now, ``None`` when it doesn't at all."""
    first, last = certificate.get("valid_from"), certificate.get("valid_to")
    good = (
        certificate.get("status") == "valid"
        and certificate.get(shapes.SIGNED) is True
        and not certificate.get("self_declared")
    )
    return (first, last) if good and first and last and first <= last else None


def turns(certificate: Mapping[str, Any]) -> list[date]:
    """The days on which a certificate that holds begins and has ended: what shows it changes at their midnight."""
    held = holds(certificate)
    if held is None:
        return []
    first, last = map(date.fromisoformat, held)
    return [first, *([last + timedelta(days=1)] if last < date.max else [])]


def consumer_prices(fields: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The price lines of a service for somebody who pays it himself."""
    return [row for row in fields.get("prices", ()) if row.get("payer", "self_pay") == "self_pay"]


def is_private(fields: Mapping[str, Any]) -> bool:
    """Whether a service is given in somebody's home, so that its address is nobody else's business."""
    return fields.get("shl_service") == "family_care" or fields.get("ptv_class") == "P4.6"


def stays(fields: Mapping[str, Any], its: Mapping[str, Any]) -> list[tuple[str, str]] | None:
    """The ids of an imported service at locations, each with that of its location; ``None`` for our own way.

    Our own way is to tell them by :func:`located`.
    """
    told = fields.get(shapes.ORIGINAL, {})
    if not told.get("stays") or not _PLACED.isdisjoint(told.get("changed", ())):
        return None
    if is_private(fields):
        return []
    there = {row.get("id") for row in its.get("locations", ())}
    moved = "locations" in its.get(shapes.ORIGINAL, {}).get("changed", ())
    return [(each, row) for each, row in told["stays"] if row in there or not moved]


def located(fields: Mapping[str, Any], its: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The locations of an organisation at which a service is given, of those where the service is available."""
    if is_private(fields) or _AT_PLACES.isdisjoint(fields.get("place", ())):
        return []
    within = fields.get("municipalities")
    return [
        row
        for row in its.get("locations", ())
        if not within or row.get("municipality", within[0]) in within
    ]
