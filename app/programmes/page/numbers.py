"""The tables behind the pictures of a programme."""

from collections.abc import Sequence
from decimal import Decimal

from app.core.text import _l
from app.programmes import tables, wording
from app.programmes.results import Results
from app.programmes.rules import Period, Step
from app.programmes.tables import Cell, Grid
from app.ui.widgets import Card, small
from app.ui.widgets.figure_table import FigureTable


def table_card(grid: Grid, words: str = "") -> Card:
    """A table in a card of its own."""
    card = Card(grid.heading)
    made = FigureTable(grid.heading)
    made.tell(grid.headers, [[tables.said(cell) for cell in row] for row in grid.rows])
    card.body.addWidget(made)
    if words:
        card.body.addWidget(small(words))
    return card


def table_cards(results: Results, period: Period, step: Step) -> list[Card]:
    """All numbers of a programme: beside their targets, by objective, period and organisation, the themes."""
    cards = [
        table_card(_standings(results, period)),
        table_card(tables.by_objective(results, period)),
        table_card(tables.by_period(results, step)),
        table_card(tables.by_organisation(results, period)),
    ]
    if results.themes:
        cards.append(table_card(tables.themes(results)))
    return cards


def _standings(results: Results, period: Period) -> Grid:
    """The indicators with their objective's number before them, so that one column of words is enough."""
    found = tables.standings(results, period)
    numbers = {tables.aim_title(results, each.id).say(): each.number for each in results.aims}
    rows: list[Sequence[Cell]] = []
    for aim, name, target, value, percent in found.rows:
        number = numbers.get(tables.said(aim).say())
        words = (
            _l("{number}. {name}", number=str(number), name=tables.said(name)) if number else name
        )
        share = wording.percent_words(percent) if isinstance(percent, Decimal) else percent
        rows.append((words, target, value, share))
    return Grid(found.heading, found.headers[1:], rows)
