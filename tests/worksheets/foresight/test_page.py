"""Signals in their list, and the own figures in their view."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core import editing
from app.core.store import Store
from app.ui.language import set_language
from app.ui.office import Office
from app.ui.preferences import Preferences
from app.ui.tour import settle
from app.worksheets.foresight.records import Signal
from app.worksheets.page.figures_view import FiguresView
from app.worksheets.page.signal_desk import of_five, signal_desk
from tests.windows import shown


@pytest.fixture
def office(store: Store, preferences: Preferences, qapp: object) -> Office:
    set_language("en")
    return Office(store, preferences)


def _extra(office: Office, values: dict) -> tuple[list[str], str, QWidget]:
    made = office.store.write(lambda s: editing.add(s, Signal, {"name": "Signal", **values})).result
    with office.store.read() as session:
        found = signal_desk().extra(office, session, session.get_one(Signal, made))
    holder = QWidget()
    for each in found.above:
        each.setParent(holder)
    holder.show()
    settle()
    return [words.say() for words, _tone in found.tags], shown(holder), holder


def test_an_older_wording_is_to_be_checked_and_numbers_have_their_end(
    office: Office, qtbot: QtBot
) -> None:
    values = {"code": "2023_nature", "sort": "megatrend", "significance": 4, "probability": 2}
    tags, said, holder = _extra(office, values)
    qtbot.addWidget(holder)
    assert tags == ["Megatrend"]
    assert "older edition" in said
    assert "4 / 5" in said
    assert "2 / 5" in said


def test_a_new_wording_needs_no_check(office: Office, qtbot: QtBot) -> None:
    old = {"code": "2026_ai", "sort": "weak", "reviewed_on": date(2024, 1, 1)}
    tags, said, holder = _extra(office, old)
    qtbot.addWidget(holder)
    assert tags == ["Weak signal", "To be looked at"]
    assert "older edition" not in said


def test_cells_of_the_list() -> None:
    set_language("en")
    desk = signal_desk()
    signal = Signal(name="x", sort="weak", significance=3, reviewed_on=date(2020, 1, 1))
    assert desk.cell(signal, "significance").text == "3 / 5"
    assert desk.cell(signal, "reviewed_on").tone == "watch"
    assert desk.cell(signal, "sort").text == "Weak signal"
    assert of_five(None) == ""


def test_the_figures_say_what_they_show(office: Office, demo: Store, qtbot: QtBot) -> None:
    view = FiguresView(office)
    qtbot.addWidget(view)
    view.resize(1000, 900)
    view.show()
    view.fill()
    settle()
    assert len(view.found.months) == 12
    said = view.graphs[0].said()
    assert "2026" in said or "202" in said
    assert all(graph.plot is not None for graph in view.graphs if not graph.empty)
    view.period.button_of("24").click()
    settle()
    assert len(view.found.months) == 24


def test_without_figures_the_view_says_what_makes_them(office: Office, qtbot: QtBot) -> None:
    view = FiguresView(office)
    qtbot.addWidget(view)
    view.show()
    view.fill()
    settle()
    assert "No figures yet" in shown(view)
    assert all(graph.plot is None for graph in view.graphs)
