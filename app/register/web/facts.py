"""What is known of something in short: each fact with its values, the first of many at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.text import Text, _n
from app.register.web.said import Said

FEW = 12
"""So many values of a fact are told at once, the rest when somebody wants them."""
_SPARE = 3
"""For so few more nothing is folded away."""


@dataclass(frozen=True)
class Fact:
    """A fact.

    Attributes:
        rest: the values that are told when somebody wants them.
    """

    name: str
    values: tuple[Said | str, ...]
    rest: tuple[Said | str, ...] = ()

    @property
    def more(self) -> str:
        """How many there are besides."""
        return _n("and {count} more", "and {count} more", len(self.rest)).say()


def facts(words: Mapping[str, Text], found: Mapping[str, Iterable[Said | str]]) -> list[Fact]:
    """The facts of which there is something to tell, in their order.

    Args:
        words: what each is called.
        found: the values of each, blank ones among them.
    """
    told = {name: tuple(filter(None, values)) for name, values in found.items()}
    return [_fact(words[name].say(), values) for name, values in told.items() if values]


def _fact(name: str, values: tuple[Said | str, ...]) -> Fact:
    """Values stand as they were given; what is too long to be read is in order, so that one is found."""
    if len(values) <= FEW + _SPARE:
        return Fact(name, values)
    ordered = tuple(sorted(values, key=lambda each: str(each).casefold()))
    return Fact(name, ordered[:FEW], ordered[FEW:])
