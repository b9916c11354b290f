"""Notice: how long it is after a length of service, and when the work ends. Pure functions."""

from datetime import date, timedelta

from app.core.text import Text, _l, _n
from app.employment.law import NoticeRow, Period, notice_rows
from app.employment.periods import months_later


def period(party: str, began: date, day: date, rows: tuple[NoticeRow, ...] | None = None) -> Period:
    """The period of notice when nothing else was agreed.

    Employment Contracts Act 55/2001, chapter 6, section 3; in force since 1.6.2001. Longer than
    ``over_years`` means that more than so many whole years have passed on the day of notice.
    """
    found = Period()
    for row in rows or notice_rows():
        passed = not row.over_years or months_later(began, 12 * row.over_years) < day
        if row.party == party and passed:
            found = row.period
    return found


def last_day(given: date, notice: Period) -> date:
    """The last day of work when notice is given on a day; the period begins on the next day."""
    return months_later(given, notice.months) + timedelta(days=notice.days)


def as_days(notice: Period) -> int:
    """About how many days a period is, for comparing periods in days and in months."""
    return notice.days + 30 * notice.months


def words(notice: Period) -> Text:
    """A period in words: ``14 days``, ``2 months``."""
    if notice.months:
        return _n("{count} month", "{count} months", notice.months)
    return _n("{count} day", "{count} days", notice.days) if notice.days else _l("no notice")
