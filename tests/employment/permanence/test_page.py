"""The view of permanence in the window, and the chart that it shows."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.core.change import Changes
from app.core.record import today
from app.core.store import Store
from app.core.text import _l
from app.employment.permanence import actions
from app.employment.permanence.page.view import NUMBERS, PICTURE, PermanenceView
from app.ui.language import set_language
from app.ui.office import Office
from app.ui.preferences import Preferences
from app.ui.theme import theme
from app.ui.tour import settle
from app.ui.widgets.chart import Chart, Series
from app.ui.widgets.rows import RowList
from tests.employment.permanence.people import PART, contract, person
from tests.windows import press, shown


def add_house(store: Store) -> None:
    """A small house of today: two permanent, one in a chain, one who would like more hours."""

    def work(session) -> Changes:
        ago = lambda days: today() - timedelta(days)
        contract(session, person(session, "Pesonen", "Sari"), ago(900))
        contract(session, person(session, "Koponen", "Riitta"), ago(800), **PART)
        aila = person(session, "Hirvonen", "Aila")
        ended = ago(201)
        contract(
            session, aila, ago(400), ends=ended, status="ended", last_day=ended, end_reason="term"
        )
        contract(session, aila, ago(200), ends=today() + timedelta(60))
        ali = person(session, "Hassan", "Ali")
        contract(session, ali, ago(10), **PART, part_time_wish="more")
        return Changes(_l("Added"))

    store.write(work)


@pytest.fixture
def office(store: Store, preferences: Preferences, qapp: object) -> Office:
    return Office(store, preferences)


@pytest.fixture
def view(office: Office, store: Store, qtbot) -> PermanenceView:
    add_house(store)
    made = PermanenceView(office)
    qtbot.addWidget(made)
    made.resize(780, 640)
    made.show()
    made.fill()
    settle()
    return made


def charts(view: QWidget) -> list[Chart]:
    return [each for each in view.findChildren(Chart) if each.isVisible()]


def test_an_empty_house_is_told_what_comes_here(office: Office, qtbot) -> None:
    set_language("en")
    made = PermanenceView(office)
    qtbot.addWidget(made)
    made.show()
    made.fill()
    settle()
    text = shown(made)
    assert "Nobody is employed yet" in text
    assert "Report" not in text, "there is nothing to print"
    assert charts(made) == []


def test_the_view_tells_the_figures_and_whom_to_think_of(view: PermanenceView) -> None:
    set_language("en")
    settle()
    text = shown(view)
    for words in (
        "75%",
        "of employees are permanent",
        "full-time equivalents",
        "people employed",
        "Aila Hirvonen",
        "2 in a row, 13 months",
        "The work can become permanent with one button when it goes on.",
        "Ali Hassan",
        "Would like more hours. Offer them before you hire somebody new.",
        "Riitta Koponen",
        "Gender and age are shown only when every group has five people or more",
    ):
        assert words in text, words
    assert "Sari Pesonen" not in text


def test_it_speaks_another_language_at_once(view: PermanenceView) -> None:
    set_language("fi")
    settle()
    before = shown(view)
    set_language("en")
    settle()
    after = shown(view)
    assert "75\u00a0%" in before
    assert "75%" in after
    assert "75\u00a0%" not in after
    assert "1,5" not in after


def test_the_numbers_are_one_click_from_the_picture(view: PermanenceView) -> None:
    set_language("en")
    settle()
    assert len(charts(view)) == 2
    press(view, "Numbers")
    settle()
    assert view.way.current == NUMBERS
    assert charts(view) == []
    text = shown(view)
    quarter = view.found.quarters[-1]
    assert f"{quarter.name[1]}/{quarter.name[0]}" in text
    assert "Full-time equivalents" in text
    press(view, "Picture")
    settle()
    assert view.way.current == PICTURE
    assert len(charts(view)) == 2


def test_a_row_opens_the_contract(view: PermanenceView, qtbot) -> None:
    chain = view.found.now.chains[0]
    rows = next(
        each
        for each in view.findChildren(RowList)
        if each.isVisible() and "Aila Hirvonen" in shown(each)
    )
    with qtbot.waitSignal(view._office.wanted) as wanted:
        rows.chosen.emit(chain.contract_id)
    assert wanted.args == ["contract", chain.contract_id]


def test_the_target_is_asked_checked_and_drawn(view: PermanenceView, qtbot) -> None:
    set_language("en")
    settle()
    dialog = view.target_dialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.rows["target"].input.set_value(Decimal(140))
    dialog.go()
    settle()
    assert dialog.isVisible()
    assert "Write a percent from 1 to 100." in shown(dialog)
    dialog.rows["target"].input.set_value(Decimal(80))
    dialog.go()
    settle()
    assert not dialog.isVisible()
    text = shown(view)
    assert "of employees are permanent, the target is 80%" in text
    assert "Target 80%" in text
    assert charts(view)[0].accessibleDescription().startswith("Target 80%. ")
    assert view.target_dialog().rows["target"].input.value() == Decimal(80)


def test_what_has_not_changed_stays_where_it_is(view: PermanenceView) -> None:
    before = charts(view)
    view.fill()
    settle()
    assert charts(view) == before
    view._office.store.write(lambda s: actions.set_target(s, Decimal(50)))
    view.fill()
    settle()
    assert charts(view) != before


def test_the_table_is_written(view: PermanenceView, tmp_path: Path) -> None:
    view.write_file(tmp_path / "taulukko.xlsx")
    settle()
    assert (tmp_path / "taulukko.xlsx").stat().st_size > 1000


@pytest.mark.parametrize("width", [560, 780, 1300])
@pytest.mark.parametrize("scale", [100, 200])
def test_it_fits_every_width_and_size_of_text(view: PermanenceView, width: int, scale: int) -> None:
    theme.choose(text_scale=scale)
    try:
        view.resize(width, 640)
        settle()
        column = view._column
        if width >= 780 * scale / 100 - 1:
            assert column.horizontalScrollBar().maximum() == 0
        assert column.widget().width() >= column.viewport().width()
    finally:
        theme.choose(text_scale=100)


def test_a_chart_says_all_its_numbers(qtbot) -> None:
    set_language("en")
    made = Chart(
        "Jobs",
        ["1/2026", "2/2026"],
        [Series("New", [Decimal(3), None]), Series("Ended", [Decimal(0), Decimal(2)])],
    )
    qtbot.addWidget(made)
    assert made.accessibleName() == "Jobs"
    assert made.accessibleDescription() == "1/2026: New 3, Ended 0; 2/2026: New –, Ended 2"
    made.show()
    assert {"New", "Ended"} <= set(shown(made).split("\n"))
    alone = Chart("Score", ["1"], [Series("Score", [Decimal("4.5")])])
    qtbot.addWidget(alone)
    assert alone.accessibleDescription() == "1: 4.5"
    assert shown(alone) == ""


def test_bars_begin_at_zero_and_grow_with_their_values(qtbot) -> None:
    values = [Decimal(0), Decimal(25), Decimal(50), Decimal(100), Decimal(400)]
    made = Chart("Share", list("abcde"), [Series("Share", values)], highest=Decimal(100))
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    settle()
    picture = made.grab().toImage()
    main = theme.colour("main")
    ratio = picture.devicePixelRatio()

    def height(at: int) -> int:
        x = int((at * 100 + 50 - 14) * ratio)
        return sum(picture.pixelColor(x, y) == main for y in range(picture.height()))

    heights = [height(at) for at in range(5)]
    assert heights[0] == 0
    assert heights[1] > 10
    assert heights[2] == pytest.approx(2 * heights[1], abs=3)
    assert heights[3] == pytest.approx(4 * heights[1], abs=4)
    assert heights[4] == heights[3], "nothing grows out of its picture"
