"""What the register has answered to changes, so that one that comes again is told the same."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from app.register import bulk
from app.register.tables import change
from app.sync.protocol import Answer, Current, Outcome, RefusedField


class _Kept(Struct, omit_defaults=True):
    outcome: Outcome = Outcome.APPLIED
    refused: list[RefusedField] = []
    current: dict[str, Current] = {}


_DECODER = msgspec.json.Decoder(_Kept)


def load(connection: Connection, network_id: str, ids: Iterable[str]) -> dict[str, Answer]:
    """The answers to those of the changes that were answered before."""
    columns = (change.c.change_id, change.c.answer)
    rows = bulk.find(connection, columns, change.c.change_id, network_id, ids)
    return {row.change_id: _read(row.change_id, row.answer) for row in rows}


def save(connection: Connection, network_id: str, answers: Iterable[Answer], moment: int) -> None:
    """Keep answers. A change that was refused as a whole left nothing behind, and is judged anew.

    Raises:
        Raced: another transaction has answered one of them meanwhile.
    """
    rows = [
        (network_id, answer.id, _write(answer), moment)
        for answer in answers
        if answer.outcome != Outcome.REFUSED
    ]
    bulk.insert(connection, change, sorted(rows))


def _write(answer: Answer) -> str:
    if answer.outcome == Outcome.APPLIED and not answer.refused and not answer.current:
        return ""
    kept = _Kept(answer.outcome, answer.refused, answer.current)
    return msgspec.json.encode(kept).decode()


def _read(change_id: str, written: str) -> Answer:
    kept = _DECODER.decode(written) if written else _Kept()
    return Answer(change_id, kept.outcome, kept.refused, kept.current)
