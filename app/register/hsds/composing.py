"""Objects of HSDS with all that belongs to them: what our fields say, and what directories told beside that."""

from app.catalogue import finding
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.register.hsds import blending, locations, organizations, placing, services
from app.register.hsds.making import Made, flat
from app.register.hsds.viewing import View

MOST_NESTED = 500
"""An organisation holds at most so many of its services in full; all of them are in the list of services."""


def minimal_service(view: View, item: Item) -> Made:
    """A service in so few words that all of them go on a page."""
    made = services.minimal(item, view.reader)
    found = blending.service(made, item, view.source(item), view.source(item.organisation))
    return {name: found[name] for name in made}


def listed_service(view: View, item: Item) -> Made:
    """A service as one of many."""
    made = services.listed(item, view.reader, view.networks, view.day)
    if item.organisation is not None:
        made["organization"] = listed_organization(view, item.organisation)
    return blending.service(made, item, view.source(item), view.source(item.organisation))


def whole_service(view: View, item: Item, *, nested: bool = False) -> Made:
    """A service in full; ``nested`` when it stands within its organisation."""
    private = view.is_private(item)
    made = services.whole(item, view.reader, view.networks, view.day, private=private)
    its, owners = view.source(item), view.source(item.organisation)
    found = blending.service(made, item, its, owners, whole=True)
    if not nested and item.organisation is not None:
        found["organization"] = _organization(view, item.organisation)
    found["service_at_locations"] = _at_locations(view, item)
    return {name: value for name, value in found.items() if value != []}


def listed_organization(view: View, item: Item) -> Made:
    """An organisation as one of many."""
    made = organizations.listed(item, view.reader)
    return blending.organization(made, item, view.source(item))


def whole_organization(view: View, item: Item, *, full: bool) -> Made:
    """An organisation with its services, these in full or by name only."""
    made = _organization(view, item)
    wanted = Wanted(organisation=(item.record_id,), by=view.reader.spoken, per_page=MOST_NESTED)
    found = finding.find(view.connection, [item.network_id], wanted, view.day).items
    view.know(found)
    if full:
        its = [whole_service(view, each, nested=True) for each in found]
    else:
        its = [minimal_service(view, each) for each in found]
    return organizations.with_services(made, its)


def at_locations(view: View, item: Item, *, full: bool) -> list[Made]:
    """A service at its locations: with both in full, or without their lists."""
    found = _at_locations(view, item)
    if full:
        service = whole_service(view, item)
        service.pop("service_at_locations", None)
        return [{**each, "service": service} for each in found]
    service = listed_service(view, item)
    return [
        {
            name: flat(value) if name == "location" else value
            for name, value in {**flat(each), "service": service}.items()
        }
        for each in found
    ]


def _organization(view: View, item: Item) -> Made:
    made = organizations.whole(item, view.reader, private=view.is_private(item))
    found = blending.organization(made, item, view.source(item), whole=True)
    places = _locations(view, item)
    return {**found, "locations": places} if places else found


def _locations(view: View, item: Item) -> list[Made]:
    private = view.is_private(item)
    made = locations.of_organization(item, view.reader, private=private)
    return placing.locations(made, item.fields.get("locations", ()), view.source(item))


def _at_locations(view: View, item: Item) -> list[Made]:
    if item.organisation is None:
        return []
    private = view.is_private(item)
    made = locations.at_locations(item, view.reader, private=private)
    its = view.source(item)
    places = _locations(view, item.organisation)
    return placing.at_locations(made, item, its, places, locations.ids_of(item.organisation))
