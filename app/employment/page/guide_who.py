"""The beginning of the contract guide: with whom, and from which template."""

from PySide6.QtCore import Qt

from app.core.fault import InvalidValue
from app.core.field import fields_of, row_field
from app.core.text import _l
from app.core.value import Reference
from app.employment.contracts.records import Contract
from app.ui.form_context import form_context
from app.ui.inputs.field_row import FieldRow
from app.ui.office import Office
from app.ui.widgets import ScrollColumn, lead, section, small


class WhoStep(ScrollColumn):
    """Asks for the person and, if there is one, the template."""

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
        self.person = FieldRow(fields_of(Contract)["person_id"], context)
        self.person.input.set_value(person_id or None)
        self.template = FieldRow(
            row_field(
                "template_id",
                Reference("job_template"),
                _l("From a template"),
                help=_l("Fills in duties, pay and terms. Leave it blank when you have none."),
            ),
            context,
        )
        self.body.addWidget(self.person)
        self.body.addWidget(
            small(
                _l(
                    "If the person isn't among the people yet, add them there first: a name is enough."
                )
            )
        )
        self.body.addWidget(self.template)
        self.body.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def chosen(self) -> tuple[str, str]:
        """The ids of the person and of the template, which may be blank.

        Raises:
            InvalidValue: nobody is chosen; told beside the field.
        """
        try:
            person = self.person.described.check(self.person.input.value())
            return person, self.template.input.value() or ""
        except InvalidValue as fault:
            self.person.show_problem(fault.words)
            raise
