"""What is stored of schemes: one record a version, which never changes once it is here."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session

from app.certification.schemes import rules
from app.certification.schemes.rules import Criterion, Named, SchemeContent
from app.core.field import Group, described, fields_of, row_field
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l
from app.core.value import Choice, PlainText, Rows, Whole, Words, YesNo

ABOUT = Group("about", _l("What it is for"))
RULE = Group("rule", _l("How it is judged"))
CONTENT = Group("content", _l("Criteria"), more=True)

NAMED_FIELDS = (
    row_field("key", PlainText(60), _l("Identifier"), required=True),
    row_field("name", Words(80), _l("Name"), required=True, searched=True),
    row_field("help", Words(300), _l("Whom it is for")),
)
CRITERION_FIELDS = (
    row_field("key", PlainText(60), _l("Identifier"), required=True),
    row_field("group", PlainText(60), _l("Group"), required=True),
    row_field("text", Words(400, long=True), _l("Criterion"), required=True, searched=True),
    row_field("guidance", Words(800, long=True), _l("Guidance"), searched=True),
    row_field("evidence", Words(300), _l("Evidence wanted"), searched=True),
    row_field("level", Choice(options=rules.LEVELS), _l("Level"), required=True),
    row_field("weight", Whole(1, rules.MOST_WEIGHT), _l("Weight")),
    row_field("target", PlainText(60), _l("Target level")),
    row_field("applies_when", PlainText(300), _l("Applies when")),
)


class Scheme(Record):
    """A version of a scheme of criteria."""

    __tablename__ = "scheme"
    __table_args__ = (Index("ix_scheme_key", "key", "version"),)

    kind = Kind(
        "scheme",
        "schemes",
        _l("Scheme"),
        _l("Schemes"),
        "books",
        columns=("subject", "version"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"subject": rules.ORGANISATION}

    name: Mapped[LanguageText] = described(
        Words(80), _l("Name"), group=ABOUT, required=True, searched=True
    )
    summary: Mapped[LanguageText] = described(
        Words(400, long=True), _l("What it is for"), group=ABOUT, searched=True
    )
    basis: Mapped[LanguageText] = described(
        Words(400, long=True), _l("What it rests on"), group=ABOUT
    )
    subject: Mapped[str] = described(
        Choice(options=rules.SUBJECTS), _l("What is assessed"), group=ABOUT
    )
    key: Mapped[str] = described(PlainText(60), _l("Identifier"), group=RULE, required=True)
    version: Mapped[str] = described(PlainText(20), _l("Version"), group=RULE, required=True)
    pass_percent: Mapped[int | None] = described(
        Whole(0, 100), _l("Enough, % of the points"), group=RULE
    )
    partly_percent: Mapped[int | None] = described(
        Whole(0, 100), _l("“Partly” is worth, %"), group=RULE
    )
    certificate: Mapped[bool] = described(YesNo(), _l("Certificates are granted by it"), group=RULE)
    certificate_level: Mapped[str] = described(PlainText(60), _l("Level of the certificate"))
    peer_months: Mapped[int | None] = described(
        Whole(1, 120), _l("Peer or external assessment, at most so many months old"), group=RULE
    )
    valid_months: Mapped[int | None] = described(
        Whole(1, 120), _l("A certificate is valid, months"), group=RULE
    )
    levels: Mapped[list[dict[str, Any]]] = described(
        Rows(NAMED_FIELDS, 10), _l("Target levels"), group=CONTENT
    )
    groups: Mapped[list[dict[str, Any]]] = described(
        Rows(NAMED_FIELDS, 60), _l("Groups"), group=CONTENT, searched=True
    )
    criteria: Mapped[list[dict[str, Any]]] = described(
        Rows(CRITERION_FIELDS, rules.MOST_CRITERIA), _l("Criteria"), group=CONTENT, searched=True
    )

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        return self.summary or {}

    @property
    def content(self) -> SchemeContent:
        """The scheme as the rules read it."""
        return content_of({name: getattr(self, name) for name in fields_of(Scheme)})

    @classmethod
    def clashes(
        cls, session: Session, values: Mapping[str, Any], record_id: str
    ) -> Mapping[str, Text]:
        twin = session.scalar(
            select(cls.id)
            .where(
                cls.key == values["key"],
                cls.version == values["version"],
                cls.id != record_id,
                cls.deleted_at.is_(None),
            )
            .limit(1)
        )
        if twin:
            return {"version": _l("This version is here already. Give the changed file a new one.")}
        return {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        if before is None:
            return {}
        return {
            name: _l("A version of a scheme stays as it is. Import a new version instead.")
            for name, value in values.items()
            if value != before[name]
        }


def content_of(values: Mapping[str, Any]) -> SchemeContent:
    """The scheme that the values of a record describe."""
    return SchemeContent(
        key=values["key"],
        version=values["version"],
        name=values["name"],
        summary=values["summary"],
        basis=values["basis"],
        subject=values["subject"],
        pass_percent=values["pass_percent"] or 0,
        partly_percent=values["partly_percent"] or 0,
        certificate=values["certificate"],
        certificate_level=values["certificate_level"],
        peer_months=values["peer_months"],
        valid_months=values["valid_months"],
        levels=_named(values["levels"]),
        groups=_named(values["groups"]),
        criteria=tuple(_criterion(row) for row in values["criteria"]),
    )


def values_from(content: SchemeContent) -> dict[str, Any]:
    """The values of a record that holds a scheme."""
    simple = (
        *("key", "version", "name", "summary", "basis", "subject", "pass_percent"),
        *("partly_percent", "certificate", "certificate_level", "peer_months", "valid_months"),
    )
    return {
        **{name: getattr(content, name) for name in simple},
        "levels": [{"id": each.key, **vars(each)} for each in content.levels],
        "groups": [{"id": each.key, **vars(each)} for each in content.groups],
        "criteria": [
            {**vars(each), "id": each.key, "applies_when": rules.written(each.applies_when)}
            for each in content.criteria
        ],
    }


def _named(rows: Sequence[Mapping[str, Any]]) -> tuple[Named, ...]:
    return tuple(Named(row["key"], row["name"], row.get("help") or {}) for row in rows)


def _criterion(row: Mapping[str, Any]) -> Criterion:
    return Criterion(
        key=row["key"],
        group=row["group"],
        text=row["text"],
        guidance=row.get("guidance") or {},
        evidence=row.get("evidence") or {},
        level=row["level"],
        weight=row.get("weight") or 1,
        target=row.get("target") or "",
        applies_when=rules.conditions(row.get("applies_when") or ""),
    )
