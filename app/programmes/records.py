"""What is stored of programmes: their objectives, indicators, and the values of those by period and organisation."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Index, exists, select
from sqlalchemy.orm import Mapped, Session, relationship

from app.core.field import Group, described, row_field
from app.core.offered import Offered
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import (
    Choice,
    Choices,
    Day,
    Number,
    PlainText,
    Reference,
    Rows,
    Whole,
    Words,
    YesNo,
)

EVENTS, PARTICIPANTS, OTHER = "events", "participants", "other"
LIVE = frozenset({EVENTS, PARTICIPANTS})
"""What is counted from the events themselves as soon as they have been held."""
MEASURES = (
    (EVENTS, _l("Events held")),
    (PARTICIPANTS, _l("Participants of events")),
    ("products", _l("New service products")),
    ("paths", _l("New service paths")),
    ("offers", _l("New products, services or paths")),
    ("networks", _l("Networks")),
    ("experiments", _l("Experiments")),
    ("enterprises", _l("New enterprises")),
    ("jobs", _l("Jobs created")),
    ("permanent", _l("Permanent contracts")),
    (OTHER, _l("Something else")),
)
"""What an indicator measures. New enterprises and other things are always written by hand."""
MOST_DOWN = Decimal(1_000_000_000)
"""A correction takes away so much at most."""

WHAT = Group("programme", _l("Development programme"))
EVALUATION = Group("themes", _l("Horizontal themes"))
AIM = Group("aim", _l("Aim"))
RESULT = Group("result", _l("Value"))

THEME_FIELDS = (
    row_field("theme", Choice("horizontal_themes"), _l("Theme"), required=True),
    row_field("direct", Whole(0, 10), _l("Direct effect (0–10)")),
    row_field("indirect", Whole(0, 10), _l("Indirect effect (0–10)")),
    row_field("note", Words(600, long=True), _l("Why"), searched=True),
)


class Programme(Offered):
    """A project or programme with a beginning, an end and objectives that are followed with indicators."""

    __tablename__ = "programme"

    kind = Kind(
        "programme",
        "programmes",
        _l("Development programme"),
        _l("Programmes"),
        "target",
        key="code",
        columns=("starts_on", "ends_on"),
    )

    name: Mapped[LanguageText] = described(
        Words(160), _l("Name"), group=WHAT, required=True, searched=True, shared=True
    )
    code: Mapped[str] = described(
        PlainText(20), _l("Code"), group=WHAT, searched=True, unique=True, shared=True
    )
    purpose: Mapped[LanguageText] = described(
        Words(1200, long=True), _l("What it is for"), group=WHAT, searched=True, shared=True
    )
    funder: Mapped[str] = described(
        PlainText(160), _l("Funder"), group=WHAT, searched=True, shared=True
    )
    carried_by: Mapped[str] = described(
        PlainText(300), _l("Carried out by"), group=WHAT, searched=True, shared=True
    )
    starts_on: Mapped[date | None] = described(
        Day(), _l("Begins on"), group=WHAT, required=True, shared=True
    )
    ends_on: Mapped[date | None] = described(Day(), _l("Ends on"), group=WHAT, shared=True)
    municipalities: Mapped[list[str]] = described(
        Choices("municipalities"), _l("Municipalities"), group=WHAT, searched=True, shared=True
    )
    themes: Mapped[list[dict[str, Any]]] = described(
        Rows(THEME_FIELDS, 60),
        _l("Horizontal themes"),
        help=_l("How the programme affects each, directly and through others. 0 = not at all."),
        group=EVALUATION,
        searched=True,
        shared=True,
    )

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        return self.purpose or {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        """It doesn't end before it begins."""
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            return {"ends_on": _l("The programme can’t end before it begins.")}
        return {}


class Objective(Offered):
    """One of the aims of a programme. Events count for the objective that they name."""

    __tablename__ = "objective"
    __table_args__ = (Index("ix_objective_programme", "programme_id", "number"),)

    kind = Kind(
        "objective",
        "objectives",
        _l("Objective"),
        _l("Objectives"),
        "flag",
        columns=("programme_id", "number"),
        owner="programme_id",
    )

    programme_id: Mapped[str | None] = described(
        Reference("programme"), _l("Development programme"), group=AIM, required=True, shared=True
    )
    number: Mapped[int | None] = described(
        Whole(1, 999), _l("Number"), group=AIM, required=True, shared=True
    )
    name: Mapped[LanguageText] = described(
        Words(300), _l("Objective"), group=AIM, required=True, searched=True, shared=True
    )
    description: Mapped[LanguageText] = described(
        Words(2000, long=True), _l("Description"), group=AIM, searched=True, shared=True
    )

    def title(self) -> LanguageText:
        number = f"{self.number}. " if self.number else ""
        return {language: number + words for language, words in (self.name or {}).items()}

    def lead(self) -> LanguageText:
        return self.description or {}

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """A number is used once in a programme."""
        of_same = (
            cls.programme_id == values.get("programme_id"),
            cls.number == values.get("number"),
            cls.id != record_id,
        )
        if values.get("number") and _any(session, cls, *of_same):
            return {"number": _l("Another objective of the programme has this number.")}
        return {}

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        """A programme stays while it has objectives."""
        ids = [each.id for each in records if isinstance(each, Programme)]
        if ids and _any(session, cls, cls.programme_id.in_(ids)):
            return _l("The programme has objectives. Move them to the bin first.")
        return None


class Indicator(Offered):
    """What tells whether an objective, or the whole programme, is reached: what is measured, and the target."""

    __tablename__ = "indicator"
    __table_args__ = (Index("ix_indicator_programme", "programme_id", "objective_id"),)

    kind = Kind(
        "indicator",
        "indicators",
        _l("Indicator"),
        _l("Indicators"),
        "gauge",
        columns=("objective_id", "target"),
        owner="programme_id",
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"measure": OTHER}
    NAMED_BY: ClassVar[tuple[str, ...]] = ("programme",)

    programme_id: Mapped[str | None] = described(
        Reference("programme"), _l("Development programme"), group=AIM, required=True, shared=True
    )
    objective_id: Mapped[str | None] = described(
        Reference("objective"),
        _l("Objective"),
        help=_l("Blank: it concerns the whole programme."),
        group=AIM,
        shared=True,
    )
    name: Mapped[LanguageText] = described(
        Words(160), _l("Name"), group=AIM, required=True, searched=True, shared=True
    )
    measure: Mapped[str] = described(
        Choice(options=MEASURES),
        _l("What is measured"),
        help=_l("Events and participants are counted from the events of the objective."),
        group=AIM,
        shared=True,
    )
    target: Mapped[Decimal | None] = described(
        Number(2),
        _l("Target value"),
        help=_l("Blank when there is none: the value is then shown alone."),
        group=AIM,
        shared=True,
    )
    unit: Mapped[LanguageText] = described(Words(40), _l("Unit"), group=AIM, shared=True)

    programme: Mapped[Programme | None] = relationship(
        Programme,
        primaryjoin=lambda: Programme.id == Indicator.programme_id,
        foreign_keys=lambda: Indicator.programme_id,
        viewonly=True,
        lazy="joined",
    )

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        """Its programme: others have indicators of the same name."""
        return dict(self.programme.title()) if self.programme else {}

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        """Its objective is one of its programme."""
        objective = session.get(Objective, values.get("objective_id") or "")
        if objective and objective.programme_id != values.get("programme_id"):
            return {"objective_id": _l("Choose an objective of the same programme.")}
        return {}

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        """A programme and an objective stay while they have indicators."""
        ids = [each.id for each in records if isinstance(each, Programme | Objective)]
        if ids and _any(session, cls, cls.programme_id.in_(ids) | cls.objective_id.in_(ids)):
            return _l("It has indicators. Move them to the bin first.")
        return None


class IndicatorValue(Offered):
    """What an organisation reached of an indicator in a period. It never holds anything of a person."""

    __tablename__ = "indicator_value"
    __table_args__ = (Index("ix_indicator_value_indicator", "indicator_id", "deleted_at"),)

    kind = Kind(
        "indicator_value",
        "indicator-values",
        _l("Value of an indicator"),
        _l("Values"),
        "plus-circle",
        columns=("indicator_id", "to_day", "value"),
        owner="indicator_id",
    )

    indicator_id: Mapped[str | None] = described(
        Reference("indicator"), _l("Indicator"), group=RESULT, required=True, shared=True
    )
    organisation: Mapped[LanguageText] = described(
        Words(120), _l("Organisation"), group=RESULT, searched=True, shared=True
    )
    from_day: Mapped[date | None] = described(Day(), _l("From"), group=RESULT, shared=True)
    to_day: Mapped[date | None] = described(
        Day(), _l("To"), group=RESULT, required=True, shared=True
    )
    value: Mapped[Decimal | None] = described(
        Number(2, least=-MOST_DOWN), _l("Value"), group=RESULT, required=True, shared=True
    )
    counted: Mapped[bool] = described(
        YesNo(), _l("Counted from the records of the office"), shared=True
    )
    source: Mapped[str] = described(
        PlainText(300),
        _l("Where it comes from"),
        help=_l("So that the funder’s auditor finds it too."),
        group=RESULT,
        searched=True,
        shared=True,
    )

    def title(self) -> LanguageText:
        return self.organisation or in_all("–")

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        """Its days follow each other, and a correction downwards says where it comes from."""
        found: dict[str, Text] = {}
        first, last, value = (values.get(name) for name in ("from_day", "to_day", "value"))
        if first and last and last < first:
            found["to_day"] = _l("The last day can’t be before the first one.")
        if value is not None and value < 0 and not (values.get("source") or "").strip():
            found["source"] = _l(
                "A value below zero is a correction: tell what it corrects and why."
            )
        return found

    @classmethod
    def holds(cls, session: Session, records: Sequence[Record]) -> Text | None:
        """An indicator stays while it has values."""
        ids = [each.id for each in records if isinstance(each, Indicator)]
        if ids and _any(session, cls, cls.indicator_id.in_(ids)):
            return _l("The indicator has values. Move them to the bin first.")
        return None


def _any(session: Session, record: type[Record], *where: ColumnElement[bool]) -> bool:
    """Whether a record in use meets conditions."""
    return bool(session.scalar(select(exists().where(record.deleted_at.is_(None), *where))))
