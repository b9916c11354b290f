"""What feedback adds up to, and where it is going."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.clients.feedback import rules
from app.clients.feedback.rules import Answer

DAY = date(2026, 11, 25)


def answer(score: str | None = "4", recommends: int | None = None, day: date = DAY) -> Answer:
    return Answer(day, "s", None if score is None else Decimal(score), recommends)


def test_an_empty_survey_is_told() -> None:
    assert set(rules.problems({})) == {rules.STATEMENTS[0]}
    assert set(rules.problems({"words": "  "})) == {rules.STATEMENTS[0]}
    for given_ in ({"helped": "1"}, {"recommends": 0}, {"words": "Kiitos"}):
        assert rules.problems(given_) == {}


def test_a_score_is_the_mean_of_what_was_answered() -> None:
    assert rules.score({"heard": "5", "kept": "4", "helped": ""}) == Decimal("4.5")
    assert rules.score({"heard": ""}) is None


def test_the_recommendation_index_is_promoters_less_detractors() -> None:
    found = rules.result([answer(recommends=n) for n in (10, 9, 8, 7, 6, 0)])
    assert found.recommends == 0
    assert rules.result([answer(recommends=10)]).recommends == 100
    assert rules.result([answer(recommends=6)]).recommends == -100
    assert rules.result([answer()]).recommends is None


def test_few_answers_say_so() -> None:
    assert rules.result([answer()] * (rules.FEW - 1)).few
    assert not rules.result([answer()] * rules.FEW).few


def test_quarters_run_over_the_turn_of_the_year_in_order() -> None:
    found = rules.by_quarter(
        [answer("5"), answer("3", day=date(2026, 3, 31)), answer("1", day=date(2024, 1, 1))],
        DAY,
        5,
    )
    assert [quarter for quarter, _result in found] == [
        (2025, 4),
        (2026, 1),
        (2026, 2),
        (2026, 3),
        (2026, 4),
    ]
    assert [result.score for _quarter, result in found] == [
        None,
        Decimal("3.0"),
        None,
        None,
        Decimal("5.0"),
    ]


def test_a_change_needs_both_years() -> None:
    now, before = rules.result([answer("4.5")]), rules.result([answer("4")])
    assert rules.change(now, before) == Decimal("0.5")
    assert rules.change(now, rules.result([])) is None


scores = st.lists(
    st.tuples(
        st.one_of(st.none(), st.decimals(1, 5, places=2)),
        st.one_of(st.none(), st.integers(0, 10)),
        st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    ),
    max_size=30,
)


@given(scores)
def test_results_stay_within_their_scales_and_lose_no_answer(drawn: Any) -> None:
    answers = [Answer(day, "s", score, recommends) for score, recommends, day in drawn]
    found = rules.result(answers)
    assert found.count == len(answers)
    assert found.score is None or 1 <= found.score <= 5
    assert found.recommends is None or -100 <= found.recommends <= 100
    quarters = rules.by_quarter(answers, date(2026, 12, 31), 12)
    assert sum(result.count for _quarter, result in quarters) == len(answers)
