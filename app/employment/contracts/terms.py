"""The written terms of employment: which items a contract covers, and by when each is due. Pure functions.

Employment Contracts Act 55/2001, chapter 2, section 4, as in force since 1.8.2022. The items are dated
data; their numbers and deadlines are to be checked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.employment.law import Term, rate, written_terms
from app.employment.periods import months_later

Row = Mapping[str, Any]


def _has(*names: str) -> Callable[[Row], bool]:
    return lambda row: all(row.get(name) not in (None, "", {}, []) for name in names)


def _fixed(row: Row) -> bool:
    ends = bool(row.get("ends") or row.get("ends_when"))
    return ends and bool(row.get("ground"))


def _hours(row: Row) -> bool:
    if row.get("hours_kind") == "variable":
        return row.get("hours_most") is not None
    return row.get("weekly_hours") is not None


def _agreement(row: Row) -> bool:
    return bool(
        row.get("agreement_name") if row.get("agreement") == "other" else row.get("agreement")
    )


_COVERED: Mapping[str, Callable[[Row], bool]] = {
    "parties": _has("person_id"),
    "start": _has("starts"),
    "fixed_term": _fixed,
    "probation": _has("probation_ends"),
    "place": _has("place"),
    "duties": _has("duties"),
    "pay": _has("pay", "pay_kind", "pay_day"),
    "hours": _hours,
    "hours_variable": _has("hours_need", "hours_when"),
    "leave": _has("leave"),
    "notice": _has("notice"),
    "cba": _agreement,
    "training": _has("training"),
    "insurers": _has("pension_insurer", "accident_insurer"),
    "agency": _has("agency_user"),
    "abroad": _has("abroad"),
}
"""What covers each item, by its code."""

_ONLY_WHEN: Mapping[str, Callable[[Row], bool]] = {
    "fixed_term": lambda row: row.get("duration") == "fixed_term",
    "probation": lambda row: row.get("probation_ends") is not None,
    "hours_variable": lambda row: row.get("hours_kind") == "variable",
    "agency": lambda row: bool(row.get("agency_user")),
    "abroad": lambda row: bool(row.get("abroad")),
}
"""Items that not every employment has."""


@dataclass(frozen=True)
class Item:
    """An item of the written terms in one contract.

    Attributes:
        term: which one.
        applies: whether this employment has it at all.
        covered: whether the contract tells it.
        due: the last day to give it in writing; ``None`` while the beginning is open.
    """

    term: Term
    applies: bool
    covered: bool
    due: date | None

    @property
    def lacks(self) -> bool:
        """Whether it should be told and isn't."""
        return self.applies and not self.covered


def items(row: Row) -> list[Item]:
    """All items of the duty, those that don't concern this employment too."""
    return [
        Item(
            term,
            applies=_ONLY_WHEN.get(term.code.id, lambda _row: True)(row),
            covered=_COVERED[term.code.id](row),
            due=due(row.get("starts"), term.deadline),
        )
        for term in written_terms()
    ]


def due(starts: date | None, deadline: str) -> date | None:
    """By when an item has to be given: 7 days or a month from the beginning of work, or before it."""
    if starts is None:
        return None
    if deadline == "before":
        return starts
    if deadline == "7d":
        days = rate("written_terms.deadline_core", starts)
        return starts + timedelta(days=int(days.number)) if days else None
    months = rate("written_terms.deadline_rest", starts)
    return months_later(starts, int(months.number)) if months else None


def first_due(row: Row, *, given: bool) -> date | None:
    """The nearest deadline that is still open: of every item while the contract isn't ``given``."""
    open_items = [item for item in items(row) if item.applies and (item.lacks or not given)]
    return min((item.due for item in open_items if item.due), default=None)
