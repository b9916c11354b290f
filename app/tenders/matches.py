"""Which watches find which notices: kept up with each change, and asked for one notice or for what waits.

:func:`note` follows the history (``core.history.follow``): whether a notice is found by any watch in use
is written beside it in the transaction that changed the notice or a watch, also by undo and import.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core import history
from app.core.codes import codes
from app.tenders import watching
from app.tenders.records import TenderNotice, TenderWatch
from app.tenders.watching import Found, Match, Notice, Watch

BATCH = 500
"""So many ids are named in one statement."""


@cache
def county_of() -> Mapping[str, str]:
    """The wellbeing services county of each municipality, by their codes."""
    return {code.id: code.parent for code in codes("municipalities")}


def watches(session: Session) -> list[TenderWatch]:
    """The watches in use, in their order."""
    statement = (
        select(TenderWatch)
        .where(TenderWatch.deleted_at.is_(None), TenderWatch.active.is_(True))
        .order_by(TenderWatch.id)
    )
    return list(session.scalars(statement))


def found_by(session: Session, notice: TenderNotice) -> list[Found]:
    """The watches in use that find a notice, and why."""
    return find(watches(session), notice_of(notice))


def find(kept: Iterable[TenderWatch], notice: Notice) -> list[Found]:
    """Those of some watches that find a notice, and why."""
    return [
        Found(each.id, each.name, each.days_before, match)
        for each in kept
        if (match := _match(each, notice))
    ]


def _match(watch: TenderWatch, notice: Notice) -> Match | None:
    sought = Watch(
        watch.cpv, watch.municipalities, watch.words, watch.least_value, watch.most_value
    )
    return watching.match(sought, notice, county_of())


def notice_of(notice: TenderNotice) -> Notice:
    """A notice as the rules read it."""
    return Notice(
        notice.cpv,
        notice.municipalities,
        notice.counties,
        notice.value,
        (notice.name, notice.buyer, notice.description),
    )


def note(session: Session, changes: Sequence[Mapping[str, Any]], records: history.Records) -> None:
    """Write beside notices whether a watch finds them, after a change of them or of a watch."""
    kinds = {change["kind"] for change in changes}
    if TenderWatch.kind.name in kinds:
        # Of ten thousand notices only what is held against the watches, not the records themselves.
        every = session.execute(
            select(
                TenderNotice.id,
                TenderNotice.matched,
                TenderNotice.cpv,
                TenderNotice.municipalities,
                TenderNotice.counties,
                TenderNotice.value,
                TenderNotice.name,
                TenderNotice.buyer,
                TenderNotice.description,
            )
        )
        _match_again(
            session, ((row[0], row[1], Notice(*row[2:6], tuple(row[6:]))) for row in every)
        )
    elif TenderNotice.kind.name in kinds:
        changed = [each for each in records.values() if isinstance(each, TenderNotice)]
        _match_again(session, ((each.id, each.matched, notice_of(each)) for each in changed))


def _match_again(session: Session, notices: Iterable[tuple[str, bool, Notice]]) -> None:
    kept = watches(session)
    turned: dict[bool, list[str]] = {True: [], False: []}
    for notice_id, before, notice in notices:
        found = any(_match(watch, notice) for watch in kept)
        if found != before:
            turned[found].append(notice_id)
    for found, ids in turned.items():
        for start in range(0, len(ids), BATCH):
            session.execute(
                update(TenderNotice)
                .where(TenderNotice.id.in_(ids[start : start + BATCH]))
                .values(matched=found)
            )
