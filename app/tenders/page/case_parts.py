"""Parts of a tender's page: whether it is worthwhile, its checklist, and who tenders together."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from app.core.codes import codes
from app.core.format import show_date
from app.core.text import _l
from app.tenders import actions, checklist, consortium, rules, states, wording
from app.tenders.records import Tender
from app.ui.language import Wording
from app.ui.office import Office
from app.ui.widgets import (
    Banner,
    Fold,
    Meter,
    Part,
    Row,
    Tag,
    TwoLines,
    button,
    label,
    small,
    words,
)


def choice_part(tender: Tender) -> QWidget:
    """What was decided and why, with the average of the scores; the scores themselves folded."""
    rows = actions.rows_of(tender, "weighed")
    advice = rules.weighed(rows)
    decision, day, reason = (
        dict(states.DECISIONS)[tender.decision],
        tender.decided_on,
        tender.reason,
    )
    said: list[QWidget] = []
    average = advice.average

    def second() -> str:
        parts = [show_date(day)] if day else []
        if average is not None:
            parts.append(
                _l(
                    "average {average} of {count} questions",
                    average=wording.average_words(average),
                    count=advice.answered,
                ).say()
            )
        return " · ".join(parts)

    said.append(TwoLines(decision, second))
    if reason:
        said.append(words(reason))
    scored = [row for row in rows if row["score"] is not None or row["note"]]
    if scored:
        scores = Fold(_l("The scores"))
        for row in scored:
            scores.body.addWidget(_Score(row))
        said.append(scores)
    return Part(_l("Is it worthwhile"), *said)


class _Score(QWidget):
    def __init__(self, row: dict[str, Any]) -> None:
        super().__init__()
        known, note = codes("go_questions").get(row["question"]), row["note"]
        name: Wording = (lambda: known.label()) if known else row["question"]
        line = Row(self, spacing=8)
        line.addWidget(TwoLines(name, note) if note else label(name), 1)
        score = str(row["score"] if row["score"] is not None else "–")
        line.addWidget(Tag(score, "plain"), 0, Qt.AlignmentFlag.AlignTop)


def checklist_part(office: Office, session: Session, tender: Tender) -> QWidget:
    """How far the checklist is, and the button to it."""
    found = checklist.progress(session, tender)
    tender_id = tender.id

    def opened() -> None:
        office.write(
            lambda writing: checklist.open_for(writing, tender_id),
            lambda done: office.wanted.emit("worksheet", done.result),
        )

    if found is None:
        return Part(
            _l("Checklist"),
            small(
                _l(
                    "Suitability, exclusion grounds, certificates, quality answers and attachments, point by "
                    "point."
                )
            ),
            _left(button(_l("Make the checklist"), icon_name="check-square", pressed=opened)),
        )
    meter = Meter(
        found.done,
        max(found.total, 1),
        _l("{done} of {total} points done", done=found.done, total=found.total),
    )
    opens = button(_l("Open the checklist"), icon_name="check-square", pressed=opened)
    return Part(_l("Checklist"), meter, _left(opens))


def _left(widget: QWidget) -> QWidget:
    holder = QWidget()
    line = Row(holder)
    line.addWidget(widget)
    line.addStretch(1)
    return holder


def consortium_part(session: Session, tender: Tender) -> QWidget:
    """Who tenders together, what is still missing of it, and the word about competition law."""
    rows = actions.rows_of(tender, "consortium")
    names = actions.member_names(session, rows)
    shown: list[QWidget] = [_Member(row, name) for row, name in zip(rows, names, strict=True)]
    shown += [Banner(each, "watch") for each in actions.lacks(session, tender)]
    if consortium.together(rows):
        advice = QWidget()
        line = Row(advice, spacing=8)
        line.addWidget(small(wording.ADVICE), 1)
        line.addWidget(Tag(_l("check"), "watch"), 0, Qt.AlignmentFlag.AlignTop)
        shown.append(advice)
    return Part(_l("Who tenders together"), *shown)


class _Member(TwoLines):
    def __init__(self, row: dict[str, Any], name: str) -> None:
        super().__init__(name, lambda: _member_words(row))


def _member_words(row: dict[str, Any]) -> str:
    parts = [wording.role_words(row), row["does"]]
    if row["espd"]:
        parts.append(_l("ESPD filled in").say())
    if row["commitment"]:
        parts.append(_l("commitment signed").say())
    if row["papers_on"]:
        parts.append(_l("papers of {day}", day=row["papers_on"]).say())
    return " · ".join(part for part in parts if part)
