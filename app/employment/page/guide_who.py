"""The beginning of the contract guide: with whom, and from which template."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app.core.fault import InvalidValue
from app.core.field import fields_of, row_field
from app.core.text import _l
from app.core.value import Reference
from app.employment.contracts.records import Contract
from app.employment.people.records import Person
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.office import Office
from app.ui.widgets import Choice, Column, ScrollColumn, Segmented, lead, section, small

KNOWN, NEW = "known", "new"
NAMES = ("family_name", "given_names")
"""What is asked of somebody new; the rest is filled in on the person's own page."""


class WhoStep(ScrollColumn):
    """Asks for the person, known or new, and, if there is one, the template."""

    def __init__(self, office: Office, person_id: str) -> None:
        super().__init__(max_width=640, margins=(0, 0, 12, 12))
        self.body.addWidget(section(_l("With whom do you make a contract?")))
        self.body.addWidget(
            lead(
                _l(
                    "The guide asks a few things at a time and tells at once if something isn't lawful. You "
                    "can stop at any point: what you have told is kept."
                )
            )
        )
        context = form_context(office)
        self.way = Segmented(
            [Choice(KNOWN, _l("Somebody among the people")), Choice(NEW, _l("New person"))]
        )
        self.way.chosen.connect(self._show_way)
        self.body.addWidget(self.way)
        self.person = FieldRow(fields_of(Contract)["person_id"], context)
        self.person.input.set_value(person_id or None)
        self.body.addWidget(self.person)
        self._new = QWidget()
        names = Column(self._new, spacing=12)
        self.names = {name: FieldRow(fields_of(Person)[name], context) for name in NAMES}
        for row in self.names.values():
            names.addWidget(row)
        names.addWidget(small(_l("You can fill in the rest later on the person’s own page.")))
        self.body.addWidget(self._new)
        self.template = FieldRow(
            row_field(
                "template_id",
                Reference("job_template"),
                _l("From a template"),
                help=_l("Fills in duties, pay and terms. Leave it blank when you have none."),
            ),
            context,
        )
        self.body.addWidget(self.template)
        self.body.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        nobody = not office.ask(lambda session: session.scalar(select(Person.id).limit(1)))
        way = NEW if nobody else KNOWN
        self.way.choose(way)
        self._show_way(way)

    def _show_way(self, way: str) -> None:
        self.person.setVisible(way == KNOWN)
        self._new.setVisible(way == NEW)

    def chosen(self) -> tuple[str | Mapping[str, str], str]:
        """The id of the person, or the names of somebody new, and the id of the template, if any.

        Raises:
            InvalidValue: nobody is chosen or named; told beside the fields.
        """
        template = self.template.input.value() or ""
        if self.way.current == NEW:
            return {name: _checked(row) for name, row in self.names.items()}, template
        return _checked(self.person), template


def _checked(row: FieldRow) -> str:
    try:
        return row.described.check(row.input.value())
    except InvalidValue as fault:
        row.show_problem(fault.words)
        row.input.focus_target().setFocus()
        raise
