"""What is stored of organisations: the own one, and those that services are delivered with."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, Session

from app.core.field import Group, described, row_field
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l
from app.core.value import (
    Choice,
    Choices,
    Classified,
    Day,
    Identified,
    Languages,
    Picture,
    PlainText,
    Rows,
    Words,
    Year,
    YesNo,
)

SECTORS = (
    ("public", _l("Public sector")),
    ("business", _l("Business")),
    ("third", _l("Third sector")),
)
SCHEMES = (("tol2025", _l("TOL 2025")), ("tol2008", _l("TOL 2008 (old)")))
VAT_STATES = (
    ("registered", _l("VAT registered")),
    ("small", _l("Small business, not VAT registered")),
    ("exempt", _l("Only VAT-exempt services")),
)

NAME = Group("name", _l("Name and purpose"))
IDENTITY = Group("identity", _l("Form and registers"))
REACH = Group("reach", _l("Where and in which languages"))
CONTACT = Group("contact", _l("Contacts and locations"))
MONEY = Group("money", _l("Bank and VAT"), more=True)
TRUST = Group("trust", _l("Supervision and marks"), more=True)

CONTACT_FIELDS = (
    row_field("role", PlainText(80), _l("Role"), help=_l("For example service coordinator.")),
    row_field("name", PlainText(80), _l("Name"), searched=True),
    row_field("phone", Identified("phone"), _l("Telephone")),
    row_field("email", Identified("email"), _l("E-mail")),
    row_field("public", YesNo(), _l("May be shown to clients")),
)
LOCATION_FIELDS = (
    row_field("name", PlainText(120), _l("Name of the place"), searched=True),
    row_field("street", PlainText(120), _l("Street address"), searched=True),
    row_field("postal_code", Identified("postal_code"), _l("Postal code")),
    row_field("town", PlainText(60), _l("Post office")),
    row_field("municipality", Choice("municipalities"), _l("Municipality")),
    row_field(
        "accessibility",
        Words(400, long=True),
        _l("Accessibility"),
        help=_l("Steps, lift, toilet, parking, hearing loop: what a visitor needs to know."),
    ),
)
INDUSTRY_FIELDS = (
    row_field(
        "code",
        Classified(8, list_names=("tol2025", "tol2008"), pattern=r"\d{2,5}"),
        _l("Class"),
        help=_l("Write what you do, for example “home care”, or the code if you know it."),
        required=True,
        searched=True,
    ),
    row_field("scheme", Choice(options=SCHEMES), _l("Classification"), start="tol2025"),
)
MARK_FIELDS = (
    row_field("mark", Choice("marks"), _l("Mark or certificate")),
    row_field("number", PlainText(60), _l("Number")),
    row_field("valid_from", Day(), _l("Valid from")),
    row_field("valid_to", Day(), _l("Valid to")),
)


class Organisation(Record):
    """An organisation of any sector; ``own`` tells the one whose office this is."""

    __tablename__ = "organisation"

    kind = Kind(
        "organisation",
        "organisations",
        _l("Organisation"),
        _l("Organisations"),
        "buildings",
        key="business_id",
        columns=("sector", "home_municipality", "business_id"),
    )

    own: Mapped[bool] = described(YesNo(), _l("Our own organisation"), exported=False)
    name: Mapped[LanguageText] = described(
        Words(120), _l("Name"), group=NAME, required=True, searched=True, shared=True
    )
    summary: Mapped[LanguageText] = described(
        Words(200),
        _l("In one sentence"),
        help=_l("What you do and for whom. Shown under the name."),
        group=NAME,
        searched=True,
        shared=True,
    )
    description: Mapped[LanguageText] = described(
        Words(2000, long=True), _l("Description"), group=NAME, searched=True, shared=True
    )
    logo: Mapped[str | None] = described(
        Picture(),
        _l("Logo"),
        help=_l("Shown on papers. PNG or JPEG."),
        group=NAME,
        exported=False,
        shared=True,
    )
    sector: Mapped[str] = described(
        Choice(options=SECTORS), _l("Sector"), group=IDENTITY, required=True, shared=True
    )
    legal_form: Mapped[str] = described(
        Choice("legal_forms"), _l("Legal form"), group=IDENTITY, shared=True
    )
    business_id: Mapped[str] = described(
        Identified("business_id"),
        _l("Business ID"),
        help=_l("Seven digits, a dash and a check digit, for example 1234567-1."),
        group=IDENTITY,
        searched=True,
        shared=True,
        unique=True,
    )
    association_number: Mapped[str] = described(
        Identified("association_number"),
        _l("Association register number"),
        group=IDENTITY,
        searched=True,
        shared=True,
    )
    founded: Mapped[int | None] = described(
        Year(), _l("Founded in (year)"), group=IDENTITY, shared=True
    )
    industries: Mapped[list[dict[str, Any]]] = described(
        Rows(INDUSTRY_FIELDS, 10),
        _l("Industry classes"),
        help=_l("TOL 2025 is in use; keep TOL 2008 only for old records."),
        group=IDENTITY,
        searched=True,
        shared=True,
    )
    home_municipality: Mapped[str] = described(
        Choice("municipalities"), _l("Home municipality"), group=REACH, shared=True, searched=True
    )
    municipalities: Mapped[list[str]] = described(
        Choices("municipalities"),
        _l("Municipalities served"),
        group=REACH,
        shared=True,
        searched=True,
    )
    languages: Mapped[list[str]] = described(
        Languages(), _l("Service languages"), group=REACH, shared=True
    )
    website: Mapped[str] = described(Identified("url"), _l("Website"), group=CONTACT, shared=True)
    email: Mapped[str] = described(
        Identified("email"), _l("E-mail"), group=CONTACT, shared=True, searched=True
    )
    phone: Mapped[str] = described(
        Identified("phone"), _l("Telephone"), group=CONTACT, shared=True, searched=True
    )
    person_in_charge: Mapped[str] = described(
        PlainText(80),
        _l("Person in charge"),
        help=_l("Who answers for the services to the supervisory authority."),
        group=CONTACT,
        searched=True,
    )
    contacts: Mapped[list[dict[str, Any]]] = described(
        Rows(CONTACT_FIELDS, 30), _l("Contact persons"), group=CONTACT, searched=True
    )
    locations: Mapped[list[dict[str, Any]]] = described(
        Rows(LOCATION_FIELDS, 50), _l("Locations"), group=CONTACT, searched=True, shared=True
    )
    iban: Mapped[str] = described(Identified("iban"), _l("Bank account (IBAN)"), group=MONEY)
    vat_status: Mapped[str] = described(
        Choice(options=VAT_STATES), _l("VAT status"), group=MONEY, shared=True
    )
    vat_number: Mapped[str] = described(
        Identified("vat_number"),
        _l("VAT number"),
        group=MONEY,
        shown_when=lambda values: values.get("vat_status") != "small",
    )
    soteri: Mapped[str] = described(
        PlainText(60),
        _l("Soteri registration"),
        help=_l("The number that the supervisory authority gave when it registered you."),
        group=TRUST,
        shared=True,
    )
    soteri_date: Mapped[date | None] = described(
        Day(), _l("Registered on"), group=TRUST, shared=True
    )
    sote_oid: Mapped[str] = described(
        Identified("sote_oid"), _l("SOTE organisation identifier (OID)"), group=TRUST, shared=True
    )
    marks: Mapped[list[dict[str, Any]]] = described(
        Rows(MARK_FIELDS, 30),
        _l("Marks and certificates"),
        help=_l("You are reminded before a mark expires."),
        group=TRUST,
        searched=True,
        shared=True,
    )

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**values, "own": False}  # an office has one organisation of its own

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        for each in records:
            if isinstance(each, Organisation) and each.own:
                return _l(
                    "“{title}” is your own organisation: your papers are made in its name. Change its "
                    "name and facts instead.",
                    title=dict(each.title()),
                )
        return None

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        return self.summary or {}
