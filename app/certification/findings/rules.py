"""What is true of findings: what each state asks for, and who may say that it helped. Pure functions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.brand import Tone
from app.core.text import Text, _l

OPEN, DOING, DONE, VERIFIED = "open", "doing", "done", "verified"
STATES = (
    (OPEN, _l("To be done")),
    (DOING, _l("Being done")),
    (DONE, _l("Carried out")),
    (VERIFIED, _l("Seen to have helped")),
)
ORDER = tuple(code for code, _words in STATES)
TONES: dict[str, Tone] = {OPEN: "watch", DOING: "main", DONE: "main", VERIFIED: "good"}
NOTE, MINOR, MAJOR = "note", "minor", "major"
SEVERITIES = (
    (MAJOR, _l("Serious")),
    (MINOR, _l("Minor")),
    (NOTE, _l("Observation")),
)
SEVERITY_TONES: dict[str, Tone] = {MAJOR: "bad", MINOR: "watch", NOTE: "plain"}
REMIND_DAYS = 14
"""How long before its day an action is brought up."""


def problems(values: Mapping[str, Any]) -> dict[str, Text]:
    """What is wrong with a finding's values together, by field."""
    found: dict[str, Text] = {}
    status = values["status"]
    if status in {DONE, VERIFIED} and not values["action"]:
        found["action"] = _l("Write what was done.")
    if status == VERIFIED:
        if not values["effect"]:
            found["effect"] = _l("Write how it was seen that it helped.")
        if not values["verified_by"]:
            found["verified_by"] = _l("Write who saw that it helped.")
        elif same_person(values["verified_by"], values["owner"]):
            found["verified_by"] = _l(
                "Somebody else than the one who did it sees whether it helped."
            )
    return found


def same_person(one: str, other: str) -> bool:
    """Whether two written names are of the same person."""
    return bool(other) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def late(status: str, due: date | None, day: date) -> bool:
    """Whether an action should have been done by now."""
    return status in {OPEN, DOING} and due is not None and due < day
