"""The door of the room of tenders."""

from app.core import history
from app.core.room import Paper, Room
from app.core.text import _l
from app.tenders import matches
from app.tenders.records import Tender, TenderNotice, TenderWatch

history.follow(matches.note)

ROOM = Room(
    name="tenders",
    label=_l("Tenders"),
    icon="scales",
    kinds=(Tender, TenderNotice, TenderWatch),
    page="app.tenders.page:TendersPage",
    matters=("app.tenders.waiting:matters",),
    papers=(
        Paper(
            "tender-summary", _l("Summary of the tender"), "tender", "app.tenders.papers:summary"
        ),
        Paper(
            "consortium-agreement",
            _l("Draft of the consortium agreement"),
            "tender",
            "app.tenders.agreement_paper:agreement",
            possible="app.tenders.actions:has_consortium",
        ),
    ),
)
