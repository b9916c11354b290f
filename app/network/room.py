"""The door of the network room."""

from app.core.room import Room
from app.core.text import _l
from app.network.actions import ROOM as NAME
from app.network.actions import matters

ROOM = Room(
    name=NAME,
    label=_l("Network"),
    icon="share-network",
    page="app.network.page.home:NetworkPage",
    matters=matters,
)
