"""The demo organisation in its network: what other offices have sent, a conflict and a refused change.

It synchronises with nobody: the link is paused and its register doesn't exist.
"""

from datetime import timedelta

import msgspec
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.record import new_id, today
from app.core.store import Store
from app.core.text import _l, _n
from app.demo import events, received
from app.demo.granted import Signer
from app.demo.partnerships import receive
from app.services.records import ServiceProduct
from app.sync import applying, conflicts, outbox
from app.sync import link as links
from app.sync.protocol import Code, PublicKey
from app.sync.records import CONNECTED, ONLY, Link, Outgoing, Shared
from app.sync.stamp import Clock, tag_of

NETWORK, REGISTER = "Pohjois-Karjalan hyvinvointiverkosto", "https://rekisteri.example.fi"
_AGO = int(timedelta(minutes=25).total_seconds() * 1000)


def join(store: Store, role: str = "member") -> None:
    """Let the demo organisation be in a network, with everything sent but a few changes."""
    signer = Signer(today())
    store.keep(lambda session: _link(session, store.keys.device, role, signer.public))
    store.take_in(lambda session: _receive(session, signer))
    store.write(_change)
    store.take_in(_meet)
    store.take_in(receive)


def _link(session: Session, device: str, role: str, key: PublicKey) -> None:
    now = links.local_now()
    link = Link(
        id=ONLY,
        url=REGISTER,
        state=CONNECTED,
        paused=True,
        network_id=new_id(),
        network_name=NETWORK,
        organisation_id=new_id(),
        organisation_name="Rantakylän Arkiapu ry",
        role=role,
        device=device,
        token="none",  # noqa: S106 - nobody is asked with it
        keys=[msgspec.to_builtins(key)],
        cursor=214,
        clock_time=0,
        clock_counter=0,
        offset=0,
        fresh=False,
        last_success=now - _AGO,
        trouble="",
        checked_at=now,
    )
    session.add(link)
    session.flush()
    outbox.queue_all(session, link)
    session.execute(delete(Outgoing))
    session.execute(update(Shared).values(sent=True))


def _receive(session: Session, signer: Signer) -> Changes:
    """What the other offices have sent, taken in as it is when it comes from a register."""
    link, now = links.of(session), links.local_now()
    assert link is not None
    stamp = Clock(now - _AGO).stamp(tag_of(new_id()))
    states = received.states(session, NETWORK, today(), stamp, signer)
    applying.take(session, link, states)
    words = _n("Received {count} record", "Received {count} records", len(states))
    return Changes(words)


def _some(session: Session, number: int) -> ServiceProduct:
    query = select(ServiceProduct).where(ServiceProduct.stage == "productised")
    return session.scalars(query.order_by(ServiceProduct.id)).all()[number]


def _called(session: Session, name: str) -> ServiceProduct:
    return next(each for each in session.scalars(select(ServiceProduct)) if each.name["fi"] == name)


def _change(session: Session) -> Changes:
    """Two changes that wait, one of which the register has refused."""
    editing.change(session, ServiceProduct, _some(session, 1).id, {"waiting_days": 10})
    refused = _some(session, 2).id
    editing.change(session, ServiceProduct, refused, {"waiting_days": 30})
    session.flush()
    return Changes(_l("Changed “{title}”", title=_some(session, 1).title()))


def _meet(session: Session) -> Changes:
    refused, service = _some(session, 2), _called(session, "Arkiapu kotiin")
    row = session.scalar(select(Outgoing).where(Outgoing.record_id == refused.id))
    if row is not None:
        row.waits, row.refused = False, [["waiting_days", str(Code.VALUE), ""]]
    mine = {
        "fi": "Tuttu tekijä, sovittu hinta, siisti ja turvallinen koti.",
        "en": "A familiar worker, an agreed price, a tidy and safe home.",
    }
    theirs, now = dict(service.promise), links.local_now()
    lost = conflicts.Lost(
        "service", service.id, "promise", mine, Clock(now - 2 * _AGO).stamp("a" * 12)
    )
    later = Clock(now - _AGO).stamp("b" * 12)
    events.offer(session, today())
    conflicts.keep(session, lost, theirs, later, by="Rantakylän Arkiapu ry")
    return Changes(_l("Received {what}", what=service.title()))
