"""What is stored of the own library of foresight: megatrends, trends and weak signals."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.core.field import Group, described
from app.core.record import Kind, Record, today
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import Choice, Day, Identified, PlainText, Whole

WHAT = Group("signal", _l("What was noticed"))
FOR_US = Group("for_us", _l("What it means for us"))
FOLLOWING = Group("following", _l("Following it"))

MEGATREND, TREND, WEAK = "megatrend", "trend", "weak"
SORTS: tuple[tuple[str, Text], ...] = (
    (MEGATREND, _l("Megatrend")),
    (TREND, _l("Trend")),
    (WEAK, _l("Weak signal")),
)
REVIEW_MONTHS = 12


class Signal(Record):
    """A megatrend, a trend or a weak signal that the organisation follows."""

    __tablename__ = "signal"
    __table_args__ = (Index("ix_signal_review", "deleted_at", "reviewed_on"),)

    kind = Kind(
        "signal",
        "signals",
        _l("Signal"),
        _l("Signals"),
        "eye",
        columns=("sort", "significance", "reviewed_on"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"sort": WEAK, "review_months": REVIEW_MONTHS}

    name: Mapped[str] = described(
        PlainText(160), _l("What is changing"), group=WHAT, required=True, searched=True
    )
    sort: Mapped[str] = described(Choice(options=SORTS), _l("Kind"), group=WHAT)
    description: Mapped[str] = described(
        PlainText(2000, long=True),
        _l("What you have noticed"),
        help=_l("Where and how it shows. What is new or odd in it."),
        group=WHAT,
        searched=True,
    )
    source: Mapped[str] = described(
        PlainText(200),
        _l("Source"),
        help=_l("Who told it, or where you read or saw it."),
        group=WHAT,
        searched=True,
    )
    link: Mapped[str] = described(Identified("url"), _l("Link"), group=WHAT)
    seen_on: Mapped[date | None] = described(Day(), _l("Noticed on"), group=WHAT)
    significance: Mapped[int | None] = described(
        Whole(1, 5),
        _l("Significance for us"),
        help=_l("1 = small, 5 = changes what we do"),
        group=FOR_US,
    )
    probability: Mapped[int | None] = described(
        Whole(1, 5),
        _l("How likely"),
        help=_l("1 = hardly, 5 = it is happening already"),
        group=FOR_US,
    )
    significance_words: Mapped[str] = described(
        PlainText(1000, long=True),
        _l("What it means for our clients and work"),
        group=FOR_US,
        searched=True,
    )
    note: Mapped[str] = described(
        PlainText(1000, long=True), _l("What we do about it"), group=FOR_US, searched=True
    )
    reviewed_on: Mapped[date | None] = described(
        Day(),
        _l("Last looked at"),
        help=_l("When you last thought what it means."),
        group=FOLLOWING,
    )
    review_months: Mapped[int | None] = described(
        Whole(1, 60), _l("Look at it again every so many months"), group=FOLLOWING
    )
    code: Mapped[str] = described(PlainText(40), _l("Code"))

    def title(self) -> LanguageText:
        return in_all(self.name or "–")

    def lead(self) -> LanguageText:
        return in_all(self.significance_words or self.description or self.source)

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is new has been noticed and looked at today, where nobody said otherwise."""
        day = today()
        fresh = {name: values[name] or day for name in ("seen_on", "reviewed_on")}
        return {**values, **fresh}
