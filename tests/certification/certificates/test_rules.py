"""Who may get a certificate, how long it is valid, and which states follow each other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from app.certification.assessments import rules as assessments
from app.certification.assessments.rules import Given
from app.certification.certificates import rules
from app.certification.schemes.rules import SchemeContent
from tests.certification.schemes.data import ALL, DAY, mini

SCHEME = mini()
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
STATES = st.sampled_from([*dict(rules.STATES), "nothing"])


def problems(
    answers: dict[str, Given] | None = None,
    *,
    status: str = "frozen",
    target: str = "upper",
    peer: date | None = DAY,
    scheme: SchemeContent = SCHEME,
    **said: str,
) -> list[str]:
    given = {key: Given(answer="yes") for key in ALL}
    given |= {key: Given(answer=each) for key, each in said.items()} | (answers or {})
    result = assessments.result(scheme, target, given)
    values = {"status": status, "target": target}
    return [each.say("en") for each in rules.grant_problems(scheme, values, result, peer, DAY)]


NOT_MET = f"1 required criterion isn't met: {SCHEME.criterion('figures').text['en']}"


def test_all_in_order_is_granted() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (problems(scheme=replace(SCHEME, certificate=False)), "No certificates are granted"),
        (problems(status="open"), "Freeze the assessment first"),
        (problems(target="lower"), "Assess at the level “Upper” at least"),
        (problems(figures="no"), NOT_MET),
        (problems(figures="partly"), NOT_MET),
        (problems(figures="not_applicable"), NOT_MET),
        (problems(figures=""), NOT_MET),
        (problems(peer=None), "A peer review or an external audit of the last 24 months"),
        (problems(peer=date(2024, 11, 22)), "A peer review or an external audit"),
    ],
)
def test_each_rule_stands_in_the_way_by_itself(found: list[str], words: str) -> None:
    assert len(found) == 1
    assert words in found[0]


def test_the_score_stands_in_the_way_by_itself() -> None:
    action = Given(answer="partly", action_due=DAY)
    found = problems({"plan": action}, leaflet="no")
    assert found == ["The score is 59%, and at least 80% is needed."]


def test_all_that_stands_in_the_way_is_told_together() -> None:
    said = dict.fromkeys(ALL, "no") | {"staff": "yes"}
    answers = {key: Given(answer=each) for key, each in said.items()}
    found = problems(answers, status="open", target="lower", peer=None)
    assert len(found) == 5
    assert "2 required criteria aren't met, the first of them: " in found[2]


def test_exactly_eighty_is_enough_and_almost_eighty_isnt() -> None:
    # Of 10 points: plan 5, training 3, and leaflet 2 that is recommended.
    scheme = mini("1", ("certificate_level: upper", "certificate_level: lower"))
    assert problems(scheme=scheme, target="lower", leaflet="no") == []
    heavier = replace(scheme, pass_percent=81)
    assert len(problems(scheme=heavier, target="lower", leaflet="no")) == 1


def test_a_peer_review_of_the_very_day_two_years_ago_is_fresh_enough() -> None:
    assert problems(peer=date(2024, 11, 23)) == []


def test_a_scheme_may_need_no_peer_review() -> None:
    assert problems(scheme=replace(SCHEME, peer_months=None), peer=None) == []


def test_a_partly_with_a_dated_action_and_a_reason_pass() -> None:
    passing = {
        "training": Given(answer="partly", action_due=DAY),
        "figures": Given(answer="not_applicable", comment="Ei vielä"),
    }
    assert problems(passing) == []


def test_nothing_that_applies_is_no_certificate() -> None:
    away = {key: Given(answer="not_applicable", comment="Ei koske") for key in ALL}
    assert problems(away) == ["The score is 0%, and at least 80% is needed."]


def test_a_scheme_with_a_level_that_it_lacks_is_refused_not_broken() -> None:
    scheme = replace(SCHEME, certificate_level="gone")
    assert len(problems(scheme=scheme, target="lower")) == 1


GIVEN = st.builds(
    Given,
    answer=st.sampled_from(["", "yes", "partly", "no", "not_applicable", "fine"]),
    comment=st.sampled_from(["", "Ei koske"]),
    action_due=st.sampled_from([None, DAY]),
)


def meets(said: Given) -> bool:
    """The rule for one required criterion, written otherwise than in the program."""
    return (
        said.answer == "yes"
        or (said.answer == "partly" and said.action_due is not None)
        or (said.answer == "not_applicable" and bool(said.comment))
    )


@given(
    st.fixed_dictionaries(dict.fromkeys(ALL, GIVEN)),
    st.sampled_from(["open", "frozen"]),
    st.sampled_from(["lower", "upper"]),
    st.none() | st.dates(date(2023, 1, 1), DAY),
    st.integers(0, 100),
    st.booleans(),
)
def test_it_is_granted_just_when_the_whole_rule_is_met(
    said: dict[str, Given], status: str, target: str, peer: date | None, enough: int, may: bool
) -> None:
    scheme = replace(SCHEME, pass_percent=enough, certificate=may)
    found = problems(said, status=status, target=target, peer=peer, scheme=scheme)
    weights = {"plan": 5, "training": 3, "leaflet": 2, "figures": 1}
    if said["staff"].answer not in {"", "yes", "partly"}:
        del weights["training"]
    if target == "lower":
        del weights["figures"]
    counted = {k: w for k, w in weights.items() if said[k].answer != "not_applicable"}
    worth = {"yes": 1, "partly": 0.5}
    points = sum(w * worth.get(said[k].answer, 0) for k, w in counted.items())
    rule = (
        may
        and status == "frozen"
        and target == "upper"
        and all(meets(said[key]) for key in weights if key != "leaflet")
        and bool(counted)
        and points * 100 >= enough * sum(counted.values())
        and peer is not None
        and peer >= date(2024, 11, 23)
    )
    assert (found == []) == rule, found


# Days


@pytest.mark.parametrize(
    ("begins", "months", "ends"),
    [
        (date(2026, 11, 23), 24, date(2028, 11, 22)),
        (date(2026, 3, 1), 24, date(2028, 2, 29)),
        (date(2025, 3, 1), 24, date(2027, 2, 28)),
        (date(2028, 2, 29), 24, date(2030, 2, 27)),
        (date(2028, 2, 29), 48, date(2032, 2, 28)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2026, 1, 1), 1, date(2026, 1, 31)),
    ],
)
def test_the_last_day_is_the_day_before(begins: date, months: int, ends: date) -> None:
    assert rules.last_day(begins, months) == ends


@given(DAYS, st.integers(1, 120))
def test_never_valid_for_longer_than_its_months(begins: date, months: int) -> None:
    last = rules.last_day(begins, months)
    assert begins < last < begins + relativedelta(months=months)
    assert last + timedelta(days=1) == begins + relativedelta(months=months)
    assert rules.last_day(begins + timedelta(days=1), months) >= last


@given(STATES, DAYS, st.integers(0, 1000), DAYS)
def test_it_counts_on_its_days_only_while_valid(
    status: str, begins: date, length: int, day: date
) -> None:
    ends = begins + timedelta(days=length)
    assert rules.counts(status, begins, ends, day) == (status == "valid" and begins <= day <= ends)
    assert rules.counts("valid", begins, ends, begins)
    assert rules.counts("valid", begins, ends, ends)
    assert not rules.counts("valid", begins, ends, ends + timedelta(days=1))


@given(STATES, DAYS, st.integers(0, 1000), DAYS)
def test_its_state_looks_good_only_when_it_counts(
    status: str, begins: date, length: int, day: date
) -> None:
    ends = begins + timedelta(days=length)
    words, tone = rules.state(status, begins, ends, day)
    assert words.say("fi")
    if tone == "good":
        assert rules.counts(status, begins, ends, day)


@pytest.mark.parametrize(
    ("day", "within"),
    [
        (date(2026, 5, 22), None),
        (date(2026, 5, 23), 6),
        (date(2026, 8, 22), 6),
        (date(2026, 8, 23), 3),
        (date(2026, 10, 22), 3),
        (date(2026, 10, 23), 1),
        (date(2026, 11, 23), 1),
        (date(2027, 11, 23), 1),
    ],
)
def test_it_is_brought_up_the_more_urgently_the_nearer(day: date, within: int | None) -> None:
    assert rules.urgency(DAY, day) == within


@pytest.mark.parametrize(
    ("earlier", "latest"),
    [
        (None, DAY),
        (DAY - timedelta(days=1), DAY),
        (DAY, DAY + timedelta(days=1)),
        (date(2027, 1, 31), date(2027, 2, 1)),
        (date(2028, 11, 22), date(2027, 5, 23)),
    ],
)
def test_it_begins_at_the_latest_when_the_one_before_ends(
    earlier: date | None, latest: date
) -> None:
    assert rules.latest_begin(DAY, earlier) == latest


# States


def test_what_ended_stays_ended() -> None:
    for ended in ("withdrawn", "replaced", "nothing", ""):
        assert not any(rules.may_become(ended, each) for each in dict(rules.STATES))


@given(st.lists(STATES, max_size=6))
def test_no_way_leads_back_from_the_end(wanted: list[str]) -> None:
    status, ended = "valid", False
    for each in wanted:
        if rules.may_become(status, each):
            assert not ended
            status = each
            ended = status in {"withdrawn", "replaced"}


BEFORE = {"status": "valid", "status_on": None, "reason": "", "code": "K-1", "content": "{}"}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, set()),
        ({"status_on": DAY}, set()),
        ({"reason": "x"}, set()),
        ({"code": "K-2"}, {"code"}),
        ({"content": "{} ", "code": "K-2"}, {"content", "code"}),
        ({"status": "suspended"}, {"reason"}),
        ({"status": "suspended", "reason": "x"}, set()),
        ({"status": "withdrawn", "reason": ""}, {"reason"}),
        ({"status": "replaced"}, set()),
        ({"status": "anything"}, {"status"}),
    ],
)
def test_a_granted_one_stays_as_it_is(change: dict[str, object], wrong: set[str]) -> None:
    assert set(rules.changed_content({**BEFORE, **change}, BEFORE)) == wrong


def test_a_new_one_has_nothing_to_stay_as() -> None:
    assert rules.changed_content(BEFORE, None) == {}


def test_a_short_fingerprint_is_read_by_eye() -> None:
    assert rules.short_fingerprint("0123456789abcdef" + "0" * 48) == "0123 4567 89AB CDEF"
