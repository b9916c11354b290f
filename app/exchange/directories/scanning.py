"""The files of a directory read through once: tables row by row, lines one by one, documents item by item."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from app.core.text import _l
from app.exchange.directories import shapes
from app.exchange.directories.documents import decode, text
from app.exchange.directories.files import (
    BROKEN,
    MOST_JSON,
    MOST_LINE,
    Source,
    too_large,
    unreadable,
)
from app.exchange.directories.filling import Filling
from app.exchange.directories.model import Where

_EVERY = 500
_DIGITS = 9
UNREAD = "unread"
_FEATURES = frozenset({"id", "name", "serviceNames", "organizationNames", "serviceChannelNames"})
_ITEMS = frozenset({"organisation", "service", "location", "term"})
Progress = Callable[[int], None]
"""Told how many were read so far; what it raises stops the reading."""


class Scanning:
    """Reads sources into a :class:`Filling`.

    Attributes:
        is_partial: whether a file says that there is more of the directory than was read.
    """

    def __init__(self, filling: Filling, progress: Progress | None) -> None:
        self.filling, self._progress = filling, progress
        self._read = 0
        self._pages: dict[str, tuple[int, set[str]]] = {}

    @property
    def is_partial(self) -> bool:
        """Whether there are fewer pages of something than the files say."""
        return any(total > len(seen) for total, seen in self._pages.values())

    def source(self, source: Source) -> None:
        """Read a file.

        Raises:
            Refusal: it is damaged, or far too large.
        """
        try:
            self._source(source)
        except BROKEN as fault:
            raise unreadable(source.name) from fault

    def _source(self, source: Source) -> None:
        if not source.size:
            self.filling.report.drop(_l("The file is empty."), Where(source.name, 0))
            return
        table = shapes.table_of_file(source.stem)
        if table == UNREAD:
            return
        if source.name.lower().endswith((".csv", ".tsv", ".txt")):
            self._table(source, table)
        elif _is_lines(source):
            self._lines(source, table)
        else:
            self._document(source, table)

    def _tick(self) -> None:
        self._read += 1
        if self._progress and self._read % _EVERY == 0:
            self._progress(self._read)

    def _table(self, source: Source, table: str) -> None:
        if not table:
            self._unknown(source)
            return
        with source.text() as content:
            lines = source.lines(content)
            first = next((each for each in lines if each.strip(" \t\r\n;,")), "")
            delimiter = max(",;\t", key=first.count)
            headers = [_header(cell) for cell in next(csv.reader([first], delimiter=delimiter), [])]
            for number, cells in _rows(csv.reader(lines, delimiter=delimiter)):
                self._tick()
                if cells is None:
                    self.filling.report.drop(
                        _l(
                            "The row can’t be read: a quotation mark isn’t closed, or a cell is far too long."
                        ),
                        Where(source.name, number),
                    )
                    continue
                doc = {
                    name: cell
                    for name, cell in zip(headers, cells, strict=False)
                    if name and cell.strip()
                }
                if doc:
                    self.filling.table_row(table, doc, Where(source.name, number), flat=True)

    def _lines(self, source: Source, hint: str) -> None:
        with source.text() as content:
            for number, line in enumerate(source.lines(content), 1):
                if line.strip():
                    self._tick()
                    self._item(
                        line.encode("utf-8", "surrogatepass"), hint, Where(source.name, number)
                    )

    def _document(self, source: Source, hint: str) -> None:
        if source.size > MOST_JSON:
            raise too_large(source.name, MOST_JSON)
        written = _as_utf8(source)
        try:
            top = _opened(written)
        except ValueError:
            self.filling.report.drop(
                _l("The file isn’t whole JSON, so nothing of it is read."), Where(source.name, 0)
            )
            return
        if isinstance(top, dict):
            for name in ("contents", "itemList"):
                if (found := _list(top.get(name))) is not None:
                    self._note_page(top, hint)
                    self._all(found, hint, source)
                    return
            tables = [name for name in top if shapes.table(name)]
            if not top.keys() & _FEATURES and tables:
                for name in tables:
                    self._all(_list(top[name]) or [], shapes.table(name), source)
                return
            self._tick()
            self._item(written, hint, Where(source.name, 1))
        elif (found := _list(top)) is not None:
            self._all(found, hint, source)
        else:
            self._unknown(source)

    def _note_page(self, top: dict[str, Any], hint: str) -> None:
        """A page of answers tells which it is, of how many."""
        for number, of in (("page_number", "total_pages"), ("pageNumber", "pageCount")):
            total = text(_value(top.get(of)))
            if total.isdecimal() and len(total) <= _DIGITS:
                most, seen = self._pages.get(hint, (0, set()))
                page = text(_value(top.get(number))) or "1"
                self._pages[hint] = (max(most, int(total)), {*seen, page})

    def _all(self, found: list[Any], hint: str, source: Source) -> None:
        for number, each in enumerate(found, 1):
            self._tick()
            self._item(each, hint, Where(source.name, number))

    def _item(self, found: Any, hint: str, where: Where) -> None:
        try:
            doc = decode(found) if isinstance(found, bytes | msgspec.Raw) else found
        except ValueError:
            self.filling.report.drop(_l("It isn’t whole JSON, so it isn’t read."), where)
            return
        if isinstance(doc, dict) and hint and hint not in _ITEMS:
            self.filling.table_row(hint, doc, where)
        else:
            self.filling.document(doc, hint, where)

    def _unknown(self, source: Source) -> None:
        self.filling.report.drop(
            _l("The file isn’t called after a table of a directory, so it isn’t read."),
            Where(source.name, 0),
        )


def _rows(reader: Any) -> Iterator[tuple[int, list[str] | None]]:
    """The rows with their numbers in the file, ``None`` for one that can't be read."""
    number = 1
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, None


def _header(cell: str) -> str:
    return cell.strip().strip("\ufeff").lower().replace(" ", "_")


def _is_lines(source: Source) -> bool:
    """Whether a file has a document of JSON on each line."""
    if source.name.lower().endswith((".jsonl", ".ndjson")):
        return True
    with source.open() as content:
        first = content.readline(MOST_LINE).lstrip(b"\xef\xbb\xbf").strip()
        if not first.startswith(b"{") or not content.readline(MOST_LINE).strip():
            return False
    try:
        return isinstance(decode(first), dict)
    except ValueError:
        return False


def _as_utf8(source: Source) -> bytes:
    encoding = source.encoding()
    with source.open() as content:
        written = content.read()
    if encoding == "utf-8-sig":
        return written.removeprefix(b"\xef\xbb\xbf")
    return written.decode(encoding, "replace").encode("utf-8", "replace")


def _opened(written: bytes) -> Any:
    """The outermost of a document; what is inside stays as it is written until it is its turn."""
    for form in (dict[str, msgspec.Raw], list[msgspec.Raw]):
        try:
            return msgspec.json.decode(written, type=form)
        except (ValueError, RecursionError):
            continue
    return decode(written)


def _list(found: Any) -> list[Any] | None:
    if isinstance(found, msgspec.Raw):
        try:
            return msgspec.json.decode(found, type=list[msgspec.Raw])
        except (ValueError, RecursionError):
            return None
    return found if isinstance(found, list) else None


def _value(found: Any) -> Any:
    try:
        return decode(found) if isinstance(found, msgspec.Raw) else found
    except ValueError:
        return None
