"""One object of HSDS by its id."""

from collections.abc import Callable, Mapping

from app.catalogue import finding, reading, shapes
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.register.hsds import composing, taxonomies
from app.register.hsds.asking import Parameter, parameters
from app.register.hsds.making import Made
from app.register.hsds.taxonomies import BY_ID
from app.register.hsds.viewing import Told, View

Found = tuple[Made, int | None] | None
"""The object and since when it is so, in milliseconds; ``None`` when there is none."""
Detail = Callable[[View, Told, str], Found]


def service(view: View, _told: Told, record_id: str) -> Found:
    """A service, also one that has ended lately."""
    item = _item(view, shapes.SERVICE, record_id)
    return (composing.whole_service(view, item), item.modified_at) if item else None


def organization(view: View, told: Told, record_id: str) -> Found:
    """An organisation with its services."""
    item = _item(view, shapes.ORGANISATION, record_id)
    if item is None:
        return None
    full = told.get("full_service", False)
    return composing.whole_organization(view, item, full=full), item.modified_at


def service_at_location(view: View, _told: Told, its_id: str) -> Found:
    """A service at a location."""
    wanted = Wanted(at_location=(its_id,))
    for item in finding.find(view.connection, view.ids, wanted, view.day).items:
        for made in composing.at_locations(view, item, full=True):
            if made["id"] == its_id:
                return made, item.modified_at
    return None


def taxonomy(view: View, _told: Told, its_id: str) -> Found:
    """A taxonomy, ours or that of a directory."""
    found = BY_ID.get(its_id)
    if found is None:
        return _of_others(view.others_taxonomies, its_id)
    return taxonomies.as_taxonomy(found, view.reader), None


def taxonomy_term(view: View, _told: Told, its_id: str) -> Found:
    """A term that is in use, or one of a directory."""
    found = next((each for each in view.terms if each.id == its_id), None)
    if found is None:
        return _of_others(view.others_terms, its_id)
    return taxonomies.as_term(found, view.reader), None


def _of_others(found: list[Made], its_id: str) -> Found:
    return next(((each, None) for each in found if each["id"] == its_id), None)


DETAILS: Mapping[str, Detail] = {
    "services": service,
    "organizations": organization,
    "service_at_locations": service_at_location,
    "taxonomies": taxonomy,
    "taxonomy_terms": taxonomy_term,
}


def taken(name: str) -> dict[str, Parameter]:
    """The parameters with which an object of a list is asked for."""
    return parameters("lang", *(["full_service"] if name == "organizations" else []))


def _item(view: View, kind: str, record_id: str) -> Item | None:
    found = reading.by_ids(view.connection, view.ids, kind, [record_id], view.day)
    return found[0] if found else None
