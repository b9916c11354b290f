"""When a pulse falls: it waits until an A3 has been begun from it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.format import show_places
from app.core.room import Matter
from app.core.text import LanguageText, Text, _l
from app.worksheets.chains import actions as chains
from app.worksheets.chains.records import Link
from app.worksheets.pulse import actions, rules
from app.worksheets.pulse.records import PulseAnswer
from app.worksheets.pulse.rules import ENPS, Fall
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types.own import type_with
from app.worksheets.types.rules import WorksheetType

A3 = "a3"
MINUS = "−"


def suggest_a3(session: Session, sheet_id: str) -> Changes:
    """Begin an A3 from what has fallen, its background and present state filled in; ``result`` is its id.

    Raises:
        Refusal: nothing has fallen, or one was begun already.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    found = actions.falls(session, sheet_id)
    if not found:
        raise Refusal(_l("Nothing has clearly fallen from the round before."))
    if a3_of(session, sheet_id):
        raise Refusal(_l("An A3 has been begun from this round already."))
    type_ = actions.type_of(session, sheet_id)
    earlier = actions.before(actions.rounds(session, sheet.type_key), sheet_id)
    assert earlier
    first = said_of(type_, found[0].key)
    values = {"type_key": A3, "owner": sheet.owner}
    values["name"] = _l("How work feels: {what}", what=first).say()[:160]
    made = sheets.begin(session, values).result
    background = _l(
        "The wellbeing pulse “{now}” shows a fall from the round before, “{before}”. {count} people "
        "answered, without names.",
        now=sheet.name,
        before=earlier.name,
        count=actions.results(session, sheet_id).count,
    )
    lines = [fall_words(type_, each).say() for each in found]
    sheets.set_value(session, made, "background", background.say())
    sheets.set_value(session, made, "current", "\n".join(lines))
    kind = Worksheet.kind.name
    chains.connect(session, (kind, sheet_id), (kind, made), why=lines[0][:300])
    return Changes(_l("Began an A3 from the pulse “{name}”", name=sheet.name), made)


def a3_of(session: Session, sheet_id: str) -> str:
    """The id of the A3 that a round has led to, ``""`` when there is none."""
    statement = (
        select(Worksheet.id)
        .join(Link, Link.to_id == Worksheet.id)
        .where(
            Link.from_id == sheet_id,
            Link.deleted_at.is_(None),
            Worksheet.deleted_at.is_(None),
            Worksheet.type_key == A3,
        )
    )
    return session.scalar(statement.limit(1)) or ""


def said_of(type_: WorksheetType, key: str) -> LanguageText | Text:
    """What a question is called."""
    field = type_.field(key)
    return dict(field.label) if field else _l("Recommending index (eNPS)")


def fall_words(type_: WorksheetType, fall: Fall) -> Text:
    """What has fallen, from what to what, its numbers written as they are now."""
    return _l(
        "{what}: {now}, the round before {before}",
        what=said_of(type_, fall.key),
        now=number_words(fall.key, fall.now),
        before=number_words(fall.key, fall.before),
    )


def number_words(key: str, number: Decimal) -> str:
    """A mean or the figure of recommending, written now; the latter with its sign."""
    if key == ENPS:
        return f"{int(number):+d}".replace("-", MINUS) if number else "0"
    return show_places(number, 1)


def matters(session: Session, _day: date) -> Iterator[Matter]:
    """What has fallen in the latest round, while no A3 has been begun from it."""
    answered = select(PulseAnswer.sheet_id).distinct()
    kinds = select(Worksheet.type_key).where(
        Worksheet.id.in_(answered), Worksheet.deleted_at.is_(None)
    )
    for type_key in session.scalars(kinds.distinct().order_by(Worksheet.type_key)):
        shown = [each for each in actions.rounds(session, type_key) if each.result.shown]
        if len(shown) < 2 or a3_of(session, shown[-1].sheet_id):  # noqa: PLR2004
            continue
        found = rules.falls(shown[-2].result, shown[-1].result)
        if not found:
            continue
        type_ = type_with(session, type_key)
        yield Matter(
            kind=Worksheet.kind.name,
            record_id=shown[-1].sheet_id,
            title=_l("Wellbeing at work has fallen: {what}", what=said_of(type_, found[0].key)),
            advice=_l("Look at the results together, and begin an A3 of one thing."),
            tone="watch",
        )
