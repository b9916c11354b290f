"""How an assessment stands: the score in large, a bar and a spoke for each group, what is in the way."""

from decimal import ROUND_FLOOR, Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.certification.assessments import rules, wording
from app.certification.assessments.rules import Result
from app.certification.schemes.rules import SchemeContent
from app.core.format import show_percent
from app.core.text import Text, _l, _n, literal, pick
from app.ui.widgets import (
    LEAST_SPOKES,
    Bar,
    Bars,
    Card,
    Column,
    Radar,
    TwoLines,
    label,
    small,
    subject,
    words,
)

MOST_SPOKES, MOST_SHORT = 8, 6


class ResultCard(Card):
    """The score of an assessment now, beside that of the round before."""

    def __init__(self, scheme: SchemeContent, result: Result, before: Result | None) -> None:
        super().__init__(spacing=12)
        percent = result.total.percent
        self.body.addWidget(
            label(lambda: show_percent(percent) if percent is not None else "–", "figure")
        )
        self.body.addWidget(small(_against(scheme, result, before)))
        earlier = {each.group.key: each.score.percent for each in before.groups} if before else {}
        groups = result.scored
        if LEAST_SPOKES <= len(groups) <= MOST_SPOKES:
            values = [each.score.percent for each in groups]
            last = [earlier.get(each.group.key) for each in groups]
            radar = Radar(_l("Score by group"), values, last)
            self.body.addWidget(radar, 0, Qt.AlignmentFlag.AlignHCenter)
        bars = []
        for at, each in enumerate(groups, start=1):
            name = each.group.name
            called = lambda at=at, name=name: f"{at}  {pick(name)}"  # noqa: E731 - said in each language
            bars.append(Bar(called, each.score.percent, earlier.get(each.group.key)))
        self.body.addWidget(Bars(_l("Score by group"), bars))
        if before:
            self.body.addWidget(small(_l("The line across a bar is last time.")))


def _against(scheme: SchemeContent, result: Result, before: Result | None) -> Text:
    enough = wording.pass_words(scheme)
    if not result.complete:
        return _l("{words} {enough}", words=wording.COUNTED_AS_NOTHING, enough=enough)
    change = rules.change(result.total, before.total if before else None)
    if change is None:
        return enough
    return _l("{words}. {enough}", words=wording.change_words(change), enough=enough)


def in_the_way(result: Result) -> QWidget | None:
    """The required criteria that aren't met, with the reason; ``None`` when all are."""
    if not result.short:
        return None
    box = QWidget()
    column = Column(box, spacing=8)
    column.addWidget(subject(_l("In the way of a certificate or a clean result")))
    for criterion, why in result.short[:MOST_SHORT]:
        column.addWidget(TwoLines(literal(criterion.text), why))
    left = len(result.short) - MOST_SHORT
    if left > 0:
        column.addWidget(words(_n("… and {count} more", "… and {count} more", left)))
    return box


def score_words(percent: Decimal | None) -> str:
    """A score for a list, without decimals."""
    return "" if percent is None else show_percent(percent.quantize(Decimal(1), ROUND_FLOOR))
