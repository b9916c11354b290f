"""How far a synchronisation is: a bar, words, and a button to stop it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.format import show_number, show_percent
from app.core.text import Text, _l
from app.network.page.keeper import SyncKeeper
from app.ui.widgets import Meter, Row, button

if TYPE_CHECKING:
    from app.sync.client import Progress


class ProgressLine(QWidget):
    """Seen while a synchronisation goes on; stopping it loses nothing."""

    def __init__(self, keeper: SyncKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._was_running = False
        line = Row(self, spacing=16)
        self._meter = Meter()
        self.stop_button = button(_l("Stop now"), pressed=self._stop)
        line.addWidget(self._meter, 1)
        line.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignVCenter)
        keeper.progressed.connect(self._show)
        self.hide()

    def follow(self) -> None:
        """Show or hide as the synchronisation begins or ends."""
        running = self._keeper.shown
        if running and not self._was_running:
            self.stop_button.setEnabled(True)
            self._meter.tell(0, 0, _l("Connecting to the register"))
        self._was_running = running
        self.setVisible(running)

    def _stop(self) -> None:
        self._keeper.cancel()
        self.stop_button.setEnabled(False)
        self._meter.tell(0, 0, _l("Stopping. What is done so far stays safe."))

    def _show(self, progress: "Progress") -> None:
        if self.stop_button.isEnabled():
            self._meter.tell(*told(progress))


def told(progress: "Progress") -> tuple[int, int, Text]:
    """How much of how much, and the words for it."""
    if progress.to_receive:
        share = min(100, 100 * progress.received // progress.to_receive)
        return share, 100, _l("Receiving from the network: {share}", share=show_percent(share))
    if progress.to_send:
        done = min(progress.sent, progress.to_send)
        numbers = {"done": show_number(done), "total": show_number(progress.to_send)}
        return done, progress.to_send, _l("Sending to the network: {done} of {total}", **numbers)
    return 0, 0, _l("Looking for what has changed")
