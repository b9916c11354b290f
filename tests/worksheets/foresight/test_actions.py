"""The own library: megatrends taken, signals looked at again, cards taken from sheets."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.record import today
from app.core.store import Store
from app.core.text import _l
from app.worksheets.chains import actions as chains
from app.worksheets.foresight import actions, from_sheet
from app.worksheets.foresight.records import Signal
from app.worksheets.sheets import actions as sheets


def _add(store: Store, **values) -> str:
    return store.write(
        lambda session: editing.add(session, Signal, {"name": "Kuuro naapuri", **values})
    ).result


def _signal(store: Store, signal_id: str) -> Signal:
    with store.read() as session:
        return session.get_one(Signal, signal_id)


def test_the_newest_megatrends_are_taken_once_with_source_and_date(store: Store) -> None:
    store.write(actions.take_megatrends)
    with store.read() as session:
        found = session.scalars(select(Signal).order_by(Signal.code)).all()
        assert len(found) == 4
        assert {each.seen_on for each in found} == {date(2026, 1, 2)}
        assert all("2026" in each.source and each.sort == "megatrend" for each in found)
    with pytest.raises(Refusal):
        store.write(actions.take_megatrends)


def test_older_editions_are_to_be_checked() -> None:
    assert actions.must_be_checked("2023_nature")
    assert not actions.must_be_checked("2026_ai")
    assert not actions.must_be_checked("")
    assert not actions.must_be_checked("gone")


def test_a_signal_waits_when_its_time_has_come_and_not_after_a_look(store: Store) -> None:
    old = _add(store, reviewed_on=today() - timedelta(days=62), review_months=2)
    _add(store, name="Tuore", reviewed_on=today() - timedelta(days=40), review_months=3)
    with store.read() as session:
        assert [each.record_id for each in actions.matters(session, today())] == [old]
    store.write(lambda session: actions.look_again(session, old))
    with store.read() as session:
        assert list(actions.matters(session, today())) == []
    assert _signal(store, old).reviewed_on == today()


def test_the_list_knows_the_same_signals_as_the_home_page(store: Store) -> None:
    day = today()

    def work(session) -> Changes:
        for months in (1, 2, 12):
            for back in range(-2, 4):
                when = day - relativedelta(months=months) + timedelta(days=back)
                values = {"name": f"{months}/{back}", "reviewed_on": when, "review_months": months}
                editing.add(session, Signal, values)
        return Changes(_l("Added"))

    store.write(work)
    with store.read() as session:
        listed = set(session.scalars(select(Signal.name).where(actions.is_due())))
        due = {
            each.name
            for each in session.scalars(select(Signal))
            if (when := actions.due(each)) and when <= day
        }
    assert listed == due


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_the_store_counts_months_as_python_does(day: date, months: int) -> None:
    from app.core.sqlcipher import driver

    connection = driver.connect(":memory:")
    found = connection.execute(
        "select date(?, ?, 'floor')", (day.isoformat(), f"+{months} months")
    ).fetchone()[0]
    connection.close()
    assert date.fromisoformat(found) == day + relativedelta(months=months)


# From a card


def _card(store: Store, key: str, **values) -> str:
    made = store.write(lambda session: sheets.begin(session, {"type_key": key})).result
    for name, value in values.items():
        store.write(lambda session, n=name, v=value: sheets.set_value(session, made, n, v))
    return made


def test_a_card_of_a_weak_signal_becomes_one_in_the_library(store: Store) -> None:
    card = _card(
        store,
        "weak_signal",
        title="Naapurukset tilaavat yhdessä",
        observed="Kaksi kysyi samalla viikolla.",
        novelty="Ennen kukin yksin.",
        source="Maija kuuli käynnillä.",
        possible_impact="Hinnoittelu muuttuu.",
        probability=3,
        impact=4,
        follow_up="Lasketaan kyselyt.",
        next_look=today() + timedelta(days=92),
    )
    made = store.write(lambda session: from_sheet.to_library(session, card)).result
    found = _signal(store, made)
    assert (found.name, found.sort) == ("Naapurukset tilaavat yhdessä", "weak")
    assert (found.significance, found.probability, found.review_months) == (4, 3, 3)
    assert found.description == "Kaksi kysyi samalla viikolla.\nEnnen kukin yksin."
    assert found.significance_words == "Hinnoittelu muuttuu."
    assert found.reviewed_on == today()
    with store.read() as session:
        rings = chains.chain(session, "signal", made)
    assert [(each.kind, each.id) for each in rings] == [("worksheet", card), ("signal", made)]
    with pytest.raises(Refusal):
        store.write(lambda session: from_sheet.to_library(session, card))


def test_undo_takes_signal_and_link_away_and_the_card_can_be_taken_again(store: Store) -> None:
    card = _card(store, "weak_signal", title="Outo kysymys")
    store.write(lambda session: from_sheet.to_library(session, card))
    store.undo()
    with store.read() as session:
        kept = select(func.count()).select_from(Signal).where(Signal.deleted_at.is_(None))
        assert session.scalar(kept) == 0
    store.write(lambda session: from_sheet.to_library(session, card))


def test_a_card_of_a_megatrend_fills_in_the_one_that_is_there(store: Store) -> None:
    store.write(actions.take_megatrends)
    card = _card(
        store, "megatrend", megatrend="2026_ai", clients="Puhelin puhuu.", decision="Kokeillaan."
    )
    made = store.write(lambda session: from_sheet.to_library(session, card)).result
    found = _signal(store, made)
    assert found.code == "2026_ai"
    assert found.significance_words == "Puhelin puhuu."
    assert found.note == "Kokeillaan."
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Signal)) == 4


def test_an_older_megatrend_comes_with_its_edition(store: Store) -> None:
    card = _card(store, "megatrend", megatrend="2023_nature")
    made = store.write(lambda session: from_sheet.to_library(session, card)).result
    assert "2023" in _signal(store, made).source


def test_long_texts_are_shortened_at_a_word(store: Store) -> None:
    card = _card(store, "weak_signal", title="Pitkä", observed="sana " * 900, source="kuka " * 90)
    found = _signal(store, store.write(lambda s: from_sheet.to_library(s, card)).result)
    assert len(found.description) <= 2000
    assert found.description.endswith("sana …")
    assert len(found.source) <= 200


def test_other_sheets_and_empty_cards_are_refused(store: Store) -> None:
    for key in ("swot", "weak_signal"):
        card = _card(store, key)
        with pytest.raises(Refusal):
            store.write(lambda session, card=card: from_sheet.to_library(session, card))
