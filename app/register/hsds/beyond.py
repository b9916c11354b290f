"""What HSDS has no place for: networks, service paths and events, under ``x`` of the open interface."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.catalogue import finding, reading, shapes
from app.catalogue.entries import BY_DAY, SHOWN
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.text import speaking
from app.exchange.calendar import calendar_file
from app.register.hsds.asking import Parameter, parameters
from app.register.hsds.lists import PAGED, Keys, List
from app.register.hsds.making import Made, clock, moment, without_blanks
from app.register.hsds.viewing import Told, View
from app.register.hsds.wanting import chosen
from app.register.public import events

_MOST_EVENTS = 1000
"""So many events stand in a calendar at most."""
_CALENDAR = "Kumppani"
_EVENT_TEXTS = ("name", "objective", "invitation", "register_how")


class Networks:
    """The networks that are shown."""

    parameters = parameters("page", "per_page", "format", "lang")

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        found = sorted(view.networks, key=lambda each: (view.networks[each].casefold(), each))
        return len(found), found[first : None if count is None else first + count]

    def made(self, view: View, told: Told, keys: Sequence[str]) -> list[Made]:
        return [
            {
                "id": each,
                "name": view.networks[each],
                "organizations": _total(view, each, shapes.ORGANISATION),
                "services": _total(view, each, shapes.SERVICE),
            }
            for each in keys
        ]


class Paths:
    """Service paths: services of several providers in the order in which a client meets them."""

    parameters = parameters(*PAGED, "network")

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        wanted = Wanted(shapes.PATH, told.get("search", ""), by=view.reader.spoken)
        ids = view.within(told.get("network")).ids
        return finding.find_places(view.connection, ids, wanted, view.day, first, count)

    def made(self, view: View, told: Told, keys: Sequence[Any]) -> list[Made]:
        items = list(reading.items(view.connection, keys, view.day))
        named = [row["service_id"] for each in items for row in _steps(each) if "service_id" in row]
        found = reading.by_ids(view.connection, view.ids, shapes.SERVICE, named, view.day)
        shown = {each.record_id: each for each in found if each.state == SHOWN}
        return [self._made(view, each, shown) for each in items]

    def _made(self, view: View, item: Item, shown: dict[str, Item]) -> Made:
        said, its = view.reader.said, item.fields
        steps = []
        for row in _steps(item):
            service = shown.get(row.get("service_id", ""))
            organisation = service.organisation if service else None
            steps.append(
                without_blanks(
                    service_id=service.record_id if service else "",
                    organization_id=organisation.record_id if organisation else "",
                    name=said(service.name) if service else said(row.get("service")),
                    client_sees=said(row.get("client_sees")),
                    hand_over=said(row.get("hand_over")),
                )
            )
        return without_blanks(
            id=item.record_id,
            network_id=item.network_id,
            **view.reader.in_words({"name": item.name, "need": its.get("need", {})}),
            target_groups=its.get("target_groups"),
            steps=[each for each in steps if each],
            last_modified=moment(item.modified_at),
        )


class Events:
    """Events that are open to anybody, by their days."""

    parameters = parameters(*PAGED, "network", "municipality", "county", "from")

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        wanted = Wanted(
            shapes.EVENT,
            told.get("search", ""),
            municipality=chosen(told, "municipality"),
            county=chosen(told, "county"),
            from_day=told.get("from", view.day),
            by=BY_DAY,
        )
        ids = view.within(told.get("network")).ids
        return finding.find_places(view.connection, ids, wanted, view.day, first, count)

    def made(self, view: View, told: Told, keys: Sequence[Any]) -> list[Made]:
        items = reading.items(view.connection, keys, view.day)
        return [self._made(view, each) for each in items]

    def _made(self, view: View, item: Item) -> Made:
        said, its = view.reader.said, item.fields
        return without_blanks(
            id=item.record_id,
            network_id=item.network_id,
            **view.reader.in_words({name: its.get(name, {}) for name in _EVENT_TEXTS}),
            sort=its.get("sort"),
            state=its.get("state"),
            starts_on=its["starts_on"],
            starts_at=_clock(its, "starts_at"),
            ends_on=its.get("ends_on"),
            ends_at=_clock(its, "ends_at"),
            place=its.get("place"),
            municipality=its.get("municipality"),
            country=its.get("country"),
            programme=[
                without_blanks(at=_clock(row, "at"), item=said(row["item"]), by=row.get("by"))
                for row in its.get("programme", ())
            ],
            register_by=its.get("register_by"),
            partnership_id=its.get("partnership_id"),
            last_modified=moment(item.modified_at),
        )


def calendar(view: View, told: Told) -> bytes:
    """The events that are asked for as the content of a calendar's file."""
    _total, keys = BEYOND["events"].keys(view, told, 0, _MOST_EVENTS)
    items = list(reading.items(view.connection, keys, view.day))
    latest = max((each.modified_at for each in items), default=0)
    with speaking(view.reader.spoken):
        entries = [events.entry(each, view.reader.language) for each in items]
    return calendar_file(entries, _CALENDAR, datetime.fromtimestamp(latest / 1000, UTC))


BEYOND: Mapping[str, List] = {
    "networks": Networks(),
    "service_paths": Paths(),
    "events": Events(),
}
CALENDAR: Mapping[str, Parameter] = {
    name: each
    for name, each in Events.parameters.items()
    if name not in {"page", "per_page", "format"}
}
"""The parameters of the calendar, which has no pages."""


def _steps(item: Item) -> Sequence[Any]:
    return item.fields.get("steps", ())


def _clock(fields: Any, name: str) -> str:
    return clock(fields[name]) if name in fields else ""


def _total(view: View, network_id: str, kind: str) -> int:
    wanted = Wanted(kind, per_page=0)
    return finding.find(view.connection, [network_id], wanted, view.day).total
