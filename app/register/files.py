"""Files that hold secrets: readable by their owner only, and whole or not at all."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def half_of(path: Path) -> Generator[Path]:
    """A name beside a file, under which it is written first; it takes the file's place at the end.

    Raises:
        OSError: it can't be written.
    """
    half = path.with_name(f".{path.name}.half")
    half.unlink(missing_ok=True)
    try:
        yield half
        half.replace(path)
    except OSError as fault:
        if fault.filename == str(half):
            fault.filename = str(path)
        raise
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


@contextmanager
def written_whole(path: Path) -> Generator[BinaryIO]:
    """A file to write into.

    Raises:
        OSError: it can't be written.
    """
    with half_of(path) as half:
        number = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(number, "wb") as file:  # noqa: PTH123 - opened above, with its mode
            yield file
            file.flush()
            os.fsync(file.fileno())
