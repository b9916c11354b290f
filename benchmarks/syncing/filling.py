"""Stores full of records that wait to be sent, written as rows: no person types fifty thousand services."""

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

import app.rooms  # noqa: F401 - every kind of record is known
from app.core.field import fields_of
from app.core.keys import Cost
from app.core.record import Record, new_id
from app.core.store import Store, create
from app.services.records import ServiceProduct
from benchmarks.syncing.plain import Plain

PASSPHRASE = "kolme sanaa riittää"
RICH, PLAIN = "service products", "ten text fields"
KINDS: dict[str, type[Record]] = {RICH: ServiceProduct, PLAIN: Plain}
_AT = datetime(2026, 11, 1, 8)
_PAGE = 5_000
_SYLLABLES = (
    "ko", "ti", "pal", "ve", "lu", "hoi", "vä", "tu", "ki", "ar", "jen", "a", "pu", "muis", "öh",
    "jaus", "seu", "ra", "van", "hus", "las", "ten", "kun", "tou", "tus",
)  # fmt: skip
_WORDS = 4_000


def _vocabulary() -> list[str]:
    chance = random.Random(1)
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _word in range(_WORDS)]


_KNOWN = _vocabulary()


def words(chance: random.Random, length: int) -> str:
    """A text of so many letters."""
    made = " ".join(chance.choices(_KNOWN, k=length // 4 + 1))
    return made[:length].strip().capitalize()


def new_store(path: Path) -> Store:
    """An empty store that also has a table for plain records."""
    store, _key = create(path, PASSPHRASE, Cost(1, 64, 1))
    table: Any = Plain.__table__
    store.keep(lambda session: table.create(session.connection()))
    return store


def fill(store: Store, kind: str, number: int) -> None:
    """Put so many records into a store."""
    record, chance = KINDS[kind], random.Random(number)
    table: Any = record.__table__
    make = _rich if record is ServiceProduct else _plain
    empty = {name: field.value.empty for name, field in fields_of(record).items()}
    moments = {"created_at": _AT, "updated_at": _AT, "deleted_at": None}

    def rows() -> Iterator[dict[str, Any]]:
        for each in range(number):
            yield {**empty, **moments, "id": new_id(), **make(each, chance)}

    def put(session: Any) -> None:
        found = rows()
        for start in range(0, number, _PAGE):
            page = [next(found) for _row in range(min(_PAGE, number - start))]
            session.execute(insert(table), page)

    store.keep(put)


def _plain(_number: int, chance: random.Random) -> dict[str, Any]:
    return {f"field_{at}": words(chance, 28) for at in range(10)}


def _rich(number: int, chance: random.Random) -> dict[str, Any]:
    """A service product as a careful office describes it: about 1.2 kB."""
    return {
        "code": f"G{number + 1:06d}",
        "name": {"fi": words(chance, 24), "en": words(chance, 24)},
        "promise": {"fi": words(chance, 80), "en": words(chance, 80)},
        "included": {"fi": words(chance, 120)},
        "excluded": {"fi": words(chance, 60)},
        "need": {"fi": words(chance, 80)},
        "target_groups": ["older_people"],
        "municipalities": [str(chance.randint(1, 900)) for _each in range(3)],
        "stage": "productised",
        "duration": chance.choice((30, 45, 60, 90, 120)),
        "prices": [
            {
                "id": f"g{number}",
                "unit": "hour",
                "price": f"{chance.randint(25, 60)}.50",
                "vat": "standard",
                "payer": "self_pay",
            }
        ],
        "quality_promise": {"fi": words(chance, 60)},
    }
