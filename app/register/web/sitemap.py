"""What search engines are told: all pages in all languages, and what they may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil

from app.catalogue import reading, shapes
from app.catalogue.ordered import Places
from app.catalogue.wanted import Wanted
from app.core.codes import codes
from app.core.text import languages
from app.register.web import links, rendering
from app.register.web.asked import Asked

MOST = 5000
"""So many addresses stand in one part; each record has one a language."""
_PLAIN = (
    "", "services", "paths", "organisations", "municipalities", "events", "networks", "certified",
    "about",
)  # fmt: skip
_PAGES = "pages"


@dataclass(frozen=True)
class Address:
    """A page in all languages, with its address in each."""

    by_language: dict[str, str]
    modified: str = ""


def written(asked: Asked, part: str) -> str | None:
    """The index of all parts, or a part of it; ``None`` when there is no such part."""
    if not part:
        parts = [f"{asked.site}/sitemap-{each}.xml" for each in _parts(asked)]
        return rendering.text("sitemap_index.xml", parts=parts)
    kind, _dash, number = part.rpartition("-")
    if part == _PAGES:
        found = list(_plain(asked))
    elif kind in _kinds() and number.isascii() and number.isdigit() and len(number) < len("99999"):
        first = (int(number) - 1) * per_part()
        places = _places(asked, _kinds()[kind])[first : first + per_part()] if first >= 0 else []
        found = list(_records(asked, places))
    else:
        return None
    return rendering.text("sitemap.xml", addresses=found) if found else None


def robots(site: str) -> str:
    """What search engines may read: the directory; not the addresses that offices talk to."""
    return "\n".join(
        (
            "User-agent: *",
            "Disallow: /sync/",
            "Disallow: /join",
            "Disallow: /verify/",
            f"Sitemap: {site}/sitemap.xml",
            "",
        )
    )


def per_part() -> int:
    """So many records stand in one part."""
    return MOST // len(languages())


def _kinds() -> dict[str, str]:
    return {name: kind for kind, name in links.PLACES.items()}


def _parts(asked: Asked) -> Iterator[str]:
    yield _PAGES
    for name, kind in _kinds().items():
        total = asked.find(Wanted(kind, per_page=0)).total
        yield from (f"{name}-{number}" for number in range(1, ceil(total / per_part()) + 1))


def _plain(asked: Asked) -> Iterator[Address]:
    places = asked.counts(Wanted(), "municipality")
    towns = [f"municipalities/{each.id}" for each in codes("municipalities") if each.id in places]
    for path in (*_PLAIN, *towns):
        yield Address({each: asked.whole(path, each) for each in languages()})


def _records(asked: Asked, places: Places) -> Iterator[Address]:
    for item in reading.items(asked.connection, places, asked.day):
        modified = datetime.fromtimestamp(item.modified_at / 1000, UTC)
        yield Address(
            {each: asked.whole(links.of(item, each), each) for each in languages()},
            modified.isoformat(timespec="seconds"),
        )


def _places(asked: Asked, kind: str) -> Places:
    wanted = Wanted(kind, by="day" if kind == shapes.EVENT else languages()[0])
    return asked.places(wanted)
