"""Reading a spreadsheet into records: first a plan that changes nothing, then all of it at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing, search
from app.core.change import Changes
from app.core.fault import InvalidFields, InvalidValue, Refusal
from app.core.field import fields_of, values_of
from app.core.history import HIDDEN
from app.core.record import Record
from app.core.text import LanguageText, Text, _l, _n, literal
from app.core.value import Words
from app.exchange.columns import ID, Column, columns_of, label_of, match
from app.exchange.sheets import Sheet

MOST_SHOWN = 60
"""Letters of a value that the plan shows."""

State = Literal["new", "changed", "same", "wrong"]


@dataclass
class Row:
    """What one row of the sheet would do.

    Attributes:
        number: its number in the sheet.
        state: ``new``, ``changed``, ``same`` or ``wrong``.
        values: the values to write, by field name.
        record_id: which record it changes.
        problems: what is wrong, in words.
        title: what the record is called, a text a language.
        differences: what a changed record would change, in words.
    """

    number: int
    state: State = "new"
    values: dict[str, Any] = field(default_factory=dict)
    record_id: str = ""
    problems: list[Text] = field(default_factory=list)
    title: LanguageText = field(default_factory=dict)
    differences: list[Text] = field(default_factory=list)


@dataclass
class Plan:
    """What an import would do."""

    record: type[Record]
    matches: dict[int, str]
    rows: list[Row]
    ignored: tuple[str, ...] = ()
    """The headers of columns that are not imported."""

    def of(self, state: State) -> list[Row]:
        """The rows in a state."""
        return [row for row in self.rows if row.state == state]

    @property
    def new(self) -> list[Row]:
        """The rows that add a record."""
        return self.of("new")

    @property
    def changed(self) -> list[Row]:
        """The rows that change a record."""
        return self.of("changed")

    @property
    def problems(self) -> list[Text]:
        """All that is wrong, with row numbers."""
        return [problem for row in self.rows for problem in row.problems]


def plan(
    session: Session, record: type[Record], sheet: Sheet, matches: Mapping[int, str] | None = None
) -> Plan:
    """What importing ``sheet`` would do; nothing is written.

    ``matches`` says which column is which; by default they are recognised by their headers.

    Raises:
        Refusal: no column is recognised.
    """
    chosen = dict(matches) if matches is not None else match(record, sheet.headers)
    if not set(chosen.values()) - {ID}:
        raise Refusal(_l("None of the columns is recognised. Check the headers on the first row."))
    columns = {column.key: column for column in columns_of(record)}
    known = _known(session, record)
    binned = _binned(session, record)
    seen: set[str] = set()
    rows = []
    with search.names(session):
        for number, cells in enumerate(sheet.rows, start=sheet.first):
            if any(cell not in (None, "") for cell in cells):
                row = _row(record, number, cells, chosen, columns, known, seen)
                if row.state == "new" and _mark(record, cells, chosen) & binned:
                    row.state = "wrong"
                    words = _l("This one is in the bin. Restore it first, or leave the row out.")
                    row.problems.append(_at(record, number, record.kind.key or ID, words))
                _refuse_twins(session, record, row)
                rows.append(row)
    ignored = tuple(h for at, h in enumerate(sheet.headers) if h and at not in chosen)
    return Plan(record, chosen, rows, ignored)


def _refuse_twins(session: Session, record: type[Record], row: Row) -> None:
    if row.state not in {"new", "changed"}:
        return
    values = row.values
    if row.record_id:
        values = {**values_of(editing.find(session, record, row.record_id)), **values}
    if problems := editing.twins(session, record, values, row.record_id, frozenset(row.values)):
        _wrong(record, row, InvalidFields(problems))


def _known(session: Session, record: type[Record]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for one in session.scalars(select(record).where(record.deleted_at.is_(None))):
        found[one.id] = one
        if record.kind.key and (key := getattr(one, record.kind.key)):
            found[_folded(key)] = one
    return found


def _binned(session: Session, record: type[Record]) -> set[str]:
    """The ids and codes of what is in the bin: such a row would bring it back as another."""
    found: set[str] = set()
    for one in session.scalars(select(record).where(record.deleted_at.is_not(None))):
        found.add(one.id)
        if record.kind.key and (key := getattr(one, record.kind.key)):
            found.add(_folded(key))
    return found


def _mark(record: type[Record], cells: list[Any], matches: Mapping[int, str]) -> set[str]:
    marks = set()
    for at, key in matches.items():
        cell = str(cells[at]).strip() if at < len(cells) and cells[at] not in (None, "") else ""
        if cell and key == ID:
            marks.add(cell)
        elif cell and key == record.kind.key:
            marks.add(_folded(cell))
    return marks


def _folded(key: str) -> str:
    return f"key:{key.casefold()}"


def _row(
    record: type[Record],
    number: int,
    cells: list[Any],
    matches: Mapping[int, str],
    columns: Mapping[str, Column],
    known: Mapping[str, Record],
    seen: set[str],
) -> Row:
    row = Row(number)
    given: dict[str, Any] = {}
    for at, key in matches.items():
        cell = cells[at] if at < len(cells) else None
        if key == ID or cell in (None, ""):
            continue
        try:
            _take(given, columns[key], _as_text(cell))
        except InvalidValue as fault:
            row.problems.append(_at(record, number, key, fault.words))
    existing = _existing(record, cells, matches, given, known, seen, row)
    if row.problems:
        row.state = "wrong"
    elif existing is None:
        _check_new(record, given, row)
    else:
        compare(record, existing, given, row)
    return row


def _take(given: dict[str, Any], column: Column, text: str) -> None:
    name = column.field.name
    if column.language:
        given[name] = {**given.get(name, {}), column.language: text}
    else:
        given[name] = column.field.value.read(text)


def _as_text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return (
            Decimal(str(cell)).normalize().to_eng_string()
            if not cell.is_integer()
            else str(int(cell))
        )
    return str(cell)


def _at(record: type[Record], number: int, key: str, words: Text) -> Text:
    return _l(
        "Row {number}, {column}: {words}", number=number, column=label_of(record, key), words=words
    )


def _existing(
    record: type[Record],
    cells: list[Any],
    matches: Mapping[int, str],
    given: Mapping[str, Any],
    known: Mapping[str, Record],
    seen: set[str],
    row: Row,
) -> Record | None:
    own = next(
        (
            str(cells[at]).strip()
            for at, key in matches.items()
            if key == ID and at < len(cells) and cells[at]
        ),
        "",
    )
    key = record.kind.key
    by_key = _folded(str(given[key])) if key and given.get(key) else ""
    found = known.get(own) or known.get(by_key)
    mark = found.id if found else by_key
    if mark and mark in seen:
        row.problems.append(
            _at(record, row.number, key or ID, _l("The same one is already on an earlier row."))
        )
    if mark:
        seen.add(mark)
    return found


def _check_new(record: type[Record], given: dict[str, Any], row: Row) -> None:
    try:
        row.values = editing.checked_new(record, given)
        _refuse_lost(record, given, row.values)
    except InvalidFields as fault:
        _wrong(record, row, fault)
    else:
        row.title = dict(record(**row.values).title())


def _refuse_lost(
    record: type[Record], given: Mapping[str, Any], checked: Mapping[str, Any]
) -> None:
    """A cell that would be dropped without a word, because its field doesn't apply, is told."""
    fields = fields_of(record)
    lost = {
        name: _l("This doesn't belong to such a row. Check the other columns, or leave it blank.")
        for name, value in given.items()
        if not fields[name].value.is_empty(value) and fields[name].value.is_empty(checked[name])
    }
    if lost:
        raise InvalidFields(lost)


def compare(record: type[Record], existing: Record, given: dict[str, Any], row: Row) -> None:
    """Note in a row what the values that are given would change of a record; blank languages stay."""
    row.record_id = existing.id
    row.title = dict(existing.title())
    merged = dict(given)
    for name, value in given.items():
        if isinstance(fields_of(record)[name].value, Words):
            merged[name] = {**getattr(existing, name), **value}
    try:
        checked = editing.checked_change(existing, merged)
        _refuse_lost(record, merged, checked)
    except InvalidFields as fault:
        _wrong(record, row, fault)
        return
    row.values = {
        name: checked[name] for name in merged if checked[name] != getattr(existing, name)
    }
    row.state = "changed" if row.values else "same"
    withheld = existing.withheld()
    row.differences = [
        _l("{field}: {old} → {new}", field=fields_of(record)[name].label, old=HIDDEN, new=HIDDEN)
        if name in withheld
        else _difference(record, name, getattr(existing, name), value)
        for name, value in row.values.items()
    ]


def _difference(record: type[Record], name: str, old: Any, new: Any) -> Text:
    described = fields_of(record)[name]
    shown = [literal(_short(described.value.show(value))) for value in (old, new)]
    return _l("{field}: {old} → {new}", field=described.label, old=shown[0], new=shown[1])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…") or "–"


def _wrong(record: type[Record], row: Row, fault: InvalidFields) -> None:
    row.state = "wrong"
    for name, words in fault.problems.items():
        label = fields_of(record)[name].label
        row.problems.append(
            _l("Row {number}, {column}: {words}", number=row.number, column=label, words=words)
        )


def apply(session: Session, planned: Plan, *, skip_wrong: bool = False) -> Changes:
    """Write the new and changed rows as one action, which one undo takes back.

    Raises:
        Refusal: a row is wrong and they are not to be skipped.
    """
    if planned.of("wrong") and not skip_wrong:
        raise Refusal(_l("Some rows are wrong. Correct them or leave them out."))
    key = planned.record.kind.key
    # Numbers that are given first, then those that the program gives.
    for row in sorted(planned.new, key=lambda row: bool(key) and not row.values.get(key)):
        editing.add(session, planned.record, row.values)
    for row in planned.changed:
        editing.change(session, planned.record, row.record_id, row.values)
    number = len(planned.new) + len(planned.changed)
    return Changes(_n("Imported {count} row", "Imported {count} rows", number))
