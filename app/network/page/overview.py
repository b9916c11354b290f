"""How it stands with the network, on one sheet: trouble first, then the connection, then what waits."""

from typing import Protocol

from app.core.text import _l
from app.network import actions, rules
from app.network.actions import Overview
from app.network.page.keeper import SyncKeeper
from app.network.page.link_card import LinkCard
from app.network.page.moving import Moving
from app.network.page.shared_list import SharedList
from app.network.page.trouble_card import TroubleCard
from app.network.wording import STAYS, conflict_words, refused_words
from app.sync.status import Status
from app.ui.office import Office
from app.ui.widgets import Card, Fold, RowItem, RowList, ScrollColumn, rule


class Ways(Protocol):
    """Where one goes from here."""

    def join(self) -> None:
        """To the invitation."""

    def leave(self) -> None:
        """Out of the network."""

    def show_inbox(self, kind: str, name: str = "") -> None:
        """To what waits."""


class OverviewSheet(ScrollColumn):
    """Filled by :meth:`show_overview`; what doesn't apply is hidden."""

    def __init__(self, office: Office, keeper: SyncKeeper, ways: Ways) -> None:
        super().__init__(margins=(0, 0, 12, 12))
        self._office, self._keeper, self._ways = office, keeper, ways
        self._put_off: object = None
        self._items: list[RowItem] = []
        self.trouble = TroubleCard()
        self.body.addWidget(self.trouble)
        self.link = LinkCard(keeper, ways.leave)
        self.body.addWidget(self.link)
        self._waits = Card(_l("Waiting for you"), margins=0)
        self._rows = RowList()
        self._rows.chosen.connect(ways.show_inbox)
        self._waits.body.addWidget(self._rows)
        self.body.addWidget(self._waits)
        self._more = more = Card(margins=(8, 8, 16, 8), spacing=4)
        self.shared_fold = Fold(_l("What leaves this computer"), margins=(10, 4, 0, 12))
        self._shared = SharedList()
        self.shared_fold.body.addWidget(self._shared)
        self.shared_fold.head_button.clicked.connect(self._fill_shared)
        more.body.addWidget(self.shared_fold)
        more.body.addWidget(rule())
        self.moving = Moving(office.store.path)
        more.body.addWidget(self.moving)
        self.body.addWidget(more)

    def unfold(self) -> None:
        """Show also what is folded away."""
        self.shared_fold.unfold()
        self._fill_shared()
        self.moving.unfold()

    def _fill_shared(self, *_on: object) -> None:
        if self.shared_fold.open:
            from app.sync import preview  # noqa: PLC0415 - needed here only

            self._office.read(self, preview.of, self._shared.show_preview)

    def show_overview(self, found: Overview) -> None:
        """Bring everything up to date."""
        status = found.status
        connected = status.state == "connected"
        self.link.setVisible(connected)
        self._more.setVisible(connected)
        if connected:
            self.link.show_status(status, found.others)
        self._show_trouble(status)
        items = _waiting(status)
        if items != self._items:  # rows made anew would take the keyboard's place with them
            self._items = items
            self._rows.set_items(items)
        self._waits.setVisible(bool(items))

    def _show_trouble(self, status: Status) -> None:
        trouble = status.trouble
        if status.state == "disconnected":
            words = (
                trouble.words if trouble else _l("This office is disconnected from the network.")
            )
            advice = trouble.advice if trouble else STAYS
            again = (_l("Connect again"), self._ways.join)
            self.trouble.tell(words, advice, "bad" if trouble else "plain", [again])
        elif trouble is None or trouble.at == self._put_off or self._keeper.shown:
            self.trouble.forget()
        elif trouble.question:
            answers = [
                (_l("Compare and send what it lacks"), self._repair),
                (_l("Not now"), lambda: self._later(trouble.at)),
            ]
            self.trouble.tell(trouble.words, trouble.advice, "watch", answers)
        else:
            tone = "plain" if rules.passes(trouble.code) else "watch"
            self.trouble.tell(trouble.words, trouble.advice, tone)

    def _repair(self) -> None:
        self._keeper.synchronise(asked=True, repair=True)

    def _later(self, at: int) -> None:
        self._put_off = at
        self.trouble.forget()


def _waiting(status: Status) -> list[RowItem]:
    found = []
    if status.conflicts:
        advice = _l("Both versions are kept. Choose which one stands.")
        found.append(RowItem("conflict", conflict_words(status.conflicts), advice))
    if status.refused:
        advice = _l("See why, then send it again or take it back.")
        found.append(RowItem(actions.REFUSED, refused_words(status.refused), advice))
    return found
