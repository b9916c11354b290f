"""How a spreadsheet looks, read back from the file: nothing cut, numbers and days as people write them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.core.store import Store
from app.core.text import set_language
from app.core.value import Money, Number
from app.exchange import sheets
from app.exchange.export import export_records
from app.exchange.looks import WIDEST
from app.exchange.sheets import Tab
from app.network.partnerships.records import Partnership

BLURB = "Pitkä selitys, joka ei mahdu yhdelle riville millään leveydellä. " * 3


def written(path: Path, headers: Sequence[str], *rows: Sequence[Any], widths: Sequence[int] = ()):
    sheets.write_book(path, [Tab("Taulukko", headers, rows, widths)])
    return openpyxl.load_workbook(path).active


def width(sheet: Any, letter: str) -> float:
    # Neighbours of the same width are kept as one.
    found = sheet.column_dimensions
    return next(
        each.width for each in found.values() if each.min <= ord(letter) - ord("A") + 1 <= each.max
    )


def test_a_column_is_as_wide_as_what_stands_in_it_and_the_rest_goes_on_below(
    tmp_path: Path,
) -> None:
    name = "Hyvinvointialan kumppanuudet"
    sheet = written(
        tmp_path / "a.xlsx",
        ["Nimi", "Selitys", "Saa näyttää verkkosivuilla", "Lyhyt"],
        [name, BLURB, "Ei", "Anna\nJuhani"],
    )
    assert width(sheet, "A") >= len(name)
    assert width(sheet, "B") == pytest.approx(WIDEST, abs=1)
    assert len("verkkosivuilla") < width(sheet, "C") <= len("Saa näyttää verkkosivuilla") + 3
    assert width(sheet, "D") < 12, "as wide as the longest line"
    for cell in ("A1", "C1", "B2", "D2"):
        assert sheet[cell].alignment.wrap_text, cell
    assert sheet.freeze_panes == "A2"


def test_a_width_that_is_told_stays(tmp_path: Path) -> None:
    sheet = written(tmp_path / "a.xlsx", ["A", "B"], [BLURB, "toinen sarake"], widths=(12,))
    assert width(sheet, "A") == pytest.approx(12, abs=1)
    assert width(sheet, "B") > 13


@pytest.mark.parametrize(("language", "form"), [("fi", "d.m.yyyy"), ("en", "d mmm yyyy")])
def test_days_and_numbers_are_written_as_in_the_window(
    tmp_path: Path, language: str, form: str
) -> None:
    set_language(language)
    cells = [
        date(2030, 2, 1),
        Money().write(Decimal("1250000.00")),
        Number().write(Decimal("20.00")),
        Number(places=1).write(Decimal("2.5")),
        2030,
    ]
    sheet = written(tmp_path / "a.xlsx", ["a", "b", "c", "d", "e"], cells)
    day, money, whole, share, year = sheet[2]
    assert (day.is_date, day.number_format) == (True, form)
    assert (money.value, money.number_format) == (1_250_000, "#,##0.00")
    assert (whole.value, whole.number_format) == (20, "General")
    assert (share.value, share.number_format) == (2.5, "#,##0.0")
    assert (year.value, year.number_format) == (2030, "General"), "no separator in a year"
    set_language("fi")


def test_rows_of_a_record_stand_below_each_other_and_name_nobody_twice(
    demo: Store, tmp_path: Path
) -> None:
    with demo.read() as session:
        export_records(session, Partnership, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [Partnership.kind.label_plural.say()]
    headers = [cell.value for cell in book.active[1]]
    members = [row[headers.index("Jäsenet")].value for row in book.active.iter_rows(min_row=2)]
    lines = [line for cell in members for line in cell.split("\n")]
    assert len(lines) > len(members)
    for line in lines:
        parts = line.split(", ")
        assert parts[0] not in parts[1:], line
