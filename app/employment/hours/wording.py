"""Sentences about hours and leave."""

from datetime import date

from app.core.format import show_minutes, show_month, show_number
from app.core.text import Text, _n
from app.employment.hours.leave import Earned, Leave
from app.employment.hours.rules import HOUR, Agreed

MINUS = "−"


def days_words(days: int) -> Text:
    """So many days of leave; negative when they were taken ahead."""
    if days < 0:
        return _n(
            "{number} day, taken ahead",
            "{number} days, taken ahead",
            -days,
            number=MINUS + str(-days),
        )
    return _n("{count} day", "{count} days", days)


def agreed_words(agreed: Agreed | None) -> str:
    """The hours agreed, or their range."""
    if agreed is None:
        return "–"
    if not agreed.varies:
        return show_minutes(agreed.least)
    return f"{show_minutes(agreed.least)} – {show_minutes(agreed.most)}"


def signed_minutes(minutes: int) -> str:
    """A difference: ``+1 h 30 min``, ``−2 h``."""
    sign = "+" if minutes > 0 else MINUS if minutes < 0 else ""
    return sign + show_minutes(abs(minutes))


def figure_words(minutes: int) -> str:
    """A duration in large: whole hours, or minutes where there are less."""
    return show_minutes(minutes if minutes < HOUR else (minutes + HOUR // 2) // HOUR * HOUR)


def earned_words(earned: Earned) -> str:
    """How what was earned comes about: the leave year, and months times days."""
    each, year = show_number(earned.each), f"{earned.first.year}–{earned.last.year}"
    if earned.time_off:
        return _n(
            "Leave year {year}: {count} month, {each} days for each",
            "Leave year {year}: {count} months, {each} days for each",
            len(earned.months),
            each=each,
            year=year,
        ).say()
    return _n(
        "Leave year {year}: {count} full month, {each} days for each",
        "Leave year {year}: {count} full months, {each} days for each",
        earned.full_months,
        each=each,
        year=year,
    ).say()


def doubtful(leave: Leave) -> tuple[date, ...]:
    """All months of which probably not all work is recorded."""
    return tuple(sorted(month for each in leave.every for month in each.doubtful))


def doubtful_words(months: tuple[date, ...]) -> str:
    """Which months gave no leave only because too little work is recorded of them."""
    return _n(
        "{months} gives no leave by what is recorded. Check that all hours are noted.",
        "{months} give no leave by what is recorded. Check that all hours are noted.",
        len(months),
        months=", ".join(show_month(month) for month in months).capitalize(),
    ).say()
