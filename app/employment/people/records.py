"""What is stored of people who work: only what is necessary, and never health data.

Act on the Protection of Privacy in Working Life 759/2004: an employer may process only what the
employment needs; of a criminal record extract only that it was shown (Act 741/2023, 28 §).
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from app.core.field import Group, described, row_field, values_of
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import (
    Choice,
    Day,
    Identified,
    Languages,
    PlainText,
    Rows,
    Secret,
    Year,
)
from app.employment.people import rules

STATES = (
    ("active", _l("Works here")),
    ("away", _l("On a long leave")),
    ("left", _l("Has left")),
)
GENDERS = (
    ("woman", _l("Woman")),
    ("man", _l("Man")),
    ("other", _l("Other")),
)

NAME = Group("name", _l("Name"))
CONTACT = Group("contact", _l("Contact details"))
SKILLS = Group("skills", _l("Qualifications and languages"))
CHECKS = Group(
    "checks",
    _l("Checks and cards"),
    help=_l(
        "Of a criminal record extract only that it was shown: no copy and nothing of what it says. No "
        "health data."
    ),
)
INDUCTION = Group("induction", _l("Induction"))
VOLUNTARY = Group(
    "voluntary",
    _l("Voluntary details"),
    more=True,
    help=_l("For statistics, only if the person wishes. Shown only of five people or more."),
)

QUALIFICATION_FIELDS = (
    row_field("name", PlainText(120), _l("Qualification"), required=True, searched=True),
    row_field("year", Year(), _l("Year")),
)
CHECK_FIELDS = (
    row_field("what", Choice("person_checks"), _l("What"), required=True),
    row_field("checked_on", Day(), _l("Checked on")),
    row_field("checked_by", PlainText(80), _l("By whom")),
    row_field(
        "number",
        PlainText(40),
        _l("Register number"),
        help=_l("Only the number of a professional register."),
    ),
)
CARD_FIELDS = (
    row_field(
        "name",
        PlainText(80),
        _l("Card or course"),
        help=_l("For example first aid EA1 or hygiene passport."),
        required=True,
        searched=True,
    ),
    row_field("granted_on", Day(), _l("Granted on")),
    row_field("valid_to", Day(), _l("Valid to")),
)
STEP_FIELDS = (
    row_field("step", PlainText(160), _l("Step"), required=True),
    row_field("done_on", Day(), _l("Done on")),
    row_field("with_whom", PlainText(80), _l("With whom")),
)


class Person(Record):
    """Somebody who works here: an employee, an owner, a family member, a volunteer or a student."""

    __tablename__ = "person"
    # For the chips, what waits, and the same person entered twice.
    __table_args__ = (
        Index("ix_person_status", "deleted_at", "status"),
        Index("ix_person_personal_id", text("lower(personal_id)")),
        Index("ix_person_calendar_name", text("lower(calendar_name)")),
    )

    kind = Kind(
        "person",
        "people",
        _l("Person"),
        _l("People"),
        "identification-card",
        key="calendar_name",
        columns=("role", "phone", "status"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"role": "employee", "status": "active", "language": "fi"}

    family_name: Mapped[str] = described(
        PlainText(60), _l("Family name"), group=NAME, required=True, searched=True
    )
    given_names: Mapped[str] = described(
        PlainText(80), _l("Given names"), group=NAME, required=True, searched=True
    )
    call_name: Mapped[str] = described(PlainText(40), _l("Call name"), group=NAME, searched=True)
    role: Mapped[str] = described(Choice("person_roles"), _l("Works as"), group=NAME)
    status: Mapped[str] = described(Choice(options=STATES), _l("Status"), group=NAME)
    personal_id: Mapped[str] = described(
        Secret("personal_id"),
        _l("Personal identity code"),
        help=_l("Needed for an employment contract. Shown masked."),
        group=NAME,
        exported=False,
        unique=True,
    )
    calendar_name: Mapped[str] = described(
        PlainText(80),
        _l("Name in the calendar"),
        help=_l("As the worker of visits and hours. Given by itself when it is left blank."),
        group=NAME,
        searched=True,
        unique=True,
    )
    language: Mapped[str] = described(
        Choice("languages"),
        _l("Language of contracts"),
        help=_l("The contract is printed in this language first."),
        group=NAME,
    )
    phone: Mapped[str] = described(
        Identified("phone"), _l("Telephone"), group=CONTACT, searched=True
    )
    email: Mapped[str] = described(Identified("email"), _l("E-mail"), group=CONTACT, searched=True)
    street: Mapped[str] = described(PlainText(120), _l("Street address"), group=CONTACT)
    postal_code: Mapped[str] = described(
        Identified("postal_code"), _l("Postal code"), group=CONTACT
    )
    post_office: Mapped[str] = described(PlainText(60), _l("Town"), group=CONTACT)
    emergency: Mapped[str] = described(
        PlainText(120),
        _l("Whom to call in an emergency"),
        help=_l("A name and a telephone number, if the person wishes."),
        group=CONTACT,
    )
    qualifications: Mapped[list[dict[str, Any]]] = described(
        Rows(QUALIFICATION_FIELDS, 20), _l("Qualifications"), group=SKILLS, searched=True
    )
    languages: Mapped[list[str]] = described(
        Languages(), _l("Languages spoken at work"), group=SKILLS
    )
    checks: Mapped[list[dict[str, Any]]] = described(
        Rows(CHECK_FIELDS, 30), _l("Checks"), group=CHECKS
    )
    cards: Mapped[list[dict[str, Any]]] = described(
        Rows(CARD_FIELDS, 30), _l("Cards and courses"), group=CHECKS, searched=True
    )
    induction: Mapped[list[dict[str, Any]]] = described(
        Rows(STEP_FIELDS, 40), _l("Induction"), group=INDUCTION
    )
    gender: Mapped[str] = described(
        Choice(options=GENDERS), _l("Gender"), group=VOLUNTARY, exported=False
    )
    birth_year: Mapped[int | None] = described(
        Year(1920, 2020), _l("Year of birth"), group=VOLUNTARY, exported=False
    )

    def title(self) -> LanguageText:
        return in_all(rules.person_name(values_of(self)))

    def lead(self) -> LanguageText:
        return in_all(self.qualifications[0]["name"]) if self.qualifications else {}

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**values, "calendar_name": values["calendar_name"] or rules.calendar_name(values)}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values)
