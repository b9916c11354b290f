"""What can be done to any record: add, change, duplicate, move to the bin, bring back."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import JSON, String, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.fault import InvalidFields, Missing, Refusal
from app.core.field import Field, blank_values, check_values, fields_of, values_of
from app.core.record import Record, now, record_kinds, today
from app.core.text import Text, _l, _n, current_language, languages
from app.core.value import PlainText, Reference, Rows, Words

R = TypeVar("R", bound=Record)
MOST_DIGITS = 6
"""A longer number at the end of a code was typed by somebody, and isn't gone on from."""


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
    key = record.kind.key
    if record.kind.numbered and not checked[key]:
        checked[key] = _next_number(session, record)
    _refuse(twins(session, record, checked, ""))
    made = record(**checked)
    session.add(made)
    session.flush()
    return Changes(_l("Added “{title}”", title=dict(made.title())), made.id)


def _next_number(session: Session, record: type[Record]) -> str:
    """The running number of the year after the largest one ever given, those in the bin counted."""
    begin = f"{record.kind.numbered}-{today().year}-"
    key = func.upper(record.__table__.columns[record.kind.key])
    used = session.scalars(
        select(key)
        .where(key.startswith(begin), func.length(key) <= len(begin) + MOST_DIGITS)
        .order_by(func.length(key).desc(), key.desc())
    )
    ends = (code.removeprefix(begin) for code in used)
    largest = next((end for end in ends if end.isdecimal()), "0")
    return f"{begin}{int(largest) + 1:03d}"


def checked_new(record: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """All values of a new record, its own rules met.

    Raises:
        InvalidFields: one or more can't be accepted.
    """
    given = {**blank_values(record), **record.STARTS, **_given(values)}
    checked = check_values(record, record.completed(given))
    _refuse(record.problems(checked, None))
    return checked


def checked_change(found: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """All values of a record with some changed, its own rules met.

    Raises:
        InvalidFields: one or more can't be accepted.
    """
    before = values_of(found)
    checked = check_values(type(found), found.completed({**before, **values}))
    _refuse(found.problems(checked, before))
    return checked


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _refuse_foreign(*found: Record) -> None:
    if any(each.kept_by() for each in found):
        raise Refusal(
            _l("This belongs to another organisation of your network, and only they change it.")
        )


def _refuse(problems: Mapping[str, Text]) -> None:
    if problems:
        raise InvalidFields(problems)


def change(session: Session, record: type[R], record_id: str, values: Mapping[str, Any]) -> Changes:
    """Change some fields of a record; ``result`` is its id.

    Raises:
        InvalidFields: a value can't be accepted.
        Missing: there is no such record.
        Refusal: another organisation of the network keeps it.
    """
    found = find(session, record, record_id)
    _refuse_foreign(found)
    checked = checked_change(found, values)
    changed = {name: value for name, value in checked.items() if getattr(found, name) != value}
    _refuse(twins(session, record, checked, record_id, frozenset(changed)))
    for name, value in changed.items():
        setattr(found, name, value)
    return Changes(_l("Changed “{title}”", title=dict(found.title())), record_id)


def remove(session: Session, record: type[R], ids: Sequence[str]) -> Changes:
    """Move records to the bin.

    Raises:
        Refusal: other records rest on one of them, or another organisation keeps it; nothing was moved.
    """
    found = [find(session, record, record_id) for record_id in ids]
    _refuse_foreign(*found)
    for other in record_kinds().values():
        if reason := other.holds(session, found):
            raise Refusal(reason)
    for one in found:
        one.deleted_at = one.deleted_at or now()
    return Changes(_several(found, _l("Removed “{title}”", title=_title(found)), "removed"))


def restore(session: Session, record: type[R], ids: Sequence[str]) -> Changes:
    """Bring records back from the bin."""
    found = [find(session, record, record_id) for record_id in ids]
    _refuse_foreign(*found)
    for one in found:
        _refuse(twins(session, record, values_of(one), one.id))
        one.deleted_at = None
    return Changes(_several(found, _l("Restored “{title}”", title=_title(found)), "restored"))


def point_elsewhere(session: Session, record: type[Record], old_id: str, new_id: str) -> None:
    """Let all records of other kinds that refer to one record refer to another one of its kind.

    Raises:
        Refusal: one of them can't be beside what refers to the other one already.
    """
    kind = record.kind.name
    moved: list[Record] = []
    for other in record_kinds().values():
        if other is record:
            continue
        for name, field in fields_of(other).items():
            column = other.__table__.columns[name]
            if isinstance(field.value, Reference) and field.value.kind == kind:
                for one in session.scalars(select(other).where(column == old_id)):
                    setattr(one, name, new_id)
                    moved.append(one)
            elif isinstance(field.value, Rows) and any(
                isinstance(each.value, Reference) and each.value.kind == kind
                for each in field.value.fields
            ):
                within = type_coerce(column, String).contains(old_id, autoescape=True)
                for one in session.scalars(select(other).where(within)):
                    setattr(one, name, _pointing(getattr(one, name), old_id, new_id))
    for one in moved:
        found = {} if one.deleted_at else one.clashes(session, values_of(one), one.id)
        if found:
            raise Refusal(next(iter(found.values())))


def _pointing(rows: Sequence[Mapping[str, Any]], old_id: str, new_id: str) -> list[dict[str, Any]]:
    return [
        {name: new_id if value == old_id else value for name, value in row.items()} for row in rows
    ]


def duplicate(session: Session, record: type[R], record_id: str) -> Changes:
    """Add a copy that tells itself from the original; ``result`` is its id."""
    original = find(session, record, record_id)
    values = dict(record.copied(values_of(original)))
    for name, field in fields_of(record).items():
        if field.unique:
            values[name] = field.value.empty
    name_field = fields_of(record).get("name")
    if name_field and isinstance(name_field.value, Words):
        values["name"] = _copy_name(values["name"], name_field.value.limit)
    elif name_field and isinstance(name_field.value, PlainText):
        own = {current_language(): values_of(original)["name"]}
        values["name"] = next(iter(_copy_name(own, name_field.value.limit).values()))
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


def twins(
    session: Session,
    record: type[Record],
    values: Mapping[str, Any],
    record_id: str,
    changed: Collection[str] | None = None,
) -> dict[str, Text]:
    """What is wrong with values beside the other records in use: shared though unique, or clashing.

    ``changed`` names the fields to look at (all when ``None``): what was let through before is not
    a reason to refuse another change.
    """
    if changed is not None and not changed:
        return {}
    problems = dict(record.clashes(session, values, record_id))
    for name, field in fields_of(record).items():
        value = values.get(name)
        if changed is not None and name not in changed:
            continue
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
