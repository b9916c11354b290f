"""What can be done with programmes: set one up, tell a value, see what waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.room import Matter
from app.core.text import Text, _l, languages
from app.organisation.actions import own
from app.programmes import rules
from app.programmes.records import (
    MEASURES,
    OTHER,
    Indicator,
    IndicatorValue,
    Objective,
    Programme,
)
from app.programmes.rules import Period
from app.programmes.wording import days_words, period_words

LABELS: Mapping[str, Text] = dict(MEASURES)
MOST_SHOWN = 60
"""Letters of a name that are repeated in a refusal."""


@dataclass(frozen=True)
class NewIndicator:
    """An indicator to be made; ``objective`` is the number of its objective, 0 for the whole programme.

    A blank name is that of what is measured, in every language.
    """

    objective: int
    measure: str
    name: str = ""
    target: Decimal | None = None


def set_up(
    session: Session,
    programme_id: str,
    values: Mapping[str, Any],
    objectives: Sequence[str],
    indicators: Sequence[NewIndicator],
    language: str,
) -> Changes:
    """Make or complete a programme with its objectives and indicators; ``result`` is its id.

    Objectives get the numbers after those that are there.

    Raises:
        InvalidFields: a value of the programme can't be accepted.
        Refusal: an objective or an indicator can't.
    """
    if programme_id:
        made = programme_id
        if editing.find(session, Programme, made).kept_by():
            raise Refusal(_l("Only the organisation that keeps the programme sets it up."))
    else:
        made = editing.add(session, Programme, values).result
    numbers = _numbers(session, made)
    last = max(numbers, default=0)
    for at, name in enumerate(objectives, start=last + 1):
        told = {"programme_id": made, "number": at, "name": {language: name}}
        numbers[at] = _add(session, Objective, told, name)
    for each in indicators:
        told = {
            "programme_id": made,
            "objective_id": numbers.get(each.objective),
            "measure": each.measure,
            "name": _named(each, language),
            "target": each.target,
        }
        _add(session, Indicator, told, each.name or LABELS[each.measure].say())
    title = editing.find(session, Programme, made).title()
    return Changes(_l("Set up “{title}”", title=dict(title)), made)


def _named(each: NewIndicator, language: str) -> dict[str, str]:
    if each.name.strip():
        return {language: each.name.strip()}
    if each.measure == OTHER:
        raise Refusal(_l("Give each indicator that measures something else a name."))
    return {code: LABELS[each.measure].say(code) for code in languages()}


def _add(session: Session, record: type[Any], values: Mapping[str, Any], name: str) -> str:
    try:
        return editing.add(session, record, values).result
    except InvalidFields as fault:
        short = name if len(name) <= MOST_SHOWN else f"{name[: MOST_SHOWN - 1]}…"
        raise Refusal(_l("“{name}”: {problem}", name=short, problem=fault.told)) from fault


def _numbers(session: Session, programme_id: str) -> dict[int, str]:
    query = select(Objective.number, Objective.id).where(
        Objective.programme_id == programme_id, Objective.deleted_at.is_(None)
    )
    return {number: record_id for number, record_id in session.execute(query) if number}


def add_value(session: Session, values: Mapping[str, Any]) -> Changes:
    """Tell a value; without an organisation it is this office's own, and its last day is one of the programme's.

    Raises:
        InvalidFields: something of it can't be accepted.
    """
    told = dict(values)
    organisation = own(session)
    if not told.get("organisation") and organisation:
        told["organisation"] = dict(organisation.name)
    made = editing.add(session, IndicatorValue, told)
    indicator = editing.find(session, Indicator, told["indicator_id"])
    _refuse_outside(session.get(Programme, indicator.programme_id or ""), told["to_day"])
    return Changes(_l("Added a value to “{title}”", title=dict(indicator.title())), made.result)


def _refuse_outside(programme: Programme | None, day: date) -> None:
    if programme is None or programme.starts_on is None:
        return
    if not Period(programme.starts_on, programme.ends_on or date.max).holds(day):
        days = days_words(programme.starts_on, programme.ends_on)
        words = _l(
            "The programme’s days are {days}. A value of another day isn’t counted.", days=days
        )
        raise InvalidFields({"to_day": words})


def add_example(session: Session, day: date) -> Changes:
    """Add a small programme to look at, around a day; ``result`` is its id."""
    begins = day.replace(month=1, day=1)
    values = {
        "name": {
            "fi": "Esimerkki: Kotona hyvin",
            "en": "An example: Well at home",
        },
        "purpose": {
            "fi": "Kolme yritystä kehittää yhdessä kotiin vietäviä palveluja.",
            "en": "Three enterprises develop services that are brought home.",
        },
        "starts_on": begins,
        "ends_on": begins.replace(year=begins.year + 2),
    }
    made = editing.add(session, Programme, values).result
    name = {"fi": "Palvelut ovat asiakkaalle selkeitä", "en": "Services are clear to the client"}
    aim = editing.add(session, Objective, {"programme_id": made, "number": 1, "name": name}).result
    for measure, target in (("events", 6), ("participants", 90), ("offers", 4)):
        told = {
            "programme_id": made,
            "objective_id": aim,
            "measure": measure,
            "name": {code: LABELS[measure].say(code) for code in languages()},
            "target": Decimal(target),
        }
        editing.add(session, Indicator, told)
    return Changes(_l("Added an example"), made)


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Programmes that end soon, and half-years of which an office that takes part has told nothing."""
    query = select(Programme).where(
        Programme.deleted_at.is_(None),
        Programme.starts_on <= day,
        (Programme.ends_on.is_(None)) | (Programme.ends_on >= day - rules.CLOSING),
    )
    for programme in session.scalars(query.order_by(Programme.ends_on, Programme.id)):
        assert programme.starts_on is not None
        name = dict(programme.title())
        if rules.ends_soon(programme.ends_on, day) and not programme.kept_by():
            assert programme.ends_on is not None
            over = programme.ends_on < day
            yield Matter(
                Programme.kind.name,
                programme.id,
                _l("“{name}” has ended", name=name) if over else _l("“{name}” ends", name=name),
                _l("Collect the last values and make the report."),
                programme.ends_on,
                "watch",
            )
        last = programme.ends_on or date.max
        counted, told = _told(session, programme.id)
        takes_part = (
            bool(told) or not programme.kept_by()
        )  # nobody owes numbers to a programme of others
        half = (
            rules.half_without(Period(programme.starts_on, last), told, day)
            if counted and takes_part
            else None
        )
        if half:
            yield Matter(
                Programme.kind.name,
                programme.id,
                _l("“{name}”: no values for {period}", name=name, period=period_words(half)),
                _l("Count them from your records or write them down."),
                tone="watch",
            )


def _told(session: Session, programme_id: str) -> tuple[int, list[date]]:
    """How many indicators of a programme people tell values of, and of which days this office has told."""
    indicators = session.scalar(
        select(func.count())
        .select_from(Indicator)
        .where(
            Indicator.programme_id == programme_id,
            Indicator.deleted_at.is_(None),
            Indicator.measure.not_in(("events", "participants")),
        )
    )
    days = session.scalars(
        select(IndicatorValue.to_day)
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .where(
            Indicator.programme_id == programme_id,
            Indicator.deleted_at.is_(None),
            IndicatorValue.deleted_at.is_(None),
            IndicatorValue.owner_id == "",
            IndicatorValue.to_day.is_not(None),
        )
    )
    return indicators or 0, [each for each in days if each]
