"""Which thresholds of procurement a value passes on a day, by dated data. Pure functions.

Nothing is a constant here: the numbers, their dates and their sources are in ``app/core/rates.py``. What
kind of procurement it is follows from its CPV codes; where they don't tell, nothing is claimed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.core.rates import NoRate, Rate, RateTable, shipped
from app.tenders.states import CONCESSION

SOCIAL, SERVICES, CONCESSIONS = "social", "services", "concession"
_KEYS = {
    SOCIAL: ("procurement.national.social_health", "procurement.eu.social_special"),
    SERVICES: ("procurement.national.goods_services", "procurement.eu.services_local"),
    CONCESSIONS: ("procurement.national.concession",),
}
"""The thresholds of a kind, the national one first; buyers are municipalities and counties."""
_SOCIAL_DIVISION, _WORKS_DIVISION = "85", "45"
_SPECIAL_DIVISIONS = frozenset({"55", "75", "79", "80", "92", "98"})
"""Divisions of which some services have thresholds of their own: their code alone doesn't tell."""


@dataclass(frozen=True)
class Standing:
    """Where a value stands.

    Attributes:
        sort: the kind of procurement by which it was judged.
        passed: the thresholds that it reaches, the lowest first; ``next`` is the first that it doesn't.
    """

    sort: str
    value: Decimal
    passed: tuple[Rate, ...]
    next: Rate | None

    @property
    def said(self) -> Rate:
        """The threshold to tell of: the highest that it passes, else the one below which it stays."""
        found = self.passed[-1] if self.passed else self.next
        assert found is not None
        return found

    @property
    def needs_check(self) -> bool:
        """Whether the reader is told to check what is told."""
        return self.said.needs_check


def sort_of(cpv: Sequence[str], procedure: str) -> str:
    """The kind of procurement by which its thresholds go, ``""`` when it can't be told."""
    if procedure == CONCESSION:
        return CONCESSIONS
    divisions = {code[:2] for code in cpv}
    if divisions == {_SOCIAL_DIVISION}:
        return SOCIAL
    if (
        not divisions
        or divisions & {_SOCIAL_DIVISION, _WORKS_DIVISION}
        or (divisions & _SPECIAL_DIVISIONS)
    ):
        return ""
    return SERVICES


def standing(
    value: Decimal | None,
    day: date | None,
    cpv: Sequence[str],
    procedure: str,
    table: RateTable | None = None,
) -> Standing | None:
    """Where a value (excluding VAT) stands on a day, ``None`` when it can't be told."""
    sort = sort_of(cpv, procedure)
    if value is None or day is None or not sort:
        return None
    rates: list[Rate] = []
    for key in _KEYS[sort]:
        try:
            rates.append((table or shipped()).on(key, day))
        except NoRate:
            return None  # half of the thresholds would tell a half-truth
    rates.sort(key=lambda rate: rate.number)
    passed = tuple(rate for rate in rates if value >= rate.number)
    rest = [rate for rate in rates if value < rate.number]
    return Standing(sort, value, passed, rest[0] if rest else None)
