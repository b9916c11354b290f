"""Whether two partnerships are nearly the same: by what they are called, or by who is in them. Pure."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

LEAST_ALIKE = 0.88
"""Names that are alike by less than this share of their letters are names of different things."""
LEAST_COMMON = 0.75
"""So large a part of all their members two partnerships have in common when they are nearly the same."""
LEAST_MEMBERS = 2
_BEGIN = 3
_EMPTY_WORDS = frozenset(
    {
        *("ry", "rf", "oy", "oyj", "ab", "osk", "osuuskunta", "tmi", "ky", "ay", "sr", "ltd", "association"),
        *("verkosto", "kumppanuus", "network", "partnership", "the", "of", "and", "ja"),
    }
)  # fmt: skip


def folded(name: str) -> str:
    """A name without what people write in different ways: case, accents, marks, legal forms, "network"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    words = kept.split()
    telling = [word for word in words if word not in _EMPTY_WORDS]
    return " ".join(telling or words)


def alike(first: str, second: str) -> bool:
    """Whether two folded names are nearly the same."""
    if not first or not second:
        return False
    if first == second:
        return True
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return (
        matcher.real_quick_ratio() >= LEAST_ALIKE
        and matcher.quick_ratio() >= LEAST_ALIKE
        and matcher.ratio() >= LEAST_ALIKE
        and _numbers(first) == _numbers(second)
    )


def _numbers(name: str) -> list[str]:
    """Numbers tell things apart that are called alike, such as those of two years."""
    return ["".join(c for c in word if c.isdigit()) for word in name.split() if not word.isalpha()]


def same_people(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two sets of folded members are nearly the same."""
    common = len(first & second)
    return common >= LEAST_MEMBERS and common >= LEAST_COMMON * len(first | second)


@dataclass(frozen=True)
class Known:
    """A partnership as it is compared.

    Attributes:
        names: what it is called, folded, in each language.
        members: who is in it now, folded.
    """

    id: str
    owner_id: str
    names: frozenset[str]
    members: frozenset[str]


def known(
    record_id: str, owner_id: str, names: Mapping[str, str] | None, members: Iterable[str]
) -> Known:
    """A partnership as it is compared, from its names a language and those of its members."""
    called = frozenset(word for each in (names or {}).values() if (word := folded(each)))
    people = frozenset(word for each in members if (word := folded(each)))
    return Known(record_id, owner_id, called, people)


def near(first: Known, second: Known) -> bool:
    """Whether two partnerships are nearly the same."""
    named = any(alike(one, other) for one in first.names for other in second.names)
    return named or same_people(first.members, second.members)


@dataclass
class Twins:
    """Many partnerships, so ordered that the one nearly the same as another is found without comparing all."""

    _by_begin: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    _by_member: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, all_of_them: Iterable[Known]) -> "Twins":
        """Put them in order."""
        made = cls()
        for each in all_of_them:
            for begin in {name[:_BEGIN] for name in each.names}:
                made._by_begin[begin].append(each)
            for member in each.members:
                made._by_member[member].append(each)
        return made

    def twin(self, wanted: Known) -> Known | None:
        """The first one that is nearly the same as ``wanted``, by name before by members.

        Names that don't begin with the same letters aren't compared.
        """
        seen: set[str] = set()
        for candidates in self._candidates(wanted):
            for each in candidates:
                if each.id != wanted.id and each.id not in seen and near(wanted, each):
                    return each
                seen.add(each.id)
        return None

    def _candidates(self, wanted: Known) -> Iterable[Sequence[Known]]:
        for begin in sorted({name[:_BEGIN] for name in wanted.names}):
            yield self._by_begin.get(begin, ())
        for member in sorted(wanted.members):
            yield self._by_member.get(member, ())


def member_names(rows: Iterable[Mapping[str, Any]], titles: Mapping[str, str]) -> list[str]:
    """What the members who haven't left are called; ``titles`` names organisations by id."""
    return [
        titles.get(row.get("organisation_id") or "") or row.get("name") or ""
        for row in rows
        if not row.get("left_on")
    ]
