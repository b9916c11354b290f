"""Reading and writing spreadsheet files, safely: nothing in a cell is ever run or followed."""

import csv
import errno
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from xlsxwriter.exceptions import FileCreateError

from app.core.fault import Refusal
from app.core.text import _l, current_language
from app.exchange import looks

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_TAB_NAME = 31
_NOT_IN_TABS = re.compile(r"[\[\]:*?/\\]")
_KEPT_TABS = frozenset({"history"})
"""Names that Excel keeps for itself."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """The header and the rows of a file; ``first`` is the number of the first row in it."""

    headers: list[str]
    rows: list[list[Any]]
    first: int = 2


def read_sheet(path: Path) -> Sheet:
    """The first sheet of an .xlsx or a .csv file.

    Raises:
        Refusal: it is too large, not what its name says, or has no header.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise OSError(path)
    except OSError as fault:
        raise Refusal(
            _l("{name} can't be read. Check that it is there and not locked.", name=path.name)
        ) from fault
    if size > MOST_BYTES:
        raise Refusal(
            _l(
                "{name} is too large. The limit is {limit} megabytes.",
                name=path.name,
                limit=MOST_BYTES // 1024**2,
            )
        )
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        rows = _read_xlsx(path)
    elif suffix == ".csv":
        rows = _read_csv(path)
    else:
        raise Refusal(_l("Choose an Excel file (.xlsx) or a CSV file (.csv)."))
    try:
        return _as_sheet(rows, path.name)
    except (Refusal, MemoryError):
        raise
    except csv.Error as fault:
        raise Refusal(
            _l(
                "{name} can't be read to its end: a quotation mark is not closed, or a cell is far too "
                "long. Nothing was imported.",
                name=path.name,
            )
        ) from fault
    except (
        Exception
    ) as fault:  # the reader of Excel files raises whatever a broken file makes of it
        raise _not_whole(path) from fault


def _as_sheet(rows: Iterable[Sequence[Any]], name: str) -> Sheet:
    found: list[list[Any]] = []
    for row in rows:
        if len(row) > MOST_COLUMNS:
            raise Refusal(
                _l(
                    "{name} has too many columns: the limit is {limit}.",
                    name=name,
                    limit=MOST_COLUMNS,
                )
            )
        found.append(list(row))
        if len(found) > MOST_ROWS + 1:
            raise Refusal(
                _l("{name} has too many rows: the limit is {limit}.", name=name, limit=MOST_ROWS)
            )
    if not found or not any(found[0]):
        raise Refusal(_l("{name} has no headers on its first row.", name=name))
    headers = ["" if cell is None else str(cell).strip() for cell in found[0]]
    return Sheet(headers, found[1:])


def _read_xlsx(path: Path) -> Iterable[Sequence[Any]]:
    import openpyxl  # noqa: PLC0415 - heavy, only for spreadsheets

    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise Refusal(
                    _l("{name} unpacks to far too much and was not opened.", name=path.name)
                )
            if any(name.endswith("vbaProject.bin") for name in names):
                raise Refusal(
                    _l("{name} has macros. Save it as an ordinary .xlsx file.", name=path.name)
                )
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
    except Refusal:
        raise
    except (
        Exception
    ) as fault:  # the reader of Excel files raises whatever a broken file makes of it
        raise _not_whole(path) from fault
    try:
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        yield from sheet.iter_rows(values_only=True)
    finally:
        book.close()


def _not_whole(path: Path) -> Refusal:
    return Refusal(
        _l("{name} is not a whole Excel file. Save it again and try once more.", name=path.name)
    )


def _read_csv(path: Path) -> Iterable[Sequence[Any]]:
    raw = path.read_bytes()
    if b"\x00" in raw:
        raise Refusal(_l("{name} is not a CSV file.", name=path.name))
    text = _decoded(raw, path.name)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
        yield [_unguarded(cell) for cell in row]


_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x90-\xbf]")


def _decoded(raw: bytes, name: str) -> str:
    """The text of a CSV file: UTF-8, or what Excel writes on an older Windows."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if raw.startswith(b"\xef\xbb\xbf") or _UTF8_LETTER.search(raw):
            # UTF-8 with a fault in it: taken as anything else, every ä would come out wrong.
            raise Refusal(
                _l("{name} has damaged letters. Save it again as CSV UTF-8.", name=name)
            ) from fault
        return raw.decode("cp1252", errors="replace")


def _guarded(cell: str) -> str:
    return "'" + cell if cell.startswith((*_DANGEROUS, "'")) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_DANGEROUS, "'")) else cell


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a CSV file that Excel opens as it is, formulas made harmless."""
    delimiter = ";" if current_language() != "en" else ","
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(headers)
        for row in rows:
            writer.writerow([_csv_cell(cell) for cell in row])


def _csv_cell(cell: Any) -> Any:
    if isinstance(cell, str):
        return _guarded(cell)
    if isinstance(cell, Decimal):
        return str(cell).replace(".", ",") if current_language() != "en" else str(cell)
    return "" if cell is None else cell


@dataclass(frozen=True)
class Tab:
    """One sheet of an Excel file; ``widths`` are those of its columns, in characters, where not their content's."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()


def write_xlsx(
    path: Path, headers: Sequence[str], rows: Iterable[Sequence[Any]], name: str = ""
) -> None:
    """Write an Excel file of one tab: real dates and numbers, texts never taken as formulas or links."""
    _write_tabs(path, [Tab(name, headers, rows)])


def _write_tabs(path: Path, tabs: Iterable[Tab]) -> None:
    import xlsxwriter  # noqa: PLC0415 - heavy, only for spreadsheets

    # Its working files hold the same rows in plain text: they belong beside the file, and go with it.
    folder = tempfile.mkdtemp(prefix=".", suffix=".half", dir=path.parent)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "constant_memory": True,
        "tmpdir": folder,
    }
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            taken: set[str] = set()
            formats = looks.Looks(book)
            for tab in tabs:
                sheet = book.add_worksheet(tab_name(tab.name, taken) if tab.name else None)
                looks.fill(formats, sheet, tab.headers, tab.rows, tab.widths)
    except FileCreateError as fault:
        raise OSError(errno.EIO, str(fault)) from fault
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tab_name(name: str, taken: set[str]) -> str:
    """A name that Excel accepts for a tab and that none of ``taken`` has; it is then taken too."""
    clean = "".join(
        letter if letter.isprintable() else " " for letter in _NOT_IN_TABS.sub(" ", name)
    )
    clean = " ".join(clean.split()).strip("' ")
    found = clean = clean[:MOST_TAB_NAME].strip("' ") or "–"
    number = 1
    while found.casefold() in {*taken, *_KEPT_TABS}:
        number += 1
        end = f" {number}"
        found = clean[: MOST_TAB_NAME - len(end)].rstrip("' ") + end
    taken.add(found.casefold())
    return found


def write_whole(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    """Write a sheet as .xlsx or .csv, whole or not at all: what was there stays until it is ready.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    suffix = path.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        raise Refusal(_l("Choose a name that ends in .xlsx or .csv."))
    write = write_xlsx if suffix == ".xlsx" else write_csv
    return _whole(path, lambda half: write(half, headers, rows))


def write_book(path: Path, tabs: Iterable[Tab]) -> Path:
    """Write an Excel file of several tabs, whole or not at all.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refusal(_l("Choose a name that ends in .xlsx."))
    return _whole(path, lambda half: _write_tabs(half, tabs))


def _whole(path: Path, write: Callable[[Path], None]) -> Path:
    half = path.with_name(f".{path.name}.half")
    try:
        write(half)
        half.replace(path)
    except OSError as fault:
        raise Refusal(
            _l("{path} can't be written: {reason}", path=str(path), reason=fault.strerror or "")
        ) from fault
    finally:
        half.unlink(missing_ok=True)
    return path
