"""What our fields say of an imported record, and what its directory told beside that, as one object. Pure functions.

What our fields hold comes from them as soon as anybody but the directory has written of it; until then it stands in
the directory's own words, which may say more. What they don't hold stays as the directory told it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.catalogue import entries
from app.catalogue.items import Item
from app.exchange.directories.checking import number_of
from app.exchange.directories.keeping import without
from app.exchange.directories.standard import OBJECTS, PERSONS
from app.register.hsds.making import Made

_STATES = {"active": "active", "inactive": "defunct", "temporarily closed": "defunct"}
"""What we say of the states of a service that we don't tell apart."""
_PLACED = frozenset({"addresses", "latitude", "longitude", "external_identifier", "transportation"})
"""Where a location is."""
_OURS = frozenset({"certificate"})
"""Classes that only this register can vouch for."""
_SERVICE: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "description": ("description", "promise"),
    "interpretation_services": ("description",),
    "application_process": ("description",),
    "alert": ("description",),
    "eligibility_description": ("description", "need"),
    "fees_description": ("description", "prices"),
    "fees": ("description", "prices"),
    "cost_options": ("prices",),
    "service_areas": ("municipalities",),
    "languages": ("languages",),
    "schedules": ("rhythm",),
    "funding": ("payers",),
    "attributes": (
        "shl_service", "ptv_class", "industry", "target_groups", "place", "form", "rhythm", "payers",
    ),
}  # fmt: skip
"""By which fields of ours a property is told. What was put into the description for want of a field goes with it."""
_OF_ITS_ORGANISATION = {"email": "email", "phones": "phone"}
_ORGANISATION: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "description": ("description", "summary"),
    "email": ("email",),
    "website": ("website",),
    "phones": ("phone",),
    "year_incorporated": ("founded",),
    "legal_status": ("legal_form",),
    "organization_identifiers": ("business_id", "association_number", "sote_oid", "soteri"),
    "attributes": ("sector", "legal_form", "industries"),
}
_PARTLY = frozenset({"schedules", "funding"})
"""Of these our fields tell only some: where they tell none, the directory's stand."""
_UNSAID = {
    "service": ("organization_id", "email", "phones", "fees_description", "attributes"),
    "organization": ("attributes",),
}
"""What we would say by ourselves, but not in the place of a directory that doesn't."""
_WORDS = ("name", "description")


@dataclass(frozen=True)
class Told:
    """What the directory of an imported record told.

    Attributes:
        document: the object of HSDS.
        changed: the fields of ours that another one has written since.
    """

    document: Mapping[str, Any]
    changed: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether it is the object, not only the moment of its last change in another register of Kumppani."""
        return "id" in self.document

    def has_changed(self, names: Iterable[str]) -> bool:
        """Whether any of some fields has."""
        return not self.changed.isdisjoint(names)


def told(
    document: Mapping[str, Any], facts: Mapping[str, Any], *, persons: bool, private: bool
) -> Told:
    """What may be shown of an original.

    Args:
        document: of the original.
        facts: what the catalogue knows of it.
        persons: whether contact persons may be shown: no longer when the organisation speaks for itself.
        private: whether the organisation works in a home: then not where it is.
    """
    hidden = (frozenset() if persons else PERSONS) | (_PLACED if private else frozenset())
    shown = without(document, hidden) if hidden else document
    return Told(shown, frozenset(facts.get("changed", ())))


def service(
    made: Made, item: Item, its: Told | None, owners: Told | None, *, whole: bool = False
) -> Made:
    """A service.

    Args:
        made: what our fields say.
        item: the service.
        its: what its directory told, ``None`` when nothing was kept.
        owners: the same of its organisation.
        whole: with its lists.
    """
    if its is None:
        return made
    document = dict(its.document)
    elsewhere = owners.changed if owners else frozenset[str]()
    moved = bool(its.changed or elsewhere or item.certificates)
    moment = document.pop("last_modified", "")
    found = dict(made)
    if its.is_whole:
        status = document.pop("status", "")
        document.pop("service_at_locations", None)
        if _STATES.get(status, status) == made["status"]:
            found["status"] = status
        ours = {name for name, field in _OF_ITS_ORGANISATION.items() if field in elsewhere}
        document = {name: value for name, value in document.items() if name not in ours}
        anywhere = not item.fields.get("municipalities")
        if anywhere and not its.has_changed(_SERVICE["service_areas"]):
            found.pop("service_areas", None)  # that it is available everywhere is only our guess
        lines = [document.pop("accreditations", ""), made.get("accreditations", "")]
        if said := "\n".join(line for line in lines if line):
            found["accreditations"] = said
        _blend(found, "service", document, its, _SERVICE, item, whole=whole, kept=ours)
    if moment and not moved:
        found["last_modified"] = moment
    return found


def organization(made: Made, item: Item, its: Told | None, *, whole: bool = False) -> Made:
    """An organisation without its locations; likewise."""
    if its is None:
        return made
    document = dict(its.document)
    moment = document.pop("x_last_modified", "")
    found = dict(made)
    if its.is_whole:
        document.pop("locations", None)
        others = [
            each
            for each in document.get("organization_identifiers", ())
            if not number_of(
                f"{each.get('identifier_scheme', '')} {each.get('identifier_type', '')}"
            )
        ]
        _blend(found, "organization", document, its, _ORGANISATION, item, whole=whole)
        if whole and others and its.has_changed(_ORGANISATION["organization_identifiers"]):
            mine = made.get("organization_identifiers", [])
            found["organization_identifiers"] = [*mine, *others]
    if moment and not its.changed:
        found["x_last_modified"] = moment
    return found


def locations(
    made: Sequence[Made], rows: Sequence[Mapping[str, Any]], its: Told | None
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
    its: Told | None,
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


def flat(made: Made) -> Made:
    """An object without its lists."""
    return {name: value for name, value in made.items() if not isinstance(value, list)}


def _blend(
    found: Made,
    name: str,
    document: Mapping[str, Any],
    its: Told,
    fields: Mapping[str, tuple[str, ...]],
    item: Item,
    *,
    whole: bool,
    kept: Iterable[str] = (),
) -> None:
    """Put what a directory told into an object where nobody else has said anything else."""
    described = OBJECTS[name]
    for unsaid in _UNSAID[name]:
        if unsaid not in kept and not its.has_changed(fields.get(unsaid, ())):
            mine = found.pop(unsaid, None)
            if unsaid == "attributes" and (
                kept_on := [each for each in mine or () if each.get("link_type") in _OURS]
            ):
                found[unsaid] = kept_on
    for field, value in document.items():
        if field in {"id", "organization_id"} or (described[field].many and not whole):
            if field == "organization_id" and item.organisation is not None:
                found[field] = item.organisation.record_id
            continue
        is_changed = its.has_changed(fields.get(field, ()))
        if is_changed and not (field in _PARTLY and field not in found):
            continue
        if field in _WORDS and len(item.fields.get(field, {})) > 1:
            continue
        found[field] = [*value, *found.get(field, [])] if field == "attributes" else value
        if field in _WORDS:
            _say(found, field, value)


def _say(found: Made, field: str, words: str) -> None:
    """Let a text in the directory's words be the same among the translations."""
    others = found.get("x_translations")
    if others and any(field in texts for texts in others.values()):
        found["x_translations"] = {
            language: {**texts, field: words} if field in texts else texts
            for language, texts in others.items()
        }


def _location(made: Made, document: Mapping[str, Any], *, changed: bool) -> Made:
    """A location: where it is comes from our row when that has changed, the rest as it was told."""
    hidden = {*_PLACED, "name", "accessibility"} if changed else set[str]()
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
