"""Importing a spreadsheet: choose, match the columns, look at the plan, then do it."""

from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QDialog, QFileDialog, QWidget

from app.core import backup
from app.core.fault import Refusal
from app.core.record import Record
from app.core.text import _, _l, _n, current_language, pick, speaking
from app.exchange import importing
from app.exchange.columns import columns_of, label_of, match, only_shown
from app.exchange.sheets import Sheet, read_sheet
from app.ui import jobs
from app.ui.language import Wording, bind, switch
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import (
    Banner,
    Choice,
    Column,
    Combo,
    Grid,
    Row,
    RowItem,
    RowList,
    ScrollColumn,
    button,
    clear,
    label,
    lead,
    section,
    small,
    subject,
    tick_box,
)

SHOWN = 30
"""Problems, changed and new rows shown at most of each."""


class ImportDialog(QDialog):
    """Nothing is written until the last button."""

    def __init__(self, parent: QWidget, office: Office, record: type[Record]) -> None:
        super().__init__(parent)
        self._office, self._record = office, record
        self.sheet: Sheet | None = None
        self.plan: importing.Plan | None = None
        self.boxes: dict[int, Combo] = {}
        bind(self.setWindowTitle, _l("Import"))
        self.resize(theme.px(680), theme.px(600))
        whole = Column(self, margins=24, spacing=12)
        whole.addWidget(section(_l("Import from a spreadsheet")))
        whole.addWidget(
            lead(
                _l(
                    "The first row has the headers. Rows whose code is known are updated, others are "
                    "added. The easiest start is a sheet that you have exported."
                )
            )
        )
        line = Row()
        line.addWidget(button(_l("Choose a file"), "secondary", "folder-open", self._choose))
        line.addStretch(1)
        whole.addLayout(line)
        content = ScrollColumn(max_width=None, margins=0, spacing=12)
        self._body = content.body
        whole.addWidget(content, 1)
        self.skip, self._skipping = tick_box(_l("Leave the wrong rows out"))
        self.skip.toggled.connect(lambda _on: self._tell_button())
        self._skipping.hide()
        whole.addWidget(self._skipping)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        self.import_button = button(_l("Import"), "primary", pressed=self.apply)
        self.import_button.setEnabled(False)
        foot.addWidget(self.import_button)
        whole.addLayout(foot)
        switch.changed.connect(self._say_again)

    def _say_again(self, _language: str) -> None:
        self._make_plan()

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a file"), "", _("Spreadsheets") + " (*.xlsx *.csv)"
        )
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """Read a file and show what it holds."""
        clear(self._body)
        self._wait(self._body)
        jobs.run(lambda: read_sheet(path), done=self._read, failed=self._failed, owner=self)

    def _wait(self, place: QBoxLayout) -> None:
        """A sheet of thousands of rows takes a while: tell that it is being worked on."""
        self.import_button.setEnabled(False)
        place.addWidget(Banner(_l("One moment…"), "main"))

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Refusal):
            raise fault
        clear(self._body)
        self._body.addWidget(Banner(fault.words, "bad"))
        self.import_button.setEnabled(False)

    def _read(self, sheet: Sheet) -> None:
        self.sheet = sheet
        clear(self._body)
        grid = Grid(spacing=8, column_gap=16)
        matches = match(self._record, sheet.headers)
        self.boxes = {}
        for at, header in enumerate(sheet.headers):
            box = Combo(self._targets())
            bind(box.setAccessibleName, header or "–")
            box.choose(matches.get(at, ""))
            box.currentIndexChanged.connect(lambda _index: self._make_plan())
            grid.addWidget(label(header or "–"), at, 0)
            grid.addWidget(box, at, 1)
            self.boxes[at] = box
        self._outcome = Column(spacing=8)
        self._body.addLayout(self._outcome)
        self._body.addWidget(subject(_l("Columns")))
        self._body.addLayout(grid)
        self._make_plan()

    def _targets(self) -> list[Choice]:
        columns = [column for column in columns_of(self._record) if column.importable]
        return [
            Choice("", _l("Not imported")),
            *(Choice(column.key, column.header) for column in columns),
            Choice("id", lambda: label_of(self._record, "id")),
        ]

    def _make_plan(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        clear(self._outcome)
        self._wait(self._outcome)
        matches = {at: box.current for at, box in self.boxes.items() if box.current}
        language = current_language()

        def work() -> importing.Plan:
            with self._office.store.read() as session, speaking(language):
                return importing.plan(session, self._record, sheet, matches)

        jobs.run(work, done=self._planned, failed=self._failed_plan, owner=self)

    def _failed_plan(self, fault: BaseException) -> None:
        if not isinstance(fault, Refusal):
            raise fault
        self.plan = None
        clear(self._outcome)
        self._outcome.addWidget(Banner(fault.words, "watch"))
        self._tell_button()

    def _planned(self, plan: importing.Plan) -> None:
        self.plan = plan
        clear(self._outcome)
        self._outcome.addWidget(Banner(_outcome(plan), "watch" if plan.problems else "good"))
        self._tell_left_out()
        for problem in plan.problems[:SHOWN]:
            self._outcome.addWidget(small(problem))
        shown = [*plan.changed[:SHOWN], *plan.new[:SHOWN]]
        if shown:
            self._outcome.addWidget(RowList([_preview(row) for row in shown]))
        left = len(plan.changed) + len(plan.new) - len(shown)
        if left:
            self._outcome.addWidget(
                small(_n("and {count} more row", "and {count} more rows", left))
            )
        self._skipping.setVisible(bool(plan.problems))
        self._tell_button()

    def _tell_left_out(self) -> None:
        """The columns that are filled in elsewhere, and those that nobody has said what they are."""
        headers = self.sheet.headers if self.sheet else []
        left = [headers[at].strip() for at, box in self.boxes.items() if not box.current]
        shown = only_shown(self._record)
        known = [each for each in left if each.casefold() in shown]
        if known:
            words = _l("Filled in only in the window: {names}.", names=", ".join(known))
            self._outcome.addWidget(small(words))
        unknown = [each for each in left if each and each not in known]
        if unknown:
            words = _l(
                "Not imported: {names}. Choose below what these columns are.",
                names=", ".join(unknown),
            )
            self._outcome.addWidget(small(words))

    def _tell_button(self) -> None:
        plan = self.plan
        useful = plan is not None and bool(plan.new or plan.changed)
        blocked = plan is not None and bool(plan.problems) and not self.skip.isChecked()
        self.import_button.setEnabled(useful and not blocked)

    def apply(self) -> None:
        """Back the store up, then write everything as one action."""
        if self.plan is not None:
            clear(self._outcome)
            self._wait(self._outcome)
            self._apply(self.plan, skip=self.skip.isChecked())

    def _apply(self, plan: importing.Plan, *, skip: bool) -> None:
        store = self._office.store

        def backed_up(_made: object) -> None:
            self._office.write(lambda session: importing.apply(session, plan, skip_wrong=skip))
            self.accept()

        jobs.run(
            lambda: backup.make(store, backup.folder_of(store.path), "import"),
            done=backed_up,
            failed=self._failed,
            owner=self,
        )


def _outcome(plan: importing.Plan) -> Wording:
    """What would happen, without the parts that would not."""
    same, wrong = len(plan.of("same")), len(plan.of("wrong"))
    parts = [
        words
        for words, number in (
            (_n("{count} new row", "{count} new rows", len(plan.new)), len(plan.new)),
            (
                _n("{count} changed row", "{count} changed rows", len(plan.changed)),
                len(plan.changed),
            ),
            (_n("{count} unchanged row", "{count} unchanged rows", same), same),
            (_n("{count} wrong row", "{count} wrong rows", wrong), wrong),
        )
        if number
    ]
    if not parts:
        return _l("There are no rows in this file.")
    return lambda: ", ".join(part.say() for part in parts) + "."


def _preview(row: importing.Row) -> RowItem:
    is_new = row.state == "new"
    return RowItem(
        str(row.number),
        lambda: pick(row.title) or "–",
        lambda: " · ".join(each.say() for each in row.differences),
        tag=_l("New") if is_new else _l("Changes"),
        tone="good" if is_new else "watch",
    )
