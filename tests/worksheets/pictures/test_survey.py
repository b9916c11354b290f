"""A survey: means of at least five answers, never an answer; and the questionnaire on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worksheets.pictures.pictured import (
    holds,
    kind,
    said,
    sheet,
    sheets,
    shown,
    with_values,
)

NEEDED = "At least five answers are needed"
NUMBERS = st.one_of(st.none(), st.floats(-200, 200), st.just("outo"), st.just(float("nan")))


@given(sheets("wellbeing_pulse"))
def test_anything_is_shown_or_told(drawn):
    holds(drawn)


@given(
    st.dictionaries(
        st.sampled_from(["energy", "support", "recommend", "enps"]), st.tuples(NUMBERS, NUMBERS)
    )
)
def test_any_results(results):
    values = {
        f"result/{key}": {"mean": mean, "count": count} for key, (mean, count) in results.items()
    }
    holds(with_values(sheet(kind("wellbeing_pulse"), language="en"), **values))


def test_single_answers_are_never_shown():
    words = said(holds(shown("wellbeing_pulse", "en")))
    assert "My own team" not in words
    assert words.count(NEEDED) == 8


def _measured(mean, count):
    return {"mean": mean, "count": count}


@pytest.mark.parametrize(("language", "number"), [("fi", "3,8"), ("en", "3.8")])
def test_a_mean_is_told_as_a_number_with_how_many_answered(language, number):
    drawn = sheet(kind("wellbeing_pulse"), language=language)
    words = said(holds(with_values(drawn, **{"result/energy": _measured(3.8, 7)})))
    assert number in words
    assert language == "fi" or "7 answers" in words


@pytest.mark.parametrize("count", [0, 1, 4, None])
def test_fewer_than_five_tell_nothing(count):
    drawn = with_values(
        sheet(kind("wellbeing_pulse"), language="en"),
        **{"result/energy": _measured(4.9, count), "result/enps": _measured(77, count)},
    )
    words = said(holds(drawn))
    assert "4.9" not in words
    assert "77" not in words
    assert words.count(NEEDED) == 8


@pytest.mark.parametrize(("number", "words"), [(33, "+33"), (0, "0"), (-12, "−12"), (100, "+100")])
def test_recommending_is_a_difference_of_shares(number, words):
    drawn = with_values(
        sheet(kind("wellbeing_pulse"), language="en"), **{"result/enps": _measured(number, 9)}
    )
    told = said(holds(drawn))
    assert f" {words} " in f" {told} "
    assert "eNPS" in told


@pytest.mark.parametrize("size", [(770, 480), (510, 720), (400, 700)])
def test_on_paper_numbers_are_ringed_and_nobody_is_asked_for_a_name(size):
    drawn = sheet(kind("wellbeing_pulse"), blank=True, language="en", width=size[0], height=size[1])
    words = said(holds(drawn))
    assert "without your name" in words
    assert "0 1 2 3 4 5 6 7 8 9 10" in words
    assert words.count("1 2 3 4 5") == 8


def test_what_has_no_room_on_a_page_is_told_after_it():
    drawn = sheet(kind("wellbeing_pulse"), fixed=True, height=200, language="en")
    picture = holds(with_values(drawn, **{"result/recommend": _measured(8.2, 6)}))
    assert picture.left_over
    assert any(each.text.startswith("8.2 · 6 answers") for each in picture.left_over)
