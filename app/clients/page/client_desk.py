"""How clients are worked with on the page of the room."""

from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import String, and_, type_coerce
from sqlalchemy.orm import Session

from app.clients import actions, rules
from app.clients.agreements import actions as agreements
from app.clients.page.agreement_desk import agreement_rows
from app.clients.page.merge_dialog import MergeDialog
from app.clients.records import NAMED_BY, STATES, Client
from app.clients.visits import actions as visits
from app.clients.visits.rules import Slot
from app.core.brand import Tone
from app.core.field import fields_of
from app.core.format import show_clock, show_date, show_day_short
from app.core.identifier import is_artificial
from app.core.record import today
from app.core.room import Listed, listed_by
from app.core.text import _l, pick
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.language import Wording
from app.ui.listed import ListedLine
from app.ui.office import Office
from app.ui.widgets import Banner, Column, Facts, Part, RowItem, RowList, TwoLines, small

_TONES: dict[str, Tone] = {"enquiry": "main", "active": "good", "paused": "watch", "ended": "plain"}
MOST_EVENTS = 12


def client_desk() -> Desk:
    """Clients: persons and organisations."""
    in_use = Client.status.in_(("active", "enquiry"))
    return Desk(
        Client,
        sentence=_l("Whom you are there for: what they need, and who answers it. Begin with one."),
        new_words=_l("New client"),
        chips=(
            *(Chip(code, words, Client.status == code) for code, words in STATES),
            Chip(
                "no_plan",
                _l("Without a plan"),
                and_(in_use, Client.plan_made.is_(None), Client.client_type == "person"),
            ),
            Chip(
                "no_ground",
                _l("Without a ground"),
                and_(in_use, type_coerce(Client.grounds, String) == "[]"),
            ),
        ),
        cells={"status": _status},
        actions=(
            RecordAction(
                _l("New agreement"),
                "handshake",
                work=agreements.draft_from_plan,
                when=lambda client: not getattr(client, "restricted", False),
                prominent=True,
                leads_to="agreement",
            ),
            RecordAction(_l("Merge with another client"), "git-merge", dialog=MergeDialog),
        ),
        extra=_extra,
        hidden=frozenset(
            {*NAMED_BY, "status", "services", "protected_address", "restricted"} - {"given_names"}
        ),
        example=actions.add_example,
        can_duplicate=False,
    )


def _status(client: Client) -> Cell:
    shown = fields_of(Client)["status"].value.show(client.status)
    return Cell(shown, _TONES.get(client.status, "plain"))


def _extra(office: Office, session: Session, client: Client) -> Extra:
    status = _status(client)
    tags: list[Any] = [(dict(STATES).get(client.status, _l("Active")), status.tone)]
    if client.protected_address:
        tags.append((_l("Non-disclosure"), "bad"))
    if client.restricted:
        tags.append((_l("Restricted"), "bad"))
    if client.restricted:
        return Extra(tags=tags, above=_warnings(client), below=_below(office, session, client))
    if client.interpreter:
        tags.append((_l("Interpreter"), "watch"))
    if client.personal_id and is_artificial(client.personal_id):
        tags.append((_l("Artificial identity code"), "plain"))
    above = [*_warnings(client), *_likely(office, session, client)]
    return Extra(tags=tags, above=above, below=_below(office, session, client))


def _warnings(client: Client) -> list[QWidget]:
    found: list[QWidget] = []
    if client.restricted:
        words = _l(
            "Processing is restricted at the client's request: only the name is shown and nothing is "
            "printed. Edit shows the rest."
        )
        return [Banner(words, "bad")]
    if client.protected_address:
        words = _l(
            "Non-disclosure for safety reasons: address and telephone are left out of lists, papers "
            "and files. Tell them to nobody. Edit shows them."
        )
        found.append(Banner(words, "bad"))
    if client.status in {"active", "enquiry"}:
        found += [
            Banner(gap, "watch") for gap in rules.ground_gaps(actions.rows_of(client, "grounds"))
        ]
    return found


def _likely(office: Office, session: Session, client: Client) -> list[QWidget]:
    likely = actions.likely_same(session, client, 1)
    if not likely or client.deleted_at:
        return []
    name, client_id = dict(likely[0].client.title()), client.id
    banner = Banner(
        _l("This may be the same client as {name}.", name=name),
        "main",
        action=(_l("Compare"), lambda: MergeDialog(banner, office, client_id).exec()),
    )
    return [banner]


def _below(office: Office, session: Session, client: Client) -> list[QWidget]:
    found: list[QWidget] = []
    services = actions.planned_services(session, client)
    if services:
        listed = listed_by(office.rooms, session, [each.doer.directory_id for each in services])
        rows = [_Service(office, each, listed.get(each.doer.directory_id)) for each in services]
        found.append(Part(_l("Services agreed"), *rows))
    agreed = agreements.of_client(session, client.id)
    if agreed and not client.restricted:
        found.append(Part(_l("Service agreements"), agreement_rows(office, agreed)))
    coming = [] if client.restricted else visits.next_of_client(session, client.id, today())
    if coming:
        found.append(Part(_l("Next visits"), _visit_rows(office, coming)))
    events = actions.story(session, client)[:MOST_EVENTS]
    if events:
        facts = Facts([(lambda day=e.day: show_date(day), e.words) for e in events])
        found.append(Part(_l("Timeline"), facts))
    for other in actions.merged_here(session, client.id):
        found.append(
            small(
                _l(
                    "{name} was merged into this client and is in the bin.",
                    name=dict(other.title()),
                )
            )
        )
    found.append(
        small(
            _l(
                "Kumppani is not a client information system: no health data, client reports or care "
                "notes are written here."
            )
        )
    )
    return found


def _visit_rows(office: Office, coming: list[Slot]) -> RowList:
    def when(slot: Slot) -> Wording:
        time = slot.start
        if time is None:
            return lambda: show_day_short(slot.day)
        return lambda: f"{show_day_short(slot.day)} {show_clock(time)}"

    def what(slot: Slot) -> Wording:
        return lambda: pick(slot.service)

    rows = RowList([RowItem(each.id, what(each), each.worker, when(each)) for each in coming])
    rows.chosen.connect(lambda visit_id: office.wanted.emit("visit", visit_id))
    return rows


class _Service(QWidget):
    """A planned service: what, softly below it by whom, how much and when, and how it stands with its provider."""

    def __init__(
        self, office: Office, planned: actions.PlannedService, listed: Listed | None
    ) -> None:
        super().__init__()
        self._planned = planned
        self._by = (listed.by if listed else {}) or planned.doer.provider
        column = Column(self, spacing=4)
        column.addWidget(TwoLines(lambda: pick(planned.doer.service) or "–", self._rest))
        if listed:
            column.addWidget(ListedLine(office, listed))

    def _rest(self) -> str:
        planned = self._planned
        days = "–".join(show_date(day) if day else "" for day in (planned.begins, planned.ends))
        parts = (
            pick(self._by),
            planned.amount,
            days if planned.begins or planned.ends else "",
        )
        return " · ".join(part for part in parts if part)
