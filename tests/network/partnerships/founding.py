"""What the tests of partnerships share: partnerships of ours and of others, and members."""

from collections.abc import Mapping
from typing import Any

from app.core.change import Changes
from app.core.record import new_id
from app.core.store import Store
from app.core.text import _l
from app.network.partnerships import actions
from app.network.partnerships.records import Partnership

OTHER = "0192f0c1-0000-7000-8000-00000000000b"
"""Another organisation of the network."""


def member(name: str, **values: Any) -> dict[str, Any]:
    return {**actions.member_row(None, name), **values}


def found(store: Store, name: str, *names: str, **values: Any) -> str:
    rows = [member(each) for each in names]
    given: Mapping[str, Any] = {"name": {"fi": name}, "members": rows, **values}
    return store.write(lambda session: actions.save_new(session, given)).result


def theirs(store: Store, name: str, *names: str, **values: Any) -> str:
    """A partnership that another organisation keeps, as it came."""
    made = new_id()

    def work(session: Any) -> Changes:
        rows = [member(each) for each in names]
        session.add(
            Partnership(
                id=made, owner_id=OTHER, name={"fi": name}, members=rows, stage="founding", **values
            )
        )
        session.flush()
        return Changes(_l("Received"))

    store.take_in(work)
    return made


def read(store: Store, record_id: str) -> Partnership:
    with store.read() as session:
        return session.get_one(Partnership, record_id)
