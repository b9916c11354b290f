"""The agreement, the minutes and the health check on paper, in both languages."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.core.fault import Missing, Refusal
from app.core.store import Store
from app.core.text import speaking
from app.network.partnerships import actions, health, meetings, papers
from tests.network.partnerships.founding import found, member, read, theirs


def text(
    store: Store, draw: Callable[[Session, str, str], bytes], record_id: str, language: str = "en"
) -> str:
    with store.read() as session, speaking(language):
        content = draw(session, record_id, language)
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_agreement_names_and_is_signed_by_those_who_are_members_now(
    store: Store, language: str
) -> None:
    made = found(store, "Aamu", "Koivu", "Mänty", "Kuusi", agreed_on=date(2026, 1, 5))
    row_id = read(store, made).members[1]["id"]
    gone = {"who": row_id, "why": "Salaisuus"}
    store.write(lambda session: actions.has_left(session, made, gone))
    words = text(store, papers.agreement, made, language)
    assert words.count("Koivu") == words.count("Kuusi") == 2, "once as a party, once to sign"
    assert "Mänty" not in words
    assert "Salaisuus" not in words, "why somebody left is nobody else's matter"


def test_the_agreement_says_what_was_agreed_and_leaves_out_what_was_not(store: Store) -> None:
    made = found(
        store,
        "Aamu",
        "Koivu",
        starts_on=date(2026, 2, 1),
        pricing="Jokainen laskuttaa itse.",
        notice="Kolme kuukautta ennen.",
        giving=[{"id": "g", "who": "Koivu", "brings": "tilat", "gains": "", "answers_for": ""}],
    )
    words = text(store, papers.agreement, made)
    for said in ("Draft", "Jokainen laskuttaa itse.", "Kolme kuukautta ennen.", "Brings: tilat"):
        assert said in words, said
    assert "From 1 Feb 2026 until further notice." in words
    for left_out in ("Disputes", "Gains", "Language", "What the client gains"):
        assert left_out not in words, left_out


def test_with_partners_abroad_it_says_which_language_applies(store: Store) -> None:
    made = found(store, "Aamu", "Koivu", language="en")
    rows = [member("Koivu"), member("Kodu", country="EE", language="et")]
    store.write(lambda session: actions.save(session, made, {"members": rows}))
    words = text(store, papers.agreement, made)
    assert "The agreement is followed in this language: English." in words
    assert "Languages of co-operation: Finnish, Estonian." in words
    assert "Estonia" in words
    store.write(lambda session: actions.save(session, made, {"language": ""}))
    assert "agree in which language" in text(store, papers.agreement, made)


def test_what_others_agreed_is_not_printed_here(store: Store) -> None:
    with pytest.raises(Refusal):
        text(store, papers.agreement, theirs(store, "Ilta", "Koivu"))
    with pytest.raises(Missing):
        text(store, papers.agreement, "gone")


def test_nasty_words_are_words_and_many_members_go_on_over_pages(store: Store) -> None:
    names = [f"Jäsen {number} <b>&" for number in range(1, 61)]
    made = found(store, "A & B <i>", *names)
    words = text(store, papers.agreement, made)
    assert "A & B <i>" in words
    assert words.count("Jäsen 60 <b>&") == 2


def test_the_minutes_tell_who_decided_what_by_when(store: Store) -> None:
    made = found(store, "Aamu", "Koivu")
    values = {
        "name": "Ohjausryhmä",
        "held_on": date(2026, 3, 4),
        "begins_at": 840,
        "present": "Marja\nTimo",
        "matters": "Kevään suunnitelma.",
        "decisions": [{"id": "d", "decision": "Kokeillaan", "who": "Timo", "due": "2026-04-01"}],
        "next_on": date(2026, 5, 6),
        "written_by": "Marja Mäkelä",
    }
    record = store.write(lambda session: meetings.begin(session, made, values)).result
    words = text(store, papers.minutes, record)
    for said in (
        *("Ohjausryhmä", "Aamu", "4 Mar 2026 at 14:00", "Marja, Timo", "Kevään suunnitelma."),
        *("Kokeillaan", "Timo", "1 Apr 2026", "6 May 2026", "Marja Mäkelä"),
    ):
        assert said in words, said


def test_how_it_is_doing_stands_beside_last_year(store: Store) -> None:
    made = found(store, "Aamu")
    with pytest.raises(Refusal):
        text(store, papers.health_check, made)
    for year, score in ((2025, 2), (2026, 4)):
        values = {
            "made_on": date(year, 1, 1),
            "scores": {"trust": (score, "Koska")},
            "note": "Viesti",
        }
        store.write(lambda session, v=values: health.make(session, made, v))
    words = text(store, papers.health_check, made)
    assert "We trust each other" in words
    assert "1 Jan 2026" in words
    assert " ".join(words.split()).count("Koska 2 4") == 1
