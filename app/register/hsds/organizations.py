"""Organizations of HSDS. Pure functions of what the catalogue knows."""

from collections.abc import Sequence

from app.catalogue.ids import child
from app.catalogue.items import Item
from app.core.text import _l
from app.register.hsds import areas, locations, taxonomies
from app.register.hsds.making import (
    Made,
    Reader,
    moment,
    without_blanks,
)

_SCHEME = "FI-PRO"
"""Of org-id.guide: the registers of the Finnish Patent and Registration Office."""
_IDENTIFIERS = (
    ("business_id", _SCHEME, _l("Business ID")),
    ("association_number", "", _l("Association register number")),
    ("sote_oid", "", _l("SOTE organisation identifier (OID)")),
    ("soteri", "", _l("Soteri registration")),
)


def listed(item: Item, reader: Reader) -> Made:
    """An organisation as one of many."""
    fields = item.fields
    name = reader.said(item.name)
    summary = fields.get("summary", {})
    described = fields.get("description") or summary
    texts = {"name": item.name, "x_summary": summary, "description": described}
    return without_blanks(
        id=item.record_id,
        **{"description": name, **reader.in_words(texts)},
        email=fields.get("email"),
        website=fields.get("website"),
        year_incorporated=fields.get("founded"),
        legal_status=reader.label("legal_forms", fields["legal_form"])
        if "legal_form" in fields
        else "",
        x_home_municipality=fields.get("home_municipality"),
        x_network_id=item.network_id,
        x_last_modified=moment(item.modified_at),
    )


def whole(item: Item, reader: Reader, *, private: bool = False) -> Made:
    """An organisation with everything of its own; ``private`` for one that works in a home."""
    fields = item.fields
    made = listed(item, reader)
    phone = {
        "id": child(item.record_id, "phone"),
        "organization_id": item.record_id,
        "number": fields.get("phone"),
        "type": "voice",
    }
    made |= without_blanks(
        phones=[phone] if "phone" in fields else [],
        locations=locations.of_organization(item, reader, private=private),
        organization_identifiers=[
            without_blanks(
                id=child(item.record_id, "identifier", name),
                organization_id=item.record_id,
                identifier_scheme=scheme,
                identifier_type=reader.text(words),
                identifier=fields[name],
            )
            for name, scheme, words in _IDENTIFIERS
            if name in fields
        ],
        attributes=taxonomies.attributes(
            item.record_id,
            "organization",
            [
                (taxonomies.listed(taxonomies.BY_KEY[name], fields[name]), "")
                for name in ("sector", "legal_form")
                if name in fields
            ]
            + [
                (taxonomies.listed(taxonomies.BY_KEY["industry"], row["code"]), "")
                for row in fields.get("industries", ())
                if row.get("scheme") == "tol2025"
            ],
            reader,
        ),
        x_service_areas=areas.municipalities(item.record_id, "", fields, reader),
        x_languages=areas.languages(item.record_id, "", fields, reader),
    )
    return made


def with_services(made: Made, services: Sequence[Made]) -> Made:
    """An organisation with its services in it."""
    return {**made, "services": list(services)} if services else made
