"""The texts that every page of the directory has."""

from app.core.text import _l

SITE = _l("Directory of welfare services")
SECTIONS = (
    ("services", _l("Services")),
    ("paths", _l("Service paths")),
    ("organisations", _l("Organisations")),
    ("municipalities", _l("Municipalities")),
    ("events", _l("Events")),
)
"""The pages that each page leads to."""
WORDS = {
    "site": SITE,
    "skip": _l("Skip to the content"),
    "sections": _l("Main sections"),
    "languages": _l("Language of the page"),
    "you_are_here": _l("You are here"),
    "search": _l("Search for services"),
    "search_button": _l("Search"),
    "search_hint": _l("In your own words, for example cleaning or company for an outing"),
    "municipality": _l("Municipality"),
    "anywhere": _l("Everywhere"),
    "certified": _l("Certified"),
    "certified_page": _l("What certified means"),
    "networks_page": _l("Partnerships and networks"),
    "about_page": _l("About this directory"),
    "open_data": _l("Open data"),
    "footer": _l("About the directory"),
    "no_cookies": _l("No cookies and no tracking."),
    "previous": _l("Previous page"),
    "next": _l("Next page"),
    "pages": _l("Pages"),
    "copy": _l("Copy the link"),
    "copied": _l("The link has been copied."),
    "print": _l("Print"),
    "printed_from": _l("This page is at"),
    "network": _l("Network"),
    "cancelled_short": _l("Cancelled"),
    "nothing_shared": _l("Nobody has shared anything here yet."),
}
