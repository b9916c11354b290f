"""Locations of HSDS, and services at them. Pure functions of what the catalogue knows."""

from collections.abc import Mapping
from typing import Any

from app.catalogue import ids
from app.catalogue.entries import located
from app.catalogue.ids import child
from app.catalogue.items import Item
from app.core.codes import codes
from app.core.text import languages
from app.register.hsds.making import Made, Reader, without_blanks

COUNTRY = "FI"


def of_organization(item: Item, reader: Reader, *, private: bool = False) -> list[Made]:
    """The locations of an organisation; ``private`` for one that works in a home: its addresses aren't told."""
    return [
        as_location(item.record_id, row, reader, private=private)
        for row in item.fields.get("locations", ())
    ]


def ids_of(item: Item) -> dict[str, str]:
    """The ids of the locations of an organisation as our rows say them, each with that of the row."""
    return {
        ids.location(item.record_id, row): row.get("id", "")
        for row in item.fields.get("locations", ())
    }


def as_location(
    owner: str, row: Mapping[str, Any], reader: Reader, *, private: bool = False
) -> Made:
    """A location of an organisation with its address and what a visitor needs to know."""
    location_id = ids.location(owner, row)
    said = row.get("accessibility", {})
    accessibility = without_blanks(
        id=child(location_id, "accessibility"),
        location_id=location_id,
        **reader.in_words({"description": said}),
    )
    return without_blanks(
        id=location_id,
        location_type="physical",
        organization_id=owner,
        name=row.get("name", ""),
        addresses=[] if private else _addresses(location_id, row, reader),
        accessibility=[accessibility] if said else [],
        x_municipality="" if private else row.get("municipality"),
    )


def at_locations(item: Item, reader: Reader, *, private: bool = False) -> list[Made]:
    """Where a service is given, each with the location in it."""
    if item.organisation is None:
        return []
    owner = item.organisation.record_id
    return [
        {
            "id": ids.at_location(item.record_id, ids.location(owner, row)),
            "service_id": item.record_id,
            "location_id": ids.location(owner, row),
            "location": as_location(owner, row, reader, private=private),
        }
        for row in located(item.fields, item.organisation.fields)
    ]


def _addresses(location_id: str, row: Mapping[str, Any], reader: Reader) -> list[Made]:
    """The address of a location: HSDS takes whole ones only."""
    municipality = codes("municipalities").get(row.get("municipality", ""))
    city = row.get("town") or (municipality.label(languages()[0]) if municipality else "")
    county = codes("counties").get(municipality.parent) if municipality else None
    if not (row.get("street") and row.get("postal_code") and city):
        return []
    return [
        {
            "id": child(location_id, "address"),
            "location_id": location_id,
            "address_1": row["street"],
            "city": city,
            "state_province": county.label(reader.language) if county else city,
            "postal_code": row["postal_code"],
            "country": COUNTRY,
            "address_type": "physical",
        }
    ]
