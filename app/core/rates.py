"""Dated data: VAT rates, thresholds and other numbers of the law, each with its dates and source.

A number that the law may change is never a constant in code. What is not certain says so: a rate whose
status is ``proposed`` is never used unasked, and one that was not read from a good source is shown
with "check".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

import msgspec

from app.core import paths


class NoRate(LookupError):
    """There is no rate in force for the day."""


@dataclass(frozen=True)
class Rate:
    """One dated number or text.

    Attributes:
        key: what it is, for example ``vat.standard``; ``scope`` narrows it down in words.
        value: a number where it is one, otherwise text; ``unit`` says of what.
        valid_from: the first day, ``valid_to`` the last one or ``None``.
        status: ``in_force``, ``proposed``, ``verify`` or ``indicative``.
        confidence: ``sourced``, ``sourced_indirect`` or ``own_knowledge``.
        source: where it was read.
    """

    key: str
    value: Decimal | str
    unit: str
    valid_from: date
    valid_to: date | None
    status: str
    confidence: str
    source: str
    scope: str = ""
    note: str = ""

    @property
    def number(self) -> Decimal:
        """The value as a number.

        Raises:
            TypeError: it is a text.
        """
        if isinstance(self.value, Decimal):
            return self.value
        raise TypeError(f"{self.key} is not a number")

    @property
    def needs_check(self) -> bool:
        """Whether a reader should be told to check it."""
        return self.status != "in_force" or self.confidence != "sourced"

    def holds_on(self, day: date) -> bool:
        """Whether the day is within its dates."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class RateTable:
    """Rates to look up by key and day."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        self._rates: dict[str, list[Rate]] = {}
        for rate in sorted(rates, key=lambda rate: rate.valid_from):
            self._rates.setdefault(rate.key, []).append(rate)

    def all(self, key: str) -> list[Rate]:
        """Every rate with the key, the earliest first."""
        return list(self._rates.get(key, ()))

    def on(self, key: str, day: date, scopes: tuple[str, ...] = ()) -> Rate:
        """The rate in force on a day; the one that began last where several are.

        Where a rate differs by scope, ``scopes`` names those that are meant.

        Raises:
            NoRate: none does.
        """
        for rate in reversed(self._rates.get(key, ())):
            meant = not scopes or rate.scope in scopes
            if rate.status == "in_force" and meant and rate.holds_on(day):
                return rate
        raise NoRate(f"{key} on {day}")


CREDIT_SCOPES = ("household, care and nursing work", "all eligible work")
"""The household credit that concerns care; until 2024 other work had rates of its own."""


@cache
def shipped() -> RateTable:
    """The rates that come with the program."""
    stored = msgspec.json.decode(
        (paths.resources() / "reference" / "dated_rates.json").read_bytes()
    )
    return RateTable(_rate(row) for row in stored)


def _rate(row: dict[str, str]) -> Rate:
    try:
        value: Decimal | str = Decimal(row["value"])
    except InvalidOperation:
        value = row["value"]
    return Rate(
        key=row["key"],
        value=value,
        unit=row.get("unit", ""),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
        status=row["status"],
        confidence=row["confidence"],
        source=row["source"],
        scope=row.get("scope", ""),
        note=row.get("note", ""),
    )


@dataclass(frozen=True)
class CreditEstimate:
    """An estimate of the household credit for one person and year, in euros.

    ``percent``, ``maximum`` and ``own_share`` are the rates it was computed with.
    """

    amount: Decimal
    percent: Rate
    maximum: Rate
    own_share: Rate

    @property
    def needs_check(self) -> bool:
        """Whether any of its rates should be checked."""
        return any(rate.needs_check for rate in (self.percent, self.maximum, self.own_share))


def household_credit(labour: Decimal, day: date, table: RateTable | None = None) -> CreditEstimate:
    """The household credit on work bought from an enterprise.

    Income Tax Act 127 a §: a share of the labour including VAT, less the own share, at most the
    maximum, per person and year; rates from the dated data. An estimate, not advice.

    Raises:
        NoRate: the rates of the day are not known.
    """
    rates = table or shipped()
    percent = rates.on("household_credit.company_percent", day, CREDIT_SCOPES)
    maximum = rates.on("household_credit.max", day, CREDIT_SCOPES)
    own_share = rates.on("household_credit.deductible", day, (*CREDIT_SCOPES, ""))
    raw = labour * percent.number / 100 - own_share.number
    amount = min(maximum.number, max(Decimal(0), raw)).quantize(Decimal("0.01"))
    return CreditEstimate(amount, percent, maximum, own_share)
