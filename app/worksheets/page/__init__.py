"""The page of the room of worksheets."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.core.room import Room
from app.core.text import _, _l
from app.ui.faults_dialog import telling
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Choice
from app.worksheets.page import inputs  # noqa: F401 - registers what only worksheets have
from app.worksheets.page.gallery_view import GalleryView
from app.worksheets.page.own_desk import own_desk
from app.worksheets.page.sheet_desk import sheet_desk
from app.worksheets.page.sheet_view import SheetView
from app.worksheets.page.signal_desk import signal_desk
from app.worksheets.page.type_dialog import TypeDialog
from app.worksheets.types import own

GALLERY, SHEET = "gallery", "sheet"


class WorksheetsPage(RecordPage):
    """Types to choose from, the sheet that is worked on, all sheets, signals and own types."""

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (sheet_desk(self.work_on), signal_desk(), own_desk()))
        self.gallery, self.sheet = GalleryView(office), SheetView(office)
        self.add_view(Choice(SHEET, _l("Sheet")), self.sheet, in_front=False, after="worksheet")
        self.add_view(Choice(GALLERY, _l("Types")), self.gallery)
        self.gallery.chosen.connect(self.look_at)
        self.sheet.gallery_wanted.connect(lambda: self._bring(GALLERY))

    def _bring(self, name: str) -> None:
        self.switcher.choose(name)
        self._switch(name)

    def work_on(self, sheet_id: str) -> None:
        """Work on a sheet."""
        self.switcher.choose(SHEET)
        self.sheet.open(sheet_id)
        self._switch(SHEET)

    def look_at(self, key: str) -> None:
        """Look at a type closely, to begin a sheet of it."""
        found = self.gallery.found
        offered = (
            next((each for each in found.offered if each.type.key == key), None) if found else None
        )
        if offered:
            TypeDialog(self, self.office, offered, self.work_on).open()

    def _switch(self, kind: str) -> None:
        super()._switch(kind)
        words = {
            GALLERY: _l("New worksheet"),
            SHEET: _l("New worksheet"),
            "worksheet_type": _l("Import a type"),
        }
        if kind in words:
            self.action = (words[kind], self.begin)
            self.retitled.emit()

    def begin(self) -> None:
        """A worksheet begins by choosing its type; a type comes from a file or from another one."""
        front = self.switcher.current
        if front in {GALLERY, SHEET, "worksheet"}:
            self._bring(GALLERY)
            self.gallery.find.setFocus()
        elif front == "worksheet_type":
            self._ask_type()
        else:
            super().begin()

    def _ask_type(self) -> None:
        dialog = QFileDialog(self, _("Import a type"), "", "YAML (*.yaml *.yml)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.import_file(Path(chosen)))
        dialog.open()

    def import_file(self, path: Path) -> None:
        """Import a type of worksheet from a file."""
        self.office.write(
            lambda session: own.adding(path)(session),
            lambda done: self.office.wanted.emit("worksheet_type", done.result),
            telling(self, self.office, _l("This type can't be used yet")),
        )

    def flush(self) -> None:
        super().flush()
        self.sheet.flush()

    def sights(self) -> Iterator[str]:
        """The types to choose from; the sheet is shown with its first sheet."""
        for view in (GALLERY, SHEET):
            self._bring(view)
            yield view
        self.show_kind("worksheet")
