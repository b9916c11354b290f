"""The command ``kumppani-register``."""

import click

from app import __version__


@click.command(context_settings={"ignore_unknown_options": True})
@click.version_option(__version__)
@click.argument("words", nargs=-1, expose_value=False)
def main() -> None:
    """The network register is not in this version; the command says so and ends with 1."""
    raise click.ClickException(f"The network register is not in version {__version__} of Kumppani.")
