"""What our fields say of an imported record, and what its directory told beside that, as one object. Pure functions.

What our fields hold comes from them as soon as anybody but the directory has written of it; until then it stands in
the directory's own words, which may say more. What they don't hold stays as the directory told it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.catalogue.items import Item
from app.exchange.directories.checking import number_of
from app.exchange.directories.standard import OBJECTS
from app.register.hsds.making import Made
from app.register.hsds.sources import Source


@dataclass(frozen=True)
class _Object:
    """An object of HSDS.

    Attributes:
        fields: by which fields of ours a property is told. What was put into the description for want of a field
            goes with it.
        unsaid: what we would say by ourselves, but not in the place of a directory that doesn't.
    """

    name: str
    fields: Mapping[str, tuple[str, ...]]
    unsaid: tuple[str, ...]


_SERVICE = _Object(
    "service",
    {
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
    },
    ("organization_id", "email", "phones", "fees_description", "attributes"),
)  # fmt: skip
_ORGANISATION = _Object(
    "organization",
    {
        "name": ("name",),
        "description": ("description", "summary"),
        "email": ("email",),
        "website": ("website",),
        "phones": ("phone",),
        "year_incorporated": ("founded",),
        "legal_status": ("legal_form",),
        "organization_identifiers": ("business_id", "association_number", "sote_oid", "soteri"),
        "attributes": ("sector", "legal_form", "industries"),
    },
    ("attributes",),
)
_OF_ITS_ORGANISATION = {"email": "email", "phones": "phone"}
"""What we tell of a service by the fields of its organisation."""
_STATES = {"active": "active", "inactive": "defunct", "temporarily closed": "defunct"}
"""What we say of the states of a service that we don't tell apart."""
_OURS = frozenset({"certificate"})
"""Classes that only this register can vouch for."""
_PARTLY = frozenset({"schedules", "funding"})
"""Of these our fields tell only some: where they tell none, the directory's stand."""
_WORDS = frozenset({"name", "description"})


def service(
    made: Made, item: Item, its: Source | None, owners: Source | None, *, whole: bool = False
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
    elsewhere = owners.changed if owners else frozenset[str]()
    found = _service(made, item, its, elsewhere, whole=whole) if its.is_whole else dict(made)
    moment = its.document.get("last_modified")
    if moment and not (its.changed or elsewhere or item.certificates):
        found["last_modified"] = moment
    return found


def organization(made: Made, item: Item, its: Source | None, *, whole: bool = False) -> Made:
    """An organisation without its locations; likewise."""
    if its is None:
        return made
    found = _organization(made, item, its, whole=whole) if its.is_whole else dict(made)
    moment = its.document.get("x_last_modified")
    if moment and not its.changed:
        found["x_last_modified"] = moment
    return found


def _service(
    made: Made, item: Item, its: Source, elsewhere: Collection[str], *, whole: bool
) -> Made:
    document, found = dict(its.document), dict(made)
    for apart in ("service_at_locations", "last_modified"):
        document.pop(apart, None)
    status = document.pop("status", "")
    if _STATES.get(status, status) == made["status"]:
        found["status"] = status
    ours = {name for name, field in _OF_ITS_ORGANISATION.items() if field in elsewhere}
    document = {name: value for name, value in document.items() if name not in ours}
    anywhere = not item.fields.get("municipalities")
    if anywhere and not its.has_changed(_SERVICE.fields["service_areas"]):
        found.pop("service_areas", None)  # that it is available everywhere is only our guess
    lines = [document.pop("accreditations", ""), made.get("accreditations", "")]
    if said := "\n".join(line for line in lines if line):
        found["accreditations"] = said
    _leave_unsaid(found, its, _SERVICE, kept=ours)
    _put_in(found, document, its, item, _SERVICE, whole=whole)
    return found


def _organization(made: Made, item: Item, its: Source, *, whole: bool) -> Made:
    document, found = dict(its.document), dict(made)
    for apart in ("locations", "x_last_modified"):
        document.pop(apart, None)
    _leave_unsaid(found, its, _ORGANISATION)
    _put_in(found, document, its, item, _ORGANISATION, whole=whole)
    others = [each for each in document.get("organization_identifiers", ()) if not _is_ours(each)]
    if whole and others and its.has_changed(_ORGANISATION.fields["organization_identifiers"]):
        mine = made.get("organization_identifiers", [])
        found["organization_identifiers"] = [*mine, *others]
    return found


def _is_ours(identifier: Mapping[str, Any]) -> bool:
    """Whether a number of an organisation is one that our fields hold."""
    scheme, sort = (identifier.get(f"identifier_{part}", "") for part in ("scheme", "type"))
    return bool(number_of(f"{scheme} {sort}"))


def _leave_unsaid(found: Made, its: Source, described: _Object, kept: Collection[str] = ()) -> None:
    """Leave out what only we would say."""
    for name in described.unsaid:
        if name in kept or its.has_changed(described.fields.get(name, ())):
            continue
        mine = found.pop(name, ())
        if name == "attributes" and (
            vouched := [each for each in mine if each.get("link_type") in _OURS]
        ):
            found[name] = vouched


def _put_in(
    found: Made,
    document: Mapping[str, Any],
    its: Source,
    item: Item,
    described: _Object,
    *,
    whole: bool,
) -> None:
    """Put in what the directory told where nobody else has said anything else."""
    properties = OBJECTS[described.name]
    for name, value in document.items():
        if name == "organization_id":
            if item.organisation is not None:
                found[name] = item.organisation.record_id
        elif name == "id" or (properties[name].many and not whole):
            continue
        elif _stands(name, found, its, item, described):
            found[name] = [*value, *found.get(name, [])] if name == "attributes" else value
            if name in _WORDS:
                _say(found, name, value)


def _stands(name: str, found: Made, its: Source, item: Item, described: _Object) -> bool:
    """Whether a property stands as the directory told it."""
    if its.has_changed(described.fields.get(name, ())):
        return name in _PARTLY and name not in found
    return name not in _WORDS or len(item.fields.get(name, {})) <= 1


def _say(found: Made, name: str, words: str) -> None:
    """Let a text in the directory's words be the same among the translations."""
    others = found.get("x_translations")
    if others and any(name in texts for texts in others.values()):
        found["x_translations"] = {
            language: {**texts, name: words} if name in texts else texts
            for language, texts in others.items()
        }
