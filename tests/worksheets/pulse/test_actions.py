"""The pulse in a real store: what is kept of an answer, what is told, and how one goes on."""

from datetime import date

import pytest
from sqlalchemy import inspect, text

from app.core import history, search
from app.core.fault import Refusal
from app.core.store import Store
from app.exchange.export import export_records
from app.worksheets.pulse import a3, actions
from app.worksheets.pulse.rules import ENPS
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets.records import Worksheet
from tests.worksheets.pulse.rounds import all_same, begin, closed, give, results

SECRET = "Tunnistettava lause"
FIRST, SECOND = date(2026, 3, 1), date(2026, 9, 1)


def _dump(store: Store) -> dict[str, list[tuple]]:
    """Every row of every table."""
    with store.read() as session:
        names = inspect(session.connection()).get_table_names()
        return {
            name: [tuple(row) for row in session.execute(text(f'select * from "{name}"'))]
            for name in names
        }


def test_an_answer_is_written_nowhere_but_in_its_own_table(store: Store) -> None:
    sheet_id = begin(store)
    before = _dump(store)
    give(store, sheet_id, [all_same(4)], SECRET)
    after = _dump(store)
    changed = {
        name for name in after if sorted(map(repr, after[name])) != sorted(map(repr, before[name]))
    }
    assert changed == {"pulse_answer"}
    said = [name for name, rows in after.items() if SECRET in repr(rows)]
    assert said == ["pulse_answer"]


def test_what_is_kept_has_no_time_no_name_and_no_order(store: Store) -> None:
    sheet_id = begin(store)
    for number in range(12):
        give(store, sheet_id, [all_same(1 + number % 5)], f"Sana {number:02d}")
    with store.read() as session:
        columns = {
            each["name"] for each in inspect(session.connection()).get_columns("pulse_answer")
        }
        assert columns == {"id", "sheet_id", "scores", "words"}
        rows = session.execute(text("select id, scores, words from pulse_answer")).all()
        with pytest.raises(Exception, match="rowid"):
            session.execute(text("select rowid from pulse_answer"))
    assert all(row.id[14] == "4" for row in rows)  # drawn by chance, not by time
    assert [row.id for row in rows] == sorted(row.id for row in rows)
    words = [row.words for row in rows if row.words]
    assert words != sorted(words)
    assert not any(row.words and row.scores != "{}" for row in rows)  # words lie apart from numbers


def test_history_search_and_spreadsheet_know_nothing_of_answers(store: Store, tmp_path) -> None:
    sheet_id = begin(store)
    with store.read() as session:
        was = session.get_one(Worksheet, sheet_id).updated_at
        actions_before = len(history.recent(session))
    give(store, sheet_id, [all_same(2)] * 4, SECRET)
    with store.read() as session:
        assert session.get_one(Worksheet, sheet_id).updated_at == was
        assert len(history.recent(session)) == actions_before
        assert len(history.entries(session, sheet_id)) == 1
        assert not search.find(session, "Tunnistettava")
        path = tmp_path / "sheets.xlsx"
        export_records(session, Worksheet, path)
    assert SECRET.encode() not in path.read_bytes()


def test_only_the_number_is_told_before_closing_also_of_many(store: Store) -> None:
    sheet_id = begin(store)
    give(store, sheet_id, [all_same(4)] * 7, SECRET)
    told = results(store, sheet_id)
    assert (told.count, told.shown, told.means, told.enps, told.words) == (7, False, {}, None, ())
    with store.read() as session:
        assert actions.values_for_picture(session, sheet_id) == {}
        assert actions.rounds(session)[0].result == told


def test_fewer_than_five_can_not_be_closed_and_tell_nothing_when_the_sheet_is_finished(
    store: Store,
) -> None:
    sheet_id = begin(store)
    give(store, sheet_id, [all_same(4)] * 4, SECRET)
    with pytest.raises(Refusal):
        store.write(lambda session: actions.close(session, sheet_id))
    store.write(lambda session: sheets.finish(session, sheet_id))
    told = results(store, sheet_id)
    assert (told.count, told.shown, told.means, told.words) == (4, False, {}, ())
    with store.read() as session:
        assert actions.values_for_picture(session, sheet_id) == {}


def test_a_closed_round_of_five_is_told(store: Store) -> None:
    sheet_id = closed(store, "Pulssi", FIRST, *[all_same(4, 9)] * 4, all_same(3, 2))
    told = results(store, sheet_id)
    assert told.shown
    assert str(told.number("energy")) == "3.8"
    assert told.number(ENPS) == 60
    with store.read() as session:
        shown = actions.values_for_picture(session, sheet_id)
    assert shown["result/energy"] == {"mean": 3.8, "count": 5}
    assert shown["result/enps"] == {"mean": 60.0, "count": 5}


def test_a_closed_round_takes_no_answers(store: Store) -> None:
    sheet_id = closed(store, "Pulssi", FIRST, *[all_same(4)] * 5)
    with pytest.raises(Refusal):
        give(store, sheet_id, [all_same(1)])
    assert results(store, sheet_id).count == 5


@pytest.mark.parametrize("again", ["take up", "undo"])
def test_a_round_that_was_shown_takes_none_though_it_is_opened_again(
    store: Store, again: str
) -> None:
    sheet_id = closed(store, "Pulssi", FIRST, *[all_same(4)] * 5)
    if again == "undo":
        store.undo()
    else:
        store.write(lambda session: sheets.take_up_again(session, sheet_id))
    with pytest.raises(Refusal):
        give(store, sheet_id, [all_same(1)])
    assert not results(store, sheet_id).shown


def test_a_round_that_was_finished_too_early_may_go_on(store: Store) -> None:
    sheet_id = begin(store)
    give(store, sheet_id, [all_same(4)] * 3)
    store.write(lambda session: sheets.finish(session, sheet_id))
    store.write(lambda session: sheets.take_up_again(session, sheet_id))
    give(store, sheet_id, [all_same(4)] * 4)
    store.write(lambda session: actions.close(session, sheet_id))
    assert results(store, sheet_id).count == 7
    store.write(lambda session: sheets.take_up_again(session, sheet_id))
    with pytest.raises(Refusal):
        give(store, sheet_id, [all_same(1)])


def test_an_answer_to_nothing_is_refused(store: Store) -> None:
    sheet_id = begin(store)
    with pytest.raises(Refusal):
        give(store, sheet_id, [{"energy": 9, "unknown": 3}], SECRET)
    other = store.write(lambda session: sheets.begin(session, {"type_key": "swot"})).result
    with pytest.raises(Refusal):
        give(store, other, [all_same(3)])
    assert results(store, sheet_id).count == 0


def _two_rounds(store: Store, second: int = 3) -> str:
    closed(store, "Kevät", FIRST, *[all_same(4, 9)] * 5)
    return closed(store, "Syksy", SECOND, *[all_same(second, 9)] * 6)


def test_rounds_stand_in_the_order_in_which_they_were_held(store: Store) -> None:
    later = begin(store, "Syksy", SECOND)
    earlier = begin(store, "Kevät", FIRST)
    with store.read() as session:
        assert [each.sheet_id for each in actions.rounds(session)] == [earlier, later]


def test_a_fall_waits_until_an_a3_is_begun_from_it(store: Store) -> None:
    sheet_id = _two_rounds(store)
    with store.read() as session:
        assert [each.record_id for each in a3.matters(session, SECOND)] == [sheet_id]
    made = store.write(lambda session: a3.suggest_a3(session, sheet_id)).result
    with store.read() as session:
        content = sheets.content(session, made)
        assert "Syksy" in content.values["background"]
        assert "Kevät" in content.values["background"]
        assert content.values["current"].count("\n") == 6
        assert "3,0" in content.values["current"]
        assert a3.a3_of(session, sheet_id) == made
        assert list(a3.matters(session, SECOND)) == []
    with pytest.raises(Refusal):
        store.write(lambda session: a3.suggest_a3(session, sheet_id))


def test_nothing_waits_when_nothing_fell(store: Store) -> None:
    sheet_id = _two_rounds(store, 4)
    with store.read() as session:
        assert list(a3.matters(session, SECOND)) == []
    with pytest.raises(Refusal):
        store.write(lambda session: a3.suggest_a3(session, sheet_id))


def test_the_next_round_follows_and_is_begun_once(store: Store) -> None:
    sheet_id = _two_rounds(store)
    made = store.write(lambda session: actions.begin_next(session, sheet_id)).result
    with store.read() as session:
        assert session.get_one(Worksheet, made).follows_id == sheet_id
        assert actions.results(session, made).count == 0
    with pytest.raises(Refusal):
        store.write(lambda session: actions.begin_next(session, sheet_id))
