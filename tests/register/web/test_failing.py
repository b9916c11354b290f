"""A fault as somebody with a browser meets it: in words and with a way on, never as data."""

import sqlite3

import pytest
from sqlalchemy import exc

from app.core.text import languages
from app.register import headers, networks
from app.register.server import create_app
from app.register.settings import Settings
from tests.register.around import ask
from tests.register.web.conftest import Get
from tests.register.web.reading import Seen
from tests.register.web.town import Town

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize("language", languages())
def test_an_address_without_a_language_is_answered_in_words(get: Get, language: str) -> None:
    answer = get("/services", Accept=BROWSER, Accept_Language=language)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"] == headers.CONTENT_SECURITY
    html = Seen(answer.text)
    assert html.one("html")["lang"] == language
    assert {"href": f"./{language}/"} in html.all("a")
    assert get("/services").headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", ["/sync/v1/nothing", "/hsds/nothing", "/hsds/services?x=1"])
def test_programs_are_told_as_ever(get: Get, path: str) -> None:
    answer = get(path, Accept=BROWSER)
    assert answer.status_code in {400, 404}
    assert answer.headers["content-type"] == "application/json"


def test_who_asks_too_fast_is_told_so_in_words(town: Town) -> None:
    made = create_app(town.net.database, Settings(compaction=False, page_requests=1))
    asked = ("GET", "/en/about", {"headers": {"Accept": BROWSER}})
    first, second = ask(made, asked, asked)
    assert (first.status_code, second.status_code) == (200, 429)
    assert "That was too fast" in Seen(second.text).words
    assert int(second.headers["retry-after"]) > 0


GONE = exc.OperationalError("SELECT", {}, sqlite3.OperationalError("secret words"))


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [(KeyError("secret words"), 500, "ours, not yours"), (GONE, 503, "is busy")],
    ids=["fault", "away"],
)
def test_a_fault_is_told_in_words_that_give_nothing_away(
    get: Get,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    status: int,
    words: str,
) -> None:
    def fails(_connection: object) -> None:
        raise fault

    monkeypatch.setattr(networks, "public", fails)
    answer = get("/en/services", Accept=BROWSER)
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["retry-after"]) > 0
    assert words in Seen(answer.text).words
    assert "secret" not in answer.text
    assert get("/en/services", Accept="application/json").headers["content-type"] == (
        "application/json"
    )
    assert {each.getMessage() for each in caplog.records} == {"failed"}, "the log has it too"
    caplog.clear()


def test_a_page_is_shown_while_another_program_writes(get: Get, town: Town) -> None:
    """An import may write for minutes: what is new comes later, the page at once."""
    get("/fi/")
    town.change("taksi", town.taksi, summary={"fi": "Kyydit saattajan kanssa"})
    path = town.net.database.engine.url.database or ""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = get("/fi/organisations", Accept=BROWSER)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert answer.status_code == 200
