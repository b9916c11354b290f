"""The pages of partnerships and networks that may be shown to anybody."""

from app.catalogue import shapes
from app.catalogue.items import Item
from app.catalogue.wanted import Wanted
from app.core.text import _l
from app.network.partnerships.records import FORMS, ROLES
from app.register.web import event_pages, labels, links, listing, structured
from app.register.web.asked import Asked
from app.register.web.rendering import Page
from app.register.web.said import Said

WORDS = {
    "lead": _l("Who works together here, and for what."),
    "purpose": _l("Shared purpose"),
    "for_clients": _l("What the client gains"),
    "members": _l("Members"),
    "events": _l("Coming events"),
}
_MOST = 10


def all_of_them(asked: Asked) -> Page:
    """All partnerships and networks."""
    found = listing.page_of(asked, Wanted(shapes.PARTNERSHIP, by=asked.language))
    return Page(
        "networks.html",
        _l("Partnerships and networks").say(),
        WORDS,
        {
            "rows": [
                (
                    asked.href(each),
                    asked.reader.name(each.name),
                    asked.reader.name(each.fields.get("purpose")),
                )
                for each in found.items
            ],
            "pager": found,
        },
        path="networks",
        query=links.query(found.pairs(found.number)),
        description=WORDS["lead"].say(),
        index=found.number == 1,
    )


def one(asked: Asked) -> Page:
    """A partnership or network."""
    item = asked.item(shapes.PARTNERSHIP, asked.request.path_params["id"])
    fields, reader = item.fields, asked.reader
    rows = [row for row in fields.get("members", ()) if not _has_left(asked, row)]
    known = {
        each.record_id: each
        for each in asked.those(
            shapes.ORGANISATION, [row.get("organisation_id", "") for row in rows]
        )
    }
    purpose = reader.text(fields.get("purpose"))
    form = dict(FORMS).get(fields.get("form", ""))
    return Page(
        "network.html",
        reader.text(item.name),
        WORDS,
        {
            "form": form.say() if form else "",
            "purpose": purpose,
            "for_clients": reader.text(fields.get("for_clients")),
            "members": [
                each
                for row in rows
                if (each := _member(asked, row, known.get(row.get("organisation_id", ""))))
            ],
            "events": event_pages.of_partnership(asked, item.record_id, _MOST),
            "network": asked.network_of(item),
        },
        path=links.of(item, asked.language),
        description=str(purpose),
        structured=[structured.breadcrumbs(asked, "networks", _l("Networks").say(), item)],
        modified=item.modified_at,
    )


def _has_left(asked: Asked, row: dict[str, str]) -> bool:
    return row.get("left_on", "9999") <= asked.day.isoformat()


def _member(asked: Asked, row: dict[str, str], found: Item | None) -> tuple[str, Said, str] | None:
    """A member: its address where it has a page, its name, and what it is in the network."""
    name = asked.reader.name(found.name) if found else Said(row.get("name", ""))
    if not name:
        return None
    role = dict(ROLES).get(row.get("role", ""))
    country = row.get("country", "FI")
    facts = (
        role.say() if role and row.get("role") != "member" else "",
        labels.label("countries", country) if country != "FI" else "",
    )
    href = asked.href(found) if found else ""
    return href, name, " · ".join(part for part in facts if part)
