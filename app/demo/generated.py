"""Generated demo records, for stores as large as none of our users has."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import select

from app.clients.agreements.records import Agreement
from app.clients.records import Client
from app.clients.visits.records import Visit
from app.core.codes import codes
from app.core.record import Record
from app.core.store import Store
from app.employment.contracts.records import Contract
from app.employment.people.records import Person
from app.services.records import ServiceProduct

MOST_PEOPLE = 10_000
AGREED = 5
"""One generated client of so many has an agreement."""
Generate = Callable[[int, random.Random], dict[str, Any]]
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
_FAMILIES = (
    "Korhonen", "Virtanen", "Mäkinen", "Nieminen", "Mäkelä", "Hämäläinen", "Laine", "Heikkinen",
    "Koskinen", "Järvinen", "Lehtonen", "Turunen", "Kettunen", "Pesonen", "Räsänen", "Öhman",
)  # fmt: skip
_GIVEN = (
    "Aino", "Eino", "Helmi", "Toivo", "Martta", "Veikko", "Irja", "Onni", "Lyyli", "Reino", "Sylvi",
)  # fmt: skip
_NEEDS = (
    "Kaipaan juttuseuraa.", "Tarvitsen apua kaupassa käyntiin.", "Lumityöt ovat raskaita.",
    "Haluan oppia käyttämään puhelinta.", "Tarvitsen saattajan asioille.",
)  # fmt: skip
_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_PROMISES = (
    "Tuttu tekijä, sovittu aika.",
    "Apua silloin, kun sitä tarvitset.",
    "Yhdessä on helpompi lähteä.",
    "Arki sujuu, mieli lepää.",
    "Mäkisen Aino tulee taas torstaina.",
)


def generators(
    store: Store, number: int, today: date
) -> tuple[tuple[type[Record], int, Generate], ...]:
    """What is generated, how many of each, and by what, in an order in which references are there."""
    people = min(number, MOST_PEOPLE)
    return (
        (ServiceProduct, number, _service),
        (Client, number, _client),
        (Agreement, number // AGREED, _agreement(store)),
        (Visit, number, _visit(store, today)),
        (Person, people, _person),
        (Contract, people, _contract(store, today)),
    )


def _service(number: int, chance: random.Random) -> dict[str, Any]:
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


def _client(number: int, chance: random.Random) -> dict[str, Any]:
    town = chance.choice(codes("municipalities").codes)
    born = date(1926, 1, 1) + timedelta(days=number % 9_000)
    return {
        "code": f"H{number + 1:06d}",
        "client_type": "person",
        "family_name": chance.choice(_FAMILIES),
        "given_names": chance.choice(_GIVEN),
        "personal_id": _artificial_id(born, 900 + number // 9_000),
        "phone": f"+35850{9_000_000 + number}",
        "municipality": town.id,
        "language": "fi",
        "status": chance.choice(("active", "active", "paused", "ended")),
        "plan_made": date(2026, born.month, 1),
        "plan_review": date(2028, born.month, 1),
        "needs": [{"id": f"h{number}", "need": chance.choice(_NEEDS), "area": "company"}],
        "grounds": [{"id": f"g{number}", "purpose": "service", "ground": "contract"}],
    }


def _looked_up(store: Store) -> Callable[[type[Record]], list[str]]:
    """The ids of all records of a kind, looked up when they are first needed."""

    @cache
    def ids(record: type[Record]) -> list[str]:
        with store.read() as session:
            return list(session.scalars(select(record.id).order_by(record.id)))

    return ids


def _agreement(store: Store) -> Generate:
    """Agreements with every fifth of the generated clients."""
    ids = _looked_up(store)

    def generate(number: int, chance: random.Random) -> dict[str, Any]:
        clients = ids(Client)
        begins = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
        return {
            "code": f"G-{number + 1:06d}",
            "client_id": clients[len(clients) - 1 - number * AGREED],
            "subject": chance.choice(_PROMISES),
            "lines": [
                {
                    "id": f"l{number}",
                    "service_id": chance.choice(ids(ServiceProduct)),
                    "price": "38.00",
                    "unit": "hour",
                    "vat": "standard",
                    "quantity": "2.00",
                    "per": "week",
                }
            ],
            "funding": [{"id": f"f{number}", "way": "self_pay"}],
            "starts": begins,
            "signed_on": begins,
            "status": chance.choice(("in_force", "in_force", "draft", "ended")),
            "version": 1,
        }

    return generate


def _visit(store: Store, today: date) -> Generate:
    """Visits of the generated clients, spread over a year around today."""
    ids = _looked_up(store)

    def generate(_number: int, chance: random.Random) -> dict[str, Any]:
        day = today + timedelta(days=chance.randrange(-330, 60))
        return {
            "client_id": chance.choice(ids(Client)),
            "service_id": chance.choice(ids(ServiceProduct)),
            "worker": f"{chance.choice(_GIVEN)} {chance.choice(_FAMILIES)}",
            "day": day,
            "start": 60 * chance.randrange(7, 19) + chance.choice((0, 30)),
            "minutes": chance.choice((30, 60, 90, 120)),
            "status": "planned" if day >= today else chance.choice(("done", "done", "cancelled")),
        }

    return generate


def _person(number: int, chance: random.Random) -> dict[str, Any]:
    family, given = chance.choice(_FAMILIES), chance.choice(_GIVEN)
    return {
        "family_name": family,
        "given_names": given,
        "calendar_name": f"{given} {family} {number + 1}",
        "role": chance.choice(("employee", "employee", "employee", "volunteer")),
        "status": chance.choice(("active", "active", "active", "left")),
        "language": "fi",
        "phone": f"+35850{8_000_000 + number}",
    }


def _contract(store: Store, today: date) -> Generate:
    """A contract for each generated person, of every kind."""
    ids = _looked_up(store)

    def generate(number: int, chance: random.Random) -> dict[str, Any]:
        people = ids(Person)
        starts = today - timedelta(days=chance.randrange(20, 3000))
        fixed = chance.random() < 0.3  # noqa: PLR2004 - about so many are for a fixed term
        ends = starts + timedelta(days=chance.randrange(60, 700)) if fixed else None
        return {
            "code": f"H-{number + 1:06d}",
            "person_id": people[len(people) - 1 - number],
            "form": "employment",
            "job_title": {"fi": "Lähihoitaja", "en": "Practical nurse"},
            "duties": {"fi": "Arkiapu kotona", "en": "Help at home"},
            "duration": "fixed_term" if fixed else "permanent",
            "ground": "substitute" if fixed else "",
            "starts": starts,
            "signed_on": starts,
            "ends": ends,
            "last_day": ends if ends and ends < today else None,
            "status": "ended" if ends and ends < today else "in_force",
            "hours_kind": chance.choice(("full_time", "part_time")),
            "weekly_hours": Decimal(chance.choice((20, 30, 38))),
            "full_week": Decimal(38),
            "pay_kind": "hourly",
            "pay": Decimal("14.00"),
            "version": 1,
        }

    return generate


def _artificial_id(born: date, individual: int) -> str:
    """A personal identity code of the range that is never given to anyone (900–999)."""
    day = f"{born:%d%m%y}"
    return f"{day}-{individual}{_CHECK[int(f'{day}{individual}') % 31]}"
