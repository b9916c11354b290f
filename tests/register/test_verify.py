"""The page of a certificate: what anybody is told, in both languages and every state, and nothing more."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import delete

from app.certification.requests.verifying import Verdict, check
from app.core import paths
from app.core.brand import DARK, LIGHT, contrast
from app.core.record import new_id
from app.core.text import Text, languages
from app.register import pages, signing, tables, verified, verify
from app.register.database import Database, open_database
from app.register.verified import State
from app.sync.protocol import PublicKey
from tests.register.around import ask
from tests.register.certificates import NUMBER, Certifier, content, fields_of, place, record

TODAY = date(2027, 3, 1)
NASTY = "<script>alert('x')</script>\"&{{ 7*7 }}"
VALID_NAMES = {"fi": "Arkiapu kotiin", "en": "Arkiapu kotiin (en)"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = open_database(f"sqlite:///{tmp_path / 'register.db'}")
    yield made
    made.close()


@pytest.fixture
def application(database: Database, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    monkeypatch.setattr(verified, "today", lambda: TODAY)
    made = FastAPI()
    pages.add(made)
    verify.add(made, database)
    return made


def granted(
    database: Database, status: dict[str, Any] | None = None, **says: Any
) -> dict[str, Any]:
    """A certificate that the register has signed and keeps; its fields."""
    with database.writing() as connection:
        there = place(connection)
        fields = fields_of(content(there.services, **says))
        made = new_id()
        added = signing.sign_certificate(
            connection, there.network_id, Certifier(), None, fields, made
        )
        assert isinstance(added, dict), added
        fields |= added | (status or {})
        record(connection, there.network_id, "certificate", new_id(), fields, made)
    return fields


def get(application: FastAPI, number: str = NUMBER, **headers: str) -> httpx.Response:
    given = {"headers": {name.replace("_", "-"): value for name, value in headers.items()}}
    (answer,) = ask(application, ("GET", f"/verify/{number}", given))
    return answer


def html(application: FastAPI, language: str = "en", number: str = NUMBER) -> str:
    answer = get(application, f"{number}?lang={language}", Accept="text/html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == language
    return answer.text


def words_of(page: str) -> str:
    """What a person reads on a page."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            found.append(data)

    Reader().feed(page)
    return " ".join(" ".join(found).split())


def facts(application: FastAPI, number: str = NUMBER) -> dict[str, Any]:
    answer = get(application, number, Accept="application/json")
    assert answer.status_code == 200
    return answer.json()


STATES: dict[State, tuple[dict[str, Any], dict[str, Any]]] = {
    State.VALID: ({}, {}),
    State.NOT_BEGUN: ({}, {"valid_from": "2027-03-02"}),
    State.EXPIRED: ({}, {"valid_to": "2027-02-28"}),
    State.SUSPENDED: ({"status": "suspended", "status_on": "2027-02-01", "reason": "Salainen"}, {}),
    State.WITHDRAWN: ({"status": "withdrawn", "status_on": "2027-02-01", "reason": "Salainen"}, {}),
    State.REPLACED: ({"status": "replaced", "status_on": "2027-02-01"}, {}),
    State.BROKEN: ({"signature": "A" * 86 + "=="}, {}),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["fi", "en"])
def test_each_state_is_told_in_words(
    application: FastAPI, database: Database, state: State, language: str
) -> None:
    status, says = STATES[state]
    granted(database, status, **says)
    told = facts(application)
    assert (told["state"], told["valid"]) == (state, state is State.VALID)
    words = words_of(html(application, language))
    verdict, _tone = verify.VERDICTS[state]
    assert verdict.say(language) in words
    assert "Salainen" not in words + json.dumps(told)
    if state is not State.VALID:
        assert Text("Valid").say(language) + " " not in words.replace("Valid from", "")


def test_every_state_has_words() -> None:
    assert set(verify.VERDICTS) == set(State) == {*STATES, State.ENDED}


def test_the_sentence_answers_with_yes_or_no(application: FastAPI, database: Database) -> None:
    granted(database)
    assert "Yes: this certificate is valid today, 1 Mar 2027." in words_of(html(application))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 11, 22), State.NOT_BEGUN),
        (date(2026, 11, 23), State.VALID),
        (date(2028, 11, 22), State.VALID),
        (date(2028, 11, 23), State.EXPIRED),
    ],
)
def test_the_first_and_the_last_day_count(
    application: FastAPI,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    day: date,
    state: State,
) -> None:
    granted(database)
    monkeypatch.setattr(verified, "today", lambda: day)
    assert facts(application)["state"] == state


def test_a_suspended_one_that_ended_has_expired(
    application: FastAPI, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted(database, {"status": "suspended", "status_on": "2027-02-01", "reason": "x"})
    monkeypatch.setattr(verified, "today", lambda: date(2029, 1, 1))
    assert facts(application)["state"] == State.EXPIRED


def test_it_tells_what_it_is_for(application: FastAPI, database: Database) -> None:
    fields = granted(database)
    fi, en = (words_of(html(application, language)) for language in ("fi", "en"))
    for words, expected in (
        (fi, ("Rantakylän Arkiapu ry", "Arkiapu kotiin", "Saattoapu", "23.11.2026 – 22.11.2028")),
        (en, ("Rantakylä Everyday Help", "Saattoapu (en)", "23 Nov 2026 – 22 Nov 2028")),
        (fi + en, (NUMBER, "Sirpa Saari", "Karjalan kumppanit", "Verkoston laatu")),
        (en, (fields["content_hash"], fields["signature"], fields["content"], "version 1")),
        (en, (fields["content_hash"][:4].upper(),)),
    ):
        for each in expected:
            assert each in words, each


def test_the_facts_can_be_checked_offline(application: FastAPI, database: Database) -> None:
    fields = granted(database)
    told = facts(application)
    key = PublicKey(**told["key"])
    assert told["content"] == fields["content"]
    assert told["says"] == json.loads(fields["content"])
    assert check(told["content"], told["signature"], key.id, [key]) == Verdict.SIGNED
    assert "private" not in json.dumps(told)
    assert [each["name"]["fi"] for each in told["services"]] == ["Arkiapu kotiin", "Saattoapu"]


def test_it_is_signed_with_an_earlier_key(application: FastAPI, database: Database) -> None:
    granted(database)
    with database.writing() as connection:
        network_id = connection.scalar(
            tables.certificate.select().with_only_columns(tables.certificate.c.network_id)
        )
        signing.rotate(connection, network_id)
    assert facts(application)["state"] == State.VALID


def test_a_certificate_that_nobody_keeps_any_more_has_ended(
    application: FastAPI, database: Database
) -> None:
    granted(database)
    with database.writing() as connection:
        connection.execute(delete(tables.record).where(tables.record.c.kind == "certificate"))
    told = facts(application)
    assert (told["state"], told["valid"]) == (State.ENDED, False)
    assert "isn’t kept any more" in words_of(html(application))


def test_a_service_that_is_gone_is_told_as_gone(application: FastAPI, database: Database) -> None:
    granted(database)
    with database.writing() as connection:
        connection.execute(delete(tables.record).where(tables.record.c.kind == "service"))
    assert "A service that the network no longer has" in words_of(html(application))


@pytest.mark.parametrize(
    "typed",
    [
        "v-2026-abc123", "V2026ABC123", " V–2026–ABC123 ", "V-2026-ABC 123", "V-2O26-ABCI23",
        "V-2026-ABCl23",
    ],
)  # fmt: skip
def test_a_number_may_be_typed_in_many_ways(
    application: FastAPI, database: Database, typed: str
) -> None:
    granted(database)
    assert facts(application, typed)["number"] == NUMBER


@pytest.mark.parametrize(
    "typed",
    [
        "V-2026-ABC124",
        "K-2026-001",
        "V",
        "%00",
        "%FF",
        "V-2026-ABC123X",
        "x" * 3000,
        "'; DROP TABLE",
        NASTY,
    ],
)
def test_what_nobody_granted_is_unknown(
    application: FastAPI, database: Database, typed: str
) -> None:
    granted(database)
    quoted = (
        typed
        if typed.startswith("%")
        else httpx.URL("http://x/")
        .copy_with(path="/" + typed.replace("/", "%2F"))
        .raw_path.decode()[1:]
    )
    answer = get(application, quoted, Accept="text/html", Accept_Language="en")
    assert answer.status_code == 404
    if answer.headers["content-type"].startswith("text/html"):
        assert "<script" not in answer.text
    answer = get(application, quoted, Accept="application/json")
    assert answer.status_code == 404


def test_everything_is_escaped(application: FastAPI, database: Database) -> None:
    granted(
        database,
        name={"fi": NASTY, "en": NASTY},
        scope={"en": NASTY},
        issuer={"en": NASTY},
        granted_by=NASTY,
        scheme={"key": NASTY, "version": NASTY[:20]},
    )
    page = html(application)
    assert "<script" not in page
    assert words_of(page).count("alert('x')") >= 4
    assert "{{ 7*7 }}" in words_of(page)


def test_words_of_another_language_say_so(application: FastAPI, database: Database) -> None:
    granted(database)
    assert '<span lang="fi">Karjalan kumppanit</span>' in html(application, "en")


@pytest.mark.parametrize(
    ("accept", "json_wanted"),
    [
        ("*/*", False),
        ("", False),
        ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("application/json", True),
        ("application/json, text/plain, */*", True),
        ("text/html;q=0.5, application/json;q=0.9", True),
        ("application/json;q=0.5, text/html", False),
        ("application/json;q=nonsense", False),
    ],
)
def test_it_answers_as_it_is_asked(
    application: FastAPI, database: Database, accept: str, json_wanted: bool
) -> None:
    granted(database)
    answer = get(application, Accept=accept)
    assert (answer.headers["content-type"] == "application/json") == json_wanted
    assert answer.headers["vary"] == "Accept, Accept-Language"
    assert answer.headers["cache-control"] == "no-cache"


def test_the_address_names_the_language_before_the_browser(
    application: FastAPI, database: Database
) -> None:
    granted(database)
    for query, wanted, language in (
        ("", "en", "en"), ("", "fi,en;q=0.5", "fi"), ("?lang=fi", "en", "fi"), ("?lang=xx", "en", "en"),
    ):  # fmt: skip
        answer = get(application, NUMBER + query, Accept="text/html", Accept_Language=wanted)
        assert answer.headers["content-language"] == language
    for language in languages():
        page = html(application, language)
        for other in languages():
            assert (f'href="?lang={other}"' in page) == (other != language)


def test_it_fetches_nothing_from_elsewhere_and_runs_nothing(
    application: FastAPI, database: Database
) -> None:
    granted(database)
    for page in (html(application), html(application, number="V-2026-ZZZZZZ")):
        assert "<script" not in page
        assert "style=" not in page
        assert not re.findall(r'(?:src|href|action)="(?:[a-z]+:)?//', page)
        sheets = re.findall(r'<link rel="stylesheet" href="\.\./([^"]+)"', page)
        assert len(sheets) == 1
        for each in sheets:
            (answer,) = ask(application, ("GET", "/" + each, {}))
            assert answer.status_code == 200
            assert all(
                font.startswith("../files/") for font in re.findall(r"url\(\"([^\"]*)", answer.text)
            )
            assert "@import" not in answer.text


def test_its_parts_can_be_told_apart_by_machines(application: FastAPI, database: Database) -> None:
    granted(database)
    page = html(application)
    assert page.count("<h1>") == 1
    assert '<html lang="en">' in page
    assert "<main>" in page
    assert 'aria-hidden="true"' in re.search("<svg[^>]*>", page)[0]
    assert 'aria-label="Language"' in page


def test_colours_can_be_read() -> None:
    known = {"font", *(name.replace("_", "-") for name in LIGHT.items())}
    for file in (paths.resources() / "register" / "static").glob("*.css"):
        used = set(re.findall(r"var\(--([a-z-]+)\)", file.read_text(encoding="utf-8")))
        assert used <= known, file.name
    for palette in (LIGHT, DARK):
        for tone in ("good", "watch", "bad"):
            ink, ground = palette.tone(tone)
            assert contrast(ink, ground) >= 4.5
        for ink in (palette.ink, palette.soft_ink, palette.main):
            assert contrast(ink, palette.card) >= 4.5
            assert contrast(ink, palette.background) >= 4.5


def test_the_day_is_that_of_finland() -> None:
    assert abs(verified.today() - date.today()) <= timedelta(days=1)
