"""The room of worksheets in the window."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.tour import settle
from app.ui.window import MainWindow
from app.worksheets.page.canvas import SheetCanvas
from app.worksheets.page.sheet_view import SheetView
from app.worksheets.sheets import actions

Opens = Callable[[str], SheetView]


@pytest.fixture
def open_new(window: MainWindow) -> Opens:
    """Begins an empty sheet of a type and works on it."""

    def open_sheet(key: str) -> SheetView:
        window.go("worksheets")
        made = window.office.store.write(lambda s: actions.begin(s, {"type_key": key})).result
        window.page.work_on(made)
        window.activateWindow()  # keys go to the window in front
        settle()
        view = window.page.sheet
        view.canvas.setFocus()
        QApplication.processEvents()
        return view

    return open_sheet


@pytest.fixture
def swot(open_new: Opens) -> SheetView:
    """An empty SWOT on its canvas."""
    return open_new("swot")


@pytest.fixture
def canvas(swot: SheetView) -> SheetCanvas:
    """Its canvas."""
    return swot.canvas
