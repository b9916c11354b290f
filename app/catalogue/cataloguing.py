"""From what is known of a record to its entry: whether it is shown, by which words and classes it is found.

Pure functions of cleaned fields (:mod:`app.catalogue.shapes`); the code lists are asked for the names of codes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from app.catalogue import classes, cleaning, folding, ids, shapes
from app.catalogue.entries import (
    ALL,
    ALWAYS,
    ANYWHERE,
    AT_LOCATION,
    BY_DAY,
    CERTIFIED,
    ENDED,
    EVER,
    HELD,
    HIDDEN,
    LOCATIONS,
    PATH,
    PRICE,
    PRIVATE,
    SHOWN,
    Entry,
    Known,
    Span,
    consumer_prices,
    holds,
    is_private,
    located,
    stays,
    term,
)
from app.catalogue.tables import MOST_SORT
from app.core.search import sort_key
from app.core.text import languages, pick
from app.core.words import words_of

_MOST_WORDS = 600
_OF_PATHS = term(PATH, "")
_FOUND_AT = frozenset({"productised", "certified"})


def of(
    known: Known,
    organisation: Known | None = None,
    certificates: Sequence[Known] = (),
    paths: Sequence[str] = (),
) -> Entry:
    """The entry of a record.

    Args:
        known: the record.
        organisation: of a service, the organisation whose it is.
        certificates: of a service, the certificates that name it.
        paths: of a service, the ids of the shown paths that lead through it.
    """
    match known.kind:
        case shapes.SERVICE:
            return _service(known, organisation, certificates, paths)
        case shapes.CERTIFICATE:
            named = (row["service_id"] for row in known.fields.get("services", ()))
            return Entry(HIDDEN, targets=frozenset(named))
        case shapes.PATH:
            return _path(known)
        case shapes.ORGANISATION:
            return _organisation(known)
        case shapes.EVENT:
            return _event(known)
        case _:
            return _partnership(known)


def _service(
    known: Known,
    organisation: Known | None,
    certificates: Sequence[Known],
    paths: Sequence[str],
) -> Entry:
    fields = known.fields
    if not fields.get("name") or organisation is None or not organisation.fields.get("name"):
        return Entry(HIDDEN)
    if fields.get("stage") == "retired":
        return Entry(ENDED)
    if fields.get("stage") not in _FOUND_AT:
        return Entry(HIDDEN)
    its = organisation.fields
    everywhere = [ANYWHERE]
    municipalities = fields.get("municipalities", everywhere)
    facets: dict[str, Iterable[str]] = {
        "municipality": municipalities,
        "county": classes.counties(municipalities) or everywhere,
        "language": fields.get("languages", ()),
        "sector": _one(its, "sector"),
        "legal_form": _one(its, "legal_form"),
        "ptv_class": classes.with_parents(_one(fields, "ptv_class")),
        "target_group": classes.with_parents(fields.get("target_groups", ())),
        "shl_service": _one(fields, "shl_service"),
        "industry": classes.divided(_one(fields, "industry")),
        "payer": fields.get("payers", ()),
        "place": fields.get("place", ()),
        "form": fields.get("form", ()),
        "rhythm": fields.get("rhythm", ()),
        "organisation": [organisation.record_id],
        PATH: paths,
        LOCATIONS: [str(len(places))] if (places := _places(known, organisation)) else [],
        AT_LOCATION: places,
        "term": fields.get(shapes.ORIGINAL, {}).get("terms", ()),
        PRIVATE: [""] if is_private(fields) else [],
    }
    texts = [
        *_texts(fields, "name", "promise", "description", "need", "included", "quality_promise"),
        *_texts(its, "name"),
        *(text for row in fields.get("steps", ()) for text in _texts(row, "title", "text")),
    ]
    words = [
        *classes.labels("ptv_service_classes", _one(fields, "ptv_class")),
        *classes.labels("shl_services", _one(fields, "shl_service")),
        *classes.labels("target_groups", fields.get("target_groups", ())),
        *classes.labels("municipalities", [each for each in municipalities if each != ANYWHERE]),
    ]
    spans = (*certified(certificates), *_priced(fields))
    return _shown(known, facets, (texts, words), spans=spans)


def certified(certificates: Sequence[Known]) -> Iterator[Span]:
    """From when to when certificates hold."""
    for each in certificates:
        if held := holds(each.fields):
            yield Span(CERTIFIED, each.fields.get(shapes.SCHEME, ""), *held)


def led_through(terms: frozenset[str], paths: Iterable[str]) -> frozenset[str]:
    """The terms of a service when paths lead through it, whichever led through it before."""
    rest = (each for each in terms if not each.startswith(_OF_PATHS))
    return frozenset((*rest, *(term(PATH, each) for each in paths)))


def _priced(fields: Mapping[str, Any]) -> Iterator[Span]:
    for row in consumer_prices(fields):
        yield Span(
            PRICE,
            row.get("unit", ""),
            row.get("valid_from", ALWAYS),
            row.get("valid_to", EVER),
            cleaning.cents(row["price"]),
        )


def _places(known: Known, organisation: Known) -> list[str]:
    """The ids of a service at its locations."""
    told = stays(known.fields, organisation.fields)
    if told is not None:
        return [each for each, _location in told]
    return [
        ids.at_location(known.record_id, ids.location(organisation.record_id, row))
        for row in located(known.fields, organisation.fields)
    ]


def _organisation(known: Known) -> Entry:
    fields = known.fields
    if not fields.get("name"):
        return Entry(HIDDEN)
    home = _one(fields, "home_municipality")
    reached = [*home, *fields.get("municipalities", ())]
    facets: dict[str, Iterable[str]] = {
        "municipality": reached,
        "county": classes.counties(reached),
        "language": fields.get("languages", ()),
        "sector": _one(fields, "sector"),
        "legal_form": _one(fields, "legal_form"),
        "industry": classes.divided(row["code"] for row in fields.get("industries", ())),
        "organisation": [known.record_id],
        "term": fields.get(shapes.ORIGINAL, {}).get("terms", ()),
    }
    texts = [
        *_texts(fields, "name", "summary", "description"),
        fields.get("business_id", ""),
        *(row.get("town", "") for row in fields.get("locations", ())),
    ]
    words = [
        *classes.labels("municipalities", reached),
        *classes.labels("legal_forms", _one(fields, "legal_form")),
        *classes.labels("tol2025", [row["code"] for row in fields.get("industries", ())]),
    ]
    return _shown(known, facets, (texts, words))


def _path(known: Known) -> Entry:
    fields = known.fields
    steps = fields.get("steps", ())
    if not fields.get("name") or not steps:
        return Entry(HIDDEN)
    targets = frozenset(row["service_id"] for row in steps if "service_id" in row)
    facets: dict[str, Iterable[str]] = {
        "target_group": classes.with_parents(fields.get("target_groups", ()))
    }
    texts = [
        *_texts(fields, "name", "need"),
        *(text for row in steps for text in _texts(row, "service", "client_sees")),
    ]
    words = classes.labels("target_groups", fields.get("target_groups", ()))
    return _shown(known, facets, (texts, words), targets=targets)


def _event(known: Known) -> Entry:
    fields = known.fields
    if not (fields.get("public") and fields.get("name") and fields.get("starts_on")):
        return Entry(HIDDEN)
    place = _one(fields, "municipality")
    facets: dict[str, Iterable[str]] = {
        "municipality": place,
        "county": classes.counties(place),
        "sort": _one(fields, "sort"),
        "partnership": _one(fields, "partnership_id"),
    }
    texts = [
        *_texts(fields, "name", "objective", "invitation"),
        fields.get("place", ""),
        *(text for row in fields.get("programme", ()) for text in _texts(row, "item")),
    ]
    begins = f"{fields['starts_on']} {fields.get('starts_at', 0):04}"
    lasts = Span(HELD, "", fields["starts_on"], fields.get("ends_on", fields["starts_on"]))
    said = (texts, classes.labels("municipalities", place))
    return _shown(known, facets, said, day=begins, spans=(lasts,))


def _partnership(known: Known) -> Entry:
    fields = known.fields
    if not (fields.get("public") and fields.get("name")):
        return Entry(HIDDEN)
    members = [row for row in fields.get("members", ()) if "left_on" not in row]
    facets: dict[str, Iterable[str]] = {
        "form": _one(fields, "form"),
        "stage": _one(fields, "stage"),
        "member": [row["organisation_id"] for row in members if "organisation_id" in row],
    }
    texts = [
        *_texts(fields, "name", "purpose", "for_clients"),
        *(row.get("name", "") for row in members),
    ]
    return _shown(known, facets, (texts, ()))


def _shown(
    known: Known,
    facets: Mapping[str, Iterable[str]],
    said: tuple[Iterable[str], Iterable[str]],
    *,
    day: str = "",
    spans: tuple[Span, ...] = (),
    targets: frozenset[str] = frozenset(),
) -> Entry:
    """An entry that is shown; ``said`` are the texts in which it is found, and further words, folded."""
    terms = {term(facet, each) for facet, its in facets.items() for each in its}
    terms.update((term(ALL, ""), term("owner", known.owner)))
    texts, more = said
    words = dict.fromkeys(words_of(" ".join(texts)))
    words |= dict.fromkeys(more)
    name = known.fields["name"]
    keys = {title: sort_key(title)[:MOST_SORT] for title in name.values()}
    sorts = {language: keys[pick(name, language)] for language in languages()}
    if day:
        sorts[BY_DAY] = day
    kept = frozenset(words if len(words) <= _MOST_WORDS else islice(words, _MOST_WORDS))
    if max(map(len, kept), default=0) > folding.MOST_WORD:
        kept = frozenset(word[: folding.MOST_WORD] for word in kept)
    return Entry(SHOWN, frozenset(terms), kept, sorts, spans, targets)


def _texts(fields: Mapping[str, Any], *names: str) -> Iterator[str]:
    for name in names:
        yield from fields.get(name, {}).values()


def _one(fields: Mapping[str, Any], name: str) -> list[str]:
    return [fields[name]] if name in fields else []
