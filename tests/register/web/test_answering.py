"""How pages go out: kept for a while, told to be unchanged, shortened, and never beyond midnight."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.items import ZONE
from app.register import accepting, networks
from app.register.web.answering import FRESH, fresh_for
from tests.register.web.conftest import Get
from tests.register.web.town import Town


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_no_page_is_kept_beyond_the_midnight_of_its_day(now: datetime) -> None:
    day = now.astimezone(ZONE).date()
    fresh = fresh_for(now, day)
    assert 0 <= fresh <= FRESH
    assert (now + timedelta(seconds=fresh - 0.5 if fresh else 0)).astimezone(ZONE).date() == day
    assert fresh_for(now, day - timedelta(days=1)) == 0


def test_a_page_of_the_day_is_fresh_for_a_minute() -> None:
    noon = datetime(2026, 3, 29, 12, tzinfo=ZONE)  # the clock was moved this night
    assert fresh_for(noon, date(2026, 3, 29)) == FRESH
    late = datetime(2026, 3, 29, 23, 59, 30, tzinfo=ZONE)
    assert fresh_for(late, date(2026, 3, 29)) == 30


@pytest.mark.parametrize(
    ("header", "takes"),
    [("", False), ("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("gzip; q=0.0", False), ("*", True),
     ("identity", False), ("GZIP", True), ("gzip;q=0.1", True), ("gzip;q=1.0", True), ("xgzip", False)],
)  # fmt: skip
def test_whether_a_browser_takes_what_is_shortened(header: str, takes: bool) -> None:
    assert accepting.takes(header, "gzip") == takes


@pytest.mark.parametrize(
    "path", ["/fi/", "/en/services?q=koti", "/sitemap.xml", "/robots.txt", "/en/about"]
)
def test_an_unchanged_page_isnt_sent_again(get: Get, town: Town, path: str) -> None:
    first = get(path, Accept_Encoding="identity")
    assert first.headers["cache-control"].startswith("public, max-age=")
    assert first.headers["vary"] == "Accept-Encoding"
    tag = first.headers["etag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = get(path, If_None_Match=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert get(path, If_None_Match='"other"').status_code == 200
    short = get(path, Accept_Encoding="gzip")
    assert short.content == first.content
    assert short.headers["etag"] == tag
    if len(first.content) > 800:
        assert short.headers["content-encoding"] == "gzip"


def test_a_page_changes_its_tag_when_it_changes(get: Get, town: Town) -> None:
    path = f"/fi/organisations/{town.id('taksi')}"
    before = get(path)
    since = before.headers["last-modified"]
    town.change("taksi", town.taksi, summary={"fi": "Kyydit ja saattajat"})
    after = get(path, If_None_Match=before.headers["etag"], If_Modified_Since=since)
    assert after.status_code == 200
    assert "Kyydit ja saattajat" in after.text


def test_what_was_hidden_isnt_taken_for_unchanged(get: Get, town: Town) -> None:
    """What is taken away makes no page newer: who only asks by the time is given the page as it is now."""
    since = get("/fi/services").headers["last-modified"]
    with town.net.database.writing() as connection:
        networks.show(connection, town.net.id, public=False)
    try:
        after = get("/fi/services", If_Modified_Since=since)
    finally:
        with town.net.database.writing() as connection:
            networks.show(connection, town.net.id, public=True)
    assert after.status_code == 200
    assert "Arkiapu kotiin" not in after.text


@pytest.mark.parametrize(
    "path",
    ["/fi/", "/fi/nothing", "/sitemap.xml", "/", "/files/mark.svg", "/verify/V-2026-ABC123", "/static/register.css"],
)  # fmt: skip
def test_only_the_head_is_sent_when_that_is_asked(get: Get, path: str) -> None:
    whole = get(path, Accept_Encoding="identity")
    head = get(path, "HEAD", Accept_Encoding="identity")
    assert head.status_code == whole.status_code
    if path.startswith("/fi"):
        assert head.content == b""
        assert head.headers["content-length"] == str(len(whole.content))


def test_what_isnt_there_isnt_taken_for_unchanged(get: Get) -> None:
    first = get("/fi/nothing")
    assert get("/fi/nothing", If_None_Match=first.headers["etag"]).status_code == 404


def test_the_font_and_the_mark_are_the_registers_own(get: Get) -> None:
    css = get("/static/directory.css").text
    for name in ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf"):
        assert f"../files/{name}" in css
        answer = get(f"/files/{name}", Accept_Encoding="gzip")
        assert answer.headers["content-type"] == "font/ttf"
        assert answer.content[:4] == b"\x00\x01\x00\x00"
        assert get(f"/files/{name}", Accept_Encoding="identity").content == answer.content
        assert get(f"/files/{name}", If_None_Match=answer.headers["etag"]).status_code == 304
    assert get("/files/mark.svg").text.startswith("<svg")
    assert get("/files/..%2Fmark.svg").status_code == 404


def test_nothing_may_be_loaded_from_elsewhere(get: Get) -> None:
    policy = get("/fi/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
