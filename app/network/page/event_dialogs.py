"""What is asked about events: another day, why it is cancelled, who comes, what they thought."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.field import Field, fields_of
from app.core.text import Text, _l, _n
from app.network.events import actions, registering
from app.network.events.records import Event, EventFeedback, Registration
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office
from app.ui.widgets import small


class MoveDialog(AskDialog):
    """Asks to which day an event moves, and what is told to those who registered."""

    def __init__(self, parent: QWidget, office: Office, event_id: str) -> None:
        known = fields_of(Event)
        names = ("starts_on", "starts_at", "ends_at", "notice")
        super().__init__(
            parent,
            office,
            _l("Move to another day"),
            _moving_words(office, event_id),
            [known[name] for name in names],
            lambda session, values: actions.move(session, event_id, values),
            do=_l("Move the event"),
            starts=_values(office, event_id, *names),
        )


def _moving_words(office: Office, event_id: str) -> Text:
    number = office.ask(lambda session: len(actions.registrations(session, event_id)))
    if not number:
        return _l("Nobody has registered yet. Several days and the end of registration move too.")
    return _n(
        "{count} registration is for the old day. The offices of the network are asked whether they can "
        "come; you see here whom to call.",
        "{count} registrations are for the old day. The offices of the network are asked whether they can "
        "come; you see here whom to call.",
        number,
    )


class CancelEventDialog(AskDialog):
    """Asks what those who registered should know of an event that is cancelled."""

    def __init__(self, parent: QWidget, office: Office, event_id: str) -> None:
        super().__init__(
            parent,
            office,
            _l("Cancel the event"),
            _l(
                "It stays in the lists as cancelled. The offices that registered are told, with your words."
            ),
            [fields_of(Event)["notice"]],
            lambda session, values: actions.cancel(session, event_id, values["notice"]),
            do=_l("Cancel the event"),
            leave=_l("Keep the event"),
            starts=_values(office, event_id, "notice"),
        )


def _values(office: Office, event_id: str, *names: str) -> dict[str, Any]:
    def ask(session: Session) -> dict[str, Any]:
        event = editing.find(session, Event, event_id)
        return {name: getattr(event, name) for name in names}

    return office.ask(ask)


class RegisterDialog(AskDialog):
    """Asks how many come to another organisation's event; once registered, how many after all."""

    def __init__(self, parent: QWidget, office: Office, event_id: str) -> None:
        known = fields_of(Registration)
        mine = office.ask(lambda session: _known(registering.of_this_office(session, event_id)))
        ids = mine.pop("ids")
        work: Callable[[Session, Any], Changes] = (
            (lambda session, values: registering.alter(session, ids, values))
            if ids
            else (lambda session, values: registering.register(session, event_id, values))
        )
        super().__init__(
            parent,
            office,
            _l("Change the registration") if ids else _l("Register our people"),
            _l("The organiser sees how many come and your note. The names stay in this office."),
            [known[name] for name in ("participants", "names", "note")],
            work,
            do=_l("Save the change") if ids else _l("Register our people"),
            starts=mine,
        )


def _known(found: list[Registration]) -> dict[str, Any]:
    """What a dialog begins with: what is registered already."""
    if not found:
        return {"ids": (), "participants": 1}
    return {
        "ids": tuple(each.id for each in found),
        "participants": sum(each.participants or 0 for each in found),
        "names": found[0].names,
        "note": found[0].note,
    }


class WriteDownDialog(AskDialog):
    """Asks who called or wrote to say that they come."""

    def __init__(self, parent: QWidget, office: Office, event_id: str) -> None:
        known = fields_of(Registration)
        names = ("organisation_id", "organisation", "participants", "contact", "note", "names")
        super().__init__(
            parent,
            office,
            _l("Write down a registration"),
            _l("Of somebody who called or wrote. Offices of the network register by themselves."),
            [known[name] for name in names],
            lambda session, values: registering.write_down(session, event_id, values),
            do=_l("Write down"),
            starts={"participants": 1},
        )


class FeedbackDialog(AskDialog):
    """Asks for what stands on one paper, and stays open for the next.

    Attributes:
        written: how many papers have been written down while it is open.
    """

    def __init__(self, parent: QWidget, office: Office, event_id: str) -> None:
        known = fields_of(EventFeedback)
        names = ("overall", "useful", "objective_met", "best", "better")
        super().__init__(
            parent,
            office,
            _l("Enter feedback"),
            _l(
                "One paper at a time: numbers, Tab and words. Ctrl+Enter saves and takes the next one."
            ),
            [_without_event(known[name]) for name in names],
            lambda session, values: actions.add_feedback(session, event_id, values),
            do=_l("Save and next"),
            leave=_l("Close"),
        )
        self.written = 0
        self._told = small("")
        self._column.insertWidget(2, self._told)
        self._told.hide()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go)
        self._first()

    def _first(self) -> None:
        next(iter(self.rows.values())).input.focus_target().setFocus()

    def _was_done(self, changes: Changes) -> None:
        """Take the next paper."""
        self.written += 1
        for row in self.rows.values():
            row.input.set_value(row.described.value.empty)
            row.forget()
        self._problem.hide()
        self._told.setText(
            _n("{count} paper written down.", "{count} papers written down.", self.written).say()
        )
        self._told.show()
        self._first()


def _without_event(described: Field) -> Field:
    return replace(described, help=None)
