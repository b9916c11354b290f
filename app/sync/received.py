"""What follows in the office when a record of some kind has come from the register."""

from sqlalchemy.orm import Session

from app.certification.certificates.records import Certificate
from app.certification.requests import received as certificates
from app.core.record import Record
from app.organisation.records import Organisation
from app.sync import joining
from app.sync.records import Link


def taken_in(session: Session, link: Link, record: Record) -> None:
    """Let a record that was taken in have its effect on others."""
    if isinstance(record, Certificate):
        certificates.take_in(session, record)
    elif isinstance(record, Organisation):
        joining.unite(session, link, record)
