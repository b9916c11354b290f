"""What can be looked for in the catalogue. Pure data."""

from dataclasses import dataclass
from datetime import date

from app.catalogue import shapes

FACETS = (
    "municipality", "county", "language", "sector", "legal_form", "ptv_class", "target_group",
    "shl_service", "industry", "payer", "place", "form", "rhythm", "owner", "organisation", "path",
    "sort", "partnership", "member", "stage", "at_location",
)  # fmt: skip
"""Those of what is wanted that are facets of entries, by the same names."""

Terms = tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What is looked for. Everything that is told must fit; of several values of one thing, any of them.

    Attributes:
        kind: of which kind, :data:`app.catalogue.shapes.SERVICE` for example.
        words: each of them must begin a word of the record, or be another form of one.
        organisation: the ids of organisations, whose services are looked for for example; ``owner`` are the ids
            by which the register knows them.
        scheme: services with a valid certificate by one of these schemes; ``certified`` by any.
        price_to: services that cost at most so many cents, for a ``price_unit`` where one is told; what is
            free costs that little for every unit.
        also: further facets with their values, each of which must fit too.
        modified_after: in milliseconds; what was modified then or later.
        from_day, to_day: events that are held on one of these days.
        by: ``fi`` or another language for the order of titles in it, ``day`` for that of days.
        nearest: whether those that have the words in their titles come first, where few enough are found.
        page, per_page: from 1; at most :data:`app.catalogue.finding.MOST_PAGE`.
    """

    kind: str = shapes.SERVICE
    words: str = ""
    municipality: Terms = ()
    county: Terms = ()
    language: Terms = ()
    sector: Terms = ()
    legal_form: Terms = ()
    ptv_class: Terms = ()
    target_group: Terms = ()
    shl_service: Terms = ()
    industry: Terms = ()
    payer: Terms = ()
    place: Terms = ()
    form: Terms = ()
    rhythm: Terms = ()
    owner: Terms = ()
    organisation: Terms = ()
    path: Terms = ()
    sort: Terms = ()
    partnership: Terms = ()
    member: Terms = ()
    stage: Terms = ()
    at_location: Terms = ()
    also: tuple[tuple[str, Terms], ...] = ()
    scheme: Terms = ()
    certified: bool = False
    price_to: int | None = None
    price_unit: str = ""
    modified_after: int | None = None
    from_day: date | None = None
    to_day: date | None = None
    by: str = ""
    nearest: bool = False
    page: int = 1
    per_page: int = 20
