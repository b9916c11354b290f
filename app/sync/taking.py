"""Records of the register are taken in: all of an answer at once, or one after the other when that fails.

A record that this program can't take in so never keeps back the others, nor any later page. It is fetched
again when office and register are compared; by then the program may have been updated.
"""

import logging
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.exc import DatabaseError, InternalError, OperationalError, StatementError
from sqlalchemy.orm import Session

from app import __version__
from app.core import setting
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.store import Store
from app.core.text import _n
from app.sync import applying
from app.sync import link as links
from app.sync.protocol import RecordState
from app.sync.records import Link
from app.sync.trouble import Stopped

_LOG = logging.getLogger(__name__)
_OF_RECORD = (
    *(Refusal, ValueError, TypeError, LookupError, AttributeError, ArithmeticError),
    *(RecursionError, StatementError),
)
"""What a record can bring about that isn't as this program expects it."""
_PROGRAM = "sync.program"
"""The setting that tells which version of the program has synchronised last."""

Due = Callable[[Session], Link | None]
Finish = Callable[[Session, Link], int]


def take(
    store: Store,
    due: Due,
    states: Sequence[RecordState],
    files: Mapping[str, bytes],
    finish: Finish = lambda _session, _link: 0,
) -> tuple[int, int]:
    """Take in records; how many could be, and how many conflicts came of it.

    Args:
        store: the open store.
        due: the link if they are still to be taken in, asked in each transaction.
        states: the records.
        files: their pictures by checksum.
        finish: what is done after them, with them in one transaction; returns how many conflicts it made.

    Raises:
        DatabaseError: the file can't be written.
    """
    try:
        return _take(store, due, states, files, finish)
    except _OF_RECORD as fault:
        if not _is_of_record(fault):
            raise
        _LOG.warning("A page isn’t taken in at once: %s", type(fault).__name__)
    taken = conflicts = 0
    for each in states:
        try:
            one = _take(store, due, [each], files, lambda _session, _link: 0)
        except _OF_RECORD as fault:
            if not _is_of_record(fault):
                raise
            fault_name = type(fault).__name__  # its text may hold what the record says
            _LOG.warning("A record isn’t taken in: %s %s %s", each.kind, each.id, fault_name)
        else:
            taken, conflicts = taken + one[0], conflicts + one[1]
    return taken, conflicts + _take(store, due, (), files, finish)[1]


def catch_up(store: Store) -> None:
    """Take in what an older program could only keep; once for each version of the program."""
    with store.read() as session:
        link = links.connected(session)
        if link is None or setting.get(session, _PROGRAM) == __version__:
            return
        apart = applying.kept_apart(session, link)

    def work(session: Session) -> Changes:
        applying.take_up(session)
        return Changes(_n("Received {count} record", "Received {count} records", len(apart)))

    store.take_in(work)
    take(store, links.connected, apart, applying.NO_FILES)
    store.keep(lambda session: setting.put(session, _PROGRAM, __version__))


def _take(
    store: Store,
    due: Due,
    states: Sequence[RecordState],
    files: Mapping[str, bytes],
    finish: Finish,
) -> tuple[int, int]:
    taken = conflicts = 0

    def work(session: Session) -> Changes:
        nonlocal taken, conflicts
        if (link := due(session)) is not None:
            taken = len(states)
            conflicts = applying.take(session, link, states, files) + finish(session, link)
        return Changes(_n("Received {count} record", "Received {count} records", taken))

    store.take_in(work)
    return taken, conflicts


def _is_of_record(fault: Exception) -> bool:
    """Whether a record is at fault, and not the file, the disk or a person who has stopped it."""
    of_file = isinstance(fault, OperationalError | InternalError) or type(fault) is DatabaseError
    return not (of_file or isinstance(fault, Stopped))
