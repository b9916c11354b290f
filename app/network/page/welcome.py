"""What an office that is in no network reads: what one gives, and one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.text import Text, _l
from app.network.page.keeper import CONNECT
from app.network.wording import NEVER_LEAVES
from app.ui.language import bind
from app.ui.theme import theme
from app.ui.widgets import Column, Picture, Row, ScrollColumn, button, label, section, small

_WIDTH = 480
_GIVES: tuple[tuple[str, Text], ...] = (
    (
        "handshake",
        _l(
            "Your profile, finished services and certificates are shared with the offices of the "
            "network, and you receive theirs."
        ),
    ),
    (
        "arrows-clockwise",
        _l(
            "Your profile, services and service paths stay the same on all computers of your office, "
            "even after a month without a connection."
        ),
    ),
    ("lock-simple", NEVER_LEAVES),
)


class Welcome(ScrollColumn):
    """Three sentences and the way in."""

    def __init__(self, begin: Callable[[], object]) -> None:
        super().__init__(max_width=None, margins=(0, 88, 0, 28))
        heading = _l("Work together in a network")
        middle = Column(spacing=16)
        middle.addWidget(Picture("share-network", 40, "main"), 0, Qt.AlignmentFlag.AlignHCenter)
        head = section(heading)
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(head)
        for icon, sentence in _GIVES:
            line = Row(spacing=12)
            line.addWidget(Picture(icon, 20, "main"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(sentence), 1)
            middle.addLayout(line)
        self.begin_button = button(CONNECT, "primary", pressed=begin)
        middle.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignHCenter)
        help_words = small(_l("You get an invitation from the coordinator of your network."))
        help_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(help_words)
        self._middle = QWidget()
        self._middle.setLayout(middle)
        line = Row()
        line.addStretch(1)
        line.addWidget(self._middle, 20)
        line.addStretch(1)
        self.body.addLayout(line)
        bind(self.setAccessibleName, heading)
        theme.changed.connect(self._fit_middle)
        self._fit_middle()

    def _fit_middle(self) -> None:
        self._middle.setMaximumWidth(theme.px(_WIDTH))
