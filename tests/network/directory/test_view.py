"""The directory in the window: found in words, narrowed, read, compared, and put into a client's plan."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from app.clients.records import Client
from app.core.record import today
from app.core.text import literal
from app.demo.network import join
from app.network.directory import finder, following
from app.network.page.directory_compare import CompareDialog
from app.network.page.directory_dialogs import PlanDialog
from app.network.page.directory_view import DirectoryView
from app.network.page.home import DIRECTORY
from app.ui import jobs
from app.ui.find import FindDialog, PickDialog
from app.ui.language import say, set_language
from app.ui.theme import theme
from app.ui.tour import settle
from app.ui.widgets import Combo, Tag
from app.ui.widgets.rows import _Row
from app.ui.window import MainWindow
from tests.windows import press, shown


@pytest.fixture
def view(window: MainWindow) -> Iterator[DirectoryView]:
    """The directory of the demo office, which has its own services in it."""
    set_language("en")
    window.go("network")
    window.page._bring(DIRECTORY)
    settle_all(window.page.directory)
    yield window.page.directory
    set_language("fi")


def settle_all(view: DirectoryView) -> None:
    settle()
    while view.looked is None or view.looked.behind or view._following:
        settle()


def calm() -> None:
    jobs.wait()
    settle()


def rows_of(dialog: FindDialog) -> list[_Row]:
    return [row for row in dialog.findChildren(_Row) if row.isVisible()]


def rows(view: DirectoryView) -> list[str]:
    return [say(row.item.title) for row in view.rows._rows]


def narrow(view: DirectoryView, **chosen: str) -> None:
    for name, code in chosen.items():
        view.filters.combos[name].choose(code)
    view.filters.combos["sector"].activated.emit(0)
    settle_all(view)


def show_kind(view: DirectoryView, kind: str) -> None:
    view.kinds.button_of(kind).click()
    settle_all(view)


def search(view: DirectoryView, words: str) -> None:
    view.search.setText(words)
    view.search._search()
    settle_all(view)


def test_it_finds_in_words_and_narrows(view: DirectoryView) -> None:
    every = view.looked.found.total
    assert every >= 10
    search(view, "memory")
    assert 0 < len(rows(view)) < every
    assert "Memory club Muru" in rows(view)
    narrow(view, sector="public")
    assert rows(view) == []
    assert view._left.currentWidget() is view.nothing
    view.nothing.everything.click()
    settle_all(view)
    assert view.looked.found.total == every


def test_what_narrows_stands_as_chips_that_are_taken_away(view: DirectoryView) -> None:
    every = view.looked.found.total
    narrow(view, payer="voucher", municipality="167")
    assert 0 < view.looked.found.total < every
    assert [chip.text() for chip in view.filters.chips.values()] == ["Joensuu", "Service voucher"]
    assert view.filters.more_button.text() == "More filters (1)"
    view.filters.chips["municipality"].click()
    settle_all(view)
    assert view.filters.combos["municipality"].current == ""
    assert list(view.filters.chips) == ["payer"]
    view.filters.chips["payer"].click()
    settle_all(view)
    assert (view.looked.found.total, view.filters.chips) == (every, {})


def test_more_filters_scroll_where_the_screen_is_lower_than_they_are(
    view: DirectoryView, qapp: QApplication, qtbot
) -> None:
    more = view.filters.more
    theme.choose(text_scale=200)
    theme.apply(qapp)
    try:
        view.filters.more_button.click()
        settle()
        assert more.screen().availableGeometry().contains(more.geometry())
        passed = []
        while (here := QApplication.focusWidget()) not in passed:
            passed.append(here)
            settle()
            assert not here.visibleRegion().isEmpty(), "what has the focus is in sight"
            qtbot.keyClick(here, Qt.Key.Key_Tab)
        assert {*more.findChildren(Combo), more.price.input.line} < set(passed)
        qtbot.keyClick(more.unit, Qt.Key.Key_Escape)
        assert not more.isVisible()
    finally:
        more.close()
        theme.choose(text_scale=100)
        theme.apply(qapp)


def test_it_finds_what_costs_at_most_so_much(view: DirectoryView) -> None:
    every = view.looked.found.total
    view.filters.more_button.click()
    settle()
    line = view.filters.more.price.input.line
    view.filters.more.close()
    line.setText("20,00")
    line.textEdited.emit("20,00")
    settle_all(view)
    assert 0 < view.looked.found.total < every
    day = today()
    assert all(item.lowest_price(day) for item in view.looked.found.items)
    units = {item.lowest_price(day)["unit"] for item in view.looked.found.items}
    assert len(units) > 1
    assert view.filters.chips["price_to"].text() == "At most €20.00, whatever the unit"
    every_unit = view.looked.found.total
    view.filters.more.unit.choose("meal")
    view.filters.more.unit.activated.emit(0)
    settle_all(view)
    assert 0 < view.looked.found.total < every_unit
    assert view.filters.chips["price_to"].text() == "At most €20.00/meal"
    assert all("/meal" in say(row.item.advice) for row in view.rows._rows)
    line.setText("paljon")
    line.textEdited.emit("paljon")
    settle_all(view)
    assert view.looked.found.total == every, "what can't be read narrows nothing"


def test_what_narrows_services_only_leaves_organisations_alone(view: DirectoryView) -> None:
    narrow(view, payer="voucher")
    view.filters.certified.setChecked(True)
    show_kind(view, "organisation")
    assert view.looked.found.total == 1
    assert view.filters.chips == {}
    assert not view.filters.combos["ptv_class"].isVisibleTo(view)
    show_kind(view, "service")
    assert set(view.filters.chips) == {"payer", "certified"}, "what was chosen has waited"


def test_where_nothing_is_found_it_says_which_filter_is_in_the_way(view: DirectoryView) -> None:
    search(view, "memory club")
    narrow(view, sector="public", municipality="167")
    assert list(view.nothing.buttons) == ["sector"]
    assert "Without “Public sector”: 1" in shown(view.nothing)
    view.nothing.buttons["sector"].click()
    settle_all(view)
    assert rows(view) == ["Memory club Muru"]
    search(view, "zzzz")
    assert list(view.nothing.buttons) == ["words"]
    view.nothing.buttons["words"].click()
    settle_all(view)
    assert view.search.text() == ""
    assert len(rows(view)) > 1


def test_a_service_is_read_and_planned(
    view: DirectoryView, monkeypatch: pytest.MonkeyPatch
) -> None:
    search(view, "memory club")
    view.rows.chosen.emit(view.rows._rows[0].item.name)
    settle()
    assert "Memory club Muru" in shown(view.detail)
    assert "Our own" in [
        tag.accessibleName() or tag.text() for tag in view.detail.findChildren(Tag)
    ]
    client = view._office.ask(lambda s: s.query(Client).filter_by(deleted_at=None).first().id)
    assert view.detail.item
    dialog = PlanDialog(view, view._office, view.detail.item)
    assert "organisations that you know" not in shown(dialog), "we are not one that we get to know"
    dialog.go()
    settle()
    before = view._office.ask(lambda s: len(s.get(Client, client).services))
    dialog.rows["client"].input.set_value(client)
    dialog.go()
    settle()
    assert view._office.ask(lambda s: len(s.get(Client, client).services)) == before + 1


def test_services_stand_side_by_side(view: DirectoryView) -> None:
    told: list[str] = []
    view._office.refused.connect(lambda words: told.append(words.say()))
    first, *others = view.looked.found.items[:6]
    view.tray.put(first.record_id, "x")
    assert not view.tray.compare_button.isEnabled()
    assert view.tray.compare_button.text() == "Choose another to compare with"
    for item in others:
        view.tray.put(item.record_id, "x")
    assert len(view.tray.services) == 4, "no more than can be read beside each other"
    assert told == ["Four services are compared at most. Take one away first."] * 2
    view.tray.chips[first.record_id].click()
    view.tray.put(others[3].record_id, "x")
    chosen = tuple(view.tray.services)
    assert chosen == tuple(item.record_id for item in others[:4])
    assert view.tray.compare_button.text() == "Compare 4 services"
    dialog = CompareDialog(view, view._office, chosen)
    dialog.show()
    settle()
    compared = shown(dialog)
    dialog.close()
    assert all(
        any(each in compared for each in item.name.values())
        for item in view.looked.found.items[1:5]
    )
    assert "€32.00/\u2060h" in compared, "a price keeps its unit in a narrow column"
    view.tray.forget_button.click()
    assert not view.tray.isVisibleTo(view)


def test_a_comparison_and_a_service_are_saved_as_pdf(
    view: DirectoryView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    first, second = view.looked.found.items[:2]
    asked = {}

    def answer(_parent: object, title: str, _name: str, kinds: str) -> tuple[str, str]:
        asked["title"] = title
        return str(tmp_path / f"{len(list(tmp_path.glob('*.pdf')))}.pdf"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    dialog = CompareDialog(view, view._office, (first.record_id, second.record_id))
    dialog.paper_button.click()
    settle()
    dialog.close()
    assert asked["title"] == "Services side by side"
    view.show_item("service", first.record_id)
    settle()
    press(view.detail, "Save as PDF")
    settle()
    made = sorted(tmp_path.glob("*.pdf"))
    assert [each.read_bytes()[:5] for each in made] == [b"%PDF-", b"%PDF-"]


def test_beside_another_kind_nothing_of_the_last_one_stays(view: DirectoryView) -> None:
    assert view.detail.item.kind == "service"
    show_kind(view, "organisation")
    item = view.detail.item
    assert item is None or item.kind == "organisation"


def test_it_opens_at_what_was_found_elsewhere(view: DirectoryView, window: MainWindow) -> None:
    show_kind(view, "organisation")
    organisation = view.looked.found.items[0].record_id
    show_kind(view, "service")
    window.go("services")
    window.office.wanted_in.emit("network", "organisation", organisation)
    settle_all(view)
    assert window.page is view.window().page_of("network")
    assert (view.kinds.current, view.detail.item.record_id) == ("organisation", organisation)


def test_an_organisation_is_saved_as_a_contact(view: DirectoryView, tmp_path: Path) -> None:
    show_kind(view, "organisation")
    view.show_item("organisation", view.looked.found.items[0].record_id)
    settle()
    view.detail.write_card(tmp_path / "card.vcf")
    assert b"FN:" in (tmp_path / "card.vcf").read_bytes()
    assert "Services" in shown(view.detail)


def test_in_a_low_window_the_list_gets_the_room(view: DirectoryView) -> None:
    narrow(view, municipality="167")
    view.tray.put(view.looked.found.items[0].record_id, "x")
    named = (*view.filters.chips.values(), *view.tray.chips.values())
    assert [each.isVisibleTo(view) for each in named] == [True, True]
    view.resize(view.width(), theme.px(330))
    assert [each.isVisibleTo(view) for each in named] == [False, False]
    assert view.tray.forget_button.isVisibleTo(view)
    view.resize(view.width(), theme.px(600))
    assert [each.isVisibleTo(view) for each in named] == [True, True]


def test_in_a_narrow_window_one_goes_back_to_the_list(
    view: DirectoryView, window: MainWindow
) -> None:
    window.resize(1024, 640)
    settle()
    view.show_item("service", view.looked.found.items[0].record_id)
    settle()
    assert not view._left.isVisibleTo(view)
    assert window.page.back()
    assert view._left.isVisibleTo(view)
    set_language("fi")
    settle_all(view)
    assert "Muistikerho Muru" in rows(view)


def test_the_find_box_finds_what_others_offer_and_opens_it(window: MainWindow) -> None:
    set_language("en")
    join(window.office.store)
    following.catch_up(window.office.store)
    with window.office.store.read() as session:
        hits = finder.find(session, "home")
    wanted = next(hit for hit in hits if hit.kind == "service")
    dialog = FindDialog(window, window.office, window.commands())
    dialog.show()
    dialog.line.setText("home")
    calm()
    assert [row.item.tag.say() for row in rows_of(dialog) if row.item.title == wanted.title] == [
        "Directory"
    ]
    dialog._chosen(f"network/service/{wanted.record_id}")
    calm()
    view = window.page.directory
    assert view.isVisible()
    assert view.detail.item.record_id == wanted.record_id
    picking = PickDialog(window, window.office, literal("x"), ["organisation"])
    picking.line.setText("home")
    calm()
    assert not any(key.startswith("network/") for key in picking._run)
    set_language("fi")
