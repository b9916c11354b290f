"""All experiments: what is being tried, what was decided, what each taught."""

from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.text import Text, _l, literal
from app.ui.language import switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.widgets import Card, Column, EmptyState, RowItem, RowList, ScrollColumn, clear
from app.worksheets.sheets.experiments import STATE_TONES, STATES, Experiment, experiments


class ExperimentsView(View):
    """The cards of all experiments in a line each, by how they stand; a line leads to the card."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._column = ScrollColumn(max_width=900, margins=(0, 0, 12, 16))
        Column(self).addWidget(self._column)
        switch.changed.connect(self._say_again)

    def _say_again(self, _language: str) -> None:
        self.fill()

    def fill(self) -> None:
        def ask(session: Session) -> list[Experiment]:
            return experiments(session)

        self._office.read(self, ask, self._show)

    def _show(self, found: list[Experiment]) -> None:
        clear(self._column.body)
        if not found:
            self._column.body.addWidget(
                EmptyState(
                    "flask",
                    _l("No experiment has been begun"),
                    _l(
                        "Try a new service or way of working in small first: write down what you believe, try it "
                        "for some weeks, and decide by what you saw."
                    ),
                )
            )
            return
        for state, words in STATES:
            those = [each for each in found if each.state == state]
            if those:
                card = Card(words, margins=0)
                rows = RowList([self._row(each) for each in those])
                rows.chosen.connect(
                    lambda sheet_id: self._office.wanted.emit("worksheet", sheet_id)
                )
                card.body.addWidget(rows)
                self._column.body.addWidget(card)

    def _row(self, each: Experiment) -> RowItem:
        tag, tone = self._tag(each)
        lead = each.result or each.hypothesis
        days = ""
        if each.begin:
            days = (
                _l("{begin}–{end}", begin=each.begin, end=each.end)
                if each.end
                else _l("from {begin}", begin=each.begin)
            )
        parts = [part for part in (str(days), each.owner, lead) if part]
        return RowItem(each.id, each.name, " · ".join(parts), tag=tag, tone=tone)

    def _tag(self, each: Experiment) -> tuple[Text, Tone]:
        if each.decision:
            return literal(each.decided), each.tone
        if each.undecided:
            return _l("Decide how to go on"), "watch"
        return dict(STATES)[each.state], STATE_TONES[each.state]
