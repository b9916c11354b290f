"""The text of a notice from a file: plain text, a page saved from the web, or a saved e-mail."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

from app.core.fault import Refusal
from app.core.text import _l

LARGEST = 5_000_000
"""Bytes of a file that is read; a notice with its pictures is far below."""
SUFFIXES = (".txt", ".md", ".eml", ".html", ".htm", ".mht")
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript"})
_BREAKS = frozenset(
    {
        "p",
        "br",
        "div",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "table",
        "section",
    }
)


@dataclass(frozen=True)
class NoticeText:
    """What stands in a file: the words, and the subject where it is a message."""

    text: str
    subject: str = ""


def text_of(path: Path) -> NoticeText:
    """The words of a file.

    Raises:
        Refusal: it can't be read, is too large, or is of another kind.
    """
    name = path.name
    if path.suffix.casefold() not in SUFFIXES:
        raise Refusal(
            _l(
                "{name} can’t be read as a notice. Choose a text file, a saved web page or an e-mail, or "
                "copy the text and paste it.",
                name=name,
            )
        )
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(_l("{name} is too large. Copy the text and paste it.", name=name))
        content = path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or ""
        raise Refusal(_l("{name} can’t be read: {reason}", name=name, reason=reason)) from fault
    if path.suffix.casefold() in {".eml", ".mht"}:
        found = _of_message(content)
    elif path.suffix.casefold() in {".html", ".htm"}:
        found = NoticeText(of_page(decoded(content)))
    else:
        found = NoticeText(decoded(content))
    if not found.text.strip():
        raise Refusal(_l("{name} has no text to read.", name=name))
    return found


def decoded(content: bytes) -> str:
    """Bytes as text: UTF-8 or UTF-16 by its mark, else as Windows writes western languages."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_message(content: bytes) -> NoticeText:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    subject = " ".join(str(message.get("subject", "")).split())
    if not isinstance(body, EmailMessage):
        return NoticeText("", subject)
    try:
        words = str(body.get_content())
    except (LookupError, UnicodeError, KeyError):  # it names letters that nobody knows
        payload = body.get_payload(decode=True)
        words = decoded(payload) if isinstance(payload, bytes) else ""
    if body.get_content_subtype() == "html":
        words = of_page(words)
    return NoticeText(words, subject)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(" ".join(data.split(" ")).replace("\n", " "))


def of_page(page: str) -> str:
    """The words of a web page, a line a paragraph or row, without what isn't seen."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    rows = [" ".join(row.split()) for row in "".join(reader.parts).split("\n")]
    return "\n".join(row for row in rows if row)
