"""Events as a calendar file: one, or all that are coming."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core import editing
from app.core.record import now, today
from app.core.text import _, _l, literal
from app.exchange.calendar import Event as Entry
from app.exchange.calendar import calendar_file
from app.network.events import actions, calendar
from app.network.events.records import Event
from app.ui.calendar_file import ask_calendar_file, save_calendar_file
from app.ui.office import Office


def save_one(parent: QWidget, office: Office, event_id: str) -> None:
    """Ask where the file of an event goes, and write it."""
    event = office.ask(lambda session: editing.find(session, Event, event_id))
    if path := ask_calendar_file(parent, literal(dict(event.name))):
        write(office, path, lambda s: calendar.entries([editing.find(s, Event, event_id)]))


def save_all(parent: QWidget, office: Office, _event_id: str = "") -> None:
    """Ask where the file of all coming events goes, and write it."""
    if path := ask_calendar_file(parent, _l("Events")):
        write(office, path, lambda session: calendar.entries(actions.coming(session, today())))


def write(office: Office, path: Path, ask: Callable[[Session], list[Entry]]) -> None:
    """Write the file; whether it could be is told."""
    save_calendar_file(office, path, calendar_file(office.ask(ask), _("Events"), now()))
