"""How a record's fields are described: once, where the column is declared.

``described`` makes the mapped column and its :class:`Field` together. From the description come the
form, the table, the filters, the spreadsheet, the history labels, the facts on paper and the sync
schema. It stays a description: if it starts to need code, write the widget instead.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm import MappedColumn, mapped_column

from app.core.fault import InvalidFields, InvalidValue
from app.core.text import Text, _l
from app.core.value import Value

if TYPE_CHECKING:
    from app.core.record import Record

K = TypeVar("K", bound=Value)


@dataclass(frozen=True)
class Group:
    """Fields that mean something together. ``more`` groups are folded under "More"."""

    name: str
    label: Text
    more: bool = False
    help: Text | None = None


@dataclass(frozen=True)
class Field:
    """One field of a record, described.

    Attributes:
        name: the attribute of the record.
        value: what kind of value it holds.
        label: what it is called; ``help`` is one line about it.
        group: where it stands in the form.
        required: it can't be left blank.
        unique: no two records of the kind may have the same value (blank apart).
        searched: the full-text search covers it.
        shared: the sync may carry it to the network register.
        exported: it is a column of the spreadsheet export.
        shown_when: tells from the record's other values whether it applies.
        start: what it holds in a row that is just being added.
        behind: names of other fields of its row: it is carried along behind them, nobody sees or types it, and
            it goes when a person changes one of them.
    """

    name: str
    value: Value
    label: Text
    help: Text | None = None
    group: Group | None = None
    required: bool = False
    unique: bool = False
    searched: bool = False
    shared: bool = False
    exported: bool = True
    shown_when: Callable[[Mapping[str, Any]], bool] | None = None
    start: Any = None
    behind: tuple[str, ...] = ()

    def applies(self, values: Mapping[str, Any]) -> bool:
        """Whether the field has a meaning beside the other ``values``."""
        return self.shown_when is None or self.shown_when(values)

    def check(self, value: Any) -> Any:
        """The value in its stored form.

        Raises:
            InvalidValue: it can't be accepted, or is blank though required.
        """
        checked = self.value.check(value)
        if self.required and self.value.is_empty(checked):
            raise InvalidValue(_l("Fill this in: {label}.", label=self.label))
        return checked


def described(value: Value, label: Text, **description: Any) -> MappedColumn[Any]:
    """A mapped column with its description; the keyword arguments are those of :class:`Field`."""
    field = Field("", value, label, **description)
    optional = value.empty is None
    if optional:
        return mapped_column(
            value.column(), nullable=True, default=None, active_history=True, info={"field": field}
        )
    default = value.empty
    return mapped_column(
        value.column(),
        nullable=False,
        active_history=True,
        default=(lambda: type(default)(default)) if isinstance(default, list | dict) else default,
        info={"field": field},
    )


def row_field(name: str, value: Value, label: Text, **description: Any) -> Field:
    """A field of a row inside a :class:`~app.core.value.Rows` value."""
    return Field(name, value, label, **description)


def kind_of_value(record: type["Record"], name: str, kind: type[K]) -> K:
    """The kind of value of a described field, by whoever knows which one it is."""
    found = fields_of(record)[name].value
    assert isinstance(found, kind)
    return found


def carried(
    fields: Iterable[Field], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """What a row still carries unseen after somebody has edited it.

    Args:
        fields: those of the row.
        before: the row as it was stored.
        after: what is stored of the fields that are seen.
    """
    of = {each.name: each.value for each in fields}
    return {
        each.name: before[each.name]
        for each in fields
        if each.behind
        and before.get(each.name)
        and all(_says_the_same(of[name], before.get(name), after.get(name)) for name in each.behind)
    }


def _says_the_same(value: Value, before: Any, after: Any) -> bool:
    """Whether two stored values say the same; words in one more language don't change what was said."""
    try:
        was, now = (
            value.empty if each is None else value.check(value.from_json(each))
            for each in (before, after)
        )
    except InvalidValue:
        return False
    if isinstance(was, Mapping) and was:
        return all(now.get(language) == words for language, words in was.items())
    return bool(was == now or (value.is_empty(was) and value.is_empty(now)))


@cache
def fields_of(record: "type[Record]") -> dict[str, Field]:
    """The described fields of a record, by name, in the order they were declared."""
    return {
        column.key: replace(column.info["field"], name=column.key)
        for column in record.__table__.columns
        if "field" in column.info
    }


@cache
def groups_of(record: "type[Record]") -> dict[Group, tuple[Field, ...]]:
    """The fields by group, in the order in which the groups first appear."""
    found: dict[Group, list[Field]] = {}
    for field in fields_of(record).values():
        if field.group:
            found.setdefault(field.group, []).append(field)
    return {group: tuple(fields) for group, fields in found.items()}


def values_of(record: "Record") -> dict[str, Any]:
    """The described values of a record by field name."""
    return {name: getattr(record, name) for name in fields_of(type(record))}


def blank_values(record: "type[Record]") -> dict[str, Any]:
    """The values of a record that nobody has filled in."""
    return {name: field.value.empty for name, field in fields_of(record).items()}


def check_values(record: "type[Record]", values: Mapping[str, Any]) -> dict[str, Any]:
    """Every value in its stored form; fields that don't apply become blank.

    Raises:
        InvalidFields: one or more can't be accepted, all of them named.
    """
    checked: dict[str, Any] = {}
    problems: dict[str, Text] = {}
    for name, value in values.items():
        field = fields_of(record)[name]
        if not field.applies(values):
            checked[name] = field.value.empty
            continue
        try:
            checked[name] = field.check(value)
        except InvalidValue as fault:
            problems[name] = fault.words
    if problems:
        raise InvalidFields(problems)
    return checked
