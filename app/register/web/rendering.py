"""From what a page shows to its HTML: the templates, the links to its other languages, what machines read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from app.core import paths
from app.core.brand import DARK, LIGHT
from app.core.text import Text, _l, language_name, languages
from app.register import pages
from app.register.web import words as common
from app.register.web.asked import Asked
from app.register.web.said import Said

_MOST_DESCRIPTION = 200
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass
class Page:
    """A page as its template shows it.

    Attributes:
        template: its name in the directory's folder.
        title: its heading.
        name: what it is called in the browser's window, where that is more than its heading.
        words: its texts, said in its language as ``words.NAME``.
        given: anything else that the template shows.
        path: where it stands below its language, or below each language.
        query: the parameters that its other languages keep.
        section: which of the main sections it belongs to.
        description: of it, for search engines.
        index: whether search engines should keep it.
        structured: what it is about as schema.org says it.
        status: of the answer.
        modified: since when what it is about stands so, in milliseconds; 0 when that isn't known.
    """

    template: str
    title: Said | str
    words: Mapping[str, Text] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    path: str | Mapping[str, str] = ""
    query: str = ""
    name: str = ""
    section: str = ""
    description: str = ""
    index: bool = True
    structured: Sequence[Mapping[str, Any]] = ()
    status: int = 200
    modified: int = 0

    def path_in(self, language: str) -> str:
        """Where it stands below a language."""
        return self.path if isinstance(self.path, str) else self.path[language]


@dataclass(frozen=True)
class Elsewhere:
    """A page stands at another address, below its language."""

    path: str


@dataclass(frozen=True)
class File:
    """A file to be kept by whoever asks for it."""

    content: bytes
    media_type: str
    name: str


def html(asked: Asked, page: Page) -> str:
    """The page in the language that is spoken."""
    words = {**common.WORDS, **page.words}
    title = page.name or str(page.title)
    site = common.SITE.say()
    reader = asked.reader
    return (
        _templates()
        .get_template(page.template)
        .render(
            **page.given,
            asked=asked,
            base=asked.base,
            language=asked.language,
            heading=page.title,
            title=f"{title} · {site}" if title != site else f"{site} · Kumppani",
            words=SimpleNamespace(**{name: text.say() for name, text in words.items()}),
            sections=[(path, text.say()) for path, text in common.SECTIONS],
            section=page.section,
            description=" ".join(page.description.split())[:_MOST_DESCRIPTION],
            index=page.index and page.status == 200,  # noqa: PLR2004 - HTTP
            canonical=asked.whole(page.path_in(asked.language)),
            alternates=_alternates(asked, page),
            root=pages.root(asked.request),
            colours={"light": LIGHT.background, "dark": DARK.background},
            only_network=next(iter(asked.networks.values())) if len(asked.networks) == 1 else "",
            foreign=_foreign(reader.others_called) if reader.others else "",
            structured=script(page.structured) if page.structured else "",
        )
    )


def script(found: Sequence[Mapping[str, Any]]) -> Markup:
    """What machines read of a page, as JSON that can't end the element in which it stands."""
    graph = {"@context": "https://schema.org", "@graph": list(found)}
    written = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.translate(_UNSAFE))  # noqa: S704 - nothing in it is markup any more


def _foreign(languages_called: str) -> str:
    return _l(
        "Part of this page is available only in: {languages}.", languages=languages_called
    ).say()


def _alternates(asked: Asked, page: Page) -> list[dict[str, Any]]:
    """The page in each language."""
    return [
        {
            "code": each,
            "name": language_name(each),
            "here": f"{pages.root(asked.request)}/{each}/{page.path_in(each)}{page.query}",
            "whole": asked.whole(page.path_in(each), each),
            "is_this": each == asked.language,
        }
        for each in languages()
    ]


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(paths.resources() / "register" / "templates" / "directory"),
        autoescape=select_autoescape(("html", "xml")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def text(template: str, **given: Any) -> str:
    """Anything else from a template."""
    return _templates().get_template(template).render(**given)
