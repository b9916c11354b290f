"""Certificates; here how a test keeps one as it stands, whatever the rule for granting asks."""

from typing import Any

from sqlalchemy.orm import Session

from app.certification.certificates.records import Certificate
from app.core.change import Changes
from app.core.field import fields_of
from app.core.store import Store
from app.core.text import literal


def kept(store: Store, **values: Any) -> str:
    """The id of a new certificate with these values."""

    def keep(session: Session) -> Changes:
        blank = {name: field.value.empty for name, field in fields_of(Certificate).items()}
        made = Certificate(**{**blank, **Certificate.STARTS, "code": "K-2026-001", **values})
        session.add(made)
        session.flush()
        return Changes(literal("kept"), made.id)

    return store.write(keep).result
