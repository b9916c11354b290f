"""The store's schema version, and how an older file is brought up to date."""

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from app.core import paths

if TYPE_CHECKING:
    from alembic.config import Config


@cache
def head() -> str:
    """The newest revision in ``migrations/store``, by the number that its file begins with.

    Read from the names, so that opening a file that is up to date needs no Alembic.
    """
    return max(file.name[:4] for file in (paths.migrations() / "versions").glob("[0-9]*.py"))


def revision(connection: Connection) -> str | None:
    """The revision of an open file, ``None`` when it has no schema at all."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def known_revisions() -> set[str]:
    """Every revision this program can open."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - only when a file is out of date

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the migrations up to ``target`` on an open connection, in its transaction."""
    from alembic import command  # noqa: PLC0415 - only when a file is out of date

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - only when a file is out of date

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    return config
