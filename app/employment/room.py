"""The door of the employment room."""

from app.core.room import Paper, Room
from app.core.text import _l
from app.employment.contracts.records import Contract, JobTemplate
from app.employment.duties.records import EmployerDuty
from app.employment.people.records import Person

ROOM = Room(
    name="employment",
    label=_l("Employment"),
    icon="briefcase",
    kinds=(Person, Contract, JobTemplate, EmployerDuty),
    page="app.employment.page:EmploymentPage",
    matters=(
        "app.employment.contracts.actions:matters",
        "app.employment.people.actions:matters",
        "app.employment.duties.actions:matters",
    ),
    figures=(
        "app.employment.people.actions:figures",
        "app.employment.permanence.actions:figures",
    ),
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
        Paper(
            "permanence-report",
            _l("Report of permanence"),
            "",
            "app.employment.permanence.papers:report",
        ),
    ),
)
