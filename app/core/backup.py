"""Backups: one encrypted file that holds the store and its keys, made, checked, thinned, restored.

A backup is made once a day, before every migration and before every import. It is opened and read
through before it counts as made. Nothing is ever restored over an existing file: what was there is
set aside.
"""

import hashlib
import json
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from app import __version__
from app.core import keys, schema
from app.core.fault import Refusal
from app.core.record import new_id, now
from app.core.sqlcipher import DriverError
from app.core.store import Store, connect, locked
from app.core.text import _l

SUFFIX = ".kumppani-backup"
_STORE, _KEYS, _ABOUT = "store", "keys.json", "about.json"
_MOST_KEYS = 64 * 1024
_PAGE = 4096
"""The page size of a SQLCipher file, in bytes; a whole file is a whole number of them."""
_STAMP = "%Y-%m-%d %H%M%S"

DAILY = timedelta(days=14)
WEEKLY = timedelta(weeks=10)


@dataclass(frozen=True)
class Backup:
    """A backup file and when it was made."""

    path: Path
    made: datetime
    reason: str

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return self.path.stat().st_size


def folder_of(store_path: Path) -> Path:
    """Where the automatic backups of a store lie: in a folder beside it."""
    return store_path.with_name(f"{store_path.stem}-backups")


def make(store: Store, folder: Path, reason: str = "asked") -> Backup:
    """Make a backup in ``folder`` and check it.

    Args:
        store: the open store.
        folder: made when it is missing.
        reason: ``daily``, ``migration``, ``import`` or ``asked``; part of the file's name.

    Raises:
        Refusal: it can't be written or did not pass the check; nothing half-made is left.
    """
    made = now()
    name = f"{store.path.stem} {made.strftime(_STAMP)} {reason}{SUFFIX}"
    target = folder / name
    copy = folder / f".{new_id()}.copy"
    half = folder / f".{new_id()}.half"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store.copy_to(copy)
        _check(copy, store.data_key)
        _pack(half, copy, store.keys, made, reason)
        half.replace(target)
    except OSError as fault:
        raise Refusal(
            _l(
                "The backup could not be written to {folder}. Check that there is space and that the "
                "folder can be written to. Your data is safe in the store.",
                folder=str(folder),
            )
        ) from fault
    except DriverError as fault:
        raise Refusal(
            _l(
                "The backup could not be made or did not pass its check: the disk may be full. "
                "Your data is safe in the store."
            )
        ) from fault
    finally:
        _discard(copy)
        _discard(half)
    return Backup(target, made, reason)


def _discard(path: Path) -> None:
    with suppress(OSError):  # what went wrong before is told; this is only tidying up
        path.unlink(missing_ok=True)


def _check(path: Path, data_key: bytes) -> None:
    connection = connect(path, data_key)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise DriverError("quick_check")
        connection.execute("SELECT count(*) FROM action").fetchone()
    finally:
        connection.close()


def _pack(target: Path, copy: Path, key_file: keys.KeyFile, made: datetime, reason: str) -> None:
    about = {
        "made": made.isoformat(),
        "reason": reason,
        "schema": schema.head(),
        "program": __version__,
        "sha256": _sha256(copy),
    }
    with target.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.write(copy, _STORE)
            archive.writestr(_KEYS, key_file.to_text())
            archive.writestr(_ABOUT, json.dumps(about))
        file.flush()
        os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first; other files are passed over."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        parts = path.name.removesuffix(SUFFIX).rsplit(" ", 3)
        try:
            made = datetime.strptime(" ".join(parts[-3:-1]), _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(path, made, parts[-1]))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def is_due(folder: Path, today: date) -> bool:
    """Whether today's backup is still to be made."""
    return not any(backup.made.astimezone().date() == today for backup in backups(folder))


def superfluous(made: Iterable[datetime], moment: datetime) -> set[datetime]:
    """Which of the backups made at these moments can go.

    All of the last two days stay, then the newest of each day for two weeks, of each week for ten
    weeks (a week over the turn of a month counts as two), and of each month without end. The newest
    of all always stays.
    """
    kept: dict[tuple[str, str], datetime] = {}
    every = sorted(made)
    for one in every:
        age = moment - one
        if age <= timedelta(days=2):
            slot = ("all", one.isoformat())
        elif age <= DAILY:
            slot = ("day", one.date().isoformat())
        elif age <= WEEKLY:
            slot = ("week", "{}-{}-{}".format(*one.isocalendar()[:2], one.month))
        else:
            slot = ("month", f"{one.year}-{one.month}")
        kept[slot] = one
    return set(every) - set(kept.values()) - set(every[-1:])


def thin(folder: Path) -> None:
    """Remove the backups that are no longer needed; those a person asked for always stay."""
    automatic = [backup for backup in backups(folder) if backup.reason != "asked"]
    gone = superfluous((backup.made for backup in automatic), now())
    for backup in automatic:
        if backup.made in gone:
            backup.path.unlink(missing_ok=True)


def make_daily(store: Store, today: date) -> Backup | None:
    """Make today's backup if it is still to be made, and thin the old ones."""
    folder = folder_of(store.path)
    if not is_due(folder, today):
        return None
    backup = make(store, folder, "daily")
    thin(folder)
    return backup


def restore(backup_path: Path, target: Path) -> Path | None:
    """Put the store of a backup at ``target``; returns where an existing store was set aside.

    The restored copy counts as another device, so that a later sync can tell it from the one it was
    copied from.

    Raises:
        InUse: a window has the store at ``target`` open.
        Refusal: the file is not a backup, is damaged, or can't be written.
    """
    half = target.with_name(f".{new_id()}.restoring")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = locked(target)
        try:
            key_file = _unpack(backup_path, half)
            keys.write_keys(half, replace(key_file, device=new_id()))
            return _put_in_place(half, target)
        finally:
            lock.release()
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        NotImplementedError,
        RuntimeError,
    ) as fault:
        raise _not_a_backup(backup_path) from fault  # RuntimeError: it asks for a password
    except (KeyError, ValueError, EOFError) as fault:
        raise _not_a_backup(backup_path) from fault
    except OSError as fault:
        raise Refusal(
            _l(
                "The backup could not be restored: {reason}. What was there before is untouched.",
                reason=fault.strerror or str(fault),
            )
        ) from fault
    finally:
        _discard(half)
        _discard(keys.key_path(half))


def _unpack(backup_path: Path, half: Path) -> keys.KeyFile:
    """Write the store of a backup to ``half``, whole and verified; returns its keys."""
    with zipfile.ZipFile(backup_path) as archive:
        if archive.getinfo(_KEYS).file_size > _MOST_KEYS:
            raise _not_a_backup(backup_path)
        key_file = keys.KeyFile.from_text(archive.read(_KEYS).decode())
        about = json.loads(archive.read(_ABOUT)) if _ABOUT in archive.namelist() else {}
        digest = hashlib.sha256()
        with archive.open(_STORE) as source, half.open("wb") as copy:
            while part := source.read(1024 * 1024):
                digest.update(part)
                copy.write(part)
            copy.flush()
            os.fsync(copy.fileno())
    size = half.stat().st_size
    if not size or size % _PAGE or about.get("sha256", digest.hexdigest()) != digest.hexdigest():
        raise _not_a_backup(backup_path)
    return key_file


def _put_in_place(half: Path, target: Path) -> Path | None:
    """Set aside what is at ``target`` and put ``half`` there; all of it or nothing."""
    there = [target.with_name(target.name + suffix) for suffix in ("-wal", "-shm", ".keys", "")]
    # A key file whose store has been moved away is set aside too: it may be the only one.
    aside = _free_name(target) if any(each.exists() for each in there) else None
    moved: list[tuple[Path, Path]] = []

    def move(source: Path, place: Path) -> None:
        source.replace(place)
        moved.append((source, place))

    try:
        if aside:
            for beside in there:
                if beside.exists():
                    move(beside, aside.with_name(aside.name + beside.name[len(target.name) :]))
        move(keys.key_path(half), keys.key_path(target))
        move(half, target)
    except OSError:
        for source, place in reversed(moved):
            place.replace(source)
        raise
    return aside


def _free_name(target: Path) -> Path:
    """A name beside ``target`` that nothing has: never is anything written over."""
    stamp = f"{now().astimezone():%Y-%m-%d %H%M%S}"
    for number in count(1):
        more = f" {number}" if number > 1 else ""
        aside = target.with_name(f"{target.stem} ({stamp}{more}){target.suffix}")
        if not aside.exists() and not keys.key_path(aside).exists():
            return aside
    raise AssertionError("count() never ends")


def _not_a_backup(path: Path) -> Refusal:
    return Refusal(_l("{name} is not a whole Kumppani backup. Choose another one.", name=path.name))
