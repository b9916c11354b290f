"""The page of programmes: how one stands in front, then programmes, objectives, indicators and values."""

from collections.abc import Iterator

from app.core.record import today
from app.core.room import Room, papers_of
from app.core.text import _, _l
from app.programmes import actions
from app.programmes.page.count_dialog import CountDialog
from app.programmes.page.desks import (
    indicator_desk,
    objective_desk,
    programme_desk,
    value_desk,
)
from app.programmes.page.overview import NUMBERS, PICTURE, Deeds, OverviewView
from app.programmes.page.setup_dialog import SetupDialog
from app.programmes.rules import Period
from app.ui import record_deeds
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.sheet_file import ask_sheet, save_sheet
from app.ui.widgets import Choice

OVERVIEW = "overview"
BOOKS = "Excel (*.xlsx)"


class ProgrammesPage(RecordPage):
    """What is aimed at, and what comes of it."""

    def __init__(self, office: Office, room: Room) -> None:
        desks = (
            programme_desk(
                lambda _page, _office, record_id: self.look_at(record_id),
                lambda _page, _office, record_id: self.ask_table(record_id),
            ),
            objective_desk(),
            indicator_desk(),
            value_desk(),
        )
        super().__init__(office, room, desks)
        self.overview = OverviewView(
            office,
            Deeds(
                begin=self.begin,
                example=self._example,
                complete=self._complete,
                count=self._count,
                report=self._report,
                table=self.ask_table,
            ),
        )
        self.add_view(Choice(OVERVIEW, _l("How it stands")), self.overview)

    def _switch(self, kind: str) -> None:
        super()._switch(kind)
        if kind == OVERVIEW:
            self.action = (_l("New programme"), self.begin)
            self.retitled.emit()

    def begin(self) -> None:
        """A programme is set up in one dialog; the rest has forms."""
        if self.in_view or self.bench.desk.record.kind.name == "programme":
            self._open(SetupDialog(self, self.office))
        else:
            super().begin()

    def _complete(self, programme_id: str) -> None:
        self._open(SetupDialog(self, self.office, programme_id))

    def _open(self, dialog: SetupDialog) -> None:
        dialog.accepted.connect(self._set_up)
        dialog.open()

    def _set_up(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, SetupDialog):
            self.look_at(dialog.made)

    def _example(self) -> None:
        self.office.write(
            lambda session: actions.add_example(session, today()),
            lambda changes: self.look_at(changes.result),
        )

    def look_at(self, programme_id: str) -> None:
        """Show how a programme stands."""
        self.switcher.choose(OVERVIEW)
        self.overview.look_at(programme_id)
        self._switch(OVERVIEW)

    def _count(self, programme_id: str, period: Period) -> None:
        CountDialog(self, self.office, programme_id, period).open()

    def _report(self, programme_id: str) -> None:
        paper = papers_of([self.room], "programme")[0]
        record_deeds.show_paper(self, self.office, paper, programme_id)

    def ask_table(self, programme_id: str) -> None:
        """Ask where the tables of a programme go, and write them."""
        from app.programmes.files import write_results  # noqa: PLC0415 - spreadsheets only when used

        name = f"{_('Development programme')} {today():%Y-%m-%d}"
        path = ask_sheet(self, _l("Table"), name, BOOKS)
        if path:
            save_sheet(
                self,
                self.office,
                path,
                lambda session, to: write_results(session, programme_id, today(), to),
            )

    def sights(self) -> Iterator[str]:
        """How each programme stands, as pictures and as numbers."""
        self.show_view()
        for way in (PICTURE, NUMBERS):
            self.overview.way.choose(way)
            self.overview.way.chosen.emit(way)
            yield way
        self.overview.way.choose(PICTURE)
        shown = self.overview.found
        for number, (record_id, _name) in enumerate(shown.programmes[1:] if shown else (), start=2):
            self.look_at(record_id)
            yield f"programme-{number}"

    def show_view(self) -> None:
        """Bring how it stands to the front."""
        self.switcher.choose(OVERVIEW)
        self._switch(OVERVIEW)
