"""Agreements without pay in words: with volunteers, and with students who train here."""

from app.core.text import Text, _l
from app.employment.contracts.sentences import Draft, Row, insurance, rest, work


def volunteering(row: Row) -> list[Draft]:
    """What is agreed with a volunteer."""
    return [
        (_l("What you do"), work(row)),
        (_l("How long"), _duration(row)),
        (
            _l("What we promise"),
            [
                _l(
                    "You get an induction, somebody to ask, and thanks. You may say no to any task."
                ),
                _l(
                    "Agreed costs are paid against receipts. No pay is paid: this isn't employment."
                ),
                *insurance({**row, "occupational_health": "", "pension_insurer": ""}),
            ],
        ),
        (
            _l("What you promise"),
            [
                _l("What you learn about people stays with you, also afterwards."),
                _l("You tell us in time if you can't come, and at once if something worries you."),
                _l("Either of us can end this at any time."),
            ],
        ),
        *rest(row),
    ]


def training(row: Row) -> list[Draft]:
    """What is agreed with a student who trains here."""
    return [
        (_l("What is learnt and done"), work(row)),
        (_l("How long"), _duration(row)),
        (
            _l("What we agree"),
            [
                _l("The student isn't employed: the work is part of the studies and guided by us."),
                _l("The student doesn't work alone in tasks that need a qualification."),
                _l("Secrecy holds during the training and after it."),
                *insurance({**row, "occupational_health": "", "pension_insurer": ""}),
            ],
        ),
        *rest(row),
    ]


def _duration(row: Row) -> list[Text | None]:
    if row["starts"] and row["ends"]:
        return [_l("From {starts} to {ends}.", starts=row["starts"], ends=row["ends"])]
    return [_l("From {starts} on.", starts=row["starts"])] if row["starts"] else []
