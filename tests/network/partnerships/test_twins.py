"""Two offices that found the same: told beside the name, told afterwards, and made one."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core import editing
from app.core.fault import InvalidFields, Refusal
from app.core.store import Store
from app.network.events.records import Event
from app.network.partnerships import actions, meetings, twins
from app.network.partnerships.records import Meeting, Partnership
from tests.network.partnerships.founding import found, member, read, theirs

DAY = date(2026, 11, 23)
PEOPLE = ("Koivu", "Mänty", "Kuusi")


def told(store: Store) -> list[str]:
    with store.read() as session:
        return [each.record_id for each in actions.matters(session, DAY)]


def test_what_others_have_founded_is_told_beside_the_name(store: Store) -> None:
    theirs(store, "Muistiverkosto", *PEOPLE)
    for values in (
        {"name": {"fi": "MUISTIVERKOSTO ry"}},
        {"name": {"fi": "Aivan muu"}, "members": [member(each) for each in PEOPLE]},
    ):
        with pytest.raises(InvalidFields) as fault:
            store.write(lambda session, v=values: actions.save_new(session, v))
        assert set(fault.value.problems) == {"name"}
        assert "Muistiverkosto" in str(fault.value.problems["name"])
    found(store, "Muistiverkosto", apart=True)
    found(store, "Liikuntapiiri", "Koivu")


def test_nothing_is_told_of_our_own_or_of_what_is_in_the_bin(store: Store) -> None:
    found(store, "Muistiverkosto", *PEOPLE)
    found(store, "Muistiverkosto", *PEOPLE)
    assert told(store) == []


def test_what_came_later_does_not_stop_our_work_but_is_told(store: Store) -> None:
    ours = found(store, "Muistiverkosto", *PEOPLE)
    record = theirs(store, "Muistiverkosto")
    store.write(lambda session: actions.save(session, ours, {"notice": "Kolme kuukautta."}))
    assert told(store) == [ours]
    with store.read() as session:
        assert twins.twin_of(session, session.get_one(Partnership, ours)).id == record
        assert twins.twin_of(session, session.get_one(Partnership, record)) is None
    store.write(lambda session: twins.keep_apart(session, ours))
    assert told(store) == []


def test_ours_is_made_one_with_theirs_and_that_is_undone(store: Store) -> None:
    ours = found(store, "Muistiverkosto")
    record = theirs(store, "Muistiverkosto")
    given = {"name": "Kokous", "held_on": DAY - timedelta(days=30)}
    held = store.write(lambda session: meetings.begin(session, ours, given)).result
    event = store.write(
        lambda session: editing.add(
            session,
            Event,
            {"name": {"fi": "Messut"}, "sort": "other", "partnership_id": ours, "starts_on": DAY},
        )
    ).result
    store.write(lambda session: twins.join(session, ours, record))
    assert read(store, ours).deleted_at is not None
    assert read(store, ours).same_as_id == record
    with store.read() as session:
        assert session.get_one(Meeting, held).partnership_id == record
        assert session.get_one(Event, event).partnership_id == record
    assert told(store) == []
    store.undo()
    assert read(store, ours).deleted_at is None
    assert read(store, ours).same_as_id is None
    with store.read() as session:
        assert session.get_one(Meeting, held).partnership_id == ours


def test_only_ours_is_joined_to_theirs(store: Store) -> None:
    ours, other = found(store, "Aamu"), found(store, "Ilta")
    record = theirs(store, "Yö")
    for pair in ((ours, other), (record, ours)):
        with pytest.raises(Refusal):
            store.write(lambda session, p=pair: twins.join(session, *p))
    with store.read() as session:
        gone = select(Partnership).where(Partnership.deleted_at.is_not(None))
        assert session.scalars(gone).all() == []
