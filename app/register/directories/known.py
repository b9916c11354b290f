"""Which organisations a network has before a directory is taken into it."""

from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, select

from app.exchange.directories.model import ORGANISATION
from app.register.directories.publisher import DIRECTORY, Publisher
from app.register.tables import device, organisation, record


@dataclass
class Known:
    """The organisations of a network, by their ids.

    Attributes:
        organisations: all of them.
        joined: those whose office has joined, also when it was shut out since: they tell of themselves.
        by_business_id: those that others than the directory have described.
    """

    organisations: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    by_business_id: dict[str, str] = field(default_factory=dict)


def of(connection: Connection, publisher: Publisher) -> Known:
    """What the network of a publisher has."""
    network_id = publisher.network_id
    known = Known(
        set(
            connection.scalars(
                select(organisation.c.organisation_id).where(
                    organisation.c.network_id == network_id
                )
            )
        ),
        set(
            connection.scalars(
                select(device.c.organisation_id).where(
                    device.c.network_id == network_id, device.c.role != DIRECTORY
                )
            )
        ),
    )
    described = select(record.c.owner, record.c.fields, record.c.stamps).where(
        record.c.network_id == network_id,
        record.c.kind == ORGANISATION,
        record.c.deleted_at.is_(None),
    )
    for owner, fields, stamps in connection.execution_options(yield_per=500).execute(described):
        business_id = msgspec.json.decode(fields).get("business_id")
        if not business_id or publisher.wrote_all(stamps):
            continue
        # Several units may go by one number: one that has joined says the most.
        if business_id not in known.by_business_id or owner in known.joined:
            known.by_business_id[business_id] = owner
    return known
