"""What may be told of a pulse, whatever was answered."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.worksheets.pulse import rules
from app.worksheets.pulse.rules import ENPS, Mean, Result
from app.worksheets.types.library import built_in

TYPE = built_in().types["wellbeing_pulse"]
KEYS = [each.key for each in rules.questions(TYPE)]
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={each.key: st.integers(each.least, each.most) for each in rules.questions(TYPE)},
    ),
    max_size=12,
)


def test_the_type_has_seven_questions_one_of_recommending_and_one_in_words() -> None:
    assert len(rules.rated(TYPE)) == 7
    assert rules.recommending(TYPE).key == "recommend"
    assert rules.open_question(TYPE).key == "open"


@given(ANSWERS, st.booleans())
def test_nothing_but_the_number_is_told_of_fewer_than_five_or_of_an_open_round(
    answers, closed
) -> None:
    told = rules.result(TYPE, answers, ["Sana"], closed=closed)
    assert told.count == len(answers)
    if not closed or len(answers) < 5:
        assert not told.shown
        assert told == Result(len(answers), closed)
    else:
        assert told.shown


@given(ANSWERS)
def test_nothing_is_told_of_a_question_that_fewer_than_five_answered(answers) -> None:
    told = rules.result(TYPE, answers, [], closed=True)
    for field in rules.rated(TYPE):
        given_ = [each[field.key] for each in answers if field.key in each]
        assert (field.key in told.means) == (len(given_) >= 5)
        if field.key in told.means:
            assert told.means[field.key].count == len(given_)
            exact = sum(given_) / len(given_)
            assert abs(float(told.means[field.key].value) - exact) <= 0.0501
            assert min(given_) <= told.means[field.key].value <= max(given_)


@given(st.lists(st.integers(0, 10), min_size=5, max_size=30))
def test_the_figure_of_recommending_lies_between_its_ends_and_turns_round(scores) -> None:
    found = rules.enps(scores)
    assert found
    assert -100 <= found.value <= 100
    neutral = rules.enps([*scores, *[8] * len(scores)])
    assert neutral
    assert abs(neutral.value) <= abs(found.value)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([9, 10, 9, 10, 9], 100),
        ([0, 6, 3, 5, 6], -100),
        ([9, 9, 7, 8, 6], 20),
        ([10, 10, 10, 7, 8, 0, 6], 14),
    ],
)
def test_the_figure_of_recommending_by_hand(scores: list[int], expected: int) -> None:
    assert rules.enps(scores) == Mean(Decimal(expected), len(scores))


def _round(enps: int, **means: str) -> Result:
    shown = {key: Mean(Decimal(value), 5) for key, value in means.items()}
    return Result(5, closed=True, means=shown, enps=Mean(Decimal(enps), 5))


def test_a_fall_is_half_a_point_or_twenty_of_recommending() -> None:
    before = _round(40, energy="4.0", workload="3.5", support="4.0")
    now = _round(20, energy="3.5", workload="3.1", support="2.0")
    assert [each.key for each in rules.falls(before, now)] == ["support", "energy", ENPS]
    assert rules.falls(before, _round(21, energy="3.6", workload="4.1", support="4")) == []


@given(st.decimals(1, 5, places=1), st.decimals(1, 5, places=1), st.sampled_from(["energy", ENPS]))
def test_what_has_risen_has_not_fallen(first: Decimal, second: Decimal, key: str) -> None:
    there, back = rules.direction(key, first, second), rules.direction(key, second, first)
    assert (there == "up") == (back == "down")


def test_a_question_that_one_round_lacks_has_not_fallen() -> None:
    assert rules.falls(_round(0, energy="5"), _round(0, support="1")) == []
    assert rules.falls(Result(3), _round(-100, energy="1")) == []


@given(
    st.dictionaries(
        st.sampled_from([*KEYS, "open", "unknown"]),
        st.one_of(st.integers(-3, 15), st.booleans(), st.text(max_size=3), st.none()),
    )
)
def test_only_answers_to_the_questions_are_taken(scores) -> None:
    taken = rules.allowed(TYPE, scores)
    assert list(taken) == [key for key in KEYS if key in taken]
    for key, number in taken.items():
        field = TYPE.field(key)
        assert type(number) is int
        assert field.least <= number <= field.most
