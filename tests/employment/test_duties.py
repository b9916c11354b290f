"""The employer's duties: the whole list at once, marked in order, looked at again in time."""

from datetime import date, timedelta

import pytest

from app.core import editing
from app.core.codes import codes
from app.core.fault import InvalidFields, Refusal
from app.core.store import Store
from app.employment.duties import actions, rules
from app.employment.duties.records import EmployerDuty
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.employment.duties.actions.today", lambda: TODAY)


def test_the_whole_list_is_taken_into_use_once(store: Store) -> None:
    store.write(lambda s: editing.add(s, EmployerDuty, {"duty": "risk", "state": "done"}))
    store.write(actions.take_into_use)
    with store.read() as session:
        duties = session.query(EmployerDuty).all()
    assert sorted(duty.duty for duty in duties) == sorted(
        code.id for code in codes("employer_duties")
    )
    with pytest.raises(Refusal):
        store.write(actions.take_into_use)


def test_a_duty_in_order_comes_again_when_its_time_is_full(demo: Store) -> None:
    with demo.read() as session:
        risk = session.query(EmployerDuty).filter_by(duty="risk").one().id
        roster = session.query(EmployerDuty).filter_by(duty="roster").one().id
    for duty in (risk, roster):
        demo.write(lambda s, duty=duty: actions.put_in_order(s, duty))
    with demo.read() as session:
        assert session.get(EmployerDuty, risk).renew_on == date(2027, 11, 23)
        assert session.get(EmployerDuty, roster).renew_on is None
        soon = date(2027, 11, 23) - timedelta(days=rules.REMIND_DAYS)
        assert risk in {m.record_id for m in actions.matters(session, soon)}
        before = {m.record_id for m in actions.matters(session, soon - timedelta(days=1))}
        assert risk not in before


def test_open_duties_are_told_only_to_one_who_employs(store: Store, demo: Store) -> None:
    with demo.read() as session:
        told = [m.title.say("fi") for m in actions.matters(session, TODAY)]
    assert "4 työnantajan velvoitetta tekemättä" in told


def test_a_duty_needs_a_name_and_sensible_days(store: Store) -> None:
    with pytest.raises(InvalidFields):
        store.write(lambda s: editing.add(s, EmployerDuty, {}))
    assert rules.problems({"own_name": "Avaimet", "done_on": TODAY, "renew_on": TODAY}) == {}
    assert "renew_on" in rules.problems(
        {"own_name": "Avaimet", "done_on": TODAY, "renew_on": TODAY - timedelta(days=1)}
    )
