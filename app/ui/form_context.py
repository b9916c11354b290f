"""What the forms and detail pages of the window are given to look beyond their own record."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from app.core import attachment, listing, search
from app.core.record import Record
from app.ui.form import FormContext
from app.ui.office import Office


def form_context(
    office: Office, record_id: str = "", record: type[Record] | None = None
) -> FormContext:
    """A context that finds and names records of the open store and keeps pictures in it.

    ``record`` tells what follows in its rows from what is chosen in them.
    """

    def finder(kind: str, words: str) -> list[tuple[str, str]]:
        def found(session: Session) -> list[tuple[str, str]]:
            hits = search.find(session, words, [kind], limit=20)
            called = Counter(hit.title for hit in hits)
            return [
                (
                    hit.record_id,
                    search.name_apart(session, kind, hit.record_id)
                    if called[hit.title] > 1
                    else hit.title,
                )
                for hit in hits
            ]

        return office.ask(found)

    def namer(kind: str, wanted: str) -> str:
        return office.ask(lambda session: search.name_apart(session, kind, wanted))

    def keep_picture(path: Path) -> str:
        return office.store.write(
            lambda session: attachment.attach(session, record_id, path)
        ).result

    def picture(attachment_id: str) -> bytes:
        return office.ask(lambda session: attachment.content(session, attachment_id))

    def written(
        owner: QObject, sources: tuple[tuple[str, str], ...], done: Callable[[list[str]], None]
    ) -> None:
        office.read(owner, lambda session: listing.written(session, sources), done)

    def follows(field: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
        return office.ask(lambda session: record.follows(session, field, row)) if record else {}

    return FormContext(
        finder=finder,
        namer=namer,
        keep_picture=keep_picture,
        picture=picture,
        written=written,
        follows=follows,
    )
