"""What the tests of the window share: the offscreen screen, the theme, and Finnish at the start."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.ui import jobs
from app.ui.language import set_language
from app.ui.theme import theme


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    """Every test starts light, at 100 %, in Finnish, and leaves no work behind."""
    theme.mode, theme.text_scale = "light", 100
    theme.apply(qapp)
    set_language("fi")
    yield
    assert jobs.wait(5000)
    theme.mode, theme.text_scale = "light", 100
    theme.apply(qapp)
