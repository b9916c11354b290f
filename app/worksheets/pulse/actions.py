"""What can be done with a pulse: answer it, close it, see what may be told, go on from it.

An answer is kept apart from everything that has a history: no action, no time, no name. What is written in
words lies apart from the numbers of the same person too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import editing, setting
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.format import show_month
from app.core.history import Change
from app.core.record import today
from app.core.text import Text, _l, _n, pick
from app.worksheets.pulse import rules
from app.worksheets.pulse.records import PulseAnswer
from app.worksheets.pulse.rules import ENPS, LEAST, Fall, Mean, Result
from app.worksheets.sheets import actions as sheets
from app.worksheets.sheets.records import DONE, Worksheet
from app.worksheets.types.own import type_with
from app.worksheets.types.rules import WorksheetType

PULSE = "wellbeing_pulse"
_SEEN = "pulse.reopened.{}"
"""The setting that holds how often a round had been closed when it was last known to have told nothing."""


@dataclass(frozen=True)
class Round:
    """A round of the pulse, and what may be told of it."""

    sheet_id: str
    name: str
    held_on: date | None
    result: Result


# Answering


def answer(session: Session, sheet_id: str, scores: Mapping[str, int], words: str = "") -> None:
    """Keep one person's answer; called through ``Store.keep``, so that no history and no time is written.

    Raises:
        Missing: there is no such sheet.
        Refusal: the round is closed, or nothing was answered.
    """
    type_ = type_of(session, sheet_id)
    if reason := why_closed(session, sheet_id):
        raise Refusal(reason)
    given = rules.allowed(type_, scores)
    if not given:
        raise Refusal(_l("Answer at least one of the questions."))
    _note_reopened(session, sheet_id)
    session.add(PulseAnswer(sheet_id=sheet_id, scores=given, words=""))
    said = words.strip()[: rules.LONGEST_WORDS]
    if said and rules.open_question(type_):
        session.add(PulseAnswer(sheet_id=sheet_id, scores={}, words=said))
    session.flush()


def why_closed(session: Session, sheet_id: str) -> Text | None:
    """Why a round takes no answers; ``None`` when it does.

    A round whose results have once been shown takes none any more, also when it is in use again: what
    one more answer changes would tell what it was.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    if sheet.deleted_at is not None:
        return _l("This round is in the bin.")
    if sheet.status == DONE:
        return _l("This round is closed. Begin the next one.")
    if _has_been_shown(session, sheet_id):
        return _l(
            "The results of this round have been shown, so one more answer could be told from them. "
            "Begin the next round."
        )
    return None


def _times_closed(session: Session, sheet_id: str) -> int:
    """How often a round has been closed, from its history."""
    news = session.scalars(
        select(Change.new).where(Change.record_id == sheet_id, Change.field == "status")
    )
    return sum(each == DONE for each in news)


def _has_been_shown(session: Session, sheet_id: str) -> bool:
    seen = setting.get(session, _SEEN.format(sheet_id), 0)
    return _times_closed(session, sheet_id) > seen and count(session, sheet_id) >= LEAST


def _note_reopened(session: Session, sheet_id: str) -> None:
    """A round that was closed with too few answers has told nothing, so it may go on."""
    closed = _times_closed(session, sheet_id)
    if closed > setting.get(session, _SEEN.format(sheet_id), 0):
        setting.put(session, _SEEN.format(sheet_id), closed)


def count(session: Session, sheet_id: str) -> int:
    """How many have answered."""
    mine = (PulseAnswer.sheet_id == sheet_id, PulseAnswer.words == "")
    return session.scalar(select(func.count()).select_from(PulseAnswer).where(*mine)) or 0


# Results


def results(session: Session, sheet_id: str) -> Result:
    """What may be told of a round: the number of answers; more when it is closed and has at least five.

    Raises:
        Missing: there is no such sheet.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    return _result(session, sheet, type_of(session, sheet_id))


def _result(session: Session, sheet: Worksheet, type_: WorksheetType) -> Result:
    closed = sheet.status == DONE and sheet.deleted_at is None
    if not closed:
        return Result(count(session, sheet.id))
    # Ids are drawn by chance, so their order tells nothing of who answered when.
    statement = select(PulseAnswer).where(PulseAnswer.sheet_id == sheet.id)
    rows = session.scalars(statement.order_by(PulseAnswer.id)).all()
    answers = [each.scores for each in rows if not each.words]
    words = [each.words for each in rows if each.words]
    return rules.result(type_, answers, words, closed=True)


def rounds(session: Session, type_key: str = PULSE) -> list[Round]:
    """All rounds of a pulse in the order in which they were held, with what may be told of each."""
    type_ = type_with(session, type_key)
    statement = (
        select(Worksheet)
        .where(Worksheet.type_key == type_key, Worksheet.deleted_at.is_(None))
        .order_by(Worksheet.held_on, Worksheet.id)
    )
    return [
        Round(each.id, each.name, each.held_on, _result(session, each, type_))
        for each in session.scalars(statement)
    ]


def before(found: Sequence[Round], sheet_id: str) -> Round | None:
    """The last round before one of which anything may be told."""
    at = next((at for at, each in enumerate(found) if each.sheet_id == sheet_id), 0)
    return next((each for each in reversed(found[:at]) if each.result.shown), None)


def falls(session: Session, sheet_id: str) -> list[Fall]:
    """What has fallen from the round before."""
    sheet = editing.find(session, Worksheet, sheet_id)
    found = rounds(session, sheet.type_key)
    own = next((each for each in found if each.sheet_id == sheet_id), None)
    earlier = before(found, sheet_id)
    return rules.falls(earlier.result, own.result) if own and earlier else []


def values_for_picture(session: Session, sheet_id: str) -> dict[str, Any]:
    """The results as the picture of the sheet asks for them; empty while nothing may be told."""
    found = results(session, sheet_id)
    shown = {f"result/{key}": _measured(each) for key, each in found.means.items()}
    if found.enps:
        shown[f"result/{ENPS}"] = _measured(found.enps)
    return shown


def _measured(mean: Mean) -> dict[str, Any]:
    return {"mean": float(mean.value), "count": mean.count}


# Going on


def close(session: Session, sheet_id: str) -> Changes:
    """Close a round for good: no more answers, and the results are shown.

    Raises:
        Refusal: there are fewer than five answers.
    """
    type_of(session, sheet_id)
    number = count(session, sheet_id)
    if number < LEAST:
        raise Refusal(
            _n(
                "There is {count} answer. Results are shown of {least} or more, so that nobody is known "
                "by what they said. Go on asking, or talk the questions through together.",
                "There are {count} answers. Results are shown of {least} or more, so that nobody is "
                "known by what they said. Go on asking, or talk the questions through together.",
                number,
                least=LEAST,
            )
        )
    return sheets.finish(session, sheet_id)


def begin_next(session: Session, sheet_id: str) -> Changes:
    """Begin the next round with the same questions; ``result`` is its id.

    Raises:
        Refusal: it has been begun already.
    """
    sheet = editing.find(session, Worksheet, sheet_id)
    type_ = type_of(session, sheet_id)
    following = select(Worksheet).where(
        Worksheet.follows_id == sheet_id, Worksheet.deleted_at.is_(None)
    )
    if found := session.scalar(following.limit(1)):
        raise Refusal(_l("The next round has been begun already: “{name}”.", name=found.name))
    month = show_month(today())
    values = {
        "type_key": sheet.type_key,
        "name": _l("{name}, {month}", name=pick(type_.name), month=month).say()[:160],
        "purpose": sheet.purpose,
        "owner": sheet.owner,
        "follows_id": sheet_id,
    }
    return sheets.begin(session, values)


def type_of(session: Session, sheet_id: str) -> WorksheetType:
    """The type of a pulse.

    Raises:
        Refusal: the sheet is something else.
    """
    type_ = sheets.type_of(session, sheet_id)
    if type_.layout != rules.LAYOUT:
        raise Refusal(_l("This worksheet isn't a survey."))
    return type_
