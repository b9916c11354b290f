"""How own types of worksheet are worked with."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.text import _l, pick
from app.ui.desk import Cell, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import small
from app.worksheets.sheets import actions
from app.worksheets.types import library, own
from app.worksheets.types.records import OwnType
from app.worksheets.types.rules import CATEGORIES


def own_desk() -> Desk:
    """Types that the users have made."""
    return Desk(
        OwnType,
        sentence=_l(
            "Is one of the types almost what you need? Choose it among the types, make an own type of it, and "
            "change what is asked."
        ),
        new_words=_l("Import a type"),
        cells={"category": _category},
        actions=(
            RecordAction(
                _l("Begin a worksheet of this type"),
                "plus",
                work=_begin,
                prominent=True,
                leads_to="worksheet",
            ),
            RecordAction(
                _l("Make your own type from this"), "copy", work=_copy, leads_to="worksheet_type"
            ),
        ),
        extra=_extra,
        hidden=frozenset({"key", "based_on"}),
        can_duplicate=False,
    )


def _category(own_type: OwnType) -> Cell:
    words = dict(CATEGORIES).get(own_type.category)
    return Cell(words.say() if words else "")


def _key(session: Session, record_id: str) -> str:
    return session.get_one(OwnType, record_id).key


def _begin(session: Session, record_id: str) -> Changes:
    return actions.begin(session, {"type_key": _key(session, record_id)})


def _copy(session: Session, record_id: str) -> Changes:
    return own.make_from(session, _key(session, record_id))


def _extra(_office: Office, _session: Session, own_type: OwnType) -> Extra:
    base = library.built_in_type(own_type.based_on)
    above: list[QWidget] = []
    if base:
        above.append(small(_l("Made from “{name}”", name=pick(base.name))))
    return Extra(above=above)
