"""Own figures by month: what decisions about the future can rest on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.format import show_month, show_month_short, show_number, show_percent
from app.core.record import today
from app.core.text import Text, _, _l, _n
from app.ui import jobs
from app.ui.language import bind
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.widgets import (
    Card,
    Choice,
    Column,
    EmptyState,
    Flow,
    ScrollColumn,
    Segmented,
    Tiles,
    lead,
    small,
)
from app.ui.widgets.graph import Graph, GraphSeries, Place
from app.worksheets.foresight import figures
from app.worksheets.foresight.figures import Figures, Month

CARD_WIDTH = 380
WHOLE = Decimal(1)
MINUTES = 60

Number = Callable[[Month], Decimal | int | None]


@dataclass(frozen=True)
class _Line:
    """A series of a graph: its name, and its number in a month."""

    name: Text
    number: Number
    bars: bool = False


@dataclass(frozen=True)
class _Picture:
    """A graph: its heading, what is in it, how its numbers are written and where its axis ends."""

    heading: Text
    lines: tuple[_Line, ...]
    show: Callable[[Decimal], str] = show_number
    highest: float | None = None


PICTURES = (
    _Picture(_l("Visits done"), (_Line(_l("Visits done"), lambda m: m.visits, bars=True),)),
    _Picture(
        _l("Hours of visits"),
        (_Line(_l("Hours of visits"), lambda m: _hours(m), bars=True),),
        lambda hours: _("{hours} h", hours=hours),
    ),
    _Picture(
        _l("Clients"),
        (
            _Line(_l("Had visits"), lambda m: m.clients),
            _Line(_l("New clients"), lambda m: m.new_clients, bars=True),
        ),
    ),
    _Picture(
        _l("Contracts of employment in force"),
        (_Line(_l("Contracts of employment in force"), lambda m: m.contracts),),
    ),
    _Picture(
        _l("Permanent, of those employed"),
        (_Line(_l("Permanent, of those employed"), lambda m: _whole(m.permanent_share)),),
        show_percent,
        100,
    ),
)


def _hours(month: Month) -> Decimal | None:
    return None if month.minutes is None else _whole(Decimal(month.minutes) / MINUTES)


def _whole(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(WHOLE, ROUND_HALF_UP)


class FiguresView(View):
    """Graphs of the own figures, over a year or two."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.found = Figures(())
        whole = Column(self, spacing=12)
        top = Flow(spacing=12)
        self.period = Segmented(
            [
                Choice(str(count), _n("{count} month", "{count} months", count))
                for count in figures.PERIODS
            ]
        )
        bind(self.period.setAccessibleName, _l("How far back"))
        self.period.chosen.connect(lambda _name: self.fill())
        top.addWidget(self.period)
        whole.addLayout(top)
        self._column = ScrollColumn(max_width=None, margins=(0, 0, 8, 12), spacing=12)
        whole.addWidget(self._column, 1)
        body = self._column.body
        self._lead = lead(
            _l(
                "Counted from what you have written down. Put these beside what you hear of the future, "
                "so that decisions rest on what has happened."
            )
        )
        body.addWidget(self._lead)
        self.graphs = [
            Graph(each.heading, ends=(0, each.highest), show=each.show, about=_l("Month"))
            for each in PICTURES
        ]
        self._cards = self._tiles()
        body.addWidget(self._cards)
        self._note = small("")
        body.addWidget(self._note)
        self._empty = EmptyState(
            "chart-line",
            _l("No figures yet"),
            _l(
                "When visits are marked done, clients have their day of first contact and contracts are "
                "signed, you see here month by month how things go."
            ),
        )
        body.addWidget(self._empty)
        for each in (self._cards, self._note, self._empty, self._lead):
            each.hide()

    def _tiles(self) -> QWidget:
        made = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        tiles = Tiles(CARD_WIDTH, made, spacing=12)
        for picture, graph in zip(PICTURES, self.graphs, strict=True):
            card = Card(picture.heading)
            card.body.addWidget(graph)
            card.body.addStretch(1)
            tiles.addWidget(card)
        return made

    def fill(self) -> None:
        """Ask for the figures, in the background."""
        count = int(self.period.current)

        def ask() -> Figures:
            with self._office.store.read() as session:
                return figures.figures(session, today(), count)

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: Figures) -> None:
        if found == self.found:
            return
        self.found = found
        places = [place(each.first, so_far=each.so_far) for each in found.months]
        faint = frozenset(at for at, each in enumerate(found.months) if each.so_far)
        for picture, graph in zip(PICTURES, self.graphs, strict=True):
            graph.tell(places, [_series(each, found.months, faint) for each in picture.lines])
        for each in (self._cards, self._lead):
            each.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._note.setVisible(bool(found))
        bind(self._note.setText, self._notes)

    def _notes(self) -> str:
        said = [_l("This month isn't over, so it is drawn lighter.")]
        if self.found.undated_clients:
            said.append(
                _n(
                    "{count} client has no day of first contact and isn't among the new ones.",
                    "{count} clients have no day of first contact and aren't among the new ones.",
                    self.found.undated_clients,
                )
            )
        said.append(
            _l("Those who have a contract in force on the last day of the month count as employed.")
        )
        return " ".join(each.say() for each in said)


def place(first: date, *, so_far: bool = False) -> Place:
    """A month as a place of a graph, in words."""

    def full() -> str:
        month = show_month(first)
        return _("{month}, so far", month=month) if so_far else month

    return Place(lambda: show_month_short(first), full, str(first.year))


def _series(line: _Line, months: Sequence[Month], faint: frozenset[int]) -> GraphSeries:
    values = [None if (n := line.number(each)) is None else Decimal(n) for each in months]
    return GraphSeries(line.name, values, "bar" if line.bars else "line", faint)
