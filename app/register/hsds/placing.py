"""Locations with what their directory told of them, and the services at these. Pure functions."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.catalogue import entries
from app.catalogue.items import Item
from app.register.hsds.making import Made
from app.register.hsds.sources import PLACED, Source


def locations(
    made: Sequence[Made], rows: Sequence[Mapping[str, Any]], its: Source | None
) -> list[Made]:
    """The locations of an organisation: each of our rows, and those of its directory that can't be rows.

    Args:
        made: what our rows say.
        rows: our rows, in the same order.
        its: what the directory told of the organisation.
    """
    if its is None or not its.is_whole:
        return list(made)
    mine = {row.get("id", ""): each for row, each in zip(rows, made, strict=True)}
    changed = its.has_changed(("locations",))
    found = []
    for each in its.document.get("locations", ()):
        if (row := mine.pop(each["id"], None)) is not None:
            found.append(_location(row, each, changed=changed))
        elif not changed or each.get("location_type") != "physical":
            found.append(dict(each))
    return [*found, *mine.values()]


def at_locations(
    made: Sequence[Made],
    item: Item,
    its: Source | None,
    places: Sequence[Made],
    rows: Mapping[str, str],
) -> list[Made]:
    """A service at its locations, each with the location in it.

    Args:
        made: what our fields say.
        item: the service.
        its: what its directory told.
        places: the locations of its organisation.
        rows: the ids of our locations, each with that of its row.
    """
    owner = item.organisation.fields if item.organisation else {}
    stays = entries.stays(item.fields, owner)
    by_id = {each["id"]: each for each in places}
    if stays is None or its is None or not its.is_whole:
        found = []
        for each in made:
            row = rows.get(each["location_id"], "")
            place = by_id.get(row) or by_id.get(each["location_id"]) or each["location"]
            found.append({**each, "location_id": place["id"], "location": place})
        return found
    documents = {each["id"]: each for each in its.document.get("service_at_locations", ())}
    return [
        {**documents.get(its_id, {"id": its_id}), "location": by_id[row]}
        if row in by_id
        else dict(documents.get(its_id, {"id": its_id}))
        for its_id, row in stays
    ]


def _location(made: Made, document: Mapping[str, Any], *, changed: bool) -> Made:
    """A location: where it is comes from our row when that has changed, the rest as it was told."""
    hidden = {*PLACED, "name", "accessibility"} if changed else set[str]()
    said = {name: value for name, value in document.items() if name not in hidden}
    own = {
        name: value
        for name, value in made.items()
        if name.startswith("x_") or changed or name not in {"organization_id", "addresses"}
    }
    found = {**own, **said}
    if not changed and _languages(made) > 1 and "accessibility" in made:
        found["accessibility"] = made["accessibility"]
    if "organization_id" in document:
        found["organization_id"] = made["organization_id"]
    return found


def _languages(made: Made) -> int:
    """In how many languages what a visitor needs to know is told."""
    rows = made.get("accessibility", ())
    return max((1 + len(each.get("x_translations", {})) for each in rows), default=0)
