"""What is agreed and signed: its states, and what stays as it was signed. Pure functions.

Each version is a record of its own, with the fields ``code``, ``status``, ``signed_on``, ``version`` and
``amends_id``. A signed one stays as it is; what changes is agreed in an amendment, the next version.
"""

from collections.abc import Collection, Mapping
from typing import Any

from app.core.brand import Tone
from app.core.text import Text, _l

STATES = (
    ("draft", _l("Draft")),
    ("offered", _l("Waiting for signatures")),
    ("in_force", _l("In force")),
    ("replaced", _l("Replaced by an amendment")),
    ("ended", _l("Has ended")),
)
TONES: dict[str, Tone] = {
    "draft": "plain",
    "offered": "watch",
    "in_force": "good",
    "replaced": "plain",
    "ended": "plain",
}
OPEN = frozenset({"draft", "offered"})
"""States before it is signed."""
SIGNED = frozenset({"in_force", "replaced", "ended"})
"""States of what has been signed, and whose terms therefore stay as they are."""
START: dict[str, Any] = {"status": "draft", "version": 1}
"""What a new one begins with."""
FRESH: dict[str, Any] = {"status": "draft", "signed_on": None, "amends_id": None, "version": 1}
"""What a copy has of its own."""


def is_signed(values: Mapping[str, Any] | None) -> bool:
    """Whether these values are of something signed; ``None`` is something new."""
    return values is not None and values.get("status") in SIGNED


def frozen(
    values: Mapping[str, Any], before: Mapping[str, Any] | None, free: Collection[str]
) -> dict[str, Text]:
    """Why signed terms can't change, by field; ``free`` are the fields that aren't terms."""
    found: dict[str, Text] = {}
    if values.get("status") == "replaced" and before is not None and not is_signed(before):
        found["status"] = _l("Only a signed agreement can be replaced. Mark it signed first.")
    if before is None or not is_signed(before):
        return found
    if not is_signed(values):
        found["status"] = _l("It has been signed, so it can't be a draft again. Make an amendment.")
    for name in values:
        if name not in free and values.get(name) != before.get(name):
            found[name] = _l("This was agreed and signed. Make an amendment to change it.")
    return found


def stem(values: Mapping[str, Any]) -> str:
    """The number that all versions have in common.

    Only an amendment has its version at the end; a number may have a slash of its own (``1/2026``).
    """
    code = values.get("code") or ""
    amends = (values.get("version") or 1) > 1 and "/" in code
    return code.rpartition("/")[0] if amends else code


def amended(values: Mapping[str, Any], record_id: str, version: int) -> dict[str, Any]:
    """The values of a new version of something signed; its beginning is still open."""
    number = stem(values)
    return {
        **values,
        "status": "draft",
        "signed_on": None,
        "starts": None,
        "amends_id": record_id,
        "version": version,
        "code": f"{number}/{version}" if number else "",
    }
