"""What the commands share: how they refuse, how they open the database, how they say moments."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.core.fault import Refusal
from app.core.text import Text, _l
from app.register import overview
from app.register.database import Database, open_database
from app.register.refused import Refused
from app.register.settings import Settings

FILE = click.Path(dir_okay=False, path_type=Path)
Command = Callable[..., Any]


class Refusing(click.Group):
    """Turns a refusal into one line and the exit status 1."""

    def invoke(self, ctx: click.Context) -> None:
        """Run the command."""
        try:
            super().invoke(ctx)
        except Refusal as fault:
            click.echo(_one_line(str(fault)), err=True)
        except Refused as fault:
            click.echo(fault.reason, err=True)
        except DBAPIError as fault:
            why = _one_line(str(fault.orig))
            click.echo(_l("The database refused: {why}", why=why).say(), err=True)
        except OSError as fault:
            place = f"{fault.filename}: " if fault.filename else ""
            click.echo(f"{place}{fault.strerror or fault}", err=True)
        else:
            return
        ctx.exit(1)


def _one_line(words: str) -> str:
    return " ".join(words.split())


database_option = click.option(
    "--database",
    envvar="KUMPPANI_REGISTER_DATABASE",
    help="sqlite:///FILE or postgresql+psycopg://…; by default a file in the user's data folder.",
)
network_option = click.option("--network", "network_id", help="The id of the network.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
passphrase_option = click.option(
    "--passphrase-file", type=FILE, help="A file whose first line is the passphrase."
)


@contextmanager
def opened(database: str | None) -> Generator[Database]:
    """The database of an option, brought up to date."""
    found = open_database(Settings.read(database=database).database)
    try:
        yield found
    finally:
        found.close()


def known_network(connection: Connection, network_id: str) -> str:
    """A network's id.

    Raises:
        Refusal: there is no such network.
    """
    if not overview.knows_network(connection, network_id):
        raise Refusal(_l("The register has no network {network}.", network=network_id))
    return network_id


def name(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """A name as it is kept: with single spaces, and not blank."""
    plain = " ".join(value.split())
    if not plain or len(plain) > MOST_NAME:
        raise click.BadParameter(f"a name has from 1 to {MOST_NAME} letters")
    return plain


MOST_NAME = 200


def say(words: Text) -> None:
    """Say something on standard output."""
    click.echo(words.say())


def moment(at: int | None) -> str:
    """A moment in UTC, ``""`` for none."""
    if at is None:
        return ""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%MZ")
