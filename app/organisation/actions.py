"""What can be done with organisations."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.codes import codes
from app.core.field import fields_of, values_of
from app.core.record import Record
from app.core.room import Matter
from app.core.text import Text, _l, _n
from app.core.value import Rows
from app.organisation import rules
from app.organisation.records import Organisation


def own(session: Session) -> Organisation | None:
    """The organisation whose office this is; ``None`` before the first-run guide is done."""
    return session.scalar(
        select(Organisation)
        .where(Organisation.own.is_(True), Organisation.deleted_at.is_(None))
        .limit(1)
    )


def rows_of(record: Record, name: str) -> list[dict[str, object]]:
    """The rows of a field as values."""
    value = fields_of(type(record))[name].value
    assert isinstance(value, Rows)
    return [value.row(row) for row in getattr(record, name)]


def matters(session: Session, today: date) -> Iterable[Matter]:
    """Marks that expire, and basics that are missing from the profile."""
    organisation = own(session)
    if organisation is None:
        return
    for mark in rules.expiring_marks(rows_of(organisation, "marks"), today):
        yield Matter(
            kind="organisation",
            record_id=organisation.id,
            title=_mark_title(mark.mark, expired=mark.tone == "bad"),
            advice=_l("Renew it or remove it from the profile."),
            due=mark.valid_to,
            tone=mark.tone,
        )
    missing = rules.missing_basics(values_of(organisation))
    if missing:
        yield Matter(
            kind="organisation",
            record_id=organisation.id,
            title=_l("Complete your organisation's profile"),
            advice=_n(
                "{count} basic fact is missing from papers and the network.",
                "{count} basic facts are missing from papers and the network.",
                len(missing),
            ),
        )


def _mark_title(mark: str, *, expired: bool) -> Text:
    known = codes("marks").get(mark)
    name = dict(known.names) if known else {"en": mark}
    return _l("Expired: {name}", name=name) if expired else _l("Expires soon: {name}", name=name)
