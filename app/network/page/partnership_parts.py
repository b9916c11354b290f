"""Parts of a partnership's page: its stages with their steps, its members, what each gives, its meetings."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.brand import Tone
from app.core.record import today
from app.core.text import Text, _l, _n, literal
from app.network.partnerships import actions, rules, twins, wording
from app.network.partnerships.records import ENDED, IDEA, Meeting, Partnership
from app.network.partnerships.rules import Member
from app.ui.office import Office
from app.ui.widgets import (
    Banner,
    Column,
    Flow,
    Part,
    RowItem,
    RowList,
    Tag,
    TwoLines,
    button,
    small,
    tick_box,
)

MOST_MEETINGS = 5


class StageStrip(QWidget):
    """The founding model: the stages in a row, below them the steps of the present one, ticked as one goes.

    Attributes:
        boxes: the boxes to tick, by step.
        next_button: what takes the partnership on, where there is a next stage and it is ours.
    """

    def __init__(self, office: Office, partnership: Partnership) -> None:
        super().__init__()
        self._office, self._id = office, partnership.id
        self.boxes: dict[str, Any] = {}
        self.next_button: QWidget | None = None
        stage = partnership.stage or IDEA
        column = Column(self, spacing=8)
        column.addLayout(self._stages(stage))
        if partnership.owner_id or stage == ENDED:
            return
        done = set(partnership.steps_done or ())
        for step, words in actions.steps_of(stage):
            box, ticked = tick_box(literal(words))
            box.setChecked(step in done)
            box.clicked.connect(lambda on=False, step=step: self._tick(step, done=on))
            self.boxes[step] = box
            column.addWidget(ticked)
        after = rules.next_stage(stage)
        if not after:
            return
        for lack in actions.lacking(partnership):
            column.addWidget(small(_l("Before you go on: {what}", what=lack)))
        words = _l("Go on to the next stage: {stage}", stage=wording.stage_words(after))
        self.next_button = button(words, "secondary", "arrow-right", self.go_on)
        line = Flow(spacing=8)
        line.addWidget(self.next_button)
        column.addLayout(line)

    def _stages(self, stage: str) -> Flow:
        line = Flow(spacing=6)
        behind = rules.passed(stage)
        for each in rules.STAGES:
            words, tone = wording.stage_words(each), "plain"
            if each in behind or stage == ENDED:
                words, tone = _l("✓ {stage}", stage=words), "good"
            elif each == stage:
                tone = "main"
            tag = Tag(words, _tone(tone))
            if each == stage:
                tag.setAccessibleDescription(str(_l("The present stage")))
            line.addWidget(tag)
        if stage == ENDED:
            line.addWidget(Tag(wording.stage_words(ENDED), "watch"))
        return line

    def _tick(self, step: str, *, done: bool) -> None:
        self._office.write(lambda session: actions.tick(session, self._id, step, done=done))

    def go_on(self) -> None:
        """Take the partnership to its next stage."""
        self._office.write(lambda session: actions.go_on(session, self._id))


def _tone(name: str) -> Tone:
    tones: Mapping[str, Tone] = {"good": "good", "main": "main"}
    return tones.get(name, "plain")


def member_parts(
    members: Sequence[Member], departures: Sequence[Mapping[str, Any]]
) -> list[QWidget]:
    """Who is in a partnership, and who has left it, when and why."""
    here = rules.present(members, today())
    found: list[QWidget] = []
    if here:
        found.append(Part(_l("Members"), *(_member(each) for each in here)))
    left = rules.gone(members, today())
    if left:
        whys = {row.get("who", ""): row.get("why", "") for row in departures}
        found.append(
            Part(_l("Have left"), *(_gone(each, whys.get(each.name, "")) for each in left))
        )
    return found


def _member(member: Member) -> QWidget:
    return TwoLines(member.name, lambda: wording.member_words(member))


def _gone(member: Member, why: str) -> QWidget:
    return TwoLines(
        member.name,
        lambda: wording.DASH.join(
            part for part in (str(_l("left {day}", day=member.left_on)), why) if part
        ),
    )


def giving_part(rows: Sequence[Mapping[str, Any]]) -> list[QWidget]:
    """What each brings and gains."""
    if not rows:
        return []
    return [
        Part(
            _l("What each brings and gains"),
            *(
                TwoLines(
                    row.get("who") or "–", lambda row=row: "\n".join(wording.giving_words(row))
                )
                for row in rows
            ),
        )
    ]


def meetings_part(office: Office, meetings: Sequence[Meeting], number: int) -> list[QWidget]:
    """The latest of so many meetings, each opened from here."""
    if not meetings:
        return []
    rows = RowList([_meeting(each) for each in meetings[:MOST_MEETINGS]])
    rows.chosen.connect(partial(office.wanted.emit, Meeting.kind.name))
    more = number - MOST_MEETINGS
    contents: list[QWidget] = [rows]
    if more > 0:
        contents.append(
            small(_n("… and {count} earlier meeting", "… and {count} earlier meetings", more))
        )
    return [Part(_l("Meetings"), *contents)]


def _meeting(meeting: Meeting) -> RowItem:
    decided = len(meeting.decisions or ())
    held = meeting.held_on
    coming = held is not None and held >= today()
    said: Text | str = (
        _n("{count} decision", "{count} decisions", decided) if decided else meeting.place
    )
    when = _l("{day}", day=held) if held else ""
    return RowItem(meeting.id, meeting.name, said, when, _l("Coming") if coming else "", "main")


class TwinCard(QWidget):
    """That others have founded nearly the same, and what to do about it; it is looked for in the background."""

    def __init__(self, office: Office, ours: Partnership) -> None:
        super().__init__()
        self._office, self._id = office, ours.id
        self._column = Column(self, spacing=8)
        self.hide()
        if not ours.owner_id and not ours.apart:
            office.read(self, self._look, self._show)

    def _look(self, session: Session) -> tuple[str, Text] | None:
        theirs = twins.twin_of(session, session.get_one(Partnership, self._id))
        return (theirs.id, twins.said_of(session, theirs)) if theirs else None

    def _show(self, found: tuple[str, Text] | None) -> None:
        if found is None:
            return
        theirs_id, words = found
        office, ours_id, kind = self._office, self._id, Partnership.kind.name
        self._column.addWidget(Banner(words, "watch"))
        deeds = Flow(spacing=8)
        deeds.addWidget(
            button(_l("Look at theirs"), pressed=lambda: office.wanted.emit(kind, theirs_id))
        )
        deeds.addWidget(
            button(
                _l("They are the same: ours goes to the bin"),
                pressed=lambda: office.write(
                    lambda session: twins.join(session, ours_id, theirs_id),
                    lambda _done: office.wanted.emit(kind, theirs_id),
                ),
            )
        )
        deeds.addWidget(
            button(
                _l("Ours is another one"),
                pressed=lambda: office.write(lambda session: twins.keep_apart(session, ours_id)),
            )
        )
        self._column.addLayout(deeds)
        self.show()


def joined_banner(theirs: Partnership | None, who: Text) -> list[QWidget]:
    """Why one of ours went to the bin: others keep the same."""
    if theirs is None:
        return []
    name = dict(theirs.title())
    return [
        Banner(_l("This is the same as “{name}”, which {who} keeps.", name=name, who=who), "plain")
    ]
