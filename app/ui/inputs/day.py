"""The input for a day: typed in any usual way, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QDialog

from app.core.fault import InvalidValue
from app.core.field import Field
from app.core.format import show_day
from app.core.text import _l
from app.core.value import Day
from app.ui.inputs.base import FormContext, registry
from app.ui.inputs.line import LineInput
from app.ui.language import Wording, bind, say
from app.ui.widgets import Column, ElidedLabel, icon_button

_MORE = 100
"""The words take what room there is before it is left empty."""


@registry.register(Day)
class DayInput(LineInput):
    """A line for typing, a calendar beside it, and the day in words as it was understood."""

    most_width = 160
    hint = _l("day.month.year")

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__(described, context)
        self.calendar_button = icon_button(
            "calendar-blank", _l("Choose from a calendar"), self.open_calendar
        )
        self.row.insertWidget(1, self.calendar_button)
        self._understood = ElidedLabel("", "soft")
        self.row.insertWidget(2, self._understood, _MORE)
        self.line.textChanged.connect(self._tell_day)
        self._tell_day()

    def name(self, label: Wording, description: Wording = "") -> None:
        super().name(label, description)
        self._called = label
        bind(self.calendar_button.setAccessibleName, self._calendar_words)

    def _calendar_words(self) -> str:
        return str(_l("{label}: choose from a calendar", label=say(self._called)))

    def _tell_day(self, _text: str = "") -> None:
        day = self._day()
        bind(self._understood.setText, (lambda: show_day(day)) if day else "")

    def _day(self) -> date | None:
        try:
            return self.value()
        except InvalidValue:
            return None

    def open_calendar(self) -> None:
        """Show the calendar under the line."""
        popup = _Calendar(self, self._day())
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.calendar.clicked.connect(lambda day: self._picked(day, popup))
        popup.calendar.activated.connect(lambda day: self._picked(day, popup))
        popup.adjustSize()
        popup.move(self._place_for(popup))
        popup.show()
        popup.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place_for(self, popup: QDialog) -> QPoint:
        """Under the line, or above it where the screen ends."""
        below = self.line.mapToGlobal(QPoint(0, self.line.height()))
        screen = self.screen().availableGeometry()
        if below.y() + popup.height() > screen.bottom():
            below = self.line.mapToGlobal(QPoint(0, -popup.height()))
        right = screen.right() - popup.width()
        return QPoint(max(screen.left(), min(below.x(), right)), max(screen.top(), below.y()))

    def _picked(self, day: QDate, popup: QDialog) -> None:
        popup.close()
        picked = date(day.year(), day.month(), day.day())
        if picked != self._settled[1] or not self.line.text():
            self.set_value(picked)
            self.edited.emit()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)


class _Calendar(QDialog):
    """A month to choose a day from; Enter takes the day, Esc goes back."""

    def __init__(self, parent: DayInput, day: date | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        bind(self.setAccessibleName, _l("Choose from a calendar"))
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if day:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        Column(self).addWidget(self.calendar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back without choosing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            parent = self.parentWidget()
            if isinstance(parent, DayInput):
                parent.line.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            super().keyPressEvent(event)
