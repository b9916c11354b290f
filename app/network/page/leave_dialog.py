"""Asks before the office leaves its network, and says what stays."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from app.core.text import Text, _l, _n, literal
from app.network.page.keeper import SyncKeeper
from app.network.wording import STAYS
from app.sync.status import Status
from app.ui.language import bind
from app.ui.theme import theme
from app.ui.widgets import Banner, Column, Row, button, label, lead, section

_WIDTH = 500


class LeaveDialog(QDialog):
    """What happens stands on each button."""

    def __init__(self, parent: QWidget, keeper: SyncKeeper, status: Status) -> None:
        super().__init__(parent)
        self._keeper = keeper
        bind(self.setWindowTitle, _l("Disconnect"))
        self.setMinimumWidth(theme.px(_WIDTH))
        column = Column(self, margins=24, spacing=12)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(
            section(_l("Disconnect from “{network}”?", network=literal(status.network)))
        )
        column.addWidget(lead(STAYS))
        column.addWidget(
            label(
                _l(
                    "Nothing is sent or received any more. To come back you need a new invitation; then "
                    "everything goes on from where it is."
                )
            )
        )
        if status.waiting:
            column.addWidget(Banner(_unsent(status.waiting), "watch"))
        column.addStretch(1)
        foot = Row(spacing=12)
        foot.addStretch(1)
        stay = button(_l("Stay connected"), pressed=self.reject)
        foot.addWidget(stay)
        self.leave_button = button(_l("Disconnect"), "danger", "link-break", self._leave)
        foot.addWidget(self.leave_button)
        column.addLayout(foot)
        stay.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words are at this width."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _leave(self) -> None:
        self.accept()
        self._keeper.leave()


def _unsent(count: int) -> Text:
    return _n(
        "{count} change has not been sent yet. It waits here until you connect again.",
        "{count} changes have not been sent yet. They wait here until you connect again.",
        count,
    )
