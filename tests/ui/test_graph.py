"""The graph: drawn by the library when it is first seen, read by keys, and as a table."""

import subprocess
import sys
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app.ui.language import set_language
from app.ui.theme import TEXT_SCALES, theme
from app.ui.tour import settle
from app.ui.widgets.figure_table import FigureTable
from app.ui.widgets.graph import Graph, GraphSeries, Place
from app.ui.widgets.graph_parts import LINES, MARKS, ticks

PLACES = [Place("syys", "syyskuu 2026", "2026"), Place("loka", "lokakuu 2026", "2026")]
VALUES = [Decimal(3), None]


def _graph(qtbot: QtBot, *series: GraphSeries, places=PLACES, width: int = 400) -> Graph:
    made = Graph("Käynnit", about="Kuukausi")
    qtbot.addWidget(made)
    made.resize(width, 320)
    made.show()
    made.tell(places, series or [GraphSeries("Käynnit", VALUES)])
    settle()
    return made


def test_the_library_is_not_loaded_at_the_start_of_the_program() -> None:
    script = (
        "import sys; import app.ui.start, app.rooms; from app.core.room import load;"
        "[load(room.page) for room in app.rooms.ROOMS];"
        "import app.ui.widgets.graph;"
        "sys.exit(any(name.split('.')[0] in {'pyqtgraph', 'numpy'} for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_it_is_drawn_when_it_is_seen_and_there_is_something_to_draw(qtbot: QtBot) -> None:
    made = Graph("Käynnit")
    qtbot.addWidget(made)
    made.tell(PLACES, [GraphSeries("Käynnit", [None, None])])
    made.show()
    settle()
    assert made.plot is None
    assert made.said() == made._nothing.text()
    assert made._nothing.isVisible()
    made.tell(PLACES, [GraphSeries("Käynnit", VALUES)])
    settle()
    assert made.plot is not None
    assert not made._nothing.isVisible()


def test_what_it_shows_is_its_description(qtbot: QtBot) -> None:
    second = GraphSeries("Tunnit", [Decimal("1.5"), Decimal(2)], "bar")
    made = _graph(qtbot, GraphSeries("Käynnit", VALUES), second)
    expected = "syyskuu 2026: Käynnit 3, Tunnit 1,5; lokakuu 2026: Käynnit –, Tunnit 2"
    assert made.accessibleDescription() == made.plot.accessibleDescription() == expected
    assert made.accessibleName() == made.plot.accessibleName() == "Käynnit"


def test_arrows_read_place_by_place(qtbot: QtBot) -> None:
    made = _graph(qtbot)
    assert made.reading.text() == "syyskuu 2026: 3"  # the last one that has a number
    made.plot.setFocus()
    qtbot.keyClick(made.plot, Qt.Key.Key_Left)
    assert made.reading.text() == "lokakuu 2026: –"
    qtbot.keyClick(made.plot, Qt.Key.Key_Home)
    assert made.reading.text() == "syyskuu 2026: 3"
    qtbot.keyClick(made.plot, Qt.Key.Key_Right)
    qtbot.keyClick(made.plot, Qt.Key.Key_Right)
    assert made.reading.text() == "lokakuu 2026: –"


def test_the_mouse_reads_too_and_drags_nothing(qtbot: QtBot) -> None:
    made = _graph(qtbot)
    view = made.plot.getPlotItem().getViewBox()
    before = view.viewRange()
    made.plot._moved(view.mapViewToScene(QPointF(0, 1)))
    assert made.reading.text() == "syyskuu 2026: 3"
    qtbot.mousePress(made.plot.viewport(), Qt.MouseButton.LeftButton)
    qtbot.mouseMove(made.plot.viewport())
    qtbot.mouseRelease(made.plot.viewport(), Qt.MouseButton.LeftButton)
    assert view.viewRange() == before


def test_the_table_is_one_click_away(qtbot: QtBot) -> None:
    made = _graph(qtbot)
    made.turn_button.click()
    assert made.in_table
    assert made.table.isVisible()
    assert not made.plot.isVisible()
    cells = [[made.table.item(r, c).text() for c in range(2)] for r in range(2)]
    assert cells == [["syyskuu 2026", "3"], ["lokakuu 2026", "–"]]
    assert made.table.horizontalHeaderItem(0).text() == "Kuukausi"
    made.turn_button.click()
    assert made.plot.isVisible()


def test_it_follows_the_language(qtbot: QtBot) -> None:
    made = _graph(qtbot, GraphSeries("Tunnit", [Decimal("1.5"), Decimal("2.5")]))
    set_language("en")
    assert "1.5" in made.said()
    assert made.reading.text() == "lokakuu 2026: 2.5"
    assert made.table.item(0, 1).text() == "1.5"
    assert made.turn_button.text() == "Show as a table"


@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_it_grows_with_the_text_and_names_as_many_places_as_fit(qtbot: QtBot, scale: int) -> None:
    theme.choose(text_scale=scale)
    places = [Place(f"kuukausi {n}", f"kuukausi {n}") for n in range(24)]
    made = _graph(qtbot, GraphSeries("x", [Decimal(n) for n in range(24)]), places=places)
    assert made._picture.height() == theme.px(190)
    shown = made.plot.getPlotItem().getAxis("bottom")._tickLevels[0]
    assert shown[-1][1] == "kuukausi 23"
    assert 1 <= len(shown) < 24


def test_at_most_five_series_each_with_a_shape_of_its_own(qtbot: QtBot) -> None:
    assert len(set(MARKS)) == len(set(LINES)) == 5
    _graph(qtbot, *[GraphSeries(str(n), VALUES) for n in range(5)])
    made = Graph("x")
    qtbot.addWidget(made)
    with pytest.raises(AssertionError):
        made.tell(PLACES, [GraphSeries(str(n), VALUES) for n in range(6)])


def test_bars_begin_at_zero(qtbot: QtBot) -> None:
    made = _graph(qtbot, GraphSeries("x", [Decimal(90), Decimal(100)], "bar"))
    low, _high = made.plot.getPlotItem().getViewBox().viewRange()[1]
    assert low <= 0


@given(st.floats(-200, 1000), st.floats(0.5, 1e7))
def test_ticks_are_round_few_and_cover_everything(least: float, wide: float) -> None:
    found = ticks(least, least + wide)
    assert 2 <= len(found) <= 8
    assert found[0] <= least + 1e-6
    assert found[-1] >= least + wide - abs(wide) * 1e-5 - 1e-6
    assert all(b > a for a, b in pairwise(found))


def test_a_table_of_figures_is_as_high_as_its_lines_and_leaves_tab_alone(qtbot: QtBot) -> None:
    made = FigureTable("Luvut")
    qtbot.addWidget(made)
    made.tell(["Mitä", "9/2026"], [["Pitkä kysymys " * 8, "1"], ["Lyhyt", "2"]])
    made.resize(240, 100)
    made.show()
    settle()
    assert made.height() >= made.rowHeight(0) + made.rowHeight(1)
    assert made.rowHeight(0) > made.rowHeight(1)
    assert not made.tabKeyNavigation()
