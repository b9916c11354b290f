"""The version of the register's tables, and how an older database is brought up to date."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, inspect, text

from app.core import paths
from app.core.fault import Refusal
from app.core.text import _l

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

_LOCK = 0x6B756D70
"""The number of PostgreSQL's advisory lock under which one server migrates."""


class Writing(Protocol):
    """What is needed of a database."""

    is_postgresql: bool

    def writing(self) -> "AbstractContextManager[Connection]":
        """A transaction that changes something."""
        raise NotImplementedError


def folder() -> Path:
    """The folder of the register's Alembic history."""
    return paths.root() / "migrations" / "register"


@cache
def head() -> str:
    """The newest revision, by the number that its file begins with."""
    return max(file.name[:4] for file in (folder() / "versions").glob("[0-9]*.py"))


def revision(connection: Connection) -> str | None:
    """The revision of a database, ``None`` when it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def bring_up_to_date(database: Writing) -> None:
    """Run the migrations that a database lacks. Of several servers one does, the others wait for it.

    Raises:
        Refusal: a newer version of the program has made the tables.
    """
    with database.writing() as connection:
        if database.is_postgresql:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = revision(connection)
        if found == head():
            return
        if found is not None and found > head():
            raise Refusal(
                _l(
                    "The register’s database was made by a newer version of Kumppani. Update this one."
                )
            )
        upgrade(connection)


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the migrations up to ``target`` on an open connection, in its transaction."""
    from alembic import command  # noqa: PLC0415 - only when the tables are out of date
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(folder()))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
