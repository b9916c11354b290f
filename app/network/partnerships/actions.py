"""What can be done with partnerships: found one, see who is in it, move it on, see what waits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.codes import codes
from app.core.fault import InvalidFields, Refusal
from app.core.field import values_of
from app.core.record import new_id, today
from app.core.room import Matter
from app.core.text import Text, _l, pick
from app.network.partnerships import health, meetings, naming, rules, twins, wording
from app.network.partnerships.records import ENDED, IDEA, LEAD, MEMBER, Partnership
from app.organisation.actions import own

MOST_MATTERS = 20
LONGEST_NAME = 120
STEPS = "network_steps"


# Reading


def members(session: Session, partnership: Partnership) -> list[rules.Member]:
    """All who are or were members of a partnership."""
    rows = partnership.members or ()
    return rules.members_of(rows, naming.of_rows(session, rows))


def has_agreement(session: Session, partnership_id: str) -> bool:
    """Whether this office keeps a partnership, and so knows what was agreed in it."""
    return not editing.find(session, Partnership, partnership_id).owner_id


def steps_of(stage: str) -> list[tuple[str, Mapping[str, str]]]:
    """The steps of a stage: each its id and its words by language."""
    return [(each.id, each.names) for each in codes(STEPS) if each.parent == stage]


# Founding and writing


def found(session: Session, values: Mapping[str, Any]) -> Changes:
    """Found a partnership with us as its leading member; ``result`` is its id.

    ``known`` are the ids of organisations that are in it, ``others`` the names of further ones, a line each.

    Raises:
        InvalidFields: a value can't be accepted, or others have founded nearly the same.
    """
    us = own(session)
    rows = []
    if us is not None:
        rows.append(member_row(us.id, pick(us.name), LEAD))
    names = naming.names(session, values.get("known") or ())
    rows += [member_row(each, names.get(each, "")) for each in values.get("known") or ()]
    here = {row["name"].casefold() for row in rows}
    for line in (values.get("others") or "").split("\n"):
        name = line.strip()
        if len(name) > LONGEST_NAME:
            raise InvalidFields(
                {
                    "others": _l(
                        "“{start}…” is longer than {most} letters. Write one name on each line.",
                        start=name[:40],
                        most=LONGEST_NAME,
                    )
                }
            )
        if name and name.casefold() not in here:
            here.add(name.casefold())
            rows.append(member_row(None, name))
    given = {name: value for name, value in values.items() if name not in {"known", "others"}}
    made = save_new(session, {**given, "members": rows}).result
    title = editing.find(session, Partnership, made).title()
    return Changes(_l("Founded “{title}”", title=dict(title)), made)


def member_row(organisation_id: str | None, name: str, role: str = MEMBER) -> dict[str, Any]:
    """A row of a member that joins today, in Finland unless somebody says otherwise."""
    return {
        "id": new_id(),
        "organisation_id": organisation_id,
        "name": name[:LONGEST_NAME],
        "role": role,
        "country": "FI",
        "language": "fi",
        "joined_on": today().isoformat(),
        "left_on": None,
    }


def save_new(session: Session, values: Mapping[str, Any]) -> Changes:
    """Add a partnership from the form; others of the network read who is in it."""
    return editing.add(session, Partnership, _named(session, values))


def save(session: Session, record_id: str, values: Mapping[str, Any]) -> Changes:
    """Change a partnership from the form; others of the network read who is in it."""
    return editing.change(session, Partnership, record_id, _named(session, values))


def _named(session: Session, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the names of organisations written out: their ids mean nothing in another office."""
    rows: Sequence[Mapping[str, Any]] | None = values.get("members")
    if not rows:
        return dict(values)
    names = naming.of_rows(session, rows)
    written = [
        {
            **row,
            "name": (names.get(row.get("organisation_id") or "") or row.get("name") or "")[:120],
        }
        for row in rows
    ]
    return {**values, "members": written}


def add_member(session: Session, record_id: str, values: Mapping[str, Any]) -> Changes:
    """Add a member to a partnership; ``values`` are those of a row.

    Raises:
        InvalidFields: it isn't said who, or it is a member already.
    """
    partnership = editing.find(session, Partnership, record_id)
    names = _named(session, {"members": [values]})["members"]
    name = (names[0].get("name") or "").strip()
    if not name:
        raise InvalidFields({"name": _l("Choose an organisation you know, or write the name.")})
    here = {each.name.casefold() for each in rules.present(members(session, partnership), today())}
    if name.casefold() in here:
        raise InvalidFields({"name": _l("{name} is a member already.", name=name)})
    joined = values.get("joined_on") or today()
    row = {
        **member_row(values.get("organisation_id"), name, values.get("role") or MEMBER),
        "country": values.get("country") or "FI",
        "language": values.get("language") or "",
        "joined_on": joined.isoformat(),
    }
    editing.change(session, Partnership, record_id, {"members": [*partnership.members, row]})
    return Changes(_l("{name} has joined", name=name), record_id)


def has_left(session: Session, record_id: str, values: Mapping[str, Any]) -> Changes:
    """Note that a member (``who``, a row) has left, on which day (``left_on``) and why; it stays in the history.

    Raises:
        InvalidFields: it left before it joined.
    """
    partnership = editing.find(session, Partnership, record_id)
    member = next(each for each in members(session, partnership) if each.row_id == values["who"])
    left = values.get("left_on") or today()
    if member.joined_on and left < member.joined_on:
        raise InvalidFields({"left_on": _l("It joined on {day}.", day=member.joined_on)})
    rows = [
        {**row, "left_on": left.isoformat()} if row.get("id") == member.row_id else dict(row)
        for row in partnership.members
    ]
    departure = {
        "id": new_id(),
        "who": member.name[:120],
        "left_on": left.isoformat(),
        "why": values.get("why") or "",
    }
    changed = {"members": rows, "departures": [*partnership.departures, departure]}
    editing.change(session, Partnership, record_id, changed)
    if left > today():
        return Changes(_l("{name} leaves on {day}", name=member.name, day=left), record_id)
    return Changes(_l("{name} has left", name=member.name), record_id)


# The founding model


def tick(session: Session, record_id: str, step: str, *, done: bool) -> Changes:
    """Mark a step done, or not done after all."""
    partnership = editing.find(session, Partnership, record_id)
    rest = [each for each in partnership.steps_done if each != step]
    editing.change(session, Partnership, record_id, {"steps_done": [*rest, step] if done else rest})
    code = codes(STEPS).get(step)
    words = dict(code.names) if code else {"fi": step, "en": step}
    told = _l("Done: {name}", name=words) if done else _l("Not done yet: {name}", name=words)
    return Changes(told, record_id)


def go_on(session: Session, record_id: str) -> Changes:
    """Take a partnership to its next stage: a person decides that, whatever is missing.

    Raises:
        Refusal: it is at the last one.
    """
    partnership = editing.find(session, Partnership, record_id)
    after = rules.next_stage(partnership.stage or IDEA)
    if not after:
        raise Refusal(_l("This is the last stage. Ask the members how it is doing once a year."))
    editing.change(session, Partnership, record_id, {"stage": after})
    stage = wording.stage_words(after)
    words = _l("“{name}” is now at the stage: {stage}", name=dict(partnership.title()), stage=stage)
    return Changes(words, record_id)


def end(session: Session, record_id: str, values: Mapping[str, Any]) -> Changes:
    """Note that a partnership has ended, on which day (``ends_on``).

    Until a day that is still to come it goes on as before, and is brought up when that day is near.

    Raises:
        InvalidFields: it ended before it began.
    """
    last = values.get("ends_on")
    coming = last is not None and last > today()
    changed = values if coming else {**values, "stage": ENDED}
    editing.change(session, Partnership, record_id, changed)
    name = editing.find(session, Partnership, record_id).title()
    if coming:
        return Changes(_l("“{name}” ends on {day}", name=dict(name), day=last), record_id)
    return Changes(_l("“{name}” has ended", name=dict(name)), record_id)


def lacking(partnership: Partnership) -> list[Text]:
    """What one would expect before the next stage."""
    return rules.lacking(partnership.stage or IDEA, values_of(partnership), today())


# What waits


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Agreements to be looked at or ending, meetings, health checks, and what others have founded too."""
    yield from _agreements(session, day)
    yield from meetings.matters(session, day)
    yield from health.matters(session, day)
    for number, (ours, theirs) in enumerate(twins.pairs(session)):
        if number >= MOST_MATTERS:
            return
        yield Matter(
            kind="partnership",
            record_id=ours.id,
            title=_l("Founded twice: {name}", name=dict(ours.title())),
            advice=_l(
                "{who} has founded “{name}”. Talk with them, and decide which of the two goes on.",
                who=wording.keeper(session, theirs.owner_id),
                name=dict(theirs.title()),
            ),
            tone="watch",
        )


def _agreements(session: Session, day: date) -> Iterator[Matter]:
    ours = (
        select(Partnership)
        .where(
            Partnership.deleted_at.is_(None),
            Partnership.owner_id == "",
            Partnership.stage != ENDED,
            (Partnership.review_on <= day + timedelta(days=rules.REVIEW_DAYS))
            | (Partnership.ends_on <= day + timedelta(days=rules.END_DAYS)),
        )
        .order_by(Partnership.review_on, Partnership.id)
        .limit(MOST_MATTERS)
    )
    for each in session.scalars(ours):
        for title, advice, due, before in (
            (
                _l("Look at the agreement together: {name}", name=dict(each.title())),
                _l("Go through what has changed, and set the next day."),
                each.review_on,
                rules.REVIEW_DAYS,
            ),
            (
                _l("The agreement ends: {name}", name=dict(each.title())),
                _l("Renew it, or note that it has ended."),
                each.ends_on,
                rules.END_DAYS,
            ),
        ):
            if rules.near_day(due, day, before):
                tone = "bad" if due and due < day else "watch"
                yield Matter("partnership", each.id, title, advice, due, tone)
