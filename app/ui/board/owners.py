"""Whose: everybody's, one's own, somebody's or nobody's."""

from collections.abc import Iterable

from PySide6.QtCore import Signal

from app.core.text import Text, _l, literal
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import Choice, Combo

_ALL, _MINE = "(all)", "(mine)"


class OwnerChoice(Combo):
    """Narrows a view to what is somebody's.

    Signals:
        picked: somebody else was chosen.
    """

    picked = Signal()

    def __init__(
        self, office: Office, name: Text, nobody: str, nobodys: Text, *, mine: bool = False
    ) -> None:
        super().__init__()
        self._office = office
        self._nobody, self._nobodys, self._mine = nobody, nobodys, mine
        bind(self.setAccessibleName, name)
        self.offer_owners(())
        self.choose(_ALL)
        self.currentIndexChanged.connect(lambda _index: self.picked.emit())

    @property
    def owner(self) -> str:
        """Whose is shown: a name, the word for nobody's, ``""`` for everybody's."""
        if self.current == _MINE:
            return self._office.store.who
        return "" if self.current == _ALL else self.current

    def offer_owners(self, owners: Iterable[str]) -> None:
        """Offer other names; the one that is chosen stays."""
        was = self.blockSignals(True)
        kept = {self.current} - {_ALL, _MINE, self._nobody, ""}
        names = sorted({*owners, *kept}, key=str.casefold)
        mine = [Choice(_MINE, _l("Mine"))] if self._mine and self._office.store.who else []
        self.offer(
            [
                Choice(_ALL, _l("Everybody's")),
                *mine,
                *(Choice(name, literal(name)) for name in names),
                Choice(self._nobody, self._nobodys),
            ]
        )
        self.blockSignals(was)
