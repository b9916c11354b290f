"""A page as a reader and a machine see it."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Seen(HTMLParser):
    """What is on a page.

    Attributes:
        words: what a person reads.
        elements: every element with its attributes.
        scripts: what stands in script elements.
    """

    html: str
    found: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID and not (self.unclosed and self.unclosed[-1] == "svg"):
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unclosed and (self.unclosed[-1] == tag or tag == "svg"):
            while self.unclosed.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        (self.scripts if self.unclosed[-1:] == ["script"] else self.found).append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.found).split())

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """The attributes of the elements of a kind that have some of them."""
        names = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            has
            for each, has in self.elements
            if each == tag and all(has.get(name) == value for name, value in names.items())
        ]

    def one(self, tag: str, **wanted: str) -> dict[str, str | None]:
        (found,) = self.all(tag, **wanted)
        return found

    @property
    def structured(self) -> list[dict[str, Any]]:
        """What machines read."""
        found: list[dict[str, Any]] = []
        for each in self.scripts:
            said = json.loads(each)
            assert said["@context"] == "https://schema.org"
            found += said["@graph"]
        return found
