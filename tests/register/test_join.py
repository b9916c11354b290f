"""The page that an invitation leads to: in the reader's language, and all of it from here."""

import re

import pytest
from fastapi import FastAPI

from app.core.text import languages
from app.register import join, pages
from app.register.commands.networks import invitation_link
from tests.register.around import ask


@pytest.fixture
def application() -> FastAPI:
    made = FastAPI()
    pages.add(made)
    join.add(made)
    return made


def page(application: FastAPI, wanted: str | None) -> str:
    headers = {} if wanted is None else {"Accept-Language": wanted}
    (answer,) = ask(application, ("GET", "/join", {"headers": headers}))
    assert answer.status_code == 200
    assert answer.headers["vary"] == "Accept-Language"
    return answer.text


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (None, "fi"),
        ("en", "en"),
        ("en-GB,fi;q=0.8", "en"),
        ("de,en;q=0.3,fi;q=0.7", "fi"),
        ("fi;q=0,en;q=0.1", "en"),
        ("xx", "fi"),
        (";;q=,=", "fi"),
    ],
)
def test_it_speaks_the_readers_language(
    application: FastAPI, wanted: str | None, language: str
) -> None:
    html = page(application, wanted)
    assert f'<html lang="{language}">' in html
    for words in (join.TITLE, join.WORDS["copy"], join.WORDS["open"]):
        assert words.say(language) in html


def test_every_text_is_said_in_every_language(application: FastAPI) -> None:
    for language in languages():
        html = page(application, language).replace("&#39;", "'").replace("&#34;", '"')
        for name, words in join.WORDS.items():
            assert words.say(language) in html, (language, name)


def test_it_fetches_nothing_from_elsewhere(application: FastAPI) -> None:
    html = page(application, "en")
    assert "//" not in html.replace("<!doctype", "")
    sources = re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]+)"', html)
    assert sources
    for source in sources:
        (answer,) = ask(application, ("GET", "/" + source.removeprefix("./"), {}))
        assert answer.status_code == 200
        assert b"http" not in answer.content
        tag = {"headers": {"If-None-Match": answer.headers["etag"]}}
        assert ask(application, ("GET", "/" + source.removeprefix("./"), tag))[0].status_code == 304
    assert "<script>" not in html, "the content security policy allows none"
    assert "style=" not in html


def test_nothing_else_of_the_disk_is_handed_out(application: FastAPI) -> None:
    for path in ("/static/..%2ftemplates%2fjoin.html", "/static/join.html", "/static/"):
        assert ask(application, ("GET", path, {}))[0].status_code == 404


def test_an_invitation_is_one_text_whose_secrets_are_behind_the_hash() -> None:
    link = invitation_link("https://r.example.fi", "ABCD-EFGH", "A & B", "Ä/Ö Oy", "member")
    address, _hash, fragment = link.partition("#")
    assert address == "https://r.example.fi/join"
    assert (
        fragment
        == "code=ABCD-EFGH&network=A%20%26%20B&organisation=%C3%84%2F%C3%96%20Oy&role=member"
    )
