"""The page of the own organisation, with the other organisations behind a chip."""

from typing import Any

from sqlalchemy.orm import Session

from app.core.field import values_of
from app.core.record import today
from app.core.room import Room, load
from app.core.text import _l, _n
from app.organisation import rules
from app.organisation.actions import own, rows_of
from app.organisation.records import Organisation
from app.ui.desk import Cell, Chip, Desk, Extra
from app.ui.office import Office
from app.ui.record_page import RecordPage
from app.ui.widgets import Banner, button


def _extra(_office: Office, _session: Session, organisation: Organisation) -> Extra:
    tags: list[Any] = [(_l("Our own organisation"), "main")] if organisation.own else []
    above = []
    expiring = rules.expiring_marks(rows_of(organisation, "marks"), today())
    if organisation.own and expiring:
        words = _n(
            "{count} mark expires soon or has expired.",
            "{count} marks expire soon or have expired.",
            len(expiring),
        )
        above.append(Banner(words, "watch"))
    missing = rules.missing_basics(values_of(organisation))
    if organisation.own and missing:
        words = _n(
            "{count} basic fact is missing from papers and the network.",
            "{count} basic facts are missing from papers and the network.",
            len(missing),
        )
        above.append(Banner(words, "main"))
    return Extra(tags=tags, above=above)


def _sector(organisation: Organisation) -> Cell:
    shown = Organisation.__table__.columns["sector"].info["field"].value.show(organisation.sector)
    return Cell(shown, "main" if organisation.own else "plain")


class OrganisationPage(RecordPage):
    """Opens at the own organisation."""

    def __init__(self, office: Office, room: Room) -> None:
        desk = Desk(
            Organisation,
            sentence=_l("Your own organisation, and those that you deliver services with."),
            new_words=_l("New organisation"),
            chips=(
                Chip("own", _l("Own"), Organisation.own.is_(True)),
                Chip("public", _l("Public sector"), Organisation.sector == "public"),
                Chip("business", _l("Business"), Organisation.sector == "business"),
                Chip("third", _l("Third sector"), Organisation.sector == "third"),
            ),
            cells={"sector": _sector},
            extra=_extra,
            hidden=frozenset({"own"}),
        )
        super().__init__(office, room, (desk,))
        self._shown = False
        self.directory_button = button(
            _l("Import a directory"), "quiet", "address-book", self.import_directory
        )
        self.top.addWidget(self.directory_button)

    def import_directory(self) -> None:
        """Take in organisations, and services of our own, from a directory of others."""
        # What reads directories knows services too, so it is above this room, and loaded by its name.
        load("app.network.page.directory_import:DirectoryImportDialog")(self, self.office).open()

    def entered(self) -> None:
        super().entered()
        if not self._shown:
            self._shown = True
            organisation = self.office.ask(own)
            if organisation:
                self.open_record("organisation", organisation.id)
