"""The sentences of a contract of employment: its building blocks, by subject."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.core.codes import codes
from app.core.format import show_money
from app.core.text import LanguageText, Text, _l, _n, languages, literal
from app.employment.contracts import fixed_terms
from app.employment.contracts.term_fields import HOURS

Row = Mapping[str, Any]
Draft = tuple[Text, list[Text | None]]
"""A heading and its sentences, those that don't concern the contract being ``None``."""


@dataclass(frozen=True)
class Section:
    """A heading and the sentences below it."""

    heading: Text
    sentences: Sequence[Text]


def kept(found: Iterable[Draft]) -> list[Section]:
    """The sections that have content."""
    return [Section(title, said) for title, all_ in found if (said := [t for t in all_ if t])]


def rest(row: Row) -> list[Draft]:
    """What only some contracts have."""
    return [
        (_l("Agency work"), [_said(row["agency_user"])]),
        (_l("Work abroad"), [_said(row["abroad"])]),
        (_l("Other terms"), [_said(part) for part in row["other_terms"].split("\n\n")]),
    ]


def _said(words: str) -> Text | None:
    return literal(words) if words.strip() else None


def duration(row: Row) -> list[Text | None]:
    """From when to when, and the probation."""
    found: list[Text | None] = []
    amended = (row["version"] or 1) > 1
    if row["starts"]:
        found.append(
            _l("These terms hold from {day}.", day=row["starts"])
            if amended
            else _l("The work begins on {day}.", day=row["starts"])
        )
    if row["duration"] == "permanent":
        found.append(_l("The contract is permanent: it goes on until further notice."))
    elif row["duration"] == "fixed_term":
        found += _fixed_term(row)
    if row["probation_ends"]:
        found.append(
            _l(
                "Probation lasts until {day}. During it either party can end the contract at once, but "
                "not on an inappropriate ground.",
                day=row["probation_ends"],
            )
        )
    elif not amended:
        found.append(_l("There is no probation."))
    return found


def _fixed_term(row: Row) -> list[Text | None]:
    found: list[Text | None] = []
    if row["ends"]:
        found.append(_l("The contract is for a fixed term and ends on {day}.", day=row["ends"]))
    elif row["ends_when"]:
        found.append(
            _l(
                "The contract is for a fixed term and ends so: {event}.",
                event=row["ends_when"].rstrip("."),
            )
        )
    ground = codes("fixed_term_grounds").get(row["ground"])
    if row["ground"] == fixed_terms.NO_REASON:
        found.append(
            _l("It is made without a justified reason, as the first contract between the parties.")
        )
    elif row["ground"] == "long_term_unemployed":
        found.append(_l("It is made with a person who has long been unemployed."))
    elif ground and row["ground_detail"]:
        found.append(
            _l(
                "Ground of the fixed term: {ground} ({detail}).",
                ground=lowered(ground.names),
                detail=row["ground_detail"].rstrip("."),
            )
        )
    elif ground:
        found.append(_l("Ground of the fixed term: {ground}.", ground=lowered(ground.names)))
    return found


def lowered(names: Mapping[str, str]) -> LanguageText:
    """Names as they stand inside a sentence."""
    return {language: name[:1].lower() + name[1:] for language, name in names.items()}


def work(row: Row) -> list[Text | None]:
    """The job, its duties and its place."""
    return [
        _l("Job title: {title}.", title=dict(row["job_title"])) if row["job_title"] else None,
        _l("Main duties:\n{duties}", duties=dict(row["duties"])) if row["duties"] else None,
        _l("Place of work: {place}.", place=row["place"].rstrip(".")) if row["place"] else None,
    ]


def hours(row: Row) -> list[Text | None]:
    """The working time."""
    found: list[Text | None] = []
    if row["hours_kind"] == "variable":
        found += _variable(row)
    elif row["weekly_hours"] is not None:
        kind = dict(HOURS).get(row["hours_kind"])
        hours = row["weekly_hours"]
        found.append(
            _l("{kind}: {hours} hours a week.", kind=kind, hours=hours)
            if kind
            else _l("{hours} hours a week.", hours=hours)
        )
    # A range of hours has no average to balance to.
    varies = row["hours_kind"] == "variable"
    if row["hours_system"] == "average" and row["balancing_weeks"] and not varies:
        found.append(
            _l(
                "The hours balance to this on average in {weeks} weeks.",
                weeks=row["balancing_weeks"],
            )
        )
    elif row["hours_system"] == "period":
        found.append(
            _n(
                "Period-based working time is used; a period has {count} week.",
                "Period-based working time is used; a period has {count} weeks.",
                row["balancing_weeks"],
            )
            if row["balancing_weeks"]
            else _l("Period-based working time is used.")
        )
    if found:
        found.append(_l("The roster is given at least a week ahead."))
    return found


def hours_sentences(row: Row) -> list[Text]:
    """The working time in sentences."""
    return [sentence for sentence in hours(row) if sentence]


def _variable(row: Row) -> list[Text | None]:
    least, most = row["hours_least"], row["hours_most"]
    found: list[Text | None] = []
    if most is not None:
        found.append(
            _l("The hours vary: {least}–{most} hours a week.", least=least or Decimal(0), most=most)
        )
    if row["on_request"]:
        found.append(_l("The hours vary because the employee asked for it."))
    if row["hours_need"]:
        found.append(
            _l("When and how much work there is: {need}.", need=row["hours_need"].rstrip("."))
        )
    if row["hours_when"]:
        found.append(
            _l(
                "Days and times at which work can be given without asking each time: {when}.",
                when=row["hours_when"].rstrip("."),
            )
        )
    found.append(
        _l(
            "Work beyond the least hours always needs the employee's consent. If the employer cancels a shift less "
            "than 48 hours before it, the employee gets a reasonable compensation."
        )
    )
    return found


def pay_words(row: Row) -> Text | None:
    """The pay: ``14.20 € an hour``."""
    if row["pay"] is None:
        return None
    pay = {language: show_money(row["pay"], language) for language in languages()}
    if row["pay_kind"] == "monthly":
        return _l("{pay} a month", pay=pay)
    return _l("{pay} an hour", pay=pay)


def pay(row: Row) -> list[Text | None]:
    """The pay, and the collective agreement behind it."""
    pay = pay_words(row)
    name = agreement_name(row)
    return [
        _l("Pay when the work begins: {pay}.", pay=pay) if pay else None,
        _l("Pay group: {group}.", group=row["pay_group"].rstrip(".")) if row["pay_group"] else None,
        _l("Supplements: {supplements}.", supplements=row["supplements"].rstrip("."))
        if row["supplements"]
        else None,
        _l("Pay period and pay day: {day}.", day=row["pay_day"].rstrip("."))
        if row["pay_day"]
        else None,
        _l("Collective agreement: {name}.", name=name) if name else None,
    ]


def agreement_name(row: Row) -> LanguageText | str:
    """What the collective agreement is called, ``""`` when none is told."""
    if row["agreement"] == "other":
        return row["agreement_name"]
    found = codes("collective_agreements").get(row["agreement"])
    return dict(found.names) if found else ""


def leave(row: Row) -> Text | None:
    """The annual leave."""
    words: dict[str, Text] = {
        "act": _l(
            "As in the Annual Holidays Act: 2 weekdays of leave for each full month, and 2.5 weekdays when "
            "the employment has lasted a year by the end of March."
        ),
        "agreement": _l("As in the collective agreement."),
        "better": _l("Better than the Annual Holidays Act, as told in other terms."),
    }
    return words.get(row["leave"])


def notice(row: Row) -> list[Text | None]:
    """How the contract is ended by notice."""
    no_reason = row["ground"] == fixed_terms.NO_REASON
    if row["duration"] == "fixed_term" and not row["notice_allowed"] and not no_reason:
        return [_l("The fixed term ends by itself on its last day, and not by notice before it.")]
    found: list[Text | None] = []
    if row["duration"] == "fixed_term" and no_reason:
        found.append(_l("Either party can give notice once the contract has lasted six months."))
    elif row["duration"] == "fixed_term":
        found.append(_l("Either party can also end the fixed term by notice before its last day."))
    if row["notice"] == "agreed":
        ours, theirs = row["notice_employer"], row["notice_employee"]
        found.append(
            _n(
                "The employer's notice is {count} day.",
                "The employer's notice is {count} days.",
                ours,
            )
            if ours is not None
            else None
        )
        found.append(
            _n(
                "The employee's notice is {count} day.",
                "The employee's notice is {count} days.",
                theirs,
            )
            if theirs is not None
            else None
        )
    elif row["notice"] == "agreement":
        found.append(_l("The periods of notice are those of the collective agreement."))
    elif row["notice"] == "act":
        found.append(
            _l(
                "The periods of notice follow the Employment Contracts Act. The employer's is 14 days when "
                "the employment has lasted a year at most, then 1, 2, 4 or 6 months after 1, 4, 8 and 12 "
                "years. The employee's is 14 days, and a month after 5 years."
            )
        )
    return found


def insurance(row: Row) -> list[Text | None]:
    """Who gives occupational health care, and the insurers."""
    return [
        _l("Occupational health care: {who}.", who=row["occupational_health"].rstrip("."))
        if row["occupational_health"]
        else None,
        _l("Pension insurance: {who}.", who=row["pension_insurer"].rstrip("."))
        if row["pension_insurer"]
        else None,
        _l("Accident insurance: {who}.", who=row["accident_insurer"].rstrip("."))
        if row["accident_insurer"]
        else None,
    ]


def training_offer(row: Row) -> Text | None:
    """The training that is offered."""
    if not row["training"]:
        return None
    return _l(
        "{training}. Training that the law or an agreement obliges the employer to give is free and counts "
        "as working time.",
        training=row["training"].rstrip("."),
    )
