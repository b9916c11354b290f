"""How one indicator stands, and what has been told of it: read in the background into its page."""

from PySide6.QtWidgets import QWidget

from app.core.record import today
from app.core.text import Text, _l, literal
from app.programmes import counting, rules, wording
from app.programmes.results import Measure, Results
from app.programmes.rules import Value
from app.ui.office import Office
from app.ui.widgets import Column, RowItem, RowList, clear, label, small, subject
from app.ui.widgets.bars import BarLine

MOST = 20


class StandingPart(QWidget):
    """The value beside its target, and the values it is made of; a row opens one."""

    def __init__(self, office: Office, programme_id: str, indicator_id: str) -> None:
        super().__init__()
        self._office, self._indicator = office, indicator_id
        self._column = Column(self, spacing=8)
        if programme_id:
            office.read(
                self,
                lambda session: counting.results(session, programme_id, today()),
                self._show,
            )

    def _show(self, results: Results) -> None:
        clear(self._column)
        measure = next((each for each in results.measures if each.id == self._indicator), None)
        if measure is None:
            return
        standing = results.standing(measure, results.whole)
        self._column.addWidget(label(wording.standing_words(measure, standing), "section"))
        if standing.target:
            end = rules.scale([standing])
            self._column.addWidget(
                BarLine(rules.share(standing.percent, end), rules.share(rules.HUNDRED, end))
            )
            self._column.addWidget(small(_l("The line across a bar is the target.")))
        if measure.live:
            self._column.addWidget(small(_parts(results, measure)))
        self._list(results, measure)

    def _list(self, results: Results, measure: Measure) -> None:
        inside = [each for each in results.values if each.indicator_id == measure.id]
        outside = [each for each in results.outside_values if each.indicator_id == measure.id]
        every = sorted((*inside, *outside), key=lambda each: each.day, reverse=True)
        if not every:
            if not measure.live:
                self._column.addWidget(small(_l("Nobody has told a value yet.")))
            return
        self._column.addWidget(subject(_l("What was told")))
        left_out = {each.id for each in outside}
        rows = [_row(results, each, counts=each.id not in left_out) for each in every[:MOST]]
        made = RowList(rows)
        made.chosen.connect(self._open)
        self._column.addWidget(made)
        if len(every) > MOST:
            self._column.addWidget(small(_l("+{count} more", count=len(every) - MOST)))

    def _open(self, value_id: str) -> None:
        self._office.wanted.emit("indicator_value", value_id)


def _parts(results: Results, measure: Measure) -> Text:
    events = results.from_events(measure, results.whole)
    told = results.by_hand(measure, results.whole)
    return _l(
        "From the events {events}, told by hand {told}.",
        events=wording.number_words(events),
        told=wording.number_words(told),
    )


def _row(results: Results, value: Value, *, counts: bool) -> RowItem:
    said = [
        literal(results.names.get(value.organisation, {})).say(),
        value.source,
        "" if counts else _l("Outside the programme’s days: isn’t counted").say(),
    ]
    return RowItem(
        value.id,
        _days(value),
        " · ".join(each for each in said if each.strip()),
        tag=wording.number_words(value.number),
        tone="plain" if counts and value.number >= 0 else "watch",
    )


def _days(value: Value) -> Text:
    if value.first == value.day:
        return wording.days_words(value.day, value.day)
    return _l("{first}–{last}", first=value.days.first, last=value.day)
