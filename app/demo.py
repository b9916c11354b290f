"""Demo data: a small association that a Finnish reader believes, and large stores made from it."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.agreements.records import Agreement
from app.clients.billing import actions as billing
from app.clients.feedback.records import Feedback
from app.clients.records import Client
from app.clients.visits.records import Absence, Visit
from app.core import editing, sample
from app.core.change import Changes
from app.core.codes import codes
from app.core.holiday import public_holidays
from app.core.record import Record, new_id, now
from app.core.store import Store
from app.core.text import _l, _n
from app.employment.contracts import actions as contracts
from app.employment.contracts.records import Contract, JobTemplate
from app.employment.duties.records import EmployerDuty
from app.employment.hours.records import WorkedHours
from app.employment.people.records import Person
from app.organisation.records import Organisation
from app.services.records import ServicePath, ServiceProduct

SIZES = {"small": 0, "10k": 10_000, "100k": 100_000}
BATCH = 1_000
WEEKS_BEFORE, WEEKS_AFTER = 7, 2
"""So many weeks before and after this one have visits in the small data."""
MOST_PEOPLE = 10_000
SATURDAY = 5
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


def fill(
    store: Store, size: str, today: date, progress: Callable[[int, int], None] | None = None
) -> None:
    """Fill an empty store with demo data of a size: ``small``, ``10k`` or ``100k``."""
    store.write(lambda session: _small(session, sample.content(), today))
    last_month = today.replace(day=1) - timedelta(days=1)
    store.write(lambda session: billing.hand_over(session, last_month))
    each = SIZES[size]
    chance = random.Random(20261123)  # noqa: S311 - the same invented data each time
    generators: tuple[tuple[type[Record], int, Generate], ...] = (
        (ServiceProduct, each, _generated_service),
        (Client, each, _generated_client),
        (Agreement, each // AGREED, _generated_agreement(store)),
        (Visit, each, _generated_visit(store, today)),
        (Person, min(each, MOST_PEOPLE), _generated_person),
        (Contract, min(each, MOST_PEOPLE), _generated_contract(store, today)),
    )
    whole, done = sum(number for _record, number, _generate in generators), 0
    for record, number, generate in generators:
        for start in range(0, number, BATCH):
            end = min(start + BATCH, number)
            values = [generate(each, chance) for each in range(start, end)]
            store.write(lambda session, r=record, v=values: _many(session, r, v))
            done += end - start
            if progress:
                progress(done, whole)


def _small(session: Session, content: dict[str, Any], today: date) -> Changes:
    known: dict[str, dict[str, str]] = {
        "$organisation": {},
        "$service": {},
        "$client": {},
        "$agreement": {},
        "$person": {},
        "$contract": {},
    }

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
    for stored in content["clients"]:
        known["$client"][stored["code"]] = add(Client, stored)
    for stored in content["agreements"]:
        known["$agreement"][stored["code"]] = add(Agreement, stored)
    for stored in content["visits"]:
        for values in _visits({**stored, **sample.placed(stored, today, known)}, today):
            session.add(Visit(**values))
    for stored in content["people"]:
        known["$person"][stored["key"]] = add(Person, stored)
    for stored in content["contracts"]:
        made = known["$contract"][stored["code"]] = add(Contract, stored)
        contracts.seal(session, made)
    for record, name in (
        (Absence, "absences"),
        (Feedback, "feedback"),
        (JobTemplate, "job_templates"),
        (EmployerDuty, "employer_duties"),
    ):
        for stored in content[name]:
            add(record, stored)
    for stored in content["worked_hours"]:
        values = sample.placed(stored, today, known)
        session.add_all(WorkedHours(**values, day=day) for day in _working_days(today))
    return Changes(_l("Added the example data"))


def _working_days(today: date) -> Iterator[date]:
    """The weekdays of the weeks before today, public holidays left out."""
    first = today - timedelta(weeks=WEEKS_BEFORE)
    holidays = public_holidays(range(first.year, today.year + 1))
    days = (first + timedelta(days=number) for number in range((today - first).days))
    return (day for day in days if day.weekday() < SATURDAY and day not in holidays)


def _visits(stored: dict[str, Any], today: date) -> Iterator[dict[str, Any]]:
    """A series of visits around today: those past are done, one of them was cancelled."""
    weekday, weeks = stored.pop("weekday"), stored.pop("weeks", 1)
    series = new_id()
    kilometres = stored.get("kilometres")
    if kilometres is not None:
        stored["kilometres"] = Decimal(str(kilometres))
    monday = today - timedelta(days=today.weekday())
    for number, week in enumerate(range(-WEEKS_BEFORE, WEEKS_AFTER + 1, weeks)):
        day = monday + timedelta(weeks=week, days=weekday)
        past = day < today
        cancelled = past and number == 0 and weekday == 1
        yield {
            **stored,
            "day": day,
            "series": series,
            "status": "cancelled" if cancelled else "done" if past else "planned",
            "cancel_reason": "client" if cancelled else "",
        }


def _generated_service(number: int, chance: random.Random) -> dict[str, Any]:
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


def _generated_client(number: int, chance: random.Random) -> dict[str, Any]:
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


def _generated_agreement(store: Store) -> Generate:
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


def _generated_visit(store: Store, today: date) -> Generate:
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


def _generated_person(number: int, chance: random.Random) -> dict[str, Any]:
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


def _generated_contract(store: Store, today: date) -> Generate:
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


def _many(session: Session, record: type[Record], values: list[dict[str, Any]]) -> Changes:
    moment = now()
    session.add_all([record(created_at=moment, updated_at=moment, **each) for each in values])
    return Changes(_n("Added {count} example", "Added {count} examples", len(values)))
