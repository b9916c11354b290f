"""A month from visits, hours by hand and contracts to the payroll, on a real encrypted store."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import event

from app.clients.visits.records import Absence, Visit
from app.core import editing
from app.core.fault import InvalidFields, Missing, Refusal
from app.core.store import Store
from app.core.text import speaking
from app.employment.hours import actions
from app.employment.hours.actions import Month, PersonMonth
from app.employment.hours.files import write_hours
from app.employment.hours.rules import Agreed
from app.employment.people.records import Person
from tests.conftest import TODAY
from tests.employment.hours.data import contract, hours, person, visit

MONTH = date(2026, 2, 1)
NAME = "Tiina Testaaja"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("employment.hours.actions", "clients.visits.records"):
        monkeypatch.setattr(f"app.{module}.today", lambda: TODAY)


def month(store: Store, day: date = MONTH) -> Month:
    with store.read() as session:
        return actions.month(session, day)


def only(store: Store, day: date = MONTH) -> PersonMonth:
    (found,) = month(store, day).people
    return found


def test_nobody_gives_an_empty_month(store: Store) -> None:
    found = month(store)
    assert (found.first, found.last) == (MONTH, date(2026, 2, 28))
    assert not found.people
    assert not found.troubles
    assert found.worked.total == found.leave_days == 0


def test_a_month_has_visits_that_were_made_their_travel_and_hours_by_hand(store: Store) -> None:
    who = person(store)
    contract(store, who)
    visit(store, NAME, date(2026, 2, 1), travel_minutes=15, kilometres=Decimal("7.5"))
    visit(store, f" {NAME.lower()} ", date(2026, 2, 28), minutes=90, kilometres=Decimal("2.5"))
    visit(store, NAME, date(2026, 2, 3), status="planned")
    visit(store, NAME, date(2026, 2, 3), status="cancelled", cancel_reason="client_late")
    visit(store, NAME, date(2026, 1, 31))
    visit(store, NAME, date(2026, 3, 1))
    gone = visit(store, NAME, date(2026, 2, 4))
    store.write(lambda s: editing.change(s, Visit, gone, {"status": "planned"}))
    store.write(
        lambda s: editing.change(s, Visit, gone, {"status": "cancelled", "cancel_reason": "us"})
    )
    hours(store, who, date(2026, 2, 2), 120)
    hours(store, who, date(2026, 2, 10), 30, "meeting")
    hours(store, who, date(2026, 3, 2), 999)
    found = only(store)
    assert found.name == "Testaaja Tiina"
    assert (found.worked.visits, found.worked.travel, found.worked.other) == (150, 15, 150)
    assert found.worked.total == 315
    assert found.worked.kilometres == Decimal("10.0")
    assert found.by_work == {"office": 120, "meeting": 30}
    assert found.agreed == Agreed(140 * 60, 140 * 60)
    assert found.balance == 315 - 140 * 60
    assert not month(store).troubles
    assert month(store).worked == found.worked


def test_days_away_take_what_is_owed_and_leave_is_counted_by_month(store: Store) -> None:
    who = person(store)
    contract(store, who)
    hours(store, who, date(2026, 2, 20), 60)
    done = store.write(lambda s: actions.note_leave(s, who, date(2026, 1, 26), date(2026, 2, 7)))
    assert "12 lomapäivä" in str(done.words) or "12 days" in str(done.words)
    found = only(store)
    assert found.leave_days == 6
    assert found.away == 35 * 60
    assert found.balance == 60 - 105 * 60
    assert month(store).leave_days == 6
    assert only(store, date(2026, 1, 5)).leave_days == 6
    store.write(
        lambda s: actions.note_leave(s, who, date(2026, 2, 2), date(2026, 2, 13), "training")
    )
    found = only(store)
    assert found.leave_days == 6
    assert found.away == 70 * 60


def test_no_balance_is_told_where_no_hours_are_kept(store: Store) -> None:
    who = person(store)
    contract(store, who)
    found = only(store)
    assert found.unrecorded
    assert found.balance is None
    store.write(lambda s: actions.note_leave(s, who, date(2026, 2, 1), date(2026, 2, 28)))
    found = only(store)
    assert not found.unrecorded
    assert found.balance == 0


def test_contracts_count_in_the_months_in_which_they_are_in_force(store: Store) -> None:
    who = person(store)
    ended = contract(
        store, who, status="ended", starts=date(2026, 1, 1), last_day=date(2026, 2, 14),
        duration="fixed_term", ground="substitute", ground_detail="sijaisuus", ends=date(2026, 2, 28),
        end_reason="other",
    )  # fmt: skip
    assert ended
    assert only(store).agreed == Agreed(70 * 60, 70 * 60)
    assert not month(store, date(2026, 3, 1)).people
    assert not month(store, date(2025, 12, 1)).people
    draft = person(store, "Toinen", "Teppo")
    contract(store, draft, status="draft", signed_on=None)
    volunteer = person(store, "Vapaa", "Venla", role="volunteer")
    hours(store, volunteer, date(2026, 2, 2), 60)
    assert [each.name for each in month(store).people] == ["Testaaja Tiina", "Vapaa Venla"]
    assert month(store).people[1].agreed is None
    assert month(store).people[1].balance is None


def test_what_belongs_to_nobody_is_told(store: Store) -> None:
    who = person(store)
    hours(store, who, date(2026, 2, 2), 60)
    unknown = visit(store, "Sirpa Sijainen", date(2026, 2, 3))
    visit(store, "Sirpa Sijainen", date(2026, 2, 4))
    nameless = visit(store, "", date(2026, 2, 5))
    untimed = visit(store, NAME, date(2026, 2, 6), minutes=None)
    with speaking("en"):
        found = month(store)
        told = {str(each.words): each for each in found.troubles}
    one = told["Hours of Sirpa Sijainen: nobody of that name among the people"]
    assert one.kind == "visit"
    assert store_worker(store, one.record_id) == "Sirpa Sijainen"
    assert unknown
    assert told["Visits that were done, without a worker"].record_id == nameless
    assert told[f"{NAME}: 1 visit without its duration"].record_id == untimed
    assert len(told) == 3
    assert [each.name for each in found.people] == ["Testaaja Tiina"]


def store_worker(store: Store, visit_id: str) -> str:
    with store.read() as session:
        return session.get(Visit, visit_id).worker


def test_somebody_in_the_bin_keeps_hours_but_not_the_name(store: Store) -> None:
    who = person(store)
    hours(store, who, date(2026, 2, 2), 60)
    visit(store, NAME, date(2026, 2, 3))
    store.write(lambda s: editing.remove(s, Person, [who]))
    found = month(store)
    assert [each.worked.total for each in found.people] == [60]
    assert len(found.troubles) == 1


def test_a_month_takes_few_questions_however_many_people(store: Store) -> None:
    for number in range(6):
        who = person(store, f"Nimi{number}")
        contract(store, who)
        hours(store, who, date(2026, 2, 2), 60)
        visit(store, f"Tiina Nimi{number}", date(2026, 2, 3))
    asked: list[str] = []
    with store.read() as session:
        bind = session.get_bind()

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement != "BEGIN":
                asked.append(statement)

        event.listen(bind, "before_cursor_execute", note)
        assert len(actions.month(session, MONTH).people) == 6
        event.remove(bind, "before_cursor_execute", note)
    assert len(asked) == 5


def test_leave_of_a_person_by_contract_and_by_records(store: Store) -> None:
    who = person(store)
    assert leave_of(store, who) is None
    contract(store, who)
    found = leave_of(store, who, date(2026, 10, 31))
    assert (found.earned, found.used, found.left, found.ahead) == (30, 0, 30, 18)
    store.write(lambda s: actions.note_leave(s, who, date(2026, 7, 6), date(2026, 7, 25)))
    store.write(lambda s: actions.note_leave(s, who, date(2026, 7, 20), date(2026, 7, 26)))
    store.write(lambda s: actions.note_leave(s, who, date(2026, 12, 28), date(2026, 12, 28)))
    found = leave_of(store, who, date(2026, 10, 31))
    assert (found.used, found.planned, found.left) == (18, 1, 12)
    for number in range(5):
        visit(store, NAME, date(2026, 3, 2) + timedelta(days=number), travel_minutes=10)
    hours(store, who, date(2026, 3, 2), 60)
    found = leave_of(store, who, date(2026, 10, 31))
    assert found.now.full_months == 11
    assert found.now.doubtful == (date(2026, 3, 1),)


def leave_of(store: Store, who: str, day: date = TODAY) -> object:
    with store.read() as session:
        return actions.leave_of(session, who, day)


def test_part_time_leave_by_recorded_hours_of_all_kinds(store: Store) -> None:
    who = person(store)
    contract(store, who, hours_kind="part_time", weekly_hours=Decimal(6), starts=date(2026, 1, 1))
    assert leave_of(store, who, date(2026, 2, 28)).coming[0].time_off
    visit(store, NAME, date(2026, 2, 2), minutes=10 * 60, travel_minutes=60)
    visit(store, NAME, date(2026, 2, 3), minutes=12 * 60)
    hours(store, who, date(2026, 2, 3), 12 * 60)
    found = leave_of(store, who, date(2026, 2, 28))
    (earned,) = found.coming
    assert (earned.time_off, earned.full_months, earned.days) == (False, 1, 2)


def test_leave_is_noted_as_an_absence_of_the_calendar(store: Store) -> None:
    who = person(store, calendar_name="Tintti")
    made = store.write(lambda s: actions.note_leave(s, who, date(2026, 7, 1), date(2026, 7, 2)))
    with store.read() as session:
        absence = session.get(Absence, made.result)
        assert (absence.worker, absence.reason) == ("Tintti", "annual_leave")
    other = store.write(
        lambda s: actions.note_leave(s, who, date(2026, 8, 3), date(2026, 8, 3), "other")
    )
    assert "Testaaja Tiina" in str(other.words)
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda s: actions.note_leave(s, who, date(2026, 7, 2), date(2026, 7, 1)))
    assert "last" in fault.value.problems
    with pytest.raises(Missing):
        store.write(lambda s: actions.note_leave(s, "nobody", date(2026, 7, 2), date(2026, 7, 2)))


def test_the_persons_page_tells_what_is_left(store: Store) -> None:
    who = person(store)
    with store.read() as session:
        assert not list(actions.about(session, "person", who))
        assert not list(actions.about(session, "client", who))
    contract(store, who)
    with store.read() as session, speaking("en"):
        (fact,) = actions.about(session, "person", who)
        assert (str(fact.label), str(fact.value)) == ("Annual leave left", "30 days")
    store.write(lambda s: actions.note_leave(s, who, date(2026, 6, 1), date(2026, 7, 31)))
    with store.read() as session, speaking("en"):
        (fact,) = actions.about(session, "person", who)
        assert str(fact.value).endswith("days, taken ahead")
    few = person(store, "Vähä", "Ville")
    contract(store, few, hours_kind="part_time", weekly_hours=Decimal(5))
    with store.read() as session:
        assert not list(actions.about(session, "person", few))


def test_the_file_for_the_payroll(store: Store, tmp_path: Path) -> None:
    who = person(store)
    contract(store, who)
    visit(store, NAME, date(2026, 2, 3), minutes=100, travel_minutes=20, kilometres=Decimal("7.5"))
    hours(store, who, date(2026, 2, 4), 480)
    store.write(lambda s: actions.note_leave(s, who, date(2026, 2, 9), date(2026, 2, 14)))
    other = person(store, "Vaihteleva", "Ville")
    contract(
        store, other, hours_kind="variable", weekly_hours=None, hours_least=Decimal(7),
        hours_most=Decimal(14), on_request=True, hours_need="Vaihtelee", hours_when="ma-pe 8-16",
    )  # fmt: skip
    hours(store, other, date(2026, 2, 4), 30 * 60 // 2)
    with store.read() as session, speaking("en"):
        book = write_hours(session, MONTH, tmp_path / "h.xlsx")
        text = write_hours(session, MONTH, tmp_path / "h.csv")
        with pytest.raises(Refusal):
            write_hours(session, MONTH, tmp_path / "h.pdf")
        with pytest.raises(Refusal):
            write_hours(session, MONTH, tmp_path / "missing" / "h.csv")
    rows = list(openpyxl.load_workbook(book).active.iter_rows(values_only=True))
    assert rows[0][:4] == ("Name", "Month", "Visits, h", "Travel, h")
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Name"] == "Testaaja Tiina"
    assert first["Month"] == "2026-02"
    assert first["Visits, h"] == pytest.approx(1.67)
    assert first["Travel, h"] == pytest.approx(0.33)
    assert (first["Other work, h"], first["Total, h"]) == (8, 10)
    assert (first["Agreed, h"], first["Absences, h"], first["Balance, h"]) == (140, 35, -95)
    assert (first["Kilometres"], first["Days of annual leave"]) == (7.5, 6)
    second = dict(zip(rows[0], rows[2], strict=True))
    assert (second["Agreed, h"], second["Agreed at most, h"]) == (28, 56)
    assert second["Balance, h"] == -13
    with text.open(encoding="utf-8-sig") as file:
        assert [row[0] for row in csv.reader(file)] == [
            "Name",
            "Testaaja Tiina",
            "Vaihteleva Ville",
        ]
    assert not list(tmp_path.glob(".*"))
