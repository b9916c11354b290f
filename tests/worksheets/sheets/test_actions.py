"""Worksheets begun, filled in, copied and finished, on a real encrypted store."""

from datetime import date, timedelta

import pytest

from app.agenda.tasks import actions as tasks
from app.core import editing
from app.core.fault import InvalidFields, Missing
from app.core.record import today
from app.core.store import Store
from app.core.text import set_language
from app.worksheets.page.inputs import PeriodInput  # noqa: F401 - the page's own inputs load
from app.worksheets.sheets import actions, notes, versions
from app.worksheets.sheets.comparing import differences
from app.worksheets.sheets.notes import Spot
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types import library
from tests.worksheets.sheets.test_notes import add, begun, item, texts
from tests.worksheets.types.test_reading import KEYS


def content(store: Store, sheet: str):
    with store.read() as session:
        return actions.content(session, sheet)


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_example_is_filled_in_whole(store: Store, key, language) -> None:
    set_language(language)
    type_ = library.built_in().types[key]
    made = store.write(lambda s: actions.begin(s, {"type_key": key}, with_example=True)).result
    found = content(store, made)
    if type_.layout == "survey":  # what one person answers stands on no sheet
        assert not found
        return
    for field in type_.fields:
        said = type_.example.get(field.key)
        if field.type == "actions":
            with store.read() as session:
                assert len(tasks.of_source(session, "worksheet", made, field.key)) == len(
                    said or ()
                )
        elif said is not None and field.collects:
            assert found.of(field.key)
            assert all(each.text for each in found.of(field.key))
        elif said is not None:
            assert found.values[field.key] not in (None, "")


def test_a_new_sheet_is_called_by_its_type_and_has_its_seeds(store: Store) -> None:
    made = begun(store, "annual_clock")
    with store.read() as session:
        sheet = editing.find(session, Worksheet, made)
        assert sheet.name == f"Vuosikello {today().year}"
        assert sheet.lead()["en"].startswith("Annual clock")
    rows = content(store, made).of("tasks")
    assert len(rows) >= 12
    assert {each.facts["month"] for each in rows} <= {str(n) for n in range(1, 13)}


def test_there_is_no_such_type(store: Store) -> None:
    with pytest.raises(Missing):
        begun(store, "horoscope")


def test_values_of_every_kind_are_kept_and_shown(store: Store) -> None:
    made = begun(store, "experiment")
    for key, value in (
        ("hypothesis", "Uskomme, että\nkahvi auttaa"),
        ("duration", "2026-12-01/2027-01-31"),
        ("decision", "iterate"),
    ):
        store.write(lambda s, k=key, v=value: actions.set_value(s, made, k, v))
    found = content(store, made).values
    assert found["hypothesis"] == "Uskomme, että\nkahvi auttaa"
    assert found["duration"] == "2026-12-01/2027-01-31"
    assert found["decision"] == "iterate"


def test_a_value_is_one_entry_however_often_it_is_written(store: Store) -> None:
    made = begun(store)
    for words in ("Yksi", "Kaksi", ""):
        store.write(lambda s, w=words: actions.set_value(s, made, "conclusions", w))
    with store.read() as session:
        assert len(actions.entries(session, made)) == 1
    store.undo()
    assert content(store, made).values["conclusions"] == "Kaksi"


@pytest.mark.parametrize(("key", "value"), [("sort", 9), ("nowhere", "x"), ("score", 3)])
def test_what_cant_be_filled_in_is_told_at_its_field(store: Store, key, value) -> None:
    made = begun(store, "five_s")
    with pytest.raises(InvalidFields) as caught:
        store.write(lambda s: actions.set_value(s, made, key, value))
    assert key in caught.value.problems


def test_next_years_copy_begins_from_this_years(store: Store) -> None:
    made = store.write(
        lambda s: actions.begin(
            s, {"type_key": "swot", "name": "SWOT 2026", "held_on": date(2026, 11, 1)}
        )
    ).result
    note = add(store, made, "Vahva")
    store.write(lambda s: notes.vote(s, note))
    copied = store.write(lambda s: actions.copy_as_next(s, made)).result
    with store.read() as session:
        sheet = editing.find(session, Worksheet, copied)
        assert (sheet.name, sheet.follows_id) == ("SWOT 2027", made)
    found = content(store, copied).of("strengths")
    assert [(each.text, each.votes) for each in found] == [("Vahva", 0)]
    assert found[0].id != note
    assert item(store, made, note).votes == 1


def test_a_copy_of_a_tree_keeps_its_shape(store: Store) -> None:
    made = store.write(
        lambda s: actions.begin(s, {"type_key": "futures_wheel"}, with_example=True)
    ).result
    copied = store.write(lambda s: actions.copy_as_next(s, made)).result
    before, after = (content(store, each).of("impacts") for each in (made, copied))
    shape = [next((p.text for p in before if p.id == each.parent), "") for each in before]
    assert shape == [next((p.text for p in after if p.id == each.parent), "") for each in after]


def test_what_waits_is_told_until_it_is_finished(store: Store) -> None:
    made = store.write(
        lambda s: actions.begin(s, {"type_key": "swot", "review_on": today() + timedelta(days=3)})
    ).result
    with store.read() as session:
        assert [each.record_id for each in actions.matters(session, today())] == [made]
        assert not list(actions.matters(session, today() - timedelta(days=20)))
    store.write(lambda s: actions.finish(s, made))
    with store.read() as session:
        assert not list(actions.matters(session, today()))
    store.write(lambda s: actions.take_up_again(s, made))
    with store.read() as session:
        assert len(list(actions.matters(session, today()))) == 1


def test_a_version_is_kept_compared_and_taken_back(store: Store) -> None:
    made = begun(store)
    first = add(store, made, "Pysyy")
    gone = add(store, made, "Lähtee")
    store.write(lambda s: actions.set_value(s, made, "conclusions", "Ennen"))
    version = store.write(lambda s: versions.keep(s, made, "Ennen päivää")).result
    store.write(lambda s: notes.remove(s, [gone]))
    store.write(lambda s: notes.write(s, first, "Muuttui"))
    store.write(lambda s: actions.set_value(s, made, "conclusions", "Jälkeen"))
    add(store, made, "Uusi", "threats")
    with store.read() as session:
        kept = versions.all_of(session, made)
        assert [each.name for each in kept] == ["Ennen päivää"]
        sorts = [
            each.sort
            for each in differences(
                actions.type_of(session, made),
                versions.content_of(kept[0]),
                actions.content(session, made),
            )
        ]
        assert sorted(sorts) == ["added", "changed", "changed", "removed"]
    store.write(lambda s: versions.take_back(s, version))
    assert texts(store, made) == ["Pysyy", "Lähtee"]
    assert texts(store, made, "threats") == []
    assert content(store, made).values["conclusions"] == "Ennen"
    assert item(store, made, first).id == first
    with store.read() as session:
        assert len(versions.all_of(session, made)) == 2
    store.undo()
    assert texts(store, made, "threats") == ["Uusi"]
    assert content(store, made).values["conclusions"] == "Jälkeen"


def test_tasks_know_the_note_that_they_came_from(store: Store) -> None:
    made = begun(store)
    note = add(store, made, "Soita vakuutusyhtiöön")
    store.write(lambda s: tasks.add_from(s, actions.source_of(s, made, note), {"what": "Soita"}))
    with store.read() as session:
        assert tasks.counts_of_source(session, "worksheet", made) == {note: (1, 1)}
    store.write(lambda s: editing.remove(s, Worksheet, [made]))
    with store.read() as session:
        assert [each.what for each in tasks.still_open(session)] == ["Soita"]


def test_a_sheet_in_the_bin_comes_back_whole(store: Store) -> None:
    made = begun(store)
    store.write(lambda s: notes.add_many(s, made, Spot("strengths"), ["Yksi", "", "Kaksi"]))
    store.write(lambda s: editing.remove(s, Worksheet, [made]))
    store.write(lambda s: editing.restore(s, Worksheet, [made]))
    assert texts(store, made) == ["Yksi", "Kaksi"]
