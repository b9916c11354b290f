"""Setting up a programme: its name and days, one line for each objective, one for each indicator."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.field import fields_of
from app.core.record import today
from app.core.text import LanguageText, Text, _l, current_language, literal
from app.programmes import actions
from app.programmes.page.setup_lines import IndicatorLines, ObjectiveLines
from app.programmes.records import Objective, Programme
from app.ui.asking import AskingDialog
from app.ui.dialog_size import open_at
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.language import bind
from app.ui.office import Office
from app.ui.widgets import (
    Banner,
    Column,
    Row,
    ScrollColumn,
    Tiles,
    button,
    lead,
    section,
    small,
    subject,
)

FIELD_WIDTH = 220
FIELDS = ("name", "funder", "starts_on", "ends_on")


class SetupDialog(AskingDialog):
    """Makes a programme, or adds objectives and indicators to one.

    Attributes:
        rows: the fields of a new programme by name; none when one is completed.
        objectives, indicators: the lines.
    """

    def __init__(self, parent: QWidget, office: Office, record_id: str = "") -> None:
        super().__init__(parent)
        self._office, self._id = office, record_id
        title, kept = office.ask(self._known) if record_id else ({}, [])
        heading: Text = literal(title) if record_id else _l("New programme")
        bind(self.setWindowTitle, heading)
        open_at(self, 860, 700)
        whole = Column(self, margins=24, spacing=12)
        whole.addWidget(section(heading))
        scroll = ScrollColumn(max_width=None, margins=(0, 0, 8, 0), spacing=12)
        body = scroll.body
        whole.addWidget(scroll, 1)
        self.rows: dict[str, FieldRow] = {}
        if not record_id:
            body.addWidget(
                lead(
                    _l(
                        "Write what you know now. You can add to it and change it at any time; two lines are "
                        "enough to begin with."
                    )
                )
            )
            body.addLayout(self._fields())
        body.addWidget(subject(_l("Objectives")))
        body.addWidget(
            small(_l("One on each line; Enter begins the next. You can paste a whole list."))
        )
        self.objectives = ObjectiveLines(kept)
        body.addWidget(self.objectives)
        body.addWidget(subject(_l("Indicators")))
        body.addWidget(
            small(
                _l(
                    "Choose what is measured and write the target. Without a name it gets that of what is "
                    "measured; without a target the value is shown alone."
                )
            )
        )
        self.indicators = IndicatorLines(self.objectives)
        body.addWidget(self.indicators)
        self._problem = Banner("", "bad")
        self._problem.hide()
        whole.addWidget(self._problem)
        foot = Row(spacing=12)
        foot.addStretch(1)
        foot.addWidget(button(_l("Cancel"), pressed=self.reject))
        self.do_button = button(
            _l("Add to the programme") if record_id else _l("Make the programme"),
            "primary",
            pressed=self.go,
        )
        foot.addWidget(self.do_button)
        whole.addLayout(foot)
        self.objectives.begin()
        self.indicators.add()
        first = next(iter(self.rows.values()), None)
        (first.input.focus_target() if first else self.objectives).setFocus()

    def _known(self, session: Session) -> tuple[LanguageText, list[tuple[int, LanguageText]]]:
        programme = editing.find(session, Programme, self._id)
        query = select(Objective).where(
            Objective.programme_id == self._id, Objective.deleted_at.is_(None)
        )
        kept: list[tuple[int, LanguageText]] = [
            (each.number or 0, dict(each.title()))
            for each in session.scalars(query.order_by(Objective.number, Objective.id))
        ]
        return dict(programme.title()), kept

    def _fields(self) -> Tiles:
        context = form_context(self._office)
        tiles = Tiles(FIELD_WIDTH, spacing=12)
        for name in FIELDS:
            row = self.rows[name] = FieldRow(fields_of(Programme)[name], context)
            holder = QWidget()
            column = Column(holder)
            column.addWidget(row)
            column.addStretch(1)
            tiles.addWidget(holder)
        self.rows["starts_on"].input.set_value(today())
        return tiles

    def typed(self) -> Any:
        return (
            [row.input.typed() for row in self.rows.values()],
            self.objectives.written(),
            self.indicators.written(),
        )

    def go(self) -> None:
        """Make what was written; it can be undone."""
        values, problems = self.checked()
        self.tell_beside(problems)
        indicators = self.indicators.read()
        if problems or indicators is None:
            return
        objectives: Sequence[str] = self.objectives.written()
        language = current_language()
        self.put(
            lambda session: actions.set_up(
                session, self._id, values, objectives, indicators, language
            ),
            self._done,
            self.tell_refusal,
        )

    def _done(self, changes: Changes) -> None:
        self._id = changes.result
        self.accept()

    @property
    def made(self) -> str:
        """The id of the programme, once it is there."""
        return self._id
