"""How a programme stands: targets beside what was reached, events, organisations, horizontal themes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.core import offered
from app.core.record import today
from app.core.text import LanguageText, _l, pick
from app.programmes import counting, rules, tables, wording
from app.programmes.page import charts
from app.programmes.page.aim_card import aim_card, figure_tiles
from app.programmes.page.numbers import table_card, table_cards
from app.programmes.results import Results
from app.programmes.rules import Period, Step
from app.ui import jobs
from app.ui.language import bind, switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.widgets import (
    Banner,
    Choice,
    Column,
    Combo,
    EmptyState,
    Flow,
    ScrollColumn,
    Segmented,
    Tiles,
    button,
    clear,
    small,
    words,
)

PICTURE, NUMBERS = "picture", "numbers"
WIDEST = 1100
STEPS: tuple[Choice, ...] = tuple(Choice(step, wording.STEP_WORDS[step]) for step in rules.STEPS)


@dataclass(frozen=True)
class Shown:
    """The programmes there are, and the one that is looked at with who keeps it."""

    programmes: list[tuple[str, LanguageText]]
    results: Results | None = None
    keeper: LanguageText | None = None


@dataclass(frozen=True)
class Deeds:
    """What the page does for the view, given the id of the programme."""

    begin: Callable[[], object]
    example: Callable[[], object]
    complete: Callable[[str], object]
    count: Callable[[str, Period], object]
    report: Callable[[str], object]
    table: Callable[[str], object]


class OverviewView(View):
    """One programme in one period.

    Attributes:
        found: what is shown, ``None`` until it has been asked.
        programme, step, period, way: what a person chose to look at.
    """

    def __init__(self, office: Office, deeds: Deeds) -> None:
        super().__init__()
        self._office, self._deeds = office, deeds
        self._latest = jobs.Latest(self)
        self._wanted = ""
        self.found: Shown | None = None
        whole = Column(self, spacing=12)
        self._top = QWidget()
        top = Flow(self._top, spacing=8)
        self.programme, self.step, self.period = Combo(), Combo(STEPS), Combo()
        self.step.choose("whole")
        for combo, name, changed in (
            (self.programme, _l("Development programme"), self._another),
            (self.step, _l("Which periods"), self._stepped),
            (self.period, _l("Period"), self._show),
        ):
            bind(combo.setAccessibleName, name)
            combo.activated.connect(changed)
            top.addWidget(combo)
        self.way = Segmented([Choice(PICTURE, _l("Picture")), Choice(NUMBERS, _l("Numbers"))])
        self.way.chosen.connect(self._show)
        top.addWidget(self.way)
        whole.addWidget(self._top)
        self._column = ScrollColumn(max_width=WIDEST, margins=(0, 0, 8, 12), spacing=12)
        whole.addWidget(self._column, 1)
        self._top.hide()
        switch.changed.connect(self._say_again)

    # What is asked

    def look_at(self, programme_id: str) -> None:
        """Show another programme, whole."""
        self._wanted = programme_id
        self.step.choose("whole")
        self.fill()

    def _another(self, _at: int) -> None:
        self._wanted = self.programme.current
        self.fill()

    def fill(self) -> None:
        """Ask how the programme stands today, in the background."""
        wanted, day = self._wanted, today()

        def ask() -> Shown:
            with self._office.store.read() as session:
                every = counting.programmes(session, day)
                ids = [record_id for record_id, _name in every]
                chosen = wanted if wanted in ids else next(iter(ids), "")
                if not chosen:
                    return Shown(every)
                results = counting.results(session, chosen, day)
                return Shown(every, results, offered.name_of(session, results.owner_id))

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: Shown) -> None:
        if found == self.found:  # the place and the focus stay where they are
            return
        before = self.found.results if self.found else None
        self.found = found
        self.programme.offer([Choice(key, _named(name)) for key, name in found.programmes])
        if found.results:
            self.programme.choose(found.results.id)
            if (
                before is None
                or before.id != found.results.id
                or before.whole != found.results.whole
            ):
                self._offer_periods()
        self._show()

    def _stepped(self, _at: int) -> None:
        self._offer_periods()
        self._show()

    def _offer_periods(self) -> None:
        found = self.found
        if not found or not found.results:
            return
        step = self._step
        periods = found.results.periods(step)
        self.period.offer(
            [Choice(each.first.isoformat(), wording.period_words(each)) for each in periods]
        )
        begun = [each for each in periods if each.first <= found.results.day] or periods[:1]
        self.period.choose(begun[-1].first.isoformat())
        self.period.setVisible(step != "whole")

    @property
    def _step(self) -> Step:
        return next(each for each in rules.STEPS if each == (self.step.current or "whole"))

    @property
    def chosen(self) -> Period | None:
        """The period that is looked at."""
        results = self.found.results if self.found else None
        if results is None:
            return None
        every = results.periods(self._step)
        return next((p for p in every if p.first.isoformat() == self.period.current), every[0])

    def _count(self) -> None:
        if self.chosen:
            self._deeds.count(self.programme.current, self.chosen)

    # What is seen

    def _say_again(self, _language: str) -> None:
        self._offer_names()
        self._show()

    def _offer_names(self) -> None:
        chosen = self.period.current
        self._offer_periods()
        self.period.choose(chosen)

    def _show(self, *_why: object) -> None:
        if self.found is None:
            return
        body = self._column.body
        clear(body)
        results, period = self.found.results, self.chosen
        self._top.setVisible(results is not None)
        if results is None or period is None:
            body.addWidget(self._nothing())
            return
        body.addWidget(self._head(results))
        for each in wording.notes(results):
            body.addWidget(Banner(each, "watch"))
        if results.empty:
            body.addWidget(self._unfinished(results))
            return
        body.addLayout(figure_tiles(results, period))
        if self.way.current == NUMBERS:
            for card in table_cards(results, period, self._step):
                body.addWidget(card)
        else:
            self._picture(results, period)
        if self._step != "whole":
            body.addWidget(small(wording.OF_WHOLE))
        body.addWidget(small(wording.HOW_COUNTED))

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "target",
            _l("No programme is followed yet"),
            _l(
                "Write down what a project aims at, and see here what comes of it: from events, and from what "
                "each organisation tells."
            ),
            (_l("New programme"), self._deeds.begin),
            (_l("Look at an example"), self._deeds.example),
        )

    def _unfinished(self, results: Results) -> EmptyState:
        if results.owner_id:
            return EmptyState(
                "target",
                _l("Objectives are still to come"),
                _l(
                    "You see them here when the organisation that keeps the programme has written them."
                ),
            )
        return EmptyState(
            "target",
            _l("What does it aim at?"),
            _l("Give the programme its objectives and indicators: one line each is enough."),
            (_l("Objectives and indicators"), lambda: self._deeds.complete(results.id)),
        )

    def _head(self, results: Results) -> QWidget:
        made = QWidget()
        column = Column(made, spacing=8)
        if pick(results.told["purpose"]):
            column.addWidget(words(lambda: pick(results.told["purpose"])))
        column.addWidget(small(lambda: " · ".join(self._facts(results))))
        flow = Flow(spacing=8)
        for text, glyph, deed in (
            (_l("Count from our records"), "calculator", self._count),
            (_l("Report"), "file-pdf", lambda: self._deeds.report(results.id)),
            (_l("Table"), "table", lambda: self._deeds.table(results.id)),
        ):
            flow.addWidget(button(text, icon_name=glyph, pressed=deed))
        column.addLayout(flow)
        return made

    def _facts(self, results: Results) -> list[str]:
        told = results.told
        facts = [wording.days_words(told["starts_on"], told["ends_on"]).say(), told["funder"]]
        keeper = self.found.keeper if self.found else None
        if results.owner_id:
            name = pick(keeper) or _l("another organisation of the network").say()
            facts.append(_l("kept by {name}", name=name).say())
        return [each for each in facts if each]

    def _picture(self, results: Results, period: Period) -> None:
        body = self._column.body
        tiles = Tiles(charts.CARD_WIDTH, spacing=12)
        targets = [each for each in results.measures if each.target]
        end = rules.scale(results.standing(each, period) for each in targets)
        for objective_id, _measures in tables.groups(results):
            tiles.addWidget(aim_card(results, period, objective_id, end, self._open_indicator))
        body.addLayout(tiles)
        if targets:
            body.addWidget(small(_l("The line across a bar is the target.")))
        if results.aims:
            body.addLayout(charts.attendance_cards(results, period))
        if results.organisations(period):
            body.addWidget(table_card(tables.by_organisation(results, period)))
        if results.themes:
            body.addWidget(charts.themes_card(results))

    def _open_indicator(self, record_id: str) -> None:
        self._office.wanted.emit("indicator", record_id)


def _named(name: LanguageText) -> Callable[[], str]:
    return lambda: pick(name) or wording.NOTHING
