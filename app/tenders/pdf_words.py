"""The words of a PDF, page by page, within what a notice needs.

A PDF is a small program for drawing: a broken or a mean one may be large when it is unpacked or take
for ever, so its bytes, pages and seconds are bounded. What it lacks is told with what to do instead.
"""

import logging
import time
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.core.fault import Refusal
from app.core.text import Text, _l

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST = 20_000_000
"""Bytes of a file; pictures make a PDF much larger than its words are."""
MOST_PAGES = 200
PATIENCE = 20.0
"""Seconds that reading may take."""
_JOINED = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
"""Letters that printers join into one sign, as they are written."""


class _TooLong(Exception):
    """Reading takes longer than a person waits."""


def words_of(content: bytes, name: str, patience: float = PATIENCE) -> str:
    """The words of a PDF, a line each line of it.

    Args:
        content: the bytes of the file.
        name: its name, to tell a person which one can't be read.
        patience: seconds that it may take.

    Raises:
        Refusal: it is broken, locked with a password, has too many pages, takes too long, or holds
            pictures of text only.
    """
    try:
        text = _clean("\n".join(_pages(content, name, time.monotonic() + patience)))
    except Refusal:
        raise
    except _TooLong as fault:
        raise Refusal(_too_much(name)) from fault
    except Exception as fault:  # a broken PDF breaks its reader in any way there is
        raise Refusal(
            _l(
                "{name} can’t be read as a PDF. Open it, copy its text and paste it here.",
                name=name,
            )
        ) from fault
    if not text.strip():
        raise Refusal(
            _l(
                "{name} has pictures of its pages but no text, as a scanned paper has. Ask the buyer for the "
                "notice as text, or write what matters here.",
                name=name,
            )
        )
    return text


def _clean(text: str) -> str:
    """The text as it would be typed: dots on their letters, and halves of signs that can’t be kept as “?”."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", whole.translate(_JOINED))


def _too_much(name: str) -> Text:
    return _l(
        "{name} is too long to be read as a whole. Open it, copy the pages of the notice and paste them here.",
        name=name,
    )


def _pages(content: bytes, name: str, until: float) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - only when a PDF is read

    # What it finds odd concerns the file of a person, not our log.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(BytesIO(content))
    if _locked(reader):
        raise Refusal(
            _l(
                "{name} is locked with a password. Open it with the password, copy its text and paste it here.",
                name=name,
            )
        )
    if len(reader.pages) > MOST_PAGES:
        raise Refusal(_too_much(name))

    def look_at_clock(*_drawn: Any) -> None:
        if time.monotonic() > until:
            raise _TooLong

    for page in reader.pages:
        look_at_clock()
        yield page.extract_text(visitor_operand_before=look_at_clock)


def _locked(reader: "PdfReader") -> bool:
    """Whether it opens with a password only; one that merely forbids to change it opens without."""
    return reader.is_encrypted and not reader.decrypt("")
