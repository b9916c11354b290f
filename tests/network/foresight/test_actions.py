"""Foresight shared: one opinion an office, once into the own signals, own signals offered once."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Missing, Refusal
from app.core.record import new_id, today
from app.core.store import Store
from app.core.text import _l
from app.network.foresight import actions
from app.network.foresight.records import ForesightNote, ForesightOpinion
from app.worksheets.chains import actions as chains
from app.worksheets.foresight.records import Signal

COORDINATOR, MEMBER = (f"0192f0c1-0000-7000-8000-00000000000{n}" for n in "ab")


def received(store: Store, *records: Any) -> None:
    def work(session: Any) -> Changes:
        session.add_all(records)
        session.flush()
        return Changes(_l("Received"))

    store.take_in(work)


def note(store: Store, name: str = "Kylät hiljenevät", **values: Any) -> str:
    made = new_id()
    received(
        store,
        ForesightNote(
            id=made, owner_id=COORDINATOR, name={"fi": name}, **{"sort": "demography", **values}
        ),
    )
    return made


def give(store: Store, note_id: str, **values: Any) -> Changes:
    return store.write(lambda session: actions.give_opinion(session, note_id, values))


def matters(store: Store, day: date) -> list[Any]:
    with store.read() as session:
        return list(actions.matters(session, day))


def test_an_office_has_one_opinion_which_it_changes_later(store: Store) -> None:
    record = note(store)
    give(store, record, significance=2, comment="Ei vielä.")
    give(store, record, significance=5)
    with store.read() as session:
        (ours,) = actions.opinions(session, record)
        assert (ours.significance, ours.comment, ours.owner_id) == (5, "Ei vielä.", "")
        assert ours.said_on == today()
    store.undo()
    with store.read() as session:
        assert actions.our_opinion(session, record).significance == 2


def test_an_opinion_says_something_of_a_note_that_is_there(store: Store) -> None:
    with pytest.raises(InvalidFields):
        give(store, note(store), significance=None, comment="")
    with pytest.raises(InvalidFields):
        give(store, note(store), significance=6)
    with pytest.raises(Missing):
        give(store, "gone", significance=1)


def test_ours_stands_first_beside_those_of_others_and_an_opinion_is_taken_back(
    store: Store,
) -> None:
    record = note(store)
    for number in (3, 4):
        received(
            store,
            ForesightOpinion(
                owner_id=MEMBER, note_id=record, significance=number, said_on=date(2026, number, 1)
            ),
        )
    give(store, record, significance=1)
    with store.read() as session:
        found = actions.opinions(session, record)
        assert [(each.owner_id, each.significance) for each in found] == [("", 1), (MEMBER, 4)]
        assert actions.together(found).significance == 2.5
    store.write(lambda session: actions.take_back(session, record))
    with store.read() as session:
        assert [each.owner_id for each in actions.opinions(session, record)] == [MEMBER]
    with pytest.raises(Refusal):
        store.write(lambda session: actions.take_back(session, record))


def test_a_note_comes_into_our_signals_once_with_what_we_think_of_it(store: Store) -> None:
    record = note(store, means={"fi": "m" * 1200}, description={"fi": "d " * 2000}, source="Kunta")
    give(store, record, significance=4, probability=5)
    made = store.write(lambda session: actions.to_library(session, record)).result
    with store.read() as session:
        signal = session.get_one(Signal, made)
        assert (signal.name, signal.sort, signal.source) == ("Kylät hiljenevät", "trend", "Kunta")
        assert (signal.significance, signal.probability) == (4, 5)
        assert len(signal.significance_words) <= 1000
        rings = chains.chain(session, "signal", made)
        assert [each.id for each in rings] == [record, made]
    with pytest.raises(Refusal):
        store.write(lambda session: actions.to_library(session, record))
    store.write(lambda session: editing.remove(session, Signal, [made]))
    store.write(lambda session: actions.to_library(session, record))


@pytest.mark.parametrize("sort", ["megatrend", "weak", "trend"])
def test_a_sort_that_signals_have_stays(store: Store, sort: str) -> None:
    record = note(store, sort=sort)
    made = store.write(lambda session: actions.to_library(session, record)).result
    with store.read() as session:
        assert session.get_one(Signal, made).sort == sort


def test_our_signals_are_offered_once_and_what_came_from_others_is_not(store: Store) -> None:
    def add(name: str) -> str:
        values = {"name": name, "note": "Oma suunnitelma", "significance_words": "Paljon"}
        return store.write(lambda session: editing.add(session, Signal, values)).result

    first, second = add("Ensimmäinen"), add("Toinen")
    store.write(lambda session: actions.to_library(session, note(store)))
    with store.read() as session:
        assert {each.id for each in actions.offerable(session)} == {first, second}
    with pytest.raises(InvalidFields):
        store.write(lambda session: actions.offer(session, []))
    store.write(lambda session: actions.offer(session, [first]))
    with store.read() as session:
        assert [each.id for each in actions.offerable(session)] == [second]
        made = session.scalars(select(ForesightNote).where(ForesightNote.owner_id == "")).one()
        assert (made.name, made.means) == ({"fi": "Ensimmäinen"}, {"fi": "Paljon"})
        assert "Oma suunnitelma" not in str(vars(made)), "what we do about it stays with us"
    with pytest.raises(Refusal):
        store.write(lambda session: actions.offer(session, [first]))


def test_new_notes_of_others_wait_as_one_until_something_is_said(store: Store) -> None:
    own = {"name": {"fi": "Oma"}}
    store.write(lambda session: editing.add(session, ForesightNote, own))
    assert matters(store, today()) == []
    first, second = note(store, "Yksi"), note(store, "Kaksi")
    (matter,) = matters(store, today())
    assert (matter.count, matter.record_id) == (2, second)
    assert matters(store, today() + timedelta(days=62)) == []
    give(store, first, significance=1)
    assert matters(store, today())[0].count == 1
    store.write(lambda session: actions.to_library(session, second))
    assert matters(store, today()) == []


def test_the_opinions_of_the_demo_are_of_the_demo_organisation(demo: Store) -> None:
    with demo.read() as session:
        assert session.scalar(select(func.count()).select_from(ForesightOpinion)) == 2
        for each in session.scalars(select(ForesightNote)):
            assert actions.our_opinion(session, each.id).organisation["fi"].startswith("Rantakylän")


def test_nothing_was_noticed_on_a_day_to_come(store: Store) -> None:
    values = {"name": {"fi": "Kylät"}, "seen_on": today() + timedelta(days=1)}
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda session: editing.add(session, ForesightNote, values))
    assert list(fault.value.problems) == ["seen_on"]
