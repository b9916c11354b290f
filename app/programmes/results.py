"""What came of a programme: its aims, values and events together, asked by period and organisation. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from app.core.text import LanguageText
from app.programmes.records import EVENTS, LIVE
from app.programmes.rules import (
    Attendance,
    Held,
    Period,
    Standing,
    Step,
    Value,
    attendance,
    overlapping,
    periods,
    together,
    total,
)


@dataclass(frozen=True)
class Aim:
    """An objective."""

    id: str
    number: int
    name: LanguageText
    description: LanguageText = field(default_factory=dict)

    @property
    def title(self) -> LanguageText:
        """Its name with its number before it."""
        return {language: f"{self.number}. {words}" for language, words in self.name.items()}


@dataclass(frozen=True)
class Measure:
    """An indicator; ``objective_id`` is blank when it concerns the whole programme."""

    id: str
    objective_id: str
    name: LanguageText
    measure: str
    target: Decimal | None = None
    unit: LanguageText = field(default_factory=dict)

    @property
    def live(self) -> bool:
        """Whether it is counted from events."""
        return self.measure in LIVE


@dataclass(frozen=True)
class Theme:
    """How a programme affects a horizontal theme, 0 to 10; ``None`` where that wasn't judged."""

    theme: str
    direct: int | None
    indirect: int | None
    note: LanguageText = field(default_factory=dict)

    @property
    def affected(self) -> bool:
        """Whether there is any effect at all."""
        return bool(self.direct or self.indirect)


@dataclass(frozen=True)
class Results:
    """A programme as it stands on ``day``.

    Attributes:
        told: its own described values by field name.
        whole: its days; an open-ended programme is followed to ``day``.
        aims, measures: its objectives and indicators in their order.
        values, events: those within its days.
        outside_values, outside_events: those of other days, which count nowhere.
        names: what organisations are called, by their keys.
    """

    id: str
    told: Mapping[str, Any]
    owner_id: str
    day: date
    whole: Period
    aims: Sequence[Aim] = ()
    measures: Sequence[Measure] = ()
    values: Sequence[Value] = ()
    events: Sequence[Held] = ()
    outside_values: Sequence[Value] = ()
    outside_events: Sequence[Held] = ()
    themes: Sequence[Theme] = ()
    names: Mapping[str, LanguageText] = field(default_factory=dict)

    def periods(self, step: Step) -> list[Period]:
        """Its years, half-years, quarters or months."""
        return periods(self.whole, step)

    def of(self, objective_id: str) -> list[Measure]:
        """The indicators of an objective; those of the whole programme for ``""``."""
        return [each for each in self.measures if each.objective_id == objective_id]

    @cached_property
    def _values_of(self) -> Mapping[tuple[str, str | None], Sequence[Value]]:
        """The values of each indicator, of each organisation and (``None``) of all."""
        found: dict[tuple[str, str | None], list[Value]] = {}
        for each in self.values:
            for organisation in (each.organisation, None):
                found.setdefault((each.indicator_id, organisation), []).append(each)
        return found

    @cached_property
    def _events_of(self) -> Mapping[tuple[str, str | None], Sequence[Held]]:
        """The events of each objective and (``""``) of all, of each organisation and (``None``) of all."""
        found: dict[tuple[str, str | None], list[Held]] = {}
        for each in self.events:
            for objective in (each.objective_id, ""):
                for organisation in (each.organisation, None):
                    found.setdefault((objective, organisation), []).append(each)
        return found

    def attendance(
        self, period: Period, objective_id: str = "", organisation: str | None = None
    ) -> Attendance:
        """Events and participants of a period; of an objective or all, of an organisation or all."""
        held = self._events_of.get((objective_id, organisation), ())
        return attendance(each for each in held if period.holds(each.day))

    def by_hand(
        self, measure: Measure, period: Period, organisation: str | None = None
    ) -> Decimal | None:
        """The sum of the values that were told of an indicator; ``None`` when none was."""
        values = self._values_of.get((measure.id, organisation), ())
        return total(each.number for each in values if period.holds(each.day))

    def from_events(
        self, measure: Measure, period: Period, organisation: str | None = None
    ) -> Decimal | None:
        """What the events say of an indicator; ``None`` when they say nothing, or before the period."""
        if not measure.live or period.first > self.day:
            return None
        found = self.attendance(period, measure.objective_id, organisation)
        if organisation is not None and not found.events:
            return None  # an organisation that arranges no events isn't one that has failed to
        number = found.events if measure.measure == EVENTS else found.participants
        return None if number is None else Decimal(number)

    def value(
        self, measure: Measure, period: Period, organisation: str | None = None
    ) -> Decimal | None:
        """What was reached: what the events say and what was told, together."""
        return together(
            self.from_events(measure, period, organisation),
            self.by_hand(measure, period, organisation),
        )

    def standing(self, measure: Measure, period: Period) -> Standing:
        """What was reached beside the target, which is always that of the whole programme."""
        return Standing(self.value(measure, period), measure.target)

    def reached(self, measures: Iterable[Measure], period: Period) -> tuple[int, int]:
        """Of how many indicators the target is reached, and how many have one."""
        said = [self.standing(each, period) for each in measures if each.target]
        return sum(each.reached is True for each in said), len(said)

    def organisations(self, period: Period) -> list[str]:
        """The keys of those who have told values or held events in a period, in their order."""
        found = {each.organisation for each in self.values if period.holds(each.day)}
        found |= {each.organisation for each in self.events if period.holds(each.day)}
        return [key for key in self.names if key in found]

    @cached_property
    def told_twice(self) -> list[Value]:
        """Values whose days the same organisation has told of already."""
        return overlapping(self.values)

    @property
    def empty(self) -> bool:
        """Whether it has neither objectives nor indicators yet."""
        return not self.aims and not self.measures
