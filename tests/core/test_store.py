"""The encrypted file: made, opened, refused, never in plain text, never half-written."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core import attachment, editing, keys, schema
from app.core import store as stores
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.store import InUse, NewerStore, NotAStore, Store
from app.core.text import _l
from app.services.records import ServiceProduct
from tests.conftest import PASSPHRASE, QUICK

SECRET = "Mäkelän salainen kotiapu"


def add(store: Store, name: str = SECRET) -> str:
    return store.write(lambda s: editing.add(s, ServiceProduct, {"name": {"fi": name}})).result


def titles(store: Store) -> list[str]:
    with store.read() as session:
        return [one.name["fi"] for one in session.query(ServiceProduct).order_by(ServiceProduct.id)]


def test_what_is_written_is_there_after_opening_again(store: Store) -> None:
    add(store)
    store.close()
    with stores.open_store(store.path, PASSPHRASE) as again:
        assert titles(again) == [SECRET]


def test_no_record_is_in_plain_text_in_any_file(store: Store, tmp_path: Path) -> None:
    from app.core import backup

    add(store)
    backup.make(store, backup.folder_of(store.path))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files)
    for path in files:
        content = path.read_bytes()
        for words in (SECRET, "salainen", "directory_words", "SQLite format 3"):
            assert words.encode() not in content, path.name


def test_a_wrong_passphrase_is_refused_in_words(store: Store) -> None:
    store.close()
    with pytest.raises(keys.WrongPassphrase, match="salalauseella"):
        stores.open_store(store.path, "väärä")


def test_the_recovery_key_opens_however_it_is_typed(tmp_path: Path) -> None:
    made, recovery_key = stores.create(tmp_path / "a.kumppani", PASSPHRASE, QUICK)
    add(made)
    made.close()
    typed = recovery_key.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    with stores.open_store(made.path, recovery_key=typed) as again:
        assert titles(again) == [SECRET]


def test_changing_the_passphrase_rewraps_and_leaves_the_data_alone(store: Store) -> None:
    add(store)
    store.change_passphrase("uusi salalause", QUICK)
    store.close()
    with pytest.raises(keys.WrongPassphrase):
        stores.open_store(store.path, PASSPHRASE)
    with stores.open_store(store.path, "uusi salalause") as again:
        assert titles(again) == [SECRET]


def test_files_that_could_run_something_are_not_kept(store: Store, tmp_path: Path) -> None:
    program = tmp_path / "Lasku.PDF.exe"
    program.write_bytes(b"MZ")
    with pytest.raises(Refusal, match="ei säilytetä"):
        store.write(lambda session: attachment.attach(session, "x", program))


def test_copies_of_a_crashed_run_go_but_those_in_use_stay(store: Store, tmp_path: Path) -> None:
    note = tmp_path / "muistio.txt"
    note.write_text(SECRET)
    kept = store.write(lambda session: attachment.attach(session, "x", note)).result
    used, crashed = attachment.PrivateCopies(), attachment.PrivateCopies()
    with store.read() as session:
        in_use, left = used.copy(session, kept), crashed.copy(session, kept)
    assert in_use.stat().st_mode & 0o077 == 0 or in_use.parent.parent.stat().st_mode & 0o077 == 0
    crashed._lock.release()  # what the system does when a process ends
    attachment.remove_left_copies()
    assert in_use.exists()
    assert not left.exists()
    used.close()
    assert not in_use.exists()


def test_a_new_recovery_key_replaces_the_old_one(tmp_path: Path) -> None:
    made, old = stores.create(tmp_path / "a.kumppani", PASSPHRASE, QUICK)
    sheet: list[str] = []
    made.replace_recovery_key(sheet.append)
    made.close()
    with pytest.raises(keys.WrongPassphrase):
        stores.open_store(made.path, recovery_key=old)
    stores.open_store(made.path, recovery_key=sheet[0]).close()


def test_a_recovery_sheet_that_could_not_be_kept_leaves_the_old_one_in_force(
    tmp_path: Path,
) -> None:
    made, old = stores.create(tmp_path / "a.kumppani", PASSPHRASE, QUICK)

    def full_disk(_key: str) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        made.replace_recovery_key(full_disk)
    made.close()
    stores.open_store(made.path, recovery_key=old).close()


def test_an_existing_file_is_never_written_over(store: Store) -> None:
    before = store.path.read_bytes()
    with pytest.raises(Refusal, match="on jo tiedosto"):
        stores.create(store.path, "toinen", QUICK)
    assert store.path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "tiedosto"
    blocked.write_text("ei kansio")
    with pytest.raises(Refusal, match="ei voi luoda"):
        stores.create(blocked / "a.kumppani", PASSPHRASE, QUICK)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + b"x" * 500])
def test_something_else_is_not_a_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "muu.txt"
    path.write_bytes(content)
    with pytest.raises(NotAStore):
        stores.open_store(path, PASSPHRASE)


def test_a_plain_database_is_not_a_store(tmp_path: Path) -> None:
    path = tmp_path / "muu.kumppani"
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE a (b)")
    with pytest.raises(NotAStore):
        stores.open_store(path, PASSPHRASE)


def test_a_missing_key_file_is_named(store: Store) -> None:
    store.close()
    keys.key_path(store.path).unlink()
    with pytest.raises(Refusal, match="Avaintiedosto"):
        stores.open_store(store.path, PASSPHRASE)


def test_a_damaged_file_is_told_apart_from_a_wrong_passphrase(store: Store) -> None:
    add(store)
    store.close()
    content = bytearray(store.path.read_bytes())
    content[100:300] = b"\x55" * 200
    store.path.write_bytes(bytes(content))
    with pytest.raises(NotAStore, match="vioittunut"):
        stores.open_store(store.path, PASSPHRASE)


def test_damage_deep_in_the_file_is_found_by_the_check(store: Store) -> None:
    for number in range(60):
        add(store, f"{SECRET} {number} " + "x" * 50)
    store.close()
    content = bytearray(store.path.read_bytes())
    at = len(content) // 2
    content[at : at + 64] = b"\x55" * 64
    store.path.write_bytes(bytes(content))
    with stores.open_store(store.path, PASSPHRASE) as again, pytest.raises(NotAStore):
        again.check()


def test_a_newer_file_is_refused_and_left_as_it_is(store: Store) -> None:
    store.keep(lambda s: s.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    store.close()
    with pytest.raises(NewerStore):
        stores.open_store(store.path, PASSPHRASE)


def test_an_action_that_fails_leaves_no_trace(store: Store) -> None:
    def work(session: Session) -> Changes:
        editing.add(session, ServiceProduct, {"name": {"fi": "puolikas"}})
        raise Refusal(_l("Nothing fits"))

    with pytest.raises(Refusal):
        store.write(work)
    assert titles(store) == []
    assert store.undo_words() is None


def test_only_one_process_opens_a_store(store: Store) -> None:
    script = (
        "import sys, app.rooms\n"
        "from pathlib import Path\n"
        "from app.core.store import InUse, open_store\n"
        "try:\n"
        "    open_store(Path(sys.argv[1]), sys.argv[2])\n"
        "except InUse:\n"
        "    print('in use')\n"
    )
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", script, str(store.path), PASSPHRASE],
        capture_output=True, text=True, cwd=root, check=True,
    )  # fmt: skip
    assert answer.stdout.strip() == "in use"


def test_a_killed_process_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    script = (
        "import os, sys, app.rooms\n"
        "from pathlib import Path\n"
        "from app.core import editing\n"
        "from app.core.keys import Cost\n"
        "from app.core.store import create\n"
        "from app.services.records import ServiceProduct\n"
        "store, _key = create(Path(sys.argv[1]), 'a b c d', Cost(1, 64, 1))\n"
        "store.write(lambda s: editing.add(s, ServiceProduct, {'name': {'fi': 'Tallessa'}}))\n"
        "os._exit(9)\n"
    )
    path = tmp_path / "a.kumppani"
    subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=Path(__file__).parents[2], check=False
    )
    with stores.open_store(path, "a b c d") as again:
        assert titles(again) == ["Tallessa"]
        again.check()


def test_listeners_hear_what_was_touched(store: Store) -> None:
    heard: list[Changes] = []
    stop = store.listen(heard.append)
    record_id = add(store)
    stop()
    add(store, "toinen")
    assert [changes.touched for changes in heard] == [frozenset({("service", record_id)})]


def test_in_use_is_a_refusal() -> None:
    assert issubclass(InUse, Refusal)


def test_the_head_revision_is_the_newest_migration() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(schema._config()).get_current_head() == schema.head()


@pytest.mark.filterwarnings("ignore:.*expression-based index:Warning")
def test_the_migrations_make_what_the_records_say(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from app.catalogue.tables import metadata as catalogue
    from app.core import draft, setting  # noqa: F401 - their tables count too
    from app.core.record import Table

    with store._engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _p: (
                    not (kind == "table" and str(name).startswith("directory_words"))
                )
            },
        )
        several: Any = [Table.metadata, catalogue]  # the annotation knows only one
        assert compare_metadata(context, several) == []
