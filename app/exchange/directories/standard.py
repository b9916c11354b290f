"""The objects of the Human Services Data Specification (HSDS) 3.x: which fields each has, and what they hold.

Written after the specification of Open Referral. Of ``metadata``, the log of who changed what, nothing is here:
it names persons, and nobody needs it to find a service.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Plain = Literal["text", "number", "id", "uri", "email", "moment"]
TEXT, NUMBER, ID, URI, EMAIL, MOMENT = "text", "number", "id", "uri", "email", "moment"


@dataclass(frozen=True)
class Field:
    """What a field holds.

    Attributes:
        kind: a plain value; ``""`` when it holds objects.
        one_of: the values that a text may have, ``()`` for any.
        object: what its object is, or its list of objects.
        many: whether it is a list.
    """

    kind: Plain | Literal[""] = "text"
    one_of: tuple[str, ...] = ()
    object: str = ""
    many: bool = False


Fields = Mapping[str, Field]
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLACES = ("physical", "postal", "virtual")
STATES = ("active", "inactive", "defunct", "temporarily closed")


def _fields(**kinds: str) -> dict[str, Field]:
    """Fields by the kind of value, each kind with its names in one text."""
    return {
        name: Field(kind)  # pyrefly: ignore[bad-argument-type] - they are named after it
        for kind, names in kinds.items()
        for name in names.split()
    }


def _one(**objects: str) -> dict[str, Field]:
    return {name: Field("", object=found) for name, found in objects.items()}


def _many(**objects: str) -> dict[str, Field]:
    return {name: Field("", object=found, many=True) for name, found in objects.items()}


_ATTRIBUTES = _many(attributes="attribute")
_CONTACTED = _many(contacts="contact", phones="phone", schedules="schedule")

OBJECTS: Mapping[str, Fields] = {
    "organization": {
        **_fields(
            id="id parent_organization_id",
            text="name alternate_name description tax_status tax_id legal_status",
            email="email",
            uri="website uri logo",
            number="year_incorporated",
        ),
        **_many(
            additional_websites="url",
            funding="funding",
            contacts="contact",
            phones="phone",
            locations="location",
            programs="program",
            organization_identifiers="organization_identifier",
        ),
        **_ATTRIBUTES,
    },
    "service": {
        **_fields(
            id="id organization_id program_id",
            text="name alternate_name description interpretation_services application_process "
            "fees_description wait_time fees accreditations eligibility_description assured_date "
            "licenses alert",
            uri="url",
            email="email assurer_email",
            number="minimum_age maximum_age",
            moment="last_modified",
        ),
        "status": Field(one_of=STATES),
        **_one(program="program"),
        **_many(
            additional_urls="url",
            service_areas="service_area",
            service_at_locations="service_at_location",
            languages="language",
            funding="funding",
            cost_options="cost_option",
            required_documents="required_document",
            capacities="service_capacity",
        ),
        **_CONTACTED,
        **_ATTRIBUTES,
    },
    "service_at_location": {
        **_fields(id="id service_id location_id", text="description"),
        **_many(service_areas="service_area"),
        **_CONTACTED,
        **_ATTRIBUTES,
    },
    "location": {
        **_fields(
            id="id organization_id",
            text="name alternate_name description transportation external_identifier "
            "external_identifier_type",
            uri="url",
            number="latitude longitude",
        ),
        "location_type": Field(one_of=_PLACES),
        **_many(languages="language", addresses="address", accessibility="accessibility"),
        **_CONTACTED,
        **_ATTRIBUTES,
    },
    "address": {
        **_fields(
            id="id location_id",
            text="attention address_1 address_2 city region state_province postal_code country",
        ),
        "address_type": Field(one_of=_PLACES),
        **_ATTRIBUTES,
    },
    "accessibility": {
        **_fields(id="id location_id", text="description details", uri="url"),
        **_ATTRIBUTES,
    },
    "contact": {
        **_fields(
            id="id organization_id service_id service_at_location_id location_id",
            text="name title department",
            email="email",
        ),
        **_many(phones="phone"),
        **_ATTRIBUTES,
    },
    "phone": {
        **_fields(
            id="id location_id service_id organization_id contact_id service_at_location_id",
            text="number type description",
            number="extension",
        ),
        **_many(languages="language"),
        **_ATTRIBUTES,
    },
    "schedule": {
        **_fields(
            id="id service_id location_id service_at_location_id",
            text="valid_from valid_to dtstart until byday byweekno bymonthday byyearday description "
            "opens_at closes_at attending_type notes",
            number="timezone count interval",
            uri="schedule_link",
        ),
        "wkst": Field(one_of=_DAYS),
        "freq": Field(one_of=("WEEKLY", "MONTHLY")),
        **_ATTRIBUTES,
    },
    "service_area": {
        **_fields(
            id="id service_id service_at_location_id",
            text="name description extent extent_type",
            uri="uri",
        ),
        **_ATTRIBUTES,
    },
    "language": {
        **_fields(id="id service_id location_id phone_id", text="name code note"),
        **_ATTRIBUTES,
    },
    "funding": {**_fields(id="id organization_id service_id", text="source"), **_ATTRIBUTES},
    "cost_option": {
        **_fields(
            id="id service_id",
            text="valid_from valid_to option currency amount_description",
            number="amount",
        ),
        **_ATTRIBUTES,
    },
    "program": {
        **_fields(id="id organization_id", text="name alternate_name description"),
        **_ATTRIBUTES,
    },
    "required_document": {
        **_fields(id="id service_id", text="document", uri="uri"),
        **_ATTRIBUTES,
    },
    "service_capacity": {
        **_fields(
            id="id service_id unit_id",
            number="available maximum",
            text="description",
            moment="updated",
        ),
        **_one(unit="unit"),
        **_ATTRIBUTES,
    },
    "unit": {**_fields(id="id", text="name scheme identifier", uri="uri"), **_ATTRIBUTES},
    "url": {
        **_fields(id="id organization_id service_id", text="label", uri="url"),
        **_ATTRIBUTES,
    },
    "organization_identifier": {
        **_fields(
            id="id organization_id", text="identifier_scheme identifier_type identifier"
        ),
        **_ATTRIBUTES,
    },
    "attribute": {
        **_fields(
            id="id link_id taxonomy_term_id", text="link_type link_entity value label"
        ),
        **_one(taxonomy_term="taxonomy_term"),
    },
    "taxonomy_term": {
        **_fields(
            id="id parent_id taxonomy_id",
            text="code name description taxonomy language",
            uri="term_uri",
        ),
        **_one(taxonomy_detail="taxonomy"),
    },
    "taxonomy": _fields(id="id", text="name description version", uri="uri"),
}  # fmt: skip
"""The fields of each object. What a service at a location holds beside them, its location and its service, and an
organization its services, are objects of their own here."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "organization": ("name", "description"),
    "service": ("name", "status"),
    "location": ("location_type",),
    "address": ("address_1", "city", "state_province", "postal_code", "country", "address_type"),
    "phone": ("number",),
    "program": ("name", "description"),
    "service_capacity": ("unit", "available", "updated"),
    "unit": ("name",),
    "url": ("url",),
    "organization_identifier": ("identifier_type", "identifier"),
    "taxonomy_term": ("name", "description"),
    "taxonomy": ("name", "description"),
}
"""What an object must have, beside its id."""
LINKS = frozenset(
    {
        *("organization_id", "service_id", "location_id", "service_at_location_id", "contact_id"),
        *("phone_id", "link_id"),
    }
)
"""What a row of a table names of that to which it belongs: inside that, it says nothing new."""
PERSONS = frozenset({"contacts", "attention", "assurer_email"})
"""Fields that tell of persons."""
