"""The command ``kumppani-register``: serves a network register and looks after it.

Exit status: 0 done, 1 refused with one clear line on standard error, 2 wrong usage.
"""

import sys
from io import TextIOWrapper

import click

from app import __version__
from app.core.text import _l, _n, languages, set_language
from app.register.commands import copies, keys, networks
from app.register.commands.common import Refusing, database_option, opened, say
from app.register.settings import Settings


@click.group(cls=Refusing)
@click.version_option(__version__)
@click.option(
    "--language",
    type=click.Choice(languages()),
    default="fi",
    envvar="KUMPPANI_REGISTER_LANGUAGE",
    help="The language of what is said.",
)
def main(language: str) -> None:
    """The network register of Kumppani: what the offices of a network share."""
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a letter shows a mark for it
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    set_language(language)


@main.command()
@database_option
@click.option(
    "--host", envvar="KUMPPANI_REGISTER_HOST", help="Where to listen; 127.0.0.1 by default."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    envvar="KUMPPANI_REGISTER_PORT",
    help="On which port; 8765 by default, 0 for any free one.",
)
def serve(database: str | None, host: str | None, port: int | None) -> None:
    """Serve the register until told to stop; what runs then is finished."""
    from app.register import logs, serving  # noqa: PLC0415 - the server only where it is wanted

    settings = Settings.read(database=database, host=host, port=port)
    with opened(settings.database) as found:
        listener = serving.listen(settings.host, settings.port)
        logs.start()
        address = f"http://{settings.host}:{listener.getsockname()[1]}"
        say(_l("The register listens at {address}. Ctrl+C stops it.", address=address))
        sys.stdout.flush()
        serving.serve(found, settings, listener)


@main.command()
@database_option
def init(database: str | None) -> None:
    """Make the database, or bring its tables up to date."""
    with opened(database) as found:
        say(_l("{database} is ready.", database=found.engine.url.render_as_string()))


@main.command()
@database_option
def compact(database: str | None) -> None:
    """Forget old deletions that every device has seen, and halves of uploads."""
    from app.register import daily  # noqa: PLC0415 - the server only where it is wanted

    with opened(database) as found:
        gone = daily.clear_up(found)
    if gone is None:
        say(_l("Another process is doing it just now."))
    else:
        say(_n("Removed {count} row.", "Removed {count} rows.", gone))


for command in (
    networks.network,
    networks.invite,
    networks.devices,
    networks.revoke,
    keys.keys,
    copies.export_networks,
    copies.import_networks,
    copies.backup,
):
    main.add_command(command)
