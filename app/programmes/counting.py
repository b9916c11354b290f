"""Reading what came of a programme: its objectives, indicators and values, and the events that count for it.

Events are counted as soon as they have been held, those of all organisations that this office has. Of the
participants only the number is known here.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing, offered
from app.core.codes import codes
from app.core.field import fields_of, values_of
from app.core.search import sort_key
from app.core.text import LanguageText, in_all, pick
from app.network.events.records import HELD, Event
from app.network.events.rules import count_of
from app.organisation.actions import own
from app.programmes.records import Indicator, IndicatorValue, Objective, Programme
from app.programmes.results import Aim, Measure, Results, Theme
from app.programmes.rules import Held, Period, Value

THEMES = "horizontal_themes"


class _Names:
    """Who an organisation is: one key for all ways in which it is told of."""

    def __init__(self, session: Session) -> None:
        self._session = session
        organisation = own(session)
        self._own: LanguageText = organisation.name if organisation else {}
        self._of: dict[str, LanguageText] = {}
        self.found: dict[str, LanguageText] = {}

    def key(self, owner_id: str, told: LanguageText | None = None) -> str:
        """The key of an organisation: by the name that was told, else by the name of who keeps the record."""
        name = told if pick(told) else self._owner(owner_id)
        said = pick(name, "fi") or owner_id
        key = " ".join(said.casefold().split())
        self.found.setdefault(key, name or in_all(owner_id or "–"))
        return key

    def _owner(self, owner_id: str) -> LanguageText:
        if not owner_id:
            return self._own
        if owner_id not in self._of:
            self._of[owner_id] = offered.name_of(self._session, owner_id)
        return self._of[owner_id]

    def in_order(self) -> dict[str, LanguageText]:
        """What they are called, by their keys, in alphabetical order."""
        return dict(sorted(self.found.items(), key=lambda each: (sort_key(pick(each[1])), each[0])))


def results(session: Session, programme_id: str, day: date) -> Results:
    """Everything about a programme on a day.

    Raises:
        Missing: there is no such programme.
    """
    programme = editing.find(session, Programme, programme_id)
    aims = _aims(session, programme_id)
    measures = _measures(session, programme_id, [each.id for each in aims])
    names = _Names(session)
    values = _values(session, programme_id, names)
    events = _events(session, programme_id, names)
    whole = _days(programme, values, events, day)
    return Results(
        programme.id,
        values_of(programme),
        programme.owner_id,
        day,
        whole,
        aims,
        measures,
        [each for each in values if whole.holds(each.day)],
        [each for each in events if whole.holds(each.day)],
        [each for each in values if not whole.holds(each.day)],
        [each for each in events if not whole.holds(each.day)],
        themes(programme),
        names.in_order(),
    )


def _days(
    programme: Programme, values: Iterable[Value], events: Iterable[Held], day: date
) -> Period:
    """The days of a programme; one without an end lasts until today, or what has been told since."""
    known = [*(each.day for each in values), *(each.day for each in events), day]
    first = programme.starts_on or min(known)
    return Period(first, max(first, programme.ends_on or max(known)))


def _aims(session: Session, programme_id: str) -> list[Aim]:
    query = select(Objective).where(
        Objective.programme_id == programme_id, Objective.deleted_at.is_(None)
    )
    return [
        Aim(each.id, each.number or 0, each.name or {}, each.description or {})
        for each in session.scalars(query.order_by(Objective.number, Objective.id))
    ]


def _measures(session: Session, programme_id: str, aims: list[str]) -> list[Measure]:
    query = select(Indicator).where(
        Indicator.programme_id == programme_id, Indicator.deleted_at.is_(None)
    )
    found = [
        Measure(
            each.id,
            # One of an objective that is gone concerns the programme.
            each.objective_id if each.objective_id in aims else "",
            each.name or {},
            each.measure,
            each.target,
            each.unit or {},
        )
        for each in session.scalars(query.order_by(Indicator.id))
    ]
    places = {objective: at for at, objective in enumerate(aims)}
    return sorted(found, key=lambda each: places.get(each.objective_id, len(aims)))


def _values(session: Session, programme_id: str, names: _Names) -> list[Value]:
    told = IndicatorValue
    query = (
        select(
            told.id,
            told.indicator_id,
            told.owner_id,
            told.organisation,
            told.from_day,
            told.to_day,
            told.value,
            told.counted,
            told.source,
        )
        .join(Indicator, Indicator.id == told.indicator_id)
        .where(
            Indicator.programme_id == programme_id,
            Indicator.deleted_at.is_(None),
            told.deleted_at.is_(None),
            told.to_day.is_not(None),
            told.value.is_not(None),
        )
        .order_by(told.to_day, told.id)
    )
    return [
        Value(
            each.id,
            each.indicator_id,
            names.key(each.owner_id, each.organisation),
            each.from_day or each.to_day,
            each.to_day,
            each.value,
            each.counted,
            each.source,
        )
        for each in session.execute(query)
    ]


def _events(session: Session, programme_id: str, names: _Names) -> list[Held]:
    query = (
        select(
            Event.id,
            Event.objective_id,
            Event.owner_id,
            Event.starts_on,
            Event.participants,
            Event.attendance,
        )
        .join(Objective, Objective.id == Event.objective_id)
        .where(
            Objective.programme_id == programme_id,
            Objective.deleted_at.is_(None),
            Event.deleted_at.is_(None),
            Event.state == HELD,
            Event.starts_on.is_not(None),
        )
        .order_by(Event.starts_on, Event.id)
    )
    return [
        Held(
            each.id,
            each.objective_id,
            names.key(each.owner_id),
            each.starts_on,
            _came(each),
        )
        for each in session.execute(query)
    ]


def _came(event: Any) -> int | None:
    """How many came; ``None`` where nobody has told, which isn't that nobody came."""
    told = event.participants is not None or bool(event.attendance)
    return count_of(event) if told else None


def themes(programme: Programme) -> list[Theme]:
    """How a programme affects the horizontal themes, in the order of their list."""
    value: Any = fields_of(Programme)["themes"].value
    order = {each.id: at for at, each in enumerate(codes(THEMES))}
    found: dict[str, Theme] = {}
    for stored in programme.themes or []:
        row = value.row(stored)
        if row["theme"] and row["theme"] not in found:
            found[row["theme"]] = Theme(
                row["theme"], row["direct"], row["indirect"], row["note"] or {}
            )
    return sorted(found.values(), key=lambda each: order.get(each.theme, len(order)))


def programmes(session: Session, day: date) -> list[tuple[str, LanguageText]]:
    """The programmes in use by id: those that run first, then the latest that began."""
    query = select(Programme.id, Programme.name, Programme.starts_on, Programme.ends_on).where(
        Programme.deleted_at.is_(None)
    )

    def place(each: Any) -> tuple[bool, int, str]:
        over = each.ends_on is not None and each.ends_on < day
        begun = each.starts_on.toordinal() if each.starts_on else 0
        return over, -begun, each.id

    return [(each.id, each.name or {}) for each in sorted(session.execute(query), key=place)]
