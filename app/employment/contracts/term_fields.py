"""The terms that a job template fills in and a contract agrees on, each field described once."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapped

from app.core.field import Group, described
from app.core.text import _l
from app.core.value import Choice, Money, Number, PlainText, Whole, Words, YesNo
from app.employment.contracts import rules

HOURS = (
    ("full_time", _l("Full time")),
    ("part_time", _l("Part time")),
    ("variable", _l("Variable hours")),
)
SYSTEMS = (
    ("general", _l("Ordinary working time")),
    ("average", _l("Averaged over a balancing period")),
    ("period", _l("Period-based work of care")),
)
PAY_KINDS = (("hourly", _l("For an hour")), ("monthly", _l("For a month")))
LEAVES = (
    ("act", _l("As in the Annual Holidays Act")),
    ("agreement", _l("As in the collective agreement")),
    ("better", _l("Better than the law, as told below")),
)
NOTICES = (
    ("act", _l("As in the Employment Contracts Act")),
    ("agreement", _l("As in the collective agreement")),
    ("agreed", _l("As agreed here")),
)

JOB = Group("job", _l("The work"))
HOURS_GROUP = Group("hours", _l("Working time"))
PAY = Group("pay", _l("Pay"))
TERMS = Group("terms", _l("Leave, notice and insurance"))
OTHER = Group("other", _l("Other terms"), more=True)


def employed(values: Mapping[str, Any]) -> bool:
    """Whether it is a contract of employment."""
    return values.get("form", rules.EMPLOYMENT) == rules.EMPLOYMENT


def _set_hours(values: Mapping[str, Any]) -> bool:
    return employed(values) and values.get("hours_kind") in {"full_time", "part_time"}


def varying(values: Mapping[str, Any]) -> bool:
    """Whether its hours vary."""
    return employed(values) and values.get("hours_kind") == "variable"


def _agreed_notice(values: Mapping[str, Any]) -> bool:
    return employed(values) and values.get("notice") == "agreed"


class Terms:
    """The terms that a template fills in and a contract agrees on."""

    job_title: Mapped[dict[str, str]] = described(
        Words(80), _l("Job title"), group=JOB, searched=True
    )
    duties: Mapped[dict[str, str]] = described(
        Words(1500, long=True),
        _l("Main duties"),
        help=_l("A few lines. One on each line is easy to read."),
        group=JOB,
        searched=True,
    )
    place: Mapped[str] = described(
        PlainText(200),
        _l("Place of work"),
        help=_l(
            "An address; or on which grounds the place varies, for example clients' homes in Liperi."
        ),
        group=JOB,
    )
    hours_kind: Mapped[str] = described(
        Choice(options=HOURS), _l("Working time"), group=HOURS_GROUP, shown_when=employed
    )
    weekly_hours: Mapped[Decimal | None] = described(
        Number(), _l("Hours a week"), group=HOURS_GROUP, shown_when=_set_hours
    )
    full_week: Mapped[Decimal | None] = described(
        Number(),
        _l("Full-time week"),
        help=_l("Hours, as in your collective agreement; 40 is the most that the law allows."),
        group=HOURS_GROUP,
        shown_when=employed,
    )
    hours_least: Mapped[Decimal | None] = described(
        Number(), _l("Least hours a week"), group=HOURS_GROUP, shown_when=varying
    )
    hours_most: Mapped[Decimal | None] = described(
        Number(), _l("Most hours a week"), group=HOURS_GROUP, shown_when=varying
    )
    on_request: Mapped[bool] = described(
        YesNo(),
        _l("The employee asked for variable hours"),
        group=HOURS_GROUP,
        shown_when=varying,
    )
    hours_need: Mapped[str] = described(
        PlainText(300, long=True),
        _l("When and how much work there is"),
        help=_l("For example 10–20 hours a week, more when others are on holiday."),
        group=HOURS_GROUP,
        shown_when=varying,
    )
    hours_when: Mapped[str] = described(
        PlainText(160),
        _l("When work can be given without asking"),
        help=_l("Weekdays and times, for example Monday to Friday 8–16."),
        group=HOURS_GROUP,
        shown_when=varying,
    )
    hours_system: Mapped[str] = described(
        Choice(options=SYSTEMS), _l("How hours are counted"), group=HOURS_GROUP, shown_when=employed
    )
    balancing_weeks: Mapped[int | None] = described(
        Whole(1, 52),
        _l("Balancing period in weeks"),
        help=_l("Hours may vary by week when they balance in this time."),
        group=HOURS_GROUP,
        shown_when=lambda values: (
            employed(values) and values.get("hours_system") in {"average", "period"}
        ),
    )
    pay_kind: Mapped[str] = described(
        Choice(options=PAY_KINDS), _l("Pay is agreed"), group=PAY, shown_when=employed
    )
    pay: Mapped[Decimal | None] = described(Money(), _l("Pay"), group=PAY, shown_when=employed)
    supplements: Mapped[str] = described(
        PlainText(300, long=True),
        _l("Supplements"),
        help=_l(
            "For example evening, Saturday and Sunday supplements as in the collective agreement."
        ),
        group=PAY,
        shown_when=employed,
    )
    pay_day: Mapped[str] = described(
        PlainText(80),
        _l("Pay period and pay day"),
        help=_l("For example monthly, on the 15th."),
        group=PAY,
        shown_when=employed,
    )
    agreement: Mapped[str] = described(
        Choice("collective_agreements"), _l("Collective agreement"), group=PAY, shown_when=employed
    )
    agreement_name: Mapped[str] = described(
        PlainText(120),
        _l("Name of the collective agreement"),
        group=PAY,
        shown_when=lambda values: employed(values) and values.get("agreement") == "other",
    )
    pay_group: Mapped[str] = described(
        PlainText(80),
        _l("Pay group in the collective agreement"),
        group=PAY,
        shown_when=employed,
    )
    leave: Mapped[str] = described(
        Choice(options=LEAVES), _l("Annual leave"), group=TERMS, shown_when=employed
    )
    notice: Mapped[str] = described(
        Choice(options=NOTICES), _l("Period of notice"), group=TERMS, shown_when=employed
    )
    notice_employer: Mapped[int | None] = described(
        Whole(0, 400), _l("Employer's notice in days"), group=TERMS, shown_when=_agreed_notice
    )
    notice_employee: Mapped[int | None] = described(
        Whole(0, 400), _l("Employee's notice in days"), group=TERMS, shown_when=_agreed_notice
    )
    occupational_health: Mapped[str] = described(
        PlainText(120),
        _l("Occupational health care"),
        help=_l("Who gives it. An employer arranges it for each employee."),
        group=TERMS,
        shown_when=employed,
    )
    pension_insurer: Mapped[str] = described(
        PlainText(80), _l("Pension insurer"), group=TERMS, shown_when=employed
    )
    accident_insurer: Mapped[str] = described(PlainText(80), _l("Accident insurer"), group=TERMS)
    training: Mapped[str] = described(
        PlainText(300, long=True),
        _l("Training that we offer"),
        help=_l("Training that the law or an agreement obliges us to is free and counts as work."),
        group=TERMS,
    )
    other_terms: Mapped[str] = described(PlainText(3000, long=True), _l("Other terms"), group=OTHER)
    agency_user: Mapped[str] = described(
        PlainText(120),
        _l("User enterprise of agency work"),
        help=_l("Only if the work is done for another enterprise: its name and place."),
        group=OTHER,
        shown_when=employed,
    )
    abroad: Mapped[str] = described(
        PlainText(400, long=True),
        _l("Work abroad for a month or more"),
        help=_l("Only then: how long, where, in which currency, allowances and the way home."),
        group=OTHER,
        shown_when=employed,
    )


STARTS: Mapping[str, Any] = {
    "hours_system": "general",
    "full_week": rules.USUAL_WEEK,
    "leave": "act",
    "notice": "act",
}
"""What new terms begin with."""
