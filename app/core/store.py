"""The store: one encrypted file, opened by one process at a time.

How a write travels: a page hands an action to :meth:`Store.write`; the action changes records through
the session it is given and returns :class:`~app.core.change.Changes` with words; the recorder adds the
history and the search index; everything commits as one transaction or not at all; the listeners hear
what was touched. Nothing else in the program commits.
"""

import getpass
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from app.core import history, keys, schema, search, setting
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.history import Recorder, Sort
from app.core.record import new_id
from app.core.sqlcipher import driver
from app.core.text import Text, _l, languages

Work = Callable[[Session], Changes]
SUFFIX = ".kumppani"
WHO = "who"
"""The setting that holds the name of the person who uses the store; a session that writes has it too."""
_SQLITE_HEADER = b"SQLite format 3\x00"


class NotAStore(Refusal):
    """The file is something else, or damaged beyond opening."""


class NewerStore(Refusal):
    """The file was written by a newer version of the program."""


class InUse(Refusal):
    """Another window has the store open."""


class Store:
    """An open store. Make one with :func:`create` or :func:`open_store`; close it when done.

    Attributes:
        path: the file.
        keys: what stands in its key file.
        who: the name that the history notes for what is done now.
    """

    def __init__(self, path: Path, key_file: keys.KeyFile, data_key: bytes, lock: FileLock) -> None:
        self.path = path
        self.keys = key_file
        self.who = _login_name()
        self._data_key = data_key
        self._lock = lock
        self._listeners: list[Callable[[Changes], None]] = []
        self._engine = _engine(path, data_key)
        self._writing = self._engine.execution_options(kumppani_write=True)

    @property
    def data_key(self) -> bytes:
        """The key of the file, for backups and for "remember on this computer"."""
        return self._data_key

    @contextmanager
    def read(self) -> Generator[Session]:
        """A session to read with, for one thread; what it changes is never kept."""
        with Session(self._engine, autoflush=False) as session:
            yield session

    def write(self, work: Work) -> Changes:
        """Run an action in one transaction, and tell the listeners what changed.

        Raises:
            Refusal: the action refused; nothing was written.
        """
        return self._run(work, Sort.DONE, None)

    def begin(self, work: Work) -> Changes:
        """As :meth:`write`, for what an office begins with: undo ends there, never takes it away.

        Raises:
            Refusal: the action refused; nothing was written.
        """
        return self._run(work, Sort.BASE, None)

    def take_in(self, work: Work) -> Changes:
        """As :meth:`write`, for what another office has done: undo passes it over.

        Raises:
            Refusal: the action refused; nothing was written.
        """
        return self._run(work, Sort.SYNC, None)

    def _run(self, work: Work, sort: Sort, reverses: str | None) -> Changes:
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            recorder = Recorder(session)
            self._introduce(session, sort)
            done = work(session)
            action_id, touched = recorder.finish(done.words, self.who, sort, reverses)
            if reverses:
                history.mark_reversed(session, reverses, action_id)
        changes = replace(done, touched=touched, action_id=action_id)
        if changes:
            for listener in list(self._listeners):
                listener(changes)
        return changes

    def keep(self, work: Callable[[Session], Any]) -> Any:
        """Write what has no history: drafts, settings, the content of attachments."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            self._introduce(session, Sort.DONE)
            return work(session)

    def _introduce(self, session: Session, sort: Sort) -> None:
        session.info.update({WHO: self.who, history.SORT: sort, history.DEVICE: self.keys.device})

    def become_another_device(self) -> None:
        """Give this copy of the file an id of its own: it has turned out that there is another copy."""
        renewed = replace(self.keys, device=new_id())
        keys.write_keys(self.path, renewed)
        self.keys = renewed

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call ``listener`` after each write, in the writing thread; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def undo_words(self) -> Text | None:
        """What :meth:`undo` would take back, in words."""
        with self.read() as session:
            action = history.next_undo(session)
            return action.say() if action else None

    def redo_words(self) -> Text | None:
        """What :meth:`redo` would do again, in words."""
        with self.read() as session:
            undo = history.next_redo(session)
            action = session.get(history.Action, undo.reverses) if undo else None
            return action.say() if action else None

    def undo(self) -> Changes:
        """Take back the last action.

        Raises:
            Refusal: there is none, or it can't be taken back any more.
        """
        with self.read() as session:
            action = history.next_undo(session)
        if action is None:
            raise Refusal(_l("There is nothing to undo."))
        words = _l("Undone: {what}", what=action.say())
        return self._reverse(action, words, Sort.UNDO)

    def redo(self) -> Changes:
        """Do again what was last undone.

        Raises:
            Refusal: there is nothing to redo.
        """
        with self.read() as session:
            undo = history.next_redo(session)
            action = session.get(history.Action, undo.reverses) if undo else None
        if undo is None or action is None:
            raise Refusal(_l("There is nothing to redo."))
        words = _l("Redone: {what}", what=action.say())
        return self._reverse(undo, words, Sort.REDO, stands_again=action.id)

    def _reverse(
        self, action: history.Action, words: Text, sort: Sort, stands_again: str = ""
    ) -> Changes:
        def work(session: Session) -> Changes:
            history.reverse(session, action)
            if stands_again:
                history.mark_reversed(session, stands_again, None)
            return Changes(words)

        return self._run(work, sort, action.id)

    def change_passphrase(self, passphrase: str, cost: keys.Cost = keys.Cost()) -> None:  # noqa: B008
        """Wrap the data key with another passphrase; the data stays as it is."""
        self.keys = self.keys.with_passphrase(self._data_key, passphrase, cost)
        keys.write_keys(self.path, self.keys)

    def replace_recovery_key(self, keep: Callable[[str], object]) -> None:
        """Make a new recovery key; the old sheet stops working.

        ``keep`` is given the new key first, to write it on a sheet: when that fails, the old one
        goes on working.
        """
        renewed, recovery_key = self.keys.with_recovery_key(self._data_key)
        keep(recovery_key)
        keys.write_keys(self.path, renewed)
        self.keys = renewed

    def call_me(self, name: str) -> None:
        """Note another name in the history from now on."""
        self.keep(lambda session: setting.put(session, WHO, name))
        self.who = name or _login_name()

    def check(self) -> None:
        """Read the whole file and verify every page and index.

        Raises:
            NotAStore: something is damaged.
        """
        try:
            with self._engine.connect() as connection:
                problems = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
                found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        except DatabaseError as fault:
            raise _damaged() from fault
        if problems or found != ["ok"]:
            raise _damaged()

    def copy_to(self, target: Path) -> None:
        """Write a whole, compact, equally encrypted copy of the file as it is at this moment."""
        connection = connect(self.path, self._data_key)
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        finally:
            connection.close()

    def close(self) -> None:
        """Close the file and let others open it."""
        self._engine.dispose()
        self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def create(
    path: Path,
    passphrase: str,
    cost: keys.Cost = keys.Cost(),  # noqa: B008
) -> tuple[Store, str]:
    """Make a new store; returns it open, with its recovery key.

    Raises:
        Refusal: there is something at ``path`` already, which is left untouched, or the place can't
            be written to.
    """
    if path.exists() or keys.key_path(path).exists():
        raise Refusal(_l("There is already a file at {path}. Choose another name.", path=str(path)))
    key_file, data_key, recovery_key = keys.new_keys(passphrase, cost)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = locked(path)
    except OSError as fault:
        raise _not_made(path) from fault
    try:
        keys.write_keys(path, key_file)
        store = Store(path, key_file, data_key, lock)
        with store._writing.begin() as connection:  # noqa: SLF001 - the factory of the class
            schema.upgrade(connection)
    except BaseException as fault:
        lock.release()
        remove(path)
        if isinstance(fault, OSError | DatabaseError):
            raise _not_made(path) from fault
        raise
    store.keep(lambda session: setting.put(session, search.LANGUAGES, list(languages())))
    return store, recovery_key


def _not_made(path: Path) -> Refusal:
    return Refusal(
        _l(
            "The file can't be made at {path}. Check that there is space and that the folder can be "
            "written to, or choose another place.",
            path=str(path),
        )
    )


def remove(path: Path) -> None:
    """Remove a half-made store's files; used only for one that this run has created."""
    for name in (path.name, path.name + "-wal", path.name + "-shm", path.name + ".lock"):
        path.with_name(name).unlink(missing_ok=True)
    keys.key_path(path).unlink(missing_ok=True)


def open_store(
    path: Path,
    passphrase: str | None = None,
    *,
    recovery_key: str | None = None,
    data_key: bytes | None = None,
    before_migration: Callable[[Store], object] | None = None,
) -> Store:
    """Open a store with its passphrase, its recovery key, or a remembered data key.

    A file of an older version is backed up by ``before_migration`` and brought up to date.

    Raises:
        NotAStore: the file is missing, something else, or damaged.
        NewerStore: a newer program wrote it.
        WrongPassphrase: the passphrase or recovery key is not the right one.
        InUse: another process has it open.
    """
    _look(path)
    key_file = keys.read_keys(path)
    if data_key is None:
        data_key = (
            key_file.open_with_recovery_key(recovery_key)
            if recovery_key is not None
            else key_file.open_with_passphrase(passphrase or "")
        )
    store = Store(path, key_file, data_key, locked(path))
    try:
        _bring_up_to_date(store, before_migration)
        with store.read() as session:
            store.who = setting.get(session, WHO, "") or store.who
    except DatabaseError as fault:
        store.close()
        raise said(fault) from fault
    except BaseException:
        store.close()
        raise
    return store


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such name on this computer
        return ""


def _bring_up_to_date(store: Store, before: Callable[[Store], object] | None) -> None:
    with store._engine.connect() as connection:  # noqa: SLF001 - the factory of the class
        found = schema.revision(connection)
    if found == schema.head():
        return
    if found is None:
        raise _damaged()
    if found not in schema.known_revisions():
        raise NewerStore(
            _l("This file was saved by a newer version of Kumppani. Update the program to open it.")
        )
    if before:
        before(store)
    with store._writing.begin() as connection:  # noqa: SLF001 - the factory of the class
        schema.upgrade(connection)


def _look(path: Path) -> None:
    try:
        if not path.is_file():
            raise NotAStore(_l("There is no file at {path}.", path=str(path)))
        with path.open("rb") as file:
            start = file.read(len(_SQLITE_HEADER))
    except OSError as fault:
        raise _unreachable(path, fault) from fault
    if start == _SQLITE_HEADER or (not keys.key_path(path).exists() and path.suffix != SUFFIX):
        raise NotAStore(_l("{name} is not a Kumppani file.", name=path.name))


def said(fault: DatabaseError) -> Refusal:
    """What went wrong with the file, as a person can act on it."""
    words = str(fault.orig or fault).lower()
    if is_full(fault):
        return Refusal(
            _l(
                "The disk is full or can't be written to. Make room and try again. What was saved "
                "before is safe."
            )
        )
    if "readonly" in words or "unable to open" in words:
        return Refusal(
            _l("The file or its folder can't be written to. Check its permissions and try again.")
        )
    return _damaged()


def is_full(fault: DatabaseError) -> bool:
    """Whether a write failed because the disk is full or gone."""
    words = str(fault.orig or fault).lower()
    return "full" in words or "disk i/o" in words


def _unreachable(path: Path, fault: OSError) -> Refusal:
    return Refusal(
        _l(
            "{path} can't be opened: {reason}. Check that you may write to its folder.",
            path=str(path),
            reason=fault.strerror or str(fault),
        )
    )


def _damaged() -> NotAStore:
    return NotAStore(
        _l("This file is damaged and can't be read safely. Restore the newest backup of it.")
    )


def locked(path: Path) -> FileLock:
    """The lock of a store, held until it is released.

    Raises:
        InUse: another process holds it.
        Refusal: the folder can't be written to.
    """
    # Not of one thread: a store is opened in the background and closed by the window.
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise InUse(
            _l("This file is already open in another window. Close it there first.")
        ) from None
    except OSError as fault:
        raise _unreachable(path, fault) from fault
    return lock


def connect(path: Path, data_key: bytes) -> Any:
    """A bare connection to an encrypted file, with every safety setting on."""
    connection = driver.connect(
        str(path), check_same_thread=False, timeout=10, isolation_level=None
    )
    for pragma in (
        f"key = \"x'{data_key.hex()}'\"",
        "temp_store = MEMORY",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -32000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _engine(path: Path, data_key: bytes) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, data_key),
        poolclass=QueuePool,
        pool_size=4,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("kumppani_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine
