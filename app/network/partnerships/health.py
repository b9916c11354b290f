"""The yearly health check of a partnership: asked, compared with the year before, and when it is due."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.core import editing
from app.core.change import Changes
from app.core.codes import codes
from app.core.days import still_to_come
from app.core.fault import InvalidFields
from app.core.record import new_id, today
from app.core.room import Matter
from app.core.text import _l
from app.network.partnerships import rules
from app.network.partnerships.records import ACTIVITY, EVALUATION, HealthCheck, Partnership

LIST = "network_health"
MOST_MATTERS = 20


def statements() -> list[tuple[str, Mapping[str, str]]]:
    """The statements that are asked, each its id and its words by language."""
    return [(each.id, each.names) for each in codes(LIST)]


def of(session: Session, partnership_id: str) -> list[HealthCheck]:
    """The health checks of a partnership, the latest first."""
    query = (
        select(HealthCheck)
        .where(HealthCheck.partnership_id == partnership_id, HealthCheck.deleted_at.is_(None))
        .order_by(HealthCheck.made_on.desc(), HealthCheck.id.desc())
    )
    return list(session.scalars(query))


def was_asked(session: Session, partnership_id: str) -> bool:
    """Whether the members have been asked how a partnership is doing."""
    return bool(of(session, partnership_id))


def make(session: Session, partnership_id: str, values: Mapping[str, Any]) -> Changes:
    """Keep a health check; ``result`` is its id.

    ``scores`` maps a statement to its score and the note on it; ``task`` is what is to be done about it,
    which becomes a task of the partnership.

    Raises:
        InvalidFields: nothing was scored, or a value can't be accepted.
        Missing: there is no such partnership.
    """
    partnership = editing.find(session, Partnership, partnership_id)
    scores: Mapping[str, tuple[int | None, str]] = values["scores"]
    if not any(score is not None for score, _note in scores.values()):
        raise InvalidFields({"scores": _l("Give at least one statement a number.")})
    rows = [
        {"id": new_id(), "statement": statement, "score": score, "note": note}
        for statement, (score, note) in scores.items()
    ]
    if problems := still_to_come(values, None, ("made_on",), today()):
        raise InvalidFields(problems)
    todo = (values.get("note") or "").strip()
    made = editing.add(
        session,
        HealthCheck,
        {
            "partnership_id": partnership_id,
            "made_on": values.get("made_on") or today(),
            "answered": values.get("answered"),
            "scores": rows,
            "note": todo,
        },
    ).result
    if todo and values.get("as_task"):
        source = tasks.Source(Partnership.kind.name, partnership_id, made, partnership.title())
        tasks.add_from(session, source, {"what": todo[:600], "due": values.get("due")})
    name = dict(partnership.title())
    return Changes(_l("Kept the health check of “{name}”", name=name), made)


def compared(
    session: Session, partnership_id: str
) -> tuple[HealthCheck, list[rules.Compared]] | None:
    """The last health check with the one before it, ``None`` when none has been made."""
    made = of(session, partnership_id)
    if not made:
        return None
    before = made[1].scores if len(made) > 1 else ()
    return made[0], rules.compared(made[0].scores, before)


def due(session: Session, partnership: Partnership) -> date | None:
    """When the members should be asked again; ``None`` while it isn't at work."""
    if partnership.owner_id or partnership.stage not in {ACTIVITY, EVALUATION}:
        return None
    days = [each.made_on for each in of(session, partnership.id) if each.made_on]
    return rules.health_due(days, partnership.starts_on or partnership.agreed_on)


def matters(session: Session, day: date) -> Iterator[Matter]:
    """Partnerships whose members haven't been asked for a year."""
    last = (
        select(func.max(HealthCheck.made_on))
        .where(HealthCheck.partnership_id == Partnership.id, HealthCheck.deleted_at.is_(None))
        .scalar_subquery()
    )
    begun = func.coalesce(last, Partnership.starts_on, Partnership.agreed_on).label("begun")
    year_ago = rules.year_before(day)
    waiting = (
        select(Partnership, last)
        .where(
            Partnership.deleted_at.is_(None),
            Partnership.owner_id == "",
            Partnership.stage.in_((ACTIVITY, EVALUATION)),
            begun <= year_ago.isoformat(),
        )
        .order_by(begun, Partnership.id)
        .limit(MOST_MATTERS)
    )
    for each, made in session.execute(waiting):
        begin = each.starts_on or each.agreed_on
        yield Matter(
            kind=Partnership.kind.name,
            record_id=each.id,
            title=_l("Ask how the network is doing: {name}", name=dict(each.title())),
            advice=_l("A year has passed. Ten statements, half an hour together."),
            due=rules.health_due([made] if made else [], begin),
            tone="watch",
        )
