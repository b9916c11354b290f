"""A directory as the network knows it: an organisation that publishes, and a device that can never ask.

What a directory writes bears the tag of that device. By it offices can tell who wrote something, and the
register knows what nobody else has changed since.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, insert, select

from app.core.record import new_id
from app.exchange.directories import ids
from app.register import clock, codes, networks
from app.register.devices import UNTOLD, Device
from app.register.tables import device, organisation, record
from app.sync.merge import Stamps
from app.sync.protocol import Role
from app.sync.stamp import Clock, device_tag, tag_of

DIRECTORY = "directory"
"""The role of the device that stands for a directory."""


class Publisher:
    """A directory by its name, in one network: the same name is the same publisher at every import."""

    def __init__(self, network_id: str, source: str) -> None:
        self.network_id, self.source = network_id, source
        self.device_id = ids.made(source, "device", network_id)
        self.tag = tag_of(self.device_id)
        self.organisation_id = ids.made(source, "publisher", network_id)
        self._clock = Clock()

    def stamp(self, after: str) -> str:
        """A stamp of this moment, later than the one before and than another one, or ``""``."""
        if after:
            self._clock = self._clock.seen(after)
        self._clock = self._clock.tick(clock.now())
        return self._clock.stamp(self.tag)

    def wrote_all(self, stamps: str) -> bool:
        """Whether nobody else has written any field of a record with these stamps."""
        return all(device_tag(each) == self.tag for each in Stamps.parse(stamps).known.values())

    def on_behalf_of(self, owner: str) -> Device:
        """The device when it writes records of one of the directory's organisations."""
        return Device(
            self.network_id,
            self.device_id,
            self.tag,
            owner,
            Role.MEMBER,
            follows="",
            created_at=0,
            seen_at=0,
            cursor=UNTOLD,
            organisation=self.source,
            network="",
            position=0,
            horizon=0,
        )

    def introduce(self, connection: Connection) -> None:
        """Let the network know it, in the transaction in which it writes for the first time."""
        known = select(device.c.device_id).where(
            device.c.network_id == self.network_id, device.c.device_id == self.device_id
        )
        if connection.scalar(known) is not None:
            return
        found(connection, self.network_id, self.organisation_id, self.source)
        now = clock.now()
        connection.execute(
            insert(device).values(
                network_id=self.network_id,
                device_id=self.device_id,
                tag=self.tag,
                organisation_id=self.organisation_id,
                role=DIRECTORY,
                token_hash=codes.digest(new_id()),
                follows="",
                created_at=now,
                seen_at=now,
                cursor=UNTOLD,
                revoked_at=now,
            )
        )

    def wrote(self, connection: Connection, kind: str) -> Iterator[tuple[str, str]]:
        """The ids of the records of a kind that it has written something of, each with its owner's."""
        query = select(record.c.record_id, record.c.owner).where(
            record.c.network_id == self.network_id,
            record.c.kind == kind,
            record.c.deleted_at.is_(None),
            record.c.stamps.like(f'%{self.tag}"%'),
        )
        for row in connection.execution_options(yield_per=1000).execute(query):
            yield row.record_id, row.owner


def found(connection: Connection, network_id: str, organisation_id: str, name: str) -> None:
    """Let an organisation be one of a network."""
    connection.execute(
        insert(organisation).values(
            network_id=network_id,
            organisation_id=organisation_id,
            name=name[: networks.MOST_NAME],
            created_at=clock.now(),
        )
    )
