"""What is seen of one person's month: the hours in parts, and where the leave stands."""

from PySide6.QtWidgets import QWidget

from app.core.format import show_minutes, show_number
from app.core.text import _l
from app.employment import law
from app.employment.hours import wording
from app.employment.hours.actions import PersonMonth
from app.employment.hours.leave import Earned, Leave
from app.employment.hours.records import WORK
from app.ui.language import Wording
from app.ui.widgets import Banner, Facts, Part, TwoLines, label, small


def hours_part(month: PersonMonth, *, over: bool) -> QWidget:
    """The hours of a month in parts, what was agreed, and the balance when the month is over."""
    worked = month.worked
    facts: list[tuple[Wording, Wording | QWidget]] = []
    if worked.visits:
        facts.append((_l("Visits"), _minutes(worked.visits)))
    if worked.travel:
        facts.append((_l("Travel"), _minutes(worked.travel)))
    facts += [
        (words, _minutes(month.by_work[work])) for work, words in WORK if month.by_work.get(work)
    ]
    facts.append((_l("Total"), label(_minutes(worked.total), "strong")))
    if month.agreed:
        agreed = month.agreed
        facts.append((_l("Agreed"), lambda: wording.agreed_words(agreed)))
    if month.away:
        away = month.away
        facts.append((_l("Absences"), lambda: wording.signed_minutes(-away)))
    if over and month.due and not month.unrecorded:
        facts.append((_l("Balance"), label(balance_words(month), "strong")))
    if worked.kilometres:
        kilometres = worked.kilometres
        facts.append((_l("Kilometres"), lambda: show_number(kilometres)))
    return Part(_l("Working hours"), Facts(facts))


def balance_words(month: PersonMonth) -> Wording:
    """The balance of a month; or that no hours are kept, or that variable ones are as agreed."""
    balance = month.balance
    if month.unrecorded:
        return _l("no hours noted")
    if balance is None:
        return _l("as agreed")
    return lambda: wording.signed_minutes(balance)


def leave_part(leave: Leave) -> QWidget:
    """Leave earned, used and left, how it comes about, and whether the rule is to be checked."""
    if any(each.time_off for each in leave.every):
        return _time_off_part(leave)
    facts: list[tuple[Wording, Wording | QWidget]] = []
    if leave.now:
        facts.append((_l("Earned"), _earned(leave.now)))
    if leave.now or leave.used:
        facts.append((_l("Used"), wording.days_words(leave.used)))
        facts.append((_l("Left"), label(wording.days_words(leave.left), "strong")))
    if leave.planned:
        facts.append((_l("Noted ahead"), wording.days_words(leave.planned)))
    facts += [(_l("Next season"), _earned(each)) for each in leave.coming]
    return Part(_l("Annual leave"), Facts(facts), *_notes(leave))


def _time_off_part(leave: Leave) -> QWidget:
    facts: list[tuple[Wording, Wording | QWidget]] = [
        (_l("Earned"), _earned(each)) for each in leave.every
    ]
    facts.append((_l("Used"), wording.days_words(leave.used)))
    words = _l(
        "So few hours bring no annual leave but, for those who wish, time off. It is paid as holiday "
        "compensation."
    )
    return Part(_l("Time off instead of leave"), Facts(facts), small(words), *_notes(leave))


def _earned(earned: Earned) -> QWidget:
    return TwoLines(wording.days_words(earned.days), lambda: wording.earned_words(earned))


def _minutes(minutes: int) -> Wording:
    return lambda: show_minutes(minutes)


def _notes(leave: Leave) -> list[QWidget]:
    found: list[QWidget] = []
    if months := wording.doubtful(leave):
        found.append(Banner(lambda: wording.doubtful_words(months), "watch"))
    if not leave.by_act:
        words = _l(
            "The contract promises other terms of leave: this is the least that the law gives."
        )
        found.append(small(words))
    if leave.needs_check:
        found.append(small(_l("Source: {law}. Check what holds now.", law=law.LEAVE)))
    return found
