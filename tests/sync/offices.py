"""Offices for tests: stores that are in a network without asking a register."""

from sqlalchemy.orm import Session

from app.core.record import new_id
from app.core.store import Store
from app.sync import link as links
from app.sync import outbox
from app.sync.records import CONNECTED, ONLY, Link, Outgoing, Shared

NETWORK, ORGANISATION = new_id(), new_id()


def join(store: Store, *, role: str = "member") -> None:
    """Let an office be in a network, with everything that it shares in its outbox."""

    def put(session: Session) -> None:
        session.add(
            Link(
                id=ONLY,
                url="http://127.0.0.1:1",
                state=CONNECTED,
                paused=False,
                network_id=NETWORK,
                network_name="Hyvinvointiverkosto",
                organisation_id=ORGANISATION,
                organisation_name="Rantakylän Arkiapu ry",
                role=role,
                device=store.keys.device,
                token="token",
                keys=[],
                cursor=0,
                clock_time=0,
                clock_counter=0,
                offset=0,
                fresh=False,
                last_success=0,
                trouble="",
                checked_at=links.local_now(),
            )
        )
        session.flush()
        link = links.of(session)
        assert link is not None
        outbox.queue_all(session, link)

    store.keep(put)


def all_sent(store: Store) -> None:
    """As if the register had taken in everything."""

    def put(session: Session) -> None:
        session.query(Outgoing).delete()
        session.query(Shared).update({"sent": True})

    store.keep(put)


def waiting(store: Store) -> list[Outgoing]:
    """The outbox."""
    with store.read() as session:
        rows = session.query(Outgoing).order_by(Outgoing.number).all()
        session.expunge_all()
        return rows
