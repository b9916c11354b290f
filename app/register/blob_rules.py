"""What a blob may be, and how its parts are told in headers. Pure functions."""

import re
from dataclasses import dataclass

from app.sync.protocol import MOST_BLOB

SHA256 = re.compile(r"^[0-9a-f]{64}$")
_NUMBER = re.compile(r"^[0-9]{1,18}$")
_PART = re.compile(r"^bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})$")
_RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)
MEDIA_TYPES = tuple(kind for _beginning, kind in _BEGINNINGS)
LEAST = max(len(beginning) for beginning, _type in _BEGINNINGS)


class BadPart(Exception):
    """What a request tells of its part doesn't fit together; the words say how."""


@dataclass(frozen=True)
class Part:
    """A part of a blob that arrives: from which byte on, how many of how many."""

    start: int
    length: int
    total: int


def part(content_range: str | None, content_length: str | None) -> Part:
    """The part that a request brings.

    Raises:
        BadPart: its headers don't tell it.
    """
    length = int(content_length) if content_length and _NUMBER.match(content_length) else None
    if content_range is None:
        if length is None:
            raise BadPart("A blob tells its Content-Length or a Content-Range.")
        return Part(0, length, length)
    found = _PART.match(content_range)
    if found is None:
        raise BadPart("The Content-Range isn't of the form bytes FIRST-LAST/TOTAL.")
    first, last, total = (int(each) for each in found.groups())
    if not first <= last < total or length not in {None, last - first + 1}:
        raise BadPart("The Content-Range doesn't fit the content.")
    return Part(first, last - first + 1, total)


def wanted(header: str | None, size: int) -> tuple[int, int] | None:
    """The first byte that is asked for and the one after the last, ``None`` for all of them.

    What isn't one simple range is answered with everything, as the standard allows.

    Raises:
        BadPart: the blob ends before the range begins.
    """
    found = _RANGE.match(header or "")
    if found is None:
        return None
    first, last = found.groups()
    if not first:
        if not last:
            return None
        if int(last) == 0:
            raise BadPart("The range is empty.")
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise BadPart("The blob ends before this range.")
    return int(first), min(size, int(last) + 1) if last else size


def media_type(beginning: bytes) -> str | None:
    """What a content is by its first bytes, ``None`` for what isn't shared."""
    for mark, kind in _BEGINNINGS:
        if beginning.startswith(mark):
            return kind
    return None


def may_become(beginning: bytes) -> bool:
    """Whether a content that begins so can still be one that is shared."""
    return any(
        beginning.startswith(mark) or mark.startswith(beginning) for mark, _type in _BEGINNINGS
    )


def fits(size: int) -> bool:
    """Whether a blob may have so many bytes."""
    return 0 < size <= MOST_BLOB
