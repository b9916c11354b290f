"""The answers of an assessment as a spreadsheet: saved to be filled in elsewhere, and read back."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.certification.assessments import rules
from app.certification.assessments.records import Assessment
from app.core import editing
from app.core.text import _, _l
from app.ui.desk import RecordAction
from app.ui.faults_dialog import telling
from app.ui.office import Office
from app.ui.sheet_file import ask_sheet, save_sheet


def ask_where(parent: QWidget, office: Office, assessment_id: str) -> None:
    """Ask where the answers go."""
    code = office.ask(lambda session: editing.find(session, Assessment, assessment_id).code)
    path = ask_sheet(parent, _l("Answers as a sheet"), f"{_('Answers')} {code}")
    if path:
        save_answers(parent, office, assessment_id, path)


def save_answers(parent: QWidget, office: Office, assessment_id: str, path: Path) -> None:
    """Write the answers in the background."""
    from app.certification.assessments.files import write_answers  # noqa: PLC0415 - only when used

    save_sheet(parent, office, path, lambda session, to: write_answers(session, assessment_id, to))


def ask_which(parent: QWidget, office: Office, assessment_id: str) -> None:
    """Ask for a sheet that was filled in."""
    chosen, _kind = QFileDialog.getOpenFileName(
        parent, _("Take answers from a sheet"), "", "Excel, CSV (*.xlsx *.csv)"
    )
    if chosen:
        take_answers(parent, office, assessment_id, Path(chosen))


def take_answers(parent: QWidget, office: Office, assessment_id: str, path: Path) -> None:
    """Take the answers of a sheet; nothing is taken when a row has a fault."""
    from app.certification.assessments.importing import read_answers  # noqa: PLC0415 - only when used

    refused = telling(parent, office, _l("This sheet can't be used yet"))
    office.write(lambda session: read_answers(session, assessment_id, path), failed=refused)


SHEETS = (
    RecordAction(_l("Answers as a sheet"), "table", run=ask_where),
    RecordAction(
        _l("Take answers from a sheet"),
        "upload-simple",
        run=ask_which,
        when=lambda each: getattr(each, "status", "") == rules.OPEN,
    ),
)
