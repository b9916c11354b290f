"""The versions of a sheet: kept by name, two compared, one taken back."""

from PySide6.QtWidgets import QLineEdit, QWidget
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.change import Changes
from app.core.text import Text, _l, literal, pick
from app.ui.language import bind
from app.ui.office import Office
from app.ui.scroll_dialog import ScrollDialog
from app.ui.widgets import (
    Choice,
    Column,
    Combo,
    Grid,
    Row,
    Tag,
    button,
    clear,
    label,
    small,
    subject,
)
from app.worksheets.sheets import actions, versions
from app.worksheets.sheets.comparing import Difference, Sort, differences
from app.worksheets.types.rules import WorksheetType

NOW = "now"
WIDTH, HEIGHT = 820, 620
SORTS: dict[Sort, tuple[Text, Tone]] = {
    "added": (_l("Added"), "good"),
    "removed": (_l("Removed"), "bad"),
    "changed": (_l("Changed"), "main"),
    "moved": (_l("Moved"), "plain"),
}
MOST_SHOWN = 200


class VersionsDialog(ScrollDialog):
    """Keeps, compares and takes back.

    Attributes:
        then, now: which two are compared.
    """

    def __init__(self, parent: QWidget, office: Office, sheet_id: str) -> None:
        super().__init__(parent, _l("Versions"), WIDTH, HEIGHT)
        self._office, self._id = office, sheet_id
        keep = Row(spacing=8)
        self.name = QLineEdit()
        bind(
            self.name.setPlaceholderText, _l("Name of the version, for example Before the workshop")
        )
        bind(self.name.setAccessibleName, _l("Name of the version"))
        self.name.returnPressed.connect(self.keep)
        keep.addWidget(self.name, 1)
        keep.addWidget(button(_l("Save this version"), "primary", "check", self.keep))
        self.content.addLayout(keep)
        self._choice = Column(spacing=12)
        self.content.addLayout(self._choice)
        self._body = Column(spacing=12)
        self.content.addLayout(self._body)
        self.content.addStretch(1)
        self._fill()

    def keep(self) -> None:
        """Keep the sheet as it is now."""
        sheet_id, name = self._id, self.name.text()
        self._office.write(lambda session: versions.keep(session, sheet_id, name), self._kept)

    def _kept(self, _changes: Changes) -> None:
        self.name.clear()
        self._fill()

    def _fill(self) -> None:
        clear(self._choice)
        sheet_id = self._id
        found = self._office.ask(
            lambda session: [
                (each.id, each.name, each.made_on, each.made_by)
                for each in versions.all_of(session, sheet_id)
            ]
        )
        if not found:
            self._choice.addWidget(
                small(_l("No version has been saved yet. All changes are in the history, too."))
            )
            clear(self._body)
            return
        choices = [
            Choice(version_id, _l("{name}, {day}, {who}", name=name, day=day, who=who))
            for version_id, name, day, who in found
        ]
        self.then, self.now = Combo(choices), Combo([Choice(NOW, _l("Now")), *choices])
        self.then.choose(choices[0].name)
        self.now.choose(NOW)
        bind(self.then.setAccessibleName, _l("Earlier version"))
        bind(self.now.setAccessibleName, _l("Later version"))
        grid = Grid(spacing=8, column_gap=12)
        grid.setColumnStretch(1, 1)
        for row, (words, combo) in enumerate(
            ((_l("Earlier version"), self.then), (_l("Later version"), self.now))
        ):
            combo.currentIndexChanged.connect(lambda _index: self._show())
            grid.addWidget(label(words, "strong", wrap=False), row, 0)
            grid.addWidget(combo, row, 1)
        self._choice.addLayout(grid)
        back = button(
            _l("Restore the earlier version"),
            "secondary",
            "arrow-counter-clockwise",
            self.take_back,
        )
        line = Row()
        line.addWidget(back)
        line.addStretch(1)
        self._choice.addLayout(line)
        self._show()

    def take_back(self) -> None:
        """Let the sheet be again as it was; as it is now is kept first."""
        version_id = self.then.current
        self._office.write(
            lambda session: versions.take_back(session, version_id), lambda _done: self.accept()
        )

    def compared(self) -> tuple[WorksheetType, list[Difference]]:
        """The type of the sheet, and what differs between the two."""
        sheet_id, names = self._id, (self.then.current, self.now.current)

        def ask(session: Session) -> tuple[WorksheetType, list[Difference]]:
            type_ = actions.type_of(session, sheet_id)
            kept = {each.id: each for each in versions.all_of(session, sheet_id)}
            first, second = (
                actions.content(session, sheet_id)
                if name == NOW
                else versions.content_of(kept[name])
                for name in names
            )
            return type_, differences(type_, first, second)

        return self._office.ask(ask)

    def _show(self) -> None:
        clear(self._body)
        type_, found = self.compared()
        if not found:
            self._body.addWidget(label(_l("The versions are the same."), "soft"))
            return
        for each in found[:MOST_SHOWN]:
            self._body.addWidget(self._difference(type_, each))

    def _difference(self, type_: WorksheetType, each: Difference) -> QWidget:
        words, tone = SORTS[each.sort]
        holder = QWidget()
        column = Column(holder, spacing=2)
        head = Row(spacing=8)
        head.addWidget(Tag(words, tone))
        field = type_.field(each.field)
        head.addWidget(subject(literal(pick(field.label) if field else each.field)), 1)
        column.addLayout(head)
        if each.sort == "moved":
            column.addWidget(label(each.after))
            column.addWidget(small(_l("From “{field}”", field=each.before)))
            return holder
        if each.before:
            column.addWidget(label(each.before, "soft"))
        if each.after:
            column.addWidget(label(each.after))
        return holder
