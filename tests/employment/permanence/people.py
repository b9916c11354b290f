"""People with signed contracts, for a real store."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.core import editing
from app.employment.contracts.records import Contract
from app.employment.people.records import Person

TERMS = {
    "job_title": {"fi": "Kotiavustaja", "en": "Home aid"},
    "duties": {"fi": "Avustaa kotona", "en": "Helps at home"},
    "place": "Liperi",
    "hours_kind": "full_time",
    "weekly_hours": Decimal("37.5"),
    "full_week": Decimal("37.5"),
    "pay_kind": "hourly",
    "pay": Decimal("13.50"),
    "pay_day": "15. päivä",
    "leave": "act",
    "notice": "act",
}
LONG_GROUND = {"ground": "substitute", "ground_detail": "perhevapaan sijainen"}
PART = {"hours_kind": "part_time", "weekly_hours": Decimal("18.75")}


def person(session: Session, family: str, given: str = "Sari", **more: Any) -> str:
    values = {"family_name": family, "given_names": given, **more}
    return editing.add(session, Person, values).result


def contract(session: Session, who: str, starts: date, **more: Any) -> str:
    """A signed contract, permanent unless ``ends`` or ``duration`` says otherwise."""
    fixed = more.get("ends") or more.get("duration") == "fixed_term"
    values = {
        **TERMS,
        "person_id": who,
        "starts": starts,
        "duration": "fixed_term" if fixed else "permanent",
        **(LONG_GROUND if fixed else {}),
        "status": "in_force",
        "signed_on": starts,
        **more,
    }
    return editing.add(session, Contract, values).result


def house(session: Session) -> dict[str, str]:
    """A house of eleven, becoming steadier in 2026; the contracts by who they are of."""
    found: dict[str, str] = {}
    told = ["woman"] * 6 + ["man"] * 5
    years = [1961, 1964, 1966, 1970, 1978, 1980, 1985, 1990, 1995, 2000, 2003]
    ids = [
        person(session, family, given, gender=told[at], birth_year=years[at])
        for at, (family, given) in enumerate(
            [
                ("Pesonen", "Sari"), ("Turunen", "Leena"), ("Kettunen", "Marja"), ("Hirvonen", "Aila"),
                ("Nurmi", "Päivi"), ("Koponen", "Riitta"), ("Väänänen", "Juha"), ("Karhu", "Pekka"),
                ("Hassan", "Ali"), ("Räsänen", "Ville"), ("Mononen", "Eero"),
            ]
        )
    ]  # fmt: skip
    for at, since in ((0, date(2021, 3, 1)), (1, date(2022, 1, 10)), (6, date(2024, 8, 1))):
        found[ids[at]] = contract(session, ids[at], since)
    # Two whose fixed terms went on as permanent work, in May and in October.
    for at, ended in ((2, date(2026, 4, 30)), (7, date(2026, 9, 30))):
        contract(
            session,
            ids[at],
            date(2025, 5, 1),
            ends=ended,
            status="ended",
            last_day=ended,
            end_reason="term",
        )
        found[ids[at]] = contract(session, ids[at], date.fromordinal(ended.toordinal() + 1))
    # A chain of three, one of two, and single fixed terms.
    for starts, ends in (
        (date(2025, 1, 1), date(2025, 6, 30)),
        (date(2025, 7, 15), date(2025, 12, 31)),
    ):
        contract(
            session, ids[3], starts, ends=ends, status="ended", last_day=ends, end_reason="term"
        )
    found[ids[3]] = contract(session, ids[3], date(2026, 1, 1), ends=date(2026, 12, 31))
    ends = date(2026, 5, 31)
    contract(
        session,
        ids[8],
        date(2025, 12, 1),
        ends=ends,
        status="ended",
        last_day=ends,
        end_reason="term",
    )
    found[ids[8]] = contract(
        session, ids[8], date(2026, 6, 15), ends=date(2027, 1, 15), **PART, part_time_wish="more"
    )
    found[ids[4]] = contract(session, ids[4], date(2025, 10, 1), **PART, part_time_wish="own")
    found[ids[5]] = contract(session, ids[5], date(2026, 2, 1), **PART)
    found[ids[9]] = contract(session, ids[9], date(2026, 8, 10), ends=date(2027, 6, 30))
    variable = {
        "hours_kind": "variable",
        "weekly_hours": None,
        "hours_least": Decimal(10),
        "hours_most": Decimal(25),
        "on_request": True,
        "hours_need": "10–25 tuntia viikossa",
        "hours_when": "arkisin 8–16",
    }
    found[ids[10]] = contract(session, ids[10], date(2026, 9, 1), **variable)
    # Somebody who left in March.
    left = person(session, "Sallinen", "Tuula", status="left")
    ended = date(2026, 3, 31)
    contract(session, left, date(2023, 1, 1), status="ended", last_day=ended, end_reason="employee")
    return found
