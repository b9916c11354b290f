"""What the papers of every room begin with: whose they are, and the day."""

from sqlalchemy.orm import Session

from app.core import attachment
from app.core.fault import Missing
from app.core.field import fields_of
from app.core.text import pick
from app.organisation.actions import own
from app.organisation.records import Organisation
from app.paper.kit import CONTACT_SEPARATOR, Letterhead


def letterhead(session: Session, language: str) -> Letterhead:
    """The own organisation's name, contact line and logo."""
    organisation = own(session)
    if organisation is None:
        return Letterhead()
    shown = fields_of(Organisation)
    contact = CONTACT_SEPARATOR.join(
        part
        for part in (
            shown["phone"].value.show(organisation.phone),
            organisation.email,
            shown["website"].value.show(organisation.website),
        )
        if part
    )
    logo = None
    if organisation.logo:
        try:
            logo = attachment.content(session, organisation.logo)
        except Missing:
            logo = None
    return Letterhead(pick(organisation.name, language), contact, logo)
