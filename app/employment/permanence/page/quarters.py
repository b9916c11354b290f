"""The last quarters as pictures, and as a table of the same numbers."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.core.text import Text, _l
from app.employment.permanence import wording
from app.employment.permanence.actions import Dashboard
from app.ui.widgets import Card, Grid, Tiles, label, rule
from app.ui.widgets.chart import Chart, Series

CARD_WIDTH = 340


def pictures(found: Dashboard) -> QWidget:
    """How much of the work was permanent when each quarter ended, and what happened in each."""
    made = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    pair = Tiles(CARD_WIDTH, made, spacing=12)
    pair.addWidget(_shares(found))
    pair.addWidget(_changes(found))
    return made


def _shares(found: Dashboard) -> Card:
    heading = _l("Permanent at the end of the quarter, %")
    card = Card(heading)
    target = found.target
    values = [wording.whole_percent(quarter.end.permanent_share) for quarter in found.quarters]
    card.body.addWidget(
        Chart(
            heading,
            _names(found),
            [Series(heading, values)],
            highest=Decimal(100),
            target=None if target is None else (wording.target_line(target), target),
        )
    )
    card.body.addStretch(1)
    return card


def _changes(found: Dashboard) -> Card:
    heading = _l("What has happened by quarter")
    card = Card(heading)
    periods = [quarter.period for quarter in found.quarters]
    series = [
        Series(wording.HEADERS[5], [Decimal(each.conversions) for each in periods]),
        Series(wording.HEADERS[6], [Decimal(each.new_jobs) for each in periods]),
        Series(wording.HEADERS[7], [Decimal(each.ended) for each in periods]),
    ]
    card.body.addWidget(Chart(heading, _names(found), series))
    card.body.addStretch(1)
    return card


def _names(found: Dashboard) -> list[Text]:
    return [wording.quarter_words(quarter.name) for quarter in found.quarters]


def numbers(found: Dashboard) -> Card:
    """The same and the rest of the numbers, a line for each quarter."""
    card = Card(_l("Quarters"))
    table = QWidget()
    grid = Grid(table, spacing=6, column_gap=16)
    for column, words in enumerate(wording.HEADERS):
        grid.addWidget(_cell(words, column, header=True), 0, column, Qt.AlignmentFlag.AlignBottom)
    for line, quarter in enumerate(found.quarters, start=1):
        grid.addWidget(rule(), 2 * line - 1, 0, 1, len(wording.HEADERS))
        for column, words in enumerate(wording.quarter_cells(quarter)):
            grid.addWidget(_cell(words, column), 2 * line, column)
    for column in range(1, len(wording.HEADERS)):
        grid.setColumnStretch(column, 1)
    card.body.addWidget(table)
    return card


def _cell(words: Text, column: int, *, header: bool = False) -> QLabel:
    made = label(words, "small" if header else "")
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return made
