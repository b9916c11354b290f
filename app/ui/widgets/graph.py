"""A graph over time: lines with markers and bars, the same numbers as a table one click away."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.format import show_number
from app.core.text import _, _l
from app.ui import jobs
from app.ui.language import Wording, bind, say
from app.ui.theme import theme
from app.ui.widgets.button import link
from app.ui.widgets.figure_table import FigureTable
from app.ui.widgets.flow import Flow
from app.ui.widgets.graph_parts import MOST_SERIES, GraphSeries, Place, Sample
from app.ui.widgets.label import label
from app.ui.widgets.layout import Column, Row, clear

PLOT = "app.ui.widgets.plot"
NOTHING = "–"
HEIGHT = 190

__all__ = ["Graph", "GraphSeries", "Place"]


def _load() -> Any:
    """The library and what we draw with it; it takes a while, so never on the GUI thread."""
    return import_module(PLOT).Plot


class Graph(QWidget):
    """One to five series over places, with a legend, a line that reads a place out, and a table.

    The arrow keys, or the mouse, go from place to place. Without any value it says so.
    """

    def __init__(
        self,
        name: Wording,
        *,
        ends: tuple[float, float | None] = (0, None),
        show: Callable[[Decimal], str] = show_number,
        about: Wording = "",
        parent: QWidget | None = None,
    ) -> None:
        """``ends`` are those of the axis, from zero on; ``about`` names the places in the table."""
        super().__init__(parent)
        self._name, self._ends, self._show_value, self._about = name, ends, show, about
        self._places: Sequence[Place] = ()
        self._series: Sequence[GraphSeries] = ()
        self._loading = False
        self._at = -1
        self.plot: Any = None
        column = Column(self, spacing=8)
        self._picture = QWidget()
        self._picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._ground = Column(self._picture)
        column.addWidget(self._picture)
        self._nothing = label(_l("No numbers yet"), "soft")
        column.addWidget(self._nothing)
        self.table = FigureTable(name)
        self.table.hide()
        column.addWidget(self.table)
        self._legend = Flow(spacing=16)
        column.addLayout(self._legend)
        self.reading = label("", "small")
        self.turn_button = link("", self.turn, is_small=True)
        foot = Row(spacing=12)
        foot.addWidget(self.reading, 1)
        foot.addWidget(self.turn_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        bind(self.setAccessibleName, name)
        bind(self.setAccessibleDescription, self.said)
        bind(self.turn_button.setText, self._turn_words)
        bind(self.turn_button.setAccessibleName, self._turn_name)
        theme.changed.connect(self._rescale)
        self._rescale()
        self._arrange()

    def tell(self, places: Sequence[Place], series: Sequence[GraphSeries]) -> None:
        """Show these numbers."""
        assert len(series) <= MOST_SERIES
        self._places, self._series, self._at = places, series, -1
        clear(self._legend)
        for at, each in enumerate(series if len(series) > 1 else ()):
            self._legend.addWidget(_key(at, each))
        if self.plot:
            self._fill()
        self._tabulate()
        bind(self.setAccessibleDescription, self.said)
        bind(self.reading.setText, self._read)
        self._arrange()
        if self.isVisible():
            self._want_plot()

    @property
    def empty(self) -> bool:
        """Whether there is no value at all."""
        return all(value is None for each in self._series for value in each.values)

    @property
    def in_table(self) -> bool:
        """Whether the table is in front."""
        return not self.table.isHidden()

    def turn(self) -> None:
        """Show the table, or the picture again."""
        self.table.setHidden(self.in_table)
        self._arrange()
        bind(self.turn_button.setText, self._turn_words)
        bind(self.turn_button.setAccessibleName, self._turn_name)

    def said(self) -> str:
        """All that it shows, in words."""
        parts = [self._read_place(at) for at in range(len(self._places))]
        return _("No numbers yet") if self.empty else "; ".join(parts)

    # How it is put together

    def _arrange(self) -> None:
        table = self.in_table and not self.empty
        self._picture.setVisible(not table and not self.empty)
        self.reading.setVisible(not self.empty)
        self.table.setVisible(table)
        self._nothing.setVisible(self.empty)
        self.turn_button.setVisible(not self.empty)

    def _turn_words(self) -> str:
        return _("Show as a picture") if self.in_table else _("Show as a table")

    def _turn_name(self) -> str:
        return f"{self._turn_words()}: {say(self._name)}"

    def _rescale(self) -> None:
        self._picture.setFixedHeight(theme.px(HEIGHT))

    def showEvent(self, event: QShowEvent) -> None:
        """Load the library when there is something to draw with it."""
        super().showEvent(event)
        self._want_plot()

    def _want_plot(self) -> None:
        if self.plot is None and not self._loading and not self.empty:
            self._loading = True
            jobs.run(_load, done=self._take_plot, owner=self)

    def _take_plot(self, plot: Any) -> None:
        self.plot = plot()
        self.plot.pointed.connect(self._pointed)
        bind(self.plot.setAccessibleName, self._name)
        self._ground.addWidget(self.plot)
        self.setTabOrder(self.plot, self.turn_button)
        self._fill()

    def _fill(self) -> None:
        self.plot.tell(self._places, self._series, self._ends, self._show_value)
        bind(self.plot.setAccessibleDescription, self.said)

    def _tabulate(self) -> None:
        headers = [self._about, *(each.name for each in self._series)]
        lines = [
            [place.full, *(self._written(each, at) for each in self._series)]
            for at, place in enumerate(self._places)
        ]
        self.table.tell(headers, lines)

    # What is read out

    def _pointed(self, at: int) -> None:
        if at == self._at:
            return
        self._at = at
        bind(self.reading.setText, self._read)
        if self.plot.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.plot, self._read()))

    def _read(self) -> str:
        """The place pointed at, else the last one that has a number."""
        known = [
            at
            for at in range(len(self._places))
            if any(s.values[at] is not None for s in self._series)
        ]
        at = self._at if self._at >= 0 else (known[-1] if known else -1)
        return self._read_place(at) if at >= 0 else ""

    def _read_place(self, at: int) -> str:
        several = len(self._series) > 1
        values = [
            f"{say(each.name)} {say(self._written(each, at))}"
            if several
            else say(self._written(each, at))
            for each in self._series
        ]
        return f"{say(self._places[at].full)}: {', '.join(values)}"

    def _written(self, series: GraphSeries, at: int) -> Wording:
        value = series.values[at]
        return NOTHING if value is None else lambda: self._show_value(value)


def _key(at: int, series: GraphSeries) -> QWidget:
    made = QWidget()
    line = Row(made, spacing=8)
    line.addWidget(Sample(at, series))
    line.addWidget(label(series.name, "small", wrap=False))
    return made
