"""The evidence of a criterion: what there is, opened from beside it, and ways to add more."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from sqlalchemy.orm import Session

from app.certification.assessments import actions
from app.certification.assessments.actions import Served
from app.certification.assessments.records import SERVING_FIELDS, Evidence
from app.core import editing, search
from app.core.attachment import Attachment
from app.core.change import Changes
from app.core.field import fields_of, row_field
from app.core.record import record_kinds, today
from app.core.text import Text, _l
from app.core.value import Reference
from app.ui.ask_dialog import AskDialog
from app.ui.find import PickDialog
from app.ui.icons import icon
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import (
    Column,
    Row,
    Tag,
    button,
    clear,
    icon_button,
    label,
    link,
    small,
    subject,
)

KINDS = (
    *("service", "service_path", "organisation", "contract", "job_template", "employer_duty"),
    *("agreement", "self_monitoring_plan", "certificate", "assessment", "finding"),
)
"""Kinds of pages that can be evidence; pages of clients and employees themselves are not."""


class EvidenceBox(QWidget):
    """Evidence of one criterion of an assessment."""

    def __init__(self, office: Office, flush: Callable[[], object]) -> None:
        super().__init__()
        self._office, self._flush = office, flush
        self._assessment_id = self._criterion = ""
        column = Column(self, spacing=8)
        head = Row(spacing=8)
        head.addWidget(subject(_l("Evidence")), 1)
        self.add_button = button(_l("Add evidence"), icon_name="plus")
        self.add_button.setMenu(self._menu())
        head.addWidget(self.add_button)
        column.addLayout(head)
        self._list = Column(spacing=6)
        column.addLayout(self._list)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        ways: tuple[tuple[Text, str, Callable[[], object]], ...] = (
            (_l("A file from this computer"), "paperclip", self.ask_file),
            (_l("A page of Kumppani"), "notebook", self.ask_page),
            (_l("A link"), "link", lambda: self.ask("link")),
            (_l("Seen or heard on the spot"), "eye", lambda: self.ask("seen")),
            (_l("Evidence that is here already"), "folder-open", self.ask_known),
        )
        for words, glyph, do in ways:
            entry = menu.addAction(icon(glyph), "")
            bind(entry.setText, words)
            entry.triggered.connect(lambda _on=False, do=do: do())
        return menu

    def show_evidence(
        self, assessment_id: str, criterion: str, served: Sequence[Served], *, frozen: bool
    ) -> None:
        """Show the evidence of another criterion, or what has changed of it."""
        self._assessment_id, self._criterion = assessment_id, criterion
        self.add_button.setVisible(not frozen)
        clear(self._list)
        for each in served:
            self._list.addWidget(self._line(each, frozen=frozen))
        if not served:
            self._list.addWidget(small(_l("No evidence yet.")))

    def _line(self, served: Served, *, frozen: bool) -> QWidget:
        evidence = served.evidence
        made = QWidget()
        line = Row(made, spacing=8)
        told = Column(spacing=0)
        head = Row(spacing=8)
        opened = self._opener(served)
        head.addWidget(link(evidence.name, opened) if opened else label(evidence.name))
        if served.gone:
            head.addWidget(Tag(_l("In the bin"), "watch"))
        if evidence.valid_to and evidence.valid_to < today():
            head.addWidget(Tag(_l("Expired"), "bad"))
        head.addStretch(1)
        told.addLayout(head)
        speaks, place, added = evidence.speaks_of, served.place, evidence.created_at.date()
        told.addWidget(small(lambda: _about(speaks, place, added)))
        line.addLayout(told, 1)
        evidence_id, name = evidence.id, evidence.name
        line.addWidget(
            icon_button(
                "folder-open",
                _l("Show {name} among the evidence", name=name),
                lambda: self._office.wanted.emit("evidence", evidence_id),
            )
        )
        if not frozen:
            line.addWidget(
                icon_button(
                    "x", _l("Take {name} away from here", name=name), lambda: self.take(evidence_id)
                )
            )
        return made

    def _opener(self, served: Served) -> Callable[[], object] | None:
        evidence = served.evidence
        if evidence.record_id:
            kind, record_id = evidence.record_kind, evidence.record_id
            return lambda: self._office.wanted.emit(kind, record_id)
        if evidence.link:
            address = evidence.link
            return lambda: QDesktopServices.openUrl(QUrl(address))
        if served.files:
            file = served.files[0]
            return lambda: self._open_file(file)
        return None

    def _open_file(self, file: Attachment) -> None:
        file_id = file.id
        self._office.read(
            self,
            lambda session: self._office.copies.copy(session, file_id),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
        )

    def take(self, evidence_id: str) -> None:
        """Let a piece of evidence serve this criterion no longer; it can be undone."""
        assessment_id, criterion = self._assessment_id, self._criterion
        self._office.write(
            lambda session: actions.take_evidence_away(
                session, assessment_id, criterion, evidence_id
            )
        )

    def ask_file(self) -> None:
        """Choose a file and tell what it is."""
        chosen, _kind = QFileDialog.getOpenFileName(self, _l("Choose a file").say())
        if chosen:
            self.ask("file", Path(chosen))

    def ask(self, sort: str, path: Path | None = None) -> None:
        """Tell what a new piece of evidence is."""
        self.dialog(sort, path).exec()

    def dialog(self, sort: str, path: Path | None = None) -> AskDialog:
        """What asks about a new piece of evidence."""
        self._flush()
        fields = fields_of(Evidence)
        asked = [fields["name"], fields["speaks_of"], fields["valid_to"], SERVING_FIELDS[1]]
        if sort == "link":
            plain = row_field("link", fields["link"].value, fields["link"].label, required=True)
            asked.insert(1, plain)
        assessment_id, criterion = self._assessment_id, self._criterion
        return AskDialog(
            self,
            self._office,
            _l("Add evidence"),
            _l("What is it, and when is it from? It can serve other criteria as well."),
            asked,
            lambda session, values: actions.add_evidence(
                session, assessment_id, criterion, {**values, "sort": sort}, path
            ),
            do=_l("Add evidence"),
            starts={"name": path.stem if path else "", "speaks_of": today()},
        )

    def ask_page(self) -> None:
        """Choose a page of Kumppani."""
        self._flush()
        dialog = PickDialog(self, self._office, _l("A page of Kumppani"), KINDS)
        dialog.exec()
        if dialog.picked:
            self.add_page(*dialog.picked)

    def add_page(self, kind: str, record_id: str) -> None:
        """Let a page of Kumppani be evidence here."""
        assessment_id, criterion = self._assessment_id, self._criterion

        def add(session: Session) -> Changes:
            record = editing.find(session, record_kinds()[kind], record_id)
            with search.names(session):
                values = actions.record_evidence(record)
            return actions.add_evidence(session, assessment_id, criterion, values)

        self._office.write(add)

    def ask_known(self) -> None:
        """Choose evidence that is here already."""
        self.known_dialog().exec()

    def known_dialog(self) -> AskDialog:
        """What asks which of the evidence serves this criterion too."""
        self._flush()
        assessment_id, criterion = self._assessment_id, self._criterion
        return AskDialog(
            self,
            self._office,
            _l("Evidence that is here already"),
            _l("Write a part of its name. The same evidence may serve several criteria."),
            [
                row_field("evidence_id", Reference("evidence"), _l("Evidence"), required=True),
                SERVING_FIELDS[1],
            ],
            lambda session, values: actions.show_evidence(
                session, assessment_id, criterion, values["evidence_id"], values["place"]
            ),
            do=_l("Add evidence"),
        )


def _about(speaks_of: date | None, place: str, added: date) -> str:
    parts = [
        place,
        _l("speaks of {day}", day=speaks_of).say() if speaks_of else "",
        _l("added {day}", day=added).say(),
    ]
    return " · ".join(part for part in parts if part)
