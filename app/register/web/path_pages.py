"""The pages of service paths: all of them, and one told as a story from the need to the last step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.catalogue import shapes
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.text import _l, _n
from app.register.web import labels, links, listing, structured
from app.register.web.asked import Asked
from app.register.web.rendering import Page
from app.register.web.said import Said

WORDS = {
    "lead": _l(
        "A service path tells how help goes on from one service to the next, and who answers for each step."
    ),
    "need": _l("It begins with a need"),
    "for_whom": _l("For whom"),
    "client_sees": _l("What you see"),
    "hand_over": _l("How you are taken on to the next step"),
    "gone": _l("This service isn’t shown here just now."),
}


@dataclass(frozen=True)
class Card:
    """A path as a row."""

    href: str
    name: Said
    need: Said
    steps: str


@dataclass(frozen=True)
class Step:
    """A step of a path.

    Attributes:
        service: what it is called; ``href`` is blank when its page isn't shown.
    """

    service: Said
    href: str
    provider: Said
    provider_href: str
    sector: str
    certified: bool
    client_sees: Said
    hand_over: Said


def card(asked: Asked, item: Item) -> Card:
    """A path as a row."""
    return Card(
        asked.href(item),
        asked.reader.name(item.name),
        asked.reader.name(item.fields.get("need")),
        _n("{count} step", "{count} steps", len(item.fields.get("steps", ()))).say(),
    )


def all_of_them(asked: Asked) -> Page:
    """All service paths."""
    found = listing.page_of(asked, Wanted(shapes.PATH, by=asked.language))
    return Page(
        "paths.html",
        _l("Service paths").say(),
        WORDS,
        {"paths": [card(asked, each) for each in found.items], "pager": found},
        path="paths",
        query=links.query(found.pairs(found.number)),
        section="paths",
        description=WORDS["lead"].say(),
        index=found.number == 1,
    )


def one(asked: Asked) -> Page:
    """A service path."""
    item = asked.item(shapes.PATH, asked.request.path_params["id"])
    fields, reader = item.fields, asked.reader
    rows = fields.get("steps", ())
    services = {
        each.record_id: each
        for each in asked.those(shapes.SERVICE, [row.get("service_id", "") for row in rows])
        if each.state == "shown"
    }
    providers = {
        each.record_id: each
        for each in asked.those(
            shapes.ORGANISATION, [row.get("organisation_id", "") for row in rows]
        )
    }
    need = reader.text(fields.get("need"))
    steps = [_step(asked, row, services, providers) for row in rows]
    return Page(
        "path.html",
        reader.text(item.name),
        WORDS,
        {
            "need": need,
            "groups": labels.labels("target_groups", fields.get("target_groups", ())),
            "steps": steps,
            "network": asked.network_of(item),
        },
        path=links.of(item, asked.language),
        section="paths",
        description=str(need),
        structured=[
            structured.breadcrumbs(asked, "paths", _l("Service paths").say(), item),
            {
                "@type": "ItemList",
                "name": str(reader.name(item.name)),
                "description": str(need),
                "itemListElement": [
                    {"@type": "ListItem", "position": place, "name": str(step.service)}
                    for place, step in enumerate(steps, start=1)
                    if step.service
                ],
            },
        ],
        modified=item.modified_at,
    )


def _step(
    asked: Asked,
    row: Mapping[str, Any],
    services: Mapping[str, Item],
    providers: Mapping[str, Item],
) -> Step:
    reader = asked.reader
    service = services.get(row.get("service_id", ""))
    named = providers.get(row.get("organisation_id", ""))
    provider = service.organisation if service and service.organisation else named
    return Step(
        service=reader.name(service.name if service else row.get("service")),
        href=asked.href(service) if service else "",
        provider=reader.name(provider.name) if provider else Said(),
        provider_href=asked.href(provider) if provider else "",
        sector=labels.sector(provider.fields.get("sector", "")) if provider else "",
        certified=bool(service and service.valid),
        client_sees=reader.text(row.get("client_sees")),
        hand_over=reader.text(row.get("hand_over")),
    )
