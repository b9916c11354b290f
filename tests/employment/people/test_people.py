"""People: cards that expire, inductions, the name in the calendar, and what is never told."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import editing, search
from app.core.fault import InvalidFields
from app.core.identifier import birth_day
from app.core.store import Store
from app.employment.people import actions, rules
from app.employment.people.records import Person
from app.exchange.export import export_records
from app.exchange.sheets import read_sheet
from tests.conftest import TODAY

DAYS = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2029, 1, 1)))


def person(store: Store, family: str) -> Person:
    with store.read() as session:
        return session.query(Person).filter_by(family_name=family).one()


def test_the_calendar_name_is_given_by_itself_and_once(store: Store) -> None:
    values = {"family_name": "Pesonen", "given_names": "Sari Anneli"}
    made = store.write(lambda s: editing.add(s, Person, values)).result
    with store.read() as session:
        found = session.get(Person, made)
        assert found.calendar_name == "Sari Pesonen"
        assert found.title()["fi"] == "Pesonen Sari"
    with pytest.raises(InvalidFields) as refused:
        store.write(lambda s: editing.add(s, Person, values))
    assert "calendar_name" in refused.value.problems
    store.write(lambda s: editing.add(s, Person, {**values, "calendar_name": "Sari P. (yö)"}))


def test_the_personal_id_is_checked_masked_and_found_whole(demo: Store, tmp_path: Path) -> None:
    who = person(demo, "Nevalainen")
    with pytest.raises(InvalidFields):
        demo.write(lambda s: editing.change(s, Person, who.id, {"personal_id": "020379-902A"}))
    with demo.read() as session:
        assert [hit.record_id for hit in search.find(session, who.personal_id)] == [who.id]
        assert search.find(session, who.personal_id[:9]) == []
        path = tmp_path / "people.csv"
        export_records(session, Person, path)
    assert who.personal_id not in path.read_text(encoding="utf-8-sig")
    headers = read_sheet(path).headers
    assert not {"Henkilötunnus", "Sukupuoli", "Syntymävuosi"} & set(headers)


@pytest.mark.parametrize(
    ("code", "born"),
    [
        ("140568-9017", date(1968, 5, 14)),
        ("300300A907W", date(2000, 3, 30)),
        ("010199X900A", date(1999, 1, 1)),
    ],
)
def test_the_day_of_birth_follows_the_sign_of_the_century(code: str, born: date) -> None:
    assert birth_day(code) == born


@given(st.lists(st.tuples(st.sampled_from(("EA1", "ea1 ", "Hygienia")), DAYS), max_size=8))
def test_only_the_latest_card_of_a_name_counts(cards: list[tuple[str, date | None]]) -> None:
    rows = [{"name": name, "valid_to": day} for name, day in cards]
    found = rules.expiring(rows, TODAY)
    names = [each.name.strip().casefold() for each in found]
    assert len(names) == len(set(names))
    for each in found:
        folded = each.name.strip().casefold()
        same = [day for name, day in cards if day and name.strip().casefold() == folded]
        assert each.day == max(same)
        assert each.day <= TODAY + timedelta(days=rules.CARD_DAYS)
    assert [each.day for each in found] == sorted(each.day for each in found)


def test_expiring_cards_wait_on_the_home_page(demo: Store) -> None:
    with demo.read() as session:
        found = [m.title.say("fi") for m in actions.matters(session, TODAY)]
        assert found == ["EA1 vanhenee: Nevalainen Maija"]
        late = [m for m in actions.matters(session, TODAY + timedelta(days=16)) if m.tone == "bad"]
    assert [m.title.say("fi") for m in late] == ["EA1 on vanhentunut: Nevalainen Maija"]


def test_an_induction_begins_with_the_usual_steps(demo: Store) -> None:
    who = person(demo, "Tuononen")
    demo.write(lambda s: actions.begin_induction(s, who.id))
    steps = person(demo, "Tuononen").induction
    assert len(steps) == 8
    assert steps[0]["step"] == "Tervetuloa, työajat ja keneltä kysyä"
    assert rules.open_steps(steps) == 8
    assert rules.open_steps([{**steps[0], "done_on": "2026-11-23"}, *steps[1:]]) == 7


def test_a_card_that_ends_before_it_begins_is_refused(demo: Store) -> None:
    wrong = [{"id": "x", "name": "EA1", "granted_on": "2026-05-01", "valid_to": "2026-04-01"}]
    with pytest.raises(InvalidFields) as refused:
        demo.write(lambda s: editing.change(s, Person, person(demo, "Sorsa").id, {"cards": wrong}))
    assert "cards" in refused.value.problems


def test_an_extract_counts_only_when_its_day_is_noted() -> None:
    shown = {"what": "criminal_record", "checked_on": TODAY}
    assert rules.extract_open("employee", [])
    assert rules.extract_open("employee", [{**shown, "checked_on": None}])
    assert not rules.extract_open("employee", [shown])
    assert not rules.extract_open("volunteer", [])
