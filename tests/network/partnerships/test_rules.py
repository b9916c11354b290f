"""Who is in a partnership, what its stage asks, when something is due, and what is nearly the same."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network.partnerships import checks, rules
from app.network.partnerships.nearness import Known, Twins, alike, folded, known, near

DAY = date(2026, 11, 23)
days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
names = (
    st.text("abcdeäö ", min_size=4, max_size=20).map(str.strip).filter(lambda n: len(folded(n)) > 3)
)


def row(name: str, **values: object) -> dict[str, object]:
    return {"id": name, "name": name, "role": "member", **values}


# Members


def test_who_has_left_stays_in_the_history_and_not_among_the_present() -> None:
    members = rules.members_of(
        [row("Koivu"), row("Mänty", left_on="2026-03-01"), row("Kuusi", role="lead")], {}
    )
    assert [each.name for each in rules.present(members)] == ["Kuusi", "Koivu"]
    assert [each.name for each in rules.gone(members)] == ["Mänty"]


def test_a_leaving_that_is_still_to_come_takes_nobody_away_yet() -> None:
    members = rules.members_of([row("Mänty", left_on="2026-12-31")], {})
    assert rules.present(members, DAY) == members
    assert rules.gone(members, DAY) == []
    assert rules.present(members, date(2026, 12, 31)) == []


def test_an_organisation_that_is_known_is_called_as_it_is_called_now() -> None:
    rows = [row("Vanha nimi", organisation_id="o1"), row("Muu", organisation_id="gone")]
    assert [m.name for m in rules.members_of(rows, {"o1": "Uusi nimi"})] == ["Uusi nimi", "Muu"]


def test_a_country_is_told_only_when_it_is_not_finland() -> None:
    home, abroad = rules.members_of([row("A", country="FI"), row("B", country="EE")], {})
    assert (home.abroad, abroad.abroad, abroad.country) == (False, True, "EE")


@given(st.lists(st.tuples(names, st.none() | days), max_size=8), days)
def test_everybody_is_either_present_or_gone(people: list, day: date) -> None:
    members = rules.members_of(
        [
            row(n, id=f"{i}", left_on=d.isoformat() if d else None)
            for i, (n, d) in enumerate(people)
        ],
        {},
    )
    here, left = rules.present(members, day), rules.gone(members, day)
    assert {m.row_id for m in here} | {m.row_id for m in left} == {m.row_id for m in members}
    assert not {m.row_id for m in here} & {m.row_id for m in left}


# Stages


def test_the_stages_follow_each_other_to_the_last() -> None:
    stage, seen = "", []
    while after := rules.next_stage(stage):
        seen.append(after)
        stage = after
    assert tuple(seen) == rules.STAGES
    assert rules.next_stage("ended") == ""
    assert rules.passed("agreement") == ("idea", "founding")


def test_what_is_missing_is_hinted_by_stage() -> None:
    two = [row("A", role="lead"), row("B")]
    assert len(rules.lacking("founding", {"members": [row("A")]}, DAY)) == 3
    assert rules.lacking("founding", {"members": two, "giving": [{"who": "A"}]}, DAY) == []
    gone = [row("A", role="lead"), row("B", left_on="2026-01-01")]
    assert len(rules.lacking("founding", {"members": gone, "giving": [{"who": "A"}]}, DAY)) == 1
    done = {"members": two, "agreed_on": DAY, "data": "Vain luvalla.", "review_on": DAY}
    assert rules.lacking("agreement", done, DAY) == []
    assert len(rules.lacking("agreement", {**done, "agreed_on": None}, DAY)) == 1
    assert rules.lacking("evaluation", {}, DAY) == []


# What is due


@given(st.lists(days, max_size=5), days)
def test_the_members_are_asked_again_a_year_after_the_last_time(made: list, begun: date) -> None:
    due = rules.health_due(made, begun)
    last = max(made, default=begun)
    assert due is not None
    assert 365 <= (due - last).days <= 366


def test_nobody_is_asked_of_what_never_began() -> None:
    assert rules.health_due([], None) is None


@given(days)
def test_a_year_ago_and_a_year_on_are_the_same_year(day: date) -> None:
    made = rules.year_before(day)
    due = rules.health_due([made], None)
    assert due is not None
    assert due <= day < due + timedelta(days=2)


# The health check


def test_a_health_check_is_compared_with_the_one_before() -> None:
    now = [{"statement": "trust", "score": 4}, {"statement": "new", "score": None}]
    found = rules.compared(
        now, [{"statement": "trust", "score": 2}, {"statement": "x", "score": 1}]
    )
    assert [(c.statement, c.score, c.before) for c in found] == [
        ("trust", 4, 2),
        ("new", None, None),
    ]
    assert rules.mean(c.score for c in found) == 4
    assert rules.mean([None]) is None


def test_the_lowest_statements_are_talked_about_first_and_good_ones_never() -> None:
    scores = [
        rules.Compared(name, score) for name, score in (("a", 5), ("b", 2), ("c", 3), ("d", 1))
    ]
    assert [each.statement for each in rules.weakest(scores)] == ["d", "b"]
    assert rules.weakest([rules.Compared("a", 4)]) == []


# Wrong values


def test_wrong_values_are_told_by_field() -> None:
    assert set(checks.problems({"starts_on": DAY, "ends_on": DAY - timedelta(days=1)})) == {
        "ends_on"
    }
    assert set(checks.problems({"members": [{"name": " "}]})) == {"members"}
    left = {"name": "A", "joined_on": "2026-05-01", "left_on": "2026-04-01"}
    assert "joined" in checks.problems({"members": [{"name": "B"}, left]})["members"].say("en")
    assert checks.problems({"members": [{"organisation_id": "o1"}]}) == {}
    assert set(checks.meeting_problems({"held_on": DAY, "next_on": DAY})) == {"next_on"}


# Nearly the same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muistiverkosto", "MUISTIVERKOSTO"),
        ("Rantakylän muistiverkosto", "Rantakylan  muistiverkosto ry"),
        ("Kotiutumisen verkosto", "Kotiutumisen kumppanuus"),
        ("Muistiystävällinen Rantakylä", "Muistiystävällinen Rantakylä -verkosto"),
        ("Omaishoidon tuki", "Omaishoidon tuket"),
    ],
)
def test_names_that_people_write_differently_are_alike(one: str, other: str) -> None:
    assert alike(folded(one), folded(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muistiverkosto", "Liikuntaverkosto"),
        ("Kotihoito Joensuu", "Kotihoito Lieksa"),
        ("Messut 2026", "Messut 2027"),
        ("", ""),
    ],
)
def test_names_of_different_things_are_not(one: str, other: str) -> None:
    assert not alike(folded(one), folded(other))


def test_nearly_the_same_members_are_nearly_the_same_partnership() -> None:
    first = known("1", "", {"fi": "Aamu"}, ["Koivu oy", "Mänty ry", "Kuusi", "Haapa"])
    assert near(first, known("2", "x", {"fi": "Ilta"}, ["Koivu", "Mänty", "Kuusi"]))
    assert not near(first, known("2", "x", {"fi": "Ilta"}, ["Koivu", "Mänty"]))
    alone = known("3", "", {"fi": "Aamu"}, ["Koivu"])
    assert not near(alone, known("4", "x", {"fi": "Ilta"}, ["Koivu"])), (
        "one in common tells nothing"
    )


def test_a_name_is_compared_in_every_language() -> None:
    first = known("1", "", {"fi": "Kotiapu", "en": "Home help"}, [])
    assert near(first, known("2", "x", {"en": "HOME HELP"}, []))


@given(names, st.lists(names, max_size=4))
def test_what_is_written_anew_in_other_letters_is_found(name: str, people: list[str]) -> None:
    ours = known("ours", "", {"fi": name}, people)
    same = known("theirs", "x", {"en": f" {name.upper()} verkosto"}, [])
    others = [known(f"{i}", "x", {"fi": f"zz{i}"}, []) for i in range(5)]
    assert Twins.of([*others, same]).twin(ours) == same


@given(
    st.lists(st.builds(lambda n, m: (n, m), names, st.lists(names, max_size=3)), max_size=6), names
)
def test_the_index_never_finds_what_is_not_near(all_of: list, name: str) -> None:
    them = [known(f"{i}", "x", {"fi": n}, m) for i, (n, m) in enumerate(all_of)]
    wanted = known("ours", "", {"fi": name}, [])
    found = Twins.of(them).twin(wanted)
    assert found is None or near(wanted, found)
    exact = [each for each in them if each.names & wanted.names]
    assert not exact or found is not None


def test_a_partnership_is_not_its_own_twin() -> None:
    one: Known = known("1", "x", {"fi": "Aamu"}, [])
    assert Twins.of([one]).twin(one) is None
