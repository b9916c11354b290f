"""What is stored of clients. No health data and no care notes: this is not a client information system."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from app.clients import rules
from app.core.field import Group, described, row_field
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import (
    Choice,
    Day,
    Identified,
    PlainText,
    Reference,
    Rows,
    Secret,
    YesNo,
)
from app.services.records import in_the_directory

TYPES = (("person", _l("Person")), ("organisation", _l("Organisation")))
STATES = (
    ("enquiry", _l("Enquiry")),
    ("active", _l("Active")),
    ("paused", _l("Paused")),
    ("ended", _l("Ended")),
)
ATTAINMENT = (
    ("much_less", _l("Much less than hoped")),
    ("less", _l("Less than hoped")),
    ("as_hoped", _l("As hoped")),
    ("more", _l("More than hoped")),
    ("much_more", _l("Much more than hoped")),
)

NAME = Group("name", _l("Name"))
CONTACT = Group("contact", _l("Contact details"))
LANGUAGE = Group("language", _l("Language"))
NEEDS = Group(
    "needs",
    _l("Needs and goals"),
    help=_l("In plain words. Write no health data or care notes here."),
)
PLAN = Group("plan", _l("Service plan"))
PEOPLE = Group("people", _l("Close people and representatives"))
GROUNDS = Group(
    "grounds",
    _l("Grounds and consents"),
    help=_l("What is processed and on which ground. A consent is asked only where it is needed."),
)
PROTECTION = Group("protection", _l("Protection"))
ORIGIN = Group("origin", _l("How the client came"), more=True)


def _person(values: Mapping[str, Any]) -> bool:
    return values.get("client_type") != "organisation"


def _organisation(values: Mapping[str, Any]) -> bool:
    return values.get("client_type") == "organisation"


NEED_FIELDS = (
    row_field("need", PlainText(300, long=True), _l("Need"), required=True, searched=True),
    row_field("area", Choice("life_areas"), _l("Area of life")),
    row_field("met", YesNo(), _l("Met")),
)
GOAL_FIELDS = (
    row_field("goal", PlainText(200), _l("Goal set by the client"), required=True, searched=True),
    row_field("attainment", Choice(options=ATTAINMENT), _l("How it has gone")),
    row_field("reviewed", Day(), _l("Looked at on")),
)
SERVICE_FIELDS = (
    row_field("service_id", Reference("service"), _l("Own service")),
    row_field("organisation_id", Reference("organisation"), _l("Provider")),
    row_field(
        "service",
        PlainText(120),
        _l("Service"),
        help=_l("Fill this in when the service is not one of our own."),
        searched=True,
    ),
    row_field(
        "amount",
        PlainText(80),
        _l("How much and how often"),
        help=_l("For example 2 h on Tuesdays."),
    ),
    row_field("begins", Day(), _l("Begins")),
    row_field("ends", Day(), _l("Ends")),
    in_the_directory(),
)
PERSON_FIELDS = (
    row_field("name", PlainText(80), _l("Name"), required=True, searched=True),
    row_field("role", Choice("client_people"), _l("Relation to the client")),
    row_field(
        "authority",
        PlainText(160),
        _l("Authority"),
        help=_l("What they may decide or be told, and where it stands."),
    ),
    row_field("phone", Identified("phone"), _l("Telephone"), searched=True),
    row_field("email", Identified("email"), _l("E-mail")),
    row_field("valid_to", Day(), _l("Authority valid to")),
)
GROUND_FIELDS = (
    row_field("purpose", Choice("processing_purposes"), _l("Purpose"), required=True),
    row_field("ground", Choice("legal_grounds"), _l("Ground"), required=True),
    row_field("given_on", Day(), _l("Given or begun on")),
    row_field("way", Choice("consent_ways"), _l("How it was given")),
    row_field("withdrawn_on", Day(), _l("Withdrawn on")),
)
APART_FIELDS = (row_field("client_id", Reference("client"), _l("Another client")),)


NAMED_BY = ("client_type", "family_name", "given_names", "call_name", "organisation_name")


class Client(Record):
    """A person or an organisation that services are for, or that pays or decides for one."""

    __tablename__ = "client"
    # For the chips, what waits, and the search for the same client entered twice.
    __table_args__ = (
        Index("ix_client_status", "deleted_at", "status", "plan_made"),
        Index("ix_client_people", "deleted_at", "status", sqlite_where=text("people != '[]'")),
        Index("ix_client_plan_review", "deleted_at", "status", "plan_review"),
        Index("ix_client_personal_id", text("lower(personal_id)")),
        Index("ix_client_code", text("lower(code)")),
        Index("ix_client_merged_into", "merged_into"),
        Index("ix_client_family_name", text("lower(family_name)")),
        Index("ix_client_phone", "phone"),
        Index("ix_client_email", text("lower(email)")),
    )

    kind = Kind(
        "client",
        "clients",
        _l("Client"),
        _l("Clients"),
        "users",
        key="code",
        columns=("municipality", "phone", "status"),
    )
    WITHHELD_BY: ClassVar[frozenset[str]] = frozenset({"restricted", "protected_address"})
    STARTS: ClassVar[Mapping[str, Any]] = {"client_type": "person", "status": "active"}

    client_type: Mapped[str] = described(Choice(options=TYPES), _l("The client is"), group=NAME)
    family_name: Mapped[str] = described(
        PlainText(60), _l("Family name"), group=NAME, searched=True, shown_when=_person
    )
    given_names: Mapped[str] = described(
        PlainText(80), _l("Given names"), group=NAME, searched=True, shown_when=_person
    )
    call_name: Mapped[str] = described(
        PlainText(40),
        _l("Call name"),
        help=_l("What the client wants to be called."),
        group=NAME,
        searched=True,
        shown_when=_person,
    )
    personal_id: Mapped[str] = described(
        Secret("personal_id"),
        _l("Personal identity code"),
        help=_l("Only when identifying the client certainly is necessary. Shown masked."),
        group=NAME,
        exported=False,
        unique=True,
        shown_when=_person,
    )
    organisation_name: Mapped[str] = described(
        PlainText(120), _l("Name"), group=NAME, searched=True, shown_when=_organisation
    )
    business_id: Mapped[str] = described(
        Identified("business_id"),
        _l("Business ID"),
        group=NAME,
        searched=True,
        shown_when=_organisation,
    )
    code: Mapped[str] = described(
        PlainText(20),
        _l("Client number"),
        help=_l("Your own number; an import recognises the client by it."),
        group=NAME,
        searched=True,
        unique=True,
    )
    status: Mapped[str] = described(Choice(options=STATES), _l("Status"), group=NAME)
    phone: Mapped[str] = described(
        Identified("phone"), _l("Telephone"), group=CONTACT, searched=True
    )
    email: Mapped[str] = described(Identified("email"), _l("E-mail"), group=CONTACT, searched=True)
    street: Mapped[str] = described(
        PlainText(120), _l("Street address"), group=CONTACT, searched=True
    )
    postal_code: Mapped[str] = described(
        Identified("postal_code"), _l("Postal code"), group=CONTACT
    )
    post_office: Mapped[str] = described(PlainText(60), _l("Town"), group=CONTACT)
    municipality: Mapped[str] = described(
        Choice("municipalities"), _l("Municipality of residence"), group=CONTACT, searched=True
    )
    language: Mapped[str] = described(
        Choice("languages"), _l("Language of service"), group=LANGUAGE
    )
    interpreter: Mapped[bool] = described(YesNo(), _l("Needs an interpreter"), group=LANGUAGE)
    interpreter_note: Mapped[str] = described(
        PlainText(120),
        _l("Which interpreting"),
        help=_l("For example Russian by telephone, or sign language."),
        group=LANGUAGE,
        shown_when=lambda values: bool(values.get("interpreter")),
    )
    needs: Mapped[list[dict[str, Any]]] = described(
        Rows(NEED_FIELDS, 30), _l("Needs"), group=NEEDS, searched=True
    )
    goals: Mapped[list[dict[str, Any]]] = described(
        Rows(GOAL_FIELDS, 20), _l("Goals"), group=NEEDS, searched=True
    )
    services: Mapped[list[dict[str, Any]]] = described(
        Rows(SERVICE_FIELDS, 30),
        _l("Services agreed"),
        help=_l("Your own and those of partners of any sector: one plan for the client."),
        group=PLAN,
        searched=True,
    )
    plan_made: Mapped[date | None] = described(Day(), _l("Plan made on"), group=PLAN)
    plan_review: Mapped[date | None] = described(
        Day(), _l("Look at the plan again on"), help=_l("You are reminded in time."), group=PLAN
    )
    people: Mapped[list[dict[str, Any]]] = described(
        Rows(PERSON_FIELDS, 20), _l("People"), group=PEOPLE, searched=True
    )
    grounds: Mapped[list[dict[str, Any]]] = described(
        Rows(GROUND_FIELDS, 30), _l("Grounds"), group=GROUNDS
    )
    protected_address: Mapped[bool] = described(
        YesNo(),
        _l("Non-disclosure for safety reasons (turvakielto)"),
        help=_l("Address and telephone are then left out of lists, papers and files."),
        group=PROTECTION,
    )
    restricted: Mapped[bool] = described(
        YesNo(),
        _l("Processing restricted at the client's request"),
        help=_l("Only the name is then shown; nothing is printed (GDPR, Article 18)."),
        group=PROTECTION,
    )
    origin: Mapped[str] = described(
        Choice("client_origins"), _l("How the client came"), group=ORIGIN
    )
    came_on: Mapped[date | None] = described(Day(), _l("First contact on"), group=ORIGIN)
    merged_into: Mapped[str | None] = described(
        Reference("client"), _l("Merged into"), exported=False
    )
    apart: Mapped[list[dict[str, Any]]] = described(
        Rows(APART_FIELDS), _l("Known to be other clients"), exported=False
    )

    def title(self) -> LanguageText:
        return in_all(rules.client_name({name: getattr(self, name) for name in NAMED_BY}))

    def lead(self) -> LanguageText:
        if "needs" in self.withheld():
            return {}
        unmet = next((row["need"] for row in self.needs or [] if not row.get("met")), "")
        return in_all(unmet) if unmet else {}

    def withheld(self) -> frozenset[str]:
        return rules.withheld(protected_address=self.protected_address, restricted=self.restricted)

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return rules.problems(values, before)
