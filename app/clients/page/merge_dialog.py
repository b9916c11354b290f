"""Making one client of two that are the same: who, why, and what would become of it."""

from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy.orm import Session

from app.clients import actions
from app.clients.records import Client
from app.core import editing
from app.core.fault import InvalidValue, Refusal
from app.core.field import fields_of, row_field
from app.core.text import _l, _n, pick
from app.core.value import Reference
from app.ui.form_context import form_context
from app.ui.inputs import input_for
from app.ui.language import bind
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import Banner, Column, Row, RowItem, RowList, button, lead, section, small


class MergeDialog(QDialog):
    """The client on the page is kept; the other goes to the bin with its history."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        super().__init__(parent)
        self._office, self._id, self._other = office, record_id, ""
        bind(self.setWindowTitle, _l("Merge clients"))
        self.setMinimumWidth(theme.px(560))
        column = Column(self, margins=24, spacing=12)
        name = dict(office.ask(lambda s: editing.find(s, Client, record_id).title()))
        column.addWidget(section(_l("Is somebody in the register twice?")))
        column.addWidget(
            lead(
                _l(
                    "{name} is kept and gets what is missing. The other goes to the bin with its whole "
                    "history. You can undo it.",
                    name=name,
                )
            )
        )
        likely = office.ask(self._likely)
        if likely:
            column.addWidget(small(_l("These may be the same client:")))
            rows = RowList(likely)
            rows.chosen.connect(self.choose)
            column.addWidget(rows)
        column.addWidget(small(_l("Or choose another client:")))
        self.finder = input_for(
            row_field("client", Reference("client"), _l("Client")), form_context(office)
        )
        self.finder.edited.connect(self._found)
        column.addWidget(self.finder)
        self.outcome = Banner("")
        self.outcome.hide()
        column.addWidget(self.outcome)
        column.addStretch(1)
        foot = Row(spacing=12)
        self.apart_button = button(_l("They are two clients"), pressed=self.keep_apart)
        self.merge_button = button(_l("Merge"), "primary", pressed=self.merge)
        foot.addWidget(self.apart_button)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        foot.addWidget(self.merge_button)
        column.addLayout(foot)
        self.choose(likely[0].name if likely else "")

    def _likely(self, session: Session) -> list[RowItem]:
        client = editing.find(session, Client, self._id)
        return [_item(each) for each in actions.likely_same(session, client)]

    def _found(self) -> None:
        try:
            self.choose(self.finder.value() or "")
        except InvalidValue:
            self.choose("")

    def choose(self, other: str) -> None:
        """Say what merging with this client would do."""
        self._other = other
        self.apart_button.setEnabled(bool(other))
        self.merge_button.setEnabled(False)
        self.outcome.setVisible(bool(other))
        if not other:
            return
        try:
            planned = self._office.ask(lambda s: actions.plan_merge(s, self._id, other))
        except Refusal as fault:
            self.outcome.tell(fault.words, "bad")
            return
        self.merge_button.setEnabled(True)
        labels = [fields_of(Client)[name].label for name in planned.differing]
        if labels:
            words = lambda: (  # noqa: E731 - said again in another language
                _n("{count} fact differs:", "{count} facts differ:", len(labels)).say()
                + " "
                + ", ".join(each.say() for each in labels)
                + ". "
                + _l("What stands here is kept; the other can be read in the bin.").say()
            )
            self.outcome.tell(words, "watch")
        else:
            self.outcome.tell(_l("Nothing contradicts. Facts and files of both are kept."), "good")

    def merge(self) -> None:
        """Do it; it can be undone."""
        keep, other = self._id, self._other
        self._office.write(lambda session: actions.merge(session, keep, other))
        self.accept()

    def keep_apart(self) -> None:
        """Note that they are two."""
        one, other = self._id, self._other
        self._office.write(lambda session: actions.keep_apart(session, one, other))
        self.accept()


def _item(likely: actions.Likely) -> RowItem:
    title, reasons = dict(likely.client.title()), likely.reasons
    return RowItem(
        likely.client.id,
        lambda: pick(title),
        lambda: " · ".join(reason.say() for reason in reasons),
    )
