"""Faults that a person can do something about, told in words.

Everything else that is raised is a bug and goes to the crash report.
"""

from collections.abc import Mapping

from app.core.text import Text, _l


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
