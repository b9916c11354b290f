"""What an overview is made of: the figures of a programme, and a card for each objective."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.core.text import Text, _l, literal
from app.programmes import tables, wording
from app.programmes.page.indicator_list import IndicatorList, items
from app.programmes.results import Results
from app.programmes.rules import Period
from app.ui.widgets import Card, Column, FigureCard, Tiles, label

FIGURE_WIDTH = 150


def aim_card(
    results: Results,
    period: Period,
    objective_id: str,
    end: Decimal,
    open_indicator: Callable[[str], object],
) -> Card:
    """An objective, or the whole programme for ``""``: its events, and its indicators with their bars.

    ``end`` is the percent of a target at which all bars end.
    """
    card = Card(tables.aim_title(results, objective_id), margins=0, spacing=0)
    if objective_id:
        found = results.attendance(period, objective_id)
        line = QWidget()
        words = label(wording.attendance_words(found), "soft")
        Column(line, margins=(16, 8, 16, 4)).addWidget(words)
        card.body.addWidget(line)
    measures = [(each, results.standing(each, period)) for each in results.of(objective_id)]
    if measures:
        rows = IndicatorList(items(measures, end))
        rows.chosen.connect(open_indicator)
        card.body.addWidget(rows)
    card.body.addStretch(1)
    return card


def figure_tiles(results: Results, period: Period) -> Tiles:
    """Events, participants, targets reached, and how much time is left."""
    tiles = Tiles(FIGURE_WIDTH, spacing=12)
    found = results.attendance(period)
    reached, targets = results.reached(results.measures, period)
    figures: list[tuple[Text, Text]] = [
        (wording.number_words(found.events), _l("events held")),
        (wording.number_words(found.participants), _l("participants of events")),
    ]
    if targets:
        figures.append((literal(str(reached)), wording.reached_words(targets)))
    for value, what in (*figures, wording.time_words(results)):
        tiles.addWidget(FigureCard(value, what))
    return tiles
