"""What the tests of papers share: a sheet in a real store, and the text of a PDF without its line breaks."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.core.change import Changes
from app.core.store import Store
from app.core.text import literal, speaking
from app.worksheets.sheets import actions
from app.worksheets.sheets.content import Content
from app.worksheets.sheets.records import Entry
from app.worksheets.types.rules import TEXTS, WorksheetType
from app.worksheets.types.values import shown


def begin(
    store: Store,
    key: str,
    texts: Sequence[str] | None = None,
    field: str = "",
    language: str = "fi",
    agreed: Sequence[dict[str, Any]] = (),
    **values: Any,
) -> str:
    """Begin a sheet of a type with its example, or with notes in one field; gives its id."""

    def work(session: Session) -> Changes:
        begun = actions.begin(
            session, {"type_key": key, **values}, with_example=texts is None
        ).result
        for number, text in enumerate(texts or ()):
            session.add(Entry(sheet_id=begun, field=field, text=text, position=number))
        for task in agreed:
            tasks.add_from(session, actions.source_of(session, begun), task)
        return Changes(literal("Valmis"), begun)

    with speaking(language):
        return store.write(work).result


def texts_of(type_: WorksheetType, content: Content, language: str) -> Iterator[str]:
    """What somebody has written on a sheet: texts, names, and values as they are read."""
    for key, value in content.values.items():
        field = type_.field(key)
        if field and value not in ("", None, False):
            yield shown(field, value, language)
    for key, items in content.items.items():
        field = type_.field(key)
        for item in items:
            yield item.text
            for column in field.facts if field else ():
                if column.type in TEXTS:
                    yield shown(column, item.facts.get(column.key), language)


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """The sides of each page in whole millimetres."""
    found = PdfReader(BytesIO(pdf)).pages
    return [
        (
            round(float(page.mediabox.width) / 72 * 25.4),
            round(float(page.mediabox.height) / 72 * 25.4),
        )
        for page in found
    ]


def text_of(pdf: bytes) -> str:
    """All of its text, without spaces, line breaks and hyphens that a break may have added."""
    return bare("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def bare(text: str) -> str:
    """A text without what breaking it into lines changes."""
    return re.sub(r"[\s\u00ad\u00a0-]+", "", text)
