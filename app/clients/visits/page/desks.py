"""How visits and absences are worked with in their lists."""

from PySide6.QtWidgets import QWidget
from sqlalchemy import Date, func
from sqlalchemy.orm import Session

from app.clients.visits import actions
from app.clients.visits.page.dialogs import CancelDialog, RepeatDialog
from app.clients.visits.page.visit_board import TONES
from app.clients.visits.records import STATES, Absence, Visit
from app.core.record import today
from app.core.text import _l
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, small

_TODAY = func.date("now", "localtime", type_=Date)
"""The day when the list is asked for: the window may stay open over midnight."""


def visit_desk() -> Desk:
    """Visits, the latest first."""
    return Desk(
        Visit,
        sentence=_l("Plan who comes to whom and when. Begin with one visit and repeat it."),
        new_words=_l("New visit"),
        chips=(
            Chip("today", _l("Today"), Visit.day == _TODAY),
            Chip("unmarked", _l("Not marked"), (Visit.status == "planned") & (Visit.day < _TODAY)),
            *(Chip(code, words, Visit.status == code) for code, words in STATES),
        ),
        cells={"status": _status},
        actions=VISIT_ACTIONS,
        extra=_extra,
        hidden=frozenset({"status"}),
        order=("day", True),
    )


def _planned(visit: object) -> bool:
    return getattr(visit, "status", "") == "planned"


def _has_come(visit: object) -> bool:
    day = getattr(visit, "day", None)
    return day is not None and day <= today()


VISIT_ACTIONS = (
    RecordAction(
        _l("Mark done"),
        "check",
        work=lambda session, visit_id: actions.mark_done(session, [visit_id]),
        when=lambda visit: _planned(visit) and _has_come(visit),
        prominent=True,
    ),
    RecordAction(
        _l("Cancel the visit"),
        "x-circle",
        dialog=CancelDialog,
        when=_planned,
        prominent=True,
    ),
    RecordAction(_l("Repeat"), "repeat", dialog=RepeatDialog, prominent=True),
    RecordAction(
        _l("Plan again"),
        "arrow-counter-clockwise",
        work=actions.plan_again,
        when=lambda visit: not _planned(visit),
    ),
    RecordAction(
        _l("Remove the rest of the series"),
        "calendar-x",
        work=actions.drop_rest,
        when=lambda visit: bool(getattr(visit, "series", "")),
    ),
)


def _status(visit: Visit) -> Cell:
    return Cell(dict(STATES)[visit.status].say(), TONES[visit.status])


def _extra(_office: Office, session: Session, visit: Visit) -> Extra:
    tags = [(dict(STATES)[visit.status], TONES[visit.status])]
    if visit.billed:
        tags.append((_l("Handed over for billing"), "plain"))
    above: list[QWidget] = []
    if visit.day and visit.deleted_at is None and not visit.billed:
        found = actions.calendar(session, visit.day, visit.day)
        above = [Banner(words, "watch") for words in found.troubles.get(visit.id, ())]
    below = [
        small(
            _l(
                "Kumppani is not a client information system: no health data, client reports or care "
                "notes are written here."
            )
        )
    ]
    return Extra(tags=tags, above=above, below=below)


def absence_desk() -> Desk:
    """Days on which somebody is away."""
    return Desk(
        Absence,
        sentence=_l(
            "Days on which a worker or a client is away. Visits on them are marked in the calendar; "
            "the reason is not asked."
        ),
        new_words=_l("New absence"),
        order=("first", True),
        can_duplicate=False,
    )
