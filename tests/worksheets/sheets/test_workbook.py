"""A sheet as an Excel file, read back."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.core.change import Changes
from app.core.fault import Missing, Refusal
from app.core.store import Store
from app.core.text import literal, pick, speaking
from app.exchange.looks import MOST_IN_CELL
from app.exchange.sheets import MOST_TAB_NAME, tab_name
from app.worksheets.sheets import actions, workbook
from app.worksheets.sheets.content import number_in
from app.worksheets.sheets.records import Entry
from app.worksheets.types.library import built_in

KEYS = sorted(built_in().types)


def begun(store: Store, key: str, *, with_example: bool = True) -> str:
    return store.write(
        lambda session: actions.begin(session, {"type_key": key}, with_example=with_example)
    ).result


def add(store: Store, sheet: str, **values: Any) -> None:
    def work(session: Session) -> Changes:
        session.add(Entry(sheet_id=sheet, position=1, **values))
        return Changes(literal("Valmis"))

    store.write(work)


def tabs(store: Store, sheet: str, path: Path, language: str = "fi") -> dict[str, list[list[Any]]]:
    with store.read() as session, speaking(language):
        workbook.write(path, session, sheet)
    book = openpyxl.load_workbook(path)
    found = {each.title: [list(row) for row in each.iter_rows(values_only=True)] for each in book}
    book.close()
    return found


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_every_example_is_in_its_file(
    store: Store, tmp_path: Path, key: str, language: str
) -> None:
    sheet, type_ = begun(store, key), built_in().types[key]
    found = tabs(store, sheet, tmp_path / "sheet.xlsx", language)
    with store.read() as session:
        content = actions.content(session, sheet)
    cells = {cell for rows in found.values() for row in rows for cell in row}
    for items in content.items.values():
        for item in items:
            assert item.text in cells
    collections = [each for each in type_.fields if each.collects]
    for each in collections:
        assert tab_name(pick(each.label, language), set()) in found
    for name, rows in found.items():
        assert len(name) <= MOST_TAB_NAME
        assert all(isinstance(cell, str) and cell for cell in rows[0])


def test_numbers_days_and_computed_columns_are_such(store: Store, tmp_path: Path) -> None:
    sheet, type_ = begun(store, "risk_matrix"), built_in().types["risk_matrix"]
    found = tabs(store, sheet, tmp_path / "risks.xlsx")
    with store.read() as session:
        items = actions.content(session, sheet).of("risks")
    of = type_.main
    assert of
    computed = next(each for each in of.columns if each.type == "computed")
    dated = next((each for each in of.columns if each.type == "date"), None)
    rows = found[pick(of.label, "fi")]
    at = rows[0].index(pick(computed.label, "fi"))
    assert [row[at] for row in rows[1:]] == [number_in(of, each, computed.key) for each in items]
    if dated:
        at = rows[0].index(pick(dated.label, "fi"))
        days = [row[at] for row in rows[1:] if row[at] is not None]
        assert days
        assert all(isinstance(day, datetime) for day in days)


def test_formulas_are_texts_and_long_texts_go_on_below(store: Store, tmp_path: Path) -> None:
    sheet = begun(store, "swot", with_example=False)
    long = "=1+1" + "x" * 2 * MOST_IN_CELL
    add(store, sheet, field="strengths", text=long, votes=3, colour="pink")
    add(store, sheet, field="threats", text="@SUM(A1)\x07")
    found = tabs(store, sheet, tmp_path / "swot.xlsx", "en")
    rows = found["Strengths"]
    assert "".join(row[0] for row in rows[1:]) == long
    assert rows[1][1:] == ["Pink", 3]
    assert len(rows) == 4
    assert found["Threats"][1][0].startswith("@SUM")
    raw = openpyxl.load_workbook(tmp_path / "swot.xlsx")
    assert raw["Strengths"]["A2"].data_type == "s"


def test_a_tree_tells_under_what_its_items_stand(store: Store, tmp_path: Path) -> None:
    sheet, type_ = begun(store, "okr"), built_in().types["okr"]
    assert type_.main
    rows = tabs(store, sheet, tmp_path / "okr.xlsx")[pick(type_.main.label, "fi")]
    under = [row[1] for row in rows[1:]]
    names = {row[2] for row in rows[1:]}
    assert any(under)
    assert {each for each in under if each} <= names


def test_tasks_have_a_tab_of_their_own(store: Store, tmp_path: Path) -> None:
    sheet = begun(store, "swot", with_example=False)

    def work(session: Session) -> Changes:
        source = actions.source_of(session, sheet)
        return tasks.add_from(session, source, {"what": "Soita", "who": "Sari", "status": "doing"})

    store.write(work)
    rows = tabs(store, sheet, tmp_path / "swot.xlsx", "en")["Tasks"]
    assert rows[1][:3] == ["Soita", "Sari", None]


def test_fields_that_are_gone_have_a_tab(store: Store, tmp_path: Path) -> None:
    sheet = begun(store, "swot", with_example=False)
    add(store, sheet, field="long_gone", text="Vanha lappu", facts={"who": "Sari"})
    rows = tabs(store, sheet, tmp_path / "swot.xlsx", "en")["Other fields"]
    assert rows[1] == ["long_gone", "Vanha lappu", "Sari"]


def test_answers_of_a_survey_are_not_told(store: Store, tmp_path: Path) -> None:
    sheet = begun(store, "wellbeing_pulse")
    add(store, sheet, field="energy", facts={"value": 2})  # as an earlier program may have kept it
    found = tabs(store, sheet, tmp_path / "pulse.xlsx")
    labels = {pick(each.label, "fi") for each in built_in().types["wellbeing_pulse"].fields}
    told = {row[0] for rows in found.values() for row in rows}
    assert not labels & told


def test_names_of_tabs_are_ones_that_excel_takes() -> None:
    taken: set[str] = set()
    names = ["a/b:c*d?[e]", "x" * 40, "x" * 50, "X" * 31, "''", "History", "\x00\x07", "a b c d e"]
    found = [tab_name(each, taken) for each in names]
    assert len({each.casefold() for each in found}) == len(names)
    for each in found:
        assert 0 < len(each) <= MOST_TAB_NAME
        assert not set(each) & set("[]:*?/\\")
        assert each.strip("'") == each
        assert each.casefold() != "history"


def test_other_endings_and_no_such_sheet(store: Store, tmp_path: Path) -> None:
    sheet = begun(store, "swot")
    with store.read() as session:
        with pytest.raises(Refusal):
            workbook.write(tmp_path / "sheet.csv", session, sheet)
        with pytest.raises(Refusal):
            workbook.write(tmp_path / "none" / "sheet.xlsx", session, sheet)
        with pytest.raises(Missing):
            workbook.write(tmp_path / "sheet.xlsx", session, "none")
    assert list(tmp_path.glob("*.xlsx*")) == []
