"""What the directory is narrowed by: a calm bar, the rest behind a button, and what is chosen as chips."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.catalogue import shapes
from app.catalogue.wanted import Wanted
from app.core.fault import InvalidValue
from app.core.field import row_field
from app.core.text import _l, _n
from app.core.value import Money
from app.network.directory import narrowing
from app.network.directory.narrowing import CERTIFIED, FACETS, PRICE, WORDS, Facet
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind, say
from app.ui.office import Office
from app.ui.theme import theme
from app.ui.widgets import (
    Button,
    Card,
    Choice,
    Column,
    Combo,
    Flow,
    Row,
    ScrollColumn,
    button,
    clear,
    label,
    link,
    tick_box,
)

IN_FRONT = ("municipality", "ptv_class")
"""The filters that everybody needs; the others are behind the button."""
_LETTERS = 13
_WIDTH = 380
_MARGIN = 16
_AIR = 4
"""Between it and what was pressed, and around it at the edges of the screen."""
_MOST_PRICE = Decimal(100_000)


class FilterBar(QWidget):
    """Choosing what is left out.

    Attributes:
        combos: the lists to choose from, by facet.

    Signals:
        changed: a person narrowed or widened what is looked for.
    """

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._kind = shapes.SERVICE
        self.combos = {facet.name: self._combo(facet) for facet in FACETS}
        whole = Column(self, spacing=8)
        line = Flow(spacing=8)
        for name in IN_FRONT:
            line.addWidget(self.combos[name])
        self.certified, self._ticked = tick_box(_l("Certified only"))
        self.certified.toggled.connect(self._edited)
        line.addWidget(self._ticked)
        self.more = _More(self, office)
        self.more.price.edited.connect(self._edited)
        self.more.unit.activated.connect(self._edited)
        self.more_button = button(
            _l("More filters"), "quiet", "sliders-horizontal", self._show_more
        )
        line.addWidget(self.more_button)
        whole.addLayout(line)
        self._chips = QWidget()
        self._chosen = Flow(self._chips, spacing=8)
        whole.addWidget(self._chips)
        self._chips.hide()
        self.chips: dict[str, Button] = {}
        self._named = True

    def _combo(self, facet: Facet) -> Combo:
        values = [Choice(code, words) for code, words in facet.values()]
        combo = Combo([Choice("", facet.every), *values])
        combo.choose("")
        bind(combo.setAccessibleName, facet.label)
        # As wide as what stands for all: the longest of three hundred municipalities would push the rest away.
        combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_LETTERS)
        combo.activated.connect(self._edited)
        return combo

    def _edited(self, *_: object) -> None:
        self.changed.emit()

    def show_for(self, kind: str) -> None:
        """Offer what narrows one kind; what was chosen for another waits until that is looked for again."""
        self._kind = kind
        for name, combo in self.combos.items():
            if name in IN_FRONT:
                combo.setVisible(narrowing.applies(name, kind))
        self._ticked.setVisible(narrowing.applies(CERTIFIED, kind))
        self.more_button.setVisible(self.more.show_for(kind))

    def narrowed(self, wanted: Wanted) -> Wanted:
        """What is looked for with what is chosen here."""
        kind = wanted.kind
        facets: dict[str, Any] = {
            name: (code,)
            for name, combo in self.combos.items()
            if (code := combo.current) and narrowing.applies(name, kind)
        }
        cents = self.more.cents if narrowing.applies(PRICE, kind) else None
        unit = self.more.unit.current if cents is not None else ""
        certified = self.certified.isChecked() and narrowing.applies(CERTIFIED, kind)
        return replace(wanted, certified=certified, price_to=cents, price_unit=unit, **facets)

    def tell(self, wanted: Wanted) -> None:
        """Show as chips what is chosen."""
        clear(self._chosen)
        names = [name for name in narrowing.chosen(wanted) if name != WORDS]
        self.chips = {name: self._chip(wanted, name) for name in names}
        for chip in self.chips.values():
            self._chosen.addWidget(chip)
        if len(names) > 1:
            self._chosen.addWidget(link(_l("Take all filters away"), self._clear_all))
        self._show_chips()
        hidden = sum(name not in {*IN_FRONT, CERTIFIED} for name in names)
        words = _l("More filters") if not hidden else _n("More filters ({count})", "More filters ({count})", hidden)  # fmt: skip
        bind(self.more_button.setText, words)

    def show_chips(self, *, on: bool) -> None:
        """Whether there is room to name what is chosen; the lists themselves tell it always."""
        self._named = on
        self._show_chips()

    def _show_chips(self) -> None:
        self._chips.setVisible(self._named and bool(self.chips))

    def _chip(self, wanted: Wanted, name: str) -> Button:
        words = narrowing.called(wanted, name)
        made = Button("chip")
        made.setText(say(words).replace("&", "&&"))
        made.set_icon("x", "soft")
        made.setAccessibleName(_l("Take the filter “{filter}” away", filter=words).say())
        made.setToolTip(made.accessibleName())
        made.clicked.connect(lambda *_on: self.take_away(name))
        return made

    def take_away(self, *names: str) -> None:
        """Look for everything again as far as these filters go."""
        for name in names:
            if name in self.combos:
                self.combos[name].choose("")
            elif name == PRICE:
                self.more.price.input.set_value(None)
                self.more.unit.choose("")
        if CERTIFIED in names:
            was = self.certified.blockSignals(True)
            self.certified.setChecked(False)
            self.certified.blockSignals(was)
        self.changed.emit()
        if self.more_button.isVisible():
            self.more_button.setFocus()

    def _clear_all(self) -> None:
        self.take_away(*self.chips)

    def clear(self) -> None:
        """Choose nothing any more, without telling anybody."""
        was = self.blockSignals(True)
        self.take_away(*self.combos, PRICE, CERTIFIED)
        self.blockSignals(was)

    def _show_more(self) -> None:
        self.more.show_below(self.more_button)


class _More(QDialog):
    """The filters that are needed now and then; they work at once, Esc goes back.

    Attributes:
        price: the field of the highest price; ``unit`` chooses what it is for.
    """

    def __init__(self, bar: FilterBar, office: Office) -> None:
        super().__init__(bar, Qt.WindowType.Popup)
        bind(self.setAccessibleName, _l("More filters"))
        card = Card(margins=_MARGIN, spacing=12)
        Column(self).addWidget(card)
        self._scroll = ScrollColumn(max_width=None, margins=0, spacing=12)
        card.body.addWidget(self._scroll, 1)
        column = self._scroll.body
        self._groups: dict[str, QWidget] = {}
        for facet in FACETS:
            if facet.name not in IN_FRONT:
                group = QWidget()
                lines = Column(group, spacing=4)
                lines.addWidget(label(facet.label, "strong"))
                lines.addWidget(bar.combos[facet.name])
                self._groups[facet.name] = group
                column.addWidget(group)
        field = row_field(
            PRICE,
            Money(most=_MOST_PRICE),
            _l("Highest price in euros"),
            help=_l("For a self-paying client."),
        )
        self.price = FieldRow(field, form_context(office))
        units = [Choice(code, words) for code, words in narrowing.units()]
        self.unit = Combo([Choice("", _l("Any unit")), *units])
        self.unit.choose("")
        bind(self.unit.setAccessibleName, _l("What the price is for"))
        self._groups[PRICE] = group = QWidget()
        lines = Column(group, spacing=8)
        lines.addWidget(self.price)
        lines.addWidget(self.unit)
        column.addWidget(group)
        foot = Row()
        foot.addStretch(1)
        foot.addWidget(button(_l("Close"), "secondary", pressed=self.close))
        card.body.addLayout(foot)

    @property
    def cents(self) -> int | None:
        """The highest price, ``None`` when none is told or it can't be read."""
        try:
            value = self.price.described.check(self.price.input.value())
        except InvalidValue:
            return None
        return None if value is None else int(value * 100)

    def show_for(self, kind: str) -> bool:
        """Offer what narrows one kind; whether there is anything."""
        for name, group in self._groups.items():
            group.setVisible(narrowing.applies(name, kind))
        return any(narrowing.applies(name, kind) for name in self._groups)

    def show_below(self, beside: QWidget) -> None:
        """Open under what was pressed, within the screen; what is higher than that scrolls."""
        air = theme.px(_AIR)
        screen = beside.screen().availableGeometry().adjusted(air, air, -air, -air)
        self.setFixedWidth(min(theme.px(_WIDTH), screen.width()))
        self.resize(self.width(), min(self._needed(), screen.height()))
        place = beside.mapToGlobal(QPoint(0, beside.height() + air))
        left = min(place.x(), screen.right() - self.width())
        top = min(place.y(), screen.bottom() - self.height())
        self.move(max(screen.left(), left), max(screen.top(), top))
        self.show()
        first = next(group for group in self._groups.values() if not group.isHidden())
        (first.findChild(Combo) or first.findChild(QLineEdit) or first).setFocus()

    def _needed(self) -> int:
        """How high it is when nothing of it scrolls."""
        self.ensurePolished()
        column = self._scroll.body
        inner = self.width() - 2 * theme.px(_MARGIN)
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        return around + max(column.totalSizeHint().height(), column.totalHeightForWidth(inner))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc go back to the list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.close()
            parent = self.parentWidget()
            if isinstance(parent, FilterBar):
                parent.more_button.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            super().keyPressEvent(event)
