"""What is asked when a value of an indicator is told."""

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core import editing
from app.core.field import fields_of, row_field
from app.core.record import today
from app.core.text import LanguageText, _l
from app.programmes import actions, rules
from app.programmes.records import LIVE, Indicator, IndicatorValue, Programme
from app.programmes.rules import Period
from app.ui.ask_dialog import AskDialog
from app.ui.office import Office


def usual_days(programme: Programme | None) -> Period | None:
    """The last half-year that is over, as far as it is of the programme's days."""
    half = rules.last_half(today())
    if programme is None or programme.starts_on is None:
        return half
    last = programme.ends_on or half.last
    cut = Period(max(half.first, programme.starts_on), min(half.last, last), "half")
    return cut if cut.first <= cut.last else None


class ValueDialog(AskDialog):
    """Asks how much was reached, when, and where that can be seen."""

    def __init__(self, parent: QWidget, office: Office, record_id: str) -> None:
        title, measure, days = office.ask(lambda session: _asked(session, record_id))
        fields = fields_of(IndicatorValue)
        words = (
            _l(
                "Events are counted by themselves. Add here only what isn’t among the events, such as what was "
                "held before you had Kumppani."
            )
            if measure in LIVE
            else _l(
                "Tell what was reached in these days, not what there is in all. Take back a mistake with a "
                "number below zero."
            )
        )
        super().__init__(
            parent,
            office,
            _l("Add a value: {title}", title=title),
            words,
            [
                fields["from_day"],
                fields["to_day"],
                fields["value"],
                row_field(
                    "organisation",
                    fields["organisation"].value,
                    _l("Organisation"),
                    help=_l("Blank: your own."),
                ),
                fields["source"],
            ],
            lambda session, values: actions.add_value(
                session, {**values, "indicator_id": record_id}
            ),
            do=_l("Add the value"),
            starts={"from_day": days.first, "to_day": days.last} if days else None,
        )


def _asked(session: Session, record_id: str) -> tuple[LanguageText, str, Period | None]:
    indicator = editing.find(session, Indicator, record_id)
    programme = session.get(Programme, indicator.programme_id or "")
    return dict(indicator.title()), indicator.measure, usual_days(programme)
