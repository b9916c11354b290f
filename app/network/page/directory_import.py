"""Taking in a directory of others: choose it, look at what it would bring, tick, and do it."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.core import backup
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.record import Record
from app.core.text import Text, _, _l, _n, current_language, literal, pick, speaking
from app.exchange.directories.files import KNOWN
from app.network.directory import incoming
from app.network.directory.incoming import Incoming, IsList
from app.network.page.directory_picks import Pick, PickList
from app.organisation.records import SECTORS, Organisation
from app.services.records import ServiceProduct
from app.ui import jobs
from app.ui.dialog_size import open_at
from app.ui.import_dialog import ImportDialog
from app.ui.jobs import Job
from app.ui.language import bind
from app.ui.office import Office
from app.ui.sheet_file import ask_sheet, save_sheet
from app.ui.widgets import (
    Banner,
    Card,
    Choice,
    Column,
    Combo,
    Flow,
    Row,
    SearchBox,
    button,
    clear,
    label,
    lead,
    link,
    section,
    small,
)

MOST_REASONS = 5
_ALSO = (".zip", ".xlsx")
"""What can be chosen beside the files of a directory: archives of them, and lists, to be told where those go."""
_LISTS: tuple[tuple[type[Record], Text], ...] = (
    (Organisation, _l("Import as organisations")),
    (ServiceProduct, _l("Import as services")),
)
_WIDTH, _HEIGHT = 760, 680


class DirectoryImportDialog(QDialog):
    """Nothing is written until the last button.

    Attributes:
        found: what the directory would bring, ``None`` before one was read.
        picks: what is ticked.
    """

    def __init__(self, parent: QWidget, office: Office) -> None:
        super().__init__(parent)
        self._office = office
        self._paths: Sequence[Path] = ()
        self.found: Incoming | None = None
        bind(self.setWindowTitle, _l("Import a directory"))
        open_at(self, _WIDTH, _HEIGHT)
        whole = Column(self, margins=24, spacing=12)
        whole.addWidget(section(_l("Import a directory")))
        whole.addWidget(
            lead(
                _l(
                    "Organisations become partners that you know, services of your own become drafts. Files of HSDS, Ohana and the Finnish Service Catalogue (PTV) are read."
                )
            )
        )
        whole.addWidget(
            small(_l("Nothing is written before you press Import, and a backup is made first."))
        )
        line = Flow(spacing=8)
        line.addWidget(button(_l("Choose files"), "secondary", "file", self._choose_files))
        line.addWidget(
            button(_l("Choose a folder"), "secondary", "folder-open", self._choose_folder)
        )
        whole.addLayout(line)
        self._told = Column(spacing=8)
        whole.addLayout(self._told)
        self._ask_sector = self._sector_line()
        whole.addWidget(self._ask_sector)
        self._choosing = self._choice()
        whole.addWidget(self._choosing, 1)
        whole.addStretch(0)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        self.take_button = button(_l("Import"), "primary", pressed=self.apply)
        foot.addWidget(self.take_button)
        whole.addLayout(foot)
        self._show_choice(on=False)

    def _sector_line(self) -> QWidget:
        made = QWidget()
        line = Row(made, spacing=12)
        line.addWidget(label(_l("Organisations whose sector isn’t told"), wrap=False))
        choices = [Choice(code, words) for code, words in SECTORS]
        self.sector = Combo([Choice("", _l("Leave them out")), *choices])
        self.sector.choose("")
        bind(self.sector.setAccessibleName, _l("Organisations whose sector isn’t told"))
        self.sector.activated.connect(self._again)
        line.addWidget(self.sector)
        line.addStretch(1)
        return made

    def _choice(self) -> QWidget:
        made = QWidget()
        column = Column(made, spacing=8)
        line = Row(spacing=12)
        self.search = SearchBox(_l("Find by name"), hint="")
        self.picks = PickList(_l("What is taken"))
        self.search.searched.connect(self.picks.narrow)
        self.picks.changed.connect(self._tell_button)
        line.addWidget(self.search, 1)
        line.addWidget(link(_l("Tick all"), lambda: self.picks.tick(on=True)))
        line.addWidget(link(_l("Tick none"), lambda: self.picks.tick(on=False)))
        column.addLayout(line)
        card = Card(margins=4)
        card.body.addWidget(self.picks)
        column.addWidget(card, 1)
        return made

    def _choose_files(self) -> None:
        endings = " ".join(f"*{ending}" for ending in sorted({*KNOWN, *_ALSO}))
        chosen, _kind = QFileDialog.getOpenFileNames(
            self, _("Choose files"), "", _("Directories") + f" ({endings})"
        )
        if chosen:
            self.take_paths([Path(each) for each in chosen])

    def _choose_folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, _("Choose a folder")):
            self.take_paths([Path(chosen)])

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Read a directory and show what it would bring; it can be given up meanwhile."""
        self._paths = paths
        store, sector, language = self._office.store, self.sector.current, current_language()

        def work(job: Job) -> Incoming:
            with store.read() as session, speaking(language):
                return incoming.read(session, paths, sector, job.progress)

        words = _l("Reading the directory")
        jobs.run(work, done=self._read, failed=self._failed, owner=self, progress=words)

    def _again(self, *_: object) -> None:
        if self._paths:
            self.take_paths(self._paths)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Refusal):
            raise fault
        self.found = None
        clear(self._told)
        self._told.addWidget(Banner(fault.told, "watch" if isinstance(fault, IsList) else "bad"))
        if isinstance(fault, IsList):
            self._offer_list(fault.path)
        self._show_choice(on=False)

    def _offer_list(self, path: Path) -> None:
        """Lead to where a list is imported, with its file chosen already."""
        line = Flow(spacing=8)
        for record, words in _LISTS:
            line.addWidget(
                button(words, "secondary", pressed=partial(self._import_list, record, path))
            )
        self._told.addLayout(line)

    def _import_list(self, record: type[Record], path: Path) -> None:
        parent = self.parentWidget()
        assert parent is not None, "a page"
        self.reject()
        dialog = ImportDialog(parent, self._office, record)
        dialog.take_file(path)
        dialog.open()

    def _read(self, found: Incoming) -> None:
        self.found = found
        clear(self._told)
        rows = list(found.rows)
        self._told.addWidget(self._summary(found, useful=bool(rows)))
        self._tell_refused(found)
        self.picks.offer(_pick(plan, row) for plan, row in rows)
        self.search.clear_search()
        self._show_choice(on=bool(rows))
        self._ask_sector.show()

    def _summary(self, found: Incoming, *, useful: bool) -> Banner:
        lines = [found.organisations.report.summary_of("organisation")]
        if found.services:
            lines.append(found.services.report.summary_of("service"))
        if found.why:
            lines.append(found.why)
        if found.is_partial:
            lines.append(_l("The files say that there is more of this directory."))
        words = "\n".join(each.say() for each in lines)
        return Banner(literal(words), "good" if useful else "watch")

    def _tell_refused(self, found: Incoming) -> None:
        if not found.notes:
            return
        for count, note in found.refused[:MOST_REASONS]:
            words = note.words() if count == 1 else _n("{count} refused: {reason}", "{count} refused: {reason}", count, reason=note.reason)  # fmt: skip
            self._told.addWidget(small(words))
        words = _l("Save what isn’t taken, and why")
        self._told.addWidget(link(words, self._save_notes, is_small=True))

    def _save_notes(self) -> None:
        path = ask_sheet(self, _l("What isn’t taken"), _("What isn’t taken"))
        if path:
            self.save_notes(path)

    def save_notes(self, path: Path) -> None:
        """Write what isn't taken, and why, to a spreadsheet."""
        assert self.found is not None
        notes = self.found.notes
        save_sheet(self, self._office, path, lambda _s, to: incoming.save_notes(notes, to))

    def _show_choice(self, *, on: bool) -> None:
        self._choosing.setVisible(on)
        self._ask_sector.setVisible(on)
        self._tell_button()

    def _tell_button(self) -> None:
        count = len(self.picks.ticked) if self.found else 0
        words = _n("Import {count}", "Import {count}", count) if count else _l("Import")
        bind(self.take_button.setText, words)
        self.take_button.setEnabled(count > 0)

    def apply(self) -> None:
        """Back the store up, then write what is ticked as one action; it can be given up until it is written."""
        if self.found is not None and self.picks.ticked:
            self.take_button.setEnabled(False)
            self._apply(self.found, self.picks.ticked)

    def _apply(self, found: Incoming, chosen: Collection[str]) -> None:
        store, made = self._office.store, list[Changes]()

        def work(job: Job) -> None:
            backup.make(store, backup.folder_of(store.path), "import")
            job.check_cancelled()
            made.append(
                store.write(lambda session: incoming.apply(session, found, chosen, job.progress))
            )

        def ended() -> None:
            # Given up a moment too late is done: it is told all the same, and can be undone.
            self._done(made[0], found, chosen) if made else self._tell_button()

        job = jobs.run(work, failed=self._failed, owner=self, progress=_l("Importing"))
        job.on_end(ended)

    def _done(self, changes: Changes, found: Incoming, chosen: Collection[str]) -> None:
        """Tell it, and go to the first one that was taken."""
        self._office.changed.emit(changes)
        self._office.said.emit(changes.words, True)
        self.accept()
        plan, row = next(each for each in found.rows if each[1].record_id in chosen)
        self._office.wanted.emit(plan.record.kind.name, row.record_id)


def _pick(plan: incoming.Plan, row: incoming.Row) -> Pick:
    """What it is called, and below it whether it is new, what it is and what tells it from others."""
    state = _l("New") if row.state == "new" else _l("Changes")
    more = (state.say(), plan.record.kind.label.say(), incoming.second_line(row))
    return Pick(row.record_id, pick(row.title) or "–", " · ".join(part for part in more if part))
