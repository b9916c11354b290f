"""What an office can count from its own records for an indicator, for a person to look at and take over.

Of people only the number is ever kept: neither names nor contracts go into a value. Each thing counts by one
day, so that no two periods count it:

* a service product on the day when it first became productised, a service path when it was made;
* a network on the day when it was agreed, else when it began, else when it was written down;
* an experiment on its last day, once it has ended;
* a new job and a permanent contract as the view of permanence counts them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.history import CREATED, Action, Change
from app.core.text import LanguageText, Text, _l, _n
from app.employment.permanence import actions as permanence
from app.network.partnerships.records import (
    ACTIVITY,
    AGREEMENT,
    ENDED,
    EVALUATION,
    NETWORK,
    Partnership,
)
from app.organisation.actions import own
from app.programmes.records import Indicator, IndicatorValue
from app.programmes.rules import COUNTABLE, Period
from app.programmes.wording import number_words
from app.services.records import ServicePath, ServiceProduct
from app.worksheets.sheets.experiments import experiments

READY = ("productised", "certified")
FOUNDED = (AGREEMENT, ACTIVITY, EVALUATION, ENDED)
Dated = tuple[date, LanguageText]
"""A day, and what is counted on it."""


@dataclass(frozen=True)
class Counted:
    """What was found for a measure in a period.

    Attributes:
        number: how many; ``things`` names them where they aren't people.
        source: where it comes from, in words that stay with the value.
        note: what couldn't be counted, if anything.
    """

    number: Decimal
    source: Text
    things: Sequence[LanguageText] = ()
    note: Text | None = None


@dataclass(frozen=True)
class Suggestion:
    """A number for an indicator.

    Attributes:
        before: what was taken over for the same days; it is replaced.
        covered: other days that meet these and have been counted already, ``None`` when there are none.
    """

    indicator_id: str
    name: LanguageText
    counted: Counted
    before: Decimal | None = None
    covered: Period | None = None

    @property
    def fresh(self) -> bool:
        """Whether it can be taken over and says something new."""
        return self.covered is None and self.before != self.counted.number


def _in(period: Period, dated: Sequence[Dated]) -> list[LanguageText]:
    return [name for day, name in sorted(dated, key=lambda each: each[0]) if period.holds(day)]


def _listed(things: Sequence[LanguageText], source: Text, note: Text | None = None) -> Counted:
    return Counted(Decimal(len(things)), source, things, note)


def _products(session: Session) -> list[Dated]:
    said = case(
        (Change.field == CREATED, func.json_extract(Change.new, "$.stage")),
        else_=func.json_extract(Change.new, "$"),
    )
    became = (
        select(Change.record_id, func.min(Action.at).label("at"))
        .join(Action, Action.id == Change.action_id)
        .where(
            Change.kind == ServiceProduct.kind.name,
            Change.field.in_((CREATED, "stage")),
            said.in_(READY),
        )
        .group_by(Change.record_id)
        .subquery()
    )
    query = (
        select(ServiceProduct.name, became.c.at, ServiceProduct.created_at)
        .outerjoin(became, became.c.record_id == ServiceProduct.id)
        .where(ServiceProduct.deleted_at.is_(None), ServiceProduct.stage.in_(READY))
    )
    return [
        ((at or created).astimezone().date(), name or {})
        for name, at, created in session.execute(query)
    ]


def _paths(session: Session) -> list[Dated]:
    query = select(ServicePath.name, ServicePath.created_at)
    return [
        (created.astimezone().date(), name or {})
        for name, created in session.execute(query.where(ServicePath.deleted_at.is_(None)))
    ]


def _networks(session: Session) -> list[Dated]:
    query = select(Partnership).where(
        Partnership.deleted_at.is_(None),
        Partnership.owner_id == "",
        Partnership.form == NETWORK,
        Partnership.stage.in_(FOUNDED),
    )
    return [
        (
            each.agreed_on or each.starts_on or each.created_at.astimezone().date(),
            each.name or {},
        )
        for each in session.scalars(query)
    ]


def _experiments(session: Session, period: Period, day: date) -> Counted:
    ended = [each for each in experiments(session, day) if each.state == "ended"]
    dated = [(each.end or each.begin, {"fi": each.name}) for each in ended]
    known = [(at, name) for at, name in dated if at is not None]
    left = len(dated) - len(known)
    note = (
        _n(
            "{count} experiment has no days and isn’t counted.",
            "{count} experiments have no days and aren’t counted.",
            left,
        )
        if left
        else None
    )
    return _listed(_in(period, known), _l("Experiments that have ended"), note)


def _work(session: Session, period: Period, name: str, source: Text) -> Counted:
    found = permanence.indicators(session, period.first, period.last)
    return Counted(found[name], source)


COUNTERS: dict[str, Callable[[Session, Period, date], Counted]] = {
    "products": lambda session, period, _day: _listed(
        _in(period, _products(session)), _l("Services that became productised")
    ),
    "paths": lambda session, period, _day: _listed(
        _in(period, _paths(session)), _l("Service paths that were made")
    ),
    "offers": lambda session, period, _day: _listed(
        _in(period, [*_products(session), *_paths(session)]),
        _l("Services that became productised, and service paths that were made"),
    ),
    "networks": lambda session, period, _day: _listed(
        _in(period, _networks(session)), _l("Networks that were agreed")
    ),
    "experiments": _experiments,
    "jobs": lambda session, period, _day: _work(
        session, period, "new_jobs", _l("People who began to work here for the first time")
    ),
    "permanent": lambda session, period, _day: _work(
        session, period, "permanent_contracts", _l("Permanent contracts that began")
    ),
}
assert set(COUNTERS) == COUNTABLE


def suggest(session: Session, programme_id: str, period: Period, day: date) -> list[Suggestion]:
    """What the records of this office say of a programme's indicators in a period, up to a day."""
    query = select(Indicator).where(
        Indicator.programme_id == programme_id,
        Indicator.deleted_at.is_(None),
        Indicator.measure.in_(COUNTABLE),
    )
    past = Period(period.first, min(period.last, day))
    found: list[Suggestion] = []
    counted: dict[str, Counted] = {}
    for each in session.scalars(query.order_by(Indicator.id)):
        if each.measure not in counted:
            counted[each.measure] = COUNTERS[each.measure](session, past, day)
        before, covered = _taken(session, each.id, period)
        found.append(
            Suggestion(
                each.id,
                each.name or {},
                counted[each.measure],
                before.value if before else None,
                covered,
            )
        )
    return found


def _taken(
    session: Session, indicator_id: str, period: Period
) -> tuple[IndicatorValue | None, Period | None]:
    """What this office has counted for the same days, and other counted days that meet them."""
    query = select(IndicatorValue).where(
        IndicatorValue.indicator_id == indicator_id,
        IndicatorValue.deleted_at.is_(None),
        IndicatorValue.owner_id == "",
        IndicatorValue.counted.is_(True),
        IndicatorValue.to_day.is_not(None),
    )
    same, covered = None, None
    for each in session.scalars(query.order_by(IndicatorValue.to_day, IndicatorValue.id)):
        assert each.to_day is not None
        first = each.from_day or each.to_day
        if (first, each.to_day) == (period.first, period.last):
            same = each
        elif covered is None and period.meets(Period(first, each.to_day)):
            covered = Period(first, each.to_day)
    return same, covered


def take_over(
    session: Session, programme_id: str, indicator_ids: Sequence[str], period: Period, day: date
) -> Changes:
    """Keep counted numbers as values of this office: the number and where it comes from, and nothing else.

    Raises:
        Refusal: days that meet these have been counted already.
    """
    organisation = own(session)
    wanted = [
        each
        for each in suggest(session, programme_id, period, day)
        if each.indicator_id in indicator_ids
    ]
    for each in wanted:
        if each.covered:
            raise Refusal(covered_words(each.covered))
        values = {"value": each.counted.number, "source": each.counted.source.say()}
        before, _other = _taken(session, each.indicator_id, period)
        if before:
            editing.change(session, IndicatorValue, before.id, values)
            continue
        told = {
            **values,
            "indicator_id": each.indicator_id,
            "organisation": dict(organisation.name) if organisation else {},
            "from_day": period.first,
            "to_day": period.last,
            "counted": True,
        }
        editing.add(session, IndicatorValue, told)
    return Changes(
        _n("Took over {count} value", "Took over {count} values", len(wanted)),
        [each.indicator_id for each in wanted],
    )


def covered_words(covered: Period) -> Text:
    """Why numbers of some days can't be taken over."""
    return _l(
        "The days {first}–{last} have been counted already. Choose days after or before them.",
        first=covered.first,
        last=covered.last,
    )


def before_words(before: Decimal) -> Text:
    """What was taken over for the same days."""
    return _l("Taken over before: {number}", number=number_words(before))
