"""How an assessment is put into words, on the screen, on paper and in files alike."""

from datetime import date
from decimal import Decimal

from app.certification.assessments import rules
from app.certification.assessments.rules import Result, Score
from app.certification.schemes import rules as schemes
from app.certification.schemes.rules import Criterion, SchemeContent
from app.core.brand import Tone
from app.core.format import show_number, show_percent
from app.core.text import Text, _l, _n, languages, literal

NOTHING = "–"
NOT_ANSWERED = _l("Not answered")
LAST_TIME = _l("Last time")
NOT_CONFIRMED = _l("From last time, not confirmed yet")
COUNTED_AS_NOTHING = _l("What isn't answered yet counts as nothing.")
NO_COMPARING = _l(
    "Last time was by another version of the scheme or at another target level, so the scores can't be "
    "compared as such."
)


def answer_words(answer: str) -> Text:
    """An answer as it is read; also that there is none."""
    return dict(rules.ANSWERS).get(answer, NOT_ANSWERED)


def answer_tone(answer: str) -> Tone:
    """The tone of an answer, always beside its words."""
    return rules.TONES.get(answer, "plain")


def level_words(criterion: Criterion) -> Text:
    """How much a criterion counts for: ``Required, weight 2``."""
    level = dict(schemes.LEVELS)[criterion.level]
    if not criterion.scored or criterion.weight == 1:
        return level
    return _l("{level}, weight {weight}", level=level, weight=str(criterion.weight))


def percent_words(percent: Decimal | int | None) -> Text:
    """A share of the points: ``82.5%``; a dash of nothing."""
    if percent is None:
        return literal(NOTHING)
    return literal({language: show_percent(percent, language) for language in languages()})


def pass_words(scheme: SchemeContent) -> Text:
    """What is enough by the scheme's rule."""
    return _l("At least {needed} is enough.", needed=percent_words(scheme.pass_percent))


def verdict_words(scheme: SchemeContent, result: Result) -> Text:
    """How the result stands beside the scheme's rule."""
    percent = result.total.percent
    if percent is None:
        return _l("There is nothing to be scored yet.")
    missing = scheme.pass_percent - percent
    if missing > 0:
        return _n(
            "{points} point is missing from the limit.",
            "{points} points are missing from the limit.",
            _form(missing),
            points=missing,
        )
    if result.short:
        return _l("The limit is reached, but required criteria stand in the way.")
    return _l("The limit is reached and all required criteria are in order.")


def change_words(change: Decimal | None) -> Text:
    """How it has changed since last time, in percentage points; no words when that isn't known."""
    if change is None:
        return Text("")
    if change > 0:
        return _n(
            "{points} point better than last time",
            "{points} points better than last time",
            _form(change),
            points=change,
        )
    if change < 0:
        return _n(
            "{points} point worse than last time",
            "{points} points worse than last time",
            _form(change),
            points=-change,
        )
    return _l("The same as last time")


def _form(points: Decimal) -> int:
    """By which number the form of the words goes: points may have a decimal, and only one is one."""
    return 1 if abs(points) == 1 else 2


def change_short(change: Decimal | None) -> Text:
    """A change in the room of a column: ``+3.5``, ``−2``, ``±0``."""
    if change is None:
        return literal(NOTHING)
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return literal({each: sign + show_number(abs(change), each) for each in languages()})


def change_tone(change: Decimal | None) -> Tone:
    """The tone of a change, always beside its sign."""
    if not change:
        return "plain"
    return "good" if change > 0 else "bad"


def progress_words(score: Score) -> Text:
    """How much is answered."""
    if score.asked and score.answered == score.asked:
        return _l("All {asked} answered", asked=score.asked)
    return _l("{answered} of {asked} answered", answered=score.answered, asked=score.asked)


def short_heading(result: Result) -> Text:
    """How many required criteria stand in the way."""
    if not result.short:
        return _l("No required criterion stands in the way.")
    return _n(
        "{count} required criterion stands in the way.",
        "{count} required criteria stand in the way.",
        len(result.short),
    )


def short_sentence(criterion: Criterion, reason: Text) -> Text:
    """Which criterion stands in the way and why, in one line."""
    return _l("{criterion} Reason: {reason}.", criterion=criterion.text, reason=reason)


def state_words(status: str, frozen_on: date | None, frozen_by: str = "") -> Text:
    """Whether it is frozen, when and by whom, or still in progress."""
    if status != rules.FROZEN or frozen_on is None:
        return dict(rules.STATES)[rules.OPEN]
    if frozen_by:
        return _l("Frozen {day} by {name}", day=frozen_on, name=frozen_by)
    return _l("Frozen {day}", day=frozen_on)


def assessor_words(assessor: str, assessor_from: str) -> str:
    """Who made it and from where."""
    return ", ".join(part for part in (assessor, assessor_from) if part)
