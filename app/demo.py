"""Demo data: a small association that a Finnish reader believes, and large stores made from it."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core import editing, sample
from app.core.change import Changes
from app.core.codes import codes
from app.core.record import now
from app.core.store import Store
from app.core.text import _l, _n
from app.organisation.records import Organisation
from app.services.records import ServicePath, ServiceProduct

SIZES = {"small": 0, "10k": 10_000, "100k": 100_000}
BATCH = 1_000
_FIRST = [
    "Koti",
    "Arki",
    "Päivä",
    "Ilta",
    "Viikko",
    "Muisti",
    "Liikunta",
    "Ruoka",
    "Siivous",
    "Ulkoilu",
    "Saatto",
    "Omais",
    "Perhe",
    "Kylä",
]
_LAST = [
    "apu",
    "tuki",
    "seura",
    "palvelu",
    "ryhmä",
    "kerho",
    "opastus",
    "kuntoutus",
    "hoiva",
    "valmennus",
]
_PROMISES = (
    "Tuttu tekijä, sovittu aika.",
    "Apua silloin, kun sitä tarvitset.",
    "Yhdessä on helpompi lähteä.",
    "Arki sujuu, mieli lepää.",
    "Mäkisen Aino tulee taas torstaina.",
)


def fill(
    store: Store, size: str, today: date, progress: Callable[[int, int], None] | None = None
) -> None:
    """Fill an empty store with demo data of a size: ``small``, ``10k`` or ``100k``."""
    store.write(lambda session: _small(session, sample.content(), today))
    total = SIZES[size]
    chance = random.Random(20261123)  # noqa: S311 - the same invented data each time
    for start in range(0, total, BATCH):
        values = [_generated(number, chance) for number in range(start, min(start + BATCH, total))]
        store.write(lambda session, values=values: _many(session, values))
        if progress:
            progress(min(start + BATCH, total), total)


def _small(session: Session, content: dict[str, Any], today: date) -> Changes:
    known: dict[str, dict[str, str]] = {"$organisation": {}, "$service": {}}

    def add(record: Any, stored: dict[str, Any]) -> str:
        values = {n: sample.placed(each, today, known) for n, each in stored.items() if n != "key"}
        return editing.add(session, record, values).result

    add(Organisation, content["own"])
    for stored in content["others"]:
        known["$organisation"][stored["key"]] = add(Organisation, stored)
    for stored in content["services"]:
        known["$service"][stored["code"]] = add(ServiceProduct, stored)
    for stored in content["paths"]:
        add(ServicePath, stored)
    return Changes(_l("Added the example data"))


def _generated(number: int, chance: random.Random) -> dict[str, Any]:
    town = chance.choice(codes("municipalities").codes)
    name = f"{chance.choice(_FIRST)}{chance.choice(_LAST)} {town.label('fi')} {number + 1}"
    return {
        "code": f"G{number + 1:06d}",
        "name": {"fi": name, "en": f"Service {town.label('fi')} {number + 1}"},
        "promise": {"fi": chance.choice(_PROMISES), "en": "A familiar worker, an agreed time."},
        "municipalities": [town.id],
        "stage": chance.choice(("idea", "draft", "draft", "productised", "retired")),
        "duration": chance.choice((30, 45, 60, 90, 120)),
        "prices": [
            {
                "id": f"g{number}",
                "unit": "hour",
                "price": f"{chance.randint(25, 60)}.{chance.choice(('00', '50'))}",
                "vat": "standard",
                "payer": "self_pay",
            }
        ],
    }


def _many(session: Session, values: list[dict[str, Any]]) -> Changes:
    moment = now()
    session.add_all(
        [ServiceProduct(created_at=moment, updated_at=moment, **each) for each in values]
    )
    return Changes(
        _n("Added {count} example service", "Added {count} example services", len(values))
    )
