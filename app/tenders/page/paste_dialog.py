"""Taking in a notice from its text: paste it, see what was found and where, correct it, keep it."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from app.core.change import Changes
from app.core.fault import InvalidValue, Refusal
from app.core.field import fields_of
from app.core.text import _, _l
from app.tenders import actions, notice_file, reading
from app.tenders.notice_file import NoticeText
from app.tenders.reading import Reading
from app.tenders.records import TenderNotice
from app.ui import jobs
from app.ui.asking import AskingDialog
from app.ui.dialog_size import open_at
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import (
    Banner,
    Button,
    Column,
    Row,
    ScrollColumn,
    Stack,
    button,
    clear,
    lead,
    section,
    small,
)

ASKED = (
    *("name", "buyer", "number", "deadline", "deadline_at", "questions_by", "published_on"),
    *("value", "cpv", "municipalities", "counties", "procedure", "link"),
)
"""The fields that are shown to be corrected, the weightiest first."""
_FILES = " ".join(f"*{suffix}" for suffix in notice_file.SUFFIXES)


class PasteDialog(AskingDialog):
    """Two steps: the text, and what was read in it. Nothing is kept before the last button.

    Attributes:
        text: the box for the text of the notice.
        rows: the fields by name, once it has been read.
    """

    def __init__(self, parent: QWidget, office: Office) -> None:
        super().__init__(parent)
        self._office = office
        self._file = NoticeText("")
        self._subject, self._came_from = "", ""
        self._description = ""
        self._text_read: str | None = None
        self._as_read: dict[str, Any] = {}
        self.rows: dict[str, FieldRow] = {}
        bind(self.setWindowTitle, _l("Paste a notice"))
        open_at(self, 720, 620)
        whole = Column(self, margins=24, spacing=12)
        whole.addWidget(section(_l("Paste a notice")))
        self.steps = Stack()
        self.steps.addWidget(self._first_step())
        self.steps.addWidget(self._second_step())
        whole.addWidget(self.steps, 1)
        self._problem = Banner("", "bad")
        self._problem.hide()
        whole.addWidget(self._problem)  # in sight wherever the fields are scrolled to
        foot = Row(spacing=12)
        self.back_button = button(_l("Back to the text"), "quiet", "arrow-left", self.back)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        self.read_button: Button = button(_l("Read it"), "primary", pressed=self.read)
        self.keep_button: Button = button(_l("Keep the notice"), "primary", pressed=self.keep)
        foot.addWidget(self.read_button)
        foot.addWidget(self.keep_button)
        whole.addLayout(foot)
        self.back()

    def _first_step(self) -> QWidget:
        step = QWidget()
        column = Column(step, spacing=12)
        column.addWidget(
            lead(
                _l(
                    "Copy the text of the notice or of a message from Hilma and paste it here, or open a "
                    "file. What is found in it is shown to you before anything is kept."
                )
            )
        )
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        bind(self.text.setAccessibleName, _l("Text of the notice"))
        bind(self.text.setPlaceholderText, _l("Paste the text here"))
        column.addWidget(self.text, 1)
        line = Row()
        line.addWidget(button(_l("Open a file"), "secondary", "folder-open", self._choose))
        line.addStretch(1)
        column.addLayout(line)
        return step

    def _second_step(self) -> QWidget:
        content = ScrollColumn(max_width=None, margins=(0, 0, 12, 0), spacing=12)
        self._body = content.body
        return content

    def back(self) -> None:
        """Go back to the text."""
        self._step(0)
        self.text.setFocus()

    def typed(self) -> Any:
        return self.text.toPlainText(), {name: row.input.typed() for name, row in self.rows.items()}

    def _step(self, number: int) -> None:
        self._problem.hide()
        self.steps.setCurrentIndex(number)
        self.back_button.setVisible(number == 1)
        self.read_button.setVisible(number == 0)
        self.keep_button.setVisible(number == 1)

    # The text

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Open a file"), "", _("Notices") + f" ({_FILES})"
        )
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """Read the words of a file into the box, and what is found in them."""

        def done(found: NoticeText) -> None:
            self._file, self._subject, self._came_from = found, found.subject, path.name
            self.text.setPlainText(found.text)
            self.read()

        jobs.run(lambda: notice_file.text_of(path), done=done, failed=self._unreadable, owner=self)

    def _unreadable(self, fault: BaseException) -> None:
        if not isinstance(fault, Refusal):
            raise fault
        self.tell(fault.told)

    def read(self) -> None:
        """Read the text and show what was found; what was corrected already stays as it was corrected."""
        text = self.text.toPlainText()
        if not text.strip():
            self.tell(_l("There is no text yet. Paste it first."))
            return
        if text == self._text_read:
            self._step(1)
            return
        if self._came_from and not notice_file.still_of(self._file.text, text):
            self._subject, self._came_from = "", ""  # another notice was pasted over the file's
        self._text_read = text
        self._problem.hide()
        subject = self._subject
        jobs.run(lambda: reading.read(text, subject=subject), done=self._show, owner=self)

    # What was found

    def _show(self, found: Reading) -> None:
        corrected = self._corrected()
        clear(self._body)
        self._description = found.values.get("description", "")
        self._body.addWidget(
            small(
                _l(
                    "Check each, and write what is missing. Under a field stands the line in which it was "
                    "found. The text itself is kept with the notice."
                )
            )
        )
        for doubt in found.doubts:
            self._body.addWidget(Banner(doubt, "watch"))
        self._known = Banner("", "main")
        self._body.addWidget(self._known)
        lines = {line.field: line.text for line in found.lines}
        context, known = form_context(self._office), fields_of(TenderNotice)
        self.rows = {name: FieldRow(known[name], context) for name in ASKED}
        for name, row in self.rows.items():
            if name in found.values:
                row.input.set_value(found.values[name])
            self._as_read[name] = row.input.typed()
            if name in corrected:
                row.input.set_typed(corrected[name])
            pair = Column(spacing=4)
            pair.addWidget(row)
            if name in lines:
                pair.addWidget(small(_l("Found in: “{line}”", line=lines[name])))
            self._body.addLayout(pair)
        self.rows["number"].edited.connect(self._look_for_known)
        self._look_for_known()
        self._step(1)
        self.rows["name"].setFocus()

    def _corrected(self) -> dict[str, Any]:
        """What a person wrote otherwise than it was read."""
        typed = {name: row.input.typed() for name, row in self.rows.items()}
        return {name: value for name, value in typed.items() if value != self._as_read[name]}

    def _look_for_known(self) -> None:
        """Tell when there is a notice with this number already."""
        try:
            number = self.rows["number"].input.value()
        except InvalidValue:
            number = ""
        before = self._office.ask(
            lambda session: (kept := actions.known(session, number)) and kept.name
        )
        if before:
            self._known.tell(
                _l("You have this notice already: “{name}”. It is brought up to date.", name=before)
            )
        self._known.setVisible(bool(before))

    def keep(self) -> None:
        """Keep the notice as it is shown."""
        values, problems = self.checked()
        if problems:
            self.tell_beside(problems)
            return
        values["description"] = self._description
        values["came_from"] = self._came_from or _("Pasted")
        self.put(lambda session: actions.take_in(session, values), self._kept, self.tell_refusal)

    def _kept(self, done: Changes) -> None:
        self.accept()
        self._office.wanted.emit(TenderNotice.kind.name, done.result)
