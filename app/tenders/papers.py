"""A tender on paper: its summary, and what its papers share."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.core import editing
from app.core.codes import codes
from app.core.field import fields_of
from app.core.format import show_date, show_money, show_percent
from app.core.record import today
from app.core.text import Text, _l, pick
from app.organisation.papers import letterhead
from app.paper.kit import Paper
from app.services.records import ServiceProduct
from app.tenders import actions, checklist, rules, states, thresholds, wording
from app.tenders.records import Tender, TenderNotice

Rows = Sequence[Mapping[str, Any]]


def summary(session: Session, record_id: str | None, language: str) -> bytes:
    """All about a tender on a page or two, for a meeting or the folder.

    Raises:
        Missing: there is no such tender.
    """
    tender = editing.find(session, Tender, record_id or "")
    notice = session.get(TenderNotice, tender.notice_id) if tender.notice_id else None
    rows = actions.rows_of(tender, "consortium")
    names = actions.member_names(session, rows, language)
    paper = Paper(language, tender.name, letterhead(session, language), today())
    paper.story.append(
        paper.tag(
            dict(states.OUTCOMES)[tender.outcome].say(language),
            "good" if tender.outcome == states.WON else "main",
        )
    )
    paper.gap(4)
    paper.add(tender.name, "title")
    paper.add(" · ".join(part for part in (tender.buyer, tender.code) if part), "lead")
    label = {name: field.label for name, field in fields_of(Tender).items()}
    paper.section(
        _l("Procurement"),
        paper.facts(
            [
                (_l("Number of the notice"), notice.number if notice else ""),
                (label["questions_by"], _day(tender.questions_by, language)),
                (
                    label["deadline"],
                    wording.moment_words(tender.deadline, tender.deadline_at, language)
                    if tender.deadline
                    else "",
                ),
                (label["value"], _money(tender.value, language)),
                (label["responsible"], tender.responsible),
                (label["service_ids"], _services(session, tender, language)),
            ]
        ),
        paper.words(_threshold(tender, notice).say(language), "small"),
    )
    paper.section(label["weighed"], *_choice(paper, tender, language))
    if rows:
        paper.section(label["consortium"], members(paper, rows, names, language))
    lacks = "\n".join(each.say(language) for each in actions.lacks(session, tender))
    paper.section(_l("Still to be put right"), paper.lines(lacks))
    if progress := checklist.progress(session, tender):
        words = _l("{done} of {total} points done", done=progress.done, total=progress.total)
        paper.section(_l("Checklist"), paper.words(words.say(language)))
    paper.section(
        label["outcome"],
        paper.facts(
            [
                (label["submitted_on"], _day(tender.submitted_on, language)),
                (label["price"], _money(tender.price, language)),
                (label["decided_by_buyer_on"], _day(tender.decided_by_buyer_on, language)),
            ]
        ),
    )
    paper.section(label["comparison"], *paragraphs(paper, tender.comparison))
    paper.section(label["lessons"], *paragraphs(paper, tender.lessons))
    return paper.draw()


def _choice(paper: Paper, tender: Tender, language: str) -> list[Any]:
    rows = actions.rows_of(tender, "weighed")
    advice = rules.weighed(rows)
    said = [dict(states.DECISIONS)[tender.decision].say(language)]
    if tender.decided_on:
        said.append(show_date(tender.decided_on, language))
    found: list[Any] = []
    if tender.decision != states.UNDECIDED or rows:
        found.append(paper.words(" · ".join(said), "strong"))
    found += paragraphs(paper, tender.reason)
    questions = codes("go_questions")
    table = [
        (
            (
                known.label(language)
                if (known := questions.get(row["question"]))
                else row["question"]
            )
            + (f" – {row['note']}" if row["note"] else ""),
            str(row["score"] or "–"),
        )
        for row in rows
    ]
    if table and advice.average is not None:
        average = wording.average_words(advice.average, language)
        table.append((_l("Average").say(language), average))
    found.append(paper.grid((_l("Question"), _l("Score (1–5)")), table, (0.82, 0.18)))
    return found


def members(paper: Paper, rows: Rows, names: Sequence[str], language: str) -> Any:
    """A table of a consortium: who, as what, doing what, with which share."""
    table = [
        (
            name,
            wording.role_name(row, language),
            row["does"] or "–",
            show_percent(_plain(row["share"]), language) if row["share"] is not None else "–",
        )
        for row, name in zip(rows, names, strict=True)
    ]
    head = (_l("Who"), _l("Part in the consortium"), _l("What it does"), _l("Share of the work"))
    return paper.grid(head, table, (0.28, 0.24, 0.32, 0.16))


def _plain(share: Any) -> Any:
    return int(share) if share == int(share) else share


def paragraphs(paper: Paper, text: str) -> list[Any]:
    """A paragraph for each line."""
    return [paper.words(part) for part in text.split("\n") if part.strip()]


def _day(day: Any, language: str) -> str:
    return show_date(day, language) if day else ""


def _money(amount: Any, language: str) -> str:
    return show_money(amount, language) if amount is not None else ""


def _services(session: Session, tender: Tender, language: str) -> str:
    names = (
        pick(found.name, language)
        for row in actions.rows_of(tender, "service_ids")
        if row["service_id"] and (found := session.get(ServiceProduct, row["service_id"]))
    )
    return ", ".join(names)


def _threshold(tender: Tender, notice: TenderNotice | None) -> Text:
    day = actions.day_of(notice)
    cpv, procedure = (notice.cpv, notice.procedure) if notice else ((), "")
    value = thresholds.standing(tender.value, day, cpv, procedure)
    return wording.threshold_words(value, tender.value, day)
