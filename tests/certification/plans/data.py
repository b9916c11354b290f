"""An assessment of self-monitoring with answers, and a plan that is written to the end."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.certification.assessments.records import Answer, Assessment
from app.certification.plans.records import SelfMonitoringPlan
from app.certification.schemes.actions import newest, shipped
from app.certification.schemes.records import Scheme, values_from
from app.core import editing
from app.core.store import Store
from app.employment.people.records import Person
from app.organisation.records import Organisation
from app.services.records import ServiceProduct

ANSWERS = {
    "has_staff": ("yes", ""),
    "at_home": ("partly", ""),
    "gives_medication": ("no", ""),
    "uses_devices": ("no", ""),
    "subcontractors": ("no", ""),
    "basic": ("yes", ""),
    "feedback": ("yes", "kysely lähetetään keväällä ja syksyllä"),
    "hygiene": ("partly", "Käsihuuhde on joka laukussa."),
    "risks": ("no", "Riskimatriisi tehdään joulukuussa."),
    "students": ("not_applicable", ""),
}
WRITTEN: list[dict[str, Any]] = [
    {
        "id": "1",
        "key": "unit",
        "heading": {"fi": "1.1 Palveluntuottaja", "en": "1.1 Provider"},
        "text": {"fi": "Rantakylän Arkiapu ry.", "en": "Rantakylä Everyday Help."},
    },
    {
        "id": "2",
        "key": "feedback",
        "heading": {"fi": "2.5 Palaute", "en": "2.5 Feedback"},
        "text": {"fi": "Palautetta kysytään kerran vuodessa.\n\nSe luetaan kokouksessa."},
    },
]


def assess(session: Session, answers: Mapping[str, tuple[str, str]]) -> str:
    """An assessment of self-monitoring with these answers; its id."""
    scheme = newest(session, "self_monitoring")
    if scheme is None:
        content = next(each for each in shipped() if each.key == "self_monitoring")
        scheme_id = editing.add(session, Scheme, values_from(content)).result
    else:
        scheme_id = scheme.id
    made = editing.add(session, Assessment, {"scheme_id": scheme_id, "target": "whole"}).result
    for criterion, (answer, comment) in answers.items():
        values = {
            "assessment_id": made,
            "criterion": criterion,
            "answer": answer,
            "comment": comment,
        }
        editing.add(session, Answer, values)
    return made


def written(session: Session, **more: Any) -> str:
    """A draft with nothing left to fill in; its id."""
    values = {"name": {"fi": "Päivätoiminta"}, "chapters": WRITTEN, **more}
    return editing.add(session, SelfMonitoringPlan, values).result


def plan(store: Store, plan_id: str) -> SelfMonitoringPlan:
    """A plan as it is now, read anew."""
    with store.read() as session:
        found = editing.find(session, SelfMonitoringPlan, plan_id)
        session.expunge(found)
    return found


def house(session: Session) -> None:
    """The own organisation with a place, two contact persons, two services and three people."""
    values: dict[str, Any] = {
        "own": True,
        "name": {"fi": "Rantakylän Arkiapu ry", "en": "Rantakylä Everyday Help"},
        "summary": {"fi": "Arjen apua Joensuun seudulla.", "en": "Everyday help around Joensuu."},
        "sector": "third",
        "business_id": "1234567-1",
        "municipalities": ["167", "276"],
        "languages": ["fi", "en"],
        "phone": "+358501234567",
        "email": "toimisto@arkiapu.example.fi",
        "soteri": "Esimerkki 2024/167",
        "person_in_charge": "Marja Mäkelä",
        "contacts": [
            {"id": "1", "role": "Palveluvastaava", "name": "Timo Åkerlund", "public": True},
            {"id": "2", "role": "Kirjanpitäjä", "name": "Salla Salainen", "public": False},
        ],
        "locations": [
            {
                "id": "3",
                "name": "Toimisto",
                "street": "Esimerkkikatu 4",
                "postal_code": "80160",
                "town": "Joensuu",
                "accessibility": {"fi": "Ei portaita.", "en": "No steps."},
            }
        ],
    }
    editing.add(session, Organisation, values)
    for code, stage in (("ARKI", "productised"), ("IDEA", "idea")):
        service = {
            "name": {"fi": f"Palvelu {code}", "en": f"Service {code}"},
            "promise": {"fi": "Sama ihminen tulee takaisin.", "en": "The same person comes back."},
            "code": code,
            "stage": stage,
        }
        session.add(ServiceProduct(**service))
    for family_name, role in (("Aho", "employee"), ("Boman", "employee"), ("Celik", "volunteer")):
        values = {"family_name": family_name, "given_names": "Kim", "role": role}
        editing.add(session, Person, values)
