"""What is true of certificates: who may get one, its states, what stays. Pure functions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from app.certification.assessments.rules import FROZEN, Result
from app.certification.assessments.wording import percent_words
from app.certification.schemes.rules import SchemeContent
from app.core.brand import Tone
from app.core.text import Text, _l, _n

VALID, SUSPENDED, WITHDRAWN, REPLACED = "valid", "suspended", "withdrawn", "replaced"
STATES = (
    (VALID, _l("Valid")),
    (SUSPENDED, _l("Suspended")),
    (WITHDRAWN, _l("Withdrawn")),
    (REPLACED, _l("Renewed")),
)
UNSIGNED, FORGED = "unsigned", "forged"
UNPROVEN: dict[str, tuple[Text, Tone]] = {
    UNSIGNED: (_l("Waits for the signature"), "watch"),
    FORGED: (_l("Wrong signature"), "bad"),
}
"""How one of the network stands that says it is valid without its signature proving it; never stored."""
REMIND_MONTHS = (6, 3, 1)
"""How many months before its end a certificate is brought up, each time more urgently."""
URGENCY_TONES: dict[int, Tone] = {6: "plain", 3: "watch", 1: "bad"}
"""How urgent that is."""
FREE = frozenset({"status", "status_on", "reason"})
"""What may change of a granted certificate."""


def grant_problems(
    scheme: SchemeContent,
    assessment: Mapping[str, Any],
    result: Result,
    last_peer: date | None,
    day: date,
) -> list[Text]:
    """Why a certificate can't be granted by the scheme's rule; empty when it can.

    ``assessment`` are its values; ``last_peer`` is the day of the last frozen peer or external assessment
    of the same subject by this scheme, ``None`` when there is none.
    """
    found: list[Text] = []
    if not scheme.certificate:
        return [_l("No certificates are granted by this scheme.")]
    if assessment["status"] != FROZEN:
        found.append(_l("Freeze the assessment first: a certificate rests on what can't change."))
    if scheme.rank(assessment["target"]) < scheme.rank(scheme.certificate_level):
        level = next((e.name for e in scheme.levels if e.key == scheme.certificate_level), {})
        found.append(_l("Assess at the level “{level}” at least.", level=level))
    if result.short:
        first, _why = result.short[0]
        found.append(
            _n(
                "{count} required criterion isn't met: {criterion}",
                "{count} required criteria aren't met, the first of them: {criterion}",
                len(result.short),
                criterion=first.text,
            )
        )
    percent = result.total.percent
    if percent is None or percent < scheme.pass_percent:
        found.append(
            _l(
                "The score is {score}, and at least {needed} is needed.",
                score=percent_words(percent or 0),
                needed=percent_words(scheme.pass_percent),
            )
        )
    if scheme.peer_months and (
        last_peer is None or last_peer < day - relativedelta(months=scheme.peer_months)
    ):
        found.append(
            _l(
                "A peer review or an external audit of the last {months} months is needed.",
                months=scheme.peer_months,
            )
        )
    return found


def state(status: str, valid_from: date, valid_to: date, day: date) -> tuple[Text, Tone]:
    """How a certificate stands on a day, in words with a tone."""
    if status in UNPROVEN:
        return UNPROVEN[status]
    words = dict(STATES).get(status, STATES[0][1])
    if status == SUSPENDED:
        return words, "watch"
    if status != VALID:
        return words, "plain"
    if valid_to < day:
        return _l("Has expired"), "bad"
    if valid_from > day:
        return _l("Begins {day}", day=valid_from), "main"
    if urgency(valid_to, day) is not None:
        return _l("Ends {day}", day=valid_to), "watch"
    return words, "good"


def counts(status: str, valid_from: date, valid_to: date, day: date) -> bool:
    """Whether a certificate is valid on a day, so that its mark may be shown."""
    return status == VALID and valid_from <= day <= valid_to


def urgency(valid_to: date, day: date) -> int | None:
    """Within how many months of :data:`REMIND_MONTHS` a certificate ends; ``None`` when it isn't soon."""
    soon = [months for months in REMIND_MONTHS if valid_to <= day + relativedelta(months=months)]
    return min(soon) if soon else None


def last_day(valid_from: date, months: int) -> date:
    """The last day of a certificate that is valid for some months."""
    return valid_from + relativedelta(months=months, days=-1)


def may_become(status: str, wanted: str) -> bool:
    """Whether a certificate may go from one state to another: what is withdrawn stays so."""
    return wanted in {
        VALID: {SUSPENDED, WITHDRAWN, REPLACED},
        SUSPENDED: {VALID, WITHDRAWN, REPLACED},
    }.get(status, set())


def changed_content(values: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Text]:
    """What of a granted certificate can't change, and which states don't follow each other, by field."""
    if before is None:
        return {}
    found = {
        name: _l("A granted certificate stays as it is. Withdraw it and grant a new one.")
        for name, value in values.items()
        if name not in FREE and value != before[name]
    }
    wanted = values["status"]
    if wanted != before["status"] and not may_become(before["status"], wanted):
        found["status"] = _l("What was withdrawn or renewed can't be taken into use again.")
    if wanted in {SUSPENDED, WITHDRAWN} and not values["reason"]:
        found["reason"] = _l("Write why.")
    return found


def latest_begin(day: date, earlier: date | None) -> date:
    """The latest day on which a certificate that is granted on a day may begin.

    Its mark is shown from the day when it is granted, so it begins then at the latest, or when it renews
    a valid one on the day after that one ends.
    """
    if earlier is None or earlier < day:
        return day
    return min(earlier + relativedelta(days=1), day + relativedelta(months=max(REMIND_MONTHS)))


def short_fingerprint(fingerprint: str) -> str:
    """The beginning of a fingerprint in groups of four, to be compared by eye."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, 16, 4)).upper()
