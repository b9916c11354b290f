"""Commands about the keys by which networks sign."""

import os
from pathlib import Path

import click

from app.core.text import _l, _n
from app.passphrase import passphrase
from app.register import overview, signing
from app.register.commands.common import (
    FILE,
    database_option,
    known_network,
    opened,
    passphrase_option,
    say,
)
from app.register.files import written_whole


@click.group()
def keys() -> None:
    """List, rotate, back up and restore the signing keys."""


@keys.command("list")
@database_option
def list_keys(database: str | None) -> None:
    """List the keys of all networks."""
    with opened(database) as found, found.reading() as connection:
        for network in overview.networks(connection):
            for key in signing.public_keys(connection, network.id):
                until = _l("until {day}", day=key.until) if key.until else _l("in use")
                click.echo(f"{network.id}  {key.id}  {key.since}  {until}")


@keys.command()
@click.option("--network", "network_id", required=True, help="The id of the network.")
@database_option
def rotate(network_id: str, database: str | None) -> None:
    """Sign with a new key from now on; what earlier ones signed stays good. Prints its id."""
    with opened(database) as found, found.writing() as connection:
        known_network(connection, network_id)
        click.echo(signing.rotate(connection, network_id))


@keys.command()
@click.argument("file", type=FILE)
@passphrase_option
@database_option
def backup(file: Path, passphrase_file: Path | None, database: str | None) -> None:
    """Write all keys into FILE, protected by a passphrase."""
    with opened(database) as found:
        secret = passphrase(passphrase_file, confirm=True)
        with found.reading() as connection:
            content = signing.backup(connection, secret)
    with written_whole(file) as half:
        half.write(content)
    click.echo(os.fspath(file))


@keys.command()
@click.argument("file", type=FILE)
@passphrase_option
@database_option
def restore(file: Path, passphrase_file: Path | None, database: str | None) -> None:
    """Put the keys of FILE back."""
    content = file.read_bytes()
    with opened(database) as found:
        secret = passphrase(passphrase_file)
        with found.writing() as connection:
            number = signing.restore(connection, content, secret)
    say(_n("Put back {count} key.", "Put back {count} keys.", number))
