"""What the directory says when nothing is found: which filter is in the way, and how to take it away."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.catalogue.wanted import Wanted
from app.core.text import _l
from app.network.directory import narrowing
from app.ui.widgets import Column, EmptyState, button, clear

MOST = 4
"""So many filters are proposed to be taken away; more is no help."""


class NothingFound(QWidget):
    """Filled by :meth:`tell`.

    Attributes:
        buttons: what takes a filter away, by its name; ``everything`` takes them all.
    """

    def __init__(self, take_away: Callable[[str], object], clear_all: Callable[[], object]) -> None:
        super().__init__()
        self._take_away, self._clear_all = take_away, clear_all
        self._column = Column(self, spacing=0)
        self.buttons: dict[str, QWidget] = {}

    def tell(self, wanted: Wanted, loosened: Mapping[str, int]) -> None:
        """Say what would help: the filter without which most is found comes first."""
        clear(self._column)
        names = sorted(loosened, key=lambda name: -loosened[name])[:MOST]
        chosen = narrowing.chosen(wanted)
        if names:
            sentence = _l("You find something when you take one of these away.")
        elif len(chosen) > 1:
            sentence = _l("Take several filters away, or use fewer words.")
        else:
            sentence = _l("Try fewer words, or another word for the same.")
        self.buttons = {
            name: button(
                _l(
                    "Without “{filter}”: {count}",
                    filter=narrowing.called(wanted, name),
                    count=str(loosened[name]),
                ),
                "secondary",
                "x",
                partial(self._take_away, name),
            )
            for name in names
        }
        state = EmptyState("magnifying-glass", _l("Nothing was found"), sentence)
        role = "quiet" if names else "primary"
        self.everything = button(_l("Look at everything"), role, pressed=self._clear_all)
        for made in (*self.buttons.values(), self.everything):
            state.buttons.addWidget(made)
        self._column.addWidget(state)
