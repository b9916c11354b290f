"""Notices and tenders on a real encrypted store."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.agenda.tasks import actions as tasks
from app.core import editing
from app.core.fault import InvalidFields, Refusal
from app.core.store import Store
from app.core.text import set_language
from app.exchange.calendar import calendar_file
from app.exchange.importing import apply, plan
from app.exchange.sheets import read_sheet
from app.organisation.records import Organisation
from app.sync.kinds import SHARED
from app.tenders import actions, bid_calendar, checklist, matches, states, waiting
from app.tenders.page.watch_desk import add_example
from app.tenders.records import Tender, TenderNotice, TenderWatch
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets import notes
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("app.tenders.actions", "app.tenders.records", "app.core.editing"):
        monkeypatch.setattr(f"{module}.today", lambda: TODAY)


def made(store: Store, record: Any, **values: Any) -> str:
    return store.write(lambda session: editing.add(session, record, values)).result


def got(store: Store, record: Any, record_id: str) -> Any:
    with store.read() as session:
        return editing.find(session, record, record_id)


def notice(store: Store, **values: Any) -> str:
    facts = {"name": "Kotihoito", "number": "2026-000001", "cpv": ["85312400-3"], **values}
    return made(store, TenderNotice, **facts)


def watch(store: Store, **values: Any) -> str:
    facts = {"name": "Koti", "cpv": ["85312000-9"], "days_before": 10, **values}
    return made(store, TenderWatch, **facts)


def tender(store: Store, **values: Any) -> str:
    return made(store, Tender, **{"name": "Kotihoito", **values})


# Watches and notices


def test_whether_a_watch_finds_a_notice_follows_every_change_and_undo(store: Store) -> None:
    found = notice(store)
    assert not got(store, TenderNotice, found).matched
    kept = watch(store)
    assert got(store, TenderNotice, found).matched
    store.undo()
    assert not got(store, TenderNotice, found).matched
    store.redo()
    assert got(store, TenderNotice, found).matched
    store.write(lambda s: editing.change(s, TenderWatch, kept, {"active": False}))
    assert not got(store, TenderNotice, found).matched
    store.write(lambda s: editing.change(s, TenderWatch, kept, {"active": True}))
    store.write(lambda s: editing.change(s, TenderNotice, found, {"cpv": ["90910000-9"]}))
    assert not got(store, TenderNotice, found).matched
    store.write(lambda s: editing.change(s, TenderNotice, found, {"cpv": ["85312400-3"]}))
    store.write(lambda s: editing.remove(s, TenderWatch, [kept]))
    assert not got(store, TenderNotice, found).matched


def test_a_watch_for_nothing_is_refused(store: Store) -> None:
    with pytest.raises(InvalidFields) as refused:
        made(store, TenderWatch, name="Tyhjä")
    assert set(refused.value.problems) == {"words"}
    with pytest.raises(InvalidFields):
        watch(store, least_value=Decimal(2), most_value=Decimal(1))


def test_days_in_the_wrong_order_are_refused(store: Store) -> None:
    with pytest.raises(InvalidFields) as refused:
        notice(store, questions_by=date(2027, 1, 2), deadline=date(2027, 1, 1))
    assert set(refused.value.problems) == {"questions_by"}
    with pytest.raises(InvalidFields) as refused:
        notice(store, deadline_at=720)
    assert set(refused.value.problems) == {"deadline"}


def test_a_notice_with_a_known_number_is_brought_up_to_date(store: Store) -> None:
    first = notice(store, state=states.LOOKED_AT, buyer="Siun sote")
    values = {"name": "Kotihoito, korjaus", "number": "2026-000001", "deadline": TODAY, "buyer": ""}
    again = store.write(lambda s: actions.take_in(s, values)).result
    assert again == first
    kept = got(store, TenderNotice, first)
    assert (kept.name, kept.deadline) == ("Kotihoito, korjaus", TODAY)
    assert (kept.state, kept.buyer) == (states.LOOKED_AT, "Siun sote")  # as it was
    other = store.write(lambda s: actions.take_in(s, {**values, "number": "2026-000002"})).result
    assert other != first


def test_a_spreadsheet_of_notices_is_imported_and_matched(store: Store, tmp_path: Path) -> None:
    watch(store)
    notice(store)
    path = tmp_path / "ilmoitukset.csv"
    path.write_text(
        "Number of the notice;What is bought;CPV codes;Tenders by\n"
        "2026-000001;Kotihoito, uusi;85312400;12.1.2027\n"
        "2026-000009;Kotiapu;85312400-3, 98513310-8;\n",
        encoding="utf-8",
    )
    set_language("en")

    def work(session: Any) -> Any:
        planned = plan(session, TenderNotice, read_sheet(path))
        assert not planned.problems
        assert (len(planned.new), len(planned.changed)) == (1, 1)
        return apply(session, planned)

    store.write(work)
    with store.read() as session:
        kept = session.query(TenderNotice).order_by(TenderNotice.number).all()
        assert [(each.number, each.matched) for each in kept] == [
            ("2026-000001", True),
            ("2026-000009", True),
        ]
        assert kept[0].deadline == date(2027, 1, 12)
        assert kept[1].cpv == ["85312400-3", "98513310-8"]
        why = matches.found_by(session, kept[0])[0]
        assert why.match.cpv == ("85312400-3",)


def test_a_deadline_is_brought_up_as_long_before_as_the_watch_says(store: Store) -> None:
    deadline = TODAY + timedelta(days=10)
    found = notice(store, deadline=deadline)
    watch(store)

    def told(on: date) -> list[str]:
        with store.read() as session:
            return [each.record_id for each in waiting.matters(session, on)]

    assert told(TODAY) == [found]
    assert told(deadline) == [found]
    assert told(TODAY - timedelta(days=1)) == []
    assert told(deadline + timedelta(days=1)) == []
    store.write(lambda s: actions.pass_over(s, found))
    assert told(TODAY) == []


# Tenders


def test_a_tender_begins_from_its_notice_once(store: Store) -> None:
    deadline = TODAY + timedelta(days=30)
    found = notice(store, buyer="Siun sote", value=Decimal(5), deadline=deadline, deadline_at=720)
    new = store.write(lambda s: actions.make_tender(s, found)).result
    kept = got(store, Tender, new)
    assert (kept.name, kept.buyer, kept.value) == ("Kotihoito", "Siun sote", Decimal(5))
    assert (kept.deadline, kept.deadline_at, kept.notice_id) == (deadline, 720, found)
    assert kept.code == f"TARJ-{TODAY.year}-001"
    assert got(store, TenderNotice, found).state == states.TENDERED
    with pytest.raises(Refusal):
        store.write(lambda s: actions.make_tender(s, found))
    store.undo()
    assert got(store, TenderNotice, found).state == states.NEW


def test_a_corrected_notice_moves_the_days_of_its_tender(store: Store) -> None:
    deadline = TODAY + timedelta(days=30)
    found = notice(store, deadline=deadline, deadline_at=720)
    new = store.write(lambda s: actions.make_tender(s, found)).result

    def moved() -> bool:
        return actions.moved(got(store, Tender, new), got(store, TenderNotice, found))

    assert not moved()
    later = {"number": "2026-000001", "name": "Kotihoito", "deadline": deadline + timedelta(days=7)}
    store.write(lambda s: actions.take_in(s, later))
    assert moved()
    store.write(lambda s: actions.take_days(s, new))
    kept = got(store, Tender, new)
    assert (kept.deadline, kept.deadline_at) == (deadline + timedelta(days=7), 720)
    assert not moved()
    store.write(lambda s: editing.change(s, Tender, new, {"questions_by": TODAY}))
    assert not moved()  # what the notice doesn't tell is the tender's own


def test_the_example_of_a_watch_finds_care_at_home(store: Store) -> None:
    found = notice(store)
    kept = store.write(add_example).result
    assert got(store, TenderNotice, found).matched
    assert got(store, TenderWatch, kept).days_before == 14


def test_the_checklist_is_a_worksheet_that_is_begun_once_and_counted(store: Store) -> None:
    new = tender(store, deadline=date(2027, 1, 12), deadline_at=720)
    with store.read() as session:
        assert checklist.progress(session, editing.find(session, Tender, new)) is None
    sheet = store.write(lambda s: checklist.open_for(s, new)).result
    assert store.write(lambda s: checklist.open_for(s, new)).result == sheet
    with store.read() as session:
        content = sheets.content(session, sheet)
        assert content.values["deadline"] == "2027-01-12T12:00"
        assert content.values["notice"] == "Kotihoito"
        before = checklist.progress(session, editing.find(session, Tender, new))
        point = content.of("suitability")[0].id
    assert before
    assert (before.sheet_id, before.done) == (sheet, 0)
    store.write(lambda s: notes.tick(s, point, done=True))
    with store.read() as session:
        after = checklist.progress(session, editing.find(session, Tender, new))
    assert after
    assert (after.done, after.total) == (1, before.total)


def test_the_decision_keeps_its_scores_and_day(store: Store) -> None:
    new = tender(store)
    rows = [{"id": "a", "question": "fits", "score": 4, "note": "Ydintämme"}]
    values = {"weighed": rows, "decision": states.GO, "reason": "Osaamme tämän"}
    store.write(lambda s: actions.decide(s, new, values))
    kept = got(store, Tender, new)
    assert (kept.decision, kept.decided_on, kept.weighed) == (states.GO, TODAY, rows)
    store.write(lambda s: actions.decide(s, new, {**values, "decision": states.UNDECIDED}))
    assert got(store, Tender, new).decided_on is None


def test_handed_in_and_decided_and_looked_back_on(store: Store) -> None:
    new = tender(store)
    with pytest.raises(InvalidFields) as refused:
        store.write(lambda s: actions.conclude(s, new, {"outcome": states.WON}))
    assert set(refused.value.problems) == {"submitted_on"}
    handed = {"submitted_on": TODAY, "price": Decimal(100)}
    store.write(lambda s: actions.hand_in(s, new, handed))
    assert got(store, Tender, new).outcome == states.SUBMITTED
    early = {"outcome": states.LOST, "decided_by_buyer_on": TODAY - timedelta(days=1)}
    with pytest.raises(InvalidFields):
        store.write(lambda s: actions.conclude(s, new, early))
    lesson = {"outcome": states.LOST, "decided_by_buyer_on": TODAY, "lessons": "Aloitetaan ajoissa"}
    store.write(lambda s: actions.conclude(s, new, lesson))
    with store.read() as session:
        assert [each.id for each in actions.with_lessons(session)] == [new]
        record = actions.track_record(session)
    assert (record.won, record.decided) == (0, 1)
    copy = store.write(lambda s: editing.duplicate(s, Tender, new)).result
    fresh = got(store, Tender, copy)
    assert (fresh.outcome, fresh.lessons, fresh.submitted_on) == (states.PREPARED, "", None)


def test_a_consortium_begins_with_the_own_organisation_in_the_lead(demo: Store) -> None:
    new = tender(demo)
    demo.write(lambda s: actions.begin_consortium(s, new))
    with demo.read() as session:
        kept = editing.find(session, Tender, new)
        own = session.query(Organisation).filter_by(own=True).one()
        rows = actions.rows_of(kept, "consortium")
        assert [(row["organisation_id"], row["role"]) for row in rows] == [(own.id, states.LEAD)]
        assert actions.member_names(session, rows, "en") == [own.name["en"]]
        assert len(actions.lacks(session, kept)) == 2  # its ESPD and its papers
    with pytest.raises(Refusal):
        demo.write(lambda s: actions.begin_consortium(s, new))


def test_own_days_become_tasks_of_the_tender(store: Store) -> None:
    new = tender(store, responsible="Marja", deadline=TODAY + timedelta(days=20))
    with pytest.raises(Refusal):
        store.write(lambda s: actions.agree_days(s, new, {"read": None}))
    days = {"read": TODAY + timedelta(days=2), "price": None, "hand_in": TODAY + timedelta(days=19)}
    store.write(lambda s: actions.agree_days(s, new, days))
    with store.read() as session:
        found = tasks.of_source(session, "tender", new)
        assert [(task.who, task.due) for task in found] == [
            ("Marja", days["read"]),
            ("Marja", days["hand_in"]),
        ]


def test_what_waits_with_tenders(store: Store) -> None:
    soon = tender(
        store, deadline=TODAY + timedelta(days=14), questions_by=TODAY + timedelta(days=7)
    )
    late = tender(store, deadline=TODAY - timedelta(days=1))
    tender(store, deadline=TODAY + timedelta(days=15))
    tender(store, deadline=TODAY, decision=states.NO_GO)
    tender(store, deadline=TODAY, submitted_on=TODAY)
    tender(store, deadline=TODAY - timedelta(days=61))
    with store.read() as session:
        found = [(each.record_id, each.due, each.tone) for each in waiting.matters(session, TODAY)]
    assert found == [
        (late, TODAY - timedelta(days=1), "bad"),
        (soon, TODAY + timedelta(days=7), "watch"),
        (soon, TODAY + timedelta(days=14), "watch"),
    ]


def test_the_bid_calendar_has_all_days_in_order_and_goes_out_as_a_file(store: Store) -> None:
    deadline = TODAY + timedelta(days=20)
    new = tender(store, questions_by=TODAY + timedelta(days=5), deadline=deadline, deadline_at=720)
    tender(store, name="Ei meille", deadline=deadline, decision=states.NO_GO)
    notice(store, name="Harkitaan", deadline=TODAY + timedelta(days=9), state=states.LOOKED_AT)
    notice(store, name="Uusi", number="x", deadline=TODAY + timedelta(days=9))
    store.write(lambda s: actions.agree_days(s, new, {"read": TODAY + timedelta(days=2)}))
    with store.read() as session:
        found = bid_calendar.coming(session, TODAY)
    assert [due.sort for due in found] == ["own", "questions", "notice", "deadline"]
    assert found == sorted(found, key=lambda due: due.day)
    moment = datetime(2026, 11, 23, 8, tzinfo=UTC)
    events = bid_calendar.events(found)
    content = calendar_file(events, "x", moment).decode()
    assert content.count("BEGIN:VEVENT") == 4
    assert "DTSTART;TZID=Europe/Helsinki:20261213T120000" in content
    assert len({event.id for event in events}) == 4
    with store.read() as session:
        assert len(bid_calendar.coming(session, deadline + timedelta(days=1))) == 0


def test_nothing_of_tenders_is_ever_shared() -> None:
    for record in (Tender, TenderNotice, TenderWatch):
        assert record.kind.name not in {each.name for each in SHARED}


def test_own_days_agreed_again_move_their_tasks(store: Store) -> None:
    new = tender(store, deadline=TODAY + timedelta(days=20))
    store.write(lambda s: actions.agree_days(s, new, {"read": TODAY + timedelta(days=2)}))
    store.write(
        lambda s: actions.agree_days(
            s, new, {"read": TODAY + timedelta(days=4), "price": TODAY + timedelta(days=9)}
        )
    )
    with store.read() as session:
        found = tasks.of_source(session, "tender", new)
        assert sorted(task.due for task in found) == [
            TODAY + timedelta(days=4),
            TODAY + timedelta(days=9),
        ]


@pytest.mark.parametrize("name", ["submitted_on", "decided_by_buyer_on", "decided_on"])
def test_what_was_done_was_not_done_on_a_day_to_come(store: Store, name: str) -> None:
    with pytest.raises(InvalidFields) as fault:
        tender(store, decision=states.GO, **{name: TODAY + timedelta(days=1)})
    assert list(fault.value.problems) == [name]
