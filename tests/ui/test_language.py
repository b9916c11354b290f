"""The live language: bound words follow it, Qt's own too, and nothing outlives its object."""

import gc
import weakref

import pytest
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import Shiboken

from app.core import text
from app.core.text import Text, _l, _n
from app.ui import language
from app.ui.language import bind, say, set_language, switch


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small catalog, so that these tests don't lean on the real one."""
    finnish = {"Service": "Palvelu", "Closed on {day}": "Suljettu {day}"}

    def said(self: Text, spoken: str | None = None) -> str:
        pattern = self.msgid
        if self.plural is not None and self.count != 1:
            pattern = self.plural
        if (spoken or text.current_language()) == "fi":
            pattern = finnish.get(pattern, pattern)
        return pattern.format_map({name: str(value) for name, value in self.args.items()})

    monkeypatch.setattr(Text, "say", said)


def test_bound_words_follow_the_language() -> None:
    label = QLabel()
    bind(label.setText, _l("Service"))
    assert label.text() == "Palvelu"
    set_language("en")
    assert label.text() == "Service"
    set_language("fi")
    assert label.text() == "Palvelu"


def test_a_function_is_asked_again_and_own_words_stay() -> None:
    made, own = QLabel(), QLabel()
    bind(made.setText, lambda: f"{say(_l('Service'))} 3")
    bind(own.setText, "Rantakylän Arkiapu ry")
    set_language("en")
    assert made.text() == "Service 3"
    assert own.text() == "Rantakylän Arkiapu ry"


def test_binding_again_takes_the_place_of_the_earlier() -> None:
    label = QLabel()
    bind(label.setText, _l("Service"))
    bind(label.setText, _n("{count} visit", "{count} visits", 2))
    set_language("en")
    assert label.text() == "2 visits"


def test_one_object_can_have_many_bound_properties() -> None:
    field = QLineEdit()
    bind(field.setPlaceholderText, _l("Service"))
    bind(field.setAccessibleName, _l("Service"))
    bind(field.setToolTip, _l("Closed on {day}", day="5.3."))
    field.setText("kesken")
    set_language("en")
    assert field.placeholderText() == field.accessibleName() == "Service"
    assert field.toolTip() == "Closed on 5.3."
    assert field.text() == "kesken"


def test_a_plain_function_needs_an_owner() -> None:
    with pytest.raises(TypeError):
        bind(lambda _words: None, _l("Service"))


def test_an_item_that_is_no_object_is_bound_to_its_list() -> None:
    listed = QListWidget()
    item = QListWidgetItem()
    listed.addItem(item)
    bind(item.setText, _l("Service"), owner=listed)
    set_language("en")
    assert listed.item(0).text() == "Service"


def test_words_go_with_their_object() -> None:
    before = len(language._owners)
    label = QLabel()
    bind(label.setText, _l("Service"))
    seen = weakref.ref(label)
    assert len(language._owners) == before + 1
    del label
    assert seen() is None
    assert len(language._owners) == before
    set_language("en")


def test_an_object_deleted_by_qt_is_let_be() -> None:
    before = len(language._owners)
    parent = QWidget()
    label = QLabel(parent)
    bind(label.setText, _l("Service"))
    bind(lambda words: label.setText(words), _l("Service"), owner=label)
    Shiboken.delete(parent)
    assert len(language._owners) == before
    set_language("en")
    before = len(language._owners)  # pages of other tests may have been built anew in English
    bind(label.setText, _l("Service"), owner=label)
    assert len(language._owners) == before


def test_words_stay_bound_when_only_qt_holds_the_object() -> None:
    window = QWidget()
    QVBoxLayout(window).addWidget(QLabel())
    bind(window.findChild(QLabel).setText, _l("Service"))
    menu = QMenu(window)
    bind(menu.addAction("").setText, _l("Service"))
    gc.collect()
    set_language("en")
    assert window.findChild(QLabel).text() == "Service"
    assert menu.actions()[0].text() == "Service"


def test_an_own_method_is_bound_by_its_object() -> None:
    class Page(QObject):
        said = ""

        def show_words(self, words: str) -> None:
            self.said = words

    page = Page()
    bind(page.show_words, _l("Service"))
    set_language("en")
    assert page.said == "Service"


def test_models_hear_the_switch() -> None:
    heard: list[str] = []
    switch.changed.connect(heard.append)
    set_language("en")
    assert heard == ["en"]


def test_formats_and_direction_follow(qapp: QApplication) -> None:
    window = QWidget()
    window.show()
    set_language("en")
    assert QLocale().name() == "en_GB"
    assert window.locale().name() == "en_GB"
    set_language("fi")
    assert QLocale().name() == "fi_FI"
    assert window.locale().name() == "fi_FI"
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def _menu_words(field: QLineEdit) -> list[str]:
    menu = field.createStandardContextMenu()
    return [a.text().split("\t")[0].replace("&", "") for a in menu.actions() if a.text()]


def test_qts_own_words_are_finnish_in_finnish() -> None:
    field = QLineEdit()
    finnish = ["Kumoa", "Tee uudelleen", "Leikkaa", "Kopioi", "Liitä", "Poista", "Valitse kaikki"]
    assert _menu_words(field) == finnish
    buttons = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(buttons.Save | buttons.Cancel)
    box.show()
    assert box.button(buttons.Cancel).text().replace("&", "") == "Peru"
    set_language("en")
    QApplication.processEvents()
    assert box.button(buttons.Cancel).text().replace("&", "") == "Cancel"
    assert _menu_words(field)[0] == "Undo"


def test_our_own_words_stand_in_when_qts_catalog_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(QLibraryInfo, "path", staticmethod(lambda _which: str(tmp_path)))
    asked: list[str] = []

    def said(self: Text, _spoken: str | None = None) -> str:
        asked.append(self.msgid)
        return f"<{self.msgid}>"

    monkeypatch.setattr(Text, "say", said)
    set_language("fi")
    assert _menu_words(QLineEdit())[0] == "<Undo>"
    assert asked


def test_an_unknown_language_changes_nothing() -> None:
    with pytest.raises(ValueError, match="xx"):
        set_language("xx")
    assert text.current_language() == "fi"
