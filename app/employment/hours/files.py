"""The file for the payroll: one row a person of a month."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.core.fault import Refusal
from app.core.text import _l
from app.employment.hours import actions
from app.exchange import sheets


def write_hours(session: Session, day: date, path: Path) -> Path:
    """Write the hours of a month as .xlsx or .csv, whole or not at all.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    suffix = path.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        raise Refusal(_l("Choose a name that ends in .xlsx or .csv."))
    write = sheets.write_xlsx if suffix == ".xlsx" else sheets.write_csv
    half = path.with_name(f".{path.name}.half")
    try:
        rows = actions.payroll_rows(actions.month(session, day))
        write(half, actions.payroll_headers(), rows)
        half.replace(path)
    except OSError as fault:
        raise Refusal(
            _l("{path} can't be written: {reason}", path=str(path), reason=fault.strerror or "")
        ) from fault
    finally:
        half.unlink(missing_ok=True)
    return path
