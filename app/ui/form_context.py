"""What the forms and detail pages of the window are given to look beyond their own record."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.core import attachment, listing, search
from app.ui.form import FormContext
from app.ui.office import Office


def form_context(office: Office, record_id: str = "") -> FormContext:
    """A context that finds and names records of the open store and keeps pictures in it."""

    def finder(kind: str, words: str) -> list[tuple[str, str]]:
        hits = office.ask(lambda session: search.find(session, words, [kind], limit=20))
        return [(hit.record_id, hit.title) for hit in hits]

    def namer(_kind: str, wanted: str) -> str:
        return office.ask(lambda session: search.titles(session, [wanted])).get(wanted, "")

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

    return FormContext(
        finder=finder, namer=namer, keep_picture=keep_picture, picture=picture, written=written
    )
