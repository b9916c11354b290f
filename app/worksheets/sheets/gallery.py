"""The types to choose from, each with a small picture of its example."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.record import today
from app.core.text import Text, current_language
from app.worksheets.pictures import arrange
from app.worksheets.pictures.shapes import Picture
from app.worksheets.pictures.sheet import Agreed, Drawn
from app.worksheets.pictures.wrapping import Measure
from app.worksheets.sheets import filling
from app.worksheets.sheets.records import Worksheet
from app.worksheets.sheets.sight import HEIGHT, WIDTH
from app.worksheets.types.own import all_types
from app.worksheets.types.rules import WorksheetType


@dataclass(frozen=True)
class Offered:
    """A type to choose, the picture of its example, and how many sheets there are of it."""

    type: WorksheetType
    picture: Picture
    used: int = 0


@dataclass(frozen=True)
class Gallery:
    """All types, and what is wrong with those that can't be used."""

    offered: tuple[Offered, ...]
    faults: tuple[Text, ...] = field(default=())


_pictures: dict[tuple[str, str], tuple[tuple[WorksheetType, Measure, date], Picture]] = {}
"""The newest picture of each type in each language, and what it was drawn of."""


def example_picture(type_: WorksheetType, measure: Measure) -> Picture:
    """The picture of the example of a type, in the language of just now; drawn anew when it is another."""
    language, day = current_language(), today()
    of = (type_, measure, day)
    kept = _pictures.get((type_.key, language))
    if kept and kept[0] == of:
        return kept[1]
    content = filling.example(type_, language, day)
    agreed = [
        Agreed(task["what"], task["who"], item=key)
        for key, task in filling.tasks(type_, language, day)
    ]
    picture = arrange.draw(Drawn(type_, content, measure, WIDTH, HEIGHT, tasks=agreed))
    _pictures[type_.key, language] = of, picture
    return picture


def gallery(session: Session, measure: Measure) -> Gallery:
    """Everything to choose from."""
    library = all_types(session)
    counted = session.execute(
        select(Worksheet.type_key, func.count())
        .where(Worksheet.deleted_at.is_(None))
        .group_by(Worksheet.type_key)
    )
    used = {key: number for key, number in counted if number}
    found = tuple(
        Offered(each, example_picture(each, measure), used.get(each.key, 0))
        for each in library.ordered()
    )
    return Gallery(found, library.faults)


def fitting(offered: tuple[Offered, ...], words: str, category: str) -> Iterator[Offered]:
    """Those of a category whose name, summary or fields hold all the words, in any language."""
    wanted = words.casefold().split()
    for each in offered:
        if category and each.type.category != category:
            continue
        said = [*each.type.name.values(), *each.type.summary.values()]
        said += [word for f in each.type.fields for word in f.label.values()]
        text = " ".join(said).casefold()
        if all(word in text for word in wanted):
            yield each
