"""For whom an address is: pages for people, the open interface for any program, the rest for offices and keepers."""

OPEN = "/hsds"
"""The root of the open interface."""
_PROGRAMS = frozenset({"sync", OPEN[1:], "metrics", "health", "ready", "openapi.json"})
_FILES = frozenset({"static", "files"})


def is_open(path: str) -> bool:
    """Whether programs of anybody ask here."""
    return _first(path) == OPEN[1:]


def is_for_people(path: str) -> bool:
    """Whether somebody with a browser asks here, for a page or for what belongs to one."""
    return _first(path) not in _PROGRAMS


def is_page(path: str) -> bool:
    """Whether it is a page itself, which takes the register more work than a file that lies ready."""
    return _first(path) not in _PROGRAMS | _FILES


def _first(path: str) -> str:
    return path[1:].partition("/")[0]
