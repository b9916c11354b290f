"""Dialogs about time: a record's history, and two of its versions side by side."""

from datetime import datetime

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from app.core import editing, history
from app.core.field import fields_of
from app.core.format import show_moment
from app.core.history import CREATED, Entry
from app.core.record import Record
from app.core.text import Text, _l, literal
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import (
    Column,
    EmptyState,
    Grid,
    Row,
    RowItem,
    RowList,
    ScrollColumn,
    button,
    clear,
    label,
    section,
    small,
    subject,
)


def dialog(parent: QWidget, title: Text, width: int, height: int) -> tuple[QDialog, ScrollColumn]:
    """A dialog with a title, a column that scrolls, and Close."""
    made = QDialog(parent)
    bind(made.setWindowTitle, title)
    made.resize(theme.px(width), theme.px(height))
    whole = Column(made, margins=20, spacing=12)
    whole.addWidget(section(title))
    content = ScrollColumn(max_width=None, margins=0)
    whole.addWidget(content, 1)
    foot = Row()
    foot.addStretch(1)
    foot.addWidget(button(_l("Close"), "primary", pressed=made.accept))
    whole.addLayout(foot)
    return made, content


class HistoryDialog:
    """Who changed what, when: newest first, old and new value of each field."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        self.window, content = dialog(parent, _l("History"), 620, 560)
        entries = office.ask(lambda session: history.entries(session, record_id))
        rows = RowList([self._row(number, entry) for number, entry in enumerate(entries)])
        content.body.addWidget(rows)

    @staticmethod
    def _row(number: int, entry: Entry) -> RowItem:
        words: Text = entry.label
        if entry.old or entry.new:
            words = _l(
                "{field}: {old} → {new}",
                field=entry.label,
                old=entry.old or "–",
                new=entry.new or "–",
            )
        about = literal(" · ".join(part for part in (show_moment(entry.at), entry.who) if part))
        return RowItem(str(number), words, about)

    def exec(self) -> None:
        """Show it."""
        self.window.exec()


class CompareDialog:
    """An earlier version beside today's, only the fields that differ."""

    def __init__(
        self, parent: QWidget, office: Office, record: type[Record], record_id: str
    ) -> None:
        self._office, self._record, self._id = office, record, record_id
        self.window, content = dialog(parent, _l("Compare versions"), 820, 600)
        self._moments = self._versions()
        self.choice = QComboBox()
        bind(self.choice.setAccessibleName, _l("Earlier version"))
        for moment in self._moments:
            self.choice.addItem(show_moment(moment))
        self.choice.currentIndexChanged.connect(lambda _index: self._show())
        top = Row(spacing=12)
        top.addWidget(label(_l("Earlier version"), "strong"))
        top.addWidget(self.choice, 1)
        content.body.addLayout(top)
        self._body = Column(spacing=12)
        content.body.addLayout(self._body)
        self._show()

    def _versions(self) -> list[datetime]:
        entries = self._office.ask(lambda session: history.entries(session, self._id))
        moments = list(dict.fromkeys(entry.at for entry in entries))
        return moments[1:] if entries and entries[-1].field == CREATED else moments

    def differences(self) -> list[tuple[Text, str, str]]:
        """Label, then and now of each field that differs from the chosen version."""
        if not self._moments:
            return []
        moment = self._moments[max(0, self.choice.currentIndex())]
        then = self._office.ask(lambda session: history.snapshot_at(session, self._id, moment))
        now = self._office.ask(
            lambda session: history.snapshot(editing.find(session, self._record, self._id))
        )
        found = []
        for name, field in fields_of(self._record).items():
            if then.get(name) != now.get(name):
                shown = [
                    field.value.show(field.value.from_json(v[name])) if name in v else ""
                    for v in (then, now)
                ]
                found.append((field.label, shown[0], shown[1]))
        return found

    def _show(self) -> None:
        clear(self._body)
        found = self.differences()
        if not found:
            self._body.addWidget(
                EmptyState(
                    "git-diff",
                    _l("No differences"),
                    _l("There is no earlier version that differs from this one."),
                )
            )
            return
        grid = Grid(spacing=12, column_gap=20)
        for column, words in enumerate((_l("Field"), _l("Then"), _l("Now"))):
            grid.addWidget(subject(words), 0, column)
            grid.setColumnStretch(column, 1 if column == 0 else 2)
        for row, (field, then, now) in enumerate(found, start=1):
            grid.addWidget(small(field), row, 0)
            grid.addWidget(label(then or "–", "soft"), row, 1)
            grid.addWidget(label(now or "–"), row, 2)
        self._body.addLayout(grid)

    def exec(self) -> None:
        """Show it."""
        self.window.exec()
