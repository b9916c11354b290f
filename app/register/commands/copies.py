"""Commands that copy a register: whole networks as lines of JSON, and backups of its database."""

import shlex
import sqlite3
from pathlib import Path

import click
from sqlalchemy import URL, Connection, make_url

from app.core.fault import Refusal
from app.core.text import _l, _n
from app.register import schema, transfer
from app.register.commands.common import (
    FILE,
    database_option,
    known_network,
    network_option,
    opened,
    say,
)
from app.register.database import Database
from app.register.files import half_of, written_whole
from app.register.settings import Settings

_SQLITE = "sqlite:"


@click.command("export")
@click.argument("file", type=FILE)
@network_option
@database_option
def export_networks(file: Path, network_id: str | None, database: str | None) -> None:
    """Write a network, or all of them, into FILE; it holds signing keys."""
    with opened(database) as found, found.reading() as connection:
        if network_id is None:
            ids = transfer.networks(connection)
        else:
            ids = [known_network(connection, network_id)]
        with written_whole(file) as half:
            half.writelines(transfer.lines(connection, schema.head(), ids))
    say(_n("Exported {count} network.", "Exported {count} networks.", len(ids)))


@click.command("import")
@click.argument("file", type=FILE)
@database_option
def import_networks(file: Path, database: str | None) -> None:
    """Take in the networks of FILE, all or nothing; never over one that is there."""

    def take(connection: Connection) -> int:
        with file.open("rb") as written:
            return transfer.take_in(connection, written, schema.head())

    file.open("rb").close()  # what can't be read is told before a database is made
    with opened(database) as found:
        rows = found.write(take)
    say(_n("Imported {count} row.", "Imported {count} rows.", rows))


@click.command()
@click.argument("file", type=FILE)
@database_option
def backup(file: Path, database: str | None) -> None:
    """Copy a SQLite database into FILE while it is used; for PostgreSQL, print the line that does it."""
    address = Settings.read(database=database).database
    if not address.startswith(_SQLITE):
        click.echo(dump_line(address, file))
        return
    with opened(address) as found:
        _copy(found, file)
    click.echo(str(file))


def dump_line(address: str, file: Path) -> str:
    """The line by which PostgreSQL itself copies a database; the password stays in ``~/.pgpass``."""
    told = make_url(address)
    url = URL.create(
        "postgresql", told.username, None, told.host, told.port, told.database, told.query
    )
    return shlex.join(["pg_dump", "--format=custom", f"--file={file}", url.render_as_string()])


def _copy(found: Database, file: Path) -> None:
    connection = found.engine.raw_connection()
    try:
        with half_of(file) as half:
            half.touch(mode=0o600)  # an empty file is taken as the place to write to
            connection.cursor().execute("VACUUM INTO ?", [str(half)])
    except sqlite3.Error as fault:
        raise Refusal(
            _l("{path} can't be written: {reason}", path=str(file), reason=str(fault))
        ) from fault
    finally:
        connection.close()
