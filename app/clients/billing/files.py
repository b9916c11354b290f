"""The accountant's file: the lines that were handed over for a month."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.clients.billing import actions
from app.core.fault import Refusal
from app.core.text import _l
from app.exchange import sheets


def write_lines(session: Session, day: date, path: Path) -> Path:
    """Write the lines of a month as .xlsx or .csv, whole or not at all.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    suffix = path.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        raise Refusal(_l("Choose a name that ends in .xlsx or .csv."))
    write = sheets.write_xlsx if suffix == ".xlsx" else sheets.write_csv
    half = path.with_name(f".{path.name}.half")
    headers = [words.say() for words in actions.HEADERS]
    try:
        write(half, headers, actions.accountant_rows(actions.of_month(session, day)))
        half.replace(path)
    except OSError as fault:
        raise Refusal(
            _l("{path} can't be written: {reason}", path=str(path), reason=fault.strerror or "")
        ) from fault
    finally:
        half.unlink(missing_ok=True)
    return path
