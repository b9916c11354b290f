"""What a table, or a document of JSON, is: told by the names in it. Pure functions."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

Shape = Literal[
    "ptv_service",
    "ptv_organisation",
    "ptv_channel",
    "organisation",
    "service",
    "location",
    "service_at_location",
    "term",
    "names",
    "",
]

_TABLES: dict[str, Sequence[str]] = {
    "organisation": ("organization", "organizations", "organisation", "organisations"),
    "service": ("service", "services"),
    "location": ("location", "locations"),
    "service_at_location": (
        "service_at_location",
        "service_at_locations",
        "services_at_location",
        "services_at_locations",
    ),
    "address": ("address", "addresses", "physical_address", "physical_addresses"),
    "phone": ("phone", "phones"),
    "language": ("language", "languages"),
    "area": ("service_area", "service_areas"),
    "cost": ("cost_option", "cost_options"),
    "attribute": (
        "attribute",
        "attributes",
        "service_attribute",
        "service_attributes",
        "other_attribute",
        "other_attributes",
        "service_taxonomy",
        "service_taxonomies",
        "service_taxonomys",
        "link_taxonomy",
        "link_taxonomies",
    ),
    "term": ("taxonomy_term", "taxonomy_terms"),
    "taxonomy": ("taxonomy", "taxonomies", "taxonomys"),
    "identifier": ("organization_identifier", "organization_identifiers"),
    "accessibility": (
        "accessibility",
        "accessibility_for_disabilities",
        "accessibilities_for_disabilities",
    ),
    "eligibility": ("eligibility", "eligibilities", "eligibilitys"),
    "url": ("url", "urls"),
    "contact": ("contact", "contacts"),
    "schedule": ("schedule", "schedules"),
    "funding": ("funding", "fundings"),
    "document": ("required_document", "required_documents"),
    "program": ("program", "programs"),
    "unit": ("unit", "units"),
    "capacity": ("service_capacity", "service_capacities"),
    "unread": (
        *("regular_schedule", "regular_schedules", "holiday_schedule", "holiday_schedules"),
        *("review", "reviews", "payment_accepted", "payments_accepted", "metadata"),
        *("meta_table_description", "meta_table_descriptions", "postal_address"),
        *("postal_addresses", "mail_address", "mail_addresses", "datapackage"),
    ),
}
_PAGE = re.compile(r"_*(p|page|part|sivu)?_*\d+$")
_BY_NAME = {name: table for table, names in _TABLES.items() for name in names}


_ITEMS: dict[str, Shape] = {
    "organisation": "organisation",
    "service": "service",
    "location": "location",
    "service_at_location": "service_at_location",
    "term": "term",
}
_TELLING: tuple[tuple[str, Shape], ...] = (
    ("serviceCollectionNames", ""),
    ("serviceNames", "ptv_service"),
    ("organizationNames", "ptv_organisation"),
    ("serviceChannelNames", "ptv_channel"),
)
"""Names that only documents of PTV have."""
_USUAL: tuple[tuple[frozenset[str], Shape], ...] = (
    (
        frozenset({"organization", "organization_id", "service_at_locations", "program_id"}),
        "service",
    ),
    (
        frozenset({"status", "cost_options", "service_areas", "eligibility_description"}),
        "service",
    ),
    (
        frozenset({"organization_identifiers", "legal_status", "year_incorporated"}),
        "organisation",
    ),
    (frozenset({"location_type", "addresses", "transportation"}), "location"),
    (
        frozenset({"services", "locations", "website", "tax_id", "parent_organization_id"}),
        "organisation",
    ),
    (frozenset({"taxonomy_detail", "term_uri"}), "term"),
)
"""Names that usually tell what a document is, the surest first."""


def table(name: str) -> str:
    """Which table of the standard, in whatever version, has a name; ``""`` for none."""
    return _BY_NAME.get(name.strip().lower().replace("-", "_").replace(" ", "_"), "")


def table_of_file(stem: str) -> str:
    """The same of the name of a file, which may say more: ``2026-11 services``, ``organization_full``."""
    plain = stem.strip().lower().replace("-", "_").replace(" ", "_").replace(".", "_")
    plain = _PAGE.sub("", plain)
    for end in ("_full", "_list"):
        plain = plain.removesuffix(end)
    if found := _BY_NAME.get(plain):
        return found
    ends = [name for name in _BY_NAME if plain.endswith(f"_{name}")]
    return _BY_NAME[max(ends, key=len)] if ends else ""


def shape(doc: Mapping[str, Any], hint: str = "") -> Shape:
    """What a document is; ``hint`` is the table that its file or list is called after."""
    names = doc.keys()
    for telling, found in _TELLING:
        if telling in names:
            return found
    if hint in _ITEMS:
        return _ITEMS[hint]
    if "location" in names and ("service" in names or "service_id" in names):
        return "service_at_location"
    for some, found in _USUAL:
        if names & some:
            return found
    if {"taxonomy", "name"} <= names:
        return "term"
    return "names" if names and names <= {"id", "name", "modified"} else ""
