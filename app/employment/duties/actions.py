"""What can be done with the employer's duties."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.codes import codes
from app.core.fault import Refusal
from app.core.record import today
from app.core.room import Matter
from app.core.text import _l, _n
from app.employment.contracts.records import Contract
from app.employment.duties import rules
from app.employment.duties.records import EmployerDuty

MOST_MATTERS = 20


def take_into_use(session: Session) -> Changes:
    """Add every duty of the list that isn't here yet.

    Raises:
        Refusal: all of them are.
    """
    known = set(session.scalars(select(EmployerDuty.duty).where(EmployerDuty.deleted_at.is_(None))))
    wanted = [code.id for code in codes("employer_duties") if code.id not in known]
    if not wanted:
        raise Refusal(_l("The whole list is in use already."))
    made = [editing.add(session, EmployerDuty, {"duty": code}).result for code in wanted]
    return Changes(_n("Added {count} duty", "Added {count} duties", len(made)), made[0])


def put_in_order(session: Session, duty_id: str) -> Changes:
    """Note that a duty is in order today, and when it is looked at again."""
    duty = editing.find(session, EmployerDuty, duty_id)
    code = codes("employer_duties").get(duty.duty)
    again = rules.next_look(today(), code.extra.get("renew_months", "") if code else "")
    editing.change(
        session, EmployerDuty, duty_id, {"state": "done", "done_on": today(), "renew_on": again}
    )
    return Changes(_l("“{title}” is in order", title=dict(duty.title())), duty_id)


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Duties to look at again; and, when somebody is employed, how many are still open."""
    again = session.scalars(
        select(EmployerDuty)
        .where(
            EmployerDuty.deleted_at.is_(None),
            EmployerDuty.state == "done",
            EmployerDuty.renew_on <= day + timedelta(days=rules.REMIND_DAYS),
        )
        .order_by(EmployerDuty.renew_on)
        .limit(MOST_MATTERS)
    )
    for duty in again:
        assert duty.renew_on
        yield Matter(
            kind="employer_duty",
            record_id=duty.id,
            title=_l("Employer's duty to be looked at: {name}", name=dict(duty.title())),
            advice=_l("See that it still holds, and mark it in order."),
            due=duty.renew_on,
            tone="bad" if duty.renew_on < day else "watch",
        )
    number, first = session.execute(
        select(func.count(), func.min(EmployerDuty.id)).where(
            EmployerDuty.deleted_at.is_(None), EmployerDuty.state == "open"
        )
    ).one()
    employs = session.scalar(
        select(Contract.id)
        .where(Contract.deleted_at.is_(None), Contract.status == "in_force")
        .limit(1)
    )
    if number and employs:
        yield Matter(
            kind="employer_duty",
            record_id=first,
            title=_n(
                "{count} employer's duty is open", "{count} employer's duties are open", number
            ),
            advice=_l("Go through the list, and mark what is in order."),
        )
