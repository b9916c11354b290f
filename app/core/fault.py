"""Faults that a person can do something about, told in words.

Everything else that is raised is a bug and goes to the crash report.
"""

from collections.abc import Mapping, Sequence

from app.core.text import Text, _l, _n


class Refusal(Exception):
    """The program refuses, and says in a sentence why and what to do."""

    def __init__(self, words: Text) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return self.words.say()

    @property
    def told(self) -> Text:
        """What to say where there is no form to say it in."""
        return self.words


class InvalidValue(Refusal):
    """A value can't be accepted as it is; ``words`` say what to write instead."""


class InvalidFields(Refusal):
    """One or more fields of a record need attention; ``problems`` has the words by field name."""

    def __init__(self, problems: Mapping[str, Text]) -> None:
        super().__init__(_l("Some fields need your attention before this can be saved."))
        self.problems = dict(problems)

    @property
    def told(self) -> Text:
        """The first thing that has to be put right."""
        return next(iter(self.problems.values()), self.words)


class Missing(Refusal):
    """What was asked for is not in the store."""

    def __init__(self) -> None:
        super().__init__(_l("This is no longer in the store. It may have been removed."))


MOST_TOLD = 20
"""So many faults of a file are told at once; the rest are counted."""


class BadFile(Refusal):
    """A file that can't be used; ``faults`` tell why, each with its line or row."""

    def __init__(self, name: str, faults: Sequence[Text]) -> None:
        self.faults = list(faults)
        self.summary = _n(
            "{name} has {count} fault. Nothing was imported.",
            "{name} has {count} faults. Nothing was imported.",
            len(faults),
            name=name,
        )
        lines = {f"line{at}": line for at, line in enumerate([self.summary, *self.listed])}
        super().__init__(Text("\n".join(f"{{{name}}}" for name in lines), args=lines))

    @property
    def told(self) -> Text:
        """The first fault, or how many there are."""
        return self.faults[0] if len(self.faults) == 1 else self.summary

    @property
    def listed(self) -> list[Text]:
        """The faults to be shown."""
        left = len(self.faults) - MOST_TOLD
        more = [_n("… and {count} more fault", "… and {count} more faults", left)]
        return self.faults[:MOST_TOLD] + (more if left > 0 else [])


def placed(place: Text, what: Text) -> Text:
    """A fault with its place: ``Line 12: …``."""
    return _l("{place}: {what}", place=place, what=what)
