"""YAML files that people write: read safely, with the line of everything that is said."""

from typing import Any

from app.core.fault import Refusal
from app.core.text import Text, _l

DEEPEST = 20
"""What people write nests far less; what is deeper would only take time to read."""


def compose(text: str, name: str) -> Any:
    """The nodes of a YAML text, ``None`` when there is nothing in it; ``name`` is what the file is called.

    Every value is read as text (``yes`` stays ``yes``); tags make no objects, and repeats by reference
    are refused, so that a small file can't grow into a huge one.

    Raises:
        Refusal: it isn't YAML.
    """
    import yaml  # noqa: PLC0415 - only where such files are read

    # The reader written in C where there is one: it is quick also with a file of thousands of lines.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise Refusal(
                    _l(
                        "{name}, line {line}: write the text itself instead of a reference (*).",
                        name=name,
                        line=_line(event),
                    )
                )
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise _unreadable(name, _line(event))
        return yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        at = getattr(problem, "position", None)  # of a letter that can't be in YAML at all
        line = mark.line + 1 if mark else text.count("\n", 0, at or 0) + 1
        raise _unreadable(name, line) from problem


def line_of(node: Any) -> Text:
    """Where a node stands: ``Line 12``."""
    return _l("Line {number}", number=_line(node))


def _line(part: Any) -> int:
    return part.start_mark.line + 1


def _unreadable(name: str, line: int) -> Refusal:
    return Refusal(_l("{name} isn't a readable YAML file: see line {line}.", name=name, line=line))
