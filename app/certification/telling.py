"""What certification tells the rest of the program: how a service stands."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.certification.assessments import actions as assessments
from app.certification.assessments.wording import percent_words
from app.certification.certificates import actions as certificates
from app.core.room import Fact
from app.core.text import _l, literal


def about(session: Session, kind: str, record_id: str) -> Iterable[Fact]:
    """A service's certificate, and how its last assessment went."""
    if kind != "service":
        return
    certificate = certificates.of_service(session, record_id)
    if certificate:
        yield Fact(_l("Certificate"), literal(certificate.code))
    last = assessments.last_of_service(session, record_id)
    if last:
        yield Fact(
            _l("Last assessment"),
            _l("{score}, frozen {day}", score=percent_words(last.score), day=last.frozen_on),
        )
