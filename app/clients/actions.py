"""What can be done with clients."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.orm import Session

from app.clients import rules
from app.clients.agreements import actions as agreements
from app.clients.records import Client
from app.core import editing, sample, signed
from app.core.attachment import Attachment
from app.core.change import Changes
from app.core.fault import InvalidFields, Refusal
from app.core.field import fields_of, values_of
from app.core.record import now, today
from app.core.room import Figure, Matter
from app.core.text import Text, _l, _n, literal
from app.core.value import Rows
from app.services.actions import Doer, who_does

MOST_MATTERS = 50
# The plus signs keep SQLite from its other indexes: few clients have people, and this one holds only them.
_WITH_PEOPLE = "client.people != '[]' AND +client.deleted_at IS NULL AND +client.status IN ('active', 'paused')"


def add_example(session: Session) -> Changes:
    """Add a client of the demo data, to see what a whole page looks like; ``result`` is its id."""
    stored = sample.content()["clients"][0]
    apart = {"key", "code", "personal_id", "services"}
    values = {n: sample.placed(each, today(), {}) for n, each in stored.items() if n not in apart}
    return editing.add(session, Client, values)


def rows_of(client: Client, name: str) -> list[dict[str, Any]]:
    """The rows of a field as values, without what is withheld."""
    if name in client.withheld():
        return []
    value = fields_of(Client)[name].value
    assert isinstance(value, Rows)
    return [value.row(stored) for stored in getattr(client, name)]


@dataclass(frozen=True)
class PlannedService:
    """One service of a client's plan: who does it, how much, from when to when."""

    doer: Doer
    amount: str
    begins: date | None
    ends: date | None


def planned_services(session: Session, client: Client) -> list[PlannedService]:
    """The services agreed to meet the client's needs, of all providers, in their order."""
    return [
        PlannedService(who_does(session, row), row["amount"], row["begins"], row["ends"])
        for row in rows_of(client, "services")
    ]


def story(session: Session, client: Client) -> list[rules.Event]:
    """The client's story by day, the latest first; nothing that is withheld."""
    hidden = client.withheld()
    values = {n: v for n, v in values_of(client).items() if n not in hidden}
    called = [
        {**row, "called": dict(who_does(session, row).service)}
        for row in rows_of(client, "services")
    ]
    rows = {name: rows_of(client, name) for name in ("goals", "grounds")}
    agreed = [
        {"called": each.subject or each.code, "begins": each.starts, "ends": each.ends}
        for each in agreements.of_client(session, client.id)
        if each.status in signed.SIGNED and not client.restricted
    ]
    return rules.timeline({**values, **rows, "services": called, "agreements": agreed})


@dataclass(frozen=True)
class Likely:
    """Another client that may be the same one, and why."""

    client: Client
    reasons: list[Text]


def likely_same(session: Session, client: Client, limit: int = 5) -> list[Likely]:
    """Other clients in use that may be the same one, those known to be others left out."""
    values = values_of(client)
    same = []
    if client.personal_id:
        same.append(func.lower(Client.personal_id) == client.personal_id.lower())
    if client.family_name:
        same.append(func.lower(Client.family_name) == func.lower(client.family_name))
        same.append(Client.family_name == client.family_name)
    if client.phone:
        same.append(Client.phone == client.phone)
    if client.email:
        same.append(func.lower(Client.email) == func.lower(client.email))
    if client.business_id:
        same.append(Client.business_id == client.business_id)
    if not same:
        return []
    apart = {row["client_id"] for row in client.apart}
    candidates = session.scalars(
        select(Client)
        .where(or_(*same), Client.id != client.id, Client.deleted_at.is_(None))
        .limit(500)
    )
    found = []
    for other in candidates:
        reasons = [] if other.id in apart else rules.likeness(values, values_of(other))
        if reasons and (client.withheld() or other.withheld()):
            reasons = [_l("Their details agree")]  # which ones would tell what is withheld
        if reasons:
            found.append(Likely(other, reasons))
    return found[:limit]


def plan_merge(session: Session, keep_id: str, drop_id: str) -> rules.Merged:
    """What merging would change in the kept client.

    Raises:
        Missing: either is not there.
        Refusal: they are one and the same record, or surely two people.
    """
    keep, drop = (editing.find(session, Client, each) for each in (keep_id, drop_id))
    if keep_id == drop_id:
        raise Refusal(_l("Choose another client than this one."))
    if keep.deleted_at or drop.deleted_at:
        raise Refusal(_l("One of them is in the bin. Restore it first if they are to be merged."))
    if keep.personal_id and drop.personal_id and keep.personal_id != drop.personal_id:
        raise Refusal(
            _l(
                "They have different personal identity codes, so they are two people. Nothing was merged."
            )
        )
    if keep.client_type != drop.client_type:
        raise Refusal(_l("A person and an organisation can't be merged."))
    fields = fields_of(Client)
    planned = rules.merged(
        values_of(keep), values_of(drop), lambda name, value: fields[name].value.is_empty(value)
    )
    try:
        editing.checked_change(keep, planned.values)
    except InvalidFields as fault:
        raise Refusal(
            _l(
                "Together they are not one whole client: {field}: {words}",
                field=fields[next(iter(fault.problems))].label,
                words=next(iter(fault.problems.values())),
            )
        ) from fault
    return planned


def merge(session: Session, keep_id: str, drop_id: str) -> Changes:
    """Make one client of two; ``result`` is the kept one's id.

    The other goes to the bin with its whole history; its files, and all that was agreed with it,
    move to the kept one. One undo takes everything back.

    Raises:
        Missing: either is not there.
        Refusal: they can't be the same client.
    """
    planned = plan_merge(session, keep_id, drop_id)
    keep, drop = (editing.find(session, Client, each) for each in (keep_id, drop_id))
    drop.deleted_at = drop.deleted_at or now()
    drop.merged_into = keep_id
    session.flush()  # a personal identity code is used by one client at a time
    keep.merged_into = None
    for name, value in planned.values.items():
        setattr(keep, name, value)
    editing.point_elsewhere(session, Client, drop_id, keep_id)
    for file in session.scalars(select(Attachment).where(Attachment.belongs_to == drop_id)):
        file.belongs_to = keep_id
    return Changes(
        _l("Merged “{other}” into “{title}”", other=dict(drop.title()), title=dict(keep.title())),
        keep_id,
    )


def keep_apart(session: Session, one_id: str, other_id: str) -> Changes:
    """Note that two clients are not the same one, so that nobody is asked again."""
    for first, second in ((one_id, other_id), (other_id, one_id)):
        client = editing.find(session, Client, first)
        if all(row["client_id"] != second for row in client.apart):
            client.apart = [*client.apart, {"id": second, "client_id": second}]
    return Changes(_l("Noted that they are two clients"), one_id)


def merged_here(session: Session, client_id: str) -> list[Client]:
    """The clients that have been merged into this one."""
    merged = select(Client).where(Client.merged_into == client_id, Client.deleted_at.is_not(None))
    return list(session.scalars(merged))


def reader(session: Session, record_id: str) -> str:
    """The client's language."""
    return editing.find(session, Client, record_id).language


def matters(session: Session, day: date) -> Iterable[Matter]:
    """Plans to be looked at again, and authorities that end."""
    in_use = and_(Client.deleted_at.is_(None), Client.status.in_(("active", "paused")))
    due = select(Client).where(
        in_use,
        Client.restricted.is_(False),
        Client.plan_review <= day + timedelta(days=rules.REVIEW_DAYS),
    )
    for client in session.scalars(due.order_by(Client.plan_review).limit(MOST_MATTERS)):
        late = client.plan_review is not None and client.plan_review < day
        yield Matter(
            kind="client",
            record_id=client.id,
            title=_l("Look at the service plan: {name}", name=dict(client.title())),
            advice=_l("Ask how it has gone, and set a new day."),
            due=client.plan_review,
            tone="bad" if late else "watch",
        )
    person = func.json_each(Client.people).table_valued("value", name="person")
    valid_to = func.json_extract(person.c.value, "$.valid_to")
    ending = (
        select(Client, valid_to)
        .join(person, valid_to <= (day + timedelta(days=rules.AUTHORITY_DAYS)).isoformat())
        .where(text(_WITH_PEOPLE), Client.restricted.is_(False))
        .order_by(valid_to)
        .limit(MOST_MATTERS)
    )
    for client, last in session.execute(ending):
        ends = date.fromisoformat(last)
        yield Matter(
            kind="client",
            record_id=client.id,
            title=_l("An authority ends: {name}", name=dict(client.title())),
            advice=_l("Ask for a new one, or take it off."),
            due=ends,
            tone="bad" if ends < day else "watch",
        )


def figures(session: Session, _today: date) -> Iterable[Figure]:
    """How many clients there are, and how many of them have a plan."""
    active, planned = session.execute(
        select(func.count(), func.count(Client.plan_made)).where(
            Client.deleted_at.is_(None), Client.status == "active"
        )
    ).one()
    if active:
        yield Figure(literal(str(active)), _n("active client", "active clients", active))
        yield Figure(
            literal(f"{planned} / {active}"),
            _n("client with a service plan", "clients with a service plan", planned),
        )
