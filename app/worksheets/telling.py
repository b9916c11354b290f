"""What the room of worksheets tells the rest of the program: what waits there, and where things came from."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.core.room import Fact, Matter
from app.core.text import _l
from app.worksheets.chains import actions as chains
from app.worksheets.foresight import actions as foresight
from app.worksheets.pulse import a3 as pulse
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets import year_tasks


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Sheets to be looked at again, this month of the clock, signals not looked at for long, the pulse."""
    return chain(
        sheets.matters(session, day),
        year_tasks.matters(session, day),
        foresight.matters(session, day),
        pulse.matters(session, day),
    )


def about(session: Session, kind: str, record_id: str) -> Iterable[Fact]:
    """What led to a record of another room."""
    if kind in {"worksheet", "signal"}:  # their own pages show the whole chain
        return
    if words := chains.came_from(session, record_id):
        yield Fact(_l("Came from"), words)
