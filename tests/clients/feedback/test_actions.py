"""Feedback on a real encrypted store and in the window."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from app import rooms
from app.clients import actions as clients
from app.clients.feedback import actions, rules
from app.clients.feedback.records import Feedback
from app.clients.records import Client
from app.core import editing
from app.core.fault import InvalidFields
from app.core.room import facts_about
from app.core.store import Store
from app.services.records import ServiceProduct
from app.ui.language import set_language
from app.ui.tour import settle
from app.ui.window import MainWindow
from tests.conftest import TODAY
from tests.windows import shown


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "window" not in request.fixturenames:
        monkeypatch.setattr("app.clients.feedback.actions.today", lambda: TODAY)


def service(store: Store, code: str) -> str:
    with store.read() as session:
        return session.query(ServiceProduct).filter_by(code=code).one().id


def test_results_hold_all_services_and_each(demo: Store) -> None:
    with demo.read() as session:
        found = actions.results(session, TODAY)
    assert found[0].service_id == ""
    assert found[0].year.count == sum(each.year.count for each in found[1:])
    arki = next(each for each in found if each.service.get("fi") == "Arkiapu kotiin")
    assert (arki.year.count, arki.before.count) == (6, 2)
    assert actions.change_of(arki) > 0


def test_feedback_feeds_the_measures_of_its_service(demo: Store) -> None:
    arki = service(demo, "ARKI")
    with demo.read() as session:
        before = [
            (str(f.label), str(f.value)) for f in facts_about(rooms.ROOMS, session, "service", arki)
        ]
    assert before[0] == ("Viimeisen vuoden palaute", "4,2 / 5, 6 vastausta")
    assert dict(before)["Muutos edellisvuoteen"].startswith("+")
    values = {"day": TODAY, "service_id": arki, **dict.fromkeys(rules.STATEMENTS, "1")}
    demo.write(lambda s: editing.add(s, Feedback, values))
    with demo.read() as session:
        after = facts_about(rooms.ROOMS, session, "service", arki)
        assert "7 vastausta" in str(after[0].value)
        assert after[0].value.say("en").endswith("7 answers")
        assert facts_about(rooms.ROOMS, session, "service", service(demo, "SAUNA")) == []
        assert facts_about(rooms.ROOMS, session, "client", arki) == []
    demo.undo()
    with demo.read() as session:
        assert "6 vastausta" in str(facts_about(rooms.ROOMS, session, "service", arki)[0].value)


def test_an_empty_one_is_refused_and_an_anonymous_one_has_no_name(demo: Store) -> None:
    arki = service(demo, "ARKI")
    with pytest.raises(InvalidFields):
        demo.write(lambda s: editing.add(s, Feedback, {"day": TODAY, "service_id": arki}))
    made = demo.write(
        lambda s: editing.add(
            s, Feedback, {"day": TODAY, "service_id": arki, "words": "Kiitos avusta"}
        )
    ).result
    with demo.read() as session:
        assert session.get(Feedback, made).title() == {"fi": "Nimetön", "en": "Anonymous"}


def test_old_answers_are_left_out_of_the_year(demo: Store) -> None:
    sauna = service(demo, "SAUNA")
    values = {"day": TODAY - timedelta(days=366), "service_id": sauna, "heard": "5"}
    demo.write(lambda s: editing.add(s, Feedback, values))
    with demo.read() as session:
        assert facts_about(rooms.ROOMS, session, "service", sauna) == []


def test_merging_takes_the_feedback_along(demo: Store) -> None:
    with demo.read() as session:
        keep, drop = (session.query(Client).filter_by(code=c).one().id for c in ("A011", "A003"))
    demo.write(lambda s: editing.change(s, Client, drop, {"personal_id": ""}))
    demo.write(lambda s: clients.merge(s, keep, drop))
    with demo.read() as session:
        assert session.query(Feedback).filter_by(client_id=keep).count() == 1
    demo.undo()
    with demo.read() as session:
        assert session.query(Feedback).filter_by(client_id=drop).count() == 1


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_survey_is_one_page_with_every_statement(demo: Store, language: str) -> None:
    with demo.read() as session:
        pdf = rooms.papers()["feedback-survey"].make(session, service(demo, "PAIVA"), language)
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert ("Minua kuunneltiin." if language == "fi" else "I was listened to.") in text
    assert "10" in text


def test_the_results_are_seen_and_follow_the_language(window: MainWindow) -> None:
    window.go("clients")
    settle()
    window.page.switcher.choose("results")
    window.page._switch("results")
    settle()
    text = shown(window.page.results)
    assert "Kaikki palvelut" in text
    assert "Vastauksia on vähän: tulkitse varoen." in text
    set_language("en")
    settle()
    assert "All services" in shown(window.page.results)
    window.page.begin()
    settle()
    assert window.page.bench.editor.active, "from the results, New begins a client in its list"
    window.page.back()


def test_the_service_shows_what_clients_say(window: MainWindow) -> None:
    found = window.office.ask(lambda s: s.query(ServiceProduct).filter_by(code="ARKI").one().id)
    window.open_record("service", found)
    settle()
    text = shown(window.page.bench.detail)
    assert "Arjesta kertynyttä" in text
    assert "/ 5" in text
