"""What every input can do, and which input a kind of value gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.field import Field
from app.core.text import current_language
from app.core.value import Reference, Value
from app.ui.language import Wording, bind

Follows = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
Written = Callable[[QObject, tuple[tuple[str, str], ...], Callable[[list[str]], None]], None]


class FormContext(QObject):
    """What inputs need from outside: finding records, keeping pictures, the language of texts.

    Attributes:
        find: for a kind and what is typed, pairs of id and title.
        title: for a kind and an id, what the record is called, ``""`` when it is gone.
        keep_picture: keeps a picture file and returns its attachment id.
        picture: the bytes of a kept picture.
        written: calls back with what has been written in some fields, given as kind and field.
        follows: for a field of rows and what stands in one of them, what follows for its other fields.
        text_language: which language the language texts are being written in.

    Signals:
        text_language_changed: the language texts are written in another language.
    """

    text_language_changed = Signal(str)

    def __init__(
        self,
        finder: Callable[[str, str], list[tuple[str, str]]] | None = None,
        namer: Callable[[str, str], str] | None = None,
        keep_picture: Callable[[Path], str] | None = None,
        picture: Callable[[str], bytes] | None = None,
        written: Written | None = None,
        follows: Follows | None = None,
    ) -> None:
        super().__init__()
        self.find = finder or (lambda _kind, _words: [])
        self.title = namer or (lambda _kind, record_id: record_id)
        self.keep_picture = keep_picture
        self.picture = picture
        self.written: Written = written or (lambda _owner, _sources, _done: None)
        self.follows: Follows = follows or (lambda _field, _row: {})
        self.text_language = current_language()

    def write_in(self, language: str) -> None:
        """Write the language texts in another language."""
        if language != self.text_language:
            self.text_language = language
            self.text_language_changed.emit(language)

    def say(self, kind: Value, value: Any) -> str:
        """A value as a person reads it, other records by their titles."""
        if isinstance(kind, Reference):
            return self.title(kind.kind, value) if value else ""
        return kind.show(value)


class Input(QWidget):
    """A widget that holds one value.

    ``typed`` is what stands in it, also when it isn't a value yet; it can be kept as JSON.

    Signals:
        edited: a person changed what stands in it.
    """

    edited = Signal()

    def value(self) -> Any:
        """The value.

        Raises:
            InvalidValue: what is typed can't be understood.
        """
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; says nothing."""
        raise NotImplementedError

    def typed(self) -> Any:
        """What stands in it, for the draft."""
        raise NotImplementedError

    def set_typed(self, value: Any) -> None:
        """Put back what :meth:`typed` gave."""
        raise NotImplementedError

    def set_wrong(self, wrong: bool) -> None:
        """Show that something is wrong with it."""

    def focus_target(self) -> QWidget:
        """The widget that takes the keyboard."""
        return self.focusProxy() or self

    def name(self, label: Wording, description: Wording = "") -> None:
        """Say to assistive technology what the field is, and what helps or is wrong with it."""
        target = self.focus_target()
        bind(target.setAccessibleName, label)
        bind(target.setAccessibleDescription, description)


Factory = Callable[[Field, FormContext], Input]


@dataclass
class Registry:
    """Which input each kind of value gets; the most special kind wins."""

    factories: dict[type[Value], Factory] = field(default_factory=dict)

    def register(self, value: type[Value]) -> Callable[[Factory], Factory]:
        """Decorate a factory (an input class is one)."""

        def keep(factory: Factory) -> Factory:
            self.factories[value] = factory
            return factory

        return keep

    def make(self, described: Field, context: FormContext) -> Input:
        """The input for a field.

        Raises:
            LookupError: nothing is registered for the kind of value.
        """
        for kind in type(described.value).__mro__:
            if kind in self.factories:
                return self.factories[kind](described, context)
        raise LookupError(f"no input for {type(described.value).__name__}")


registry = Registry()
