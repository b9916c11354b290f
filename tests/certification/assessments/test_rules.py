"""Scores by hand and by their properties, progress, and what stands in the way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.certification.assessments import rules
from app.certification.assessments.rules import Given, Result, Score
from tests.certification.schemes.data import ALL, DAY, mini

SCHEME = mini()
SOME_ANSWER = st.sampled_from(["", *dict(rules.ANSWERS)])
GIVEN = st.builds(
    Given,
    answer=SOME_ANSWER,
    comment=st.sampled_from(["", " ", "Ei koske meitä"]),
    action_due=st.sampled_from([None, DAY]),
)
ANSWERS = st.fixed_dictionaries({}, optional=dict.fromkeys(ALL, GIVEN))
LEVEL = st.sampled_from(["lower", "upper"])


def result(level: str = "upper", /, **answers: str | Given) -> Result:
    said = {k: Given(answer=v) if isinstance(v, str) else v for k, v in answers.items()}
    return rules.result(SCHEME, level, said)


def short(found: Result) -> dict[str, str]:
    return {each.key: why.say("en") for each, why in found.short}


# plan weighs 5, training 3, leaflet 2 and figures 1; staff is a question.


@pytest.mark.parametrize(
    ("answers", "points", "most", "percent"),
    [
        ({}, 0, 1100, "0.0"),
        ({"staff": "yes"}, 0, 1100, "0.0"),
        ({"plan": "yes"}, 500, 1100, "45.4"),
        ({"plan": "partly"}, 250, 1100, "22.7"),
        ({"plan": "no", "training": "yes"}, 300, 1100, "27.2"),
        ({"staff": "no", "plan": "yes"}, 500, 800, "62.5"),
        ({"staff": "no", "plan": "yes", "training": "yes"}, 500, 800, "62.5"),
        ({"staff": "partly", "plan": "yes", "training": "partly"}, 650, 1100, "59.0"),
        ({"plan": "yes", "leaflet": "not_applicable"}, 500, 900, "55.5"),
        ({"plan": "yes", "leaflet": "partly", "figures": "yes"}, 700, 1100, "63.6"),
        (dict.fromkeys(ALL, "yes"), 1100, 1100, "100.0"),
        ({**dict.fromkeys(ALL, "yes"), "figures": "no"}, 1000, 1100, "90.9"),
        (dict.fromkeys(ALL, "no"), 0, 800, "0.0"),
    ],
)
def test_a_score_is_counted_as_by_hand(
    answers: dict[str, str], points: int, most: int, percent: str
) -> None:
    total = result(**answers).total
    assert (total.points, total.most, total.percent) == (points, most, Decimal(percent))


def test_a_lower_level_counts_what_it_asks() -> None:
    found = result("lower", plan="yes", figures="no")
    assert (found.total.points, found.total.most) == (500, 1000)
    assert [each.key for each in found.criteria] == ["staff", "plan", "training", "leaflet"]


def test_partly_is_worth_what_the_scheme_says() -> None:
    for worth in (0, 30, 100):
        scheme = mini("1", ("partly_percent: 50", f"partly_percent: {worth}"))
        found = rules.result(scheme, "upper", {"plan": Given(answer="partly")})
        assert found.total.points == 5 * worth


def test_almost_eighty_isnt_eighty() -> None:
    assert Score(79_999, 100_000).percent == Decimal("79.9")
    assert Score(80_000, 100_000).percent == Decimal("80.0")
    assert Score(2, 3).percent == Decimal("66.6")


def test_nothing_to_be_scored_has_no_score() -> None:
    everything = result(**dict.fromkeys(ALL, "not_applicable"))
    assert everything.total.percent is None
    assert everything.total.progress == 100
    assert Score().percent is None
    assert Score().progress == 0


def test_groups_of_which_nothing_applies_are_left_out() -> None:
    scheme = mini("1", ("        level: recommended\n", "        applies_when: staff=yes\n"))
    scheme = replace(scheme, criteria=tuple(c for c in scheme.criteria if c.key != "figures"))
    found = rules.result(scheme, "upper", {"staff": Given(answer="no")})
    assert [each.group.key for each in found.groups] == ["first"]


@given(ANSWERS, LEVEL)
def test_a_score_is_between_nothing_and_all(answers: dict[str, Given], level: str) -> None:
    total = rules.result(SCHEME, level, answers).total
    assert 0 <= total.points <= total.most
    assert total.percent is None or 0 <= total.percent <= 100
    assert 0 <= total.progress <= 100


@given(ANSWERS, LEVEL)
def test_the_groups_add_up_to_the_whole(answers: dict[str, Given], level: str) -> None:
    found = rules.result(SCHEME, level, answers)
    assert sum((each.score for each in found.groups), Score()) == found.total
    assert found.total.asked == len(found.criteria)


@given(LEVEL, st.integers(0, 100))
def test_all_yes_is_all_whatever_partly_is_worth(level: str, worth: int) -> None:
    scheme = replace(SCHEME, partly_percent=worth)
    total = rules.result(scheme, level, {key: Given(answer="yes") for key in ALL}).total
    assert total.percent == 100
    assert total.progress == 100


@given(ANSWERS, LEVEL)
def test_all_is_done_only_when_all_is_answered(answers: dict[str, Given], level: str) -> None:
    found = rules.result(SCHEME, level, answers)
    open_ones = [c for c in found.criteria if not answers.get(c.key, Given()).answer]
    assert (found.total.progress == 100) == (not open_ones)
    assert (rules.freeze_problem(SCHEME, level, answers) is None) == (not open_ones)


@given(ANSWERS, st.sampled_from(["plan", "training", "leaflet", "figures"]), LEVEL)
def test_a_better_answer_never_lowers_the_score(
    answers: dict[str, Given], key: str, level: str
) -> None:
    def percent(answer: str) -> Decimal:
        changed = {**answers, key: Given(answer=answer)}
        found = rules.result(SCHEME, level, changed).total.percent
        return Decimal(0) if found is None else found

    assert percent("no") <= percent("partly") <= percent("yes")
    assert percent("no") == percent("")


@given(ANSWERS, LEVEL)
def test_what_doesnt_apply_counts_as_if_it_werent_there(
    answers: dict[str, Given], level: str
) -> None:
    left_out = {**answers, "leaflet": Given(answer="not_applicable")}
    without = replace(SCHEME, criteria=tuple(c for c in SCHEME.criteria if c.key != "leaflet"))
    found, other = (rules.result(each, level, left_out).total for each in (SCHEME, without))
    assert (found.points, found.most) == (other.points, other.most)


@given(st.integers(1, 10), st.integers(1, 10))
def test_a_heavier_criterion_counts_for_more(light: int, heavy: int) -> None:
    assume(light < heavy)

    def percent(weight: int) -> Decimal:
        scheme = mini("1", ("weight: 5", f"weight: {weight}"))
        found = rules.result(scheme, "upper", {"plan": Given(answer="yes")}).total.percent
        assert found is not None
        return found

    assert percent(light) < percent(heavy)


@given(ANSWERS)
def test_a_question_changes_no_points_of_its_own(answers: dict[str, Given]) -> None:
    yes, partly = (
        rules.result(SCHEME, "upper", {**answers, "staff": Given(answer=each)}).total
        for each in ("yes", "partly")
    )
    assert yes == partly


@given(st.text(max_size=8))
def test_an_answer_that_there_isnt_meets_nothing(word: str) -> None:
    assume(word not in dict(rules.ANSWERS))
    found = result(**{**dict.fromkeys(ALL, "yes"), "plan": word})
    assert "plan" in short(found)
    assert found.total.points == 600


def test_what_stands_in_the_way_is_told_with_its_reason() -> None:
    assert short(result(plan="no", training="partly", figures="not_applicable")) == {
        "plan": "not in order",
        "training": "partly, and no action with a day is agreed",
        "figures": "doesn't apply, but why isn't told",
    }
    assert short(result()) == dict.fromkeys(("plan", "training", "figures"), "not answered")


def test_a_dated_action_or_a_reason_lets_a_requirement_pass() -> None:
    found = result(
        staff="no",
        plan=Given(answer="partly", action_due=date(2027, 1, 1)),
        figures=Given(answer="not_applicable", comment="Ei asiakkaita vielä"),
    )
    assert short(found) == {}
    assert short(
        result(staff="no", plan="yes", figures=Given(answer="not_applicable", comment=" "))
    )


def test_what_is_recommended_or_a_question_never_stands_in_the_way() -> None:
    found = result(**{**dict.fromkeys(ALL, "yes"), "leaflet": "no", "staff": ""})
    assert short(found) == {}


def test_freezing_waits_for_the_last_answer() -> None:
    said = {key: Given(answer="yes") for key in ALL}
    assert rules.freeze_problem(SCHEME, "upper", said) is None
    del said["figures"]
    assert "1 criterion" in rules.freeze_problem(SCHEME, "upper", said).say("en")
    assert rules.freeze_problem(SCHEME, "lower", said) is None


def test_change_since_last_time_is_in_percentage_points() -> None:
    assert rules.change(Score(9, 10), Score(1, 2)) == Decimal("40.0")
    assert rules.change(Score(1, 2), Score(9, 10)) == Decimal("-40.0")
    assert rules.change(Score(1, 2), None) is None
    assert rules.change(Score(1, 2), Score()) is None
    assert rules.change(Score(), Score(1, 2)) is None


VALUES = {
    "manner": "self", "assessor": "", "started_on": DAY, "due": None, "service_id": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("values", "subject", "wrong"),
    [
        ({}, None, set()),
        ({"manner": "peer"}, None, {"assessor"}),
        ({"manner": "external"}, None, {"assessor"}),
        ({"manner": "external", "assessor": "Oy"}, None, set()),
        ({"manner": ""}, None, {"manner"}),
        ({"manner": "friend", "assessor": "Oy"}, None, {"manner"}),
        ({"due": date(2026, 11, 22)}, None, {"due"}),
        ({"due": DAY}, None, set()),
        ({}, "service", {"service_id"}),
        ({"service_id": "s"}, "service", set()),
        ({"service_id": "s"}, "organisation", {"service_id"}),
        ({}, "organisation", set()),
    ],
)
def test_values_that_dont_go_together_are_told(
    values: dict[str, object], subject: str | None, wrong: set[str]
) -> None:
    assert set(rules.problems({**VALUES, **values}, subject)) == wrong
