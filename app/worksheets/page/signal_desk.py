"""How the own library of foresight is worked with in its list."""

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.record import today
from app.core.text import Text, _l
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Banner, Facts, Part
from app.worksheets.chains import actions as chains
from app.worksheets.foresight import actions
from app.worksheets.foresight.records import SORTS, Signal
from app.worksheets.page.chain_strip import ChainStrip

HIGHEST = 5
_TONES: dict[str, Tone] = {"megatrend": "main", "trend": "plain", "weak": "plain"}


def signal_desk() -> Desk:
    """Megatrends, trends and weak signals, those that matter most to us first."""
    several = {
        "megatrend": _l("Megatrends"),
        "trend": _l("Trends"),
        "weak": _l("Weak signals"),
    }
    return Desk(
        Signal,
        sentence=_l(
            "What is changing around you, from great megatrends to one odd remark of a client. Write down "
            "where it came from and what it means for you; you are reminded to look at it again."
        ),
        new_words=_l("New signal"),
        chips=(
            *(Chip(code, several[code], Signal.sort == code) for code, _words in SORTS),
            Chip("due", _l("To be looked at"), actions.is_due()),
        ),
        cells={
            "sort": lambda each: Cell(dict(SORTS)[each.sort].say() if each.sort else ""),
            "significance": lambda each: Cell(of_five(each.significance)),
            "reviewed_on": _reviewed,
        },
        actions=(
            RecordAction(
                _l("Looked at it today"),
                "check-circle",
                work=actions.look_again,
                when=_not_today,
                prominent=True,
            ),
            RecordAction(_l("Open the link"), "arrow-square-out", run=_open_link, when=_has_link),
        ),
        extra=_extra,
        hidden=frozenset({"significance", "probability", "sort"}),
        right=frozenset({"significance"}),
        example=actions.take_megatrends,
        example_words=_l("Take Sitra's megatrends"),
        order=("significance", True),
    )


def of_five(number: int | None) -> str:
    """A number of a scale, with its end."""
    return "" if number is None else _l("{number} / {most}", number=number, most=HIGHEST).say()


def _is_due(signal: Signal) -> bool:
    when = actions.due(signal)
    return when is not None and when <= today()


def _not_today(signal: Any) -> bool:
    return signal.reviewed_on != today()


def _has_link(signal: Any) -> bool:
    return bool(signal.link)


def _reviewed(signal: Signal) -> Cell:
    if signal.reviewed_on is None:
        return Cell("")
    if _is_due(signal):
        return Cell(_l("look again").say(), "watch")
    return Cell(_l("{day}", day=signal.reviewed_on).say())


def _open_link(_parent: QWidget, office: Office, signal_id: str) -> None:
    address = office.ask(lambda session: session.get_one(Signal, signal_id).link)
    QDesktopServices.openUrl(QUrl(address))


def _extra(office: Office, session: Session, signal: Signal) -> Extra:
    tags: list[tuple[Text, Tone]] = []
    if signal.sort:
        tags.append((dict(SORTS)[signal.sort], _TONES[signal.sort]))
    if _is_due(signal):
        tags.append((_l("To be looked at"), "watch"))
    above: list[QWidget] = []
    if actions.must_be_checked(signal.code):
        above.append(
            Banner(
                _l(
                    "The wording is of an older edition and was written down from memory. Check it from "
                    "Sitra before you quote it."
                ),
                "watch",
            )
        )
    measured = [
        (label, (lambda number=number: of_five(number)))
        for label, number in (
            (_l("Significance for us"), signal.significance),
            (_l("How likely"), signal.probability),
        )
        if number is not None
    ]
    if measured:
        above.append(Facts(measured))
    strip = ChainStrip(office)
    strip.show_chain(chains.chain(session, "signal", signal.id))
    return Extra(tags=tags, above=above, below=[Part(_l("What led to what"), strip)])
