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
    return joined([*groups, Group((REST,), rest)])


def _within(age: int | None, ages: tuple[int, int]) -> bool:
    least, most = ages
    return age is not None and least <= age and (not most or age <= most)


def joined(groups: Sequence[Group]) -> list[Group]:
    """The groups from first to last, each joined to the next until there are enough people in it.

    What is too few at the end joins the last one; empty when that leaves one group. Whom a group is joined
    to never depends on how many the others are, for from that small groups could be worked out. A group of
    nobody is joined too: whether there is nobody may not show either.
    """
    found: list[Group] = []
    open_codes: tuple[str, ...] = ()
    waiting = 0
    for group in groups:
        open_codes, waiting = open_codes + group.codes, waiting + group.count
        if waiting >= LEAST:
            found.append(Group(open_codes, waiting))
            open_codes, waiting = (), 0
    if found and open_codes:
        last = found.pop()
        found.append(Group(last.codes + open_codes, last.count + waiting))
    return found if len(found) > 1 else []
