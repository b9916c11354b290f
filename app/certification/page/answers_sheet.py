"""The answers of an assessment as a spreadsheet: saved to be filled in elsewhere, and read back."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.certification.assessments import rules
from app.certification.assessments.records import Assessment
from app.certification.page.faults_dialog import FaultsDialog
from app.core import editing
from app.core.fault import Refusal
from app.core.text import _, _l
from app.ui.desk import RecordAction
from app.ui.office import Office
from app.ui.sheet_file import ask_sheet, save_sheet


class SaveAnswers(QDialog):
    """Asks where the answers go, and writes them."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(parent)
        self._office, self._record_id = office, record_id

    def exec(self) -> int:
        """Ask for a name, and write the sheet."""
        code = self._office.ask(lambda s: editing.find(s, Assessment, self._record_id).code)
        path = ask_sheet(self.parentWidget(), _l("Answers as a sheet"), f"{_('Answers')} {code}")
        if path:
            self.write(path)
        return 0

    def write(self, path: Path) -> None:
        """Write the answers in the background."""
        from app.certification.assessments.files import write_answers  # noqa: PLC0415 - only when used

        record_id = self._record_id
        save_sheet(
            self.parentWidget(),
            self._office,
            path,
            lambda session, to: write_answers(session, record_id, to),
        )


class ReadAnswers(QDialog):
    """Asks for a sheet that was filled in, and takes its answers."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(parent)
        self._office, self._record_id = office, record_id

    def exec(self) -> int:
        """Ask for the file, and read it."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self.parentWidget(), _("Take answers from a sheet"), "", "Excel, CSV (*.xlsx *.csv)"
        )
        if chosen:
            self.read(Path(chosen))
        return 0

    def read(self, path: Path) -> None:
        """Take the answers; nothing is taken when a row has a fault."""
        from app.certification.assessments.importing import (  # noqa: PLC0415 - only when used
            BadAnswers,
            read_answers,
        )

        record_id = self._record_id

        def refused(fault: Refusal) -> None:
            if isinstance(fault, BadAnswers) and len(fault.faults) > 1:
                title = _l("This sheet can't be used yet")
                FaultsDialog(self.parentWidget(), title, fault.summary, fault.listed).exec()
            else:
                self._office.refused.emit(fault.told)

        self._office.write(lambda session: read_answers(session, record_id, path), failed=refused)


SHEETS = (
    RecordAction(_l("Answers as a sheet"), "table", dialog=SaveAnswers),
    RecordAction(
        _l("Take answers from a sheet"),
        "upload-simple",
        dialog=ReadAnswers,
        when=lambda each: getattr(each, "status", "") == rules.OPEN,
    ),
)
