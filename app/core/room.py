"""What a room tells the rest of the program: its kinds, its page, its papers and what waits there.

A room declares one :class:`Room` in its ``room.py``; ``app/rooms.py`` lists them. The window, the home
page, the command line and the tour know rooms only through this description.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.record import Record
from app.core.text import LanguageText, Text, languages


@dataclass(frozen=True)
class Matter:
    """Something that waits for a person, by a day or by no day.

    Attributes:
        kind: the kind of the record it is about, ``record_id`` which one; blank where ``room`` is told and
            it is about none.
        title: what waits; ``advice`` is what to do about it.
        due: the day by which, ``None`` when there is none.
        tone: ``watch`` when it should be seen to, ``bad`` when something is lost or late.
        room: the name of the room on whose page it is seen to and whose badge counts it; ``""`` for the page of
            the one that keeps the record, and the badge of the one that tells of it.
        count: how many there are of it, where one matter tells of several.
    """

    kind: str
    record_id: str
    title: Text
    advice: Text
    due: date | None = None
    tone: Tone = "plain"
    room: str = ""
    count: int = 1


@dataclass(frozen=True)
class Figure:
    """A number about the room, for the home page: ``value`` in large, ``label`` below it."""

    value: Text
    label: Text


@dataclass(frozen=True)
class Fact:
    """What a room knows about a record of another room: it stands on that record's page."""

    label: Text
    value: Text


@dataclass(frozen=True)
class Listed:
    """What a room tells of something of others that a record names by its id, a service in a plan for example.

    Attributes:
        kind, record_id: by which the room shows it; ``room`` is its name, ``""`` when there is nothing to show.
        name: what it is called now; ``by`` who offers it. Blank when that isn't known.
        words: how it stands, ``None`` when that needn't be told.
    """

    kind: str
    record_id: str
    room: str = ""
    name: LanguageText = field(default_factory=dict)
    by: LanguageText = field(default_factory=dict)
    words: Text | None = None
    tone: Tone = "plain"


@dataclass(frozen=True)
class Outside:
    """What a room finds beside the office's own records, in the language of the moment.

    Attributes:
        room: the name of the room that shows it; ``kind`` and ``record_id`` say to it what.
        title: what it is called; ``lead`` tells it from its neighbours.
    """

    room: str
    kind: str
    record_id: str
    title: str
    lead: str


@dataclass(frozen=True)
class Paper:
    """A document of a room.

    Attributes:
        name: the word on the command line, for example ``service-card``.
        label: what a person calls it.
        kind: the kind of record it is about, ``""`` when it is about all of them.
        draw: ``module:function`` taking ``(session, record_id, language)`` and returning the PDF.
        reader: ``module:function`` taking ``(session, record_id)`` and returning the language of the
            one who reads it, ``""`` when that is not known.
        possible: ``module:function`` taking ``(session, record_id)`` and telling whether there is such a
            document of that record; where there is none it isn't offered.
    """

    name: str
    label: Text
    kind: str
    draw: str
    reader: str = ""
    possible: str = ""

    def can_be_made(self, session: Session, record_id: str) -> bool:
        """Whether there is something of a record to put on the paper."""
        return not self.possible or bool(load(self.possible)(session, record_id))

    def language_of(self, session: Session, record_id: str | None) -> str:
        """The reader's language, ``""`` when it is not known or not one of the program's."""
        found = load(self.reader)(session, record_id) if self.reader and record_id else ""
        return found if found in languages() else ""

    def make(self, session: Session, record_id: str | None, language: str) -> bytes:
        """The PDF.

        Raises:
            Missing: there is no such record.
        """
        return load(self.draw)(session, record_id, language)


@dataclass(frozen=True)
class Room:
    """One capability of the program.

    Attributes:
        name: its folder under ``app/``; ``label`` and ``icon`` stand in the navigation rail.
        kinds: the records it keeps, the main one first.
        page: ``module:Class`` of its page, made when it is first opened.
        papers: its documents.
        matters: each ``module:function`` taking a session to read and the day, and returning every :class:`Matter`
            that waits; like all that is named so, it is loaded when it is first asked.
        figures: the same for every :class:`Figure` of the home page.
        about: ``module:function`` taking a session, a kind and an id, and returning each :class:`Fact` about a
            record of any room.
        listed: ``module:function`` taking a session and the ids by which records name things of others, and
            returning a :class:`Listed` by each id that it knows.
        outside: ``module:function`` taking a session and the words of the find box, and returning each
            :class:`Outside` found beside all records; and what sort of thing that is.
        readers: for kinds that come whole from files of their own, ``module:function`` taking the path and
            returning the write that adds what it holds.
    """

    name: str
    label: Text
    icon: str
    kinds: tuple[type[Record], ...] = ()
    page: str = "app.ui.record_page:RecordPage"
    papers: tuple[Paper, ...] = field(default_factory=tuple)
    matters: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    about: str = ""
    listed: str = ""
    outside: tuple[str, Text] | None = None
    readers: Mapping[str, str] = field(default_factory=dict)

    def what_waits(self, session: Session, day: date) -> list[Matter]:
        """What waits in the room on a day."""
        return [each for asked in self.matters for each in load(asked)(session, day)]

    def its_figures(self, session: Session, day: date) -> list[Figure]:
        """The numbers about the room on a day."""
        return [each for asked in self.figures for each in load(asked)(session, day)]


def papers_of(rooms: Iterable[Room], kind: str) -> tuple[Paper, ...]:
    """The documents about a kind of record: those of its own room first, then those of others."""
    own: list[Paper] = []
    others: list[Paper] = []
    for room in rooms:
        keeps = any(record.kind.name == kind for record in room.kinds)
        (own if keeps else others).extend(paper for paper in room.papers if paper.kind == kind)
    return (*own, *others)


def facts_about(rooms: Iterable[Room], session: Session, kind: str, record_id: str) -> list[Fact]:
    """What all rooms know about a record."""
    asked = [load(room.about) for room in rooms if room.about]
    return [fact for about in asked for fact in about(session, kind, record_id)]


def listed_by(rooms: Iterable[Room], session: Session, ids: Iterable[str]) -> dict[str, Listed]:
    """What all rooms know of things of others, by the ids that are known; blank ids name nothing."""
    wanted = {each for each in ids if each}
    found: dict[str, Listed] = {}
    for room in rooms:
        if wanted and room.listed:
            found |= load(room.listed)(session, wanted)
    return found


def load(name: str) -> Any:
    """What ``module:attribute`` names; the import happens now, so that the window opens fast."""
    module, attribute = name.split(":")
    return getattr(import_module(module), attribute)
