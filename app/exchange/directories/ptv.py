"""Documents of PTV, the Finnish Service Catalogue (open API, v11), as organisations and services. Pure functions.

Every text is a list of a value a language; lists may be null, and so may the values in them.
"""

from collections.abc import Mapping
from typing import Literal

from app.core.text import _l
from app.exchange.directories import projection
from app.exchange.directories.documents import Doc, number, row, rows, said, words
from app.exchange.directories.model import Area, Location, Organisation, Service, Tell, Term, Texts
from app.exchange.directories.plain import plain
from app.exchange.directories.spool import Item

LANGUAGES = ("fi", "sv", "en")
SECTORS: Mapping[str, str] = {
    "State": "public",
    "Municipality": "public",
    "RegionalOrganization": "public",
    "WellbeingServicesCounty": "public",
    "Company": "business",
    "Organization": "third",
}
_MORE = (
    "UserInstruction",
    "ChargeTypeAdditionalInfo",
    "DeadLine",
    "ProcessingTime",
    "ValidityTime",
)
_ENDED = frozenset({"Deleted", "OldPublished", "Removed"})
_FINLAND = "+358"


def organisation(item: Item, channels: list[Doc], places: list[Location]) -> Organisation:
    """An organisation, with the places that it has as channels."""
    doc = item.doc
    descriptions = rows(doc, "organizationDescriptions")
    kind = said(doc, "organizationType")
    found = [place for each in (doc, *channels) for place in locations(each)]
    return Organisation(
        item.key,
        item.where,
        name=of_type(rows(doc, "organizationNames"), "Name"),
        summary=of_type(descriptions, "Summary", "ShortDescription"),
        description=of_type(descriptions, "Description"),
        identifiers=[
            (name, value)
            for name, field in (("business_id", "businessCode"), ("sote_oid", "oid"))
            if (value := said(doc, field))
        ],
        sector=SECTORS.get(kind, kind),
        municipality=said(row(doc, "municipality"), "code"),
        areas=_areas(doc),
        phones=_phones(doc),
        emails=[said(each, "value") for each in rows(doc, "emails")],
        websites=[said(each, "url") for each in rows(doc, "webPages")],
        locations=[*found, *places],
    )


def service(item: Item, tell: Tell) -> Service:
    """A service."""
    doc = item.doc
    descriptions = rows(doc, "serviceDescriptions")
    more = [of_type(descriptions, name) for name in _MORE]
    more.insert(1, texts(rows(doc, "requirements")))
    vouchers = doc.get("serviceVouchersInUse") is True
    return Service(
        item.key,
        item.where,
        item.parent,
        name=of_type(rows(doc, "serviceNames"), "Name"),
        summary=of_type(descriptions, "Summary", "ShortDescription"),
        description=of_type(descriptions, "Description"),
        more=[each for each in more if each],
        status=_status(said(doc, "publishingStatus"), tell),
        areas=_areas(doc),
        languages=words(doc, "languages"),
        terms=[
            Term(scheme, said(each, "code"), said(each, "newUri", "uri"), said(each, "name"))
            for scheme, name in (("ptv_class", "serviceClasses"), ("target_group", "targetGroups"))
            for each in rows(doc, name)
        ],
        payers=["voucher"] if vouchers else [],
    )


def locations(doc: Doc) -> list[Location]:
    """The places that can be visited, of an organisation or of a channel."""
    if said(doc, "publishingStatus") in {*_ENDED, "Draft"}:
        return []
    found = []
    name = of_type(rows(doc, "serviceChannelNames"), "Name")
    for at, each in enumerate(rows(doc, "addresses")):
        street = row(each, "streetAddress")
        if said(each, "type") not in {"Visiting", "Location", ""} or not street:
            continue
        number_ = said(street, "streetNumber")
        lines = [first(rows(street, "street")), number_]
        found.append(
            Location(
                f"{said(doc, 'id')}/{at}",
                name=first_of(name),
                street=" ".join(part for part in lines if part),
                postal_code=said(street, "postalCode"),
                town=first(rows(street, "postOffice")).title(),
                municipality=said(row(street, "municipality"), "code"),
                accessibility=_accessibility(each),
                point=_point(street),
            )
        )
    return found


def texts(found: list[Doc]) -> Texts:
    """A text in every language that we keep."""
    said_in: Texts = {}
    for each in found:
        language, value = said(each, "language"), plain(said(each, "value"))
        if language in LANGUAGES and value:
            said_in.setdefault(language, value)
    return said_in


def of_type(found: list[Doc], *kinds: str) -> Texts:
    """The text of one of some types."""
    return texts([each for each in found if said(each, "type") in kinds])


def first_of(found: Texts) -> str:
    """A text in the first language that it has."""
    return next((found[each] for each in LANGUAGES if each in found), "")


def first(found: list[Doc]) -> str:
    """The same of a list of values a language, on one line."""
    return " ".join(first_of(texts(found)).split())


def _status(status: str, tell: Tell) -> Literal["open", "ended", "draft"]:
    if status in _ENDED:
        return "ended"
    if status in {"Draft", "Modified"}:
        return "draft"
    if status not in {"", "Published"}:
        tell(_l("Its status “{status}” isn’t known; it is taken as active.", status=status[:40]))
    return "open"


def _areas(doc: Doc) -> list[Area]:
    match said(doc, "areaType"):
        case "Nationwide":
            return [Area("nation")]
        case "NationwideExceptAlandIslands":
            return [Area("mainland")]
    return [
        Area(
            "part",
            said(each, "type"),
            said(each, "code"),
            "",
            first(rows(each, "name")),
            [said(inner, "code") for inner in rows(each, "municipalities")],
        )
        for each in rows(doc, "areas")
    ]


def _phones(doc: Doc) -> list[str]:
    found = []
    for each in rows(doc, "phoneNumbers"):
        if said(each, "type") in {"Fax", "Sms"}:
            continue
        prefix, digits = said(each, "prefixNumber"), said(each, "number")
        if prefix and digits and not digits.startswith("+"):
            digits = f"{prefix}{digits.removeprefix('0') if prefix == _FINLAND else digits}"
        found.append(digits)
    return [each for each in found if each]


def _accessibility(address: Doc) -> Texts:
    """The sentences about the main entrance, or the first one."""
    entrances = rows(address, "entrances")
    main = next((each for each in entrances if each.get("isMainEntrance") is True), None)
    lines: dict[str, list[str]] = {}
    for group in rows(main or (entrances[0] if entrances else {}), "accessibilitySentences"):
        for each in rows(group, "sentences"):
            for language, words_ in texts(rows(each, "sentence")).items():
                lines.setdefault(language, []).append(words_)
    return {language: "\n".join(found) for language, found in lines.items()}


def _point(street: Doc) -> tuple[float, float] | None:
    """PTV writes metres of the map where it says latitude and longitude."""
    northing, easting = number(street.get("latitude")), number(street.get("longitude"))
    if northing is None or easting is None:
        return None
    if projection.is_on_map(northing, easting):
        return projection.to_degrees(northing, easting)
    return northing, easting
