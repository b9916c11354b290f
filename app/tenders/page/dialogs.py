"""What is asked about a tender: its own days, that it was handed in, what became of it."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core import editing
from app.core.field import Field, fields_of, row_field
from app.core.holiday import public_holidays
from app.core.record import today
from app.core.text import _l
from app.core.value import Choice, Day
from app.tenders import actions, rules, states
from app.tenders.records import Tender
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office


class OwnDaysDialog(AskDialog):
    """Suggests own days before the deadline; each that is kept becomes a task."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        tender = office.ask(lambda session: _tender(session, record_id))
        day = today()
        deadline = tender.deadline or day
        holidays = public_holidays(range(day.year, deadline.year + 1))
        starts = {
            own.key: own.day for own in rules.own_days(day, tender.questions_by, deadline, holidays)
        }
        agreed = office.ask(
            lambda session: {
                key: task.due for key, task in actions.agreed_days(session, record_id).items()
            }
        )
        starts |= {key: due for key, due in agreed.items() if due and due <= deadline}
        fields: list[Field] = [row_field(key, Day(), words) for key, words in rules.OWN_DAYS]
        if not tender.questions_by:
            fields = [field for field in fields if field.name != "questions"]
        super().__init__(
            parent,
            office,
            _l("Own days before the deadline"),
            _l("These are tasks already. A new day moves the task.")
            if agreed
            else _l("A suggestion. Change the days, and empty those that you don’t need."),
            fields,
            lambda session, values: actions.agree_days(session, record_id, values),
            do=_l("Make tasks of these"),
            starts=starts,
        )


class HandInDialog(AskDialog):
    """Asks when a tender was handed in, and at which price."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        tender = office.ask(lambda session: _tender(session, record_id))
        fields = fields_of(Tender)
        super().__init__(
            parent,
            office,
            _l("Note that it was handed in"),
            _l("Keep the receipt and what you sent as files of this tender."),
            [replace(fields["submitted_on"], required=True), fields["price"]],
            lambda session, values: actions.hand_in(session, record_id, values),
            do=_l("It was handed in"),
            starts={"submitted_on": tender.submitted_on or today(), "price": tender.price},
        )


class OutcomeDialog(AskDialog):
    """Asks what became of a tender and what was learned."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        tender = office.ask(lambda session: _tender(session, record_id))
        fields = fields_of(Tender)
        ended = tuple(
            (code, words)
            for code, words in states.OUTCOMES
            if code in {states.WON, states.LOST, states.CANCELLED}
        )
        known = dict(ended)
        super().__init__(
            parent,
            office,
            _l("Note the outcome"),
            _l("Write it down also when you lost: the buyer’s comparison teaches the most."),
            [
                row_field("outcome", Choice(options=ended), fields["outcome"].label, required=True),
                fields["decided_by_buyer_on"],
                fields["comparison"],
                fields["lessons"],
            ],
            lambda session, values: actions.conclude(session, record_id, values),
            do=_l("Keep the outcome"),
            starts={
                "outcome": tender.outcome if tender.outcome in known else "",
                "decided_by_buyer_on": tender.decided_by_buyer_on,
                "comparison": tender.comparison,
                "lessons": tender.lessons,
            },
        )


def _tender(session: Session, record_id: str) -> Tender:
    return editing.find(session, Tender, record_id)
