"""The papers of an event: the attendance list, the form for feedback, and the report afterwards."""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.platypus import Flowable, HRFlowable, Table, TableStyle
from sqlalchemy.orm import Session

from app.agenda.tasks import actions as tasks
from app.agenda.tasks import rules as task_rules
from app.core import editing
from app.core.field import fields_of
from app.core.record import today
from app.core.text import Text, _l, pick
from app.network.events import actions, registering, rules, wording
from app.network.events.records import CAME_FIELDS, STANDINGS, Event, EventFeedback
from app.organisation.papers import letterhead
from app.paper.kit import INK, LINE, WIDTH, Paper, empty_box

FREE_LINES = 8
"""So many empty lines for those who come unannounced."""
ROW = 23
WRITING_LINES = 3
_SCALE = 1.1


def attendance_list(session: Session, record_id: str | None, language: str) -> bytes:
    """Who is expected, with lines to sign on, and empty ones for those who come unannounced.

    Raises:
        Missing: there is no such event.
    """
    event = editing.find(session, Event, record_id or "")
    paper = _begun(session, event, language, _l("Attendance list"))
    paper.gap(4)
    head = [
        paper.paragraph(words, "small")
        for words in (_l("Name"), _l("Organisation"), _l("Signature"))
    ]
    rows = [
        [paper.paragraph(name), paper.paragraph(organisation), ""]
        for name, organisation in _expected(session, event, language)
    ]
    rows += [["", "", ""] for _line in range(FREE_LINES)]
    paper.story.append(_signing([head, *rows]))
    paper.gap(6)
    paper.add(
        _l(
            "The list is kept as evidence of who took part and destroyed when it is no longer needed. "
            "Participants are told in numbers only."
        ),
        "small",
    )
    return paper.draw()


def _expected(session: Session, event: Event, language: str) -> Iterable[tuple[str, str]]:
    """Name and organisation of each who has a place; those whose names aren't known get empty lines."""
    for each in registering.comers(session, event):
        names = [line.strip() for line in each.names.split("\n") if line.strip()]
        names += [""] * (each.inside - len(names))
        if not each.inside:
            continue
        for name in names:
            yield name, pick(each.name, language)


def _signing(rows: Sequence[Sequence[Any]]) -> Table:
    """Rows that are high enough to write on."""
    made = Table(
        [list(row) for row in rows],
        colWidths=[WIDTH * part for part in (0.34, 0.32, 0.34)],
        rowHeights=[None] + [None if row[0] or row[1] else ROW for row in rows[1:]],
        repeatRows=1,
        hAlign="LEFT",
    )
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
                ("TOPPADDING", (0, 1), (-1, -1), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    return made


def feedback_form(session: Session, record_id: str | None, language: str) -> bytes:
    """One page on which somebody who came says what it was like; no name is asked.

    Raises:
        Missing: there is no such event.
    """
    event = editing.find(session, Event, record_id or "")
    paper = _begun(session, event, language, _l("How was it?"), _SCALE)
    paper.add(
        _l("You need not give your name. Tick one box on each line: 1 not at all, 5 very much.")
    )
    paper.gap(6)
    numbers = [paper.paragraph(str(number), "small") for number in range(1, 6)]
    rows: list[list[Any]] = [["", *numbers]]
    rows += [
        [paper.paragraph(wording.question_words(name)), *(empty_box() for _each in range(5))]
        for name in rules.QUESTIONS
    ]
    table = Table(rows, colWidths=[WIDTH * 0.6, *[WIDTH * 0.08] * 5], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                ("TOPPADDING", (0, 1), (-1, -1), 8),
                ("BOTTOMPADDING", (0, 1), (-1, -1), 8),
            ]
        )
    )
    paper.story.append(table)
    if pick(event.objective, language):
        objective = _l("The objective was: {words}", words=pick(event.objective, language))
        paper.gap(4)
        paper.add(objective, "small")
    for words in (_l("What was best?"), _l("What could be better?")):
        paper.section(words, *(_line() for _each in range(WRITING_LINES)))
    paper.gap(12)
    paper.add(_l("Thank you! We read every answer."), "small")
    return paper.draw()


def _line() -> Flowable:
    return HRFlowable(WIDTH, 0.8, color=LINE, spaceBefore=24, spaceAfter=0, hAlign="LEFT")


def report(session: Session, record_id: str | None, language: str) -> bytes:
    """What the event was, who came, what they thought, and what follows from it.

    Raises:
        Missing: there is no such event.
    """
    event = editing.find(session, Event, record_id or "")
    paper = _begun(session, event, language, _l("Report of an event"))
    words, tone = STANDINGS[event.standing]
    paper.story.append(paper.tag(words.say(language), "watch" if tone == "bad" else tone))
    paper.section(_l("Objective"), paper.words(pick(event.objective, language)))
    paper.section(
        _l("Facts"),
        paper.facts(
            [
                (_l("Kind"), wording.sort_words(event).say(language)),
                (_l("Organiser"), pick(actions.organiser(session, event), language)),
                (_l("Registration"), _registered(session, event, language)),
                (_l("Participants"), _came(event, language)),
            ]
        ),
    )
    paper.section(
        _l("Who came"),
        paper.grid(
            (_l("Organisation"), _l("Participants")), _came_rows(session, event), (0.75, 0.25)
        ),
    )
    programme(paper, event)
    _feedback(paper, session, event)
    paper.section(_l("What follows"), paper.lines(_tasks(session, event, language)))
    return paper.draw()


def _registered(session: Session, event: Event, language: str) -> str:
    places = actions.places_of(session, event)
    return wording.places_words(places, event.capacity).say(language) if places.asked else ""


def _came(event: Event, language: str) -> str:
    told = event.participants is not None or event.attendance
    return wording.came_words(event).say(language) if told else ""


def _came_rows(session: Session, event: Event) -> list[tuple[str, str]]:
    show = CAME_FIELDS[-1].value.show
    return [
        (actions.came_name(session, row), show(row.get("participants") or 0))
        for row in event.attendance
    ]


def programme(paper: Paper, event: Event) -> None:
    """Add the programme as a timetable, each day with its heading where there are several."""
    when = rules.When.of(event)
    days = rules.timetable(event.programme, when.days)
    blocks: list[Flowable | None] = []
    for number, rows in days:
        if when.days > 1:
            blocks.append(
                paper.paragraph(wording.day_heading(when, number, paper.language), "strong")
            )
        blocks.append(_timetable(paper, rows))
    paper.section(_l("Programme"), *blocks)


def _timetable(paper: Paper, rows: Iterable[Any]) -> Flowable:
    cells = [
        [
            paper.paragraph(wording.clock_words(row, paper.language), "strong"),
            [
                paper.paragraph(pick(row.get("item"), paper.language)),
                *([paper.paragraph(row["by"], "small")] if row.get("by") else []),
            ],
        ]
        for row in rows
    ]
    made = Table(cells, colWidths=[56 * paper.scale, WIDTH - 56 * paper.scale], hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    return made


def _feedback(paper: Paper, session: Session, event: Event) -> None:
    found = actions.feedback(session, event.id)
    if not found:
        return
    rows = [
        (wording.question_words(each.name).say(paper.language), _said(each, paper.language))
        for each in rules.feedback_of(actions.answers_of(found))
    ]
    paper.section(
        _l("What they thought"),
        paper.grid((_l("Question"), _l("Mean of the answers 1–5")), rows, (0.6, 0.4)),
    )
    for name in ("best", "better"):
        said = "\n".join(" ".join(getattr(each, name).split()) for each in found)
        block = paper.lines(said)
        if block is not None:
            paper.gap(5)
            paper.add(_label(name), "strong")
            paper.story.append(block)


def _said(asked: rules.Asked, language: str) -> str:
    return wording.asked_words(asked).say(language)


def _label(name: str) -> Text:
    return fields_of(EventFeedback)[name].label


def _tasks(session: Session, event: Event, language: str) -> str:
    lines = []
    for task in tasks.of_source(session, "event", event.id):
        state = dict(task_rules.STATES)[tasks.state(task)].say(language)
        parts = [" ".join(task.what.split()), task.who, state]
        lines.append(wording.SEPARATOR.join(part for part in parts if part))
    return "\n".join(lines)


def _begun(session: Session, event: Event, language: str, title: Text, scale: float = 1.0) -> Paper:
    """A paper with the name of the event, and when and where it is."""
    paper = Paper(language, title.say(language), letterhead(session, language), today(), scale)
    paper.add(title, "title")
    paper.add(pick(event.name, language), "lead")
    parts = (
        wording.when_words(rules.When.of(event), language),
        wording.where_words(event, language),
    )
    paper.add(wording.SEPARATOR.join(part for part in parts if part))
    return paper
