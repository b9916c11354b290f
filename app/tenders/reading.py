"""Reading a notice that was pasted as text: what is found, on which line, and what isn't certain.

Nothing is guessed silently: a value is taken only where a label names it or its form is its own, and each
is shown with its line, to be corrected before anything is saved. Pure functions.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.core.fault import InvalidValue
from app.core.identifier import IDENTIFIERS
from app.core.text import Text, _l
from app.tenders import hits
from app.tenders.labels import LABELS
from app.tenders.values import CODE, known_code
from app.tenders.watching import folded

LONGEST = 20_000
"""Characters of a notice that are kept; what comes after is told."""
_LINE = 90
"""Characters of a line that are shown."""
_TITLE, _BUYER, _NUMBER = 300, 200, 60
_NUMBERED = re.compile(r"(?<![\d-])(20\d{2}-\d{6}|\d{6,8}-20\d{2})(?![\d-])")
_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
_KNOWN_SITES = ("hankintailmoitukset", "tarjouspalvelu", "hilma", "cloudia", "ted.europa", "hanki")
_NAMES = frozenset({"name", "buyer"})
"""What has no form of its own, so that only a colon or a new line after the label tells where it begins."""
_SEVERAL_DAYS = {
    "published_on": _l("Several days could be that of publication. Write the right one."),
    "questions_by": _l("Several days could be the last one for questions. Write the right one."),
    "deadline": _l("Several days could be the deadline of the tenders. Write the right one."),
}


@dataclass(frozen=True)
class Line:
    """Where a value was found, as it stands in the text."""

    field: str
    text: str


@dataclass(frozen=True)
class Reading:
    """What was read of a notice.

    Attributes:
        values: by the names of the fields of a notice, only those that were found.
        lines: the line of each, in the order in which they were found.
        doubts: what isn't certain, in words for the person who checks it.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    doubts: Sequence[Text] = ()


def read(text: str, *, subject: str = "") -> Reading:
    """Read a notice; ``subject`` is that of the message in which it came, if it did."""
    reader = _Reader(text)
    for name in ("name", "buyer", "number"):
        reader.words(name)
    reader.cpv()
    for name in ("published_on", "questions_by", "deadline"):
        reader.day(name)
    reader.value()
    reader.places()
    reader.procedure()
    reader.link()
    reader.rest(subject)
    return Reading(reader.values, reader.lines, reader.doubts)


class _Reader:
    def __init__(self, text: str) -> None:
        clean = text.replace("\r\n", "\n").replace("\x00", "").replace("\u00ad", "")
        self._text = clean
        self._rows = [" ".join(row.split()) for row in clean.split("\n")]
        self.values: dict[str, Any] = {}
        self.lines: list[Line] = []
        self.doubts: list[Text] = []
        self._told = list(self._labelled())

    def _labelled(self) -> Iterator[tuple[str, str, str]]:
        """Lines with a label: its field, what stands after it (or on the next line), the whole."""
        known = sorted(
            ((words, name) for name, every in LABELS.items() for words in every),
            key=lambda pair: -len(pair[0]),
        )
        filled = [(at, row) for at, row in enumerate(self._rows) if row]
        for place, (_at, row) in enumerate(filled):
            label, _colon, after = row.partition(":")
            bare, whole = folded(label), folded(row)
            for words, name in known:
                if not f"{whole} ".startswith(f"{words} "):
                    continue
                if _colon and f"{bare} ".startswith(f"{words} ") and after.strip():
                    yield name, after.strip(), row
                elif whole == words or (_colon and not after.strip()):
                    if place + 1 < len(filled):
                        below = filled[place + 1][1]
                        yield name, below, f"{row} {below}"
                elif name not in _NAMES:  # a day or a number tells itself within its sentence
                    yield name, row, row
                break

    def _of(self, name: str) -> Iterator[tuple[str, str]]:
        return ((said, row) for label, said, row in self._told if label == name)

    def _take(self, name: str, value: Any, row: str) -> None:
        self.values[name] = value
        self.lines.append(Line(name, row if len(row) <= _LINE else f"{row[: _LINE - 1]}…"))

    def words(self, name: str) -> None:
        """A title, a buyer or a number, as its label names it."""
        limit = {"name": _TITLE, "buyer": _BUYER, "number": _NUMBER}[name]
        for said, row in self._of(name):
            if name == "number":
                found = _NUMBERED.search(said)
                if not found and (said == row or not re.search(r"\d", said)):
                    continue
                said = found[1] if found else said.split(",")[0]  # noqa: PLW2901 - the number of it
            if clean := said.strip(" .-–"):
                self._take(name, clean[:limit].strip(), row)
                return
        if name == "number":
            numbers = list(dict.fromkeys(_NUMBERED.findall(self._text)))
            if len(numbers) == 1:
                row = next(row for row in self._rows if numbers[0] in row)
                self._take(name, numbers[0], row)
            elif numbers:
                self.doubts.append(
                    _l("Several numbers could be that of the notice. Write the right one.")
                )

    def cpv(self) -> None:
        """All codes: those with a check digit anywhere, bare ones only on a line about CPV."""
        found: list[str] = []
        rows: list[str] = []
        near = 0
        for row in self._rows:
            near = 3 if "cpv" in row.casefold() else max(0, near - 1)
            for hit in CODE.finditer(row):
                if "-" in hit[0] or near:
                    found.append(known_code(hit[1]))
                    rows.append(row)
        if found:
            self._take("cpv", list(dict.fromkeys(found)), rows[0])

    def day(self, name: str) -> None:
        """A day that a label names; of several different ones none is taken."""
        told: dict[tuple[date, int | None], str] = {}
        for said, row in self._of(name):
            if found := hits.moment(said):
                told.setdefault(found, row)
        days = {day for day, _time in told}
        if len(days) > 1:
            self.doubts.append(_SEVERAL_DAYS[name])
        elif days:
            # Of the same day with and without its time, the time says more.
            (day, minutes), row = max(told.items(), key=lambda each: each[0][1] is not None)
            self._take(name, day, row)
            if name == "deadline" and minutes is not None:
                self.values["deadline_at"] = minutes

    def value(self) -> None:
        """The value that a label names; a range or several lots aren't added up."""
        for said, row in self._of("value"):
            amounts = hits.amounts(said)
            if len(set(amounts)) == 1:
                self._take("value", amounts[0], row)
                return
            if amounts:
                self.doubts.append(_l("The value has several numbers: “{line}”.", line=row[:_LINE]))
                return

    def places(self) -> None:
        """Municipalities and counties on the lines about the buyer and the place."""
        for field_name, named in (("municipalities", hits.towns), ("counties", hits.counties)):
            # A county that buys for a few of its towns isn't the place.
            sources = ("place",) if "municipalities" in self.values else ("place", "buyer")
            rows = [row for source in sources for row in self._of(source)]
            found = {code: row for said, row in reversed(rows) for code in reversed(named(said))}
            if found:
                every = list(reversed(found))
                self._take(field_name, every, found[every[0]])

    def procedure(self) -> None:
        """The procedure that is named on its line, else anywhere if only one is."""
        for said, row in self._of("procedure"):
            if found := hits.procedures(said):
                self._take("procedure", found[0], row)
                return
        every = {found[0]: row for row in self._rows if (found := hits.procedures(row))}
        if len(every) == 1:
            code, row = next(iter(every.items()))
            self._take("procedure", code, row)

    def link(self) -> None:
        """The first address of a known site of procurement, else the only one there is."""
        links = [each.rstrip(".,;") for each in _LINK.findall(self._text)]
        known = [each for each in links if any(site in each.casefold() for site in _KNOWN_SITES)]
        found = known or (links if len(set(links)) == 1 else [])
        if not found:
            return
        try:
            address = IDENTIFIERS["url"].normalise(found[0])
        except InvalidValue:
            return
        self._take("link", address, found[0])

    def rest(self, subject: str) -> None:
        """The text itself, and a title where no label named one."""
        if "name" not in self.values:
            first = subject.strip() or next((row for row in self._rows if row), "")
            if first:
                self.values["name"] = first[:_TITLE].strip()
                self.doubts.append(
                    _l("The subject of the message was taken as the title.")
                    if subject.strip()
                    else _l("No line says what is bought; the first line was taken as the title.")
                )
        if "deadline" not in self.values and not any(
            name == "deadline" and hits.moment(said) for name, said, _row in self._told
        ):
            self.doubts.append(_l("No deadline was found. Look for it in the notice."))
        text = self._text.strip()
        if len(text) > LONGEST:
            self.doubts.append(_l("The text is very long; its end isn’t kept."))
        if text:
            self.values["description"] = text[:LONGEST].strip()
