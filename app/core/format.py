"""One function a kind of value: how dates, numbers and money are written and read.

Every function takes the language, the current one by default. Reading accepts what people usually
type and raises :class:`~app.core.fault.InvalidValue` with a sentence that shows an example.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from babel import Locale, dates, numbers

from app.core.fault import InvalidValue
from app.core.text import _l, current_language

CURRENCY = "EUR"
NO_BREAK_SPACE = "\u00a0"


def _locale(language: str | None) -> Locale:
    code = language or current_language()
    return Locale.parse("en_GB" if code == "en" else code)


def show_date(day: date, language: str | None = None) -> str:
    """``5.3.2026`` in Finnish, ``5 Mar 2026`` in English."""
    if (language or current_language()) == "fi":
        return f"{day.day}.{day.month}.{day.year}"
    return dates.format_date(day, "d MMM y", locale=_locale(language))


def show_day(day: date, language: str | None = None) -> str:
    """A day with its weekday in words: ``maanantai 23.11.``, ``Monday 23 November``."""
    if (language or current_language()) == "fi":
        return f"{dates.format_date(day, 'EEEE', locale=_locale(language))} {day.day}.{day.month}."
    return dates.format_date(day, "EEEE d MMMM", locale=_locale(language))


def show_day_short(day: date, language: str | None = None) -> str:
    """A day in as little room as it needs: ``ma 23.11.``, ``Mon 23 Nov``."""
    if (language or current_language()) == "fi":
        return f"{dates.format_date(day, 'ccc', locale=_locale(language))} {day.day}.{day.month}."
    return dates.format_date(day, "EEE d MMM", locale=_locale(language))


def show_month(day: date, language: str | None = None) -> str:
    """The month of a day: ``marraskuu 2026``, ``November 2026``."""
    return dates.format_date(day, "LLLL y", locale=_locale(language))


def show_month_short(day: date, language: str | None = None) -> str:
    """The month of a day without its year, in as little room as it needs: ``marras``, ``Nov``."""
    return dates.format_date(day, "LLL", locale=_locale(language))


def show_time(moment: datetime, language: str | None = None) -> str:
    """``9.41`` in Finnish, ``09:41`` in English, in local time."""
    local = moment.astimezone()
    if (language or current_language()) == "fi":
        return f"{local.hour}.{local.minute:02d}"
    return dates.format_time(local, "HH:mm", locale=_locale(language))


def show_clock(minutes: int, language: str | None = None) -> str:
    """A time of day given in minutes from midnight: ``9.05`` in Finnish, ``09:05`` in English."""
    hours, rest = divmod(minutes, 60)
    if (language or current_language()) == "fi":
        return f"{hours}.{rest:02d}"
    return f"{hours:02d}:{rest:02d}"


_CLOCK = re.compile(r"(?:kl(?:o|\.)?\s*)?([01]?\d|2[0-3])(?:\s*[.:]?\s*([0-5]\d))?$")


def read_clock(text: str) -> int:
    """A time of day as people type it, in minutes from midnight: ``9``, ``9.30``, ``09:30``, ``930``.

    Raises:
        InvalidValue: the text is not a time of day.
    """
    match = _CLOCK.match(text.strip().lower())
    if not match:
        raise InvalidValue(_l("Write the time as hours and minutes, for example 9.30."))
    return int(match[1]) * 60 + int(match[2] or 0)


def show_moment(moment: datetime, language: str | None = None) -> str:
    """``5.3.2026 klo 9.41`` in Finnish, ``5 Mar 2026 09:41`` in English, in local time."""
    between = " klo " if (language or current_language()) == "fi" else " "
    return show_date(moment.astimezone().date(), language) + between + show_time(moment, language)


def show_number(number: Decimal | int | float, language: str | None = None) -> str:
    """A number with the language's separators and no needless decimals."""
    return numbers.format_decimal(number, locale=_locale(language))


def show_places(number: Decimal, places: int, language: str | None = None) -> str:
    """A number with so many decimals, also when they are zeros, as in a column of means: ``4,0``."""
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return numbers.format_decimal(number, pattern, locale=_locale(language))


def show_money(amount: Decimal, language: str | None = None) -> str:
    """``38,00 €`` in Finnish, ``€38.00`` in English."""
    return numbers.format_currency(amount, CURRENCY, locale=_locale(language))


def show_euros(amount: Decimal, language: str | None = None) -> str:
    """An estimate in whole euros: ``1 180 €`` in Finnish, ``€1,180`` in English."""
    locale = _locale(language)
    pattern = str(locale.currency_formats["standard"].pattern).replace("0.00", "0")
    return numbers.format_currency(amount, CURRENCY, pattern, locale=locale, currency_digits=False)


def show_percent(percent: Decimal | int | float, language: str | None = None) -> str:
    """``25,5 %`` in Finnish, ``25.5%`` in English. 100 means the whole."""
    sign = "%" if (language or current_language()) == "en" else f"{NO_BREAK_SPACE}%"
    return show_number(percent, language) + sign


def show_minutes(minutes: int, language: str | None = None) -> str:
    """A duration: ``1 h 30 min``."""
    hours, rest = divmod(minutes, 60)
    parts = ([f"{show_number(hours, language)} h"] if hours else []) + (
        [f"{rest} min"] if rest or not hours else []
    )
    return NO_BREAK_SPACE.join(p.replace(" ", NO_BREAK_SPACE) for p in parts)


_RELATIVE = {
    "tänään": 0,
    "today": 0,
    "idag": 0,
    "huomenna": 1,
    "tomorrow": 1,
    "imorgon": 1,
    "ylihuomenna": 2,
    "eilen": -1,
    "yesterday": -1,
    "igår": -1,
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMBERS = re.compile(r"(\d{1,2})[./\s-]+(\d{1,2})(?:[./\s-]+(\d{4}|\d{2}))?\.?$")
_NAMED = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]+)\.?(?:\s+(\d{4}))?$")


def read_date(text: str, today: date | None = None) -> date:
    """A date as people type it: ``5.3.``, ``5.3.26``, ``2026-03-05``, ``5 March``, ``tomorrow``.

    A day without a year is the nearest one: this year's, unless that is over half a year away.

    Raises:
        InvalidValue: the text is not a date.
    """
    today = today or date.today()  # noqa: DTZ011 - the user's own calendar day
    clean = text.strip().lower()
    if clean in _RELATIVE:
        return today + timedelta(days=_RELATIVE[clean])
    try:
        if match := _ISO.match(clean):
            return date(*(int(part) for part in match.groups()))
        if match := _NUMBERS.match(clean):
            day, month, year = match.groups()
            return _day(int(day), int(month), year, today)
        if (match := _NAMED.match(clean)) and (named := _month(match[2])):
            return _day(int(match[1]), named, match[3], today)
    except ValueError:
        raise InvalidValue(
            _l("There is no {day} in the calendar. Check the day, month and year.", day=clean)
        ) from None
    raise InvalidValue(_l("Write the date as day.month.year, for example 5.3.2026."))


def _month(word: str) -> int | None:
    names = [
        (number, name.lower().rstrip("."))
        for language in ("fi", "en", "sv")
        for width in ("wide", "abbreviated")
        for number, name in dates.get_month_names(width, "format", Locale.parse(language)).items()
    ]
    whole = [number for number, name in names if name == word]
    begun = [number for number, name in names if len(word) > 2 and name.startswith(word)]  # noqa: PLR2004
    return next(iter((*whole, *begun)), None)


def _day(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        number = int(year)
        return date(number + 2000 if number < 100 else number, month, day)  # noqa: PLR2004
    candidates = []
    for number in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(number, month, day))
        except ValueError:
            continue
    if not candidates:
        raise ValueError("no such day")
    return min(candidates, key=lambda candidate: abs((candidate - today).days))


_MOST_DIGITS = 15


def read_number(text: str) -> Decimal:
    """A number with a comma or a point, spaces allowed: ``1 234,5``, ``1234.50``.

    Raises:
        InvalidValue: the text is not a number.
    """
    clean = re.sub(r"[\s\u00a0\u202f']", "", text).replace("\u2212", "-")
    if "," in clean and "." in clean:
        thousands = "." if clean.rfind(",") > clean.rfind(".") else ","
        clean = clean.replace(thousands, "")
    clean = clean.replace(",", ".")
    try:
        number = Decimal(clean)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS or len(clean) > 2 * _MOST_DIGITS:
        raise InvalidValue(_l("Write a number, for example 12 or 12.50."))
    return number


def read_money(text: str) -> Decimal:
    """An amount of euros, rounded by nobody: at most two decimals.

    Raises:
        InvalidValue: the text is not an amount, or has parts of a cent.
    """
    amount = read_number(re.sub(r"(?i)€|eur(oa)?", "", text))
    if amount != amount.quantize(Decimal("0.01")):
        raise InvalidValue(_l("Write the amount in euros and cents, for example 38.50."))
    return amount.quantize(Decimal("0.01"))


_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_ENGLISH_THOUSANDS = re.compile(r"(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))")
_DURATION = re.compile(
    r"(?:(?P<hours>\d+(?:[.,]\d+)?)\s*(?:h|t|tuntia?|hours?|timm\w*))?\s*"
    r"(?:(?P<minutes>\d+)\s*(?:min\w*)?)?$",
    re.IGNORECASE,
)


def read_minutes(text: str) -> int:
    """A duration in minutes: ``90``, ``90 min``, ``1 h 30 min``, ``1,5 h``, ``1:30``.

    Raises:
        InvalidValue: the text is not a duration.
    """
    clean = text.strip()
    if len(clean) > 2 * _MOST_DIGITS:
        clean = ""
    if match := re.match(r"(\d+):([0-5]\d)$", clean):
        return int(match[1]) * 60 + int(match[2])
    thousands = _ENGLISH_THOUSANDS if current_language() == "en" else _THOUSANDS
    match = _DURATION.match(thousands.sub("", clean))
    if clean and match and (match["hours"] or match["minutes"]):
        hours = Decimal((match["hours"] or "0").replace(",", "."))
        return int(hours * 60) + int(match["minutes"] or 0)
    raise InvalidValue(_l("Write the duration as hours and minutes, for example 1 h 30 min."))
