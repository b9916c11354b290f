"""What is true of requests for a certificate: how they stand, and the numbers that are granted. Pure functions."""

from collections.abc import Iterable

from app.certification.requests.records import ASKED, DECISIONS, GRANTED, WITHDRAWN
from app.core.brand import Tone
from app.core.text import Text, _l

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Those of Crockford: none is taken for another."""
RANDOM_LETTERS = 6
NEWS_DAYS = 30
"""For so many days an answer is brought up as news."""


def waits(state: str, decision: str) -> bool:
    """Whether a request waits for a certifier's answer."""
    return state == ASKED and not decision


def standing(state: str, decision: str) -> tuple[Text, Tone]:
    """How a request stands, in words with a tone."""
    if decision:
        words = dict(DECISIONS).get(decision, DECISIONS[0][1])
        return words, "good" if decision == GRANTED else "bad"
    if state == WITHDRAWN:
        return _l("Taken back"), "plain"
    return _l("Waits for an answer"), "watch"


def number(year: int, letters: Iterable[str]) -> str:
    """The number of a network's certificate."""
    return f"V-{year}-{''.join(letters)}"
