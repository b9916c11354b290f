"""Notes and rows of a sheet, on a real encrypted store."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import editing, history, search
from app.core import store as stores
from app.core.change import Changes
from app.core.fault import InvalidFields, Missing, Refusal
from app.core.store import Store
from app.core.text import _l
from app.worksheets.sheets import actions, notes
from app.worksheets.sheets.content import Content, Item
from app.worksheets.sheets.notes import Spot
from app.worksheets.sheets.records import Entry
from tests.conftest import PASSPHRASE, QUICK


def begun(store: Store, key: str = "swot") -> str:
    return store.write(lambda s: actions.begin(s, {"type_key": key})).result


def add(store: Store, sheet: str, text: str, field: str = "strengths", **named) -> str:
    return store.write(lambda s: notes.add(s, sheet, Spot(field, **named), text)).result


def texts(store: Store, sheet: str, field: str = "strengths") -> list[str]:
    with store.read() as session:
        return [each.text for each in actions.content(session, sheet).of(field)]


def item(store: Store, sheet: str, item_id: str):
    with store.read() as session:
        found = actions.content(session, sheet).item(item_id)
        assert found
        return found[1]


@pytest.fixture
def sheet(store: Store) -> str:
    return begun(store)


def test_notes_come_in_order_and_before_one_another(store: Store, sheet: str) -> None:
    first = add(store, sheet, "Yksi")
    add(store, sheet, "Kolme")
    add(store, sheet, "Kaksi", before=first)
    assert texts(store, sheet) == ["Kaksi", "Yksi", "Kolme"]


def test_there_is_always_room_between_two(store: Store, sheet: str) -> None:
    add(store, sheet, "Alku")
    last = add(store, sheet, "Loppu")
    for number in range(30):
        add(store, sheet, str(number), before=last)
    assert texts(store, sheet) == ["Alku", *map(str, range(30)), "Loppu"]


def test_a_note_moves_to_another_cell_and_undo_brings_it_back(store: Store, sheet: str) -> None:
    made = add(store, sheet, "Siirtyvä")
    store.write(lambda s: notes.move(s, made, Spot("threats")))
    assert texts(store, sheet) == []
    assert texts(store, sheet, "threats") == ["Siirtyvä"]
    store.undo()
    assert texts(store, sheet) == ["Siirtyvä"]
    store.redo()
    assert texts(store, sheet, "threats") == ["Siirtyvä"]


def test_merged_notes_keep_all_words_and_votes(store: Store, sheet: str) -> None:
    ids = [add(store, sheet, text) for text in ("Yksi", "Kaksi", "Kolme")]
    for each in ids:
        store.write(lambda s, each=each: notes.vote(s, each))
    store.write(lambda s: notes.merge(s, ids))
    assert texts(store, sheet) == ["Yksi\nKaksi\nKolme"]
    assert item(store, sheet, ids[0]).votes == 3
    store.undo()
    assert texts(store, sheet) == ["Yksi", "Kaksi", "Kolme"]


def test_a_note_is_split_by_lines_where_it_stands(store: Store, sheet: str) -> None:
    made = add(store, sheet, "Yksi\nKaksi\n\nKolme")
    add(store, sheet, "Perässä")
    store.write(lambda s: notes.split(s, made))
    assert texts(store, sheet) == ["Yksi", "Kaksi", "Kolme", "Perässä"]


def test_one_line_cant_be_split_and_one_note_cant_be_merged(store: Store, sheet: str) -> None:
    made = add(store, sheet, "Yksi")
    for work in (notes.split, lambda s, each: notes.merge(s, [each])):
        with pytest.raises(Refusal):
            store.write(lambda s, work=work: work(s, made))
    assert texts(store, sheet) == ["Yksi"]


def test_votes_never_fall_below_zero_and_can_be_cleared(store: Store, sheet: str) -> None:
    made = add(store, sheet, "Yksi")
    store.write(lambda s: notes.vote(s, made, -1))
    assert item(store, sheet, made).votes == 0
    for _ in range(2):
        store.write(lambda s: notes.vote(s, made))
    assert item(store, sheet, made).votes == 2
    store.write(lambda s: notes.clear_votes(s, sheet))
    assert item(store, sheet, made).votes == 0


def test_colours_are_those_there_are(store: Store, sheet: str) -> None:
    made = add(store, sheet, "Yksi")
    store.write(lambda s: notes.colour(s, [made], "pink"))
    assert item(store, sheet, made).colour == "pink"
    with pytest.raises(InvalidFields):
        store.write(lambda s: notes.colour(s, [made], "mauve"))


def test_what_stands_under_a_removed_one_stays(store: Store) -> None:
    sheet = begun(store, "futures_wheel")
    top = add(store, sheet, "Ylin", "impacts")
    middle = add(store, sheet, "Keskellä", "impacts", parent=top)
    low = add(store, sheet, "Alin", "impacts", parent=middle)
    store.write(lambda s: notes.remove(s, [middle]))
    assert item(store, sheet, low).parent == top


def test_nothing_can_be_put_under_itself(store: Store) -> None:
    sheet = begun(store, "futures_wheel")
    top = add(store, sheet, "Ylin", "impacts")
    low = add(store, sheet, "Alin", "impacts", parent=top)
    for parent in (top, low):
        with pytest.raises(Refusal):
            store.write(lambda s, parent=parent: notes.move(s, top, Spot("impacts", parent=parent)))


def test_columns_are_checked_as_anywhere_else(store: Store) -> None:
    sheet = begun(store, "risk_matrix")
    made = add(store, sheet, "Sairastuminen", "risks")
    store.write(lambda s: notes.tell(s, made, {"probability": 4, "impact": 5}))
    assert item(store, sheet, made).facts == {"probability": 4, "impact": 5}
    with pytest.raises(InvalidFields) as caught:
        store.write(lambda s: notes.tell(s, made, {"probability": 6}))
    assert "probability" in caught.value.problems
    store.write(lambda s: notes.tell(s, made, {"impact": None}))
    assert item(store, sheet, made).facts == {"probability": 4}


def test_a_lane_is_told_by_the_place(store: Store) -> None:
    sheet = begun(store, "kaizen")
    made = add(store, sheet, "Idea", "ideas", facts={"status": "new"})
    store.write(lambda s: notes.move(s, made, Spot("ideas", facts={"status": "done"})))
    assert item(store, sheet, made).facts["status"] == "done"


def test_a_point_is_ticked_and_unticked(store: Store) -> None:
    sheet = begun(store, "tender_checklist")
    with store.read() as session:
        first = actions.content(session, sheet).of("suitability")[0]
    store.write(lambda s: notes.tick(s, first.id, done=True))
    assert item(store, sheet, first.id).done
    store.write(lambda s: notes.tick(s, first.id, done=False))
    assert not item(store, sheet, first.id).done


def test_100_000_characters_are_kept_and_one_more_is_told(store: Store, sheet: str) -> None:
    long = "ä" * 100_000
    made = add(store, sheet, long)
    assert item(store, sheet, made).text == long
    with pytest.raises(InvalidFields) as caught:
        store.write(lambda s: notes.write(s, made, long + "ö"))
    assert "text" in caught.value.problems
    assert item(store, sheet, made).text == long


def test_a_full_sheet_says_so(store: Store, sheet: str, monkeypatch) -> None:
    monkeypatch.setattr(notes, "MOST_ITEMS", 3)
    for number in range(3):
        add(store, sheet, str(number))
    with pytest.raises(Refusal):
        add(store, sheet, "liikaa")


def test_two_thousand_notes_are_read_in_order(store: Store, sheet: str) -> None:
    many = [f"Lappu {number}" for number in range(2000)]

    def fill(session):
        items = tuple(Item(f"{n:036d}", text, position=n) for n, text in enumerate(many))
        actions.put(
            session, sheet, actions.type_of(session, sheet), Content({}, {"strengths": items})
        )
        return Changes(_l("Added"))

    store.write(fill)
    assert texts(store, sheet) == many


def test_there_is_no_such_field(store: Store, sheet: str) -> None:
    with pytest.raises(Missing):
        add(store, sheet, "Yksi", "feelings")


def test_history_and_search_lead_to_the_sheet(store: Store, sheet: str) -> None:
    made = add(store, sheet, "Saunavuorot täynnä")
    store.write(lambda s: notes.write(s, made, "Saunavuorot vapaana"))
    with store.read() as session:
        assert [hit.record_id for hit in search.find(session, "saunavuo")] == [made]
        changed = [(each.old, each.new) for each in history.entries(session, made)]
        assert ("Saunavuorot täynnä", "Saunavuorot vapaana") in changed
        assert editing.find(session, Entry, made).sheet_id == sheet


@settings(max_examples=12)  # each makes a store
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=12))
def test_moves_within_a_cell_are_those_of_a_list(tmp_path_factory, moves) -> None:
    path = tmp_path_factory.mktemp("moves") / "a.kumppani"
    opened, _key = stores.create(path, PASSPHRASE, QUICK)
    with opened:
        sheet = begun(opened)
        ids = [add(opened, sheet, str(number)) for number in range(5)]
        order = list(ids)
        for which, to in moves:
            moving = ids[which]
            rest = [each for each in order if each != moving]
            before = rest[to] if to < len(rest) else ""
            opened.write(lambda s, m=moving, b=before: notes.move(s, m, Spot("strengths", b)))
            rest.insert(to if before else len(rest), moving)
            order = rest
        with opened.read() as session:
            assert [each.id for each in actions.content(session, sheet).of("strengths")] == order
