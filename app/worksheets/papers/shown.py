"""What the papers of a sheet are drawn from: the sheet, its picture's content and its tasks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.agenda.tasks.records import Task
from app.core import editing
from app.core.text import speaking
from app.worksheets.papers.measuring import measure
from app.worksheets.pictures.sheet import Drawn
from app.worksheets.sheets import sight
from app.worksheets.sheets.content import Content
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types.rules import WorksheetType


@dataclass(frozen=True)
class Shown:
    """A sheet with all that stands on it and all that was agreed on it."""

    sheet: Worksheet
    drawn: Drawn
    tasks: Sequence[Task]

    @property
    def type(self) -> WorksheetType:
        """Its type."""
        return self.drawn.type

    @property
    def content(self) -> Content:
        """What stands on it."""
        return self.drawn.content

    def sized(self, width: float, height: float) -> Drawn:
        """What its picture is made from, for a place of a size."""
        return replace(self.drawn, width=width, height=height)


def shown(session: Session, sheet_id: str, language: str) -> Shown:
    """A sheet as its papers show it.

    Raises:
        Missing: there is no such sheet, or its type is gone.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    with speaking(language):
        drawn = sight.drawn(session, sheet_id, measure())
    return Shown(sheet, drawn, tasks.of_source(session, "worksheet", sheet_id))
