"""A low window or large text: the head of a page gives its height to the rows and to what is read."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.record_page import RecordPage
from app.ui.theme import theme
from app.ui.tour import settle
from app.ui.widgets import ChipBar, Choice, Combo, Segmented
from app.ui.window import MainWindow

READABLE = 3
"""Rows that are to be seen in a list, and as many lines of a record."""


@pytest.fixture
def low(window: MainWindow, qapp: QApplication) -> Iterator[MainWindow]:
    """The smallest window at one and a half times the text."""
    theme.choose(text_scale=150)
    theme.apply(qapp)
    window.resize(1024, 640)
    settle()
    yield window
    theme.choose(text_scale=100)
    theme.apply(qapp)


def page(window: MainWindow, room: str, kind: str) -> RecordPage:
    window.go(room)
    window.page.show_kind(kind)
    settle()
    assert isinstance(window.page, RecordPage)
    return window.page


@pytest.mark.parametrize(
    ("room", "kind"),
    [("network", "event"), ("network", "adviser"), ("tenders", "tender"), ("services", "service")],
)
def test_rows_and_record_have_room_in_the_lowest_window(
    low: MainWindow, room: str, kind: str
) -> None:
    front = page(low, room, kind)
    table = front.bench.list.table
    assert table.viewport().height() >= 2 * table.rowHeight(0)
    bar = front.bench.list.bar
    assert bar.height() >= bar.heightForWidth(bar.width()), "no filter is cut"
    front.open_record(kind, front.bench.list.model.ids[0])
    settle()
    assert not front.head.isVisible(), "import and export concern the list"
    assert front.bench.back_button.isVisible()
    column = front.bench.detail._column
    assert column.height() >= READABLE * theme.px(30)
    front.edit()
    settle()
    field = QApplication.focusWidget()
    place = front.bench.editor._place
    assert field is not None
    assert place.isAncestorOf(field)
    top = field.mapTo(place, field.rect().topLeft()).y()
    assert top < place.height(), "the first field is in sight"
    front.back()
    front.bench.show_list()
    settle()
    assert front.head.isVisible()


def test_titles_stay_whole_and_kinds_and_filters_are_chosen_from_lists(
    low: MainWindow, qtbot
) -> None:
    for room, words in (("organisation", "Organisaatiomme"), ("hours", "Tunnit ja lomat")):
        low.go(room)
        settle()
        room_for = low._title.width()
        assert room_for >= low._title.fontMetrics().horizontalAdvance(words), "on one line"
    front = page(low, "network", "event")
    whole = len(front.bench.list.model.ids)
    filters = front.bench.list.bar.findChild(Combo)
    offered = [filters.itemText(place) for place in range(filters.count())]
    assert filters.isVisible()
    assert not any(text.endswith(" 0") for text in offered), "what shows nothing isn't offered"
    filters.setFocus()
    qtbot.keyClick(filters, Qt.Key.Key_Down)
    settle()
    assert 0 < len(front.bench.list.model.ids) < whole
    kinds = front.switcher.findChild(Combo)
    kinds.setFocus()
    qtbot.keyClick(kinds, Qt.Key.Key_Down)
    settle()
    assert front.bench.desk.record.kind.name == "registration"
    assert kinds.currentText() == front.switcher.button_of("registration").text()


def test_the_tab_key_goes_through_the_page_from_the_top_down(low: MainWindow, qtbot) -> None:
    front = page(low, "network", "event")
    low.activateWindow()
    here: QWidget | None = front.switcher.findChild(Combo)
    assert here is not None
    here.setFocus()
    passed = []
    for _stop in range(4):
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        passed.append(here)
    bench = front.bench.list
    assert passed == [front._import, front._export, bench.bar.findChild(Combo), bench.filter]


def test_nothing_is_put_into_lists_where_there_is_room(window: MainWindow) -> None:
    window.resize(1024, 640)
    front = page(window, "network", "event")
    assert not front.switcher.compact
    assert not front.bench.list.bar.compact
    front.open_record("event", front.bench.list.model.ids[0])
    settle()
    assert front.head.isVisible()


def test_more_chips_than_one_reads_are_a_list(qtbot) -> None:
    bar = ChipBar([Choice(name, name.upper()) for name in "abc"])
    qtbot.addWidget(bar)
    bar.show()
    chosen: list[str] = []
    bar.chosen.connect(chosen.append)
    bar.choose("b")
    bar.set_counts({"a": 3, "b": 1, "c": 0})
    bar.leave_out(["c"])
    bar.set_compact(True)
    drop_down = bar.findChild(Combo)
    assert [drop_down.itemText(place) for place in range(drop_down.count())] == ["A 3", "B 1"]
    assert drop_down.current == "b"
    assert not bar.button_of("a").isVisible()
    qtbot.keyClick(drop_down, Qt.Key.Key_Up)
    assert chosen == ["a"]
    assert bar.current == "a"
    bar.set_counts({"a": 4, "b": 1, "c": 0})
    assert drop_down.currentText() == "A 4"
    bar.set_compact(False)
    assert bar.button_of("a").isVisible()
    assert not bar.button_of("c").isVisible()
    assert not drop_down.isVisible()


def test_segments_come_back_as_they_were(qtbot) -> None:
    segments = Segmented([Choice("a", "R & D"), Choice("b", "B")])
    qtbot.addWidget(segments)
    segments.show()
    before = segments.sizeHint()
    segments.set_compact(True)
    assert segments.findChild(Combo).currentText() == "R & D"
    segments.set_choices([Choice("a", "R & D"), Choice("b", "B"), Choice("c", "C")])
    assert segments.findChild(Combo).count() == 3
    segments.set_choices([Choice("a", "R & D"), Choice("b", "B")])
    segments.set_compact(False)
    settle()
    assert segments.sizeHint() == before
