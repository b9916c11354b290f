"""The front page: a search in the user's own words, what certified means, and ways in."""

from app.catalogue import shapes
from app.catalogue.wanted import Wanted
from app.core.text import _l
from app.register.web import cards, event_pages, path_pages, words
from app.register.web.asked import Asked
from app.register.web.rendering import Page

_FEW = 3
WORDS = {
    "heading": _l("What do you need help with?"),
    "lead": _l(
        "Find help at home, company, care and well-being from businesses, associations and the public sector."
    ),
    "certified_heading": _l("Look for the mark"),
    "certified_words": _l(
        "Somebody else than its provider has assessed a certified service, and you can check its "
        "certificate yourself."
    ),
    "only_certified": _l("Only certified services"),
    "by_need": _l("By need"),
    "by_need_words": _l("Stories of how help goes on from the first step to the last."),
    "by_group": _l("By who it is for"),
    "by_class": _l("By kind of service"),
    "more_groups": _l("More groups"),
    "more_classes": _l("More kinds of service"),
    "by_place": _l("By municipality"),
    "all_municipalities": _l("All municipalities"),
    "all_paths": _l("All service paths"),
    "coming": _l("Coming events"),
    "all_events": _l("All events"),
    "all_services": _l("All services"),
}
_EVERYBODY = "KR1"


def page(asked: Asked) -> Page:
    """The front page."""
    groups = asked.counts(Wanted(), "target_group")
    classes = asked.counts(Wanted(), "ptv_class")
    everything = asked.find(Wanted(per_page=0)).total
    events = event_pages.coming(asked, _FEW)
    paths = asked.find(Wanted(shapes.PATH, by=asked.language, per_page=_FEW * 2))
    counties = cards.municipality_choices(asked)
    largest = sorted(
        (each for county in counties for each in county.choices),
        key=lambda each: (-(each.count or 0), each.label),
    )
    return Page(
        "front.html",
        words.SITE.say(),
        WORDS,
        {
            "total": cards.service_count(everything),
            "empty": not everything,
            "groups": cards.ways("group", "target_groups", groups, skipped=_EVERYBODY),
            "classes": cards.ways("class", "ptv_service_classes", classes),
            "few": cards.FEW_WAYS,
            "places": sorted(largest[:12], key=lambda each: each.label),
            "municipalities": counties,
            "paths": [path_pages.card(asked, each) for each in paths.items],
            "path_count": paths.total,
            "events": events,
        },
        description=WORDS["lead"].say(),
        structured=[
            {
                "@type": "WebSite",
                "@id": asked.whole() + "#site",
                "name": words.SITE.say(),
                "url": asked.whole(),
                "inLanguage": asked.language,
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {
                        "@type": "EntryPoint",
                        "urlTemplate": asked.whole("services") + "?q={search_term_string}",
                    },
                    "query-input": "required name=search_term_string",
                },
            }
        ],
    )
