"""Above a sheet: its name and type, the ways to see it, and what can be done with all of it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.text import _l, literal
from app.ui.language import bind
from app.ui.widgets import (
    Choice,
    Column,
    ElidedLabel,
    Flow,
    Row,
    Segmented,
    Tag,
    button,
    icon_button,
)
from app.worksheets.sheets import year_tasks
from app.worksheets.sheets.sight import Sight

CANVAS, FORM, ANSWERS = "canvas", "form", "answers"
SURVEY, YEAR = "survey", "year"
FORMS = ("form", "checklist")
"""Layouts that are filled in as a form first; the others on the canvas."""
WAYS = (Choice(CANVAS, _l("Picture")), Choice(FORM, _l("As a form")))
SURVEY_WAYS = (Choice(ANSWERS, _l("Answers")), Choice(CANVAS, _l("Picture")))


class SheetHead(QWidget):
    """The head of a sheet.

    Attributes:
        way: how the sheet is seen: :data:`CANVAS`, :data:`FORM` or :data:`ANSWERS`.

    Signals:
        wished: what a button asks for: ``smaller``, ``fit``, ``larger``, ``side``, ``new``, ``year``, ``month``,
            ``guide``, ``present``, ``versions`` or ``page``.
    """

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.way = Segmented(WAYS)
        self._title = ElidedLabel("", "section")
        self._type, self._state = Tag("", "main"), Tag("", "good")
        whole = Column(self, spacing=8)
        line = Row(spacing=8)
        line.addWidget(self._title, 1)
        line.addWidget(self._type)
        line.addWidget(self._state)
        icons = (
            ("minus", _l("Smaller"), "smaller"),
            ("frame-corners", _l("Whole width"), "fit"),
            ("plus", _l("Larger"), "larger"),
            ("columns", _l("Side panel"), "side"),
        )
        made = [icon_button(glyph, words, self._wish(wish)) for glyph, words, wish in icons]
        self._zooms = made[:-1]
        for each in made:
            line.addWidget(each)
        whole.addLayout(line)
        tools = Flow(spacing=8)
        tools.addWidget(self.way)
        self._new = button(_l("New note"), "secondary", "plus", self._wish("new"))
        quiet = {
            "year": (_l("Add what is coming up"), "calendar"),
            "month": (_l("Make this month's tasks"), "check-square"),
            "guide": (_l("Guide"), "timer"),
            "present": (_l("Present"), "presentation"),
            "versions": (_l("Versions"), "clock-counter-clockwise"),
            "page": (_l("Print and more"), "printer"),
        }
        self.buttons = {
            wish: button(words, "quiet", glyph, self._wish(wish))
            for wish, (words, glyph) in quiet.items()
        }
        for each in (self._new, *self.buttons.values()):
            tools.addWidget(each)
        whole.addLayout(tools)

    def _wish(self, name: str) -> partial[None]:
        return partial(self.wished.emit, name)

    def begin(self, found: Sight) -> None:
        """Another sheet is shown first as it is usually worked on."""
        survey = found.type.layout == SURVEY
        self.way.set_choices(SURVEY_WAYS if survey else WAYS)
        self.way.choose(ANSWERS if survey else FORM if found.type.layout in FORMS else CANVAS)

    def show_sight(self, found: Sight) -> None:
        """Show the head of a sheet as it is now, and offer what can be done with it as it is seen."""
        bind(self._title.setText, found.name)
        self._type.tell(literal(found.type.name), "main")
        named = any(name and found.name.startswith(name) for name in found.type.name.values())
        self._type.setVisible(not named)  # the name needs the room, and says the same
        self._state.tell(_l("Finished"), "good")
        self._state.setVisible(found.finished)
        on_canvas = self.way.current == CANVAS
        for each in (*self._zooms, self._new):
            each.setVisible(on_canvas)
        self._new.setEnabled(not locked(found))
        self.buttons["guide"].setVisible(bool(found.type.steps))
        self.buttons["year"].setVisible(found.type.layout == YEAR)
        self.buttons["month"].setVisible(found.type.key == year_tasks.CLOCK)


def locked(found: Sight) -> bool:
    """Whether nothing can be written on the canvas: it is finished, or each answers for themselves."""
    return found.finished or found.type.layout == SURVEY
