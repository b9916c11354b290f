"""The board of tasks: a line to add one, and below it the tasks by state."""

from sqlalchemy.orm import Session

from app.agenda.page.quick_add import QuickAdd
from app.agenda.page.task_slip import slip_of
from app.agenda.tasks import actions, rules
from app.core.record import today
from app.core.text import _l
from app.ui.board.lane import MOST_CARDS
from app.ui.board.slip import BoardDesk, Found, LaneKind
from app.ui.board.view import BoardView
from app.ui.office import Office

_BELONGS = {
    rules.TODO: _l("What nobody has begun yet."),
    rules.DOING: _l("What somebody is doing just now."),
    rules.WAITING: _l("What can't go on before somebody answers or something arrives."),
    rules.DONE: _l("What is done. Drag a card here, or tick it on its page."),
}


class TaskBoard(BoardView):
    """The tasks by state.

    Attributes:
        quick: the line in which a new task is written.
    """

    def __init__(self, office: Office) -> None:
        super().__init__(
            office,
            BoardDesk(
                kind="task",
                lanes=tuple(LaneKind(code, words, _BELONGS[code]) for code, words in rules.STATES),
                ask=_ask,
                move=actions.move,
                find=_l("Find a task"),
                nobody=actions.NOBODY,
                nobodys=_l("Nobody has taken this yet"),
                owner=_l("Who does it"),
                mine=True,
            ),
        )
        self.quick = QuickAdd(office)
        self.whole.insertWidget(0, self.quick)


def _ask(session: Session, words: str, who: str) -> Found:
    found, day = actions.overview(session, words, who), today()
    lanes = {
        status: tuple(slip_of(each, day) for each in lane[:MOST_CARDS])
        for status, lane in found.lanes.items()
    }
    return Found(lanes, dict(found.totals), found.owners)
