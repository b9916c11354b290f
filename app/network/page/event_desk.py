"""How events are worked with: chips, what can be done now, and the page of one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import Date, bindparam, func, select
from sqlalchemy.orm import Session, object_session

from app.agenda.page.task_list import TaskList
from app.agenda.tasks.actions import Source
from app.core.brand import Tone
from app.core.change import Changes
from app.core.format import show_day_short
from app.core.offered import reach_of
from app.core.record import Record, today
from app.core.text import Text, _l, _n, pick
from app.network.events import actions, registering, rules, waiting
from app.network.events.records import (
    CANCELLED,
    HELD,
    OPEN,
    PLANNED,
    STANDINGS,
    WITHDRAWN,
    Event,
    Registration,
)
from app.network.events.registering import Comer
from app.network.events.wording import sort_words
from app.network.page import event_parts as parts
from app.network.page.event_calendar import save_all, save_one
from app.network.page.event_came import WhoCameDialog
from app.network.page.event_dialogs import (
    CancelEventDialog,
    FeedbackDialog,
    MoveDialog,
    RegisterDialog,
    WriteDownDialog,
)
from app.network.page.event_import import FeedbackImportDialog
from app.network.page.event_own import OwnPlace
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.form_context import form_context
from app.ui.office import Office
from app.ui.widgets import Banner, Button, Part, button

_SHOWN = frozenset(
    {
        *("state", "sort", "starts_on", "starts_at", "ends_on", "ends_at", "place", "municipality"),
        *("country", "remote_link", "programme", "invitation", "capacity", "register_by"),
        *("attendance", "participants", "notice", "contact", "register_how", "partnership_id"),
        *("objective_id", "code", "public"),
    }
)
"""Fields that stand on the page in another way than as a fact."""


def event_desk() -> Desk:
    """Events of this office and of the others in its network."""
    state = Event.state
    last = func.coalesce(Event.ends_on, Event.starts_on)
    ahead = last >= _today()
    in_time = Event.register_by.is_(None) | (Event.register_by >= _today())
    return Desk(
        Event,
        sentence=_l(
            "Workshops, benchmarking visits and expert events: invite, register, note who came and what "
            "they thought. In a network you see also what the others arrange."
        ),
        new_words=_l("New event"),
        chips=(
            Chip("coming", _l("Coming"), state.in_(rules.COMING) & ahead),
            Chip("open", _l("Open for registration"), (state == OPEN) & ahead & in_time),
            Chip("joined", _l("We are coming"), _joined()),
            Chip("ours", _l("Our own"), Event.owner_id == ""),
            Chip(HELD, _l("Held"), state == HELD),
            Chip(CANCELLED, _l("Cancelled"), state == CANCELLED),
        ),
        cells={"state": _standing, "starts_on": _day},
        actions=_actions(),
        extra=_extra,
        hidden=_SHOWN,
        example=_example,
        locked=lambda event: bool(event.owner_id),
        order=("starts_on", True),
    )


def _today() -> Any:
    """Today, as a condition asks it each time it is used."""
    return bindparam(None, callable_=today, type_=Date)


def _joined() -> Any:
    """Another's event for which this office has registered."""
    mine = select(Registration.event_id).where(
        Registration.owner_id == "",
        Registration.deleted_at.is_(None),
        Registration.place != WITHDRAWN,
    )
    return (Event.owner_id != "") & Event.id.in_(mine)


def _example(session: Session) -> Changes:
    from app.demo.events import add_example  # noqa: PLC0415 - only where one is asked for

    return add_example(session, today())


# What can be done


def _actions() -> tuple[RecordAction, ...]:
    return (
        RecordAction(
            _l("Register our people"),
            "user-plus",
            dialog=RegisterDialog,
            when=_when(_may_register),
            prominent=True,
        ),
        RecordAction(
            _l("Open the registration"),
            "megaphone",
            work=actions.open_registration,
            when=_when(lambda event: _ours(event) and event.standing == PLANNED),
            prominent=True,
        ),
        RecordAction(
            _l("Who came"),
            "users-three",
            dialog=WhoCameDialog,
            when=_when(_may_count),
            prominent=True,
        ),
        RecordAction(
            _l("Write down a registration"),
            "user-plus",
            dialog=WriteDownDialog,
            when=_when(_still_ours),
        ),
        RecordAction(
            _l("Move to another day"), "calendar-plus", dialog=MoveDialog, when=_when(_still_ours)
        ),
        RecordAction(
            _l("Cancel the event"), "prohibit", dialog=CancelEventDialog, when=_when(_still_ours)
        ),
        RecordAction(_l("Calendar file"), "export", run=save_one),
        RecordAction(_l("Calendar file of all that are coming"), "export", run=save_all),
    )


def _when(may: Callable[[Event], bool]) -> Callable[[Record], bool]:
    return lambda record: isinstance(record, Event) and may(record)


def _ours(event: Event) -> bool:
    return not event.owner_id


def _still_ours(event: Event) -> bool:
    return _ours(event) and event.state in rules.COMING


def _may_count(event: Event) -> bool:
    begun = event.starts_on is not None and event.starts_on <= today()
    return _ours(event) and begun and event.state != CANCELLED


def _may_register(event: Event) -> bool:
    session = object_session(event)
    if _ours(event) or session is None:
        return False
    when = rules.When.of(event)
    return rules.may_register(
        event.state, when, event.register_by, today()
    ) and not registering.of_this_office(session, event.id)


# What is shown


def _standing(event: Event) -> Cell:
    words, tone = STANDINGS[event.standing]
    return Cell(words.say(), tone)


def _day(event: Event) -> Cell:
    """The day with its weekday, and with its year when that isn't this one."""
    if event.starts_on is None:
        return Cell("")
    if event.starts_on.year != today().year:
        return Cell(_l("{day}", day=event.starts_on).say())
    return Cell(show_day_short(event.starts_on))


def _extra(office: Office, session: Session, event: Event) -> Extra:
    asked = actions.registrations(session, event.id)
    places = rules.placed(actions.seats_of(asked), event.capacity)
    found = registering.comers(session, event, asked)
    mine, event_id = [each for each in asked if not each.owner_id], event.id

    def further(again: Session) -> list[QWidget]:
        same = again.get(Event, event_id)
        return _further(office, again, same, places, found) if same else []

    return Extra(
        tags=_tags(event),
        above=_above(office, session, event, places, found, mine),
        further=further,
    )


def _tags(event: Event) -> list[tuple[Text, Tone]]:
    whose: list[tuple[Text, Tone]] = [(_l("Our own"), "plain")] if _ours(event) else []
    return [STANDINGS[event.standing], (sort_words(event), "plain"), *whose]


def _above(
    office: Office,
    session: Session,
    event: Event,
    places: rules.Placed,
    found: list[Comer],
    mine: list[Registration],
) -> list[QWidget]:
    told: list[QWidget] = []
    if any(event.notice.values()):
        notice = dict(event.notice)
        told.append(Banner(lambda: pick(notice), "plain"))
    if _ours(event):
        told += _to_do(event, places, found)
    elif mine:
        told.append(
            OwnPlace(office, event, places, mine, waiting.came_up(session, event, places.inside))
        )
    questions = event.contact or reach_of(session, event.owner_id)
    organiser = actions.organiser(session, event)
    return [parts.facts(event, organiser, questions, form_context(office)), *told]


def _to_do(event: Event, places: rules.Placed, found: list[Comer]) -> list[QWidget]:
    """What the organiser should know or do now."""
    told: list[QWidget] = []
    moved = sum(each.moved for each in found)
    if event.state == CANCELLED and found:
        words = _n(
            "{count} organisation had registered: tell them that the event is cancelled.",
            "{count} organisations had registered: tell them that the event is cancelled.",
            len(found),
        )
        told.append(Banner(words, "watch"))
    elif moved and event.state in rules.COMING:
        words = _n(
            "{count} organisation registered for another day: tell them.",
            "{count} organisations registered for another day: tell them.",
            moved,
        )
        told.append(Banner(words, "watch"))
    if event.standing == rules.PASSED:
        words = _l(
            "The day has passed. Write down who came, or cancel the event if it wasn’t held."
        )
        told.append(Banner(words, "watch"))
    elif places.left and places.next and event.state in rules.COMING:
        first = next(each for each in found if each.waiting)
        told.append(
            Banner(
                _n(
                    "{count} place is left, but {name} waits with {number}. Ask whether fewer can come.",
                    "{count} places are left, but {name} waits with {number}. Ask whether fewer can come.",
                    places.left,
                    name=dict(first.name),
                    number=places.next,
                ),
                "main",
            )
        )
    return told


def _further(
    office: Office, session: Session, event: Event, places: rules.Placed, found: list[Comer]
) -> list[QWidget]:
    plan = [parts.programme(event), parts.invitation(event)]
    who: list[QWidget | None] = [parts.came(session, event)]
    if found or event.state in rules.COMING:
        who.append(parts.registrations(office, event, places, found, _write_down(office, event)))
    if _ours(event):
        papers = actions.feedback(session, event.id)
        if papers or _may_count(event):
            who.append(parts.feedback(papers, _feedback_buttons(office, event)))
    source = Source("event", event.id, title=dict(event.title()))
    who.append(Part(_l("What follows"), TaskList(office, source)))
    return [each for each in ((*who, *plan) if _ours(event) else (*plan, *who)) if each]


def _write_down(office: Office, event: Event) -> list[Button]:
    if not _still_ours(event):
        return []
    made = button(_l("Write down a registration"), "quiet", "user-plus")
    made.clicked.connect(partial(_open, WriteDownDialog, made, office, event.id))
    return [made]


def _feedback_buttons(office: Office, event: Event) -> list[Button]:
    enter = button(_l("Enter feedback"), "quiet", "pencil-simple")
    enter.clicked.connect(partial(_open, FeedbackDialog, enter, office, event.id))
    take = button(_l("Import feedback"), "quiet", "upload-simple")
    take.clicked.connect(partial(_open, FeedbackImportDialog, take, office, event.id))
    return [enter, take]


def _open(dialog: Any, owner: QWidget, office: Office, event_id: str, *_clicked: bool) -> None:
    """Open above the page: what was pressed goes when the page is shown anew."""
    dialog(owner.window(), office, event_id).exec()
