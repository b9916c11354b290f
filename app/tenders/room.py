"""The door of the room of tenders."""

from app.core.room import Room
from app.core.text import _l
from app.tenders.records import Tender, TenderNotice, TenderWatch

ROOM = Room(
    name="tenders",
    label=_l("Tenders"),
    icon="scales",
    kinds=(Tender, TenderNotice, TenderWatch),
)
