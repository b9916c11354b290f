"""Networks and their organisations, as the register knows them."""

from sqlalchemy import Connection, insert, or_, select, update

from app.core.record import new_id
from app.register import clock, signing_keys
from app.register.tables import network, organisation
from app.sync.protocol import Named

MOST_NAME = 200


def make(connection: Connection, name: str) -> str:
    """Make a network with its first key; returns its id."""
    network_id = new_id()
    connection.execute(
        insert(network).values(
            network_id=network_id,
            name=name[:MOST_NAME],
            created_at=clock.now(),
            position=0,
            horizon=0,
            public=True,
        )
    )
    signing_keys.new_key(connection, network_id)
    return network_id


def make_organisation(connection: Connection, network_id: str, name: str) -> str:
    """Make an organisation of a network; returns its id."""
    organisation_id = new_id()
    connection.execute(
        insert(organisation).values(
            network_id=network_id,
            organisation_id=organisation_id,
            name=name[:MOST_NAME],
            created_at=clock.now(),
        )
    )
    return organisation_id


def organisation_called(connection: Connection, network_id: str, name: str) -> str:
    """The id of the organisation with a name, or with that id; it is made when the network has none."""
    found = connection.scalar(
        select(organisation.c.organisation_id)
        .where(
            organisation.c.network_id == network_id,
            or_(organisation.c.name == name[:MOST_NAME], organisation.c.organisation_id == name),
        )
        .order_by(organisation.c.organisation_id != name, organisation.c.created_at)
        .limit(1)
    )
    return found or make_organisation(connection, network_id, name)


def named(connection: Connection, network_id: str, organisation_id: str) -> tuple[Named, Named]:
    """A network and an organisation of it, by name."""
    row = connection.execute(
        select(network.c.name, organisation.c.name.label("organisation"))
        .join_from(network, organisation, network.c.network_id == organisation.c.network_id)
        .where(
            network.c.network_id == network_id,
            organisation.c.organisation_id == organisation_id,
        )
    ).one()
    return Named(network_id, row.name), Named(organisation_id, row.organisation)


def position(connection: Connection, network_id: str) -> int:
    """The position of a network's latest change, as far as this transaction sees."""
    query = select(network.c.position).where(network.c.network_id == network_id)
    return connection.execute(query).scalar_one()


def show(connection: Connection, network_id: str, *, public: bool) -> None:
    """Show a network to anybody, or to its own offices only."""
    connection.execute(
        update(network).where(network.c.network_id == network_id).values(public=public)
    )


def public(connection: Connection) -> dict[str, str]:
    """The names of the networks that are shown to anybody, by their ids."""
    rows = connection.execute(
        select(network.c.network_id, network.c.name)
        .where(network.c.public)
        .order_by(network.c.network_id)
    )
    return {row.network_id: row.name for row in rows}
