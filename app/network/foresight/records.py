"""What is stored of foresight that is offered to the members of a network, and of their opinions of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.core.days import still_to_come
from app.core.field import Group, described
from app.core.offered import Offered
from app.core.record import Kind, today
from app.core.text import LanguageText, Text, _l, in_all
from app.core.value import Choice, Choices, Day, Identified, PlainText, Reference, Whole, Words

NOTE = Group("foresight", _l("What is changing"))
FROM = Group("foresight_from", _l("Where it comes from"))
OPINION = Group("opinion", _l("What you think of it"))

MEGATREND, WEAK = "megatrend", "weak"
SORTS = (
    (MEGATREND, _l("Megatrend")),
    ("trend", _l("Trend")),
    (WEAK, _l("Weak signal")),
    ("demography", _l("Demography")),
    ("municipal", _l("Municipal structure")),
    ("county", _l("Changes in the county")),
    ("law", _l("Legislation and steering")),
    ("other", _l("Other note of the operating environment")),
)


class ForesightNote(Offered):
    """A megatrend, a weak signal or a note of the operating environment, offered by the coordinator."""

    __tablename__ = "foresight_note"
    __table_args__ = (Index("ix_foresight_note_sort", "deleted_at", "sort"),)

    kind = Kind(
        "foresight_note",
        "foresight-notes",
        _l("Foresight"),
        _l("Foresight"),
        "compass",
        columns=("sort", "seen_on"),
    )
    STARTS: ClassVar[Mapping[str, Any]] = {"sort": WEAK}

    name: Mapped[LanguageText] = described(
        Words(160), _l("What is changing"), group=NOTE, required=True, searched=True, shared=True
    )
    sort: Mapped[str] = described(Choice(options=SORTS), _l("Kind"), group=NOTE, shared=True)
    description: Mapped[LanguageText] = described(
        Words(4000, long=True), _l("What is known of it"), group=NOTE, searched=True, shared=True
    )
    means: Mapped[LanguageText] = described(
        Words(1200, long=True),
        _l("What it may mean for welfare services"),
        group=NOTE,
        searched=True,
        shared=True,
    )
    municipalities: Mapped[list[str]] = described(
        Choices("municipalities"),
        _l("Municipalities"),
        help=_l("Leave empty when it concerns the whole area."),
        group=NOTE,
        searched=True,
        shared=True,
    )
    source: Mapped[str] = described(
        PlainText(200), _l("Source"), group=FROM, searched=True, shared=True
    )
    link: Mapped[str] = described(Identified("url"), _l("Link"), group=FROM, shared=True)
    seen_on: Mapped[date | None] = described(Day(), _l("Noticed on"), group=FROM, shared=True)

    def title(self) -> LanguageText:
        return self.name or {}

    @classmethod
    def problems(
        cls, values: Mapping[str, Any], before: Mapping[str, Any] | None
    ) -> Mapping[str, Text]:
        return still_to_come(values, before, ("seen_on",), today())

    def lead(self) -> LanguageText:
        return self.means or self.description or {}


class ForesightOpinion(Offered):
    """What an organisation of the network thinks of a note: how much it matters, and why."""

    __tablename__ = "foresight_opinion"
    __table_args__ = (Index("ix_foresight_opinion_note", "note_id", "deleted_at"),)

    kind = Kind(
        "foresight_opinion",
        "foresight-opinions",
        _l("Opinion on a note"),
        _l("Opinions on what is changing"),
        "chat-circle-text",
        bound=True,
        owner="note_id",
    )

    note_id: Mapped[str | None] = described(
        Reference("foresight_note"), _l("Foresight"), required=True, shared=True
    )
    organisation: Mapped[LanguageText] = described(Words(120), _l("Organisation"), shared=True)
    significance: Mapped[int | None] = described(
        Whole(1, 5),
        _l("Significance for us"),
        help=_l("1 = small, 5 = changes what we do"),
        group=OPINION,
        shared=True,
    )
    probability: Mapped[int | None] = described(
        Whole(1, 5),
        _l("How likely"),
        help=_l("1 = hardly, 5 = it is happening already"),
        group=OPINION,
        shared=True,
    )
    comment: Mapped[str] = described(
        PlainText(1200, long=True), _l("Comment"), group=OPINION, searched=True, shared=True
    )
    said_on: Mapped[date | None] = described(Day(), _l("Said on"), shared=True)

    def title(self) -> LanguageText:
        return self.organisation or in_all("–")
