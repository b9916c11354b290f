"""The office's own catalogue follows what the network sends and what the office itself shares.

The ids of what has changed are noted in the transaction that changes it (:class:`app.sync.records.Uncatalogued`);
taking them into the catalogue is bounded work beside it. The catalogue is derived: it is made anew from
nothing when it is missing, of another version or of another network.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from app.catalogue import following, shapes, tables
from app.catalogue.following import Change
from app.core.record import now, record_kinds
from app.core.store import Store
from app.network.directory.current import is_behind, is_current, network_of
from app.network.directory.noting import CATALOGUED
from app.sync import link as links
from app.sync import wire
from app.sync.kinds import SharedKind, shared_kinds
from app.sync.merge import DELETED
from app.sync.protocol import Role
from app.sync.records import Link, Shared, Uncatalogued

OURS = "ours"
"""Stands for the id in the network of the organisation of an office that is in none."""
AT_ONCE = 250
"""So many records are taken in one transaction: others wait for it."""


def catch_up(store: Store, *, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Take in everything that waits, some at a time."""
    while not cancelled() and step(store):
        pass


def step(store: Store, limit: int = AT_ONCE) -> bool:
    """Take in at most so many records; whether more wait. Nothing is written when nothing waits."""
    with store.read() as session:
        if not is_behind(session):
            return False
    return store.keep(lambda session: _step(session, limit))


def _step(session: Session, limit: int) -> bool:
    network_id = network_of(session)
    connection = session.connection()
    if not is_current(session):
        _begin_anew(session)
    ids = session.scalars(
        select(Uncatalogued.record_id).order_by(Uncatalogued.record_id).limit(limit)
    )
    wanted = list(ids)
    moment = round(now().timestamp() * 1000)
    following.take(connection, network_id, _changes(session, wanted), moment)
    session.execute(delete(Uncatalogued).where(Uncatalogued.record_id.in_(wanted)))
    return session.scalar(select(func.count()).select_from(Uncatalogued)) != 0


def _begin_anew(session: Session) -> None:
    """Throw away what is there, and let everything wait."""
    connection = session.connection()
    for network_id in list(session.scalars(select(tables.state.c.network_id))):
        following.forget(connection, network_id)
    session.execute(delete(Uncatalogued))
    columns = ["record_id"]
    known = select(Shared.record_id).where(Shared.kind.in_(CATALOGUED))
    for query in (known, *(select(record_kinds()[kind].id) for kind in CATALOGUED)):
        session.execute(insert(Uncatalogued).prefix_with("OR IGNORE").from_select(columns, query))


def _changes(session: Session, ids: Sequence[str]) -> list[Change]:
    """How the records stand now; what is in no table any more is gone, whatever it was."""
    link = links.of(session)
    shared = {
        row.record_id: row
        for row in session.scalars(select(Shared).where(Shared.record_id.in_(ids)))
    }
    apart = {each for each, row in shared.items() if not row.own}
    found = {each: _apart(shared[each]) for each in apart}
    rest = [each for each in ids if each not in apart]
    for name in CATALOGUED:
        for change in _of_tables(session, link, shared_kinds()[name], rest, shared):
            found[change.record_id] = change
    gone = (
        Change(each, shapes.SERVICE, "", "{}", deleted=True) for each in ids if each not in found
    )
    return [*found.values(), *gone]


def _apart(row: Shared) -> Change:
    """A record of another organisation as it came."""
    fields = msgspec.json.decode(row.fields)
    gone = not isinstance(fields, dict) or bool(fields.get(DELETED))
    return Change(row.record_id, row.kind, row.owner, row.fields, deleted=gone)


def _of_tables(
    session: Session,
    link: Link | None,
    kind: SharedKind,
    ids: Sequence[str],
    shared: Mapping[str, Shared],
) -> Iterable[Change]:
    """Records that live in the office's own tables: those that are shared, or would be in a network."""
    record = kind.record
    here = session.scalars(select(record).where(record.id.in_(ids))).all()
    ours = link.organisation_id if link else OURS
    role = link.role if link else Role.CERTIFIER
    written = wire.outgoing(session, kind, [each.id for each in here])
    for each in here:
        its = shared.get(each.id)
        gone = each.deleted_at is not None or (its is None and not kind.begins(each, role))
        owner = its.owner if its else ours
        yield Change(each.id, kind.name, owner, written[each.id], deleted=gone)
