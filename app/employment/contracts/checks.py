"""What is unlawful or doubtful in an employment contract. Pure functions.

Contracts are rows by field name with real values. What is unlawful stops (``stops``), what is doubtful
is told as a warning. Each tells its source, and whether the rule itself should be checked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.core.text import Text, _l
from app.employment import law
from app.employment.contracts import fixed_terms
from app.employment.contracts.rules import EMPLOYMENT, USUAL_WEEK, agreed_hours
from app.employment.periods import ONE_DAY, last_day, length

Row = Mapping[str, Any]

WEEKS_IN_MONTH = Decimal(52) / 12
LEAST_HOUR, MOST_HOUR = Decimal(8), Decimal(80)
"""Euros: an hourly pay outside these is probably a slip of hours or pay; our own limits, not the law's."""
LEAST_MONTH = Decimal(200)
"""Euros: a smaller monthly pay is probably an hourly one."""
LONGEST_MONTH = 31


@dataclass(frozen=True)
class Finding:
    """Something that is wrong or doubtful about a contract.

    Attributes:
        field: where it is put right.
        words: what, and what to do.
        source: where the rule stands, ``None`` for plain sense.
        check: whether the rule itself is to be checked.
        stops: whether it is unlawful or impossible, and not only doubtful.
    """

    field: str
    words: Text
    source: Text | None = None
    check: bool = False
    stops: bool = True

    def told(self) -> Text:
        """The words with the source."""
        if self.source is None:
            return self.words
        if self.check:
            return _l("{words} ({source}; check)", words=self.words, source=self.source)
        return _l("{words} ({source})", words=self.words, source=self.source)


def findings(row: Row, others: Sequence[Row] = ()) -> list[Finding]:
    """Everything that is unlawful or doubtful; ``others`` are the person's other signed contracts."""
    if row.get("form") != EMPLOYMENT:
        return dates(row)
    return [
        *dates(row),
        *_fixed_term(row, others),
        *_probation(row, others),
        *_hours(row),
        *_pay(row),
        *_agreement(row),
        *_notice(row),
        *_together(row, others),
    ]


def dates(row: Row) -> list[Finding]:
    """What is impossible about the days of any contract."""
    starts, ends, last = row.get("starts"), row.get("ends"), row.get("last_day")
    found: list[Finding] = []
    if starts and ends and ends < starts:
        found.append(Finding("ends", _l("The contract ends before it begins. Check both days.")))
    if starts and last and last < starts:
        found.append(Finding("last_day", _l("The last day is before the work began.")))
    if last and ends and last > ends:
        found.append(
            Finding("last_day", _l("The fixed term ends before this day. Renew it first."))
        )
    if row.get("status") == "ended" and not (last or ends):
        found.append(Finding("last_day", _l("Give the last day of work.")))
    return found


def _fixed_term(row: Row, others: Sequence[Row]) -> Iterable[Finding]:
    if row.get("duration") != "fixed_term":
        return
    ground = law.ground(row.get("ground") or "")
    if ground is None:
        yield Finding(
            "ground",
            _l("A fixed term needs its ground. Without one the contract is permanent."),
            law.FIXED_TERM,
        )
        return
    starts = row.get("starts")
    if starts and starts < ground.valid_from:
        yield Finding(
            "ground",
            _l("This ground is in the law only from {day}.", day=ground.valid_from),
            law.FIXED_TERM,
        )
    source = law.LONG_UNEMPLOYED if ground.code.id == "long_term_unemployed" else law.FIXED_TERM
    if found := fixed_terms.too_long(_from_beginning(row, others)):
        words, check = found
        yield Finding("ends", words, source, check)
    if ground.code.id == fixed_terms.NO_REASON:
        clash = fixed_terms.no_reason_clash(row, _earlier(row, others))
        if any(each.get("ground") != fixed_terms.NO_REASON for each in _versions(row, others)):
            clash = _l(
                "The contract was first made otherwise, so it can't become a fixed term without a reason."
            )
        if clash:
            yield Finding("ground", clash, law.FIXED_TERM)
    elif not row.get("ground_detail"):
        yield Finding(
            "ground_detail",
            _l("Tell the ground in a few words, for example whom the substitute replaces."),
            law.FIXED_TERM,
            stops=False,
        )
    if ground.code.id == "project":
        yield Finding(
            "ground",
            _l("Funding for a limited time isn't a ground by itself, if the work goes on anyway."),
            law.FIXED_TERM,
            check=True,
            stops=False,
        )


def _versions(row: Row, others: Sequence[Row]) -> list[Row]:
    """The earlier versions of a contract: the one it amends, the one that amends, and so on."""
    by_id = {each.get("id"): each for each in others}
    found: list[Row] = []
    wanted = row.get("amends_id")
    while wanted in by_id and by_id[wanted] not in found:
        found.append(by_id[wanted])
        wanted = found[-1].get("amends_id")
    return found


def _earlier(row: Row, others: Sequence[Row]) -> list[Row]:
    """The other contracts of employment, without the earlier versions of this one."""
    versions = _versions(row, others)
    return [each for each in others if each not in versions and each.get("form") == EMPLOYMENT]


def _from_beginning(row: Row, others: Sequence[Row]) -> Row:
    """A contract as if it began when its first version did: an amendment is no new term."""
    begins = [each["starts"] for each in (row, *_versions(row, others)) if each.get("starts")]
    return {**row, "starts": min(begins)} if begins else row


def longest_probation(starts: date, ends: date | None) -> date | None:
    """The last day of the longest lawful probation; ``None`` where no rule is known.

    Employment Contracts Act 55/2001, chapter 1, section 4 (since 1.1.2017): six months, and in a fixed
    term half of it at most.
    """
    most, share = (
        law.rate("probation.max", starts),
        law.rate("probation.max_share_of_fixed_term", starts),
    )
    if not most:
        return None
    found = last_day(starts, int(most.number))
    if ends and share:
        half = int(length(starts, ends) * share.number / 100)
        found = min(found, starts + timedelta(days=half) - ONE_DAY)
    return found


def _probation(row: Row, others: Sequence[Row]) -> Iterable[Finding]:
    starts, until = _from_beginning(row, others).get("starts"), row.get("probation_ends")
    if not starts or not until:
        return
    rule = law.rate("probation.max", starts)
    check = rule is not None and rule.needs_check
    longest = longest_probation(starts, row.get("ends"))
    if until < starts:
        yield Finding("probation_ends", _l("The probation ends before the work begins."))
    elif longest and until > longest:
        yield Finding(
            "probation_ends",
            _l("The longest lawful probation here ends on {day}.", day=longest),
            law.PROBATION,
            check,
        )
    if row.get("duration") == "fixed_term" and not row.get("ends") and row.get("ends_when"):
        yield Finding(
            "probation_ends",
            _l(
                "Of a fixed term without a last day, probation can cover half of how long it lasts."
            ),
            law.PROBATION,
            check=True,
            stops=False,
        )
    if fixed_terms.chain(_earlier(row, others), starts):
        yield Finding(
            "probation_ends",
            _l(
                "The person already knows the work: a new probation is lawful only if the duties change."
            ),
            law.PROBATION,
            check=True,
            stops=False,
        )


def _hours(row: Row) -> Iterable[Finding]:
    kind, hours = row.get("hours_kind"), row.get("weekly_hours")
    starts = row.get("starts") or date.max
    week = law.rate("working_time.week", starts)
    check = week is not None and week.needs_check
    if kind == "variable":
        yield from _variable(row)
        return
    if hours is None:
        return
    if week and hours > week.number:
        yield Finding(
            "weekly_hours",
            _l("Regular working time is {hours} hours a week at most.", hours=week.number),
            law.WORKING_TIME,
            check,
        )
    whole = row.get("full_week") or USUAL_WEEK
    if kind == "part_time" and hours >= whole:
        yield Finding("weekly_hours", _l("This is full time. Choose full-time, or fewer hours."))
    if kind == "full_time" and hours < whole:
        yield Finding(
            "weekly_hours",
            _l(
                "Full time here is {hours} hours a week. Choose part-time, or check the full-time week "
                "of your collective agreement.",
                hours=whole,
            ),
            stops=False,
        )


def _variable(row: Row) -> Iterable[Finding]:
    least, most = row.get("hours_least"), row.get("hours_most")
    if least is not None and most is not None and least > most:
        yield Finding("hours_most", _l("The most hours are fewer than the least hours."))
    if least is not None and least == most:
        yield Finding("hours_most", _l("The hours don't vary. Choose part-time or full-time."))
    week = law.rate("working_time.week", row.get("starts") or date.max)
    if week and most is not None and most > week.number:
        yield Finding(
            "hours_most",
            _l("Regular working time is {hours} hours a week at most.", hours=week.number),
            law.WORKING_TIME,
            week.needs_check,
        )
    if not row.get("on_request"):
        yield Finding(
            "hours_kind",
            _l(
                "You may propose variable hours only if your need of labour really varies, and the least "
                "hours must be what you really need. You look at them again every year."
            ),
            law.VARIABLE,
            stops=False,
        )


def hourly_pay(row: Row) -> Decimal | None:
    """What an hour is paid in euros, from the monthly pay where that is agreed; ``None`` if unknown."""
    pay = row.get("pay")
    if pay is None:
        return None
    if row.get("pay_kind") != "monthly":
        return pay
    hours = row.get("weekly_hours")
    return pay / (hours * WEEKS_IN_MONTH) if hours else None


def _pay(row: Row) -> Iterable[Finding]:
    pay, kind = row.get("pay"), row.get("pay_kind")
    if pay is None:
        return
    if kind == "monthly" and row.get("hours_kind") == "variable":
        yield Finding(
            "pay_kind",
            _l("A monthly pay doesn't fit hours that vary. Agree on pay by the hour."),
            stops=False,
        )
    if kind == "monthly" and pay < LEAST_MONTH:
        yield Finding("pay_kind", _l("Is this pay for an hour? Then choose pay by the hour."))
        return
    if kind == "hourly" and pay > MOST_HOUR:
        yield Finding("pay_kind", _l("Is this pay for a month? Then choose pay by the month."))
        return
    hour = hourly_pay(row)
    if hour is not None and not LEAST_HOUR <= hour <= MOST_HOUR:
        yield Finding(
            "pay",
            _l(
                "The pay comes to {pay} € an hour. Check the pay or the weekly hours.",
                pay=hour.quantize(Decimal("0.01")),
            ),
        )


def _agreement(row: Row) -> Iterable[Finding]:
    code, starts = row.get("agreement"), row.get("starts")
    expired = law.agreement_expired(code, starts) if code and starts else None
    if expired:
        yield Finding(
            "agreement",
            _l(
                "As far as Kumppani knows, this collective agreement was valid until {day}. Check what "
                "holds now.",
                day=expired,
            ),
            check=True,
            stops=False,
        )
    if code == "other" and not row.get("agreement_name"):
        yield Finding("agreement_name", _l("Write the name of the collective agreement."))
    if code == "none":
        yield Finding(
            "agreement",
            _l("Check it: most fields of care have a generally binding collective agreement."),
            law.EQUAL_TREATMENT,
            check=True,
            stops=False,
        )


def _notice(row: Row) -> Iterable[Finding]:
    if row.get("notice") != "agreed":
        return
    ours, theirs = row.get("notice_employer"), row.get("notice_employee")
    most = law.rate("notice.max", row.get("starts") or date.max)
    if ours is not None and theirs is not None and theirs > ours:
        yield Finding(
            "notice_employee",
            _l("The employee's period of notice can't be longer than the employer's."),
            law.NOTICE,
            check=True,
        )
    for name, days in (("notice_employer", ours), ("notice_employee", theirs)):
        if most and days is not None and days > most.number * LONGEST_MONTH:
            yield Finding(
                name,
                _l("A period of notice is {count} months at most.", count=int(most.number)),
                law.NOTICE,
                most.needs_check,
            )


def _together(row: Row, others: Sequence[Row]) -> Iterable[Finding]:
    """Other contracts at the same time: together they can't be more than a full week."""
    if not row.get("starts"):
        return
    # What this one goes on from gives way to it when it is signed.
    followed = row.get("follows_id")
    beside = [
        each for each in _earlier(row, others) if each.get("id") != followed and _meet(row, each)
    ]
    if not beside:
        return
    week = law.rate("working_time.week", row["starts"])
    total = sum((agreed_hours(each) for each in (row, *beside)), Decimal(0))
    field = "hours_most" if row.get("hours_kind") == "variable" else "weekly_hours"
    if week and total > week.number:
        yield Finding(
            field,
            _l(
                "With the other contract in force at the same time the week has {total} hours; {hours} is "
                "the most.",
                total=total,
                hours=week.number,
            ),
            law.WORKING_TIME,
            week.needs_check,
        )
    else:
        yield Finding(
            "starts",
            _l("Another contract is in force at the same time. Should this be an amendment to it?"),
            stops=False,
        )


def _meet(one: Row, other: Row) -> bool:
    return fixed_terms.first_day(one) <= fixed_terms.last_day(other) and fixed_terms.first_day(
        other
    ) <= fixed_terms.last_day(one)


def stops(found: Iterable[Finding]) -> dict[str, Text]:
    """The words of what is unlawful, by field."""
    return {each.field: each.told() for each in reversed(list(found)) if each.stops}
