"""What HSDS has no place for: networks, service paths and events, under ``x`` of the open interface."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from app.catalogue import finding, reading, shapes
from app.catalogue.entries import BY_DAY, SHOWN
from app.catalogue.finding import Wanted
from app.catalogue.items import Item
from app.exchange.calendar import Event
from app.register.hsds.asking import parameters
from app.register.hsds.lists import PAGED, Keys
from app.register.hsds.making import Made, clock, moment, translations, without_blanks
from app.register.hsds.viewing import Told, View

MOST_EVENTS = 1000
"""So many events stand in a calendar at most."""
_HALF_HOUR = 30


class Networks:
    """The networks that are shown."""

    parameters = parameters("page", "per_page", "format", "lang")

    def keys(self, view: View, _told: Told, first: int, count: int | None) -> Keys:
        found = sorted(view.networks, key=lambda each: (view.networks[each].casefold(), each))
        return len(found), found[first : None if count is None else first + count]

    def made(self, view: View, _told: Told, keys: Sequence[str]) -> list[Made]:
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

    def made(self, view: View, _told: Told, keys: Any) -> list[Made]:
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
            name=said(item.name),
            need=said(its.get("need")),
            target_groups=its.get("target_groups"),
            steps=[each for each in steps if each],
            last_modified=moment(item.modified_at),
            x_translations=translations(
                {"name": item.name, "need": its.get("need", {})}, view.reader.language
            ),
        )


class Events:
    """Events that are open to anybody, by their days."""

    parameters = parameters(*PAGED, "network", "municipality", "county", "from")

    def keys(self, view: View, told: Told, first: int, count: int | None) -> Keys:
        wanted = Wanted(
            shapes.EVENT,
            told.get("search", ""),
            municipality=(told["municipality"],) if "municipality" in told else (),
            county=(told["county"],) if "county" in told else (),
            from_day=told.get("from", view.day),
            by=BY_DAY,
        )
        ids = view.within(told.get("network")).ids
        return finding.find_places(view.connection, ids, wanted, view.day, first, count)

    def made(self, view: View, _told: Told, keys: Any) -> list[Made]:
        items = reading.items(view.connection, keys, view.day)
        return [self._made(view, each) for each in items]

    def _made(self, view: View, item: Item) -> Made:
        said, its = view.reader.said, item.fields
        return without_blanks(
            id=item.record_id,
            network_id=item.network_id,
            name=said(item.name),
            objective=said(its.get("objective")),
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
            invitation=said(its.get("invitation")),
            register_by=its.get("register_by"),
            register_how=said(its.get("register_how")),
            partnership_id=its.get("partnership_id"),
            last_modified=moment(item.modified_at),
            x_translations=translations(
                {
                    name: its.get(name, {})
                    for name in ("name", "objective", "invitation", "register_how")
                },
                view.reader.language,
            ),
        )


def entries(view: View, items: Sequence[Item]) -> list[Event]:
    """Events as entries of a calendar; one of several whole days is an entry a day."""
    found = []
    for item in items:
        its = item.fields
        first = date.fromisoformat(its["starts_on"])
        last = max(first, date.fromisoformat(its.get("ends_on", its["starts_on"])))
        start, end = its.get("starts_at"), its.get("ends_at")
        days = (last - first).days
        told = {
            "words": view.reader.said(item.name),
            "details": "\n\n".join(
                filter(None, (its.get("place", ""), view.reader.said(its.get("objective"))))
            ),
            "cancelled": its.get("state") == "cancelled",
        }
        if start is None:
            for number in range(min(days, 31) + 1):
                day = first + timedelta(days=number)
                found.append(Event(f"{item.record_id}-{number}", day, None, 0, **told))
            continue
        minutes = days * 24 * 60 + (end - start) if end is not None else _HALF_HOUR
        found.append(Event(item.record_id, first, start, max(minutes, _HALF_HOUR), **told))
    return found


BEYOND = {"networks": Networks(), "service_paths": Paths(), "events": Events()}


def _steps(item: Item) -> Sequence[Any]:
    return item.fields.get("steps", ())


def _clock(fields: Any, name: str) -> str:
    return clock(fields[name]) if name in fields else ""


def _total(view: View, network_id: str, kind: str) -> int:
    wanted = Wanted(kind, per_page=0)
    return finding.find(view.connection, [network_id], wanted, view.day).total
