"""Commands that copy a register: whole networks as lines of JSON, directories of others, and backups."""

import shlex
import sqlite3
from pathlib import Path

import click
from sqlalchemy import URL, Connection, make_url

from app.core.fault import Refusal
from app.core.text import _l, _n
from app.exchange.directories import reading
from app.exchange.directories.files import KNOWN
from app.exchange.directories.plain import on_one_line
from app.exchange.directories.report import Report
from app.register import schema, transfer
from app.register.commands.common import (
    FILE,
    database_option,
    known_network,
    name,
    network_option,
    opened,
    say,
)
from app.register.database import Database
from app.register.directories.importing import Importing
from app.register.files import half_of, written_whole
from app.register.settings import Settings

_SQLITE = "sqlite:"
_MOST_LINE = 64 * 1024


def _optional_name(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    return None if value is None else name(context, parameter, value)


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
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@network_option
@click.option("--source", callback=_optional_name, help="What a service directory is called.")
@click.option(
    "--texts-in",
    "language",
    type=click.Choice(("fi", "sv", "en")),
    default="fi",
    show_default=True,
    help="The language of a directory’s texts that don’t tell it.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what a directory would do.")
@click.option(
    "--retire-missing", is_flag=True, help="Retire services that a directory has no longer."
)
@database_option
def import_networks(
    path: Path,
    network_id: str | None,
    source: str | None,
    language: str,
    dry_run: bool,
    retire_missing: bool,
    database: str | None,
) -> None:
    """Take in an export of a register, or a service directory of others.

    An export comes whole or not at all, and never over a network that is there. A directory (HSDS or PTV;
    a file, a folder or a zip) needs --network and --source; the same source again brings what has changed.
    """
    if source is None and network_id is None and not _is_directory(path):
        _take_export(path, database)
        return
    if source is None or network_id is None:
        raise click.UsageError("a service directory needs --network and --source")
    with opened(database) as found:
        with found.reading() as connection:
            known_network(connection, network_id)
        with reading.opened(path, source, language) as directory:
            importing = Importing(found, network_id, directory, dry_run=dry_run)
            report = importing.run(retire_missing=retire_missing)
    _tell(report, dry_run=dry_run)


def _take_export(file: Path, database: str | None) -> None:
    def take(connection: Connection) -> int:
        with file.open("rb") as written:
            return transfer.take_in(connection, written, schema.head())

    file.open("rb").close()  # what can't be read is told before a database is made
    with opened(database) as found:
        rows = found.write(take)
    say(_n("Imported {count} row.", "Imported {count} rows.", rows))


def _is_directory(path: Path) -> bool:
    """Whether something is a service directory rather than an export of a register."""
    if path.is_dir():
        return True
    if path.suffix.lower() not in {*KNOWN, ".zip"} or not path.is_file():
        return False
    with path.open("rb") as written:
        return not transfer.is_export(written.readline(_MOST_LINE))


def _tell(report: Report, *, dry_run: bool) -> None:
    for line in report.lines():
        click.echo(on_one_line(line.say()), err=True)
    if not report.has_read:
        raise Refusal(reading.nothing_found())
    for line in report.summary():
        say(line)
    if dry_run:
        say(_l("Nothing was written."))


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
