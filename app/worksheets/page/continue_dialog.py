"""Going on from a note or a sheet: as which kind of thing, and what it is called."""

from PySide6.QtWidgets import QWidget

from app.core.change import Changes
from app.core.field import row_field
from app.core.text import Text, _l, literal
from app.core.value import Choice, PlainText
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office
from app.worksheets.chains import continuing
from app.worksheets.sheets.notes import short
from app.worksheets.types.own import all_types

USUAL = ("experiment", "kaizen", "a3", "vpc", "bmc", "service_blueprint", "weak_signal")
"""What one usually goes on with, first in the list."""


class ContinueDialog(AskDialog):
    """Asks, makes the next thing, links the two and goes there."""

    def __init__(
        self, parent: QWidget, office: Office, begin: tuple[str, str], named: str, item_id: str = ""
    ) -> None:
        types = office.ask(all_types).types
        order = [
            *(key for key in USUAL if key in types),
            *(key for key in types if key not in USUAL),
        ]
        options: list[tuple[str, Text]] = [(key, literal(types[key].name)) for key in order]
        options.insert(1, (continuing.SERVICE, _l("Service product")))
        super().__init__(
            parent,
            office,
            _l("Continue as…"),
            _l("The two stay linked, so that you see later what led to what."),
            (
                row_field(
                    "what", Choice(options=tuple(options)), _l("What it becomes"), required=True
                ),
                row_field("name", PlainText(continuing.LONGEST), _l("Name"), required=True),
            ),
            lambda session, values: continuing.go_on(
                session, begin, values["what"], values["name"], item_id
            ),
            do=_l("Begin"),
            starts={"what": order[0] if order else "", "name": short(named)},
            done=self._go,
        )

    def _go(self, changes: Changes) -> None:
        self._office.wanted.emit(*changes.result)
