"""What can be done to any record: add, change, duplicate, move to the bin, bring back."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import JSON, func, or_, select
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.fault import InvalidFields, Missing
from app.core.field import Field, blank_values, check_values, fields_of, values_of
from app.core.record import Record, now
from app.core.text import Text, _l, _n, languages
from app.core.value import Words

R = TypeVar("R", bound=Record)


def find(session: Session, record: type[R], record_id: str) -> R:
    """The record with an id, also when it is in the bin.

    Raises:
        Missing: there is none.
    """
    found = session.get(record, record_id)
    if found is None:
        raise Missing
    return found


def add(session: Session, record: type[R], values: Mapping[str, Any]) -> Changes:
    """Add a record; ``result`` is its id.

    Raises:
        InvalidFields: a value can't be accepted, or something required is missing.
    """
    checked = checked_new(record, values)
    _refuse_twins(session, record, checked, "")
    made = record(**checked)
    session.add(made)
    session.flush()
    return Changes(_l("Added “{title}”", title=dict(made.title())), made.id)


def checked_new(record: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """All values of a new record, its own rules met.

    Raises:
        InvalidFields: one or more can't be accepted.
    """
    checked = check_values(record, {**blank_values(record), **record.STARTS, **_given(values)})
    _refuse(record.problems(checked, None))
    return checked


def checked_change(found: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """All values of a record with some changed, its own rules met.

    Raises:
        InvalidFields: one or more can't be accepted.
    """
    before = values_of(found)
    checked = check_values(type(found), {**before, **values})
    _refuse(found.problems(checked, before))
    return checked


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _refuse(problems: Mapping[str, Text]) -> None:
    if problems:
        raise InvalidFields(problems)


def change(session: Session, record: type[R], record_id: str, values: Mapping[str, Any]) -> Changes:
    """Change some fields of a record; ``result`` is its id.

    Raises:
        InvalidFields: a value can't be accepted.
        Missing: there is no such record.
    """
    found = find(session, record, record_id)
    checked = checked_change(found, values)
    changed = {name: value for name, value in checked.items() if getattr(found, name) != value}
    _refuse_twins(session, record, changed, record_id)
    for name, value in changed.items():
        setattr(found, name, value)
    return Changes(_l("Changed “{title}”", title=dict(found.title())), record_id)


def remove(session: Session, record: type[R], ids: Sequence[str]) -> Changes:
    """Move records to the bin."""
    found = [find(session, record, record_id) for record_id in ids]
    for one in found:
        one.deleted_at = one.deleted_at or now()
    return Changes(_several(found, _l("Removed “{title}”", title=_title(found)), "removed"))


def restore(session: Session, record: type[R], ids: Sequence[str]) -> Changes:
    """Bring records back from the bin."""
    found = [find(session, record, record_id) for record_id in ids]
    for one in found:
        _refuse_twins(session, record, values_of(one), one.id)
        one.deleted_at = None
    return Changes(_several(found, _l("Restored “{title}”", title=_title(found)), "restored"))


def duplicate(session: Session, record: type[R], record_id: str) -> Changes:
    """Add a copy that tells itself from the original; ``result`` is its id."""
    original = find(session, record, record_id)
    values = values_of(original)
    for name, field in fields_of(record).items():
        if field.unique:
            values[name] = field.value.empty
    name_field = fields_of(record).get("name")
    if name_field and isinstance(name_field.value, Words):
        values["name"] = _copy_name(values["name"], name_field.value.limit)
    made = add(session, record, values)
    return Changes(_l("Duplicated “{title}”", title=dict(original.title())), made.result)


def _copy_name(name: Mapping[str, str], limit: int) -> dict[str, str]:
    copy_of = _l("{name} (copy)")
    named = {}
    for language, words in name.items():
        said = Text(copy_of.msgid, args={"name": words})
        named[language] = said.say(language if language in languages() else None)[:limit]
    return named


def _title(found: Sequence[Record]) -> dict[str, str]:
    return dict(found[0].title()) if found else {}


def _several(found: Sequence[Record], one: Text, verb: str) -> Text:
    if len(found) == 1:
        return one
    if verb == "removed":
        return _n("Removed {count} record", "Removed {count} records", len(found))
    return _n("Restored {count} record", "Restored {count} records", len(found))


def _refuse_twins(
    session: Session, record: type[Record], values: Mapping[str, Any], record_id: str
) -> None:
    _refuse(twins(session, record, values, record_id))


def twins(
    session: Session, record: type[Record], values: Mapping[str, Any], record_id: str
) -> dict[str, Text]:
    """What is wrong with values that another record in use has already and may not share."""
    problems: dict[str, Text] = {}
    for name, field in fields_of(record).items():
        value = values.get(name)
        if field.unique and not field.value.is_empty(value):
            twin = _twin(session, record, field, value, record_id)
            if twin:
                problems[name] = _l(
                    "“{title}” already has this: {label}. Choose another.",
                    title=dict(twin.title()),
                    label=field.label,
                )
    return problems


def _twin(session: Session, record: type[R], field: Field, value: Any, record_id: str) -> R | None:
    column = record.__table__.columns[field.name]
    same = (
        column == value
        if isinstance(column.type, JSON)
        # SQLite's lower() knows only a–z, so the usual ways to write the rest are named.
        else or_(
            func.lower(column) == func.lower(str(value)),
            column.in_({str(value).lower(), str(value).upper(), str(value).capitalize()}),
        )
    )
    return session.scalar(
        select(record).where(same, record.id != record_id, record.deleted_at.is_(None)).limit(1)
    )
