"""The text of a notice from a file: plain text, a PDF, a page saved from the web, an e-mail, or a Word document."""

import zipfile
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from xml.etree.ElementTree import fromstring as parsed

from app.core.fault import Refusal
from app.core.text import _l
from app.tenders import pdf_words

LARGEST = 5_000_000
"""Bytes of a file that is read; a notice with its pictures is far below."""
SUFFIXES = (".txt", ".md", ".pdf", ".eml", ".html", ".htm", ".mht", ".docx")
LARGEST_WORDS = 20_000_000
"""Bytes of the words of a document when they are unpacked."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
    name, kind = path.name, path.suffix.casefold()
    if kind not in SUFFIXES:
        raise Refusal(
            _l(
                "{name} can’t be read as a notice. Choose a PDF, a text file, a Word document (.docx), a "
                "saved web page or an e-mail, or open it, copy its text and paste it here.",
                name=name,
            )
        )
    try:
        if path.stat().st_size > (pdf_words.LARGEST if kind == ".pdf" else LARGEST):
            raise Refusal(_l("{name} is too large. Copy the text and paste it.", name=name))
        content = path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or ""
        raise Refusal(_l("{name} can’t be read: {reason}", name=name, reason=reason)) from fault
    if kind == ".pdf":
        found = NoticeText(pdf_words.words_of(content, name))
    elif kind in {".eml", ".mht"}:
        found = _of_message(content)
    elif kind in {".html", ".htm"}:
        found = NoticeText(of_page(decoded(content)))
    elif kind == ".docx":
        found = NoticeText(_of_document(path))
    else:
        found = NoticeText(decoded(content))
    if not found.text.strip():
        raise Refusal(_l("{name} has no text to read.", name=name))
    return found


def still_of(before: str, text: str) -> bool:
    """Whether a text is that of a file, perhaps corrected, and not another one pasted over it."""
    lines = {line.strip() for line in before.splitlines() if line.strip()}
    kept = lines & {line.strip() for line in text.splitlines()}
    return 2 * len(kept) >= len(lines)


def _of_document(path: Path) -> str:
    """The words of a Word document, a line a paragraph, the cells of a table row beside each other.

    Raises:
        Refusal: it is no such document, or too large when it is unpacked.
    """
    unreadable = _l(
        "{name} can’t be read as a Word document. Open it, copy its text and paste it here.",
        name=path.name,
    )
    try:
        with zipfile.ZipFile(path) as packed:
            part = packed.getinfo("word/document.xml")
            if part.file_size > LARGEST_WORDS:
                raise Refusal(
                    _l("{name} is too large. Copy the text and paste it.", name=path.name)
                )
            content = packed.read(part)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:  # Word writes none; they can swell
            raise Refusal(unreadable)
        body = parsed(content).find(f"{_WORD}body")  # noqa: S314 - no entities, of bounded size
    except (zipfile.BadZipFile, KeyError, ParseError, OSError, RuntimeError, ValueError) as fault:
        raise Refusal(unreadable) from fault
    return "" if body is None else "\n".join(_rows(body))


def _rows(within: Element) -> list[str]:
    found: list[str] = []
    for each in within:
        if each.tag == f"{_WORD}p":
            found.append(_paragraph(each))
        elif each.tag == f"{_WORD}tr":
            cells = (" ".join(_rows(cell)).strip() for cell in each.iter(f"{_WORD}tc"))
            found.append(" ".join(cell for cell in cells if cell))
        else:
            found += _rows(each)
    return found


def _paragraph(paragraph: Element) -> str:
    signs = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
    parts = (
        (each.text or "") if each.tag == f"{_WORD}t" else signs.get(each.tag, "")
        for each in paragraph.iter()
    )
    return "".join(parts)


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
    except (LookupError, UnicodeError):  # it names letters that nobody knows
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
