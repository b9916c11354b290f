"""Taking a directory in by the window: chosen, looked at, ticked, done, undone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from app.core import backup
from app.network.page.directory_import import DirectoryImportDialog
from app.organisation.records import Organisation
from app.ui import jobs
from app.ui.import_dialog import ImportDialog
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.exchange.directories.written import document, organisation
from tests.windows import press, shown


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[DirectoryImportDialog]:
    """Opened from the page of the organisations, as a person does it."""
    set_language("en")
    window.go("organisation")
    settle()
    press(window.page, "Import a directory")
    settle()
    (made,) = window.page.findChildren(DirectoryImportDialog)
    yield made
    made.close()
    set_language("fi")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Three new organisations, and one whose sector isn't told."""
    found = [
        organisation(id=name, name=name, organization_identifiers=[])
        for name in ("Kuusi oy", "Leppä oy", "Mänty oy")
    ]
    untold = organisation(id="x", name="Nimetön", legal_status="", organization_identifiers=[])
    return document(tmp_path / "organizations.json", [*found, untold])


def calm() -> None:
    jobs.wait()
    settle()


def partners(window: MainWindow) -> set[str]:
    kept = select(Organisation).where(Organisation.deleted_at.is_(None))
    return window.office.ask(lambda s: {each.name.get("fi", "") for each in s.scalars(kept)})


def test_what_is_ticked_comes_and_can_be_undone(
    dialog: DirectoryImportDialog, directory: Path, window: MainWindow
) -> None:
    before = partners(window)
    assert not dialog.take_button.isEnabled()
    dialog.take_paths([directory])
    calm()
    told = shown(dialog)
    assert "Organisations: 4 read, 3 new, 0 changed, 0 as before, 1 refused." in told
    assert "doesn’t tell its sector" in told
    assert dialog.take_button.text() == "Import 3"
    press(dialog, "Tick none")
    assert not dialog.take_button.isEnabled()
    dialog.search.setText("mänty")
    dialog.search._search()
    assert [pick.name for pick in dialog.picks.shown] != []
    dialog.picks.setCurrentIndex(dialog.picks.model().index(0, 0))
    QTest.keyClick(dialog.picks, Qt.Key.Key_Space)
    assert dialog.take_button.text() == "Import 1"
    place = dialog.picks.visualRect(dialog.picks.model().index(0, 0))
    for beside in (place.center(), place.topLeft() + QPoint(20, place.height() // 2)):
        QTest.mouseClick(dialog.picks.viewport(), Qt.MouseButton.LeftButton, pos=beside)
        assert not dialog.take_button.isEnabled()
        QTest.mouseClick(dialog.picks.viewport(), Qt.MouseButton.LeftButton, pos=beside)
        assert dialog.take_button.text() == "Import 1", "once, on the box or beside it"
    dialog.take_button.click()
    calm()
    assert partners(window) - before == {"Mänty oy"}
    assert not dialog.isVisible()
    store = window.office.store
    assert backup.backups(backup.folder_of(store.path)), "a backup was made before"
    assert "Mänty oy" in shown(window.page.bench.detail), "one is taken to what came"
    window.office.undo()
    calm()
    assert partners(window) == before


def test_the_sector_that_is_not_told_is_chosen(
    dialog: DirectoryImportDialog, directory: Path
) -> None:
    dialog.take_paths([directory])
    calm()
    dialog.sector.choose("third")
    dialog.sector.activated.emit(0)
    calm()
    assert dialog.take_button.text() == "Import 4"


def test_nothing_in_the_file_is_told_and_the_reasons_are_saved(
    dialog: DirectoryImportDialog, directory: Path, tmp_path: Path, window: MainWindow
) -> None:
    dialog.take_paths([directory])
    calm()
    dialog.save_notes(tmp_path / "syyt.csv")
    calm()
    assert "Nimetön" in (tmp_path / "syyt.csv").read_text(encoding="utf-8-sig")
    dialog.take_paths([document(tmp_path / "organizations.json", [])])
    calm()
    assert "No organisations or services were found" in shown(dialog)
    assert not dialog.take_button.isEnabled()
    assert not dialog.picks.isVisible()
    listed = tmp_path / "kumppanit.csv"
    listed.write_text("Business ID;Phone\n2345678-0;+358401234567\n", encoding="utf-8")
    dialog.take_paths([listed])
    calm()
    assert "an ordinary list, not a directory" in shown(dialog)
    press(dialog, "Import as organisations")
    calm()
    assert not dialog.isVisible()
    (sheets,) = window.page.findChildren(ImportDialog)
    assert sheets.isVisible()
    assert sheets.sheet
    assert sheets.sheet.headers == ["Business ID", "Phone"]
    sheets.close()


def test_given_up_while_it_is_written_nothing_has_come(
    dialog: DirectoryImportDialog,
    directory: Path,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = partners(window)
    dialog.take_paths([directory])
    calm()
    make = backup.make

    def made(*args: Any) -> object:
        for job in jobs._bridge().jobs:
            job.cancel()
        return make(*args)

    monkeypatch.setattr(backup, "make", made)
    dialog.take_button.click()
    while jobs.busy():
        settle()
    assert partners(window) == before
    assert dialog.take_button.isEnabled()
