"""Gender and age as numbers from which nobody can be worked out. Pure functions.

What people have told voluntarily is shown only as groups of five people or more. The groups shown are
always everybody: those who have told nothing are in one of them, so that taking what is shown from the
number of employees leaves nobody over. A group that is too small is joined to another, and nothing is
shown when only one group is left, for then everybody's answer would be known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 5
"""So many people are in a group at least."""
AGES = ((0, 29), (30, 44), (45, 59), (60, 0))
"""Groups by age: the least and the most, 0 for no limit."""
REST = "rest"
"""Those in no group of their own."""


@dataclass(frozen=True)
class Group:
    """People together: the codes of what they have in common, any one of them, and how many they are."""

    codes: tuple[str, ...]
    count: int


def age_code(ages: tuple[int, int]) -> str:
    """A group by age as a code: ``30-44``, ``60-``, ``-29``."""
    least, most = ages
    return f"{least or ''}-{most or ''}"


def by_gender(genders: Iterable[str]) -> list[Group]:
    """Women, men, and others with those who haven't told; empty when it can't be shown.

    Others are never apart from those who haven't told: that there is one would tell of one person.
    """
    found = list(genders)
    women, men = found.count("woman"), found.count("man")
    return joined(
        [
            Group(("woman",), women),
            Group(("man",), men),
            Group((REST,), len(found) - women - men),
        ]
    )


def by_age(birth_years: Iterable[int | None], year: int) -> list[Group]:
    """Groups by the age that is reached in the year; empty when it can't be shown."""
    found = [None if born is None else year - born for born in birth_years]
    groups = [Group((age_code(ages),), sum(_within(age, ages) for age in found)) for ages in AGES]
    rest = len(found) - sum(group.count for group in groups)
    return joined([*groups, Group((REST,), rest)], neighbours=True)


def _within(age: int | None, ages: tuple[int, int]) -> bool:
    least, most = ages
    return age is not None and least <= age and (not most or age <= most)


def joined(groups: Sequence[Group], *, neighbours: bool = False) -> list[Group]:
    """The groups with small ones joined to others, in their order; empty when that leaves fewer than two.

    A group of nobody is small too: that nobody is of some age is nobody's business either.
    ``neighbours`` is for groups in an order such as ages, which are joined only to those beside them.
    """
    found = [group for group in groups if group.count or group.codes != (REST,)]
    while small := [group for group in found if group.count < LEAST]:
        if len(found) == 1:
            break
        one = min(small, key=lambda group: group.count)
        at = found.index(one)
        others = [n for n in range(len(found)) if abs(n - at) == 1 or (n != at and not neighbours)]
        other = min(others, key=lambda n: found[n].count)
        first, second = sorted((at, other))
        pair = found[first], found[second]
        found[first] = Group(pair[0].codes + pair[1].codes, pair[0].count + pair[1].count)
        del found[second]
    return found if len(found) > 1 else []
