"""How search watches are worked with on the page of the room."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.brand import Tone
from app.core.change import Changes
from app.core.field import fields_of
from app.core.record import today
from app.core.text import Text, _l, _n
from app.organisation.actions import own
from app.tenders import matches, states, wording
from app.tenders.records import TenderNotice, TenderWatch
from app.ui.desk import Cell, Desk, Extra
from app.ui.office import Office
from app.ui.widgets import Part, RowItem, RowList, small

SHOWN = 12
MOST_LOOKED_AT = 1000


def watch_desk() -> Desk:
    """Saved searches."""
    return Desk(
        TenderWatch,
        sentence=_l(
            "Say once what you could offer and where. Each notice that you write, paste or import is held "
            "against it, and you are reminded before the deadline."
        ),
        new_words=_l("New watch"),
        cells={
            "cpv": lambda watch: Cell(_first([code[:8] for code in watch.cpv])),
            "municipalities": lambda watch: Cell(_first(_towns(watch))),
            "active": lambda watch: Cell(
                str(_in_use(active=watch.active)), "good" if watch.active else "plain"
            ),
        },
        extra=_extra,
        hidden=frozenset({"active"}),
        example=add_example,
    )


def add_example(session: Session) -> Changes:
    """Add a watch for care at home in the own municipalities; ``result`` is its id."""
    organisation = own(session)
    towns = list(organisation.municipalities) if organisation else []
    values = {
        "name": _l("Help and care at home").say(),
        "cpv": ["85312000-9", "85311100-3", "98513310-8"],
        "municipalities": towns,
    }
    return editing.add(session, TenderWatch, values)


def _towns(watch: TenderWatch) -> list[str]:
    value = fields_of(TenderWatch)["municipalities"].value
    return [value.show([code]) for code in watch.municipalities]


def _first(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are: ``Joensuu +3``."""
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return f"{names[0]}{more}" if names else ""


def _in_use(*, active: bool) -> Text:
    return _l("In use") if active else _l("Not in use")


def _extra(office: Office, session: Session, watch: TenderWatch) -> Extra:
    tone: Tone = "good" if watch.active else "plain"
    tags = [(_in_use(active=watch.active), tone)]
    return Extra(tags=tags, below=[_finds(office, session, watch)])


def _finds(office: Office, session: Session, watch: TenderWatch) -> QWidget:
    """The notices that it finds now, those that can still be answered, and why."""
    coming = (
        select(TenderNotice)
        .where(
            TenderNotice.deleted_at.is_(None),
            TenderNotice.state != states.PASSED,
            TenderNotice.deadline.is_(None) | (TenderNotice.deadline >= today()),
        )
        .order_by(TenderNotice.deadline.is_(None), TenderNotice.deadline, TenderNotice.id)
        .limit(MOST_LOOKED_AT)
    )
    found = [
        (notice, hits[0])
        for notice in session.scalars(coming)
        if (hits := matches.find([watch], matches.notice_of(notice)))
    ]
    heading = _l("What it finds now")
    if not found:
        return Part(heading, small(_l("No open notice fits. It looks at each new one.")))
    rows = RowList()
    rows.set_items(
        [
            RowItem(
                notice.id,
                notice.name,
                lambda match=hit.match: wording.match_words(match),
                "",
                wording.left_words(notice.deadline, today()) if notice.deadline else "",
                "plain",
            )
            for notice, hit in found[:SHOWN]
        ]
    )
    rows.chosen.connect(lambda notice_id: office.wanted.emit("tender_notice", notice_id))
    more = len(found) - SHOWN
    rest = [small(_n("and {count} more", "and {count} more", more))] if more > 0 else []
    return Part(heading, rows, *rest)
