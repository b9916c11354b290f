"""A second computer of an organisation joins its network: both have described the same organisation."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core import editing
from app.core.field import fields_of
from app.core.record import now
from app.organisation.actions import own
from app.organisation.records import Organisation
from app.sync.records import Link, Outgoing, Shared


def unite(session: Session, link: Link, received: Organisation) -> None:
    """Let the organisation that the register has be the office's own one.

    What only this computer had of it (bank account, contact persons) goes along; the description that was
    made here goes to the bin, and everything that referred to it refers to the received one.
    """
    local, shared = own(session), session.get(Shared, received.id)
    if shared is None or shared.owner != link.organisation_id or received.own:
        return
    if received.deleted_at is not None:
        return
    if local is not None:
        mine = session.get(Shared, local.id)
        if mine is not None and mine.sent:
            return  # both are known to the register: people decide which one goes
        for name, field in fields_of(Organisation).items():
            value = getattr(local, name)
            if not field.shared and name != "own" and not field.value.is_empty(value):
                setattr(received, name, value)
        local.own, local.deleted_at = False, now()
        editing.point_elsewhere(session, Organisation, local.id, received.id)
        session.execute(delete(Outgoing).where(Outgoing.record_id == local.id))
        session.execute(delete(Shared).where(Shared.record_id == local.id))
    received.own = True
