"""What is stored of services: service products, and the paths that run through several of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, Session

from app.core.field import Field, Group, described, row_field
from app.core.record import Kind, Record, record_kinds
from app.core.text import LanguageText, Text, _l
from app.core.value import (
    Choice,
    Choices,
    Day,
    Languages,
    Minutes,
    Money,
    PlainText,
    Reference,
    Rows,
    Whole,
    Words,
    YesNo,
)
from app.services import rules

STAGES = (
    ("idea", _l("Idea")),
    ("draft", _l("Draft")),
    ("productised", _l("Productised")),
    ("certified", _l("Certified")),
    ("retired", _l("Retired")),
)

PROMISE = Group("promise", _l("Name and promise"))
CONTENT = Group("content", _l("Content"))
AUDIENCE = Group("audience", _l("For whom"))
PRICE = Group("price", _l("Price and payer"))
DELIVERY = Group("delivery", _l("Where, how and when"))
QUALITY = Group("quality", _l("Quality"))
CLASSES = Group("classes", _l("Classification"), more=True)
VAT = Group(
    "vat",
    _l("VAT exemption of social welfare"),
    more=True,
    help=_l("A social welfare service is exempt from VAT only when all five conditions are met."),
)
LIFE = Group("life", _l("Life cycle"), more=True)

STEP_FIELDS = (
    row_field("title", Words(120), _l("Step"), required=True, searched=True),
    row_field("text", Words(600, long=True), _l("What happens"), searched=True),
)
PRICE_FIELDS = (
    row_field("name", Words(80), _l("What for"), help=_l("For example weekdays 8–18.")),
    row_field("unit", Choice("price_units"), _l("Unit"), required=True),
    row_field("price", Money(), _l("Price (incl. VAT)"), required=True),
    row_field("vat", Choice("vat_treatments"), _l("VAT"), required=True),
    row_field("payer", Choice("payers"), _l("Payer")),
    row_field("valid_from", Day(), _l("Valid from")),
    row_field("valid_to", Day(), _l("Valid to")),
)
DOCUMENT_FIELDS = (
    row_field("name", PlainText(120), _l("Document"), searched=True),
    row_field("place", PlainText(200), _l("Where it is"), help=_l("A link, a folder or a binder.")),
)
CONDITION = {"group": VAT, "exported": True}


def in_the_directory() -> Field:
    """The id by which the network's directory has the service of another office that a row names."""
    named = ("service_id", "organisation_id", "service")
    return row_field("directory_id", PlainText(40), _l("In the directory"), behind=named)


class ServiceProduct(Record):
    """A service made into a product: something a client can choose, price and trust."""

    __tablename__ = "service_product"
    # For the chips' counts, what waits, and the check that a code is used once.
    __table_args__ = (
        Index("ix_service_product_stage", "deleted_at", "stage", "updated_at"),
        Index("ix_service_product_certified", "stage", "deleted_at", "certified_to"),
        Index("ix_service_product_code", text("lower(code)")),
    )

    kind = Kind(
        "service",
        "services",
        _l("Service"),
        _l("Services"),
        "heart",
        key="code",
        columns=("municipalities", "prices", "stage"),
    )

    STARTS: ClassVar[Mapping[str, Any]] = {"stage": "draft"}

    name: Mapped[LanguageText] = described(
        Words(80), _l("Name"), group=PROMISE, required=True, searched=True, shared=True
    )
    promise: Mapped[LanguageText] = described(
        Words(160),
        _l("Promise in one sentence"),
        help=_l("What changes in the client's life. No jargon."),
        group=PROMISE,
        searched=True,
        shared=True,
    )
    description: Mapped[LanguageText] = described(
        Words(2000, long=True), _l("Description"), group=PROMISE, searched=True, shared=True
    )
    code: Mapped[str] = described(
        PlainText(20),
        _l("Code"),
        help=_l("Your own short code; an import recognises the service by it."),
        group=PROMISE,
        searched=True,
        unique=True,
    )
    steps: Mapped[list[dict[str, Any]]] = described(
        Rows(STEP_FIELDS, 30),
        _l("Step by step"),
        help=_l("What the client meets, from the first contact to the end."),
        group=CONTENT,
        searched=True,
        shared=True,
    )
    included: Mapped[LanguageText] = described(
        Words(1000, long=True),
        _l("Included"),
        help=_l("One thing on each line."),
        group=CONTENT,
        searched=True,
        shared=True,
    )
    excluded: Mapped[LanguageText] = described(
        Words(1000, long=True),
        _l("Not included"),
        help=_l("One thing on each line. Saves many misunderstandings."),
        group=CONTENT,
        shared=True,
    )
    target_groups: Mapped[list[str]] = described(
        Choices("target_groups"), _l("Target groups"), group=AUDIENCE, searched=True, shared=True
    )
    need: Mapped[LanguageText] = described(
        Words(400, long=True),
        _l("Need it answers"),
        help=_l("In the client's own words, for example “I don't dare to go shopping alone”."),
        group=AUDIENCE,
        searched=True,
        shared=True,
    )
    prices: Mapped[list[dict[str, Any]]] = described(
        Rows(PRICE_FIELDS, 30), _l("Prices"), group=PRICE, shared=True
    )
    payers: Mapped[list[str]] = described(
        Choices("payers"), _l("Who can pay"), group=PRICE, shared=True
    )
    household_credit: Mapped[bool] = described(
        YesNo(),
        _l("Household credit possible"),
        help=_l("The service card then shows an estimate with its source and date."),
        group=PRICE,
        shared=True,
    )
    place: Mapped[list[str]] = described(
        Choices("delivery_places"), _l("Place"), group=DELIVERY, shared=True, searched=True
    )
    form: Mapped[list[str]] = described(
        Choices("delivery_forms"), _l("Form"), group=DELIVERY, shared=True
    )
    rhythm: Mapped[list[str]] = described(
        Choices("delivery_rhythms"), _l("Rhythm"), group=DELIVERY, shared=True
    )
    municipalities: Mapped[list[str]] = described(
        Choices("municipalities"),
        _l("Municipalities"),
        help=_l("Leave empty when the service is available everywhere."),
        group=DELIVERY,
        searched=True,
        shared=True,
    )
    languages: Mapped[list[str]] = described(
        Languages(), _l("Languages"), group=DELIVERY, shared=True
    )
    duration: Mapped[int | None] = described(
        Minutes(), _l("Usual duration"), group=DELIVERY, shared=True
    )
    capacity: Mapped[int | None] = described(
        Whole(0, 100_000), _l("Capacity (clients at a time)"), group=DELIVERY
    )
    waiting_days: Mapped[int | None] = described(
        Whole(0, 3650), _l("Waiting time (days)"), group=DELIVERY, shared=True
    )
    quality_promise: Mapped[LanguageText] = described(
        Words(300, long=True),
        _l("Quality promise"),
        help=_l("One that can be measured, for example the same worker on 8 visits of 10."),
        group=QUALITY,
        searched=True,
        shared=True,
    )
    quality_measure: Mapped[LanguageText] = described(
        Words(200), _l("How it is measured"), group=QUALITY, shared=True
    )
    competence: Mapped[LanguageText] = described(
        Words(400, long=True), _l("Competence needed"), group=QUALITY, searched=True, shared=True
    )
    documents: Mapped[list[dict[str, Any]]] = described(
        Rows(DOCUMENT_FIELDS, 50), _l("Related documents"), group=QUALITY, searched=True
    )
    shl_service: Mapped[str] = described(
        Choice("shl_services"),
        _l("Social Welfare Act service"),
        group=CLASSES,
        searched=True,
        shared=True,
    )
    ptv_class: Mapped[str] = described(
        Choice("ptv_service_classes"),
        _l("Service class (Suomi.fi)"),
        group=CLASSES,
        searched=True,
        shared=True,
    )
    industry: Mapped[str] = described(
        Choice("tol2025"),
        _l("Industry class (TOL 2025)"),
        group=CLASSES,
        searched=True,
        shared=True,
    )
    vat_registered_provider: Mapped[bool] = described(
        YesNo(), _l("We are registered as a provider of social services"), **CONDITION
    )
    vat_decision: Mapped[bool] = described(
        YesNo(), _l("It rests on an authority's decision or a written contract"), **CONDITION
    )
    vat_plan: Mapped[bool] = described(
        YesNo(), _l("A service plan made with the client shows the need"), **CONDITION
    )
    vat_self_monitoring: Mapped[bool] = described(
        YesNo(), _l("We have a self-monitoring plan"), **CONDITION
    )
    vat_entitled: Mapped[bool] = described(
        YesNo(),
        _l(
            "The client is entitled to social welfare, for example by a reduced ability to function"
        ),
        **CONDITION,
    )
    stage: Mapped[str] = described(Choice(options=STAGES), _l("Stage"), group=LIFE, shared=True)
    certified_to: Mapped[date | None] = described(Day(), _l("Certificate valid to"))
    certificate_id: Mapped[str | None] = described(
        Reference("certificate"), _l("Certificate"), exported=False
    )
    successor_id: Mapped[str | None] = described(
        Reference("service"),
        _l("Replaced by"),
        group=LIFE,
        shared=True,
        shown_when=lambda values: values.get("stage") == "retired",
    )

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        return self.promise or {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        if before and before["stage"] == values["stage"]:
            return {}
        problem = rules.stage_problem(values["stage"], values)
        return {"stage": problem} if problem else {}

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """A service shows only a certificate that is valid and names it, until its last day."""
        if not values["certificate_id"]:
            return {}
        # The room of certificates stands above this one, so its record is known by its kind alone.
        found = session.get(record_kinds()["certificate"], values["certificate_id"])
        named = [row["service_id"] for row in getattr(found, "services", ())]
        holds = (
            getattr(found, "status", "") == "valid"
            and record_id in named
            and getattr(found, "valid_to", None) == values["certified_to"]
        )
        if holds:
            return {}
        return {"certified_to": _l("The certificate and its last day come from Certification.")}

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A copy is another service: it has no certificate."""
        stage = "productised" if values["stage"] == "certified" else values["stage"]
        return {**values, "stage": stage, "certified_to": None, "certificate_id": None}


PATH_NAME = Group("path_name", _l("Name and need"))
PATH_STEPS = Group("path_steps", _l("Steps"))

PATH_STEP_FIELDS = (
    row_field("service_id", Reference("service"), _l("Own service")),
    row_field("organisation_id", Reference("organisation"), _l("Provider")),
    row_field(
        "service",
        Words(120),
        _l("Service"),
        help=_l("Fill this in when the service is not one of our own."),
        searched=True,
    ),
    row_field("client_sees", Words(300, long=True), _l("What the client sees"), searched=True),
    row_field(
        "hand_over",
        Words(300, long=True),
        _l("Hand-over to the next"),
        help=_l("Who tells whom, and how."),
        searched=True,
    ),
    in_the_directory(),
)


class ServicePath(Record):
    """One client's way through the services of several providers, in order."""

    __tablename__ = "service_path"

    kind = Kind(
        "service_path",
        "service-paths",
        _l("Service path"),
        _l("Service paths"),
        "path",
        key="code",
        columns=("steps",),
    )

    name: Mapped[LanguageText] = described(
        Words(80), _l("Name"), group=PATH_NAME, required=True, searched=True, shared=True
    )
    code: Mapped[str] = described(
        PlainText(20), _l("Code"), group=PATH_NAME, searched=True, unique=True
    )
    need: Mapped[LanguageText] = described(
        Words(300, long=True), _l("Need it answers"), group=PATH_NAME, searched=True, shared=True
    )
    target_groups: Mapped[list[str]] = described(
        Choices("target_groups"), _l("Target groups"), group=PATH_NAME, searched=True, shared=True
    )
    steps: Mapped[list[dict[str, Any]]] = described(
        Rows(PATH_STEP_FIELDS, 30), _l("Steps"), group=PATH_STEPS, searched=True, shared=True
    )

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        return self.need or {}
