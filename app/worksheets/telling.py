"""What the room of worksheets tells the rest of the program: where things came from."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.core.room import Fact
from app.core.text import _l
from app.worksheets.chains import actions as chains


def about(session: Session, kind: str, record_id: str) -> Iterable[Fact]:
    """What led to a record of another room."""
    if kind in {"worksheet", "signal"}:  # their own pages show the whole chain
        return
    if words := chains.came_from(session, record_id):
        yield Fact(_l("Came from"), words)
