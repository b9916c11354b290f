"""A page about a record: title, lead, and sections with few facts; blank ones are left out."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.field import Field, groups_of
from app.core.record import Record
from app.core.text import LanguageText, _l, current_language, language_name, pick, pick_from
from app.core.value import Picture, PlainText, Reference, Rows, Value, Words, YesNo
from app.ui.inputs import FormContext
from app.ui.language import Wording, say
from app.ui.widgets import Column, Facts, Row, label, lead, section, small, subject

LONG = 300


class Detail(QWidget):
    """Shows one record; live in language."""

    def __init__(self, context: FormContext) -> None:
        super().__init__()
        self._context = context
        self._column = Column(self, spacing=12)

    def show_record(
        self,
        record: Record,
        above: Sequence[QWidget] = (),
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        """Show the record with widgets between its lead and its facts."""
        title, sentence = dict(record.title()), dict(record.lead())
        self._column.addWidget(section(lambda: pick(title)))
        if any(sentence.values()):
            self._column.addWidget(lead(lambda: pick(sentence)))
        self._column.addWidget(_Fallback(title))
        for widget in above:
            self._column.addWidget(widget)
        said = (record.title(), record.lead())
        hidden |= record.withheld()
        for place, (group, described) in enumerate(groups_of(type(record)).items()):
            shown = [
                (each, getattr(record, each.name))
                for each in described
                if each.name not in hidden
                and _worth_showing(each, getattr(record, each.name), said)
            ]
            if not shown:
                continue
            # The first group goes on from the title; a lone long text is its own section.
            alone = len(shown) == 1 and _is_long(shown[0][0].value)
            if place:
                self._column.addWidget(subject(shown[0][0].label if alone else group.label))
            self._show(shown, named=bool(place) and not alone)

    def _show(self, shown: list[tuple[Field, Any]], *, named: bool) -> None:
        facts: list[tuple[Wording, Wording]] = []
        for at, (described, value) in enumerate(shown):
            kind = described.value
            if isinstance(kind, Rows):
                self._flush(facts)
                if named or at:
                    self._column.addWidget(small(described.label))
                for row in value:
                    self._column.addWidget(_RowLines(kind, row))
            elif _is_long(kind):
                self._flush(facts)
                if named or at:
                    self._column.addWidget(small(described.label))
                self._column.addWidget(label(_said(kind, value)))
            elif isinstance(kind, Reference):
                name = self._context.title(kind.kind, value)
                facts.append((described.label, name))
            else:
                facts.append((described.label, _said(kind, value)))
        self._flush(facts)

    def _flush(self, facts: list[tuple[Wording, Wording]]) -> None:
        if facts:
            self._column.addWidget(Facts(list(facts)))
            facts.clear()


class _Fallback(QWidget):
    """Tells when the text is shown in another language than the reader's."""

    def __init__(self, text: LanguageText) -> None:
        super().__init__()
        line = Row(self)
        shown = pick_from(text)[1]
        words = small(_l("Shown in another language: {language}", language=language_name(shown)))
        line.addWidget(words)
        self.setVisible(shown != current_language())


def _is_long(kind: Value) -> bool:
    return isinstance(kind, Rows) or (isinstance(kind, Words | PlainText) and kind.limit >= LONG)


def _worth_showing(described: Field, value: Any, said: tuple[LanguageText, LanguageText]) -> bool:
    kind = described.value
    if kind.is_empty(value) or isinstance(kind, Picture):
        return False
    if isinstance(kind, YesNo) and not value:
        return False
    if isinstance(kind, PlainText):
        return all(value not in words.values() for words in said)
    return not (isinstance(kind, Words) and value in said)


def _said(kind: Value, value: Any) -> Wording:
    return lambda: kind.show(value)


class _RowLines(QWidget):
    """A row of a record: what it is, and softly below it what is said of it."""

    def __init__(self, kind: Rows, row: dict[str, Any]) -> None:
        super().__init__()
        values = kind.row(row)
        parts: list[Wording] = [
            # Of a box that is ticked, what was ticked says more than "yes".
            described.label
            if isinstance(described.value, YesNo)
            else _said(described.value, values[described.name])
            for described in kind.seen
            if not described.value.is_empty(values[described.name])
        ]
        column = Column(self, spacing=0)
        if parts:
            column.addWidget(label(parts[0]))
        if rest := parts[1:]:
            column.addWidget(label(lambda: " · ".join(say(part) for part in rest), "small"))
