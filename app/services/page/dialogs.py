"""The dialogs of the service room: the guided VAT check, and retiring with a successor."""

from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from app.core import editing
from app.core.field import fields_of, row_field
from app.core.record import Record
from app.core.text import _l
from app.core.value import Reference
from app.services import actions, rules
from app.services.records import ServiceProduct
from app.ui.ask_dialog import AskDialog
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import Banner, Column, Row, button, lead, section, small, tick_box


class VatCheck(QDialog):
    """Five questions; the answer is said as they are ticked, and kept with the record."""

    RECORD: ClassVar[type[Record]] = ServiceProduct

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(parent)
        self._office, self._id = office, record_id
        bind(self.setWindowTitle, _l("Check VAT exemption"))
        self.setMinimumWidth(theme.px(540))
        column = Column(self, margins=24, spacing=12)
        column.addWidget(section(_l("Is this service exempt from VAT?")))
        column.addWidget(
            lead(
                _l(
                    "A social welfare service is exempt from VAT only when all five conditions are met."
                )
            )
        )
        kept = office.ask(lambda session: editing.find(session, self.RECORD, record_id))
        self.boxes: dict[str, QCheckBox] = {}
        for name in rules.VAT_CONDITIONS:
            box, ticked = tick_box(fields_of(self.RECORD)[name].label)
            box.setChecked(getattr(kept, name))
            box.toggled.connect(self._tell)
            self.boxes[name] = box
            column.addWidget(ticked)
        self.verdict = Banner("")
        column.addWidget(self.verdict)
        column.addWidget(
            small(
                _l(
                    "Source: VAT Act 37–38 §, guidance of the Tax Administration; read 23 Nov 2026. "
                    "Check that it is up to date."
                )
            )
        )
        column.addStretch(1)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        foot.addWidget(button(_l("Keep the answers"), "primary", pressed=self.keep))
        column.addLayout(foot)
        self._tell()

    def answers(self) -> dict[str, bool]:
        """What is ticked, by field name."""
        return {name: box.isChecked() for name, box in self.boxes.items()}

    def _tell(self) -> None:
        if rules.vat_exempt(self.answers()):
            self.verdict.tell(_l("All five are met: the service can be sold without VAT."), "good")
        else:
            self.verdict.tell(
                _l(
                    "Not all are met: sell the service with VAT, or put right what is missing first."
                ),
                "watch",
            )

    def keep(self) -> None:
        """Keep the answers with the record."""
        record, record_id, answers = self.RECORD, self._id, self.answers()
        self._office.write(lambda session: editing.change(session, record, record_id, answers))
        self.accept()


class RetireDialog(AskDialog):
    """Takes a service out of use, with the one that replaces it if there is one."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(
            parent,
            office,
            _l("Retire a service"),
            _l(
                "It stays in the register but no longer appears on price lists or in the catalogue."
            ),
            [
                row_field(
                    "successor_id",
                    Reference("service"),
                    _l("Replaced by"),
                    help=_l("Which service replaces it? Leave empty if none does."),
                )
            ],
            lambda session, values: actions.retire(session, record_id, values["successor_id"]),
            do=_l("Retire"),
            leave=_l("Keep in use"),
        )
