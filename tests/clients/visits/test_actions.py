"""Visits planned, moved, repeated, done and cancelled, on a real encrypted store."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from app.clients import actions as clients
from app.clients.agreements.records import Agreement
from app.clients.records import Client
from app.clients.visits import actions
from app.clients.visits.records import Absence, Visit
from app.core import editing, search
from app.core.fault import InvalidFields, Refusal
from app.core.record import now
from app.core.store import Store
from app.exchange.calendar import calendar_file
from app.services.records import ServiceProduct
from tests.conftest import TODAY

TUESDAY = TODAY + timedelta(days=1)
SUNDAY = TODAY + timedelta(days=6)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("actions", "records"):
        monkeypatch.setattr(f"app.clients.visits.{module}.today", lambda: TODAY)


def named(store: Store, record: type, code: str) -> str:
    with store.read() as session:
        return session.query(record).filter_by(code=code).one().id


def visit(store: Store, **values: object) -> str:
    made = {
        "client_id": named(store, Client, "A001"),
        "service_id": named(store, ServiceProduct, "ARKI"),
        "worker": "Maija Nevalainen",
        "day": TODAY,
        "start": 600,
        "minutes": 60,
        **values,
    }
    return store.write(lambda s: editing.add(s, Visit, made)).result


def found(store: Store, visit_id: str) -> Visit:
    with store.read() as session:
        return session.get_one(Visit, visit_id)


def test_the_calendar_holds_the_days_asked_for_in_order(demo: Store) -> None:
    with demo.read() as session:
        week = actions.calendar(session, TODAY, TODAY + timedelta(days=6))
        days = [(slot.day, slot.begins) for slot in week.slots]
        assert days == sorted(days)
        assert {slot.client["fi"] for slot in week.slots} >= {"Mäkelä Aino", "Korhonen Eino"}
        one = actions.calendar(session, TODAY, TODAY + timedelta(days=6), worker="Sari Kärkkäinen")
        assert {slot.client["fi"] for slot in one.slots} == {"Korhonen Eino"}


def test_collisions_are_found_also_with_visits_that_a_filter_hides(demo: Store) -> None:
    clash = visit(demo, day=TUESDAY, start=570, client_id=named(demo, Client, "A011"))
    with demo.read() as session:
        shown = actions.calendar(session, TUESDAY, TUESDAY, client_id=named(demo, Client, "A011"))
    assert [slot.id for slot in shown.slots] == [clash]
    words = [str(each) for each in shown.troubles[clash]]
    assert "Maija Nevalainen: kaksi käyntiä samaan aikaan." in words
    assert "Mikään sopimus ei kata tätä palvelua käyntipäivänä." in words


def test_an_absence_marks_the_visits_in_it(demo: Store) -> None:
    values = {"worker": "maija nevalainen", "first": TUESDAY, "last": TUESDAY}
    demo.write(lambda s: editing.add(s, Absence, values))
    with demo.read() as session:
        shown = actions.calendar(session, TUESDAY, TUESDAY)
    assert any("poissa" in str(words) for each in shown.troubles.values() for words in each)


def test_more_than_agreed_in_the_week_is_told(demo: Store) -> None:
    extra = visit(demo, day=TUESDAY + timedelta(days=3), what="Arkisin klo 8–18")
    with demo.read() as session:
        shown = actions.calendar(session, TUESDAY, TUESDAY + timedelta(days=4))
    assert "Tämä ylittää sovitun määrän." in [str(each) for each in shown.troubles[extra]]
    within = next(slot for slot in shown.slots if slot.day == TUESDAY)
    assert within.id not in shown.troubles


def test_moving_keeps_the_rest_and_can_be_undone(demo: Store) -> None:
    made = visit(demo)
    demo.write(lambda s: actions.move(s, made, TUESDAY, 615, "Jukka Timonen"))
    moved = found(demo, made)
    assert (moved.day, moved.start, moved.worker, moved.minutes) == (
        TUESDAY,
        615,
        "Jukka Timonen",
        60,
    )
    demo.undo()
    assert (found(demo, made).day, found(demo, made).worker) == (TODAY, "Maija Nevalainen")
    with pytest.raises(InvalidFields):
        demo.write(lambda s: actions.move(s, made, TODAY, 23 * 60 + 45, None))


def test_the_day_is_finished_at_once_and_taken_back_at_once(demo: Store) -> None:
    first, second = visit(demo), visit(demo, start=800)
    demo.write(lambda s: actions.finish_day(s, TODAY))
    assert found(demo, first).status == found(demo, second).status == "done"
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.finish_day(s, TODAY))
    demo.undo()
    assert found(demo, first).status == found(demo, second).status == "planned"
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.finish_day(s, TUESDAY))


def test_only_the_chosen_workers_day_is_finished(demo: Store) -> None:
    own, other = visit(demo), visit(demo, worker="Jukka Timonen", start=800)
    demo.write(lambda s: actions.finish_day(s, TODAY, "Jukka Timonen"))
    assert (found(demo, own).status, found(demo, other).status) == ("planned", "done")


def test_a_visit_still_to_come_cannot_be_done(demo: Store) -> None:
    made = visit(demo, day=TUESDAY)
    with pytest.raises(InvalidFields):
        demo.write(lambda s: actions.mark_done(s, [made]))


def test_cancelling_keeps_the_reason_and_whether_it_is_charged(demo: Store) -> None:
    made = visit(demo)
    demo.write(lambda s: actions.cancel(s, made, "client_late", charged=True))
    gone = found(demo, made)
    assert (gone.status, gone.cancel_reason, gone.charged) == ("cancelled", "client_late", True)
    demo.write(lambda s: actions.plan_again(s, made))
    back = found(demo, made)
    assert (back.status, back.cancel_reason, back.charged) == ("planned", "", False)


def test_repeating_leaves_public_holidays_out_and_one_undo_takes_all_back(demo: Store) -> None:
    made = visit(demo, day=date(2026, 12, 4))  # Fridays: 25 December and 1 January are holidays
    demo.write(lambda s: actions.repeat(s, made, 1, date(2027, 1, 15), skip_holidays=True))
    series = found(demo, made).series
    with demo.read() as session:
        days = sorted(v.day for v in session.query(Visit).filter_by(series=series))
    fridays = [date(2026, 12, 4), date(2026, 12, 11), date(2026, 12, 18)]
    assert days == [*fridays, date(2027, 1, 8), date(2027, 1, 15)]
    demo.undo()
    with demo.read() as session:
        left = session.query(Visit).filter_by(series=series, deleted_at=None).count()
    assert left == 0
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.repeat(s, made, 1, date(2026, 12, 5), skip_holidays=True))


def test_the_rest_of_a_series_goes_and_what_is_before_stays(demo: Store) -> None:
    made = visit(demo)
    demo.write(
        lambda s: actions.repeat(s, made, 1, TODAY + timedelta(weeks=4), skip_holidays=False)
    )
    with demo.read() as session:
        series = session.get(Visit, made).series
        third = (
            session.query(Visit).filter_by(series=series, day=TODAY + timedelta(weeks=2)).one().id
        )
    demo.write(lambda s: actions.drop_rest(s, third))
    with demo.read() as session:
        left = session.query(Visit).filter_by(series=series, deleted_at=None)
        assert sorted(v.day for v in left) == [TODAY, TODAY + timedelta(weeks=1)]
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.drop_rest(s, visit(demo, series="")))


def test_a_client_or_service_with_open_visits_is_not_removed(demo: Store) -> None:
    lonely = demo.write(lambda s: editing.add(s, Client, {"family_name": "Uusi"})).result
    made = visit(demo, client_id=lonely)
    with pytest.raises(Refusal) as refused:
        demo.write(lambda s: editing.remove(s, Client, [lonely]))
    assert "Uusi" in str(refused.value)
    demo.write(lambda s: actions.cancel(s, made, "us", charged=False))
    demo.write(lambda s: editing.remove(s, Client, [lonely]))


def test_merging_takes_the_visits_along(demo: Store) -> None:
    lonely = demo.write(lambda s: editing.add(s, Client, {"family_name": "Uusi"})).result
    made = visit(demo, client_id=lonely)
    keep = named(demo, Client, "A011")
    demo.write(lambda s: clients.merge(s, keep, lonely))
    assert found(demo, made).client_id == keep
    demo.undo()
    assert found(demo, made).client_id == lonely


def test_what_waits_and_the_figure(demo: Store) -> None:
    visit(demo, day=TODAY - timedelta(days=3))
    visit(demo, worker="Sari Kärkkäinen")
    with demo.read() as session:
        waiting = [str(matter.title) for matter in actions.matters(session, TODAY)]
        numbers = [str(figure.value) for figure in actions.figures(session, TODAY)]
    assert waiting[0] == "1 käynti merkitsemättä"
    assert any(title.startswith("Klo 10.00: Mäkelä") for title in waiting)
    with demo.read() as session:
        today_ = [m for m in actions.matters(session, TODAY) if m.due == TODAY]
    assert [matter.tone for matter in today_] == ["watch", "watch"]
    assert numbers == ["0 / 2"]


def test_the_calendar_file_tells_no_names_unless_asked(demo: Store) -> None:
    with demo.read() as session:
        slots = actions.slots(session, TODAY, TODAY + timedelta(days=6))
    bare = calendar_file(actions.calendar_events(slots, names=False), "Käynnit", now())
    assert b"kel" not in bare.lower().replace(b"karkkainen", b"")
    events = Calendar.from_ical(bare).walk("VEVENT")
    assert len(events) == len(slots)
    assert {str(event["summary"]) for event in events} == {"Käynti"}
    first = next(e for e in events if str(e["uid"]) == slots[0].id)
    assert first["dtstart"].dt.hour * 60 + first["dtstart"].dt.minute == slots[0].start
    assert str(first["dtstart"].dt.tzinfo) == "Europe/Helsinki"
    told = calendar_file(actions.calendar_events(slots, names=True), "Käynnit", now())
    summaries = {str(e["summary"]) for e in Calendar.from_ical(told).walk("VEVENT")}
    assert any("Mäkelä Aino" in words for words in summaries)


def test_it_is_found_by_client_and_worker(demo: Store) -> None:
    with demo.read() as session:
        assert search.find(session, "mäkelä nevalainen", ["visit"])


def test_visits_belong_to_the_agreement_of_their_day(demo: Store) -> None:
    with demo.read() as session:
        agreement = session.query(Agreement).filter_by(code="S-0002/2").one()
        lines = actions.agreed(session, [agreement.client_id or ""])
        versions = {(line.agreement_id, line.starts) for line in lines}
    assert (agreement.id, agreement.starts) in versions
    assert len({line.agreement_id for line in lines}) == 3


def test_a_trouble_late_in_a_full_day_stands_before_what_is_in_order(demo: Store) -> None:
    service, client = named(demo, ServiceProduct, "ARKI"), named(demo, Client, "A011")
    line = {"id": "x", "service_id": service, "price": "32.00", "unit": "hour", "vat": "standard"}
    agreed = {
        "client_id": client,
        "lines": [line],
        "funding": [{"id": "y", "way": "self_pay"}],
        "starts": SUNDAY,
        "status": "in_force",
    }
    demo.write(lambda s: editing.add(s, Agreement, agreed))
    for number in range(40):
        visit(
            demo,
            client_id=client,
            worker=f"Tekijä {number}",
            start=number * 10,
            minutes=10,
            day=SUNDAY,
        )
    late = visit(demo, client_id=client, worker="Poissa Oleva", start=900, day=SUNDAY)
    away = {"worker": "Poissa Oleva", "first": SUNDAY, "last": SUNDAY}
    demo.write(lambda s: editing.add(s, Absence, away))
    with demo.read() as session:
        found = [m for m in actions.matters(session, SUNDAY) if m.due == SUNDAY]
    assert len(found) == actions.MOST_TODAY
    assert [m.tone for m in found] == ["watch", *["plain"] * (actions.MOST_TODAY - 1)]
    assert found[0].record_id == late
