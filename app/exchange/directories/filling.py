"""Documents and rows of tables into the spool: each where it belongs, whichever way it was nested."""

from collections.abc import Callable, Mapping
from typing import Any

from app.core.text import _l
from app.exchange.directories import shapes
from app.exchange.directories.documents import Doc, row, rows, said, text, words
from app.exchange.directories.model import ORGANISATION, SERVICE, Kind, Where
from app.exchange.directories.report import Report
from app.exchange.directories.spool import Spool
from app.exchange.directories.standard import LINKS

LOCATION, TERM, TAXONOMY = "location", "term", "taxonomy"
PROGRAM, UNIT = "program", "unit"
STAY, CONTACT, PHONE = "stay", "contact", "phone"
STANDS, CHANNEL = "stands", "channel"
PTV = "ptv"
_MOST_KEY = 300
_UNREAD = frozenset(
    {
        *("contact", "regular_schedules", "holiday_schedules", "metadata"),
        *("services", "locations", "service_at_locations", "organization", "location", "service"),
    }
)
"""What a document need not carry on: it isn't taken, or is kept as an item of its own."""
_OWNERS = (
    ("service_id", SERVICE),
    ("organization_id", ORGANISATION),
    ("organisation_id", ORGANISATION),
    ("location_id", LOCATION),
    ("service_at_location_id", STAY),
    ("contact_id", CONTACT),
    ("phone_id", PHONE),
)
_OF_ATTRIBUTES = {"service_at_location": STAY}
OF_STAYS = "areas_of_stays"
"""Marks a service whose areas are only told of its locations."""
_HINTS: dict[str, Kind] = {"organisation": "organisation", "service": "service"}


class Filling:
    """Puts what is read into a spool and counts what can't be."""

    def __init__(self, spool: Spool, report: Report) -> None:
        self.spool, self.report = spool, report
        self._flat = False
        self._takers: Mapping[str, Callable[[Doc, Where], Any]] = {
            "organisation": self._organisation,
            "service": self._service,
            "location": self._location,
            "service_at_location": self._service_at_location,
            "term": self._term,
            "ptv_organisation": self._ptv_organisation,
            "ptv_service": self._ptv_service,
            "ptv_channel": self._ptv_channel,
        }

    def table_row(self, table: str, doc: Doc, where: Where, *, flat: bool = False) -> None:
        """Take a row of a table of the standard; ``flat`` when it can't hold objects, only name them."""
        self._flat = flat
        try:
            self._row(table, doc, where)
        finally:
            self._flat = False

    def _row(self, table: str, doc: Doc, where: Where) -> None:
        if table in {ORGANISATION, SERVICE, LOCATION, "service_at_location", TERM}:
            self.document(doc, table, where)
        elif table in {TAXONOMY, UNIT}:
            self.spool.put(table, _key(doc), doc, where, weak=True)
        elif table == "attribute" and (key := said(doc, "link_id")):
            owner = shapes.table(said(doc, "link_entity"))
            self.spool.add(_OF_ATTRIBUTES.get(owner, owner), key, table, self._kept(doc))
        else:
            if table == PROGRAM:
                self.spool.put(PROGRAM, _key(doc), self._kept(doc), where, weak=True)
            for column, owner in _OWNERS:
                if key := said(doc, column):
                    self.spool.add(owner, key, table, self._kept(doc))

    def document(self, doc: Any, hint: str, where: Where) -> None:
        """Take an object; ``hint`` is the table that its file or list is called after."""
        if not isinstance(doc, dict):
            reason = _l("This isn’t an object with fields.")
            if kind := _HINTS.get(hint):
                self.report.refuse(kind, reason, where)
            else:
                self.report.drop(reason, where)
            return
        shape = shapes.shape(doc, hint)
        if take := self._takers.get(shape):
            take(doc, where)
        elif shape == "names":
            reason = _l("This has only a name and an id. Fetch the whole documents.")
            self.report.drop(reason, where)
        else:
            self.report.drop(_l("It isn’t recognised, so it isn’t read."), where, _name(doc))

    def _put(self, kind: Kind, key: str, doc: Doc, where: Where, **more: Any) -> bool:
        if not key:
            self.report.refuse(kind, _l("It has neither an id nor a name."), where)
            return False
        if not self.spool.put(kind, key, doc, where, **more):
            self.report.refuse(
                kind,
                _l("Its id is that of another one; the fuller of the two is taken."),
                where,
                _name(doc),
            )
            return False
        return True

    def _organisation(self, doc: Doc, where: Where, *, weak: bool = False) -> str:
        key = _key(doc)
        services, locations = rows(doc, "services"), rows(doc, "locations")
        if self._put(ORGANISATION, key, self._kept(doc), where, weak=weak):
            for each in locations:
                self._location(each, where, organisation=key, weak=True)
            for each in services:
                self._service(each, where, organisation=key, weak=True)
        return key

    def _service(
        self,
        doc: Doc,
        where: Where,
        *,
        organisation: str = "",
        location: str = "",
        weak: bool = False,
    ) -> str:
        provider = row(doc, "organization")
        parent = said(doc, "organization_id", "organisation_id") or _key(provider) or organisation
        key = _key(doc, parent or location)
        stays = rows(doc, "service_at_locations")
        kept = self._kept(doc)
        areas = [area for stay in stays for area in rows(stay, "service_areas")]
        if areas and not rows(doc, "service_areas"):
            kept["service_areas"] = areas
            kept[OF_STAYS] = True
        if any(said(row(stay, "location"), "location_type") == "virtual" for stay in stays):
            kept["virtual"] = True
        at = said(doc, "location_id") or location
        if not self._put(SERVICE, key, kept, where, parent=parent, at=at, weak=weak):
            return key
        if provider:
            self._organisation(provider, where, weak=True)
        for stay in stays:
            self._stay(key, stay, where)
        return key

    def _stay(self, service: str, stay: Doc, where: Where) -> None:
        """A service is to be had at a location."""
        place = row(stay, "location")
        key = self._location(place, where, weak=True) if place else said(stay, "location_id")
        if key and service:
            self.spool.add(SERVICE, service, STANDS, self._kept(stay), key)

    def _location(
        self, doc: Doc, where: Where, *, organisation: str = "", weak: bool = False
    ) -> str:
        parent = (
            said(doc, "organization_id", "organisation_id")
            or _key(row(doc, "organization"))
            or organisation
        )
        key = _key(doc, parent)
        if not key:
            return ""
        if not self.spool.put(LOCATION, key, self._kept(doc), where, parent=parent, weak=weak):
            self.report.drop(
                _l("The place’s id is that of another one; the fuller of the two is taken."),
                where,
                _name(doc),
            )
        for each in rows(doc, "services"):
            self._service(each, where, organisation=parent, location=key, weak=True)
        return key

    def _service_at_location(self, doc: Doc, where: Where) -> None:
        service = row(doc, "service")
        key = self._service(service, where, weak=True) if service else said(doc, "service_id")
        self._stay(key, doc, where)

    def _kept(self, doc: Doc) -> Doc:
        """What a document carries on, without the links that a row of a table needs."""
        left = _UNREAD | LINKS if self._flat else _UNREAD
        return {name: value for name, value in doc.items() if name not in left}

    def _term(self, doc: Doc, where: Where) -> None:
        self.spool.put(TERM, _key(doc), doc, where, weak=True)

    def _ptv_organisation(self, doc: Doc, where: Where) -> None:
        self._put(ORGANISATION, _key(doc), doc, where, form=PTV)

    def _ptv_service(self, doc: Doc, where: Where) -> None:
        answers = [
            each
            for each in rows(doc, "organizations")
            if said(each, "roleType") in {"Responsible", ""}
        ]
        provider = row(answers[0], "organization") if answers else {}
        parent = said(provider, "id") or said(doc, "organizationId")
        doc = {name: value for name, value in doc.items() if name != "serviceChannels"}
        if self._put(SERVICE, _key(doc), doc, where, form=PTV, parent=parent) and provider:
            self._organisation(provider, where, weak=True)

    def _ptv_channel(self, doc: Doc, where: Where) -> None:
        owner = said(doc, "organizationId")
        if said(doc, "serviceChannelType") != "ServiceLocation" or not owner:
            self.report.drop(_l("Of channels, only places that can be visited are read."), where)
            return
        names = ("id", "serviceChannelNames", "addresses", "publishingStatus")
        self.spool.add(
            ORGANISATION, owner, CHANNEL, {name: doc[name] for name in names if name in doc}, PTV
        )


def _key(doc: Doc, within: str = "") -> str:
    """By what something is known: its id, else its name among those of the same owner."""
    if not doc:
        return ""
    if (key := text(doc.get("id"))) and len(key) <= _MOST_KEY:
        return key
    name = " ".join(_name(doc).casefold().split())
    return f"name:{within}:{name}"[: _MOST_KEY * 2] if name else ""


def _name(doc: Doc) -> str:
    for listed in ("serviceNames", "organizationNames"):
        for each in rows(doc, listed):
            if name := said(each, "value"):
                return name
    return said(doc, "name") or next(iter(words(doc, "alternate_name")), "")
