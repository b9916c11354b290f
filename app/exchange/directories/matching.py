"""Classes, municipalities, languages and units of others as codes of our own lists, or as nothing.

Something is taken for a code only when the directory writes the code, its address, or its whole name. Pure
functions, but for the lists that are read once.
"""

import re
from functools import cache

from babel.core import get_global

from app.core.codes import codes
from app.exchange.directories.model import Area, Term

_ALAND = "91"
_SPOKEN = ("fi", "sv", "en")
_URN = re.compile(r"urn\.fi/URN:NBN:fi:au:ptvl:(v\d{4})$", re.IGNORECASE)
_LAST = re.compile(r"/([A-Za-z0-9._]+)/?$")
_WHOLE_CODE = re.compile(r"\d{3}")
"""The number of a municipality is written with its zeros: shorter ones are of regions and the like."""
_PER = re.compile(r"^(?:€|eur|euroa?|euros?)?\s*(?:/|per\b|a\b|à)?\s*", re.IGNORECASE)

LISTS: dict[str, tuple[str, frozenset[str]]] = {
    "target_groups": (
        "target_groups",
        frozenset(
            {"target_group", "target_groups", "target group", "target groups", "ptvkohderyhmat"}
        ),
    ),
    "ptv_class": (
        "ptv_service_classes",
        frozenset(
            {"ptv_class", "ptv_service_classes", "service class", "ptvserclass", "ptvserclass2"}
        ),
    ),
    "shl_service": ("shl_services", frozenset({"shl_service", "shl_services", "shl"})),
    "industry": ("tol2025", frozenset({"industry", "tol2025", "tol 2025"})),
    "industry_2008": ("tol2008", frozenset({"tol2008", "tol 2008"})),
    "payers": (
        "payers",
        frozenset({"payer", "payers", "funding_form", "funding form", "funding_forms"}),
    ),
    "place": (
        "delivery_places",
        frozenset({"place", "delivery_place", "delivery_places", "delivery mode", "delivery_mode"}),
    ),
    "form": ("delivery_forms", frozenset({"form", "delivery_form", "delivery_forms"})),
    "rhythm": ("delivery_rhythms", frozenset({"rhythm", "delivery_rhythm", "delivery_rhythms"})),
    "legal_form": ("legal_forms", frozenset({"legal_form", "legal form"})),
    "sector": ("", frozenset({"sector", "sectors"})),
}
"""For each thing that a class can tell of us: the code list, and what its classification is called."""

OTHER = "other"
"""Known, and nothing that we keep: life events, for example."""
_SILENT = frozenset({"network", "path", "certificate"})
"""What registers of Kumppani tell as classes, and we keep elsewhere."""
_URIS = (
    ("ptvserclass", "ptv_class"),
    ("ptvkohderyhmat", "target_groups"),
    ("ptvelti", OTHER),
)


def tells(term: Term) -> str:
    """What a class is about: a key of :data:`LISTS`, :data:`OTHER`, or ``""`` when that isn't known."""
    for part, about in _URIS:
        if part in term.uri:
            return about
    if found := _URN.search(term.uri):
        return {"1": "ptv_class", "2": "target_groups"}.get(found[1][1], OTHER)
    if term.scheme in _SILENT:
        return OTHER
    return next((about for about, (_, names) in LISTS.items() if term.scheme in names), "")


def code_of(term: Term, about: str) -> str:
    """The code of a class in the list of what it is about, ``""`` when that hasn't it."""
    name = LISTS[about][0]
    for code in (term.code, _of_uri(term.uri)):
        if code and codes(name).get(code):
            return code
    return labelled(name, term.name) if not term.code else ""


def _of_uri(uri: str) -> str:
    if found := _URN.search(uri):
        known = codes("ptv_urns").get(found[1].lower())
        return known.extra.get("code", "") if known else ""
    last = _LAST.search(uri)
    return last[1] if last else ""


def labelled(name: str, words: str) -> str:
    """The code in a list that has a name in Finnish, Swedish or English, or that is written itself."""
    return _labels(name).get(_plain(words), "") if words else ""


@cache
def _labels(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in codes(name):
        short = (each for key, each in code.extra.items() if key.startswith("short_"))
        for words in (code.id, *(code.names.get(each, "") for each in _SPOKEN), *short):
            if words:
                found.setdefault(_plain(words), code.id)
    return found


def _plain(words: str) -> str:
    return " ".join(words.replace("_", " ").casefold().split())


def language(words: str) -> str:
    """The code of a spoken language, from a code of two or three letters or from a name."""
    known = codes("languages")
    code = words.strip().lower().replace("_", "-").split("-")[0]
    for each in (code, get_global("language_aliases").get(code, "")):
        if known.get(each):
            return each
    return labelled("languages", words)


def unit(words: str) -> str:
    """The code of a price's unit: ``per hour``, ``€/h`` and ``tunti`` are hours."""
    return labelled("price_units", words) or labelled("price_units", _PER.sub("", words.strip()))


def municipalities(area: Area) -> list[str]:
    """The codes of the municipalities of an area; none for one that isn't known."""
    known = codes("municipalities")
    if area.reach == "mainland":
        return [each.id for each in known if each.parent != _ALAND]
    if within := [code for each in area.within if known.get(code := each.zfill(3))]:
        return within
    code, uri = area.code or _of_uri(area.uri), area.uri.lower()
    if _WHOLE_CODE.fullmatch(code) and (area.kind == "Municipality" or area.code or "kunta" in uri):
        if area.kind in {"", "Municipality"} and known.get(code):
            return [code]
    elif code.isdecimal() and ("count" in area.kind.lower() or "hyvinvointialue" in uri):
        return _of_county(code.zfill(2))
    if found := labelled("municipalities", area.name):
        return [found]
    return _of_county(labelled("counties", area.name))


def municipality(code: str) -> str:
    """The code of a municipality, ``""`` for none of ours."""
    code = code.zfill(3) if code.isdecimal() else ""
    return code if code and codes("municipalities").get(code) else ""


def _of_county(code: str) -> list[str]:
    return [each.id for each in codes("municipalities") if code and each.parent == code]
