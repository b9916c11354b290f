"""A text in which what differs from another one is marked: underlined, bold and on a tint."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.core.format import NO_BREAK_SPACE
from app.core.text import Text, _l, _n
from app.network.word_marks import Piece
from app.ui.language import bind
from app.ui.theme import theme
from app.ui.widgets.label import Words, in_lines

_MOST_SAID = 6
_LINE_BREAK = "¶"


class MarkedWords(Words):
    """Words that can be selected and copied; a screen reader hears what differs after the whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._pieces: Sequence[Piece] = ()
        super().__init__("", parent)
        self.select()
        theme.changed.connect(self._typeset)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show a text in pieces."""
        self._pieces = [each for each in pieces if each.text]
        plain = "".join(each.text for each in self._pieces)
        bind(self.setText, plain or _l("Nothing is written here"))
        bind(self.setAccessibleDescription, self._differs)

    def _differs(self) -> str:
        found = [each.text.strip() for each in self._pieces if each.differs and each.text.strip()]
        if not found:
            return ""
        said: Text = _l("Differs: {words}", words=" … ".join(found[:_MOST_SAID]))
        left = len(found) - _MOST_SAID
        more = _n("and {count} more place", "and {count} more places", left) if left > 0 else ""
        return f"{said} {more}".strip()

    def _written(self) -> str:
        if not self._pieces:
            return f'<span style="color:{theme.palette.soft_ink}">{in_lines(self.text())}</span>'
        return "".join(_written(each) for each in self._pieces)


def _written(piece: Piece) -> str:
    if not piece.differs:
        return in_lines(piece.text)
    words = piece.text.strip()
    if not words:  # only spaces or lines differ: they are made visible
        words = piece.text.replace("\n", _LINE_BREAK).replace(" ", NO_BREAK_SPACE)
        return _marked(words) + in_lines("\n" * piece.text.count("\n"))
    before, _words, after = piece.text.partition(words)
    return f"{in_lines(before)}{_marked(words)}{in_lines(after)}"


def _marked(words: str) -> str:
    colours = theme.palette
    return (
        f'<span style="background-color:{colours.watch_tint}; color:{colours.watch}; '
        f'font-weight:600; text-decoration:underline">{in_lines(words)}</span>'
    )
