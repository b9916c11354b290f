"""Whether the organisation is becoming a steady employer: figures, quarters, and whom to think of."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.field import row_field
from app.core.record import today
from app.core.text import Text, _, _l, _n
from app.core.value import Percent
from app.employment.permanence import actions, wording
from app.employment.permanence.actions import Dashboard
from app.employment.permanence.page.quarters import numbers, pictures
from app.employment.permanence.rules import FixedTerms, PartTimer
from app.ui import jobs
from app.ui.ask_dialog import AskDialog
from app.ui.language import switch
from app.ui.office import Office
from app.ui.record_page import View
from app.ui.sheet_file import ask_sheet, save_sheet
from app.ui.widgets import (
    Card,
    Choice,
    Column,
    EmptyState,
    FigureCard,
    Flow,
    Grid,
    Part,
    RowItem,
    RowList,
    ScrollColumn,
    Segmented,
    Tiles,
    button,
    clear,
    label,
    rule,
    small,
    subject,
)

PICTURE, NUMBERS = "picture", "numbers"
MOST_ROWS = 20
FIGURE_WIDTH, CARD_WIDTH, WIDEST = 130, 340, 1100


class PermanenceView(View):
    """How permanent the work is.

    Attributes:
        found: what is shown, ``None`` until it has been asked.
        way: whether the quarters are a picture or numbers.
    """

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._latest = jobs.Latest(self)
        self.found: Dashboard | None = None
        whole = Column(self, spacing=12)
        self._top = QWidget()
        top = Flow(self._top, spacing=8)
        self.way = Segmented([Choice(PICTURE, _l("Picture")), Choice(NUMBERS, _l("Numbers"))])
        self.way.chosen.connect(self._show)
        top.addWidget(self.way)
        top.addWidget(button(_l("Target"), icon_name="target", pressed=self.ask_target))
        top.addWidget(button(_l("Table"), icon_name="table", pressed=self.ask_file))
        whole.addWidget(self._top)
        self._column = ScrollColumn(max_width=WIDEST, margins=(0, 0, 0, 12), spacing=12)
        whole.addWidget(self._column, 1)
        switch.changed.connect(self._show)
        self._top.hide()

    def fill(self) -> None:
        """Ask for the figures of today, in the background."""

        def ask() -> Dashboard:
            with self._office.store.read() as session:
                return actions.dashboard(session, today())

        self._latest.run(ask, done=self._filled)

    def _filled(self, found: Dashboard) -> None:
        if found != self.found:  # else the place and the focus stay where they are
            self.found = found
            self._show()

    def _show(self, *_why: object) -> None:
        found = self.found
        if found is None:
            return
        self._top.setVisible(found.any_contracts)
        body = self._column.body
        clear(body)
        if not found.any_contracts:
            body.addWidget(_nobody())
            return
        body.addLayout(_figures(found))
        body.addWidget(numbers(found) if self.way.current == NUMBERS else pictures(found))
        body.addWidget(self._fixed_terms(found))
        wishes = self._wishes(found)
        if wishes:
            body.addWidget(wishes)
        pair = Tiles(CARD_WIDTH, spacing=12)
        pair.addWidget(_hours(found))
        pair.addWidget(_voluntary(found))
        body.addLayout(pair)
        body.addWidget(small(lambda: f"{wording.UNFINISHED} {wording.HOW_COUNTED}"))

    def _fixed_terms(self, found: Dashboard) -> Card:
        asking = [each for each in found.now.fixed_terms if each.asks]
        asking.sort(key=lambda each: -each.months)
        return self._people(
            _l("Fixed terms to think of"),
            wording.chain_words(found.now),
            [_fixed_row(found, each) for each in asking],
        )

    def _wishes(self, found: Dashboard) -> Card | None:
        now = found.now
        asked = [*now.wishing("more"), *now.wishing("")]
        if not asked:
            return None
        return self._people(
            _l("Wishes about hours"),
            _l("Those who would like more hours or haven't been asked."),
            [_wish_row(found, each) for each in asked],
        )

    def _people(self, heading: Text, words: Text, items: Sequence[RowItem]) -> Card:
        """A card about people; a row opens the contract."""
        card = Card(heading, margins=0, spacing=0)
        card.body.addWidget(_inset(label(words)))
        if items:
            rows = RowList(items[:MOST_ROWS])
            rows.chosen.connect(partial(self._office.wanted.emit, "contract"))
            card.body.addWidget(rows)
        if len(items) > MOST_ROWS:
            card.body.addWidget(_inset(small(_l("+{count} more", count=len(items) - MOST_ROWS))))
        return card

    def ask_target(self) -> None:
        """Ask which share of permanent people is aimed at."""
        self.target_dialog().exec()

    def target_dialog(self) -> AskDialog:
        """What asks the target."""
        return AskDialog(
            self,
            self._office,
            _l("Target"),
            _l(
                "How many of a hundred employees do you want to be permanent? The picture shows the "
                "target as a line. Leave it blank to have none."
            ),
            [row_field("target", Percent(), _l("Permanent, %"))],
            lambda session, values: actions.set_target(session, values["target"]),
            do=_l("Set the target"),
            starts={"target": self.found.target if self.found else None},
            done=self._aimed,
        )

    def _aimed(self, changes: actions.Changes) -> None:
        self.fill()
        self._office.tell(changes.words)

    def ask_file(self) -> None:
        """Ask where the table of the quarters goes, and write it."""
        path = ask_sheet(self, _l("Table"), f"{_('Permanence')} {today():%Y-%m}")
        if path:
            self.write_file(path)

    def write_file(self, path: Path) -> None:
        """Write the quarters as a table."""
        from app.employment.permanence.files import write_quarters  # noqa: PLC0415 - spreadsheets only when used

        save_sheet(
            self, self._office, path, lambda session, to: write_quarters(session, today(), to)
        )


def _nobody() -> EmptyState:
    return EmptyState(
        "medal",
        _l("Nobody is employed yet"),
        _l(
            "When a contract of employment is signed, you see here how much of the work is permanent "
            "and where it is going."
        ),
    )


def _figures(found: Dashboard) -> Tiles:
    now, year = found.now, found.year
    line = Tiles(FIGURE_WIDTH, spacing=12)
    share = now.permanent_share
    for value, what in (
        (wording.percent_words(share), wording.target_words(share, found.target)),
        (wording.number_words(now.full_time_equivalent), _l("full-time equivalents")),
        (str(now.employed), _n("person employed", "people employed", now.employed)),
        (str(year.conversions), _l("made permanent this year")),
        (str(year.new_jobs), _n("new job this year", "new jobs this year", year.new_jobs)),
    ):
        line.addWidget(FigureCard(value, what))
    return line


def _fixed_row(found: Dashboard, fixed: FixedTerms) -> RowItem:
    advice = fixed.advice
    wait = advice is None or advice.level == "possible"
    return RowItem(
        fixed.contract_id,
        found.names.get(fixed.person_id, wording.NOTHING),
        advice.why if advice else "",
        tag=wording.terms_words(fixed),
        tone="plain" if wait else "watch",
    )


def _wish_row(found: Dashboard, each: PartTimer) -> RowItem:
    advice = (
        _l("Would like more hours. Offer them before you hire somebody new.")
        if each.wish
        else _l("Ask what hours suit, and note the wish on the contract.")
    )
    return RowItem(each.contract_id, found.names.get(each.person_id, wording.NOTHING), advice)


def _inset(words: QWidget) -> QWidget:
    made = QWidget()
    Column(made, margins=(16, 8, 16, 8)).addWidget(words)
    return made


class _Numbers(QWidget):
    """What is counted on the left, its number on the right, a line between."""

    def __init__(self, numbers: Iterable[tuple[Text, int]]) -> None:
        super().__init__()
        grid = Grid(self, spacing=4, column_gap=16)
        grid.setColumnStretch(0, 1)
        for at, (what, number) in enumerate(numbers):
            if at:
                grid.addWidget(rule(), 2 * at - 1, 0, 1, 2)
            shown = label(str(number), wrap=False)
            grid.addWidget(label(what, "soft", shown), 2 * at, 0)
            grid.addWidget(shown, 2 * at, 1, Qt.AlignmentFlag.AlignRight)


def _hours(found: Dashboard) -> Card:
    card = Card(_l("Working time and wishes"))
    now = found.now
    card.body.addWidget(_Numbers((wording.HOURS[kind], n) for kind, n in now.hours.items()))
    if now.part_timers:
        card.body.addWidget(subject(_l("Part time and variable hours")))
        wishes = [(words, len(now.wishing(wish))) for wish, words in wording.WISHES.items()]
        card.body.addWidget(_Numbers(wishes))
    card.body.addStretch(1)
    return card


def _voluntary(found: Dashboard) -> Card:
    card = Card(_l("Gender and age"))
    if not (found.genders or found.ages):
        card.body.addWidget(label(wording.WHY_WITHHELD, "soft"))
    if found.genders:
        numbers = [(wording.gender_words(each), each.count) for each in found.genders]
        card.body.addWidget(Part(_l("Gender"), _Numbers(numbers)))
    if found.ages:
        numbers = [(wording.age_words(each), each.count) for each in found.ages]
        card.body.addWidget(Part(_l("Age"), _Numbers(numbers)))
    if found.genders or found.ages:
        card.body.addWidget(small(wording.VOLUNTARY))
    card.body.addStretch(1)
    return card
