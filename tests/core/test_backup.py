"""Backups: whole, checked, thinned by age, restored beside what is there."""

import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core import backup, editing, keys
from app.core import store as stores
from app.core.fault import Refusal
from app.core.store import Store
from app.services.records import ServiceProduct
from tests.conftest import PASSPHRASE

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def add(store: Store, name: str) -> None:
    store.write(lambda s: editing.add(s, ServiceProduct, {"name": {"fi": name}}))


def names(path: Path) -> list[str]:
    with stores.open_store(path, PASSPHRASE) as opened, opened.read() as session:
        return [one.name["fi"] for one in session.query(ServiceProduct)]


def test_a_backup_restores_elsewhere_with_the_same_passphrase(store: Store, tmp_path: Path) -> None:
    add(store, "Ennen")
    made = backup.make(store, tmp_path / "kopiot")
    add(store, "Jälkeen")
    target = tmp_path / "uusi" / "toimisto.kumppani"
    assert backup.restore(made.path, target) is None
    assert names(target) == ["Ennen"]


def test_restoring_sets_aside_what_was_there(store: Store, tmp_path: Path) -> None:
    add(store, "Ennen")
    made = backup.make(store, tmp_path / "kopiot")
    add(store, "Jälkeen")
    store.close()
    aside = backup.restore(made.path, store.path)
    assert aside is not None
    assert names(store.path) == ["Ennen"]
    assert sorted(names(aside)) == ["Ennen", "Jälkeen"]


def test_a_restored_copy_is_another_device_of_the_same_store(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, tmp_path / "kopiot")
    target = tmp_path / "b.kumppani"
    backup.restore(made.path, target)
    restored = keys.read_keys(target)
    assert restored.store == store.keys.store
    assert restored.device != store.keys.device


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\x00" * 18])
def test_something_else_is_not_restored(store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.kumppani-backup"
    path.write_bytes(content)
    before = store.path.read_bytes()
    with pytest.raises(Refusal):
        backup.restore(path, store.path)
    assert store.path.read_bytes() == before


def test_a_damaged_backup_is_refused(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, tmp_path / "kopiot")
    content = bytearray(made.path.read_bytes())
    content[5000:5100] = b"\x00" * 100
    made.path.write_bytes(bytes(content))
    with pytest.raises(Refusal):
        backup.restore(made.path, tmp_path / "b.kumppani")
    assert not (tmp_path / "b.kumppani").exists()


def test_a_folder_that_cannot_be_written_leaves_nothing_and_says_so(
    store: Store, tmp_path: Path
) -> None:
    blocked = tmp_path / "tiedosto"
    blocked.write_text("")
    with pytest.raises(Refusal, match="Tietosi ovat turvassa"):
        backup.make(store, blocked / "kopiot")


def test_once_a_day(store: Store) -> None:
    today = datetime.now().date()
    assert backup.make_daily(store, today) is not None
    assert backup.make_daily(store, today) is None
    assert backup.make_daily(store, today + timedelta(days=1)) is not None


def test_the_contents_are_the_store_its_keys_and_when(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, tmp_path)
    with zipfile.ZipFile(made.path) as archive:
        assert sorted(archive.namelist()) == ["about.json", "keys.json", "store"]


@given(st.lists(st.integers(0, 900 * 24), max_size=60))
@example([1189, 1285])
def test_thinning_keeps_the_new_and_one_of_each_old_span(hours: list[int]) -> None:
    made = {NOW - timedelta(hours=each) for each in hours}
    gone = backup.superfluous(made, NOW)
    kept = made - gone
    assert {each for each in made if NOW - each <= timedelta(days=2)} <= kept
    assert {(each.year, each.month) for each in made} == {(each.year, each.month) for each in kept}
    if made:
        assert max(made) in kept
    assert backup.superfluous(kept, NOW) == set()


def test_a_year_of_daily_backups_is_few_files() -> None:
    made = [NOW - timedelta(days=each) for each in range(365)]
    assert len(made) - len(backup.superfluous(made, NOW)) < 40


def test_names_tell_when_and_why(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, tmp_path, "import")
    (tmp_path / "muu.kumppani-backup").write_text("")
    (found,) = backup.backups(tmp_path)
    assert found.reason == "import"
    assert abs(found.made - made.made) < timedelta(seconds=1)
    assert not backup.is_due(tmp_path, found.made.astimezone().date())
    assert backup.is_due(tmp_path, date(2000, 1, 1))


def test_restoring_again_and_again_within_a_second_writes_over_nothing(
    store: Store, tmp_path: Path
) -> None:
    made = backup.make(store, tmp_path / "kopiot")
    target = tmp_path / "uusi.kumppani"
    aside = [backup.restore(made.path, target) for _time in range(5)]
    assert aside[0] is None
    assert len({path for path in aside[1:] if path}) == 4
    assert all(names(path) == [] for path in aside[1:] if path)


def test_a_store_in_use_is_never_restored_over(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, tmp_path / "kopiot")
    with pytest.raises(stores.InUse):
        backup.restore(made.path, store.path)
    add(store, "Yhä täällä")
    store.check()


@pytest.mark.parametrize("failing", range(1, 6))
def test_a_restore_that_fails_half_way_leaves_everything_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    add(store, "Alkuperäinen")
    made = backup.make(store, tmp_path / "kopiot")
    path = store.path
    store.close()
    before = {each.name: each.read_bytes() for each in path.parent.glob(f"{path.name}*")}
    calls = 0
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Refusal, match="No space"):
        backup.restore(made.path, path)
    monkeypatch.undo()
    assert {e.name: e.read_bytes() for e in path.parent.glob(f"{path.name}*")} == before
    assert names(path) == ["Alkuperäinen"]


def test_a_backup_whose_store_is_something_else_is_refused(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, tmp_path / "kopiot")
    with zipfile.ZipFile(made.path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for content in (b"", b"hello", parts["store"][:-4096], b"x" * len(parts["store"])):
        with zipfile.ZipFile(made.path, "w") as archive:
            for name, part in {**parts, "store": content}.items():
                archive.writestr(name, part)
        with pytest.raises(Refusal):
            backup.restore(made.path, tmp_path / "uusi.kumppani")
        left = {each.name for each in tmp_path.iterdir() if "uusi" in each.name}
        assert left <= {"uusi.kumppani.lock"}
        assert not list(tmp_path.glob(".*restoring*"))


def test_a_lone_key_file_is_set_aside_and_not_written_over(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, tmp_path / "kopiot")
    target = tmp_path / "uusi.kumppani"
    keys.key_path(target).write_text("ainoa", encoding="utf-8")
    aside = backup.restore(made.path, target)
    assert aside
    assert keys.key_path(aside).read_text(encoding="utf-8") == "ainoa"
    assert names(target) == []


def test_a_backup_that_says_nonsense_of_itself_is_refused(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, tmp_path / "kopiot")
    with zipfile.ZipFile(made.path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(made.path, "w") as archive:
        for name, part in {**parts, "about.json": b"{nonsense"}.items():
            archive.writestr(name, part)
    with pytest.raises(Refusal, match="varmuuskopio"):
        backup.restore(made.path, tmp_path / "uusi.kumppani")
