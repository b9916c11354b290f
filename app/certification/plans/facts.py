"""What the profile, the services and the people already tell for a self-monitoring plan."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.field import fields_of, kind_of_value
from app.core.format import show_date
from app.core.text import LanguageText, languages, pick
from app.core.value import Choice
from app.employment.people.records import Person
from app.organisation.actions import own, rows_of
from app.organisation.records import Organisation
from app.services.records import ServiceProduct

SOLD = ("productised", "certified")
"""The stages of services that are in use."""


def facts(session: Session) -> dict[str, LanguageText]:
    """What is known, ready to be said in each language; what isn't known is left out or blank.

    Only what may be published is told: of contact persons those who may be shown to clients.
    """
    organisation = own(session)
    found = {**_services(session), **_people(session)}
    return found if organisation is None else {**found, **_profile(organisation)}


def _said(say: Callable[[str], str]) -> LanguageText:
    return {language: say(language) for language in languages()}


def _profile(organisation: Organisation) -> dict[str, LanguageText]:
    shown = fields_of(Organisation)

    def of(name: str) -> LanguageText:
        return _said(lambda language: shown[name].value.show(getattr(organisation, name), language))

    places = rows_of(organisation, "locations")
    others = [
        row
        for row in rows_of(organisation, "contacts")
        if row["public"] and row["name"] and row["name"] != organisation.person_in_charge
    ]
    simple = {
        name: of(name)
        for name in ("business_id", "phone", "email", "website", "languages", "municipalities")
    }
    return {
        **simple,
        "provider": organisation.name,
        "unit": organisation.name,
        "responsible": of("person_in_charge"),
        "soteri": _said(lambda language: _soteri(organisation, language)),
        "address": _said(lambda _language: _address(places[0]) if places else ""),
        "places": _said(lambda language: "\n".join(_place(row, language) for row in places)),
        "contacts": _said(lambda _language: ", ".join(map(_contact, others))),
        "mission": _said(
            lambda language: "\n\n".join(
                filter(
                    None,
                    (
                        pick(organisation.summary, language),
                        pick(organisation.description, language),
                    ),
                )
            )
        ),
    }


def _soteri(organisation: Organisation, language: str) -> str:
    day = organisation.soteri_date
    parts = (organisation.soteri, show_date(day, language) if day and organisation.soteri else "")
    return ", ".join(filter(None, parts))


def _address(row: Mapping[str, Any]) -> str:
    town = f"{row['postal_code']} {row['town']}".strip()
    return ", ".join(filter(None, (row["street"], town)))


def _place(row: Mapping[str, Any], language: str) -> str:
    place = ", ".join(filter(None, (row["name"], _address(row))))
    access = pick(row["accessibility"], language)
    return f"– {place}. {access}" if access else f"– {place}"


def _contact(row: Mapping[str, Any]) -> str:
    return f"{row['name']} ({row['role']})" if row["role"] else row["name"]


def _services(session: Session) -> dict[str, LanguageText]:
    in_use = session.scalars(
        select(ServiceProduct)
        .where(ServiceProduct.deleted_at.is_(None), ServiceProduct.stage.in_(SOLD))
        .order_by(ServiceProduct.id)
    ).all()
    return {"services": _said(lambda language: "\n".join(_service(s, language) for s in in_use))}


def _service(service: ServiceProduct, language: str) -> str:
    name, promise = pick(service.title(), language), pick(service.promise, language)
    return f"– {name}: {promise}" if promise else f"– {name}"


def _people(session: Session) -> dict[str, LanguageText]:
    """How many work here, and as what; never who."""
    counted = session.execute(
        select(Person.role, func.count())
        .where(Person.deleted_at.is_(None), Person.status == "active")
        .group_by(Person.role)
    ).all()
    number = {role: count for role, count in counted if role}
    role = kind_of_value(Person, "role", Choice)
    order = [code for code in role.ids() if code in number]

    def listed(language: str) -> str:
        return ", ".join(
            f"{role.show(code, language)[:1].lower()}{role.show(code, language)[1:]} {number[code]}"
            for code in order
        )

    total = sum(number.values())
    return {
        "roles": _said(listed),
        "workers": _said(lambda _language: str(total) if total else ""),
        "employees": _said(lambda _language: str(number.get("employee") or "")),
    }
