"""Dialogs that ask: their button works once, Esc throws nothing away by chance, and what is wrong is gone to."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.field import fields_of
from app.core.store import Store
from app.core.text import _l, set_language
from app.organisation.records import Organisation
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office
from app.ui.preferences import Preferences
from app.ui.tour import settle
from app.ui.widgets import Button
from tests.windows import shown

IDENTITY = {"name": {"en": "Birch"}, "sector": "business"}
WARNING = "What you have written isn’t kept yet."


@pytest.fixture
def office(store: Store, preferences: Preferences, qapp: QApplication) -> Office:
    set_language("en")
    return Office(store, preferences)


@pytest.fixture
def dialog(office: Office, qtbot) -> Iterator[AskDialog]:
    fields = fields_of(Organisation)

    def add(session: Session, values: Mapping[str, Any]) -> Changes:
        return editing.add(session, Organisation, {**values, **IDENTITY})

    asked = [fields["phone"], fields["email"]]
    parent = QWidget()
    qtbot.addWidget(parent)
    made = AskDialog(parent, office, _l("Add"), _l("Add"), asked, add, do=_l("Add"))
    qtbot.addWidget(made)
    made.show()
    yield made
    parent.close()


def test_a_button_pressed_twice_does_its_work_once(office: Office, dialog: AskDialog) -> None:
    dialog.rows["phone"].input.set_value("050 123 4567")
    before = office.ask(lambda session: session.scalar(select(func.count(Organisation.id))))
    dialog.go()
    dialog.go()
    settle()
    after = office.ask(lambda session: session.scalar(select(func.count(Organisation.id))))
    assert after == before + 1, shown(dialog)
    assert not dialog.isVisible()


def test_enter_does_what_the_dialog_is_for_wherever_it_is_not_needed(
    office: Office, dialog: AskDialog
) -> None:
    count = select(func.count(Organisation.id))
    before = office.ask(lambda session: session.scalar(count))
    field = dialog.rows["phone"].input.focus_target()
    QTest.keyClicks(field, "+++")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert dialog.isVisible(), "what is wrong is told"
    dialog.rows["phone"].input.set_value("050 123 4567")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert not dialog.isVisible()
    assert office.ask(lambda session: session.scalar(count)) == before + 1
    dialog.show()
    cancel = next(each for each in dialog.findChildren(Button) if each.text() == "Cancel")
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    settle()
    assert office.ask(lambda session: session.scalar(count)) == before + 1


def test_escape_leaves_what_was_written_only_when_pressed_again(dialog: AskDialog) -> None:
    dialog.rows["phone"].input.set_value("050 123 4567")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert WARNING in shown(dialog)
    dialog.rows["phone"].input.set_value("050 765 4321")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "something else stands there than what was warned of"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_leaves_at_once_where_nothing_was_written(dialog: AskDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_is_wrong_is_gone_to(dialog: AskDialog) -> None:
    dialog.rows["email"].input.set_value("tuula at home")
    dialog.activateWindow()
    dialog.do_button.setFocus()
    dialog.go()
    settle()
    assert dialog.focusWidget() is dialog.rows["email"].input.focus_target()
