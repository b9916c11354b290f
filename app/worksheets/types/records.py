"""What is stored of the types that users have made from other ones."""

from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.core.fault import Refusal
from app.core.field import Group, described, row_field
from app.core.record import Kind, Record
from app.core.text import LanguageText, Text, _l
from app.core.value import Choice, PlainText, Rows, Words
from app.worksheets.types.rules import CATEGORIES

TYPE = Group("type", _l("Worksheet type"))
FIELDS = Group("fields", _l("What is asked"))

SORTS: tuple[tuple[str, Text], ...] = (
    ("notes", _l("Sticky notes")),
    ("text", _l("Text")),
    ("line", _l("One line")),
    ("number", _l("A number")),
    ("scale", _l("Scale 1–5")),
    ("yesno", _l("Yes or no")),
    ("date", _l("Date")),
    ("person", _l("Person")),
    ("checks", _l("Checklist")),
    ("actions", _l("Tasks")),
    ("kept", _l("As in the type it was made from")),
)
"""What users can ask for themselves; what else a type has comes from the one it was made from."""
MOST_FIELDS = 30
MOST_CONTENT = 500_000

FIELD_FIELDS = (
    row_field("label", Words(120), _l("What is asked"), required=True, searched=True),
    row_field("help", Words(300), _l("Guiding question")),
    row_field(
        "type",
        Choice(options=SORTS),
        _l("How it is answered"),
        start="notes",
    ),
    row_field("key", PlainText(60), _l("Key"), exported=False),
)


class OwnType(Record):
    """A type of worksheet that the users have made."""

    __tablename__ = "worksheet_type"
    __table_args__ = (Index("ix_worksheet_type_key", "key"),)

    kind = Kind(
        "worksheet_type",
        "worksheet-types",
        _l("Your own worksheet type"),
        _l("Own types"),
        "stack",
        key="key",
        columns=("category",),
    )

    name: Mapped[LanguageText] = described(
        Words(120), _l("Name"), group=TYPE, required=True, searched=True
    )
    summary: Mapped[LanguageText] = described(
        Words(400, long=True), _l("When it is used"), group=TYPE, searched=True
    )
    category: Mapped[str] = described(Choice(options=CATEGORIES), _l("Category"), group=TYPE)
    fields: Mapped[list[dict[str, Any]]] = described(
        Rows(FIELD_FIELDS, MOST_FIELDS), _l("Fields"), group=FIELDS, searched=True
    )
    key: Mapped[str] = described(PlainText(60), _l("Key"), unique=True)
    based_on: Mapped[str] = described(PlainText(60), _l("Made from"))
    content: Mapped[str] = described(
        PlainText(MOST_CONTENT, long=True), _l("Content"), exported=False
    )

    STARTS: ClassVar[Mapping[str, Any]] = {"category": "development"}

    def title(self) -> LanguageText:
        return self.name or {}

    def lead(self) -> LanguageText:
        return self.summary or {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        if not values["fields"]:
            return {"fields": _l("Ask at least one thing.")}
        return {}

    @classmethod
    def copied(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        raise Refusal(_l("Make a new type from this one instead."))
