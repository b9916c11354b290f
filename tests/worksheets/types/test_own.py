"""Types that users make from others."""

from pathlib import Path

import pytest

from app.core import editing
from app.core.fault import BadFile, Refusal
from app.core.store import Store
from app.worksheets.sheets import actions, notes
from app.worksheets.sheets.notes import Spot
from app.worksheets.types import library, own
from app.worksheets.types.records import OwnType
from tests.worksheets.types.test_reading import GOOD, KEYS


def made_from(store: Store, key: str) -> OwnType:
    made = store.write(lambda session: own.make_from(session, key)).result
    with store.read() as session:
        return editing.find(session, OwnType, made)


def change(store: Store, own_type: OwnType, fields: list[dict]) -> None:
    store.write(lambda s: editing.change(s, OwnType, own_type.id, {"fields": fields}))


def built(store: Store, own_type: OwnType):
    with store.read() as session:
        return own.type_with(session, own_type.key)


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_copy_of_any_type_is_the_same_but_for_its_name(store: Store, key) -> None:
    copied = made_from(store, key)
    found, base = built(store, copied), library.built_in().types[key]
    assert found.own
    assert found.name["fi"] == f"{base.name['fi']} (oma)"
    assert found.layout == base.layout
    assert [(each.key, each.type, each.place) for each in found.fields] == [
        (each.key, each.type, each.place) for each in base.fields
    ]


def test_a_field_can_be_named_anew_added_and_taken_away(store: Store) -> None:
    copied = made_from(store, "swot")
    rows = [dict(each) for each in copied.fields]
    rows[0]["label"] = {"fi": "Ylpeydenaiheet", "en": "Prides"}
    rows.pop(3)
    rows.append(
        {"id": "0" * 36, "label": {"fi": "Rohkeudet"}, "help": {}, "type": "notes", "key": ""}
    )
    change(store, copied, rows)
    found = built(store, copied)
    assert found.fields[0].label["fi"] == "Ylpeydenaiheet"
    assert found.fields[0].key == "strengths"
    assert "threats" not in {each.key for each in found.fields}
    assert found.fields[-1].label["fi"] == "Rohkeudet"
    places = [each.place for each in found.placed()]
    assert len(places) == len(set(places)) == len(found.fields)


def test_its_sheets_work_and_hold_it(store: Store) -> None:
    copied = made_from(store, "swot")
    sheet = store.write(lambda s: actions.begin(s, {"type_key": copied.key})).result
    store.write(lambda s: notes.add(s, sheet, Spot("strengths"), "Vahva"))
    with store.read() as session:
        assert actions.content(session, sheet).of("strengths")[0].text == "Vahva"
    with pytest.raises(Refusal):
        store.write(lambda s: editing.remove(s, OwnType, [copied.id]))


def test_what_a_board_needs_may_be_taken_away(store: Store) -> None:
    copied = made_from(store, "kaizen")
    rows = [dict(each) for each in copied.fields if each["key"] != "ideas"]
    rows.append({"id": "1" * 36, "label": {"fi": "Muuta"}, "help": {}, "type": "text", "key": ""})
    change(store, copied, rows)
    assert built(store, copied).layout == "form"


def test_a_type_is_added_as_a_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "oma.yaml"
    path.write_text(GOOD, "utf-8")
    made = store.write(own.adding(path)).result
    with store.read() as session:
        found = editing.find(session, OwnType, made)
        assert own.built(found).grid == (2, 1)
        assert found.key in own.all_types(session).types


def test_a_broken_file_adds_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "oma.yaml"
    path.write_text(GOOD.replace("type: text", "type: poem"), "utf-8")
    with pytest.raises(BadFile):
        store.write(own.adding(path))
    with store.read() as session:
        assert not session.query(OwnType).count()


def test_one_that_can_no_longer_be_read_is_told_and_the_others_work(store: Store) -> None:
    copied = made_from(store, "swot")
    store.write(lambda s: editing.change(s, OwnType, copied.id, {"content": "key: ["}))
    with store.read() as session:
        found = own.all_types(session)
    assert set(found.types) == KEYS
    assert found.faults
