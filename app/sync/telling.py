"""What the rooms below may know of the network: told to the room of certificates when it asks."""

import msgspec
from sqlalchemy.orm import Session

from app.certification.requests.network import Network
from app.sync import link as links
from app.sync.protocol import PublicKey, Role
from app.sync.records import CONNECTED


def network_of(session: Session) -> Network | None:
    """The network of a store, also one that it has left; ``None`` when it never was in one."""
    link = links.of(session)
    if link is None:
        return None
    return Network(
        name=link.network_name,
        address=link.url,
        connected=link.state == CONNECTED,
        certifier=link.role == Role.CERTIFIER,
        keys=tuple(msgspec.convert(link.keys, list[PublicKey])),
    )
