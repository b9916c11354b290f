"""The door of the employment room."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.core.room import Figure, Matter, Paper, Room
from app.core.text import _l
from app.employment.contracts import actions as contracts
from app.employment.contracts.records import Contract, JobTemplate
from app.employment.duties import actions as duties
from app.employment.duties.records import EmployerDuty
from app.employment.people import actions as people
from app.employment.people.records import Person
from app.employment.permanence import actions as permanence


def matters(session: Session, day: date) -> Iterable[Matter]:
    """What waits with people, contracts and the employer's duties."""
    return chain(
        contracts.matters(session, day), people.matters(session, day), duties.matters(session, day)
    )


def figures(session: Session, day: date) -> Iterable[Figure]:
    """How permanent the work is."""
    return chain(people.figures(session, day), permanence.figures(session, day))


ROOM = Room(
    name="employment",
    label=_l("Employment"),
    icon="briefcase",
    kinds=(Person, Contract, JobTemplate, EmployerDuty),
    page="app.employment.page:EmploymentPage",
    matters=matters,
    figures=figures,
    papers=(
        Paper(
            "contract",
            _l("Contract"),
            "contract",
            "app.employment.contracts.papers:contract",
            "app.employment.contracts.actions:reader",
        ),
        Paper(
            "contract-bilingual",
            _l("Contract in two languages"),
            "contract",
            "app.employment.contracts.papers:bilingual",
            "app.employment.contracts.actions:reader",
        ),
        Paper(
            "contract-plain",
            _l("Contract in plain language"),
            "contract",
            "app.employment.contracts.papers:plain",
            "app.employment.contracts.actions:reader",
        ),
        Paper(
            "employment-certificate",
            _l("Certificate of employment"),
            "person",
            "app.employment.contracts.papers:certificate",
        ),
        Paper(
            "job-advertisement",
            _l("Job advertisement"),
            "job_template",
            "app.employment.contracts.papers:advertisement",
        ),
        permanence.REPORT,
    ),
)
