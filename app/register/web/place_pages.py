"""The pages of municipalities: all of them by wellbeing services county, and one with what there is in it."""

from app.catalogue import shapes
from app.catalogue.entries import ANYWHERE
from app.catalogue.wanted import Wanted
from app.core.codes import Code, codes
from app.core.text import _l, _n
from app.register.web import cards, event_pages, labels, links, organisation_pages
from app.register.web.asked import Asked, Unknown
from app.register.web.cards import Choice, Choices
from app.register.web.rendering import Page

WORDS = {
    "lead": _l("Choose a municipality to see what is available there."),
    "others": _l("Counties that have no services of their own here yet"),
    "services": _l("Services"),
    "classes": _l("By kind of service"),
    "more_classes": _l("More kinds of service"),
    "organisations": _l("Organisations here"),
    "events": _l("Coming events"),
    "all_services": _l("All services here"),
    "all_organisations": _l("All organisations here"),
    "nothing": _l("There are no services here yet."),
    "neighbours": _l("Other municipalities of the county"),
}
_MOST = 12


def all_of_them(asked: Asked) -> Page:
    """All municipalities, by county."""
    counts = asked.counts(Wanted(), "municipality")
    by_county = asked.counts(Wanted(), "county")
    everywhere = counts.pop(ANYWHERE, 0)
    groups = [
        _county(each, counts, by_county.get(each.id, 0), everywhere) for each in codes("counties")
    ]
    groups.sort(key=lambda each: each.label)
    said = ""
    if everywhere:
        said = _n(
            "{count} service is available everywhere. The numbers include it.",
            "{count} services are available everywhere. The numbers include them.",
            everywhere,
        ).say()
    return Page(
        "municipalities.html",
        _l("Municipalities").say(),
        WORDS,
        {
            "with_services": [each for each in groups if each.count],
            "others": [each for each in groups if not each.count and each.choices],
            "everywhere": said,
        },
        path="municipalities",
        section="municipalities",
        description=WORDS["lead"].say(),
    )


def one(asked: Asked) -> Page:
    """A municipality.

    Raises:
        Unknown: there is none with the code.
    """
    entry = codes("municipalities").get(asked.request.path_params["code"])
    if entry is None:
        raise Unknown
    here = (entry.id,)
    name = labels.label("municipalities", entry.id)
    services = asked.find(Wanted(municipality=here, by=asked.language, per_page=_MOST))
    classes = asked.counts(Wanted(municipality=here), "ptv_class")
    counts = asked.counts(Wanted(), "municipality")
    organisations = asked.find(
        Wanted(shapes.ORGANISATION, municipality=here, by=asked.language, per_page=_MOST)
    )
    county = labels.label("counties", entry.parent)
    return Page(
        "municipality.html",
        name,
        WORDS,
        {
            "county": county,
            "services": [cards.service(asked, each) for each in services.items],
            "count": cards.service_count(services.total),
            "total": services.total,
            "search": links.query([("municipality", entry.id)]),
            "classes": cards.ways(
                "class", "ptv_service_classes", classes, [("municipality", entry.id)]
            ),
            "organisations": [organisation_pages.row(asked, each) for each in organisations.items],
            "organisation_count": organisations.total,
            "events": event_pages.coming(asked, _MOST, here),
            "few": cards.FEW_WAYS,
            "neighbours": _neighbours(entry, counts),
        },
        path=f"municipalities/{entry.id}",
        section="municipalities",
        description=_l(
            "Services in {municipality}: {count}.", municipality=name, count=str(services.total)
        ).say(),
        index=bool(services.total),
    )


def _neighbours(entry: Code, counts: dict[str, int]) -> list[Choice]:
    """The other municipalities of the county that have services of their own, with all that is found there."""
    everywhere = counts.get(ANYWHERE, 0)
    return sorted(
        (
            Choice(each.id, labels.label("municipalities", each.id), counts[each.id] + everywhere)
            for each in codes("municipalities")
            if each.parent == entry.parent and each.id != entry.id and counts.get(each.id)
        ),
        key=lambda each: each.label,
    )


def _county(county: Code, counts: dict[str, int], own: int, everywhere: int) -> Choices:
    """A county with its municipalities; without services of its own it has no number."""
    its = [
        Choice(
            each.id,
            labels.label("municipalities", each.id),
            counts[each.id] + everywhere if each.id in counts else 0,
        )
        for each in codes("municipalities")
        if each.parent == county.id
    ]
    its.sort(key=lambda each: each.label)
    total = own + everywhere if own else 0
    return Choices(labels.label("counties", county.id), tuple(its), total)
