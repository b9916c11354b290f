"""Markup is taken away from texts of others, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.directories.plain import plain, shortened


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Kotiapua\r\nja seuraa", "Kotiapua\nja seuraa"),
        ("<p>Yksi</p><p>Kaksi <b>vahva</b></p>", "Yksi\n\nKaksi vahva"),
        ("<ul><li>pesu<li>siivous</ul>", "- pesu\n- siivous"),
        ("Ennen<br/>jälkeen", "Ennen\njälkeen"),
        ("Äiti &amp; lapsi &euro; &#228;", "Äiti & lapsi € ä"),
        ("a<script>alert(1)</script>b<style>p{}</style>c", "abc"),
        ("&lt;img src=x onerror=alert(1)&gt;", ""),
        ("&amp;lt;b&amp;gt;vahva&amp;lt;/b&amp;gt;", "vahva"),
        ("a<!-- piilossa -->b<!-- auki", "ab"),
        ("# Otsikko ##\n\n**Vahva** ja *kursiivi*", "Otsikko\n\nVahva ja kursiivi"),
        ("[Lue lisää](https://example.fi/a)", "Lue lisää (https://example.fi/a)"),
        ("![kuva](x.png)teksti\n---\n* kohta", "kuvateksti\n\n- kohta"),
        ("2 * 3 * 4 < 30 & a_b_c > 1", "2 * 3 * 4 < 30 & a_b_c > 1"),
        ("klo 8–16,  ti\xa0ja to\x00\x0b", "klo 8–16, ti ja to"),
    ],
    ids=range(14),
)
def test_markup_goes_and_the_words_stay(written: str, read: str) -> None:
    assert plain(written) == read


@given(st.text(alphabet="<>/&;abpi!-[]()*_#` \n\"='", max_size=200))
def test_no_tag_is_ever_left(written: str) -> None:
    left = plain(written)
    assert not any(
        f"<{letter}" in left and ">" in left.split(f"<{letter}", 1)[1] for letter in "abpi"
    )


@given(st.text(alphabet="abcäö ,.–", max_size=100))
def test_plain_words_stay_as_they_are(written: str) -> None:
    assert plain(written) == " ".join(written.split(" ")).strip() or "  " in written
    assert plain(plain(written)) == plain(written)


@given(st.text(max_size=300), st.integers(2, 120))
def test_a_cut_text_fits_and_begins_the_same(text: str, limit: int) -> None:
    cut = shortened(text, limit)
    assert len(cut) <= limit
    assert cut == text or (cut[-1] == "…" and text.startswith(cut[:-1]))
