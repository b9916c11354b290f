"""The accountant's file: the lines that were handed over for a month."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.clients.billing import actions
from app.exchange import sheets


def write_lines(session: Session, day: date, path: Path) -> Path:
    """Write the lines of a month as .xlsx or .csv, whole or not at all.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    headers = [words.say() for words in actions.HEADERS]
    rows = actions.accountant_rows(actions.of_month(session, day))
    return sheets.write_whole(path, headers, rows)
