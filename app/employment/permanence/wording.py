"""How the figures of permanence are put into words, on the screen, on paper and in files alike."""

from decimal import ROUND_HALF_UP, Decimal

from app.core.format import show_number, show_percent
from app.core.text import Text, _l, _n, languages, literal
from app.employment.permanence.groups import REST, Group
from app.employment.permanence.rules import FixedTerms, Period, Quarter, Snapshot

TENTH = Decimal("0.1")
NOTHING = "–"
HEADERS = (
    _l("Quarter"),
    _l("Employed"),
    _l("Permanent ones"),
    _l("Permanent, %"),
    _l("Full-time equivalents"),
    _l("Made permanent"),
    _l("New jobs"),
    _l("Ended jobs"),
)
"""The columns of the quarters, in their order."""
HOURS = {
    "full_time": _l("Full time"),
    "part_time": _l("Part time"),
    "variable": _l("Variable hours"),
}
WISHES = {
    "own": _l("Part time by own wish"),
    "more": _l("Would like more hours"),
    "": _l("Not asked"),
}
UNFINISHED = _l("The quarter that isn't over yet is counted up to today.")
HOW_COUNTED = _l(
    "Counted from signed employment contracts; each person counts once, also one on a long leave. Of "
    "variable hours the least agreed is counted."
)
WHY_WITHHELD = _l(
    "Gender and age are shown only when every group has five people or more, so that nobody can be "
    "recognised. That isn't so now."
)
VOLUNTARY = _l("Told voluntarily. Groups of fewer than five people are joined to others.")
_GENDERS: dict[tuple[str, ...], Text] = {
    ("woman",): _l("Women"),
    ("man",): _l("Men"),
    (REST,): _l("Others or not told"),
    ("woman", "man"): _l("Women or men"),
    ("man", REST): _l("Men, others or not told"),
}
"""Gender in all ways in which groups can be joined."""


def whole_percent(share: Decimal | None) -> Decimal | None:
    """A share rounded to a whole percent; all is said only of all, and none of none."""
    if share is None:
        return None
    rounded = share.quantize(Decimal(1), ROUND_HALF_UP)
    if 0 < share < 100:  # noqa: PLR2004 - percent
        return min(max(rounded, Decimal(1)), Decimal(99))
    return rounded


def percent_words(share: Decimal | None) -> Text:
    """A share as it is read: ``75 %``."""
    rounded = whole_percent(share)
    if rounded is None:
        return literal(NOTHING)
    return literal({language: show_percent(rounded, language) for language in languages()})


def equivalent(number: Decimal) -> Decimal:
    """Full-time equivalents with one decimal."""
    return number.quantize(TENTH, ROUND_HALF_UP)


def number_words(number: Decimal) -> Text:
    """Full-time equivalents as they are read: ``4.5``."""
    return literal({each: show_number(equivalent(number), each) for each in languages()})


def _number(number: Decimal | None) -> Text:
    return literal(NOTHING if number is None else str(number))


def quarter_words(name: tuple[int, int]) -> Text:
    """A quarter in short: ``4/2026``."""
    year, number = name
    return _l("{number}/{year}", number=str(number), year=str(year))


def quarter_cells(quarter: Quarter) -> list[Text]:
    """A quarter as the cells of a table, in the order of the headers."""
    now, period = quarter.end, quarter.period
    return [
        quarter_words(quarter.name),
        literal(str(now.employed)),
        literal(str(now.permanent)),
        _number(whole_percent(now.permanent_share)),
        number_words(now.full_time_equivalent),
        literal(str(period.conversions)),
        literal(str(period.new_jobs)),
        literal(str(period.ended)),
    ]


def target_words(share: Decimal | None, target: Decimal | None) -> Text:
    """Where the share stands beside its target."""
    if target is None or share is None:
        return _l("of employees are permanent")
    if share >= target:
        return _l(
            "of employees are permanent: the target of {target} is met",
            target=exact_percent(target),
        )
    return _l("of employees are permanent, the target is {target}", target=exact_percent(target))


def exact_percent(percent: Decimal) -> Text:
    """A percent as it was given: ``82.5 %``."""
    return literal({language: show_percent(percent, language) for language in languages()})


def target_line(target: Decimal) -> Text:
    """The words of the target line in a picture."""
    return _l("Target {target}", target=exact_percent(target))


def chain_words(now: Snapshot) -> Text:
    """How many people are in chains of fixed terms, and how long the longest has lasted."""
    if not now.chains:
        return _l("Nobody has several fixed terms in a row.")
    return _n(
        "{count} person has several fixed terms in a row. They have lasted {months}.",
        "{count} people have several fixed terms in a row. The longest have lasted {months}.",
        len(now.chains),
        months=month_words(now.longest_chain),
    )


def month_words(months: int) -> Text:
    """A length in months."""
    return _n("{count} month", "{count} months", months)


def terms_words(fixed: FixedTerms) -> Text:
    """Somebody's fixed terms in short: ``3 in a row, 14 months``."""
    if not fixed.is_chain:
        return month_words(fixed.months)
    return _l("{number} in a row, {months}", number=fixed.number, months=month_words(fixed.months))


def happened(period: Period) -> list[tuple[Text, int]]:
    """What happened in a period, with what it is called."""
    return [
        (_l("New jobs"), period.new_jobs),
        (_l("New permanent contracts"), period.new_permanent),
        (_l("of them made permanent after fixed terms"), period.conversions),
        (_l("Ended jobs"), period.ended),
    ]


def gender_words(group: Group) -> Text:
    """A group by gender: ``Women``, ``Men, others or not told``."""
    return _GENDERS[group.codes]


def age_words(group: Group) -> Text:
    """A group by age: ``Under 45 years``, ``30–59 years``, ``60 years or over, or not told``."""
    ages = [code for code in group.codes if code != REST]
    if not ages:
        return _l("Age not told")
    least, most = ages[0].split("-")[0], ages[-1].split("-")[1]
    if least and most:
        words = _l("{least}–{most} years", least=least, most=most)
    elif most:
        words = _l("Under {age} years", age=str(int(most) + 1))
    elif least:
        words = _l("{age} years or over", age=least)
    else:
        words = _l("Age told")
    return _l("{ages}, or not told", ages=words) if len(ages) < len(group.codes) else words
