"""How programmes are put into words, on the screen, on paper and in files alike."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from app.core.codes import codes
from app.core.format import show_date, show_month, show_number, show_percent
from app.core.text import LanguageText, Text, _l, _n, languages, literal, pick
from app.programmes.results import Measure, Results, Theme
from app.programmes.rules import Attendance, Period, Standing, Step

NOTHING = "–"
NO_DATA = _l("no data")
STEP_WORDS: dict[Step, Text] = {
    "whole": _l("Whole programme"),
    "year": _l("Year"),
    "half": _l("Half-year"),
    "quarter": _l("Quarter"),
    "month": _l("Month"),
}
WHOLE_AIM = _l("The whole programme")
HOW_COUNTED = _l(
    "An event counts once, for the objective that it names, on its first day. A value counts in the period in "
    "which its last day lies. “No data” means that nobody has told anything; it isn’t zero."
)
OF_WHOLE = _l("Percentages are shares of the target of the whole programme.")


def number_words(number: Decimal | int | None) -> Text:
    """A number as it is read, a dash where there is none."""
    if number is None:
        return literal(NOTHING)
    return literal({language: show_number(number, language) for language in languages()})


def percent_words(percent: Decimal | None) -> Text:
    """A percentage as it is read, a dash where there is none."""
    if percent is None:
        return literal(NOTHING)
    return literal({language: show_percent(percent, language) for language in languages()})


def period_words(period: Period) -> Text:
    """A period in short: ``2021``, ``1–6/2021``, ``March 2021``."""
    first, last = period.first, period.last
    if period.step == "whole":
        return _l("{first}–{last}", first=first, last=last)
    if period.step == "year":
        return literal(str(first.year))
    if period.step == "month":
        return literal({language: show_month(first, language) for language in languages()})
    if first.month == last.month:
        return literal(f"{first.month}/{first.year}")
    return literal(f"{first.month}–{last.month}/{first.year}")


def days_words(first: date | None, last: date | None) -> Text:
    """Days from the first to the last, a single one by itself."""
    if first and first == last:
        return literal({language: show_date(first, language) for language in languages()})
    if first and last:
        return _l("{first}–{last}", first=first, last=last)
    return _l("from {begin}", begin=first) if first else literal(NOTHING)


def value_words(measure: Measure, value: Decimal | None) -> Text:
    """What was reached, with its unit; that nobody has told is said."""
    if value is None:
        return NO_DATA
    if pick(measure.unit):
        return _l("{number} {unit}", number=number_words(value), unit=literal(measure.unit))
    return number_words(value)


def standing_words(measure: Measure, standing: Standing) -> Text:
    """A value beside its target: ``22 of 25 · 88 %``; without a target the value alone."""
    value, target = standing.value, standing.target
    if target is None:
        return value_words(measure, value)
    if value is None:
        return _l("no data, target {target}", target=number_words(target))
    if standing.percent is None:
        return _l(
            "{value}, target {target}", value=number_words(value), target=number_words(target)
        )
    return _l(
        "{value} of {target} · {percent}",
        value=number_words(value),
        target=number_words(target),
        percent=percent_words(standing.percent),
    )


def attendance_words(found: Attendance) -> Text:
    """Events and participants in a line: ``7 events, 163 participants``."""
    events = _n("{count} event", "{count} events", found.events)
    if found.participants is None:
        return _l("{events}, participants not told", events=events)
    people = _n("{count} participant", "{count} participants", found.participants)
    return _l("{events}, {participants}", events=events, participants=people)


def reached_words(targets: int) -> Text:
    """Below the number of targets that are reached."""
    return _n("of {count} target reached", "of {count} targets reached", targets)


def time_words(results: Results) -> tuple[Text, Text]:
    """How much of a programme’s time is left: a number or a word, and what it is."""
    ends = results.told["ends_on"]
    if results.whole.first > results.day:
        return literal(NOTHING), _l("begins {day}", day=results.whole.first)
    if ends is None:
        return literal(NOTHING), _l("no end agreed")
    if ends < results.day:
        return _l("Ended"), _l("on {day}", day=ends)
    left = (ends - results.day).days + 1
    return literal(str(left)), _n("day left", "days left", left)


def theme_name(theme: str) -> Text:
    """What a horizontal theme is called."""
    known = codes("horizontal_themes").get(theme)
    return literal(dict(known.names) if known else theme)


def unaffected_words(themes: Iterable[Theme]) -> Text | None:
    """The themes on which a programme has no effect, in a sentence."""
    every = [theme_name(each.theme) for each in themes if not each.affected]
    if not every:
        return None
    names = {language: "; ".join(each.say(language) for each in every) for language in languages()}
    return _l("No effect (0 / 0): {themes}.", themes=literal(names))


def theme_notes(themes: Iterable[Theme]) -> list[tuple[Text, LanguageText]]:
    """Why themes were judged as they were, where somebody has written it."""
    return [(theme_name(each.theme), each.note) for each in themes if pick(each.note)]


def notes(results: Results) -> list[Text]:
    """What should be known when the numbers are read: what isn’t counted, and what may be told twice."""
    found = []
    values, events = len(results.outside_values), len(results.outside_events)
    if values:
        found.append(
            _n(
                "{count} value is of days outside the programme and isn’t counted.",
                "{count} values are of days outside the programme and aren’t counted.",
                values,
            )
        )
    if events:
        found.append(
            _n(
                "{count} event was held outside the programme’s days and isn’t counted.",
                "{count} events were held outside the programme’s days and aren’t counted.",
                events,
            )
        )
    if results.told_twice:
        found.append(
            _n(
                "{count} value tells of days of which the same organisation has told already. Check that "
                "nothing is counted twice.",
                "{count} values tell of days of which the same organisation has told already. Check that "
                "nothing is counted twice.",
                len(results.told_twice),
            )
        )
    untold = results.attendance(results.whole).untold
    if untold:
        found.append(
            _n(
                "Of {count} event nobody has told how many came; it is missing from the participants.",
                "Of {count} events nobody has told how many came; they are missing from the participants.",
                untold,
            )
        )
    return found
