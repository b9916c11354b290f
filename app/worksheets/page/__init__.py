"""The page of the room of worksheets."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.room import Room
from app.core.text import _, _l
from app.ui.faults_dialog import telling
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Button, Choice, button
from app.worksheets.foresight import actions as foresight
from app.worksheets.page import inputs  # noqa: F401 - registers what only worksheets have
from app.worksheets.page.experiments_view import ExperimentsView
from app.worksheets.page.figures_view import FiguresView
from app.worksheets.page.gallery_view import GalleryView
from app.worksheets.page.own_desk import own_desk
from app.worksheets.page.sheet_desk import sheet_desk
from app.worksheets.page.sheet_view import SheetView
from app.worksheets.page.signal_desk import signal_desk
from app.worksheets.page.type_dialog import TypeDialog
from app.worksheets.sheets import actions
from app.worksheets.sheets.experiments import KEY
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types import own

GALLERY, SHEET, EXPERIMENTS, FIGURES = "gallery", "sheet", "experiments", "figures"


class WorksheetsPage(RecordPage):
    """Types to choose from, the sheet that is worked on, all sheets, signals and own types."""

    _megatrends: Button | None = None

    def __init__(self, office: Office, room: Room) -> None:
        super().__init__(office, room, (sheet_desk(self.work_on), signal_desk(), own_desk()))
        self.gallery, self.sheet = GalleryView(office), SheetView(office)
        self.experiments, self.figures = ExperimentsView(office), FiguresView(office)
        for name, words, view, after in (
            (SHEET, _l("Sheet"), self.sheet, "worksheet"),
            (EXPERIMENTS, _l("Experiments"), self.experiments, SHEET),
            (FIGURES, _l("Our figures"), self.figures, "signal"),
        ):
            self.add_view(Choice(name, words), view, in_front=False, after=after)
        self.add_view(Choice(GALLERY, _l("Types")), self.gallery)
        self._megatrends = button(
            _l("Take Sitra's megatrends"), "quiet", "books", self.take_megatrends
        )
        self.top.addWidget(self._megatrends)
        self._megatrends.hide()
        self.gallery.chosen.connect(self.look_at)
        self.sheet.gallery_wanted.connect(lambda: self._bring(GALLERY))

    def _bring(self, name: str) -> None:
        self.switcher.choose(name)
        self._switch(name)

    def work_on(self, sheet_id: str) -> None:
        """Work on a sheet."""
        self.switcher.choose(SHEET)
        self.sheet.open(sheet_id, self.sheet.take_focus)
        self._switch(SHEET)

    def look_at(self, key: str) -> None:
        """Look at a type closely, to begin a sheet of it."""
        found = self.gallery.found
        offered = (
            next((each for each in found.offered if each.type.key == key), None) if found else None
        )
        if offered:
            TypeDialog(self, self.office, offered, self.work_on).open()

    def take_megatrends(self) -> None:
        """Add the newest megatrends to the library, those that aren't there."""
        self.office.write(foresight.take_megatrends)

    def _switch(self, kind: str) -> None:
        super()._switch(kind)
        self.paper_buttons["experiments"].setVisible(kind == EXPERIMENTS)
        if self._megatrends:  # not yet when the first list is shown while the page is being made
            self._megatrends.setVisible(kind == "signal")
        words = {
            SHEET: _l("New worksheet"),
            EXPERIMENTS: _l("New experiment"),
            "worksheet_type": _l("Import a type"),
        }
        if kind == GALLERY:  # each picture is a beginning already
            self.action = None
            self.retitled.emit()
        elif kind in words:
            self.action = (words[kind], self.begin)
            self.retitled.emit()

    def begin(self) -> None:
        """A worksheet begins by choosing its type; a type comes from a file or from another one."""
        front = self.switcher.current
        if front in {GALLERY, SHEET, "worksheet"}:
            self._bring(GALLERY)
            self.gallery.search.setFocus()
        elif front == EXPERIMENTS:
            self.office.write(self._new_experiment, lambda done: self.work_on(done.result))
        elif front == "worksheet_type":
            self._ask_type()
        else:
            super().begin()

    @staticmethod
    def _new_experiment(session: Session) -> Changes:
        return actions.begin(session, {"type_key": KEY})

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
        """The types to choose from, experiments, own figures, and a sheet of every type."""
        for view in (GALLERY, EXPERIMENTS, FIGURES):
            self._bring(view)
            yield view
        with self.office.store.read() as session:
            sheets = session.execute(
                select(Worksheet.type_key, Worksheet.id)
                .where(Worksheet.deleted_at.is_(None))
                .order_by(Worksheet.id)
            ).all()
        for key, sheet_id in sheets:
            self.work_on(sheet_id)
            yield f"sheet-{key}"
        self.show_kind("worksheet")
