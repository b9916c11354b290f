"""Dialogs about time: a record's history, and two of its versions beside each other."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core import editing, history, search
from app.core.field import fields_of
from app.core.format import show_moment
from app.core.history import CREATED, HIDDEN, Entry
from app.core.record import Record
from app.core.text import Text, _l, literal
from app.ui.language import bind, switch
from app.ui.office import Office
from app.ui.scroll_dialog import ScrollDialog
from app.ui.widgets import (
    Choice,
    Column,
    Combo,
    EmptyState,
    Grid,
    Row,
    RowItem,
    RowList,
    clear,
    label,
    small,
    subject,
)

NOW = "now"


def _moment_words(moment: datetime) -> Callable[[], str]:
    return lambda: show_moment(moment)


class HistoryDialog(ScrollDialog):
    """Who changed what, when: newest first, old and new value of each field."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(parent, _l("History"), 620, 560)
        entries = office.ask(lambda session: history.entries(session, record_id))
        rows = RowList([self._row(number, entry) for number, entry in enumerate(entries)])
        self.content.addWidget(rows)

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


class CompareDialog(ScrollDialog):
    """Two versions beside each other, only the fields in which they differ."""

    def __init__(
        self, parent: QWidget, office: Office, record: type[Record], record_id: str
    ) -> None:
        super().__init__(parent, _l("Compare versions"), 820, 600)
        self._office, self._record, self._id = office, record, record_id
        self._moments = self._versions()
        earlier = [Choice(str(n), _moment_words(at)) for n, at in enumerate(self._moments)]
        self.then, self.now = Combo(earlier), Combo([Choice(NOW, _l("Now")), *earlier])
        self.then.choose("0")
        self.now.choose(NOW)
        bind(self.then.setAccessibleName, _l("Earlier version"))
        bind(self.now.setAccessibleName, _l("Later version"))
        top = Row(spacing=12)
        for words, combo in ((_l("Earlier version"), self.then), (_l("Later version"), self.now)):
            combo.currentIndexChanged.connect(lambda _index: self._show())
            top.addWidget(label(words, "strong"))
            top.addWidget(combo, 1)
        self.content.addLayout(top)
        self._body = Column(spacing=12)
        self.content.addLayout(self._body)
        switch.changed.connect(self._say_again)
        self._show()

    def _say_again(self, _language: str) -> None:
        self._show()

    def _versions(self) -> list[datetime]:
        entries = self._office.ask(lambda session: history.entries(session, self._id))
        moments = list(dict.fromkeys(entry.at for entry in entries))
        return moments[1:] if entries and entries[-1].field == CREATED else moments

    def _version(self, session: Session, name: str) -> Mapping[str, Any]:
        if name == NOW:
            return history.snapshot(editing.find(session, self._record, self._id))
        return history.snapshot_at(session, self._id, self._moments[int(name)])

    def differences(self) -> list[tuple[Text, str, str]]:
        """Label, earlier and later value of each field in which the two versions differ."""
        if not self._moments:
            return []
        return self._office.ask(self._differences)

    def _differences(self, session: Session) -> list[tuple[Text, str, str]]:
        then, now = (self._version(session, c.current) for c in (self.then, self.now))
        withheld = editing.find(session, self._record, self._id).withheld()
        found = []
        with search.names(session):
            for name, field in fields_of(self._record).items():
                if then.get(name) != now.get(name):
                    shown = [
                        field.value.show(field.value.from_json(v[name])) if name in v else ""
                        for v in (then, now)
                    ]
                    if name in withheld:
                        shown = [HIDDEN if each else "" for each in shown]
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
                    _l("The two versions are alike, or there is only one."),
                )
            )
            return
        grid = Grid(spacing=12, column_gap=20)
        for column, words in enumerate((_l("Field"), _l("Earlier"), _l("Later"))):
            grid.addWidget(subject(words), 0, column)
            grid.setColumnStretch(column, 1 if column == 0 else 2)
        for row, (field, then, now) in enumerate(found, start=1):
            grid.addWidget(small(field), row, 0)
            grid.addWidget(label(then or "–", "soft"), row, 1)
            grid.addWidget(label(now or "–"), row, 2)
        self._body.addLayout(grid)
