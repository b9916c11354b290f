"""The month that a view shows, with steps to the one before and the one after."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.days import month_before, next_month
from app.core.format import show_month
from app.core.text import _l
from app.ui.language import bind
from app.ui.widgets import Row, icon_button, section


class MonthSteps(QWidget):
    """Steps from month to month.

    Attributes:
        day: the first day of the month.

    Signals:
        moved: another month is to be shown.
    """

    moved = Signal()

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self._heading = section("")
        line = Row(self, spacing=4)
        line.addWidget(icon_button("caret-left", _l("Earlier"), lambda: self.go(-1)))
        line.addWidget(self._heading)
        line.addWidget(icon_button("caret-right", _l("Later"), lambda: self.go(1)))
        self._say()

    def _say(self) -> None:
        day = self.day
        bind(self._heading.setText, lambda: show_month(day).capitalize())

    def go(self, by: int) -> None:
        """One month on, or back when ``by`` is negative."""
        self.day = next_month(self.day) if by > 0 else month_before(self.day)
        self._say()
        self.moved.emit()
