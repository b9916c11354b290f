"""The editor pane: a form with Save and Cancel, whose draft is kept as one types."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal

from app.core import draft, editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.field import blank_values, values_of
from app.core.text import Text, _l
from app.ui.desk import Desk
from app.ui.form import Form
from app.ui.form_context import form_context
from app.ui.office import Office
from app.ui.widgets import Banner, Card, Row, ScrollColumn, button, clear, rule, section

AUTOSAVE_MS = 1500


class RecordEditor(Card):
    """Edits one record, or makes a new one.

    Signals:
        saved: the record's id, when it is in the store.
        cancelled: the person gave up.
    """

    saved = Signal(str)
    cancelled = Signal()

    def __init__(self, office: Office, desk: Desk) -> None:
        super().__init__()
        self._office = office
        self.desk = desk
        self.record_id = ""
        self.form: Form | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.body.set_margins(0)
        self.body.set_gap(0)
        self._place = ScrollColumn(max_width=720)
        self.body.addWidget(self._place, 1)
        self.body.addWidget(rule())
        foot = Row(margins=(20, 12, 20, 12), spacing=12)
        self.save_button = button(_l("Save"), "primary", "check")
        self.save_button.clicked.connect(self.save)
        self.cancel_button = button(_l("Cancel"))
        self.cancel_button.clicked.connect(self.cancel)
        foot.addWidget(self.save_button)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        self.body.addLayout(foot)

    @property
    def active(self) -> bool:
        """Whether something is being edited."""
        return self.form is not None

    @property
    def changed(self) -> bool:
        """Whether something has been typed that is not saved."""
        return self.form is not None and self.form.is_changed()

    def begin(self, record_id: str = "", values: Mapping[str, Any] | None = None) -> None:
        """Edit the record with an id, or make a new one from ``values``."""
        self.record_id = record_id
        kind = self.desk.record.kind.name

        def question(session: Any) -> tuple[dict[str, Any], draft.Draft | None, Text | str]:
            kept = draft.kept(session, kind, record_id)
            if not record_id:
                return (
                    {**blank_values(self.desk.record), **self.desk.record.STARTS, **(values or {})},
                    kept,
                    self.desk.new_words,
                )
            record = editing.find(session, self.desk.record, record_id)
            return values_of(record), kept, _l("Edit: {title}", title=dict(record.title()))

        found, kept, title = self._office.ask(question)
        self._build(title)
        assert self.form is not None
        self.form.load(found)
        if kept:
            self.form.restore(kept.typed)
            self._tell_restored(kept)
        self.form.edited.connect(self._edited)
        self.form.focus_first()

    def _build(self, title: Text | str) -> None:
        self._clear()
        self._place.body.addWidget(section(title))
        record = self.desk.record
        self.form = Form(record, form_context(self._office, self.record_id, record))
        self.form.come_before(self.save_button, self.cancel_button)
        self._place.body.addWidget(self.form)
        self._place.verticalScrollBar().setValue(0)

    def _tell_restored(self, kept: draft.Draft) -> None:
        words = _l("Here is what you had typed but not saved ({when}).", when=kept.saved_at)
        banner = Banner(words, "watch", action=(_l("Discard it"), self._discard))
        self._place.body.insertWidget(1, banner)

    def _discard(self) -> None:
        self._timer.stop()
        self._office.store.keep(
            lambda session: draft.drop(session, self.desk.record.kind.name, self.record_id)
        )
        self.begin(self.record_id)

    def _edited(self) -> None:
        self._timer.start()

    def keep_draft(self) -> None:
        """Keep what is typed, now."""
        self._timer.stop()
        if self.form is None or not self.form.is_changed():
            return
        kind, record_id, typed = self.desk.record.kind.name, self.record_id, self.form.draft()
        self._office.keep(lambda session: draft.keep(session, kind, record_id, typed))

    def save(self) -> None:
        """Save, or show beside the fields what has to be put right."""
        form = self.form
        if form is None:
            return
        try:
            values = form.changes() if self.record_id else form.values()
        except InvalidFields:
            return
        self._timer.stop()
        record_id, desk = self.record_id, self.desk

        def work(session: Any) -> Changes:
            done = (
                desk.save(session, record_id, values)
                if record_id
                else desk.save_new(session, values)
            )
            draft.drop(session, desk.record.kind.name, record_id)
            return done

        self.save_button.setEnabled(False)
        self._office.write(work, self._saved, self._refused)

    def _saved(self, changes: Changes) -> None:
        self.save_button.setEnabled(True)
        self._clear()
        self.saved.emit(changes.result or self.record_id)

    def _refused(self, fault: Refusal) -> None:
        self.save_button.setEnabled(True)
        if isinstance(fault, InvalidFields) and self.form:
            self.form.show_problems(fault.problems)
        else:
            self._office.refused.emit(fault.words)

    def cancel(self) -> None:
        """Give up; a draft of what was typed stays until it is discarded or saved."""
        if self.changed:
            self.keep_draft()
            self._office.tell(_l("Your text is kept as a draft. Open the form again to go on."))
        self._clear()
        self.cancelled.emit()

    def _clear(self) -> None:
        self._timer.stop()
        self.form = None
        clear(self._place.body)
