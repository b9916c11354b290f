"""The papers of an event, read back as a reader sees them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.agenda.tasks import actions as tasks
from app.agenda.tasks.actions import Source
from app.core.store import Store
from app.network.events import actions, invitation, papers
from app.network.events.records import CANCELLED
from tests.network.events.data import OTHER, arrange, day, holder, registered


def printed(
    store: Store, draw: Callable[..., bytes], event_id: str, language: str = "en"
) -> tuple[str, int]:
    """The words of a paper, and how many pages it has."""
    with store.read() as session:
        content = draw(session, event_id, language)
    pages = PdfReader(BytesIO(content)).pages
    text = " ".join(page.extract_text() for page in pages).replace("\u00ad", "")
    return " ".join(text.split()), len(pages)


@pytest.fixture
def event(store: Store) -> str:
    holder(store)
    values: dict[str, Any] = {
        "starts_at": 540,
        "ends_at": 900,
        "place": "Kirjasto",
        "municipality": "167",
        "capacity": 5,
        "objective": {"fi": "Sovimme poolista", "en": "We agree on a pool"},
        "invitation": {"fi": "Tervetuloa mukaan", "en": "Do join us"},
        "register_how": {"en": "www.example.fi/come"},
        "programme": [{"id": "1", "at": 570, "item": {"fi": "Kahvi", "en": "Coffee"}, "by": "Ida"}],
    }
    return arrange(store, **values)


def test_the_attendance_list_has_a_line_for_each_that_has_a_place(store: Store, event: str) -> None:
    registered(store, event, 3, "Koivu oy", names="Anna Aho\nLeo Lehti")
    registered(store, event, 4, "Jonossa ry", names="Ei Vielä")
    words, pages = printed(store, papers.attendance_list, event)
    assert "Anna Aho Koivu oy" in words
    assert words.count("Koivu oy") == 3, "one whose name isn't known has a line too"
    assert "Jonossa" not in words
    assert "Signature" in words
    assert pages == 1


def test_a_long_attendance_list_goes_on_with_its_heading(store: Store) -> None:
    event_id = arrange(store)
    for number in range(12):
        names = "\n".join(f"Osallistuja {number} {each}" for each in range(6))
        registered(store, event_id, 6, f"Yritys {number} oy", names=names)
    words, pages = printed(store, papers.attendance_list, event_id)
    assert pages == words.count("Signature") > 1
    assert "Osallistuja 11 5" in words


@pytest.mark.parametrize(
    ("language", "said", "other"),
    [("en", "Do join us", "Tervetuloa"), ("fi", "Tervetuloa mukaan", "Do join us")],
)
def test_the_invitation_is_one_page_in_the_chosen_language(
    store: Store, event: str, language: str, said: str, other: str
) -> None:
    words, pages = printed(store, invitation.invitation, event, language)
    assert pages == 1
    assert said in words
    assert other not in words
    assert "Kirjasto, Joensuu" in words
    assert ("9.00–15.00" if language == "fi" else "09:00–15:00") in words


def test_the_invitation_has_a_code_only_where_an_address_is_known(store: Store, event: str) -> None:
    def size(event_id: str) -> int:
        with store.read() as session:
            page = PdfReader(BytesIO(invitation.invitation(session, event_id, "en"))).pages[0]
        return page.get_contents().get_data().count(b" re")

    plain = arrange(store, register_how={"en": "Call 050 123 4568"})
    assert size(plain) < 100 < size(event)


def test_anothers_invitation_is_not_on_ones_own_paper(store: Store, event: str) -> None:
    theirs = arrange(store, owner_id=OTHER, state=CANCELLED)
    words, _pages = printed(store, invitation.invitation, theirs)
    assert "Arkiapu ry" not in words
    assert "Cancelled" in words
    assert "Arkiapu ry" in printed(store, invitation.invitation, event)[0]


def test_the_feedback_form_is_one_page_with_the_objective(store: Store, event: str) -> None:
    words, pages = printed(store, papers.feedback_form, event)
    assert pages == 1
    assert "We agree on a pool" in words
    assert "1 2 3 4 5" in words
    assert "What could be better?" in words


def test_the_report_tells_who_came_what_they_thought_and_what_follows(store: Store) -> None:
    event_id = arrange(store, starts_on=day(-1), objective={"en": "We agree on a pool"})
    came = [{"name": "Koivu oy", "participants": 4}, {"name": "Lehto ry", "participants": 3}]
    store.write(lambda session: actions.hold(session, event_id, came))
    for number in (3, 4):
        values = {"overall": number, "best": f"Parasta {number}"}
        store.write(lambda s, v=values: actions.add_feedback(s, event_id, v))
    source = Source("event", event_id, title={"en": "Workshop"})
    store.write(lambda s: tasks.add_from(s, source, {"what": "Send the notes", "who": "Ida"}))
    words, _pages = printed(store, papers.report, event_id)
    assert "7 came from 2 organisations" in words
    assert "Koivu oy 4" in words
    assert "As a whole 2 answers" in words, "two answers have no mean"
    assert "/ 5" not in words
    assert "Parasta 3" in words
    assert "Send the notes · Ida" in words
    store.write(lambda s: actions.add_feedback(s, event_id, {"overall": 5}))
    assert "As a whole 4 / 5, 3 answers" in printed(store, papers.report, event_id)[0]
