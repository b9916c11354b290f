"""Advisers: checked once a year by who keeps them, saved as contact cards."""

from datetime import date

import pytest
from sqlalchemy import select

from app.core import editing
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.record import new_id, today
from app.core.store import Store
from app.core.text import _l, set_language
from app.network.advice import actions
from app.network.advice.records import Adviser
from app.network.page.adviser_desk import adviser_desk

OTHER = "0192f0c1-0000-7000-8000-00000000000b"


def add(store: Store, name: str, **values: object) -> str:
    given = {"name": {"fi": name}, **values}
    return store.write(lambda session: editing.add(session, Adviser, given)).result


def theirs(store: Store, name: str, **values: object) -> str:
    made = new_id()

    def work(session: object) -> Changes:
        session.add(Adviser(id=made, owner_id=OTHER, name={"fi": name}, **values))
        session.flush()
        return Changes(_l("Received"))

    store.take_in(work)
    return made


def test_details_that_we_keep_wait_as_one_when_a_year_has_passed(store: Store) -> None:
    old = add(store, "Vanha", checked_on=date(2025, 1, 1))
    add(store, "Toinen", checked_on=date(2025, 2, 1))
    add(store, "Uusi", checked_on=date(2026, 1, 1))
    theirs(store, "Muiden", checked_on=date(2020, 1, 1))
    with store.read() as session:
        (matter,) = actions.matters(session, date(2026, 2, 1))
        assert matter.count == 2
        assert list(actions.matters(session, date(2025, 12, 31))) == []
    store.write(lambda session: actions.check(session, old))
    with store.read() as session:
        assert session.get_one(Adviser, old).checked_on == today()


def test_only_who_keeps_an_adviser_checks_it(store: Store) -> None:
    record = theirs(store, "Muiden", checked_on=date(2020, 1, 1))
    with pytest.raises(Refusal):
        store.write(lambda session: actions.check(session, record))


def test_a_card_is_of_the_person_where_one_is_named_and_in_our_language(store: Store) -> None:
    record = add(store, "Neuvonta", contact="Yritysneuvoja", phone="050 123 4567")
    bare = add(store, "Laki")
    with store.read() as session:
        card = actions.card(session.get_one(Adviser, record))
        assert (card.name, card.organisation) == ("Neuvonta · Yritysneuvoja", "Neuvonta")
        assert actions.card(session.get_one(Adviser, bare)).organisation == ""
    store.write(
        lambda session: editing.change(
            session, Adviser, record, {"name": {"fi": "N", "en": "Advice"}}
        )
    )
    set_language("en")
    with store.read() as session:
        assert actions.card(session.get_one(Adviser, record)).organisation == "Advice"


def test_a_chip_shows_those_that_help_with_its_topic(store: Store) -> None:
    both = add(store, "A", topics=["founding", "funding"])
    one = add(store, "B", topics=["funding"])
    add(store, "C")
    chips = {chip.key: chip.where for chip in adviser_desk().chips}
    with store.read() as session:

        def found(topic: str) -> set[str]:
            where = chips[topic]
            assert where is not None
            return set(session.scalars(select(Adviser.id).where(where)))

        assert found("funding") == {both, one}
        assert found("founding") == {both}
        assert found("taxes") == set()


def test_details_were_not_checked_on_a_day_to_come(store: Store) -> None:
    with pytest.raises(InvalidFields) as fault:
        add(store, "Tilitoimisto", checked_on=today().replace(year=2062))
    assert list(fault.value.problems) == ["checked_on"]
