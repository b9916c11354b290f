"""Commands about networks, invitations to them and the devices in them."""

import json
from dataclasses import asdict
from urllib.parse import quote, urlencode

import click

from app.core.fault import Refusal
from app.core.text import _l
from app.register import devices as known_devices
from app.register import invitations, overview
from app.register import networks as known_networks
from app.register.commands.common import (
    database_option,
    json_option,
    known_network,
    moment,
    name,
    network_option,
    opened,
    say,
)
from app.register.settings import Settings
from app.sync.protocol import Role

DAYS = 14
_MOST_DAYS = 365


@click.group()
def network() -> None:
    """Add and list networks."""


@network.command()
@click.argument("called", metavar="NAME", callback=name)
@database_option
def add(called: str, database: str | None) -> None:
    """Add a network with a signing key of its own; prints its id."""
    with opened(database) as found:
        click.echo(found.write(lambda connection: known_networks.make(connection, called)))


@network.command("list")
@database_option
@json_option
def list_networks(database: str | None, as_json: bool) -> None:
    """List the networks."""
    with opened(database) as found, found.reading() as connection:
        rows = overview.networks(connection)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in rows], ensure_ascii=False, indent=1))
        return
    for each in rows:
        say(
            _l(
                "{id}  {name}  organisations {organisations}, devices {devices}, records {records}, position {position}",
                **asdict(each),
            )
        )


@network.command()
@click.argument("network_id", metavar="ID")
@database_option
def hide(network_id: str, database: str | None) -> None:
    """Show a network no longer in the public directory and the open interface."""
    with opened(database) as found, found.writing() as connection:
        known_networks.show(connection, known_network(connection, network_id), public=False)
    say(
        _l(
            "Only the network’s own offices see its services now. Certificates can still be verified."
        )
    )


@network.command()
@click.argument("network_id", metavar="ID")
@database_option
def show(network_id: str, database: str | None) -> None:
    """Show a network in the public directory and the open interface again."""
    with opened(database) as found, found.writing() as connection:
        known_networks.show(connection, known_network(connection, network_id), public=True)
    say(_l("Anybody sees the network’s services now."))


@click.command()
@click.option("--network", "network_id", required=True, help="The id of the network.")
@click.option("--organisation", required=True, callback=name, help="Who is invited.")
@click.option(
    "--role", type=click.Choice([str(role) for role in Role]), required=True, help="As what."
)
@click.option(
    "--days",
    type=click.IntRange(1, _MOST_DAYS),
    default=DAYS,
    show_default=True,
    help="Valid so long.",
)
@click.option("--url", envvar="KUMPPANI_REGISTER_URL", help="Where offices reach the register.")
@database_option
@json_option
def invite(
    network_id: str,
    organisation: str,
    role: str,
    days: int,
    url: str | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Invite a computer of an organisation; the code is told this once.

    An organisation that the network has by this name, or by this id, is the one that is invited.
    """
    address = Settings.read(url=url).address
    with opened(database) as found, found.writing() as connection:
        known_network(connection, network_id)
        organisation_id = known_networks.organisation_called(connection, network_id, organisation)
        code = invitations.make(connection, network_id, organisation_id, Role(role), days)
        called, invited = known_networks.named(connection, network_id, organisation_id)
    link = invitation_link(address, code, called.name, invited.name, role)
    if as_json:
        told = {"code": code, "invitation": link, "organisation_id": organisation_id, "days": days}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    click.echo(code)
    click.echo(link)
    import segno  # noqa: PLC0415 - only where a code is drawn

    segno.make(link, error="m").terminal(compact=True)


def invitation_link(url: str, code: str, network: str, organisation: str, role: str) -> str:
    """An invitation as one text: what stands behind the # stays in the browser that it is opened in."""
    told = {"code": code, "network": network, "organisation": organisation, "role": role}
    return f"{url}/join#{urlencode(told, quote_via=quote, safe='')}"


@click.command()
@network_option
@database_option
@json_option
def devices(network_id: str | None, database: str | None, as_json: bool) -> None:
    """List the devices, those that were shut out too."""
    with opened(database) as found, found.reading() as connection:
        if network_id is not None:
            known_network(connection, network_id)
        rows = overview.devices(connection, network_id)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in rows], ensure_ascii=False, indent=1))
        return
    for each in rows:
        seen = _l("seen {moment}", moment=moment(each.seen_at))
        if each.revoked_at is not None:
            seen = _l("shut out {moment}", moment=moment(each.revoked_at))
        click.echo(f"{each.id}  {each.organisation}  {each.role}  {seen}")


@click.command()
@click.argument("device_id", metavar="DEVICE")
@database_option
def revoke(device_id: str, database: str | None) -> None:
    """Shut out a device: its token is worth nothing from now on."""
    with opened(database) as found, found.writing() as connection:
        places = overview.device_networks(connection, device_id)
        if not places:
            raise Refusal(_l("The register has no device {device}.", device=device_id))
        gone = [known_devices.revoke(connection, each, device_id) for each in places]
    if any(gone):
        say(_l("{device} is shut out.", device=device_id))
    else:
        say(_l("{device} was shut out before.", device=device_id))
