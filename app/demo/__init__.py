"""Demo data: a small association that a Finnish reader believes, and large stores made from it."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.clients.billing import actions as billing
from app.core import sample
from app.core.change import Changes
from app.core.record import Record, now
from app.core.store import Store
from app.core.text import _n
from app.demo.generated import generators
from app.demo.small import fill_small

SIZES = {"small": 0, "10k": 10_000, "100k": 100_000}
BATCH = 1_000


def fill(
    store: Store, size: str, today: date, progress: Callable[[int, int], None] | None = None
) -> None:
    """Fill an empty store with demo data of a size: ``small``, ``10k`` or ``100k``."""
    store.begin(lambda session: fill_small(session, sample.content(), today))
    last_month = today.replace(day=1) - timedelta(days=1)
    store.begin(lambda session: billing.hand_over(session, last_month))
    chance = random.Random(20261123)  # noqa: S311 - the same invented data each time
    every = generators(store, SIZES[size], today)
    whole, done = sum(number for _record, number, _generate in every), 0
    for record, number, generate in every:
        for start in range(0, number, BATCH):
            end = min(start + BATCH, number)
            values = [generate(each, chance) for each in range(start, end)]
            store.begin(lambda session, r=record, v=values: _many(session, r, v))
            done += end - start
            if progress:
                progress(done, whole)


def _many(session: Session, record: type[Record], values: list[dict[str, Any]]) -> Changes:
    moment = now()
    session.add_all([record(created_at=moment, updated_at=moment, **each) for each in values])
    return Changes(_n("Added {count} example", "Added {count} examples", len(values)))
