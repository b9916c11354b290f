"""Documents of others, whose fields may hold anything: read with care. Pure functions."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

Doc = dict[str, Any]
_EXACT = 1e15
MOST_DEPTH = 64
"""Nothing of a directory is nested deeper: what is could exhaust whoever goes through it."""
MOST_ROWS = 2000
"""So many rows of one list inside a document are looked at."""


def decode(written: bytes | bytearray | memoryview | msgspec.Raw) -> Any:
    """What JSON holds, also such as other programs write against the rules (``NaN``, lone surrogates).

    Raises:
        ValueError: it isn't JSON, or is nested far too deeply.
    """
    try:
        found = msgspec.json.decode(written)
        is_strict = True
    except (ValueError, RecursionError):
        found, is_strict = _leniently(bytes(written)), False
    if _may_be_deep(bytes(written)) and _is_deep(found):
        raise ValueError("nested too deeply")
    return found if is_strict else _mended(found)


def encode(found: Any) -> bytes:
    """JSON that :func:`decode` reads."""
    return msgspec.json.encode(found)


def _leniently(written: bytes) -> Any:
    try:
        return json.loads(written)
    except (ValueError, RecursionError) as fault:
        raise ValueError(str(fault)) from fault


def _may_be_deep(written: bytes) -> bool:
    """Whether there are enough brackets for it: mostly there aren't, and nobody has to look closer."""
    return written.count(b"[") + written.count(b"{") > MOST_DEPTH


def _is_deep(found: Any) -> bool:
    level = [found]
    for _depth in range(MOST_DEPTH + 1):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


def _mended(found: Any) -> Any:
    """The same with letters and numbers that JSON has; it isn't deep."""
    match found:
        case dict():
            return {_mended(name): _mended(value) for name, value in found.items()}
        case list():
            return [_mended(each) for each in found]
        case str():
            return found.encode("utf-8", "ignore").decode()
        case float() if not math.isfinite(found):
            return None
    return found


def text(found: Any) -> str:
    """A cell or a value as text; ``""`` for what is none."""
    if isinstance(found, str):
        return found.strip()
    if isinstance(found, bool) or found is None:
        return ""
    if isinstance(found, int):
        return str(found)
    if isinstance(found, float):
        if not math.isfinite(found):
            return ""
        return str(int(found)) if found.is_integer() and abs(found) < _EXACT else repr(found)
    return ""


def said(doc: Mapping[str, Any], *names: str) -> str:
    """The first of some fields that says anything."""
    for name in names:
        if words := text(doc.get(name)):
            return words
    return ""


def rows(doc: Mapping[str, Any], *names: str) -> list[Doc]:
    """The objects in the lists of some fields; a single object counts as a list of one."""
    found: list[Doc] = []
    for name in names:
        value = doc.get(name)
        if isinstance(value, dict):
            found.append(value)
        elif isinstance(value, list):
            found += [each for each in value[:MOST_ROWS] if isinstance(each, dict)]
    return found


def words(doc: Mapping[str, Any], *names: str) -> list[str]:
    """The texts in the lists of some fields; a single text counts as a list of one."""
    found: list[str] = []
    for name in names:
        value = doc.get(name)
        values: Iterable[Any] = value[:MOST_ROWS] if isinstance(value, list) else [value]
        found += [each for each in map(text, values) if each]
    return found


def row(doc: Mapping[str, Any], name: str) -> Doc:
    """The object of a field; an empty one when there is none."""
    value = doc.get(name)
    return value if isinstance(value, dict) else {}


def number(found: Any) -> float | None:
    """A number, also written as text."""
    try:
        value = float(text(found).replace(",", ".").replace(" ", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
