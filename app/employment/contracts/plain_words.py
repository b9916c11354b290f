"""A contract in plain language: short sentences to "you", for somebody who reads little of the language."""

from decimal import Decimal

from app.core.text import LanguageText, Text, _l
from app.employment.contracts.sentences import Draft, Row, Section, kept, lowered, pay_words


def plain(row: Row, employer: LanguageText) -> list[Section]:
    """The contract in plain language, for somebody who reads little Finnish: short sentences to "you"."""
    found: list[Draft] = [
        (
            _l("Your work"),
            [
                _l("You work for {employer}.", employer=employer),
                _l("Your job is {title}.", title=lowered(row["job_title"]))
                if row["job_title"]
                else None,
                _l("You work here: {place}.", place=row["place"].rstrip("."))
                if row["place"]
                else None,
            ],
        ),
        (_l("How long"), _plain_duration(row)),
        (_l("Your hours"), _plain_hours(row)),
        (_l("Your pay"), _plain_pay(row)),
        (
            _l("When you are ill"),
            [
                _l(
                    "Call your employer before your work begins. Ask whether you need a certificate."
                ),
                _l("Occupational health care: {who}.", who=row["occupational_health"].rstrip("."))
                if row["occupational_health"]
                else None,
            ],
        ),
        (
            _l("Your rights"),
            [
                _l("You get paid annual leave. You may belong to a trade union."),
                _l("You have the same rights as others here, whatever your language or country."),
                _l("You may ask anything about this contract before you sign it."),
            ],
        ),
    ]
    return kept(found)


def _plain_duration(row: Row) -> list[Text | None]:
    found: list[Text | None] = []
    if row["starts"]:
        found.append(_l("Your work begins on {day}.", day=row["starts"]))
    if row["duration"] == "permanent":
        found.append(_l("Your job is permanent. It has no last day."))
    elif row["ends"]:
        found.append(_l("Your last day of work is {day}.", day=row["ends"]))
    elif row["ends_when"]:
        found.append(_l("Your job ends so: {event}.", event=row["ends_when"].rstrip(".")))
    if row["probation_ends"]:
        found.append(
            _l(
                "You and your employer try each other until {day}. Until then either can end the job at "
                "once.",
                day=row["probation_ends"],
            )
        )
    return found


def _plain_hours(row: Row) -> list[Text | None]:
    if row["hours_kind"] == "variable":
        most = row["hours_most"]
        if most is None:
            return []
        return [
            _l(
                "You work {least}–{most} hours a week.",
                least=row["hours_least"] or Decimal(0),
                most=most,
            ),
            _l("You may say no to more than the least hours."),
        ]
    hours = row["weekly_hours"]
    return [_l("You work {hours} hours a week.", hours=hours)] if hours is not None else []


def _plain_pay(row: Row) -> list[Text | None]:
    pay = pay_words(row)
    return [
        _l("Your pay is {pay} before tax.", pay=pay) if pay else None,
        _l("Pay day: {day}.", day=row["pay_day"].rstrip(".")) if row["pay_day"] else None,
        _l("You get a pay slip each time. Give your tax card to your employer.") if pay else None,
    ]
