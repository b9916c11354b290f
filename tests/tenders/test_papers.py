"""The papers of a tender, read back from their PDFs."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.store import Store
from app.core.text import _, speaking
from app.tenders.agreement_paper import agreement
from app.tenders.papers import summary
from app.tenders.records import Tender
from tests.worksheets.papers.printed import bare, text_of


def running(demo: Store) -> str:
    """The tender with a consortium."""
    with demo.read() as session:
        every = session.scalars(select(Tender))
        return next(each.id for each in every if each.consortium)


def printed(demo: Store, draw, record_id: str, language: str) -> str:
    with demo.read() as session, speaking(language):
        return text_of(draw(session, record_id, language))


def test_the_summary_tells_what_the_page_tells(demo: Store) -> None:
    words = printed(demo, summary, running(demo), "en")
    for said in (
        "TARJ-2026-001",
        "2026-900101",
        "€480,000 passes the national threshold for social and health services",
        "Average 3.9",
        "Lumola Farm",
        "55%",
        "Move and Rest Ltd: the ESPD isn’t filled in.",
        "14 of",
    ):
        assert bare(said) in words, said


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_agreement_is_a_draft_with_a_line_for_each_to_sign(demo: Store, language: str) -> None:
    record_id = running(demo)
    words = printed(demo, agreement, record_id, language)
    with demo.read() as session:
        name = editing.find(session, Tender, record_id).name
    assert bare(name) in words
    with speaking(language):
        assert words.count(bare(_("Draft – have it checked"))) >= 2
        assert words.count(bare(_("Place, date and signature"))) == 3
    assert bare("Marja Mäkelä") in words


def test_what_was_agreed_stands_in_place_of_the_usual_words(demo: Store) -> None:
    record_id = running(demo)
    usual = printed(demo, agreement, record_id, "en")
    assert bare("jointly and severally") in usual
    own = {"liability": "Each answers for its own part only.", "authorised": ""}
    demo.write(lambda s: editing.change(s, Tender, record_id, own))
    words = printed(demo, agreement, record_id, "en")
    assert bare("jointly and severally") not in words
    assert bare("Each answers for its own part only.") in words
    assert "____" in words  # who signs is to be filled in


def test_one_alone_has_nothing_to_agree_on(demo: Store) -> None:
    made = demo.write(lambda s: editing.add(s, Tender, {"name": "Yksin"})).result
    with demo.read() as session, pytest.raises(Refusal):
        agreement(session, made, "fi")
    assert "Yksin" in printed(demo, summary, made, "fi")


def test_a_member_whose_part_nobody_has_said_yet_is_on_the_papers_too(demo: Store) -> None:
    record_id = running(demo)

    def forget(session: Session) -> Changes:
        rows = [dict(row) for row in editing.find(session, Tender, record_id).consortium]
        rows.append({"id": "new", "name": "Uusi ry"})
        return editing.change(session, Tender, record_id, {"consortium": rows})

    demo.write(forget)
    assert bare("Uusi ry") in printed(demo, summary, record_id, "en")
    assert bare("Marja Mäkelä") in printed(demo, agreement, record_id, "en")
