"""Texts of others as plain text: HTML and the commonest Markdown are taken away. Pure functions."""

import re
from html import unescape
from html.parser import HTMLParser

MOST_LETTERS = 20_000
"""Of one text; what is longer is cut before it is looked at."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|<[!?][a-zA-Z]")
_ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p"),
        *("pre", "section", "table", "tr", "ul"),
    }
)
_HIDDEN = frozenset(
    {"script", "style", "template", "head", "title", "noscript", "iframe", "object"}
)
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]+)\]\((https?://[^()\s]+|mailto:[^()\s]+)\)"), r"\1 (\2)"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]?#{0,6}$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]{0,3}(?:```.*|[-*_]{3,})[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^([ \t]*)[*+][ \t]+", re.MULTILINE), r"\1- "),
    (re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=\S)([^_\n]+?)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)
_UNSEEN = r"\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
"""Signs that nobody sees, and those that turn around the text that follows."""
_MARKED = re.compile(rf"[<&*_`#\[+\r\t\xa0{_UNSEEN}]|---|  | \n|\n |\n{{3}}")
"""What is in every text that isn't plain yet: most texts are, and need no closer look."""
_CONTROL = re.compile(rf"[{_UNSEEN}]")
_UNCLOSED = re.compile(r"<(?!(?:/?[a-zA-Z]|[!?])[^<>]*>)")
"""What begins no tag: the parser would look for its end again and again."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n\n" if tag == "p" else "\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS and tag != "li":
            self.parts.append("\n\n" if tag == "p" else "\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def plain(text: str) -> str:
    """A text without markup: paragraphs and list points are kept as lines.

    What was written twice over (``&lt;b&gt;``) is taken away too, so that no tag is left that a careless page
    could take for its own.
    """
    text = text[:MOST_LETTERS]
    if not _MARKED.search(text):
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _without_comments(text)
    for _time in range(3):
        if not _TAG.search(text):
            if not _ENTITY.search(text):
                break
            text = unescape(text)
            continue
        reader = _Reader()
        reader.feed(_UNCLOSED.sub("&lt;", text))
        reader.close()
        text = "".join(reader.parts)
    text = _TAG.sub("", text)
    if _TAG.search(text):  # tags within tags within tags: nobody means that
        text = text.replace("<", "")
    text = re.sub(r"[ \t\xa0]+", " ", _CONTROL.sub("", text))
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def on_one_line(text: str) -> str:
    """A text on one line, without signs that a terminal would obey."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        parts.append(text[at:start])
        at = end + 3 if end >= 0 else len(text)
    return "".join(parts) + text[at:]


def shortened(text: str, limit: int) -> str:
    """A text of at most so many letters: cut at the end of a word, which is told by an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    end = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:end] if end > limit // 2 else cut).rstrip(" \n,;:–-") + "…"
