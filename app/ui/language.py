"""The live language: one switch, one signal, and widgets whose words follow it.

``bind(label.setText, _l("Name"))`` says the text now and again after each change of language, as long
as the label lives. Models and painters listen to ``switch.changed`` themselves.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from app.core import text
from app.core.text import Text, _l

Wording = Text | Callable[[], str] | str
"""Words for a widget: a lazy text, a function that makes them anew, or a user's own words."""


class _Switch(QObject):
    """Tells that the language is another; the language itself lives in :mod:`app.core.text`."""

    changed = Signal(str)


switch = _Switch()
_translators: list[QTranslator] = []


def set_language(language: str) -> None:
    """Speak another language everywhere, at once; what is being typed stays.

    Raises:
        ValueError: there is no catalog for the language.
    """
    text.set_language(language)
    locale = QLocale("en_GB" if language == "en" else language)
    QLocale.setDefault(locale)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        _translate_qt(application, locale)
        application.setLayoutDirection(locale.textDirection())
        for window in application.topLevelWidgets():
            window.setLocale(locale)
    _say_all()
    switch.changed.emit(language)


class _OwnTranslator(QTranslator):
    """Qt's most usual words from our own catalog, where Qt's own catalog has not got them."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        words = _QT_WORDS.get(sourceText)
        return words.say() if words else None


_QT_WORDS = {
    "OK": _l("OK"),
    "&OK": _l("OK"),
    "Cancel": _l("Cancel"),
    "&Cancel": _l("Cancel"),
    "Close": _l("Close"),
    "&Close": _l("Close"),
    "Save": _l("Save"),
    "&Save": _l("Save"),
    "Open": _l("Open"),
    "&Open": _l("Open"),
    "&Yes": _l("Yes"),
    "&No": _l("No"),
    "Discard": _l("Discard"),
    "Apply": _l("Apply"),
    "Reset": _l("Reset"),
    "Help": _l("Help"),
    "&Undo": _l("Undo"),
    "&Redo": _l("Redo"),
    "Cu&t": _l("Cut"),
    "&Copy": _l("Copy"),
    "&Paste": _l("Paste"),
    "Delete": _l("Delete"),
    "Select All": _l("Select all"),
    "&Step up": _l("Step up"),
    "Step &down": _l("Step down"),
    "Look in:": _l("Folder"),
    "Files of type:": _l("Show"),
}
"""What Qt says in buttons and in the menu of a text field, by its own English words."""


def _translate_qt(application: QCoreApplication, locale: QLocale) -> None:
    for translator in _translators:
        application.removeTranslator(translator)
    _translators.clear()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _translators.append(_OwnTranslator())
    shipped = QTranslator()
    if shipped.load(locale, "qtbase", "_", folder):
        _translators.append(shipped)
    for translator in _translators:  # Qt asks the last one first
        application.installTranslator(translator)


def say(wording: Wording) -> str:
    """The words, in the current language."""
    return wording() if callable(wording) else str(wording)


class _Owner:
    """What is bound to one object: how its words are set, and what they are.

    The object is known by its address in C++, neither kept alive (its Python side may be collected
    while it still shows) nor touched after it is gone (``destroyed`` takes the entry away).
    """

    def __init__(self, owner: QObject) -> None:
        self.address = Shiboken.getCppPointer(owner)[0]
        self.sort = type(owner)
        self.bound: dict[object, tuple[str | Callable[[Any], Any], Wording]] = {}

    def say(self) -> None:
        owner = Shiboken.wrapInstance(self.address, self.sort)
        for setter, wording in list(self.bound.values()):
            call = getattr(owner, setter) if isinstance(setter, str) else setter
            call(say(wording))


_owners: dict[int, _Owner] = {}


def bind(setter: Callable[[str], Any], wording: Wording, owner: QObject | None = None) -> None:
    """Keep a property saying some words in the current language, as long as its object lives.

    ``setter`` is a method of a QObject (``label.setText``), or any function when ``owner`` is given.
    Binding the same method again takes the place of the earlier words.

    Raises:
        TypeError: ``setter`` is a plain function and there is no ``owner``.
    """
    target = getattr(setter, "__self__", None)
    if owner is None and not isinstance(target, QObject):
        raise TypeError("a plain function needs an owner")
    method = getattr(setter, "__name__", "")
    by_name = isinstance(target, QObject) and (owner is None or owner is target) and method
    holder = target if isinstance(target, QObject) and by_name else owner
    if holder is None or not Shiboken.isValid(holder):
        return
    entry = _entry(holder)
    if by_name:
        entry.bound[method] = (method, wording)
    else:
        entry.bound[setter] = (setter, wording)
    setter(say(wording))


def _entry(holder: QObject) -> _Owner:
    address = Shiboken.getCppPointer(holder)[0]
    entry = _owners.get(address)
    if entry is None:
        entry = _owners[address] = _Owner(holder)
        holder.destroyed.connect(lambda *_gone: _owners.pop(address, None))
    return entry


def _say_all() -> None:
    for address, entry in list(_owners.items()):
        if address in _owners:
            entry.say()
