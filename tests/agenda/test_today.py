"""The home page in the window."""

from typing import Any

import pytest

from app.agenda.page import today as home
from app.core.store import Store
from app.ui.preferences import Preferences
from app.ui.start import make_window
from app.ui.tour import settle


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every time that the rooms are asked what waits."""
    found: list[object] = []
    gather = home.gather

    def counted(*arguments: Any) -> object:
        found.append(arguments)
        return gather(*arguments)

    monkeypatch.setattr(home, "gather", counted)
    return found


def test_the_rooms_are_asked_once_at_the_start_and_again_on_coming_back(
    demo: Store, preferences: Preferences, asked: list[object], qtbot: object
) -> None:
    window = make_window(demo, preferences)
    window.show()
    settle()
    assert len(asked) == 1
    window.go("services")
    window.go("today")
    settle()
    assert len(asked) == 2
    window.close()
    settle()
    window.deleteLater()
    settle()
