"""How partnerships and networks are worked with."""

from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.agenda.page.task_list import TaskList
from app.agenda.tasks.actions import Source
from app.core import sample
from app.core.brand import Tone
from app.core.change import Changes
from app.core.format import show_number
from app.core.record import today
from app.core.text import Text, _l, pick
from app.network.page.health_view import HealthDialog, health_part
from app.network.page.kept import is_kept, is_ours, keeper, kept_note
from app.network.page.partnership_dialogs import (
    EndDialog,
    FromSheetDialog,
    LeftDialog,
    MeetingDialog,
    MemberDialog,
)
from app.network.page.partnership_parts import (
    StageStrip,
    TwinCard,
    giving_part,
    joined_banner,
    meetings_part,
    member_parts,
)
from app.network.partnerships import actions, from_sheet, meetings, rules, wording
from app.network.partnerships.records import (
    ENDED,
    FORMS,
    IDEA,
    STAGES,
    Partnership,
)
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction, Values
from app.ui.office import Office
from app.ui.widgets import Banner, Part, words
from app.worksheets.chains import actions as chains
from app.worksheets.page.chain_strip import ChainStrip

STAGE_TONES: dict[str, Tone] = {
    "idea": "plain",
    "founding": "main",
    "agreement": "main",
    "activity": "good",
    "evaluation": "good",
    "ended": "watch",
}
_SHOWN_APART = frozenset({"stage", "form", "members", "giving", "apart", "for_clients", "public"})


class PartnershipDesk(Desk):
    """The desk of partnerships: what others read of the members is written out when it is saved."""

    def save_new(self, session: Session, values: Values) -> Changes:
        return actions.save_new(session, values)

    def save(self, session: Session, record_id: str, values: Values) -> Changes:
        return actions.save(session, record_id, values)


def partnership_desk() -> Desk:
    """Partnerships of a few and networks of many, from the idea to the yearly evaluation."""
    return PartnershipDesk(
        Partnership,
        sentence=_l(
            "With whom you work, what each brings and gains, and what you have agreed. Begin with the idea; the "
            "steps lead to an agreement and to looking at it once a year."
        ),
        new_words=_l("Found a partnership"),
        chips=(
            Chip("ours", _l("Our own"), Partnership.owner_id == ""),
            Chip("others", _l("Of others"), Partnership.owner_id != ""),
            *(Chip(code, words, Partnership.stage == code) for code, words in STAGES),
        ),
        cells={"members": _members, "stage": _stage},
        actions=_actions(),
        extra=_extra,
        hidden=_SHOWN_APART,
        right=frozenset({"members"}),
        example=example,
        locked=is_kept,
        can_duplicate=False,
    )


def _actions() -> tuple[RecordAction, ...]:
    return (
        RecordAction(
            _l("New meeting"), "chats-circle", dialog=MeetingDialog, when=_at_work, prominent=True
        ),
        RecordAction(_l("Add a member"), "user-plus", dialog=MemberDialog, when=_at_work),
        RecordAction(_l("Somebody has left"), "user-minus", dialog=LeftDialog, when=_has_members),
        RecordAction(_l("How are we doing?"), "heartbeat", dialog=HealthDialog, when=_at_work),
        RecordAction(
            _l("Open a worksheet"),
            "note-pencil",
            work=from_sheet.open_sheet,
            when=is_ours,
            leads_to="worksheet",
        ),
        RecordAction(
            _l("From a worksheet"), "download-simple", dialog=FromSheetDialog, when=is_ours
        ),
        RecordAction(_l("It has ended"), "flag", dialog=EndDialog, when=_at_work),
    )


def _at_work(record: Any) -> bool:
    return not record.owner_id and record.stage != ENDED


def _has_members(record: Any) -> bool:
    return _at_work(record) and any(not row.get("left_on") for row in record.members)


def _stage(record: Partnership) -> Cell:
    stage = record.stage or IDEA
    return Cell(wording.stage_words(stage).say(), STAGE_TONES.get(stage, "plain"))


def _members(record: Partnership) -> Cell:
    here = rules.present(rules.members_of(record.members or (), {}), today())
    return Cell(show_number(len(here)))


def _extra(office: Office, session: Session, record: Partnership) -> Extra:
    stage = record.stage or IDEA
    tags: list[tuple[Text, Tone]] = [
        (dict(FORMS).get(record.form, FORMS[0][1]), "plain"),
        (wording.stage_words(stage), STAGE_TONES.get(stage, "plain")),
    ]
    if record.public:
        tags.append((_l("On the public web pages"), "plain"))
    gained, record_id = dict(record.for_clients or {}), record.id

    def further(again: Session) -> list[QWidget]:
        found = again.get(Partnership, record_id)
        return _further(office, again, found) if found else []

    return Extra(
        tags=tags,
        above=[
            *kept_note(session, record),
            *_twin(office, session, record),
            *([Part(_l("What the client gains"), words(lambda: pick(gained)))] if gained else []),
            Part(_l("How far it has come"), StageStrip(office, record)),
            *member_parts(actions.members(session, record), record.departures or ()),
            *giving_part(record.giving or ()),
        ],
        below=_look_together(record),
        further=further,
    )


def _twin(office: Office, session: Session, record: Partnership) -> list[QWidget]:
    if record.deleted_at and record.same_as_id:
        theirs = session.get(Partnership, record.same_as_id)
        return joined_banner(theirs, keeper(session, theirs)) if theirs else []
    return [TwinCard(office, record)]


def _look_together(record: Partnership) -> list[QWidget]:
    if record.review_on and is_ours(record) and rules.near_day(record.review_on, today(), 0):
        return [Banner(_l("It is time to look at the agreement together."), "watch")]
    return []


def _further(office: Office, session: Session, record: Partnership) -> list[QWidget]:
    found = meetings_part(
        office, meetings.of(session, record.id), meetings.number_of(session, record.id)
    )
    found += health_part(office, session, record)
    if record.owner_id:
        return found
    source = Source("partnership", record.id, title=record.title())
    found.append(Part(_l("Tasks"), TaskList(office, source)))
    if chains.linked(session, record.id):
        strip = ChainStrip(office)
        strip.show_chain(chains.chain(session, "partnership", record.id))
        found.append(Part(_l("What led to what"), strip))
    return found


def example(session: Session) -> Changes:
    """A network that is just being founded, to look at."""
    return actions.found(session, sample.content("partnerships")["example"])
