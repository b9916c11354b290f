"""The quarters as a spreadsheet."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core.fault import Refusal
from app.core.text import _l
from app.employment.permanence import actions, wording
from app.employment.permanence.rules import Quarter
from app.exchange import sheets


def write_quarters(session: Session, day: date, path: Path) -> Path:
    """Write the last quarters as .xlsx or .csv, whole or not at all.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    suffix = path.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        raise Refusal(_l("Choose a name that ends in .xlsx or .csv."))
    write = sheets.write_xlsx if suffix == ".xlsx" else sheets.write_csv
    half = path.with_name(f".{path.name}.half")
    headers = [words.say() for words in wording.HEADERS]
    found = actions.dashboard(session, day)
    try:
        write(half, headers, [_row(quarter) for quarter in found.quarters])
        half.replace(path)
    except OSError as fault:
        raise Refusal(
            _l("{path} can't be written: {reason}", path=str(path), reason=fault.strerror or "")
        ) from fault
    finally:
        half.unlink(missing_ok=True)
    return path


def _row(quarter: Quarter) -> list[Any]:
    now, period = quarter.end, quarter.period
    share = wording.whole_percent(now.permanent_share)
    return [
        wording.quarter_words(quarter.name).say(),
        now.employed,
        now.permanent,
        None if share is None else int(share),
        wording.equivalent(now.full_time_equivalent),
        period.conversions,
        period.new_jobs,
        period.ended,
    ]
