"""How registrations are worked with in their list, and the page of one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session, object_session

from app.core.change import Changes
from app.core.format import show_number
from app.core.record import Record, today
from app.core.text import Text, _l, pick
from app.network.events import actions, registering, wording
from app.network.events.records import (
    PLACES,
    STANDINGS,
    WITHDRAWN,
    Event,
    Registration,
)
from app.network.events.rules import When
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Facts, RowItem, RowList

_SHOWN = frozenset(
    {
        *("place", "organisation", "organisation_id", "note", "event_id", "participants", "names"),
        "contact",
    }
)
"""Fields that stand on the page in another way than as a fact."""


@dataclass(frozen=True)
class RegistrationDesk(Desk):
    """A new registration is for the day on which the event is now."""

    def save_new(self, session: Session, values: Mapping[str, Any]) -> Changes:
        return registering.add(session, values)


def registration_desk() -> Desk:
    """Registrations: this office's own, those that it wrote down, and those of the other offices."""
    to_come = Registration.place != WITHDRAWN
    event = Registration.event_id
    own = select(Event.id).where(Event.owner_id == "")
    others = select(Event.id).where(Event.owner_id != "")
    ahead = select(Event.id).where(Event.starts_on >= _today())
    return RegistrationDesk(
        Registration,
        sentence=_l(
            "Register on the page of another organisation’s event, and write down there those who call "
            "about yours."
        ),
        new_words=_l("New registration"),
        chips=(
            Chip("coming", _l("Coming"), to_come & event.in_(ahead)),
            Chip("own", _l("Where we go"), (Registration.owner_id == "") & event.in_(others)),
            Chip("here", _l("For our events"), event.in_(own)),
            Chip(WITHDRAWN, _l("Withdrawn"), Registration.place == WITHDRAWN),
        ),
        cells={"participants": _number},
        actions=(
            RecordAction(
                _l("Can come on the new day"),
                "check",
                work=_each(registering.confirm),
                when=_when(_moved),
                prominent=True,
            ),
            RecordAction(
                _l("Withdraw the registration"),
                "x",
                work=_each(registering.withdraw),
                when=_when(_stays),
                prominent=True,
            ),
        ),
        extra=_extra,
        hidden=_SHOWN,
        can_duplicate=False,
        locked=lambda found: bool(found.owner_id),
    )


def _today() -> Any:
    return bindparam(None, callable_=today, type_=Date)


def _each(
    work: Callable[[Session, Sequence[str]], Changes],
) -> Callable[[Session, str], Changes]:
    return lambda session, record_id: work(session, [record_id])


def _when(may: Callable[[Registration], bool]) -> Callable[[Record], bool]:
    return lambda record: isinstance(record, Registration) and not record.owner_id and may(record)


def _stays(found: Registration) -> bool:
    return found.place != WITHDRAWN


def _event_of(found: Registration) -> Event | None:
    session = object_session(found)
    return session.get(Event, found.event_id or "") if session else None


def _moved(found: Registration) -> bool:
    event = _event_of(found)
    return (
        _stays(found)
        and event is not None
        and bool(registering.for_another_day([found], event.starts_on))
    )


def _standing(session: Session, found: Registration) -> str:
    event = session.get(Event, found.event_id or "")
    if event is None or found.place == WITHDRAWN:
        return WITHDRAWN
    return actions.places_of(session, event).of(found.id)


def _number(found: Registration) -> Cell:
    """How many come; who has a place stands on the page, where it is counted."""
    if found.place == WITHDRAWN:
        return Cell(PLACES[WITHDRAWN][0].say(), "plain")
    return Cell(show_number(found.participants or 0))


def _extra(office: Office, session: Session, found: Registration) -> Extra:
    event = session.get(Event, found.event_id or "")
    above: list[QWidget] = []
    if event is not None:
        if _moved(found):
            words = _l(
                "Registered for {before}. The event has moved to {day}.",
                before=found.for_day,
                day=event.starts_on,
            )
            above.append(Banner(words, "watch"))
        above.append(_event_row(office, event))
    above.append(_facts(session, found))
    return Extra(tags=[PLACES[_standing(session, found)]], above=above)


def _facts(session: Session, found: Registration) -> Facts:
    told: list[tuple[Text, Text | str]] = [
        (_l("How many"), wording.people_words(found.participants or 0)),
        (_l("Names"), found.names),
        (_l("Contact"), registering.contact_of(session, found)),
        (_l("Worth knowing"), found.note),
    ]
    return Facts([(name, value) for name, value in told if value])


def _event_row(office: Office, event: Event) -> RowList:
    name, when = dict(event.name), When.of(event)
    words, tone = STANDINGS[event.standing]
    rows = RowList(
        [
            RowItem(
                event.id,
                lambda: pick(name),
                lambda: wording.when_words(when),
                tag=words,
                tone=tone,
            )
        ]
    )
    rows.chosen.connect(lambda event_id: office.wanted.emit("event", event_id))
    return rows
