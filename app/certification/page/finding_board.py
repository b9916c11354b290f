"""The board of corrective actions: findings by state."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.certification.findings import actions, rules
from app.certification.page.finding_desk import DoneDialog, VerifyDialog
from app.certification.page.finding_slip import slip_of
from app.core.record import today
from app.core.text import _l
from app.ui.ask_dialog import AskDialog
from app.ui.board.lane import MOST_CARDS
from app.ui.board.slip import BoardDesk, Found, LaneKind
from app.ui.board.view import BoardView
from app.ui.office import Office

_BELONGS = {
    rules.OPEN: _l("What has been found and nobody has begun to put right yet."),
    rules.DOING: _l("What somebody is putting right just now."),
    rules.DONE: _l("What has been done, and waits for somebody else to see whether it helped."),
    rules.VERIFIED: _l("What somebody has seen to have helped. Nothing more is needed."),
}


class FindingBoard(BoardView):
    """The findings by state."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            office,
            BoardDesk(
                kind="finding",
                lanes=tuple(LaneKind(code, words, _BELONGS[code]) for code, words in rules.STATES),
                ask=_ask,
                move=actions.move,
                dialog=_dialog,
                find=_l("Find a finding"),
                nobody=actions.NOBODY,
                nobodys=_l("Nobody is responsible yet"),
            ),
        )


def _ask(session: Session, words: str, owner: str) -> Found:
    found, day = actions.overview(session, words, owner), today()
    lanes = {
        status: tuple(slip_of(each, day) for each in lane[:MOST_CARDS])
        for status, lane in found.lanes.items()
    }
    return Found(lanes, dict(found.totals), found.owners)


def _dialog(parent: QWidget, office: Office, finding_id: str, status: str) -> AskDialog | None:
    """What asks for what a state needs to know."""
    if status == rules.DONE:
        return DoneDialog(parent, office, finding_id)
    if status == rules.VERIFIED:
        return VerifyDialog(parent, office, finding_id)
    return None
