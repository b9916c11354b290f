"""What can be done with service agreements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.clients.agreements import rules
from app.clients.agreements.lines import line_of
from app.clients.agreements.records import Agreement
from app.clients.records import Client
from app.core import editing, signed, versions
from app.core.change import Changes
from app.core.codes import codes
from app.core.fault import Refusal
from app.core.field import fields_of, kind_of_value, values_of
from app.core.record import new_id, today
from app.core.room import Matter
from app.core.text import LanguageText, Text, _l, pick
from app.core.value import PlainText, Rows
from app.services.records import ServiceProduct

MOST_MATTERS = 50


def rows_of(agreement: Agreement, name: str) -> list[dict[str, Any]]:
    """The rows of a field as values."""
    value = fields_of(Agreement)[name].value
    assert isinstance(value, Rows)
    return [value.row(stored) for stored in getattr(agreement, name)]


def draft_from_plan(session: Session, client_id: str) -> Changes:
    """Add a draft with the client's planned own services at their present prices; ``result`` is its id.

    Raises:
        Missing: there is no such client.
        Refusal: the processing of the client's data is restricted.
    """
    client = editing.find(session, Client, client_id)
    if client.restricted:
        raise Refusal(
            _l("The processing of this client's data is restricted. Lift the restriction first.")
        )
    day = today()
    services = [
        service
        for row in client.services
        if row.get("service_id")
        and (not row.get("ends") or row["ends"] >= day.isoformat())
        and (service := session.get(ServiceProduct, row["service_id"]))
        and service.deleted_at is None
    ]
    lines = [
        {"id": new_id(), "per": "week", **line}
        for service in dict.fromkeys(services)
        if (line := line_of(service, day))
    ]
    named = ", ".join(dict.fromkeys(pick(service.title(), client.language) for service in services))
    limit = kind_of_value(Agreement, "subject", PlainText).limit
    values = {
        "client_id": client_id,
        "subject": named[:limit],
        "lines": lines,
        "funding": [{"id": new_id(), "way": "self_pay"}],
        **{name: all(getattr(s, name) for s in services) for name in rules.VAT_CONDITIONS},
    }
    done = editing.add(session, Agreement, values)
    return Changes(_l("Drafted an agreement for {name}", name=dict(client.title())), done.result)


def offer(session: Session, agreement_id: str) -> Changes:
    """Note that the agreement has been given to be signed.

    Raises:
        InvalidFields: something is missing from it.
    """
    agreement = editing.find(session, Agreement, agreement_id)
    _refuse_unready(agreement)
    agreement.status = "offered"
    return Changes(
        _l("“{title}” waits for signatures", title=dict(agreement.title())), agreement_id
    )


def _refuse_unready(agreement: Agreement) -> None:
    if lacks := rules.missing(values_of(agreement)):
        raise Refusal(next(iter(lacks.values())))


def sign(session: Session, agreement_id: str, signed_on: date | None = None) -> Changes:
    """Put an agreement in force; the version it amends ends the day before. One undo takes all back.

    Raises:
        InvalidFields: something is missing, or it clashes with another agreement.
        Refusal: it would begin before the version that it amends.
    """
    agreement = editing.find(session, Agreement, agreement_id)
    _refuse_unready(agreement)
    before = session.get(Agreement, agreement.amends_id) if agreement.amends_id else None
    assert agreement.starts is not None
    open_ended = before and before.status in signed.SIGNED
    if before and open_ended and (before.ends is None or before.ends >= agreement.starts):
        last = agreement.starts - timedelta(days=1)
        if before.starts and last < before.starts:
            raise Refusal(
                _l(
                    "The amendment has to begin after {day}, when the version before it began.",
                    day=before.starts,
                )
            )
        before.status = "replaced"
        before.ends = last
        session.flush()
    editing.change(
        session,
        Agreement,
        agreement_id,
        {"status": "in_force", "signed_on": agreement.signed_on or signed_on or today()},
    )
    return Changes(_l("“{title}” is in force", title=dict(agreement.title())), agreement_id)


def amend(session: Session, agreement_id: str) -> Changes:
    """Begin a new version of a signed agreement, as a draft; ``result`` is its id.

    Raises:
        Refusal: another amendment is being prepared.
    """
    agreement = editing.find(session, Agreement, agreement_id)
    if agreement.client and agreement.client.restricted:
        raise Refusal(
            _l("The processing of this client's data is restricted. Lift the restriction first.")
        )
    return versions.amend(session, Agreement, agreement_id)


def end(session: Session, agreement_id: str, last_day: date) -> Changes:
    """Give notice: the agreement ends on a day; one that is past already makes it ended.

    Raises:
        InvalidFields: the day is before the agreement begins.
    """
    status = "ended" if last_day < today() else "in_force"
    editing.change(session, Agreement, agreement_id, {"ends": last_day, "status": status})
    agreement = editing.find(session, Agreement, agreement_id)
    return Changes(
        _l("“{title}” ends on {day}", title=dict(agreement.title()), day=last_day), agreement_id
    )


def of_client(session: Session, client_id: str) -> list[Agreement]:
    """The agreements of a client in use, those in force first, then the latest."""
    order = {"in_force": 0, "offered": 1, "draft": 2}
    found = session.scalars(
        select(Agreement)
        .where(Agreement.client_id == client_id, Agreement.deleted_at.is_(None))
        .order_by(Agreement.starts.desc(), Agreement.code.desc())
    )
    return sorted(found, key=lambda agreement: order.get(agreement.status, 3))


@dataclass(frozen=True)
class Line:
    """A line ready to be shown: the service by name, and its row; ``gone`` if it can't be bought any more."""

    service: LanguageText
    row: Mapping[str, Any]
    gone: bool


def lines_of(session: Session, agreement: Agreement) -> list[Line]:
    """The services of an agreement, looked up."""
    found = []
    for row in rows_of(agreement, "lines"):
        service = session.get(ServiceProduct, row["service_id"]) if row["service_id"] else None
        gone = service is None or service.deleted_at is not None or service.stage == "retired"
        found.append(Line(service.title() if service else {}, row, gone))
    return found


def payer_name(session: Session, row: Mapping[str, Any]) -> str:
    """Who is billed by a row of funding when it isn't the client, ``""`` otherwise."""
    payer = session.get(Client, row["payer_id"]) if row["payer_id"] else None
    return pick(payer.title()) if payer else ""


def reader(session: Session, record_id: str) -> str:
    """The client's language."""
    client = editing.find(session, Agreement, record_id).client
    return client.language if client else ""


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Agreements, vouchers and decisions that end, and agreements that nobody has signed."""
    soon = (day + timedelta(days=rules.REMIND_DAYS)).isoformat()
    payer = func.json_each(Agreement.funding).table_valued("value", name="payer")
    ends = func.json_extract(payer.c.value, "$.valid_to")
    in_use = select(Agreement).where(Agreement.deleted_at.is_(None))
    ending = (
        in_use.where(
            Agreement.status == "in_force",
            or_(
                Agreement.ends <= day + timedelta(days=rules.REMIND_DAYS),
                select(payer.c.value).where(ends <= soon).correlate(Agreement).exists(),
            ),
        )
        .order_by(Agreement.ends)
        .limit(MOST_MATTERS)
    )
    for agreement in session.scalars(ending):
        for found in rules.endings(values_of(agreement), rows_of(agreement, "funding"), day):
            yield _ending(agreement, found, day)
    waiting = in_use.where(
        Agreement.status == "offered",
        Agreement.updated_at
        < datetime.combine(day - timedelta(days=rules.SIGNING_DAYS), time.min, UTC),
    )
    for agreement in session.scalars(waiting.order_by(Agreement.updated_at).limit(MOST_MATTERS)):
        yield Matter(
            kind="agreement",
            record_id=agreement.id,
            title=_l("Waits for signatures: {name}", name=dict(agreement.title())),
            advice=_l("Ask whether something is unclear."),
            tone="watch",
        )


def _ending(agreement: Agreement, found: rules.Ending, day: date) -> Matter:
    name = dict(agreement.title())
    late = found.day < day
    advice: Text
    if found.what == "agreement":
        title = (
            _l("Agreement has ended: {name}", name=name)
            if late
            else _l("Agreement ends: {name}", name=name)
        )
        advice = _l("Agree on how to go on, or mark it ended.")
    else:
        way = codes("payers").get(found.what)
        label = way.names if way else found.what
        title = _l("{payer} ends: {name}", payer=label, name=name)
        advice = _l("Ask for a new one before the visits go on.")
    return Matter(
        kind="agreement",
        record_id=agreement.id,
        title=title,
        advice=advice,
        due=found.day,
        tone="bad" if late else "watch",
    )
