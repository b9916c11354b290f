"""Where feedback is going: all services together and each, by quarter."""

from decimal import Decimal

from app.clients.feedback import actions
from app.clients.feedback.actions import ServiceResult
from app.core.record import today
from app.core.text import Text, _l, pick
from app.ui import jobs
from app.ui.language import Wording, switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.widgets import Card, Column, EmptyState, Row, ScrollColumn, clear, label, small
from app.ui.widgets.chart import Chart, Series

HIGHEST = Decimal(5)


class ResultsView(View):
    """The results of feedback."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.found: list[ServiceResult] = []
        whole = Column(self)
        self._column = ScrollColumn(max_width=900, margins=(0, 0, 0, 12))
        whole.addWidget(self._column)
        switch.changed.connect(self._show)

    def fill(self) -> None:
        """Ask for the results, in the background."""

        def ask() -> list[ServiceResult]:
            with self._office.store.read() as session:
                return actions.results(session, today())

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: list[ServiceResult]) -> None:
        self.found = found
        self._show()

    def _show(self) -> None:
        clear(self._column.body)
        if not self.found:
            self._column.body.addWidget(
                EmptyState(
                    "chat-circle",
                    _l("No feedback yet"),
                    _l("Print the survey from a service's page and enter what was answered."),
                )
            )
        for each in self.found:
            self._column.body.addWidget(_Result(each))


class _Result(Card):
    def __init__(self, found: ServiceResult) -> None:
        super().__init__(_name(found))
        line = Row(spacing=20)
        text = Column(spacing=4)
        text.addWidget(label(actions.result_words(found.year), "strong"))
        text.addWidget(small(_l("in the last year")))
        change = actions.change_of(found)
        if change is not None:
            words = actions.change_words(change)
            text.addWidget(small(_l("{change} from the year before", change=words)))
        if found.year.recommends is not None:
            index = f"{found.year.recommends:+d}"
            text.addWidget(small(_l("Recommendation index {index}", index=index)))
        if found.year.few:
            text.addWidget(small(_l("Few answers: read with care.")))
        text.addStretch(1)
        line.addLayout(text, 2)
        line.addWidget(quarters(found), 3)
        self.body.addLayout(line)


def _name(found: ServiceResult) -> Wording:
    if not found.service_id:
        return _l("All services")
    return lambda: pick(found.service) or "–"


def quarters(found: ServiceResult) -> Chart:
    """The score of each quarter as a bar; one with few answers is drawn lighter."""
    few = frozenset(at for at, (_quarter, result) in enumerate(found.quarters) if result.few)
    scores = Series(_name(found), [result.score for _quarter, result in found.quarters], few)
    names = [_quarter_words(quarter) for quarter, _result in found.quarters]
    return Chart(_name(found), names, [scores], highest=HIGHEST)


def _quarter_words(quarter: tuple[int, int]) -> Text:
    year, number = quarter
    return _l("{number}/{year}", number=str(number), year=str(year))
