"""How meetings of partnerships and networks are worked with: minutes, decisions that become tasks, the calendar."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.agenda.page.task_list import TaskList
from app.agenda.tasks.actions import Source
from app.certification.page.finding_desk import day_of_use
from app.core.brand import Tone
from app.core.record import now, today
from app.core.text import Text, _, _l, pick
from app.exchange.calendar import calendar_file
from app.network.page.kept import is_kept
from app.network.partnerships import meetings, wording
from app.network.partnerships.records import Meeting, Partnership
from app.ui.calendar_file import ask_calendar_file, save_calendar_file
from app.ui.desk import Cell, Chip, Desk, Extra, RecordAction
from app.ui.office import Office
from app.ui.widgets import Part, Row, RowItem, RowList, Tag, TwoLines, button, label


def meeting_desk() -> Desk:
    """Meetings, the latest first."""
    return Desk(
        Meeting,
        sentence=_l(
            "What you talked about and decided together. Decisions become tasks with one click, and the minutes a PDF."
        ),
        new_words=_l("New meeting"),
        chips=(
            Chip("coming", _l("Coming"), Meeting.held_on >= day_of_use()),
            Chip("held", _l("Held"), Meeting.held_on < day_of_use()),
        ),
        cells={"held_on": _held},
        actions=(
            RecordAction(
                _l("Make tasks of the decisions"),
                "check-square-offset",
                work=meetings.to_tasks,
                when=_has_decisions,
                prominent=True,
            ),
            RecordAction(_l("To your calendar"), "calendar-plus", run=save_calendar, when=_has_day),
        ),
        extra=_extra,
        hidden=frozenset({"decisions", "partnership_id"}),
        locked=is_kept,
        can_duplicate=False,
        order=("held_on", True),
    )


def _has_decisions(meeting: Any) -> bool:
    return any(row.get("decision") for row in meeting.decisions)


def _has_day(meeting: Any) -> bool:
    return meeting.held_on is not None or meeting.next_on is not None


def _held(meeting: Meeting) -> Cell:
    if meeting.held_on is None:
        return Cell("")
    coming = meeting.held_on >= today()
    return Cell(_l("{day}", day=meeting.held_on).say(), "main" if coming else None)


def _extra(office: Office, session: Session, meeting: Meeting) -> Extra:
    tags: list[tuple[Text, Tone]] = []
    if meeting.held_on and meeting.held_on >= today():
        tags.append((_l("Coming"), "main"))
    below: list[QWidget] = []
    partnership = (
        session.get(Partnership, meeting.partnership_id) if meeting.partnership_id else None
    )
    above: list[QWidget] = []
    if partnership is not None:
        above.append(_of(office, partnership))
    decisions = [row for row in meeting.decisions or () if row.get("decision")]
    if decisions:
        done = meetings.made_into_tasks(session, meeting.id)
        below.append(
            Part(
                _l("Decisions"),
                *(_decision(office, meeting.id, row, done) for row in decisions),
            )
        )
    elif meeting.held_on and meeting.held_on <= today() and not is_kept(meeting):
        hint = _l(
            "Write with “Edit” what was decided. Each decision becomes a task with one press."
        )
        below.append(Part(_l("Decisions"), label(hint, "soft")))
    source = Source(Meeting.kind.name, meeting.id, title=meeting.title())
    below.append(Part(_l("Tasks of the meeting"), TaskList(office, source)))
    return Extra(tags=tags, above=above, below=below)


def _of(office: Office, partnership: Partnership) -> QWidget:
    title = dict(partnership.title())
    rows = RowList(
        [RowItem(partnership.id, lambda: pick(title), wording.stage_words(partnership.stage))]
    )
    rows.chosen.connect(partial(office.wanted.emit, Partnership.kind.name))
    return rows


def _decision(
    office: Office, meeting_id: str, row: Mapping[str, Any], done: frozenset[str]
) -> QWidget:
    """A decision, and beside it the button that makes a task of it, or that it is one."""
    holder = QWidget()
    line = Row(holder, spacing=12)
    said = TwoLines(row["decision"], "")
    said.say(row["decision"], lambda: wording.decision_words(row))
    line.addWidget(said, 1)
    top = Qt.AlignmentFlag.AlignTop
    row_id = row["id"]
    if row_id in done:
        line.addWidget(Tag(_l("Is a task"), "good"), 0, top)
    else:
        make = button(
            _l("Make a task"),
            "quiet",
            "check-square-offset",
            lambda: office.write(lambda session: meetings.to_task(session, meeting_id, row_id)),
        )
        line.addWidget(make, 0, top)
    return holder


def save_calendar(parent: QWidget, office: Office, meeting_id: str) -> None:
    """Ask where a calendar file of the meeting and the next one goes, and write it."""
    path = ask_calendar_file(parent, _l("Meeting"))
    if path:
        found = office.ask(lambda session: meetings.events(session, meeting_id))
        save_calendar_file(office, path, calendar_file(found, _("Meetings"), now()))
