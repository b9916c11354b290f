"""What stands in a few words of a notice: a day, an amount, municipalities, a procedure. Pure functions."""

import re
from datetime import date
from decimal import Decimal

from app.core.codes import codes
from app.core.fault import InvalidValue
from app.core.format import read_clock, read_date
from app.tenders.labels import PROCEDURE_WORDS
from app.tenders.watching import folded

_SHORT_NAME = 4
"""A municipality with a shorter name is taken only as it is, never by an ending."""

_DATE = re.compile(
    r"(?<!\d)(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s+[^\W\d_]{3,12}\s+\d{4}"
    r"|\d{1,2}/\d{1,2}/\d{4})(?!\d)"
)
_TIME = re.compile(r"(?:klo\.?|kello|at|T)?\s*(?<![\d.])(\d{1,2}[.:]\d{2})(?![\d.])", re.IGNORECASE)
_MONEY = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[\s\u00a0\u202f.,]\d{3})+(?:,\d{2}|\.\d{2})?|\d+(?:[.,]\d{1,2})?)\s*"
    r"(milj(?:oonaa|\.)?|million|m)?\s*(?:€|eur|euroa)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(
    r"(?:€|eur)\s*(\d{1,3}(?:[\s\u00a0,.]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?)\s*(million|m\b)?",
    re.IGNORECASE,
)
_ENDINGS = frozenset({"", "n", "ssa", "ssä", "sta", "stä", "an", "on", "lla", "llä", "en", "in"})
_MILLION = Decimal(1_000_000)


def moment(said: str) -> tuple[date, int | None] | None:
    """The first day in some words, with the time that follows it."""
    for hit in _DATE.finditer(said):
        try:
            day = read_date(hit[1].replace(". ", "."))
        except InvalidValue:
            continue
        clock = _TIME.search(said, hit.end())
        if clock is None:
            return day, None
        try:
            return day, read_clock(clock[1])
        except InvalidValue:
            return day, None
    return None


def amounts(said: str) -> list[Decimal]:
    """All amounts of euros in some words."""
    found: list[Decimal] = []
    for number, unit in _MONEY.findall(said) or _MONEY_BEFORE.findall(said):
        amount = _number(number)
        found.append((amount * _MILLION if unit else amount).quantize(Decimal("0.01")))
    return found


def _number(text: str) -> Decimal:
    """A number written in any usual way: a last group of one or two digits is the decimals."""
    clean = re.sub(r"[\s\u00a0\u202f]", "", text)
    if cents := re.search(r"[.,](\d{1,2})$", clean):
        whole = re.sub(r"[.,]", "", clean[: cents.start()])
        return Decimal(f"{whole}.{cents[1]}")
    return Decimal(re.sub(r"[.,]", "", clean))


def towns(said: str) -> list[str]:
    """Municipalities whose name stands in the words, also with an ending of Finnish."""
    found: list[str] = []
    parts = re.findall(r"[^\W\d_][\w-]*", said)
    for code in codes("municipalities"):
        for name in {code.names.get("fi", ""), code.names.get("sv", "")} - {""}:
            for part in parts:
                ending = part[len(name) :] if part.startswith(name) else "-"
                long = len(name) >= _SHORT_NAME
                if part == name or (long and ending in _ENDINGS):
                    found.append(code.id)
    return found


def counties(said: str) -> list[str]:
    """Wellbeing services counties whose name stands in the words, by their codes."""
    bare = f" {folded(said)}"
    found: list[str] = []
    for code in codes("counties"):
        if any(f" {folded(name)}" in bare for name in code.names.values()):
            found.append(code.id)  # also “hyvinvointialueen”
    return found


def procedures(said: str) -> list[str]:
    """The procedures that some words name, the most special first."""
    bare = f" {folded(said)}"
    return [code for words, code in PROCEDURE_WORDS if f" {words}" in bare]
