"""Whether a watch finds a notice, and why."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.tenders.watching import Match, Notice, Watch, covers, folded, hit_words, match, terms

COUNTIES = {"167": "14", "276": "14", "091": "31"}
CODES = st.from_regex(r"[1-9]\d{7}(-\d)?", fullmatch=True)
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö", min_size=1, max_size=12)


def test_a_wider_code_finds_narrower_ones_and_not_the_other_way() -> None:
    assert covers("85312000-9", "85312400-3")
    assert covers("85000000-9", "85312400-3")
    assert covers("85312400", "85312400-3")  # with or without the check digit
    assert not covers("85312400-3", "85312000-9")
    assert not covers("85312000-9", "85311000-2")
    assert covers("80000000-4", "80500000-9")
    assert not covers("80000000-4", "85000000-9")  # a division has two digits


@given(CODES, st.integers(0, 7))
def test_zeros_at_the_end_widen_a_code(code: str, zeros: int) -> None:
    wide = code[: 8 - zeros].ljust(8, "0")
    assert covers(wide, code)
    assert covers(code, code)


@given(CODES, CODES, CODES)
def test_what_covers_goes_on_through_what_it_covers(first: str, second: str, third: str) -> None:
    if covers(first, second) and covers(second, third):
        assert covers(first, third)


def test_words_are_found_by_their_beginnings_whatever_the_ending() -> None:
    notice = Notice(texts=("Ikäihmisten PÄIVÄTOIMINNAN hankinta", "kotihoitoa ja kotiapua"))
    assert hit_words("päivätoimin, kotihoito", notice) == ("päivätoimin", "kotihoito")
    assert hit_words("toimin", notice) == ()  # not from the middle of a word
    assert hit_words("hankinta kotihoitoa", notice) == ("hankinta kotihoitoa",)
    assert hit_words(" , ;", notice) == ()


def test_words_are_found_in_all_their_forms() -> None:
    notice = Notice(texts=("Kotihoidon ja asiakkaiden kuljetusten hankinta", "Siivouksesta"))
    for words in (
        "kotihoito",
        "siivous",
        "asiakas",
        "kuljetukset",
        "asiakkaan kuljetus",
        "kuljetus hank",
    ):
        assert hit_words(words, notice) == (words,)
    for words in ("kotihoitaja", "kotihoito hankinta", "kulj hankinta", "hankinta siivoa"):
        assert hit_words(words, notice) == ()


@given(WORDS, st.lists(WORDS, max_size=6), st.integers(1, 12))
def test_any_beginning_of_any_word_is_found(word: str, others: list[str], length: int) -> None:
    text = " ".join([*others, word.upper()])
    begin = word[:length]
    assert hit_words(f"zzzzzzzzzzzzz, {begin}", Notice(texts=(text,))) == (begin,)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.lists(WORDS, max_size=5))
def test_terms_stand_between_commas(words: list[str]) -> None:
    assert terms(" , ".join(words)) == words


def test_all_parts_have_to_fit_and_the_reasons_are_told() -> None:
    watch = Watch(("85312000-9",), ("167",), "kotihoito", Decimal(10_000), Decimal(500_000))
    notice = Notice(("85312400-3",), ("167", "276"), (), Decimal(80_000), ("Kotihoitoa",))
    assert match(watch, notice, COUNTIES) == Match(
        ("85312400-3",), ("167",), ("kotihoito",), in_range=True
    )
    for other in (
        Notice(("90910000-9",), ("167",), (), Decimal(80_000), ("Kotihoitoa",)),
        Notice(("85312400-3",), ("091",), (), Decimal(80_000), ("Kotihoitoa",)),
        Notice(("85312400-3",), ("167",), (), Decimal(80_000), ("Siivousta",)),
        Notice(("85312400-3",), ("167",), (), Decimal(9_999), ("Kotihoitoa",)),
        Notice(("85312400-3",), ("167",), (), Decimal(500_001), ("Kotihoitoa",)),
    ):
        assert match(watch, other, COUNTIES) is None


def test_a_county_has_its_municipalities() -> None:
    watch = Watch(municipalities=("276", "091"))
    assert match(watch, Notice(counties=("14",)), COUNTIES) == Match(municipalities=("276",))
    assert match(Watch(municipalities=("091",)), Notice(counties=("14",)), COUNTIES) is None
    assert match(Watch(municipalities=("999",)), Notice(counties=("14",)), COUNTIES) is None


def test_what_the_notice_does_not_tell_passes_and_is_said() -> None:
    watch = Watch(("85312000-9",), ("167",), "", Decimal(10_000), None)
    found = match(watch, Notice(("85312400-3",)), COUNTIES)
    assert found == Match(("85312400-3",), no_place=True, no_value=True)


def test_without_codes_only_words_can_speak_for_a_notice() -> None:
    notice = Notice(texts=("Kotihoitoa Joensuussa",))
    assert match(Watch(("85312000-9",)), notice, COUNTIES) is None
    found = match(Watch(("85312000-9",), words="kotihoito"), notice, COUNTIES)
    assert found == Match(words=("kotihoito",), no_cpv=True)


@given(
    st.lists(CODES, max_size=3),
    st.lists(st.sampled_from(sorted(COUNTIES)), max_size=3),
    st.none() | st.decimals(0, 10**6, places=2),
)
def test_an_empty_watch_finds_nothing_and_places_alone_are_enough(cpv, towns, value) -> None:
    notice = Notice(tuple(cpv), tuple(towns), (), value)
    assert match(Watch(), notice, COUNTIES) is None
    found = match(Watch(municipalities=tuple(towns)), notice, COUNTIES)
    assert bool(found) == bool(towns)


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_the_ends_of_the_range_belong_to_it(value: Decimal, limit: Decimal) -> None:
    def found(**ends: Any) -> bool:
        watch = Watch(cpv=("85000000-9",), **ends)
        return match(watch, Notice(("85312400-3",), value=value), COUNTIES) is not None

    assert found(least_value=limit) == (value >= limit)
    assert found(most_value=limit) == (value <= limit)
