"""What is true of tenders: days, whether one is worthwhile, consortiums, thresholds, the record."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.rates import Rate, RateTable
from app.core.text import set_language
from app.tenders import consortium, rules, states, thresholds, wording
from app.tenders.values import CpvCodes

DAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


# Days


@given(DAYS, st.integers(0, 200), st.none() | st.integers(0, 200), st.sets(DAYS, max_size=5))
def test_own_days_are_working_days_between_today_and_the_deadline(
    day: date, left: int, asked: int | None, holidays: set[date]
) -> None:
    deadline = day + timedelta(days=left)
    questions = day + timedelta(days=asked) if asked is not None else None
    if questions and questions > deadline:
        questions = None
    found = rules.own_days(day, questions, deadline, holidays)
    for own in found:
        assert day <= own.day <= deadline
        assert own.day.weekday() < 5
        assert own.day not in holidays
    keys = [own.key for own in found]
    assert keys == [key for key, _words in rules.OWN_DAYS if key in keys]
    if not questions:
        assert "questions" not in keys


def test_own_days_lead_to_a_tender_that_is_handed_in_early() -> None:
    found = {own.key: own.day for own in rules.own_days(DAY, date(2026, 12, 4), date(2026, 12, 23))}
    assert found["questions"] == date(2026, 12, 3)
    assert found["hand_in"] == date(2026, 12, 22)
    assert found["read"] <= found["papers"] <= found["price"] <= found["check"]


def test_a_tender_follows_from_its_values() -> None:
    values: dict[str, Any] = {
        "outcome": "", "decision": states.GO, "decided_on": None, "submitted_on": DAY,
    }  # fmt: skip
    found = rules.tender_completed(values, DAY)
    assert found["outcome"] == states.SUBMITTED
    assert found["decided_on"] == DAY
    undone = rules.tender_completed({**found, "decision": states.UNDECIDED}, DAY)
    assert undone["decided_on"] is None


# Is it worthwhile


def scored(*scores: int | None) -> list[dict[str, Any]]:
    return [{"question": f"q{at}", "score": score} for at, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "suggests"),
    [
        ((), states.UNDECIDED),
        ((5, 5, 5), states.UNDECIDED),  # too few
        ((4, 4, 4, 3), states.GO),
        ((5, 5, 5, 5, 1), states.UNDECIDED),  # something speaks against it
        ((3, 3, 3, 3), states.UNDECIDED),
        ((2, 2, 2, 3), states.NO_GO),
        ((4, 4, None, 4, 4), states.GO),
    ],
)
def test_the_average_suggests(scores: tuple[int | None, ...], suggests: str) -> None:
    assert rules.weighed(scored(*scores)).suggests == suggests


@given(st.lists(st.none() | st.integers(1, 5), max_size=9))
def test_the_average_lies_between_the_scores(scores: list[int | None]) -> None:
    found, given_ = rules.weighed(scored(*scores)), [each for each in scores if each is not None]
    assert found.answered == len(given_)
    if given_:
        assert found.average is not None
        assert min(given_) <= found.average <= max(given_)
    else:
        assert found.average is None


# The record


@given(st.dictionaries(st.sampled_from([code for code, _w in states.OUTCOMES]), st.integers(0, 99)))
def test_only_what_the_buyer_decided_counts(outcomes: dict[str, int]) -> None:
    found = rules.track_record(outcomes)
    assert found.decided == outcomes.get("won", 0) + outcomes.get("lost", 0)
    assert 0 <= found.won <= found.decided
    assert (found.percent is None) == (found.decided == 0)


def test_a_share_is_told_only_of_enough() -> None:
    set_language("en")
    few = wording.record_words(rules.track_record({"won": 1, "lost": 2})).say()
    assert few == "1 of 3 decided tenders won. That is too few to tell a share."
    enough = wording.record_words(rules.track_record({"won": 2, "lost": 6})).say()
    assert enough == "2 of 8 decided tenders won (25%)."
    assert wording.record_words(rules.track_record({})).say() == "No tender has been decided yet."


# Together

DEADLINE = date(2027, 1, 12)


def member(role: str = states.MEMBER, share: int | None = None, **values: Any) -> dict[str, Any]:
    return {
        "organisation_id": None,
        "name": f"{role}-{share}",
        "role": role,
        "share": None if share is None else Decimal(share),
        "espd": True,
        "papers_on": DEADLINE,
        "commitment": False,
        **values,
    }


def told(*rows: dict[str, Any]) -> list[str]:
    set_language("en")
    return [each.say() for each in consortium.lacks(rows, [row["name"] for row in rows], DEADLINE)]


def test_a_consortium_in_order_lacks_nothing() -> None:
    assert told(member(states.LEAD, 60), member(share=40)) == []
    assert told() == []


def test_exactly_one_leads() -> None:
    assert told(member(share=60), member(share=40)) == [
        "Choose who leads the consortium and talks with the buyer."
    ]
    assert told(member(states.LEAD, 60), member(states.LEAD, 40)) == [
        "Only one can lead the consortium. Choose which."
    ]


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_shares_make_the_whole_or_it_is_said(shares: list[int]) -> None:
    rows = [
        member(states.LEAD if not at else states.MEMBER, each) for at, each in enumerate(shares)
    ]
    rows = [{**row, "name": f"n{at}"} for at, row in enumerate(rows)]
    assert any("shares of the work make" in words for words in told(*rows)) == (sum(shares) != 100)


def test_a_missing_share_is_said() -> None:
    assert told(member(states.LEAD, 100), member()) == [
        "The shares make 100 %, but somebody has none."
    ]
    assert told(member(states.LEAD), member(name="B")) == ["Write how the work is shared."]


def test_who_lends_its_capacity_commits_itself() -> None:
    lender = member(states.CAPACITY, name="B", papers_on=None)
    assert told(member(states.LEAD, 100), lender) == [
        "B lends its capacity: its signed commitment is missing."
    ]
    assert told(member(states.LEAD, 100), {**lender, "commitment": True}) == []


def test_papers_may_be_three_months_old_on_the_deadline() -> None:
    assert not consortium.too_old(date(2026, 10, 12), DEADLINE)
    assert consortium.too_old(date(2026, 10, 11), DEADLINE)
    assert not consortium.too_old(date(2026, 11, 30), date(2027, 2, 28))
    found = told(member(states.LEAD, 100, name="A", papers_on=date(2026, 10, 11)))
    assert found == [
        "A: the contractor’s liability papers of 11 Oct 2026 are over three months old on the deadline."
    ]
    missing = told(member(states.LEAD, 100, name="A", papers_on=None, espd=False))
    assert missing == [
        "A: the ESPD isn’t filled in.",
        "A: the contractor’s liability papers are missing.",
    ]


def test_nobody_is_there_twice_or_without_a_name() -> None:
    assert "A is there twice." in told(
        member(states.LEAD, 50, name="A"), member(share=50, name="A")
    )
    assert "Somebody in the consortium has no name yet." in told(member(states.LEAD, 100, name=""))


# Thresholds


def rate(key: str, value: int, begin: str, end: str = "", **more: str) -> Rate:
    facts = {"status": "in_force", "confidence": "sourced", "source": "lähde", **more}
    last = date.fromisoformat(end) if end else None
    return Rate(key, Decimal(value), "EUR", date.fromisoformat(begin), last, **facts)


TABLE = RateTable(
    [
        rate("procurement.national.social_health", 400_000, "2017-01-01"),
        rate("procurement.eu.social_special", 750_000, "2016-04-18", confidence="own_knowledge"),
        rate("procurement.national.goods_services", 60_000, "2017-01-01"),
        rate("procurement.eu.services_local", 221_000, "2024-01-01", "2025-12-31"),
        rate("procurement.eu.services_local", 216_000, "2026-01-01", "2027-12-31"),
    ]
)
SOCIAL, CLEANING = ["85312000-9"], ["90910000-9"]


def passed(value: int, cpv: list[str], day: date = DAY) -> int | None:
    found = thresholds.standing(Decimal(value), day, cpv, "open", TABLE)
    assert found
    return int(found.passed[-1].number) if found.passed else None


def test_the_kind_and_the_day_decide_the_threshold() -> None:
    assert passed(399_999, SOCIAL) is None
    assert passed(400_000, SOCIAL) == 400_000
    assert passed(750_000, SOCIAL) == 750_000
    assert passed(218_000, CLEANING) == 216_000
    assert passed(218_000, CLEANING, date(2025, 6, 1)) == 60_000


@given(st.integers(0, 2_000_000), st.integers(0, 2_000_000))
def test_more_never_passes_less(first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert (passed(low, SOCIAL) or 0) <= (passed(high, SOCIAL) or 0)


@pytest.mark.parametrize(
    ("value", "day", "cpv"),
    [
        (None, DAY, SOCIAL),
        (1, None, SOCIAL),
        (1, DAY, []),
        (1, DAY, ["85312000-9", "90910000-9"]),  # of two kinds
        (1, DAY, ["98513310-8"]),  # some of the division have thresholds of their own
        (1, date(2030, 1, 1), CLEANING),  # nobody knows yet
    ],
)
def test_what_is_not_known_is_not_told(value: int | None, day: date | None, cpv: list[str]) -> None:
    amount = None if value is None else Decimal(value)
    assert thresholds.standing(amount, day, cpv, "open", TABLE) is None


def test_a_threshold_is_told_with_its_day_and_source_and_what_is_unsure_says_so() -> None:
    set_language("en")
    found = thresholds.standing(Decimal(480_000), DAY, SOCIAL, "open", TABLE)
    assert found
    assert not found.needs_check
    assert wording.threshold_words(found, found.value, DAY).say() == (
        "€480,000 passes the national threshold for social and health services, €400,000 on 23 Nov 2026. "
        "In force since 1 Jan 2017; source: lähde."
    )
    high = thresholds.standing(Decimal(800_000), DAY, SOCIAL, "open", TABLE)
    assert high
    assert high.needs_check
    shipped = thresholds.standing(Decimal(600_000), DAY, [], states.CONCESSION)
    assert shipped
    assert shipped.needs_check
    for sort, key in ((states.CONCESSION, []), ("open", CLEANING), ("open", SOCIAL)):
        for value in (1, 300_000, 5_000_000):
            standing = thresholds.standing(Decimal(value), DAY, key, sort)
            assert standing
            assert "{" not in wording.threshold_words(standing, standing.value, DAY).say()


# Codes


def test_codes_are_read_whatever_stands_around_them() -> None:
    value = CpvCodes()
    assert value.read("85312000; 85311100-3 Ikääntyneiden huoltopalvelut, 12345678") == [
        "85312000-9", "85311100-3", "12345678",
    ]  # fmt: skip
    assert value.read("Siivouspalvelut") == ["90910000-9"]
    codes = ["85312000-9", "12345678"]
    assert value.read(value.write(codes)) == codes
