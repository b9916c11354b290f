"""What can be done with findings, on a real store."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.certification.assessments.records import Answer
from app.certification.findings import actions
from app.certification.findings.records import Finding
from app.certification.findings.rules import DOING, DONE, OPEN, ORDER, VERIFIED
from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Missing
from app.core.record import new_id, today
from app.core.store import Store
from app.core.text import _l
from tests.conftest import TODAY

SEEN = {"effect": "Lista on ajan tasalla", "verified_by": "Sari Pesonen"}


def add(store: Store, **values: Any) -> str:
    some = {"what": "Hätänumerot seinällä olivat vanhat", **values}
    return store.write(lambda session: editing.add(session, Finding, some)).result


def read(store: Store, finding_id: str) -> Finding:
    with store.read() as session:
        return editing.find(session, Finding, finding_id)


def move(store: Store, finding_id: str, status: str) -> Changes:
    return store.write(lambda session: actions.move(session, finding_id, status))


def what(found: Iterable[Finding]) -> list[str]:
    return [each.what for each in found]


@pytest.fixture
def answer_id(store: Store) -> str:
    def work(session: Session) -> Changes:
        answer = Answer(
            assessment_id=new_id(), criterion="r1", asked={"fi": "Onko suunnitelma?", "en": "Plan?"}
        )
        session.add(answer)
        session.flush()
        return Changes(_l("Added"), answer.id)

    return store.write(work).result


def test_a_finding_from_an_answer_knows_its_criterion(store: Store, answer_id: str) -> None:
    values = {
        "what": "Suunnitelma puuttuu",
        "severity": "major",
        "action": "Kirjoitetaan",
        "owner": "Ali Hassan",
        "due": TODAY,
    }
    done = store.write(lambda session: actions.from_answer(session, answer_id, values))
    made = read(store, done.result)
    assert "Suunnitelma puuttuu" in done.words.say()
    assert (made.criterion, made.asked["en"], made.severity) == ("r1", "Plan?", "major")
    assert (made.owner, made.due, made.status) == ("Ali Hassan", TODAY, OPEN)
    assert made.code.startswith("H-")
    with store.read() as session:
        assert what(actions.of_assessment(session, made.assessment_id or "")) == [
            "Suunnitelma puuttuu"
        ]


def test_a_finding_says_what_was_found_and_belongs_to_an_answer(
    store: Store, answer_id: str
) -> None:
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda session: actions.from_answer(session, answer_id, {"what": ""}))
    assert set(fault.value.problems) == {"what"}
    with pytest.raises(Missing):
        store.write(lambda session: actions.from_answer(session, new_id(), {"what": "Jotain"}))


def test_it_moves_on_and_back_and_can_be_undone(store: Store) -> None:
    made = add(store, action="Uusi lista")
    assert "Being done" in move(store, made, DOING).words.say("en")
    move(store, made, DONE)
    assert read(store, made).done_on == today()
    move(store, made, DOING)
    assert read(store, made).done_on is None
    store.undo()
    assert (read(store, made).status, read(store, made).done_on) == (DONE, today())


def test_what_is_done_has_to_be_told(store: Store) -> None:
    made = add(store)
    with pytest.raises(InvalidFields) as fault:
        move(store, made, DONE)
    assert set(fault.value.problems) == {"action"}
    assert read(store, made).status == OPEN
    day = today() - timedelta(days=3)
    told = {"action": "Uusi lista", "done_on": day}
    store.write(lambda session: actions.finish(session, made, told))
    assert (read(store, made).status, read(store, made).done_on) == (DONE, day)


def test_that_it_helped_is_seen_by_somebody_else(store: Store) -> None:
    made = add(store, action="Uusi lista", owner="Ali Hassan", status=DONE)
    with pytest.raises(InvalidFields) as fault:
        move(store, made, VERIFIED)
    assert set(fault.value.problems) == {"effect", "verified_by"}
    own = {**SEEN, "verified_by": "ali  hassan"}
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda session: actions.verify(session, made, own))
    assert set(fault.value.problems) == {"verified_by"}
    store.write(lambda session: actions.verify(session, made, SEEN))
    assert (read(store, made).status, read(store, made).verified_on) == (VERIFIED, today())


def test_what_comes_back_has_to_be_seen_again(store: Store) -> None:
    made = add(store, action="Uusi lista", status=VERIFIED, **SEEN)
    move(store, made, DONE)
    back = read(store, made)
    assert (back.verified_by, back.verified_on, back.effect) == ("", None, SEEN["effect"])
    with pytest.raises(InvalidFields):
        move(store, made, VERIFIED)


def test_the_board_has_what_is_late_first_and_what_has_no_day_last(store: Store) -> None:
    add(store, what="ei päivää")
    add(store, what="ensi viikolla", due=TODAY + timedelta(days=7))
    add(store, what="myöhässä", due=TODAY - timedelta(days=7))
    add(store, what="myös myöhässä, vakava", due=TODAY - timedelta(days=7), severity="major")
    gone = add(store, what="roskakorissa")
    store.write(lambda session: editing.remove(session, Finding, [gone]))
    with store.read() as session:
        found = actions.board(session)
    assert tuple(found) == ORDER
    order = ["myös myöhässä, vakava", "myöhässä", "ensi viikolla", "ei päivää"]
    assert what(found[OPEN]) == order
    assert found[VERIFIED] == []


def test_of_what_has_helped_the_newest_stand_on_the_board(store: Store) -> None:
    for days in range(25):
        seen = {**SEEN, "verified_on": TODAY - timedelta(days=days)}
        add(store, what=f"{days} päivää sitten", action="Tehty", status=VERIFIED, **seen)
    with store.read() as session:
        found = actions.overview(session)
    newest = [f"{days} päivää sitten" for days in range(actions.MOST_VERIFIED)]
    assert what(found.lanes[VERIFIED]) == newest
    assert found.totals[VERIFIED] == 25


def test_the_board_is_narrowed_by_words_and_by_who_is_responsible(store: Store) -> None:
    add(store, what="Äänet käytävässä", owner="Ali Hassan")
    add(store, what="Ovi jumissa", action="Öljytään", owner="Sari Pesonen", status=DOING)
    add(store, what="Valo rikki")

    def found(words: str = "", owner: str = "") -> list[str]:
        with store.read() as session:
            seen = actions.overview(session, words, owner)
        assert seen.owners == ("Ali Hassan", "Sari Pesonen")
        return [each.what for lane in seen.lanes.values() for each in lane]

    assert found("ÄÄNET ali") == ["Äänet käytävässä"]
    assert found("öljy") == ["Ovi jumissa"]
    assert found("öljy", "Ali Hassan") == []
    assert found(owner="Sari Pesonen") == ["Ovi jumissa"]
    assert found(owner=actions.NOBODY) == ["Valo rikki"]


def matters(store: Store, day: date = TODAY) -> dict[str, tuple[date | None, str]]:
    with store.read() as session:
        return {each.record_id: (each.due, each.tone) for each in actions.matters(session, day)}


def test_what_is_near_or_late_waits(store: Store) -> None:
    late = add(store, due=TODAY - timedelta(days=1))
    near = add(store, due=TODAY + timedelta(days=14), status=DOING)
    add(store, due=TODAY + timedelta(days=15))
    add(store)
    add(store, due=TODAY, status=DONE, action="Tehty", done_on=TODAY)
    assert matters(store) == {
        late: (TODAY - timedelta(days=1), "bad"),
        near: (TODAY + timedelta(days=14), "watch"),
    }
    store.write(lambda session: editing.remove(session, Finding, [late, near]))
    assert matters(store) == {}


def test_after_a_month_somebody_should_have_seen_whether_it_helped(store: Store) -> None:
    day = TODAY - timedelta(days=30)
    made = add(store, action="Tehty", status=DONE, done_on=day)
    add(store, action="Tehty", status=DONE, done_on=day + timedelta(days=1))
    assert matters(store) == {made: (TODAY, "watch")}
    store.write(lambda session: actions.verify(session, made, SEEN))
    assert matters(store) == {}


def test_a_long_finding_is_named_by_its_beginning(store: Store) -> None:
    made = add(store, what="sana " * 100, due=TODAY)
    with store.read() as session:
        (title,) = (each.title.say() for each in actions.matters(session, TODAY))
    assert title.endswith("…")
    assert len(move(store, made, DOING).words.say()) < 150
