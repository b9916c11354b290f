"""The quarters as a spreadsheet."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.employment.permanence import actions, wording
from app.employment.permanence.rules import Quarter
from app.exchange import sheets


def write_quarters(session: Session, day: date, path: Path) -> Path:
    """Write the last quarters as .xlsx or .csv, whole or not at all.

    Raises:
        Refusal: the name ends otherwise, or the file can't be written.
    """
    headers = [words.say() for words in wording.HEADERS]
    found = actions.dashboard(session, day)
    return sheets.write_whole(path, headers, [_row(quarter) for quarter in found.quarters])


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
