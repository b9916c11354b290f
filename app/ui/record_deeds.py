"""What can be done with a record or a list through a dialog: papers, history, versions, files, export."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core import attachment, paths, search
from app.core.fault import Refusal
from app.core.record import Record
from app.core.room import Paper
from app.core.text import _, _l, current_language, language_name, languages, speaking
from app.ui import jobs
from app.ui.office import Office
from app.ui.sheet_file import KINDS, ask_sheet, save_sheet
from app.ui.version_dialogs import CompareDialog, HistoryDialog

Deed = Callable[[QWidget, Office, type[Record], str], None]


def show_paper(parent: QWidget, office: Office, paper: Paper, record_id: str | None) -> None:
    """Make a document in a language the person chooses, save it where they choose, and open it."""
    title = ""
    if record_id:
        title = office.ask(lambda session: search.titles(session, [record_id])).get(record_id, "")
    reader = office.ask(lambda session: paper.language_of(session, record_id))
    choice = _filters(reader or current_language())
    proposed = paths.documents().parent / f"{paper.label} {title}".strip().replace("/", "-")
    chosen, wanted = QFileDialog.getSaveFileName(
        parent, str(paper.label), f"{proposed}.pdf", ";;".join(choice)
    )
    if not chosen:
        return
    language = choice.get(wanted, current_language())
    target = Path(chosen).with_suffix(".pdf")

    def make() -> Path:
        with office.store.read() as session, speaking(language):
            content = paper.make(session, record_id, language)
        try:
            target.write_bytes(content)
        except OSError as fault:
            raise Refusal(
                _l(
                    "{path} can't be written: {reason}",
                    path=str(target),
                    reason=fault.strerror or "",
                )
            ) from fault
        return target

    def done(path: Path) -> None:
        office.tell(_l("Saved {name}", name=path.name))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    jobs.run(make, done=done, owner=parent, progress=paper.label)


def _filters(first: str) -> dict[str, str]:
    order = sorted(languages(), key=lambda language: language != first)
    return {f"PDF – {language_name(language)} (*.pdf)": language for language in order}


def export_sheet(parent: QWidget, office: Office, record: type[Record]) -> None:
    """Write all records of a kind to a file the person names."""
    from app.exchange.export import export_records  # noqa: PLC0415 - spreadsheets only when used

    path = ask_sheet(parent, _l("Export"), str(record.kind.label_plural), f"{KINDS};;JSON (*.json)")
    if path:
        save_sheet(parent, office, path, lambda session, to: export_records(session, record, to))


def attach(parent: QWidget, office: Office, _record: type[Record], record_id: str) -> None:
    """Keep a file with a record."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Add a file"))
    if chosen:
        office.write(lambda session: attachment.attach(session, record_id, Path(chosen)))


def history(parent: QWidget, office: Office, _record: type[Record], record_id: str) -> None:
    """Show who changed what, when."""
    HistoryDialog(parent, office, record_id).exec()


def compare(parent: QWidget, office: Office, record: type[Record], record_id: str) -> None:
    """Show an earlier version beside today's."""
    CompareDialog(parent, office, record, record_id).exec()


DEEDS: dict[str, Deed] = {"attach": attach, "history": history, "compare": compare}
