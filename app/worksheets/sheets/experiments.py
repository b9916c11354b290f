"""All experiments of the office: the cards of experiments read together, for the list and for the report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.record import today
from app.core.text import LanguageText, Text, _l
from app.worksheets.sheets.actions import content_of
from app.worksheets.sheets.content import Content, Item
from app.worksheets.sheets.records import DONE, Entry, Worksheet, type_of
from app.worksheets.types.rules import WorksheetType
from app.worksheets.types.values import days_of

KEY = "experiment"
State = Literal["running", "planned", "ended"]
STATES: tuple[tuple[State, Text], ...] = (
    ("running", _l("Running")),
    ("planned", _l("Planned")),
    ("ended", _l("Ended")),
)
"""In the order in which they are shown."""
STATE_TONES: dict[State, Tone] = {"running": "main", "planned": "plain", "ended": "good"}


@dataclass(frozen=True)
class Experiment:
    """An experiment as its card tells it.

    Attributes:
        id: the worksheet's.
        state: by its days and today; one that was decided on has ended.
        decision: the key of what was decided, ``""`` while nothing is; ``decided`` says it in words.
    """

    id: str
    name: str
    state: State
    begin: date | None = None
    end: date | None = None
    owner: str = ""
    decision: str = ""
    decided: LanguageText = field(default_factory=dict)
    tone: Tone = "plain"
    hypothesis: str = ""
    target_group: str = ""
    test: str = ""
    baseline: str = ""
    metric: str = ""
    result: str = ""
    budget: str = ""
    people: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    steps: tuple[Item, ...] = ()

    @property
    def undecided(self) -> bool:
        """Whether it has ended and nobody has decided how to go on."""
        return self.state == "ended" and not self.decision


def experiments(session: Session, day: date | None = None) -> list[Experiment]:
    """All experiments: those that run first, then those to come, then those that have ended."""
    type_ = type_of(KEY)
    assert type_, "the type comes with the program"
    wanted = (Worksheet.type_key == KEY, Worksheet.deleted_at.is_(None))
    found: dict[str, list[Entry]] = {}
    entries = select(Entry).join(Worksheet, Entry.sheet_id == Worksheet.id)
    order = (Entry.field, Entry.position, Entry.id)
    for each in session.scalars(
        entries.where(*wanted, Entry.deleted_at.is_(None)).order_by(*order)
    ):
        found.setdefault(each.sheet_id or "", []).append(each)
    sheets = session.scalars(select(Worksheet).where(*wanted))
    day = day or today()
    made = [read(each, type_, content_of(type_, found.get(each.id, [])), day) for each in sheets]
    return in_order(made)


def in_order(found: Sequence[Experiment]) -> list[Experiment]:
    """Running ones first by their end, then planned ones by their beginning, then the latest that ended."""

    def place(each: Experiment) -> tuple[Any, ...]:
        if each.state == "running":
            return 0, each.end or date.max, each.name, each.id
        if each.state == "planned":
            return 1, each.begin or date.max, each.name, each.id
        return 2, date.max - (each.end or each.begin or date.min), each.name, each.id

    return sorted(found, key=place)


def read(sheet: Worksheet, type_: WorksheetType, content: Content, day: date) -> Experiment:
    """An experiment from a sheet and what stands on it."""
    values = {key: "" if value is None else str(value) for key, value in content.values.items()}
    begin, end = _days(values.get("duration", ""))
    key = values.get("decision", "")
    of = type_.field("decision")
    option = of.option(key) if of else None
    return Experiment(
        id=sheet.id,
        name=sheet.name,
        state=state(begin, end, day, over=bool(key) or sheet.status == DONE),
        begin=begin,
        end=end,
        owner=sheet.owner,
        decision=key,
        decided=option.label if option else {},
        tone=option.tone if option else "plain",
        **{
            name: values.get(name, "")
            for name in (
                *("hypothesis", "target_group", "test", "baseline", "metric", "result"),
                "budget",
            )
        },
        people=_texts(content, "people"),
        learning=_texts(content, "learning"),
        steps=content.of("process_steps"),
    )


def state(begin: date | None, end: date | None, day: date, *, over: bool = False) -> State:
    """How an experiment stands on a day; ``over`` when somebody has said so."""
    if over or (end and end < day):
        return "ended"
    return "running" if begin and begin <= day else "planned"


def _days(period: str) -> tuple[date | None, date | None]:
    try:
        return days_of(period) if period else (None, None)
    except ValueError:  # of an earlier version of the type
        return None, None


def _texts(content: Content, key: str) -> tuple[str, ...]:
    return tuple(each.text for each in content.of(key) if each.text.strip())
