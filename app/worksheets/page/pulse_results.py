"""A round of the pulse: how many have answered, and when it is closed what they said and where it is going."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.text import Text, _l, _n
from app.ui import jobs
from app.ui.office import Office
from app.ui.widgets import Banner, Card, Column, Flow, Meter, Tiles, button, clear, label, lead
from app.worksheets.page import pulse_parts as parts
from app.worksheets.page.pulse_kiosk import answer_here
from app.worksheets.page.pulse_parts import Story
from app.worksheets.pulse import a3, actions
from app.worksheets.pulse.rules import LEAST

FIGURE_WIDTH, GRAPH_WIDTH = 180, 360


class PulseResults(QWidget):
    """The state of one round, its deeds and its results; to be put into a column that scrolls."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.sheet_id = ""
        self.found: Story | None = None
        self._column = Column(self, spacing=12)

    def show_sheet(self, sheet_id: str) -> None:
        """Show another round."""
        self.sheet_id = sheet_id
        self.fill()

    def fill(self) -> None:
        """Ask how it stands, in the background."""
        sheet_id = self.sheet_id

        def ask() -> Story:
            with self._office.store.read() as session:
                return parts.story(session, sheet_id)

        if sheet_id:
            self._latest.run(ask, done=self._filled)

    def _filled(self, found: Story) -> None:
        if found == self.found:
            return
        self.found = found
        clear(self._column)
        if not found.own.result.shown:
            self._column.addWidget(self._waiting(found))
        else:
            self._show_results(found)
        self._column.addStretch(1)

    # While it can't be told

    def _waiting(self, found: Story) -> Card:
        card = Card(_l("Answers"), spacing=12)
        number = found.own.result.count
        card.body.addWidget(Meter(number, LEAST, _so_far(number)))
        card.body.addWidget(lead(_why(found)))
        deeds = Flow(spacing=8)
        if found.refused is None:
            deeds.addWidget(
                button(_l("Answer on this computer"), "primary", "monitor", self.answer)
            )
            if number >= LEAST:
                deeds.addWidget(
                    button(
                        _l("Close the round and show the results"),
                        "secondary",
                        "check",
                        self.close_round,
                    )
                )
        else:
            deeds.addWidget(self._next_button())
        card.body.addLayout(deeds)
        return card

    def answer(self) -> None:
        """Let people answer on this computer."""
        answer_here(self, self._office, self.sheet_id)
        self.fill()

    def close_round(self) -> None:
        """Close the round and show the results."""
        sheet_id = self.sheet_id
        self._office.write(
            lambda session: actions.close(session, sheet_id), lambda _done: self.fill()
        )

    # When it is told

    def _show_results(self, found: Story) -> None:
        self._column.addWidget(_tiles(parts.figures(found), FIGURE_WIDTH))
        if found.falls:
            self._column.addWidget(self._fell(found))
        self._column.addWidget(parts.answers(found))
        if len(found.rounds) > 1:
            cards = []
            for heading, graph in parts.trend(found):
                card = Card(heading)
                card.body.addWidget(graph)
                card.body.addStretch(1)
                cards.append(card)
            self._column.addWidget(_tiles(cards, GRAPH_WIDTH))
            self._column.addWidget(parts.compared(found))
        else:
            self._column.addWidget(
                label(_l("After the next round you see here where it is going."), "soft")
            )
        if found.own.result.words:
            self._column.addWidget(parts.written(found))
        foot = Flow(spacing=8)
        foot.addWidget(self._next_button())
        self._column.addLayout(foot)

    def _fell(self, found: Story) -> Banner:
        a3_id = found.a3_id
        deed = (
            (_l("Open the A3"), lambda: self._office.wanted.emit("worksheet", a3_id))
            if a3_id
            else (_l("Begin an A3"), self.begin_a3)
        )
        return Banner(lambda: parts.fell_words(found), "watch", deed)

    def begin_a3(self) -> None:
        """Begin an A3 from what has fallen, and go there."""
        sheet_id = self.sheet_id
        self._office.write(
            lambda session: a3.suggest_a3(session, sheet_id),
            lambda done: self._office.wanted.emit("worksheet", done.result),
        )

    def _next_button(self) -> QWidget:
        return button(_l("Begin the next round"), "secondary", "arrow-right", self.begin_next)

    def begin_next(self) -> None:
        """Begin the next round, and go there."""
        sheet_id = self.sheet_id
        self._office.write(
            lambda session: actions.begin_next(session, sheet_id),
            lambda done: self._office.wanted.emit("worksheet", done.result),
        )


def _so_far(number: int) -> Text:
    if number < LEAST:
        return _l("{number}/{least} answers so far", number=number, least=LEAST)
    return _n("{count} answer so far", "{count} answers so far", number)


def _why(found: Story) -> Text:
    """Why there are no results yet, and what to do."""
    if found.own.result.closed:
        return _l(
            "The round was closed with fewer than {least} answers, so nothing is shown of them. Take the "
            "sheet up again to go on asking, or talk the questions through together.",
            least=LEAST,
        )
    if found.refused:
        return found.refused
    return _l(
        "Results are shown when you have closed the round and there are at least {least} answers. Until "
        "then only their number is told, so that nobody can be known by a change. Answers given on paper "
        "can be entered here too, one person after another.",
        least=LEAST,
    )


def _tiles(cards: Sequence[Card], width: int) -> QWidget:
    made = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    tiles = Tiles(width, made, spacing=12)
    for each in cards:
        tiles.addWidget(each)
    return made
