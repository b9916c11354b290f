"""Several offices, one register, everything that goes wrong: at the end all hold the same, and no word is lost.

Two computers of one organisation and one of another edit, delete, jump in time, lose answers, are restored from
old backups and copied; hypothesis looks for an order in which they don't come together again.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import msgspec
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.core import backup, editing
from app.core import store as stores
from app.core.store import Store
from app.register import tables
from app.register.database import Database
from app.services.records import ServicePath
from app.sync import link as links
from app.sync import outbox
from app.sync.merge import Stamps
from app.sync.records import Conflict, Outgoing, Shared
from app.sync.trouble import Stopped
from tests.conftest import PASSPHRASE
from tests.sync.proxy import FAULTS, Proxy
from tests.sync.running import Network, Register, add_path, connect, office, paths, sync

NAMES = ("aamu", "ilta")
"""Two computers of one organisation."""
OTHER = "toinen"
"""A computer of another one."""
FIELDS = ("name", "need")
EXAMPLES = int(os.environ.get("KUMPPANI_SYNC_EXAMPLES", "4"))
"""How many courses of events are tried; each takes about a second."""
PHASES = [Phase.generate] if "KUMPPANI_SYNC_EXAMPLES" in os.environ else list(Phase)
"""A long search tells what it finds without making it shorter first."""


class Offices(RuleBasedStateMachine):
    """The offices and what has been typed in them."""

    database: Database
    register: Register
    empty: Path
    records = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.skew: dict[str, int] = dict.fromkeys((*NAMES, OTHER), 0)
        self.at = NAMES[0]
        self.real_now = links.local_now
        links.local_now = lambda: self.real_now() + self.skew[self.at]
        self.proxy = Proxy(self.register.url)
        self.network = Network(self.database)
        self.stores: dict[str, Store] = {}
        self.typed: dict[str, tuple[str, str]] = {}
        self.seen_and_changed: set[str] = set()
        self.number = 0

    @initialize()
    def begin(self) -> None:
        for name in (*NAMES, OTHER):
            self.at = name
            self.stores[name] = office(self.empty, self.folder, name)
            whose = "Arkiapu" if name in NAMES else "Naapuri"
            connect(self.stores[name], self.proxy.url, self.network, whose)

    def teardown(self) -> None:
        links.local_now = self.real_now
        for each in self.stores.values():
            each.close()
        self.proxy.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    def _word(self, record: str, field: str) -> str:
        self.number += 1
        word = f"sana{self.number}"
        self.typed[word] = (record, field)
        return word

    def _words(self, record: ServicePath | None) -> dict[str, str]:
        if record is None:
            return {}
        return {name: (getattr(record, name) or {}).get("fi", "") for name in FIELDS}

    @rule(target=records, at=st.sampled_from(NAMES))
    def add(self, at: str) -> str:
        self.at = at
        word = self._word("", "name")
        record = add_path(self.stores[at], word)
        self.typed[word] = (record, "name")
        return record

    @rule(record=records, at=st.sampled_from(NAMES), field=st.sampled_from(FIELDS))
    def edit(self, record: str, at: str, field: str) -> None:
        self.at = at
        found = paths(self.stores[at]).get(record)
        if found is None:
            return
        before = self._words(found)[field]
        if before:  # whoever types over a word has it before their eyes
            self.seen_and_changed.add(before)
        fresh = {field: {"fi": self._word(record, field)}}
        self.stores[at].write(lambda session: editing.change(session, ServicePath, record, fresh))

    @rule(record=records, at=st.sampled_from(NAMES), gone=st.booleans())
    def bin(self, record: str, at: str, gone: bool) -> None:
        self.at = at
        if record in paths(self.stores[at]):
            deed = editing.remove if gone else editing.restore
            self.stores[at].write(lambda session: deed(session, ServicePath, [record]))

    @rule(at=st.sampled_from((*NAMES, OTHER)), faults=st.lists(st.sampled_from(FAULTS), max_size=4))
    def exchange(self, at: str, faults: list[str]) -> None:
        self.at = at
        self.proxy.faults.extend(faults)
        with suppress(Stopped):
            sync(self.stores[at])
        self.proxy.faults.clear()

    @rule(at=st.sampled_from(NAMES), minutes=st.integers(-100_000, 100_000))
    def clock(self, at: str, minutes: int) -> None:
        self.skew[at] = minutes * 60_000

    @rule(at=st.sampled_from(NAMES))
    def keep_backup(self, at: str) -> None:
        for old in self.folder.glob(f"{at}-*.kumppani-backup"):
            old.unlink()
        made = backup.make(self.stores[at], self.folder)
        made.path.rename(self.folder / f"{at}-old.kumppani-backup")
        for each in (f"{at}.kumppani", f"{at}.kumppani.keys"):
            copy = self.folder / f"copy-{each}"
            shutil.copyfile(self.folder / each, copy)
        # The file itself as somebody would copy it, with what the log beside it holds.
        whole = self.folder / f"copy-whole-{at}.kumppani"
        whole.unlink(missing_ok=True)
        self.stores[at].copy_to(whole)

    @rule(at=st.sampled_from(NAMES), by_hand=st.booleans())
    def go_back(self, at: str, by_hand: bool) -> None:
        """The office goes on with an old copy: restored by the program, or copied over by hand."""
        kept = self.folder / f"{at}-old.kumppani-backup"
        if not kept.exists():
            return
        self.at = at
        self._exempt_unsent(at)
        self.stores[at].close()
        path = self.folder / f"{at}.kumppani"
        if by_hand:
            whole = self.folder / f"copy-whole-{at}.kumppani"
            for beside in ("-wal", "-shm"):
                path.with_name(path.name + beside).unlink(missing_ok=True)
            shutil.copyfile(whole, path)
            shutil.copyfile(self.folder / f"copy-{at}.kumppani.keys", f"{path}.keys")
        else:
            backup.restore(kept, path)
        self.stores[at] = stores.open_store(path, PASSPHRASE)

    def _exempt_unsent(self, at: str) -> None:
        """What was typed after the copy and never sent went with the file that was replaced."""
        with self.stores[at].read() as session:
            unsent = set(session.scalars(select(Outgoing.record_id)))
            for record in unsent:
                self.seen_and_changed |= set(self._words(session.get(ServicePath, record)).values())
            for each in session.query(Conflict):
                self.seen_and_changed |= _in(each.mine)

    @invariant()
    def every_outbox_knows_its_records(self) -> None:
        for each in self.stores.values():
            with each.read() as session:
                rows = session.query(Outgoing).all()
                known = {row.record_id for row in session.query(Shared)}
                assert {row.record_id for row in rows} <= known

    def settle(self) -> None:
        """Everybody is online again, with a right clock."""
        self.proxy.faults.clear()
        for _round in range(4):
            for at, each in self.stores.items():
                self.at = at
                sync(each)

    def check(self) -> None:
        states = {at: self._state(each) for at, each in self.stores.items() if at in NAMES}
        first, second = states.values()
        assert first == second
        with self.database.reading() as connection:
            stored = connection.execute(
                select(tables.record).where(tables.record.c.network_id == self.network.id)
            ).all()
        kept = {row.record_id: row for row in stored if row.kind == "service_path"}
        assert {record: row.stamps for record, row in kept.items()} == {
            record: state[2] for record, state in first.items()
        }
        for record, (words, deleted, _stamps) in first.items():
            fields = msgspec.json.decode(kept[record].fields)
            assert words == {name: (fields.get(name) or {}).get("fi", "") for name in FIELDS}
            assert deleted == bool(fields["deleted_at"])
        with self.stores[OTHER].read() as session:
            theirs = {row.record_id: row for row in session.query(Shared) if not row.own}
            for record, row in kept.items():
                assert theirs[record].stamps == row.stamps
                assert msgspec.json.decode(theirs[record].fields) == msgspec.json.decode(row.fields)
        for each in self.stores.values():
            with each.read() as session:
                assert outbox.waiting_count(session) == 0
        self._no_word_is_lost(first)

    def _state(self, each: Store) -> dict[str, tuple[dict[str, str], bool, str]]:
        with each.read() as session:
            shared = {row.record_id: row for row in session.query(Shared)}
            return {
                record.id: (
                    self._words(record),
                    record.deleted_at is not None,
                    Stamps.parse(shared[record.id].stamps).written(),
                )
                for record in session.query(ServicePath)
            }

    def _no_word_is_lost(self, state: dict[str, Any]) -> None:
        stands = {word for words, _deleted, _stamps in state.values() for word in words.values()}
        inbox: set[str] = set()
        for each in self.stores.values():
            with each.read() as session:
                for conflict in session.query(Conflict):
                    inbox |= _in(conflict.mine)
        lost = set(self.typed) - stands - inbox - self.seen_and_changed
        assert not lost, {word: self.typed[word] for word in lost}

    @rule()
    def come_together(self) -> None:
        self.settle()
        self.check()


def _in(written: str) -> set[str]:
    value = msgspec.json.decode(written)
    return set(value.values()) if isinstance(value, dict) else set()


def test_all_offices_and_the_register_come_to_hold_the_same(
    database: Database, register: Register, empty: Path
) -> None:
    class Ending(Offices):
        def teardown(self) -> None:
            try:
                if len(self.stores) == len(self.skew):
                    self.settle()
                    self.check()
            finally:
                super().teardown()

    Ending.database, Ending.register, Ending.empty = database, register, empty
    run_state_machine_as_test(
        Ending,
        settings=settings(
            phases=PHASES, max_examples=EXAMPLES, stateful_step_count=25, deadline=None
        ),
    )
