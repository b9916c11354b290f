"""The input for a day: typed in any usual way, or picked from a calendar."""

from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QDialog

from app.core.fault import InvalidValue
from app.core.field import Field
from app.core.text import _l
from app.core.value import Day
from app.ui.inputs.base import FormContext, registry
from app.ui.inputs.line import LineInput
from app.ui.language import switch
from app.ui.theme import theme
from app.ui.widgets import Column, icon_button


@registry.register(Day)
class DayInput(LineInput):
    """A line for typing with a calendar beside it."""

    def __init__(self, described: Field, context: FormContext) -> None:
        super().__init__(described, context)
        self.line.setMaximumWidth(theme.px(180))
        self.row.addWidget(icon_button("calendar-blank", _l("Choose from a calendar"), self._pick))
        self.row.addStretch(1)
        switch.changed.connect(self._tidy)

    def _pick(self) -> None:
        popup = QDialog(self, Qt.WindowType.Popup)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        try:
            chosen = self.value()
        except InvalidValue:
            chosen = None
        if chosen:
            calendar.setSelectedDate(QDate(chosen.year, chosen.month, chosen.day))
        calendar.activated.connect(lambda day: self._picked(day, popup))
        calendar.clicked.connect(lambda day: self._picked(day, popup))
        Column(popup).addWidget(calendar)
        popup.move(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        popup.show()
        calendar.setFocus()

    def _picked(self, day: Any, popup: QDialog) -> None:
        self.set_value(day.toPython())
        self.edited.emit()
        popup.close()
        self.line.setFocus()
