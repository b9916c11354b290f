"""The files of a directory: one, a folder of them, or a zip archive, opened one after the other."""

import codecs
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from app.core.fault import Refusal
from app.core.text import _l

KNOWN = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".geojson"})
MOST_FILES = 500
MOST_IN_FILE = 2 * 1024**3
MOST_JSON = 512 * 1024**2
"""A document of JSON is in memory whole, so it may be smaller than a table or lines of JSON."""
MOST_UNPACKED = 2 * 1024**3
MOST_RATIO = 200
"""A file that unpacks to more than so many times its packed size is no directory."""
MOST_LINE = 64 * 1024**2
"""A line is in memory whole."""
_UNPACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""What archives of directories are packed with: of these no more is unpacked at once than is asked for."""
BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError)
"""What is raised by files and archives that are damaged, locked or encrypted."""
_ARCHIVE = b"PK\x03\x04"
_SMALL = 1024**2
_PIECE = 1024**2


@dataclass(frozen=True)
class Source:
    """One file. ``size`` is in bytes; ``open`` gives its content from the beginning."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]

    @property
    def stem(self) -> str:
        """Its name without folders and ending, in small letters."""
        return PurePosixPath(self.name).stem.lower()

    def encoding(self) -> str:
        """In which encoding its text is: UTF-8 if it can be, else UTF-16 by its mark, else Windows Latin."""
        reader = codecs.getincrementaldecoder("utf-8")()
        with self.open() as content:
            piece = content.read(_PIECE)
            if piece[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
                return "utf-16"
            try:
                while piece:
                    reader.decode(piece)
                    piece = content.read(_PIECE)
                reader.decode(b"", final=True)
            except UnicodeDecodeError:
                return "cp1252"
        return "utf-8-sig"

    def text(self) -> io.TextIOWrapper:
        """Its text; what can't be read is shown by a mark."""
        encoding = self.encoding()
        return io.TextIOWrapper(self.open(), encoding, errors="replace", newline="")

    def lines(self, content: io.TextIOWrapper) -> Iterator[str]:
        """The lines of its text, as they are written.

        Raises:
            Refusal: one is far too long.
        """
        while line := content.readline(MOST_LINE):
            if len(line) == MOST_LINE:
                raise too_large(self.name, MOST_LINE)
            yield line


def sources(path: Path) -> Iterator[Source]:
    """The files of a directory in the order of their names.

    Raises:
        Refusal: there is nothing that could be read, or far too much.
    """
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif zipfile.is_zipfile(path):
            yield from _in_archive(path)
        elif _begins_as_archive(path):
            raise unreadable(path.name)
        else:
            yield _small_enough(Source(path.name, path.stat().st_size, lambda: path.open("rb")))
    except BROKEN as fault:
        raise unreadable(path.name) from fault


def _begins_as_archive(path: Path) -> bool:
    """Whether a file that is no whole archive began as one: it is cut off or damaged."""
    with path.open("rb") as file:
        return file.read(len(_ARCHIVE)) == _ARCHIVE


def unreadable(name: str) -> Refusal:
    """What is said of a file that can't be opened."""
    return Refusal(_l("{name} can’t be read. Check that it is there and not damaged.", name=name))


def _in_folder(path: Path) -> Iterator[Source]:
    found = [
        each
        for each in sorted(path.iterdir())
        if each.is_file()
        and each.suffix.lower() in KNOWN
        and not each.name.startswith(".")
        and each.resolve().is_relative_to(path.resolve())  # no link leads out of what was given
    ]
    _few_enough(path.name, len(found))
    for each in found:
        yield _small_enough(
            Source(each.name, each.stat().st_size, lambda each=each: each.open("rb"))
        )


def _in_archive(path: Path) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        found = [each for each in archive.infolist() if _is_wanted(each)]
        _few_enough(path.name, len(found))
        if any(each.compress_type not in _UNPACKED for each in found):
            raise unreadable(path.name)
        unpacked = sum(each.file_size for each in found)
        swollen = any(
            each.file_size > _SMALL and each.file_size > MOST_RATIO * max(each.compress_size, 1)
            for each in found
        )
        if unpacked > MOST_UNPACKED or swollen:
            raise too_large(path.name, MOST_UNPACKED)
        for each in sorted(found, key=lambda each: each.filename):
            yield _small_enough(
                Source(
                    PurePosixPath(each.filename).name,
                    each.file_size,
                    lambda each=each: archive.open(each),
                )
            )


def _is_wanted(each: zipfile.ZipInfo) -> bool:
    place = PurePosixPath(each.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in place.parts)
    return not each.is_dir() and not hidden and place.suffix.lower() in KNOWN


def _few_enough(name: str, count: int) -> None:
    if not count:
        raise Refusal(_l("{name} holds no CSV or JSON files.", name=name))
    if count > MOST_FILES:
        raise Refusal(_l("{name} holds more than {most} files.", name=name, most=str(MOST_FILES)))


def _small_enough(source: Source) -> Source:
    if source.size > MOST_IN_FILE:
        raise too_large(source.name, MOST_IN_FILE)
    return source


def too_large(name: str, most: int) -> Refusal:
    """What is said of a file that is too large."""
    return Refusal(
        _l(
            "{name} is too large. The limit is {limit} megabytes.",
            name=name,
            limit=str(most // 1024**2),
        )
    )
