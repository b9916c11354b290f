"""The directory in the window: found in words, narrowed, read, compared, and put into a client's plan."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.clients.records import Client
from app.network.page.directory_compare import CompareDialog
from app.network.page.directory_dialogs import PlanDialog
from app.network.page.directory_view import DirectoryView
from app.network.page.home import DIRECTORY
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.widgets import Tag
from app.ui.window import MainWindow
from tests.windows import shown


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


def rows(view: DirectoryView) -> list[str]:
    return [row.item.title for row in view.rows._rows]


def search(view: DirectoryView, words: str) -> None:
    view.find.setText(words)
    view.find._search()
    settle_all(view)


def test_it_finds_in_words_and_narrows(view: DirectoryView) -> None:
    every = view.looked.found.total
    assert every >= 10
    search(view, "memory")
    assert 0 < len(rows(view)) < every
    assert "Memory club Muru" in rows(view)
    view.combos["sector"].choose("public")
    view._asked()
    settle_all(view)
    assert rows(view) == []
    assert view._left.currentWidget() is view.nothing
    view.nothing.begin_button.click()
    settle_all(view)
    assert view.looked.found.total == every


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
    dialog = PlanDialog(view, view._office, view.detail.item)
    dialog.go()
    settle()
    before = view._office.ask(lambda s: len(s.get(Client, client).services))
    dialog.rows["client"].input.set_value(client)
    dialog.go()
    settle()
    assert view._office.ask(lambda s: len(s.get(Client, client).services)) == before + 1


def test_services_stand_side_by_side(view: DirectoryView) -> None:
    for item in view.looked.found.items[:6]:
        view.compare(item.record_id, "x")
    chosen = tuple(view._compared)
    assert len(chosen) == 4, "no more than can be read beside each other"
    dialog = CompareDialog(view, view._office, chosen)
    dialog.show()
    settle()
    told = shown(dialog)
    dialog.close()
    assert all(
        any(each in told for each in item.name.values()) for item in view.looked.found.items[2:6]
    )
    view._forget()
    assert not view.compare_button.isVisibleTo(view)


def test_an_organisation_is_saved_as_a_contact(view: DirectoryView, tmp_path: Path) -> None:
    view.kinds.choose("organisation")
    view._asked()
    settle_all(view)
    view.show_item("organisation", view.looked.found.items[0].record_id)
    settle()
    view.detail.write_card(tmp_path / "card.vcf")
    assert b"FN:" in (tmp_path / "card.vcf").read_bytes()
    assert "Services" in shown(view.detail)


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
