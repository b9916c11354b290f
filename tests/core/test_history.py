"""Who changed what, when; undo and redo; nothing forgotten."""

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.core import editing, history, search
from app.core.fault import Refusal
from app.core.record import now
from app.core.store import Store, create
from app.core.text import speaking
from app.services.records import ServiceProduct
from tests.conftest import QUICK


def add(store: Store, **values: object) -> str:
    values.setdefault("name", {"fi": "Kotiapu"})
    return store.write(lambda s: editing.add(s, ServiceProduct, values)).result


def change(store: Store, record_id: str, **values: object) -> None:
    store.write(lambda s: editing.change(s, ServiceProduct, record_id, values))


def value(store: Store, record_id: str, name: str) -> object:
    with store.read() as session:
        return getattr(editing.find(session, ServiceProduct, record_id), name)


def test_each_changed_field_is_noted_with_old_and_new(store: Store) -> None:
    store.who = "Marja"
    record_id = add(store)
    change(store, record_id, duration=90, stage="idea")
    with store.read() as session:
        found = history.entries(session, record_id)
    noted = {entry.field: (entry.old, entry.new, entry.who) for entry in found}
    assert noted["duration"] == ("", "1 h 30 min".replace(" ", "\u00a0"), "Marja")
    assert noted["stage"][1] == "Idea"
    assert found[-1].field == history.CREATED


def test_an_action_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    record_id = add(store, duration=60)
    changes = store.write(lambda s: editing.change(s, ServiceProduct, record_id, {"duration": 60}))
    assert not changes
    with store.read() as session:
        assert len(history.entries(session, record_id)) == 1


def test_undo_says_what_it_undoes_in_the_language_of_the_moment(store: Store) -> None:
    add(store, name={"fi": "Kotiapu", "en": "Home help"})
    words = store.undo_words()
    assert words is not None
    assert words.say("fi") == "Lisättiin ”Kotiapu”"
    with speaking("en"):
        assert words.say() == "Added “Home help”"


def test_undo_and_redo_go_through_every_kind_of_action(store: Store) -> None:
    record_id = add(store, duration=30)
    change(store, record_id, duration=45)
    store.write(lambda s: editing.remove(s, ServiceProduct, [record_id]))
    store.undo()
    assert value(store, record_id, "deleted_at") is None
    store.undo()
    assert value(store, record_id, "duration") == 30
    store.undo()
    assert value(store, record_id, "deleted_at") is not None
    with pytest.raises(Refusal):
        store.undo()
    for _step in range(3):
        store.redo()
    assert value(store, record_id, "duration") == 45
    assert value(store, record_id, "deleted_at") is not None
    with pytest.raises(Refusal):
        store.redo()


def test_something_new_ends_redo(store: Store) -> None:
    record_id = add(store)
    change(store, record_id, duration=10)
    store.undo()
    change(store, record_id, duration=20)
    assert store.redo_words() is None


def test_undo_follows_the_search(store: Store) -> None:
    record_id = add(store, name={"fi": "Saunapäivä"})
    change(store, record_id, name={"fi": "Uintiretki"})
    store.undo()
    with store.read() as session:
        assert [hit.record_id for hit in search.find(session, "sauna")] == [record_id]
        assert search.find(session, "uinti") == []


def test_a_version_of_the_past_can_be_seen(store: Store) -> None:
    record_id = add(store, duration=30)
    moment = now()
    change(store, record_id, duration=45)
    with store.read() as session:
        assert history.snapshot_at(session, record_id, moment)["duration"] == 30
        assert history.snapshot_at(session, record_id, now())["duration"] == 45
        assert history.snapshot_at(session, record_id, moment - timedelta(days=1)) == {}


class UndoMachine(RuleBasedStateMachine):
    """Whatever is done, undoing all of it gives what was before, and redoing gives it back."""

    @initialize()
    def begin(self) -> None:
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.store, _key = create(Path(self.folder.name) / "a.kumppani", "a b c", QUICK)
        self.record_id = add(self.store)
        self.done: list[object] = [self.state()]
        self.undone: list[object] = []

    def state(self) -> tuple[object, ...]:
        with self.store.read() as session:
            record = editing.find(session, ServiceProduct, self.record_id)
            return record.duration, dict(record.name), record.deleted_at is None

    @rule(minutes=st.integers(1, 500))
    def change(self, minutes: int) -> None:
        before = self.state()
        change(self.store, self.record_id, duration=minutes)
        if self.state() != before:
            self.done.append(self.state())
            self.undone.clear()

    @rule(name=st.text("aä ö{}%", min_size=1, max_size=8).filter(str.strip))
    def rename(self, name: str) -> None:
        before = self.state()
        change(self.store, self.record_id, name={"fi": name})
        if self.state() != before:
            self.done.append(self.state())
            self.undone.clear()

    @rule()
    def undo(self) -> None:
        if len(self.done) > 1:
            self.store.undo()
            self.undone.append(self.done.pop())

    @rule()
    def redo(self) -> None:
        if self.undone:
            self.store.redo()
            self.done.append(self.undone.pop())

    @invariant()
    def as_expected(self) -> None:
        if hasattr(self, "done"):
            assert self.state() == self.done[-1]

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


UndoMachine.TestCase.settings = __import__("hypothesis").settings(
    max_examples=8, stateful_step_count=15, deadline=None
)
TestUndo = UndoMachine.TestCase
