"""The menu of a list: by what it is ordered, and which columns it shows."""

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from app.core.text import _l
from app.ui.language import bind
from app.ui.table import RecordModel, RecordTable


def list_menu(table: RecordTable, model: RecordModel) -> QMenu:
    """A menu with the order and the columns as they are now."""
    menu = QMenu(table)
    header = table.horizontalHeader()
    by = header.sortIndicatorSection()
    descending = header.sortIndicatorOrder().value == 1
    order = menu.addMenu("")
    bind(order.setTitle, _l("Order by"))
    group = QActionGroup(order)
    for number, name in enumerate(model.columns):
        if number and header.isSectionHidden(number):
            continue
        choice = order.addAction(model.label(number))
        choice.setCheckable(True)
        choice.setChecked(number == by)
        choice.triggered.connect(lambda _on, name=name: table.order_by(name, descending=descending))
        group.addAction(choice)
    order.addSeparator()
    end = order.addAction("")
    bind(end.setText, _l("From the end"))
    end.setCheckable(True)
    end.setChecked(descending)
    end.triggered.connect(lambda on: table.order_by(model.columns[by], descending=on))
    menu.addSeparator()
    for number, name in enumerate(model.columns[1:], start=1):
        choice = menu.addAction(model.label(number))
        choice.setCheckable(True)
        choice.setChecked(name in table.wanted)
        choice.toggled.connect(lambda on, name=name: table.want(name, on=on))
    return menu
