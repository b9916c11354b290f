"""Pictures of a programme: events and participants by objective, and the effects on horizontal themes."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.text import Text, _, _l, literal, pick
from app.programmes import rules, wording
from app.programmes.results import Results, Theme
from app.programmes.rules import Period
from app.ui.language import bind, say
from app.ui.widgets import Bar, Bars, Card, Column, Flow, Grid, Row, Tiles, label, small
from app.ui.widgets.bars import BarLine

CARD_WIDTH = 380
TOP_SCORE = Decimal(10)
_SAMPLE = 28


def attendance_cards(results: Results, period: Period) -> Tiles:
    """Events and participants of each objective, on a scale of their own each, with the sum."""
    pair = Tiles(CARD_WIDTH, spacing=12)
    found = [(each, results.attendance(period, each.id)) for each in results.aims]
    every = results.attendance(period)
    for heading, together, numbers in (
        (_l("Events by objective"), every.events, [each.events for _aim, each in found]),
        (
            _l("Participants by objective"),
            every.participants,
            [each.participants for _aim, each in found],
        ),
    ):
        end = Decimal(max([1, *(each for each in numbers if each is not None)]))
        bars = [
            Bar(
                literal(aim.title),
                rules.share(_decimal(number), end),
                words=wording.number_words(number) if number is not None else wording.NO_DATA,
            )
            for (aim, _found), number in zip(found, numbers, strict=True)
        ]
        card = Card(heading)
        card.body.addWidget(Bars(heading, bars))
        words = _l("Together {number}", number=wording.number_words(together))
        card.body.addWidget(label(words, "strong"))
        card.body.addStretch(1)
        pair.addWidget(card)
    return pair


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def themes_card(results: Results) -> Card:
    """The horizontal themes: two bars each, directly and through others, from 0 to 10."""
    card = Card(_l("Horizontal themes"), spacing=12)
    for part in theme_parts(results.themes):
        card.body.addWidget(part)
    return card


def theme_parts(themes: Sequence[Theme]) -> list[QWidget]:
    """The bars of the themes that are affected, and the others in a sentence."""
    affected = [each for each in themes if each.affected]
    rest = wording.unaffected_words(themes)
    parts: list[QWidget] = [ThemeBars(affected)] if affected else []
    return [*parts, small(rest)] if rest else parts


class ThemeBars(QWidget):
    """A pair of bars for each theme; what they show is told in words too."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        super().__init__()
        self._themes = themes
        column = Column(self, spacing=12)
        legend = Flow(spacing=16)
        for words, light in ((_l("Directly"), False), (_l("Through others"), True)):
            legend.addWidget(_key(words, light=light))
        column.addLayout(legend)
        tiles = Tiles(CARD_WIDTH - 40, spacing=16)
        for each in themes:
            tiles.addWidget(_pair(each))
        column.addLayout(tiles)
        bind(self.setAccessibleName, _l("Horizontal themes"))
        bind(self.setAccessibleDescription, self._said)

    def _said(self) -> str:
        return "; ".join(
            _(
                "{theme}: directly {direct}, through others {indirect}",
                theme=wording.theme_name(each.theme),
                direct=wording.number_words(each.direct),
                indirect=wording.number_words(each.indirect),
            )
            for each in self._themes
        )


def _key(words: Text, *, light: bool) -> QWidget:
    made = QWidget()
    line = Row(made, spacing=8)
    sample = BarLine(Decimal(100), light=light)
    sample.setFixedWidth(_SAMPLE)
    line.addWidget(sample, 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(label(words, "small", wrap=False))
    return made


def _pair(theme: Theme) -> QWidget:
    made = QWidget()
    grid = Grid(made, spacing=2, column_gap=12)
    grid.setColumnStretch(0, 1)
    grid.addWidget(label(wording.theme_name(theme.theme)), 0, 0, 1, 2)
    line = 1
    for score, light in ((theme.direct, False), (theme.indirect, True)):
        grid.addWidget(BarLine(rules.share(_decimal(score), TOP_SCORE), light=light), line, 0)
        shown = label(wording.number_words(score), "strong", wrap=False)
        grid.addWidget(shown, line, 1, Qt.AlignmentFlag.AlignRight)
        line += 1
    if pick(theme.note):
        grid.addWidget(small(lambda: pick(theme.note)), line, 0, 1, 2)
        line += 1
    grid.setRowStretch(line, 1)
    bind(
        made.setAccessibleName,
        lambda: (
            f"{say(wording.theme_name(theme.theme))}: "
            f"{say(wording.number_words(theme.direct))}, {say(wording.number_words(theme.indirect))}"
        ),
    )
    return made
