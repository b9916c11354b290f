"""The door of the employment room."""

from app.core.room import Room
from app.core.text import _l
from app.employment.contracts.records import Contract, JobTemplate
from app.employment.duties.records import EmployerDuty
from app.employment.people.records import Person

ROOM = Room(
    name="employment",
    label=_l("Employment"),
    icon="briefcase",
    kinds=(Person, Contract, JobTemplate, EmployerDuty),
)
