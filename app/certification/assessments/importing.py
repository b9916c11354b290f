"""Reading the answers of a spreadsheet back: all of it, or with a list of faults nothing at all.

A blank cell leaves what is there as it is, so that a sheet that was filled in only in part, or two that
were filled in by two people, take nothing away.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.certification.assessments import actions, rules
from app.certification.assessments.files import COLUMNS, KEY, Column
from app.certification.assessments.records import Answer, Assessment
from app.certification.schemes.rules import SchemeContent
from app.core import editing
from app.core.change import Changes
from app.core.fault import BadFile, InvalidValue, Missing, Refusal, placed
from app.core.field import fields_of
from app.core.text import Text, _l, _n
from app.exchange import sheets
from app.exchange.sheets import Sheet


def read_answers(session: Session, assessment_id: str, path: Path) -> Changes:
    """Read the answers of an .xlsx or .csv file into an assessment; only what differs is written.

    Columns are known by their headers in any language, rows by the criterion's key.

    Raises:
        BadFile: something in it isn't understood; each fault is told with its row.
        Refusal: the assessment is frozen, or the file isn't such a sheet.
    """
    assessment = editing.find(session, Assessment, assessment_id)
    if assessment.status == rules.FROZEN:
        raise Refusal(rules.frozen_words())
    if assessment.scheme is None:
        raise Missing
    sheet = sheets.read_sheet(path)
    columns = _columns(sheet, path.name)
    found = _read(sheet, columns, assessment.scheme.content, path.name)
    given = {each.criterion: each for each in assessment.answers}
    changed = 0
    for key, values in found.items():
        differing = _differing(given.get(key), values)
        if differing:
            actions.answer(session, assessment_id, key, differing)
            changed += 1
    if not changed:
        return Changes(_l("The sheet tells nothing new: no answer was changed."), assessment_id)
    words = _n(
        "Changed {count} answer by the sheet", "Changed {count} answers by the sheet", changed
    )
    return Changes(words, assessment_id)


def _columns(sheet: Sheet, name: str) -> dict[int, Column]:
    """Which column of the sheet is which."""
    known = {header: column for column in COLUMNS for header in column.headers}
    found: dict[int, Column] = {}
    for at, header in enumerate(sheet.headers):
        column = known.get(header.strip().casefold())
        if column and column not in found.values():
            found[at] = column
    keys = {column.key for column in found.values()}
    if KEY not in keys or not any(column.read for column in found.values()):
        raise Refusal(
            _l(
                "{name} isn't a sheet of answers: its first row needs the columns “{key}” and “{answer}”. "
                "Export the answers to see what one looks like.",
                name=name,
                key=next(column.label for column in COLUMNS if column.key == KEY),
                answer=next(column.label for column in COLUMNS if column.read),
            )
        )
    return found


def _read(
    sheet: Sheet, columns: Mapping[int, Column], scheme: SchemeContent, name: str
) -> dict[str, dict[str, Any]]:
    """The values of each criterion, those of blank cells left out."""
    found: dict[str, dict[str, Any]] = {}
    faults: list[Text] = []
    for number, row in enumerate(sheet.rows, start=sheet.first):
        cells = {column: _text(row[at]) for at, column in columns.items() if at < len(row)}
        if not any(cells.values()):
            continue
        key = next((text for column, text in cells.items() if column.key == KEY), "")
        if not key:
            faults.append(_at(number, _l("The key is missing.")))
        elif scheme.criterion(key) is None:
            faults.append(_at(number, _l("There is no criterion “{key}”.", key=key)))
        elif key in found:
            faults.append(_at(number, _l("“{key}” is already on an earlier row.", key=key)))
        else:
            found[key] = _values(number, cells, faults)
    if faults:
        raise BadFile(name, faults)
    return found


def _values(number: int, cells: Mapping[Column, str], faults: list[Text]) -> dict[str, Any]:
    fields = fields_of(Answer)
    values: dict[str, Any] = {}
    for column, text in cells.items():
        if not column.read or not text:
            continue
        value = fields[column.key].value
        try:
            values[column.key] = value.check(value.read(text))
        except InvalidValue as problem:
            faults.append(_at(number, placed(column.label, problem.words)))
    return values


def _at(number: int, words: Text) -> Text:
    return placed(_l("Row {number}", number=number), words)


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _differing(answer: Answer | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that differ from what was answered."""
    return {
        name: value
        for name, value in values.items()
        if value != (getattr(answer, name) if answer else fields_of(Answer)[name].value.empty)
    }
