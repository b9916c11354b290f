"""A spreadsheet for somebody else: where it goes is asked, and it is written in the background."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy.orm import Session

from app.core import paths
from app.core.text import Text, _l, current_language, speaking
from app.ui import jobs
from app.ui.office import Office

KINDS = "Excel (*.xlsx);;CSV (*.csv)"


def ask_sheet(parent: QWidget, title: Text, name: str, kinds: str = KINDS) -> Path | None:
    """Ask where a sheet goes, with a name to begin with; ``None`` when nobody wants it any more."""
    proposed = paths.documents().parent / f"{name}.xlsx"
    chosen, _kind = QFileDialog.getSaveFileName(parent, title.say(), str(proposed), kinds)
    return Path(chosen) if chosen else None


def save_sheet(
    owner: QWidget, office: Office, path: Path, write: Callable[[Session, Path], object]
) -> None:
    """Write a sheet in the language of the window, and tell when it is there."""
    language = current_language()

    def work() -> None:
        with office.store.read() as session, speaking(language):
            write(session, path)

    jobs.run(
        work,
        done=lambda _done: office.tell(_l("Saved {name}", name=path.name)),
        owner=owner,
        progress=_l("Exporting"),
    )
