"""When the details of an adviser are to be checked. Pure."""

from datetime import date

from dateutil.relativedelta import relativedelta

MONTHS = 12


def to_check(checked_on: date | None, day: date) -> bool:
    """Whether nobody has checked the details for a year, or ever."""
    return checked_on is None or checked_on <= year_before(day)


def year_before(day: date) -> date:
    """What was checked on this day or before is to be checked again on ``day``."""
    return day - relativedelta(months=MONTHS)
