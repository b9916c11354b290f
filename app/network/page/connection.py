"""The connection to the network: how it stands, what waits for a person, and the way in and out."""

from collections.abc import Iterator

from app.network import actions
from app.network.page.conflicts_inbox import ConflictsInbox
from app.network.page.connect_dialog import ConnectDialog
from app.network.page.inbox import Inbox
from app.network.page.keeper import keeper_of
from app.network.page.leave_dialog import LeaveDialog
from app.network.page.overview import OverviewSheet
from app.network.page.refused_inbox import RefusedInbox
from app.network.page.welcome import Welcome
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.widgets import Column, Stack

CONFLICTS = "conflict"


class ConnectionView(View):
    """An invitation to join, or the overview with its two inboxes behind it."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.keeper = keeper_of(office)
        self.stack = Stack()
        Column(self).addWidget(self.stack)
        self.welcome = Welcome(self.join)
        self.overview = OverviewSheet(office, self.keeper, self)
        for sheet in (self.welcome, self.overview):
            self.stack.addWidget(sheet)
        self._inboxes: dict[str, Inbox] = {}
        self.keeper.changed.connect(self._show)
        self._show()

    def fill(self) -> None:
        self.keeper.look()

    def _show(self) -> None:
        found = self.keeper.overview
        if found is None:
            return
        self.overview.show_overview(found)
        inbox = self.stack.currentWidget()
        if isinstance(inbox, Inbox):
            inbox.fill()
        elif found.status.state == "alone":
            self.stack.setCurrentWidget(self.welcome)
        else:
            self.stack.setCurrentWidget(self.overview)

    def join(self) -> None:
        """Ask for an invitation, and connect with it."""
        ConnectDialog(self, self.office, self.keeper).exec()

    def leave(self) -> None:
        """Ask whether to disconnect."""
        if self.keeper.overview:
            LeaveDialog(self, self.keeper, self.keeper.overview.status).exec()

    def show_inbox(self, kind: str, name: str = "") -> None:
        """Show what another office changed too, or what the network refused."""
        if kind not in self._inboxes:
            make = ConflictsInbox if kind == CONFLICTS else RefusedInbox
            self._inboxes[kind] = made = make(self.office, self.keeper.look)
            made.left.connect(self.back_to_all)
        inbox = self._inboxes[kind]
        self.stack.show_sheet(inbox, focus=False)
        inbox.show_next(name)

    def back_to_all(self) -> None:
        """Out of an inbox, to the sheet that tells how it stands."""
        if isinstance(self.stack.currentWidget(), Inbox):
            self.stack.show_sheet(self.overview)
        self.keeper.look()

    def open_matter(self, kind: str, record_id: str) -> None:
        """Go to what waits: an inbox, the way in, or all of it on one sheet."""
        if kind == actions.CONNECT:
            self.join()
        elif kind == actions.STANDING:
            self.back_to_all()
        elif kind in {CONFLICTS, actions.REFUSED} and (
            self.keeper.overview is None or self._waits(kind) or record_id
        ):
            self.show_inbox(kind, record_id)

    def _waits(self, kind: str) -> int:
        assert self.keeper.overview is not None
        status = self.keeper.overview.status
        return status.conflicts if kind == CONFLICTS else status.refused

    def begin(self) -> None:
        """Ctrl+N: what this page is for at the moment."""
        if self.keeper.connected:
            self.keeper.synchronise(asked=True)
        else:
            self.join()

    def back(self) -> bool:
        """Go one step back; False when there is none."""
        inbox = self.stack.currentWidget()
        if not isinstance(inbox, Inbox):
            return False
        inbox.back()
        return True

    def sights(self) -> Iterator[str]:
        """The inboxes where something waits, and all that is folded away."""
        for kind, name in ((CONFLICTS, "conflicts"), (actions.REFUSED, "refused")):
            if self.keeper.overview and self._waits(kind):
                self.show_inbox(kind)
                yield name
                self.back_to_all()
        if self.keeper.connected:
            self.overview.unfold()
            yield "folds"
