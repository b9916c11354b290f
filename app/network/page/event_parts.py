"""What stands on the page of an event: when and where, the programme, who registered, who came, feedback."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.field import fields_of
from app.core.text import Text, _l, _n, current_language, language_name, languages, pick
from app.network.events import actions, registering, rules, wording
from app.network.events.records import PLACES, Event, EventFeedback
from app.network.events.registering import Comer
from app.network.events.rules import REGISTERED, WAITING, When
from app.ui.inputs.base import FormContext
from app.ui.language import Wording, say
from app.ui.office import Office
from app.ui.widgets import (
    Button,
    Column,
    Facts,
    Flow,
    Meter,
    Part,
    Row,
    RowItem,
    RowList,
    TwoLines,
    button,
    label,
    small,
)

MOST_SHOWN = 40
"""So many organisations that came stand on the page of an event; its papers hold them all."""
AT_ONCE = 12
"""So many of those that registered stand there at first, and so many more with each press."""
_CLOCK_WIDTH = 52
_REFERENCES = {"partnership": _l("Partnership"), "objective": _l("Objective")}


def facts(
    event: Event, organiser: Mapping[str, str], questions: str, context: FormContext
) -> Facts:
    """When and where it is, whom one asks, and what it belongs to."""
    when, arranged, known = When.of(event), dict(organiser), fields_of(Event)
    found: list[tuple[Wording, Wording | QWidget]] = [
        (_l("When"), lambda: wording.when_words(when)),
        (_l("Where"), _place_of(event)),
        (_l("Remote link"), known["remote_link"].value.show(event.remote_link)),
        (_l("Organiser"), lambda: pick(arranged)),
        (_l("Questions"), questions),
    ]
    if event.register_by and event.state in rules.COMING:
        found.append((_l("Registration"), _l("by {day}", day=event.register_by)))
    for name, said in (("partnership", event.partnership_id), ("objective", event.objective_id)):
        if said:
            found.append((_REFERENCES[name], context.title(name, said)))
    found.append((known["code"].label, event.code))
    if event.public:
        found.append((_l("Web pages"), _l("May be shown on the network’s public pages")))
    return Facts([each for each in found if isinstance(each[1], QWidget) or say(each[1])])


def _place_of(event: Event) -> Wording:
    """Where it is, said anew in each language; what it reads is taken now, as the event goes."""
    said = {each: wording.where_words(event, each) for each in languages()}
    return lambda: pick(said)


def programme(event: Event) -> Part | None:
    """The programme as a timetable; nothing where there is none."""
    when = When.of(event)
    days = rules.timetable([dict(row) for row in event.programme], when.days)
    if not days:
        return None
    contents: list[QWidget] = []
    for number, rows in days:
        if when.days > 1:
            contents.append(label(_heading(when, number), "strong"))
        contents.append(_Timetable(rows))
    return Part(_l("Programme"), *contents)


def _heading(when: When, number: int) -> Wording:
    return lambda: wording.day_heading(when, number)


class _Timetable(QWidget):
    """What happens at which time."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        super().__init__()
        column = Column(self, spacing=6)
        for row in rows:
            line = Row(spacing=12)
            clock = label(_clock(row), "soft", wrap=False)
            clock.setMinimumWidth(_CLOCK_WIDTH)
            line.addWidget(clock, 0, Qt.AlignmentFlag.AlignTop)
            item, by = _item(row), row.get("by") or ""
            line.addWidget(TwoLines(item, by) if by else label(item), 1)
            column.addLayout(line)


def _clock(row: Mapping[str, Any]) -> Wording:
    return lambda: wording.clock_words(row)


def _item(row: Mapping[str, Any]) -> Wording:
    said = dict(row.get("item") or {})
    return lambda: pick(said)


def invitation(event: Event) -> Part | None:
    """The invitation in each language in which it is written."""
    written = rules.invited_in(current_language(), event.invitation)
    contents: list[QWidget] = []
    for language in written:
        if len(written) > 1:
            contents.append(small(language_name(language)))
        contents.append(label(event.invitation[language]))
    return Part(_l("Invitation"), *contents) if contents else None


def registrations(
    office: Office,
    event: Event,
    places: rules.Placed,
    found: Sequence[Comer],
    buttons: Sequence[Button],
) -> Part:
    """Who registered, by organisation, with how many places are left."""
    contents: list[QWidget] = []
    words = wording.places_words(places, event.capacity)
    if event.capacity:
        contents.append(Meter(places.taken, event.capacity, words))
    elif found:
        contents.append(small(words))
    if found:
        contents.append(Comers(office, found))
    else:
        contents.append(small(_l("Nobody has registered yet.")))
    if any(event.register_how.values()) and event.state in rules.COMING:
        how = dict(event.register_how)
        contents.append(small(_l("From outside the network: {how}", how=how)))
    if buttons:
        contents.append(_in_line(buttons))
    return Part(_l("Registrations"), *contents)


class Comers(QWidget):
    """The organisations that registered, some at a time, so that a large event opens as quickly as a small one.

    Attributes:
        more_button: shows the next ones; hidden when all are seen.
    """

    def __init__(self, office: Office, found: Sequence[Comer]) -> None:
        super().__init__()
        self._office, self._left = office, list(found)
        self._column = Column(self, spacing=0)
        self.more_button = button(_l("Show more"), "quiet", "caret-down", self._more)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._more()

    def _more(self) -> None:
        now, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        contacts = self._office.ask(lambda session: registering.contacts(session, now))
        rows = RowList([_comer(each, contacts.get(each.ids[0], "")) for each in now])
        rows.chosen.connect(partial(self._office.wanted.emit, "registration"))
        self._column.insertWidget(self._column.count() - 1, rows)
        self.more_button.setVisible(bool(self._left))


def _comer(each: Comer, contact: str) -> RowItem:
    name, number = dict(each.name), each.inside + each.waiting
    place = WAITING if not each.inside else REGISTERED
    tag, tone = PLACES[place]
    if each.inside and each.waiting:
        tag, tone = _n("{count} waits", "{count} wait", each.waiting), "watch"
    if each.moved:
        tag, tone = _l("For another day"), "watch"
    said = [wording.people_words(number), each.note, contact]
    parts = [_breakable(part) if isinstance(part, str) else part for part in said if part]
    return RowItem(
        each.ids[0],
        lambda: pick(name),
        lambda: wording.SEPARATOR.join(say(part) for part in parts),
        "",
        tag,
        tone,
    )


def _breakable(words: str) -> str:
    """Words in which a long e-mail address may go on to the next line."""
    return words.replace("@", "@\u200b")


def came(session: Session, event: Event) -> Part | None:
    """Who came, by organisation and in all."""
    if event.participants is None and not event.attendance:
        return None
    rows = [
        (
            actions.came_name(session, row),
            wording.people_words(int(row.get("participants") or 0)),
        )
        for row in event.attendance
    ]
    contents: list[QWidget] = [label(wording.came_words(event), "strong")]
    if rows:
        contents.append(Facts(rows[:MOST_SHOWN]))
    return Part(_l("Who came"), *contents)


def feedback(found: Sequence[EventFeedback], buttons: Sequence[Button]) -> Part:
    """How many answered, what the means are, and what was written in words."""
    contents: list[QWidget] = []
    if found:
        contents.append(small(_n("{count} paper", "{count} papers", len(found))))
        contents.append(
            Facts(
                [
                    (wording.question_words(each.name), wording.asked_words(each))
                    for each in rules.feedback_of(actions.answers_of(found))
                ]
            )
        )
        if len(found) < rules.FEW:
            contents.append(small(_l("Means are told when at least three have answered.")))
        for name in ("best", "better"):
            contents.extend(_said(fields_of(EventFeedback)[name].label, name, found))
    else:
        contents.append(small(_l("None yet. Print the form from More and enter the papers here.")))
    contents.append(_in_line(buttons))
    return Part(_l("Feedback"), *contents)


def _said(heading: Text, name: str, found: Sequence[EventFeedback]) -> list[QWidget]:
    words = [said for each in found if (said := getattr(each, name).strip())]
    return [small(heading), *(label(f"– {each}") for each in words)] if words else []


def _in_line(buttons: Sequence[Button]) -> QWidget:
    line = QWidget()
    flow = Flow(line, spacing=8)
    for each in buttons:
        flow.addWidget(each)
    return line
