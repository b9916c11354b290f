"""What is true of shared foresight: what the members think of a note together. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

NEW_DAYS = 60
"""For so long a note of others is brought up as new."""


@dataclass(frozen=True)
class Opinion:
    """What one organisation thinks of a note.

    Attributes:
        owner_id: the organisation's id in the network, ``""`` for this office.
    """

    id: str
    owner_id: str
    significance: int | None = None
    probability: int | None = None
    said_on: date | None = None


@dataclass(frozen=True)
class Together:
    """What the members think together: the means of what was given, and how many gave an opinion."""

    count: int
    significance: Decimal | None = None
    probability: Decimal | None = None


def one_each(opinions: Iterable[Opinion]) -> list[Opinion]:
    """One opinion an organisation, the one it gave last: two of its computers may have given one apart."""
    last: dict[str, Opinion] = {}
    for each in sorted(opinions, key=lambda one: (one.said_on or date.min, one.id)):
        last[each.owner_id] = each
    return list(last.values())


def together(opinions: Iterable[Opinion]) -> Together:
    """What the members think together, each organisation counting once."""
    given = one_each(opinions)
    return Together(
        len(given),
        _mean(each.significance for each in given),
        _mean(each.probability for each in given),
    )


def _mean(numbers: Iterable[int | None]) -> Decimal | None:
    given = [each for each in numbers if each is not None]
    if not given:
        return None
    mean = Decimal(sum(given)) / len(given)
    return mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def since(day: date) -> date:
    """From which day on a note is new."""
    return day - timedelta(days=NEW_DAYS)
