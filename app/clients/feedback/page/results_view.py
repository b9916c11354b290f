"""Where feedback is going: all services together and each, by quarter."""

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.clients.feedback import actions
from app.clients.feedback.actions import ServiceResult
from app.core import brand
from app.core.format import show_number
from app.core.record import today
from app.core.text import Text, _l, pick
from app.ui import jobs
from app.ui.language import Wording, bind, switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.theme import theme
from app.ui.widgets import Card, Column, EmptyState, Row, ScrollColumn, clear, label, small

HIGHEST = Decimal(5)
_HEIGHT, _GAP, _FOOT, _TOP = 110, 12, 22, 20
"""Pixels: the picture, between bars, room for what stands below and above them."""


class ResultsView(View):
    """The results of feedback."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.found: list[ServiceResult] = []
        whole = Column(self)
        self._column = ScrollColumn(max_width=900, margins=(0, 0, 0, 12))
        whole.addWidget(self._column)
        switch.changed.connect(self._show)

    def fill(self) -> None:
        """Ask for the results, in the background."""

        def ask() -> list[ServiceResult]:
            with self._office.store.read() as session:
                return actions.results(session, today())

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: list[ServiceResult]) -> None:
        self.found = found
        self._show()

    def _show(self) -> None:
        clear(self._column.body)
        if not self.found:
            self._column.body.addWidget(
                EmptyState(
                    "chat-circle",
                    _l("No feedback yet"),
                    _l("Print the survey from a service's page and enter what was answered."),
                )
            )
        for each in self.found:
            self._column.body.addWidget(_Result(each))


class _Result(Card):
    def __init__(self, found: ServiceResult) -> None:
        super().__init__(_name(found))
        line = Row(spacing=20)
        text = Column(spacing=4)
        text.addWidget(label(actions.result_words(found.year), "strong"))
        text.addWidget(small(_l("in the last year")))
        change = actions.change_of(found)
        if change is not None:
            words = actions.change_words(change)
            text.addWidget(small(_l("{change} from the year before", change=words)))
        if found.year.recommends is not None:
            index = f"{found.year.recommends:+d}"
            text.addWidget(small(_l("Recommendation index {index}", index=index)))
        if found.year.few:
            text.addWidget(small(_l("Few answers: read with care.")))
        text.addStretch(1)
        line.addLayout(text, 2)
        line.addWidget(Quarters(found), 3)
        self.body.addLayout(line)


def _name(found: ServiceResult) -> Wording:
    if not found.service_id:
        return _l("All services")
    return lambda: pick(found.service) or "–"


class Quarters(QWidget):
    """The score of each quarter as a bar, with its number above and its quarter below."""

    def __init__(self, found: ServiceResult) -> None:
        super().__init__()
        self._quarters = found.quarters
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        bind(self.setAccessibleName, self._said)

    def _said(self) -> str:
        return ", ".join(
            f"{_quarter_words(quarter)}: {_score(result.score)}"
            for quarter, result in self._quarters
        )

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(brand.SMALL_SIZE))
        width = self.width() / max(1, len(self._quarters))
        foot, top = theme.px(_FOOT), theme.px(_TOP)
        room = self.height() - foot - top
        centre = int(Qt.AlignmentFlag.AlignCenter)
        for number, (quarter, result) in enumerate(self._quarters):
            left = number * width
            height = room * float(result.score / HIGHEST) if result.score else 0
            bar = QRectF(left + _GAP / 2, top + room - height, width - _GAP, height)
            painter.setPen(QPen(theme.colour("main"), 1) if height else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("main_tint" if result.few else "main"))
            painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(theme.colour("ink"))
            above = QRectF(left, bar.top() - top, width, top)
            painter.drawText(above, centre, _score(result.score))
            painter.setPen(theme.colour("soft_ink"))
            below = QRectF(left, self.height() - foot, width, foot)
            painter.drawText(below, centre, str(_quarter_words(quarter)))


def _score(score: Decimal | None) -> str:
    return "–" if score is None else show_number(score)


def _quarter_words(quarter: tuple[int, int]) -> Text:
    year, number = quarter
    return _l("{number}/{year}", number=str(number), year=str(year))
