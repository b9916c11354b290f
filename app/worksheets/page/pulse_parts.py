"""What a closed round of the pulse tells: bars, the rounds beside each other, and what was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.core import editing
from app.core.format import show_month_short, show_places
from app.core.text import Text, _, _l, _n, pick
from app.ui.language import Wording
from app.ui.widgets import Bar, Bars, Card, FigureCard, label, rule, small
from app.ui.widgets.figure_table import FigureTable
from app.ui.widgets.graph import Graph, GraphSeries, Place
from app.worksheets.pulse import a3, actions, rules
from app.worksheets.pulse.actions import Round
from app.worksheets.pulse.rules import ENPS, Fall
from app.worksheets.sheets.records import Worksheet
from app.worksheets.types.rules import SheetField, WorksheetType

WHOLE = Decimal(100)
MOST_ROUNDS = 6
"""How many rounds stand beside each other; older ones are in the graph."""
MOST_LINES = 4
"""How many questions are drawn beside the mean of all."""
MOST_FELL = 4
NOTHING = "–"
ALL = ""
"""What the mean of all questions is called among the keys of questions."""


@dataclass(frozen=True)
class Story:
    """A round and those before it, as the view shows them.

    Attributes:
        rounds: those of which anything may be told, this one the last.
        falls: what has fallen from the round before.
        a3_id: the A3 that was begun from it, ``""`` when there is none.
        refused: why it takes no more answers, ``None`` when it does.
    """

    name: str
    type_: WorksheetType
    own: Round
    rounds: Sequence[Round]
    falls: Sequence[Fall]
    a3_id: str
    refused: Text | None

    @property
    def before(self) -> Round | None:
        """The round before this one."""
        earlier = [each for each in self.rounds if each.sheet_id != self.own.sheet_id]
        return earlier[-1] if earlier else None


def story(session: Session, sheet_id: str) -> Story:
    """All that the view shows of a round.

    Raises:
        Missing: there is no such sheet.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    every = actions.rounds(session, sheet.type_key)
    at = next((n for n, each in enumerate(every) if each.sheet_id == sheet_id), None)
    own = (
        every[at]
        if at is not None
        else Round(sheet_id, sheet.name, sheet.held_on, actions.results(session, sheet_id))
    )
    before = [each for each in every[:at] if each.result.shown] if at is not None else []
    falls = rules.falls(before[-1].result, own.result) if before else []
    return Story(
        sheet.name,
        actions.type_of(session, sheet_id),
        own,
        [*before, *([own] if own.result.shown else [])],
        falls,
        a3.a3_of(session, sheet_id),
        actions.why_closed(session, sheet_id),
    )


def answers(found: Story) -> Card:
    """The mean of each question as a bar, and the figure of recommending."""
    card = Card(_l("What was answered"), spacing=16)
    before = found.before
    earlier = before.result if before else None
    bars = [
        _bar(
            field,
            found.own.result.number(field.key),
            earlier.number(field.key) if earlier else None,
        )
        for field in rules.rated(found.type_)
    ]
    card.body.addWidget(Bars(_l("The mean of each question"), bars))
    if before:
        card.body.addWidget(
            small(_l("The upright line is the round before: {name}.", name=before.name))
        )
    if any(each.percent is None for each in bars):
        card.body.addWidget(
            small(_l("A dash: fewer than {least} answered the question.", least=rules.LEAST))
        )
    return card


def _bar(field: SheetField, now: Decimal | None, before: Decimal | None) -> Bar:
    def share(number: Decimal | None) -> Decimal | None:
        return None if number is None else number * WHOLE / field.most

    words: Wording = ""
    if now is not None:
        words = lambda: _("{number} / {most}", number=show_places(now, 1), most=field.most)  # noqa: E731
    return Bar(lambda: pick(field.label), share(now), share(before), words)


def figures(found: Story) -> list[FigureCard]:
    """In large: how many answered, the mean of all, and how many would recommend."""
    result = found.own.result
    made = [FigureCard(str(result.count), _l("answered"))]
    if result.overall is not None:
        made.append(
            FigureCard(_number(ALL, result.overall), _l("mean of all questions, from 1 to 5"))
        )
    if result.enps:
        words = _l("recommending index: those who would recommend less those who wouldn't (eNPS)")
        made.append(FigureCard(_number(ENPS, result.enps.value), words))
    return made


def _number(key: str, number: Decimal) -> Wording:
    return lambda: a3.number_words(key, number)


def trend(found: Story) -> list[tuple[Text, Graph]]:
    """How the rounds have gone: all questions together, those that fell or are lowest; recommending."""
    shown = list(found.rounds)
    places = [_place(each) for each in shown]
    lines = [GraphSeries(_l("All together"), [each.result.overall for each in shown])]
    for field in _worth_following(found):
        values = [each.result.number(field.key) for each in shown]
        lines.append(GraphSeries(lambda f=field: pick(f.label), values))
    made = [
        (
            _l("How the means have gone"),
            Graph(_l("How the means have gone"), ends=(1, 5), show=_mean, about=_l("Round")),
        )
    ]
    made[0][1].tell(places, lines)
    enps = [each.result.number(ENPS) for each in shown]
    if any(each is not None for each in enps):
        heading = _l("Recommending index (eNPS)")
        graph = Graph(heading, ends=(-100, 100), show=_signed, about=_l("Round"))
        graph.tell(places, [GraphSeries(heading, enps)])
        made.append((heading, graph))
    return made


def _signed(number: Decimal) -> str:
    return a3.number_words(ENPS, number)


def _mean(number: Decimal) -> str:
    return a3.number_words(ALL, number)


def _worth_following(found: Story) -> list[SheetField]:
    fell = {each.key for each in found.falls}
    known = [f for f in rules.rated(found.type_) if found.own.result.number(f.key) is not None]

    def place(field: SheetField) -> tuple[bool, Decimal]:
        return field.key not in fell, found.own.result.number(field.key) or Decimal(0)

    chosen = sorted(known, key=place)[: max(2, min(MOST_LINES, len(fell)))]
    return [field for field in known if field in chosen]


def _place(round_: Round) -> Place:
    day = round_.held_on
    if day is None:
        return Place(round_.name, round_.name)
    return Place(lambda: show_month_short(day), round_.name, str(day.year))


def compared(found: Story) -> Card:
    """The last rounds beside each other, question by question."""
    card = Card(_l("The rounds beside each other"), margins=(4, 4, 4, 8))
    shown = list(found.rounds)[-MOST_ROUNDS:]
    table = FigureTable(_l("The rounds beside each other"))
    headers: list[Wording] = [_l("Question"), *(_heading(each) for each in shown)]
    lines: list[list[Wording]] = [[_l("Answers"), *(str(each.result.count) for each in shown)]]
    keys = [
        *((f.key, _label(f)) for f in rules.rated(found.type_)),
        (ENPS, _l("Recommending (eNPS)")),
    ]
    for key, said in keys:
        cells: list[Wording] = [said]
        for each in shown:
            number = each.result.number(key)
            cells.append(NOTHING if number is None else _number(key, number))
        lines.append(cells)
    table.tell(headers, lines)
    card.body.addWidget(table)
    return card


def _label(field: SheetField) -> Wording:
    return lambda: pick(field.label)


def _heading(round_: Round) -> Wording:
    day = round_.held_on
    if day is None:
        return round_.name
    return _l("{number}/{year}", number=str(day.month), year=str(day.year))


def written(found: Story) -> Card:
    """What was written, apart from the numbers, in an order that tells nothing."""
    card = Card(_l("In their own words"), spacing=12)
    for at, words in enumerate(found.own.result.words):
        if at:
            card.body.addWidget(rule())
        said = label(words)
        card.body.addWidget(said)
    card.body.addWidget(
        small(_l("The order tells nothing of who wrote, and these don't stand beside the numbers."))
    )
    return card


def fell_words(found: Story) -> str:
    """What has fallen, in a sentence each."""
    said = [a3.fall_words(found.type_, each).say() for each in found.falls[:MOST_FELL]]
    if rest := len(found.falls) - MOST_FELL:
        said += [_n("and {count} more", "and {count} more", rest).say()] if rest > 0 else []
    return "\n".join([_("Clearly lower than in the round before:"), *said])
