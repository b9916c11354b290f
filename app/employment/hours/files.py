"""The file for the payroll: one row a person of a month."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.employment.hours import actions
from app.exchange import sheets


def write_hours(session: Session, day: date, path: Path) -> Path:
    """Write the hours of a month as .xlsx or .csv, whole or not at all.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    rows = actions.payroll_rows(actions.month(session, day))
    return sheets.write_whole(path, actions.payroll_headers(), rows)
