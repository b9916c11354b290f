"""What can be done with signals of the future: take Sitra's megatrends, look at one again, see what waits."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.codes import Code, codes
from app.core.fault import Refusal
from app.core.record import today
from app.core.room import Matter
from app.core.text import _l, _n, current_language
from app.worksheets.foresight.records import MEGATREND, REVIEW_MONTHS, Signal

MOST_MATTERS = 10
LIST = "megatrends"
AT_LEAST_DAYS = 28
"""Nothing is to be looked at again sooner than this: the shortest time is a month."""


def due(signal: Signal) -> date | None:
    """When a signal should be looked at again."""
    if signal.reviewed_on is None:
        return None
    return signal.reviewed_on + relativedelta(months=signal.review_months or REVIEW_MONTHS)


def is_due() -> ColumnElement[bool]:
    """The signals that are to be looked at again today, for a list; the same days as :func:`due` gives."""
    months = func.coalesce(Signal.review_months, REVIEW_MONTHS)
    again = func.date(Signal.reviewed_on, func.printf("+%d months", months), "floor")
    return and_(Signal.reviewed_on.is_not(None), again <= func.date("now", "localtime"))


def edition_of(code: str) -> Code | None:
    """The megatrend with a code, from any edition."""
    return codes(LIST).get(code) if code else None


def must_be_checked(code: str) -> bool:
    """Whether the wording of a megatrend is told from memory, and is to be checked where it was published."""
    found = edition_of(code)
    return found is not None and found.extra.get("check") == "yes"


def newest_edition() -> list[Code]:
    """The megatrends of the newest edition."""
    edition = max(each.extra["edition"] for each in codes(LIST))
    return [each for each in codes(LIST) if each.extra["edition"] == edition]


def megatrend_values(code: Code) -> dict[str, Any]:
    """What the library says of a megatrend to begin with."""
    return {
        "name": code.label(current_language()),
        "sort": MEGATREND,
        "source": _l("Sitra: Megatrends {edition}", edition=code.extra["edition"]).say(),
        "seen_on": date.fromisoformat(code.extra["published"]),
        "reviewed_on": today(),
        "code": code.id,
    }


def take_megatrends(session: Session) -> Changes:
    """Add Sitra's newest megatrends to the library, those that aren't there yet; ``result`` is one's id.

    Raises:
        Refusal: all of them are there.
    """
    known = set(session.scalars(select(Signal.code).where(Signal.deleted_at.is_(None))))
    made = [
        editing.add(session, Signal, megatrend_values(each)).result
        for each in newest_edition()
        if each.id not in known
    ]
    if not made:
        raise Refusal(_l("Sitra's newest megatrends are all in the library already."))
    return Changes(_n("Added {count} megatrend", "Added {count} megatrends", len(made)), made[0])


def look_again(session: Session, signal_id: str) -> Changes:
    """Note that a signal was looked at today."""
    editing.change(session, Signal, signal_id, {"reviewed_on": today()})
    name = editing.find(session, Signal, signal_id).name
    return Changes(_l("Looked at “{name}” again", name=name), signal_id)


def matters(session: Session, day: date) -> Iterator[Matter]:
    """Signals that nobody has looked at for long."""
    statement = (
        select(Signal)
        .where(
            Signal.deleted_at.is_(None),
            Signal.reviewed_on <= day - timedelta(days=AT_LEAST_DAYS),
        )
        .order_by(Signal.reviewed_on, Signal.id)
    )
    found = 0
    for each in session.scalars(statement):
        when = due(each)
        if when is None or when > day:
            continue
        found += 1
        if found > MOST_MATTERS:
            return
        yield Matter(
            kind="signal",
            record_id=each.id,
            title=_l("Look at this signal again: {name}", name=each.name),
            advice=_l("Has it become stronger? Write what it means for you now."),
            due=when,
            tone="plain",
        )
