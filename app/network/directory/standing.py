"""How a service of the directory stands that the office counts on in a plan or on a path. Pure functions.

That a certificate is lost is read from the certificates themselves and not from what was so when the service was
chosen: a service may be certified later, and lose that too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.catalogue.entries import ENDED
from app.catalogue.items import Certificate, Item

SOON_DAYS = 30
"""How long before its last day a certificate of somebody else is brought up: time enough to ask about it."""
LOST_DAYS = 60
"""How long a lost certificate is brought up: who goes on with the service all the same has heard it by then."""


class State(StrEnum):
    """How a service stands."""

    THERE = "there"
    EXPIRES = "expires"
    LOST = "lost"
    ENDED = "ended"
    GONE = "gone"


@dataclass(frozen=True)
class Standing:
    """How a service stands on a day.

    Attributes:
        on: the last day of the certificate that expires, or the first day without the one that is lost.
    """

    state: State
    on: date | None = None

    def is_due(self, day: date) -> bool:
        """Whether somebody has to be told of it on a day."""
        if self.state == State.LOST:
            return self.on is None or day < self.on + timedelta(days=LOST_DAYS)
        return self.state != State.THERE


def of(item: Item | None, day: date) -> Standing:
    """How a service stands.

    Args:
        item: the service as the directory has it on the day; ``None`` when it isn't in it any more.
        day: the day.
    """
    if item is None:
        return Standing(State.GONE)
    if item.state == ENDED:
        return Standing(State.ENDED)
    return _certified([each for each in item.certificates if each.granted], day)


def _certified(certificates: Iterable[Certificate], day: date) -> Standing:
    granted = list(certificates)
    lasting = [_last(each) for each in granted if each.turns and _last(each) >= day]
    if lasting:
        last = max(lasting)
        # One that begins later goes on from where another ends, or soon will.
        near = last <= day + timedelta(days=SOON_DAYS)
        return Standing(State.EXPIRES, last) if near else Standing(State.THERE)
    lost = [on for each in granted if (on := _lost_on(each))]
    return Standing(State.LOST, min(max(lost), day)) if lost else Standing(State.THERE)


def _last(certificate: Certificate) -> date:
    return date.fromisoformat(certificate.valid_to)


def _lost_on(certificate: Certificate) -> date | None:
    """The first day on which a certificate isn't valid any more, ``None`` when that can't be told."""
    days = []
    if certificate.valid_to and (last := _last(certificate)) < date.max:
        days.append(last + timedelta(days=1))
    if certificate.status != "valid" and certificate.status_on:
        days.append(date.fromisoformat(certificate.status_on))
    return min(days, default=None)
