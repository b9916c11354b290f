"""What is told when nothing stands at an address, or no longer."""

from app.catalogue import shapes
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.text import _l, languages
from app.register.web import cards, links
from app.register.web.asked import Asked
from app.register.web.rendering import Page

_WORDS = {
    "sentence": _l("The address may be mistyped, or what was there isn’t shown any more."),
    "try": _l("Search for what you need, or look at all services."),
    "all_services": _l("All services"),
}
_ENDED_WORDS = {
    "ended": _l("This service isn’t offered any more."),
    "successor": _l("It has been replaced by"),
    "alternatives": _l("Similar services"),
    "all_services": _l("All services"),
}
_MOST = 6


def missing(asked: Asked) -> Page:
    """The page for an address at which there is nothing."""
    rest = asked.request.url.path.removeprefix(f"/{asked.language}/")
    path = rest if len(rest) < 200 and rest.isascii() else ""  # noqa: PLR2004 - else an odd one
    return Page(
        "missing.html",
        _l("There is nothing at this address").say(),
        _WORDS,
        {"municipalities": cards.municipality_choices(asked)},
        path="" if path.startswith("/") else path,
        index=False,
        status=404,
    )


def ended(asked: Asked, item: Item) -> Page:
    """The page of a service that isn't offered any more: that it isn't, and what there is instead."""
    successors = asked.those(shapes.SERVICE, [item.fields.get("successor_id", "")])
    successor = next((each for each in successors if each.state == "shown"), None)
    wanted = Wanted(
        ptv_class=(item.fields["ptv_class"],) if "ptv_class" in item.fields else (),
        municipality=tuple(item.fields.get("municipalities", ())),
        by=asked.language,
        per_page=_MOST,
    )
    others = asked.find(wanted).items if wanted.ptv_class else ()
    return Page(
        "ended.html",
        asked.reader.name(item.name),
        _ENDED_WORDS,
        {
            "successor": cards.service(asked, successor) if successor else None,
            "others": [cards.service(asked, each) for each in others if each != successor],
            "municipalities": cards.municipality_choices(asked),
        },
        path={each: links.of(item, each) for each in languages()},
        section="services",
        index=False,
        status=410,
    )
