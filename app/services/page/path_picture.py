"""A service path as a readable picture: a card a step, the hand-over between them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.core.brand import Tone
from app.core.room import Listed
from app.core.text import LanguageText, Text, _l, pick
from app.organisation.records import SECTORS
from app.services.actions import PathStep
from app.ui.language import Wording
from app.ui.listed import ListedLine
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import Card, Column, Flow, Row, Tag, label, link, small

_SECTOR_TONES: dict[str, Tone] = {"public": "main", "business": "watch", "third": "good"}


class PathPicture(QWidget):
    """The steps from top to bottom, each with its provider, and what is handed over.

    ``listed`` is what is known of the services of others, by their ids in the directory.
    """

    def __init__(
        self, steps: Sequence[PathStep], listed: Mapping[str, Listed], office: Office
    ) -> None:
        super().__init__()
        column = Column(self, spacing=0)
        for number, step in enumerate(steps, start=1):
            column.addWidget(_StepCard(number, step, listed.get(step.directory_id), office))
            if number < len(steps):
                column.addWidget(_HandOver(step.hand_over))


def _lazy(text: LanguageText) -> Wording:
    return lambda: pick(text)


class _StepCard(Card):
    def __init__(self, number: int, step: PathStep, listed: Listed | None, office: Office) -> None:
        super().__init__(margins=(16, 12, 16, 12), spacing=4)
        tags = Flow(spacing=8)
        by = (listed.by if listed else {}) or step.provider
        provider = _lazy(by) if by else _l("Provider not chosen")
        sector: Text | None = dict(SECTORS).get(step.sector)
        tags.addWidget(Tag(provider, _SECTOR_TONES.get(step.sector, "plain")))
        if sector:
            tags.addWidget(Tag(sector, "plain"))
        if step.gone:
            tags.addWidget(Tag(_l("No longer in use"), "bad"))
        self.body.addLayout(tags)
        line = Row(spacing=8)
        line.addWidget(label(f"{number}.", "strong", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        name = _lazy(step.service) if pick(step.service) else _l("Service not chosen")
        if step.service_id:
            service_id = step.service_id
            opened = link(name, lambda: office.wanted.emit("service", service_id))
            line.addWidget(opened)
            line.addStretch(1)
        else:
            line.addWidget(label(name, "strong"), 1)
        self.body.addLayout(line)
        if pick(step.client_sees):
            self.body.addWidget(label(_lazy(step.client_sees), "soft"))
        if listed:
            self.body.addWidget(ListedLine(office, listed))


class _HandOver(QWidget):
    """An arrow down with the words of the hand-over beside it."""

    def __init__(self, words: LanguageText) -> None:
        super().__init__()
        line = Row(self, margins=(20, 4, 8, 4), spacing=16)
        line.addWidget(_Arrow())
        line.addWidget(small(_lazy(words)), 1)


class _Arrow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(theme.px(14))
        self.setMinimumHeight(theme.px(28))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(14), theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.colour("main")
        painter.setPen(QPen(colour, theme.px(2)))
        middle, foot, head = self.width() / 2, float(self.height()), theme.px(7)
        painter.drawLine(QPointF(middle, 0), QPointF(middle, foot - head))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        tip = [
            QPointF(middle - head / 1.3, foot - head),
            QPointF(middle + head / 1.3, foot - head),
            QPointF(middle, foot),
        ]
        painter.drawPolygon(QPolygonF(tip))
