"""The rules of the client room: names, protection, the same client twice, grounds, the story."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients import rules
from app.clients.records import Client
from app.core.field import blank_values, fields_of

FIELDS = fields_of(Client)


def is_empty(name: str, value: Any) -> bool:
    return FIELDS[name].value.is_empty(value)


words = st.sampled_from(["", "Aino", "Mäkelä", "Korhonen", "Joensuu"])
rows = st.lists(
    st.fixed_dictionaries({"id": st.uuids().map(str), "need": st.sampled_from("abc")}), max_size=4
)
clients = st.fixed_dictionaries(
    {
        "family_name": words,
        "given_names": words,
        "phone": st.sampled_from(["", "+358501", "+358502"]),
        "interpreter": st.booleans(),
        "protected_address": st.booleans(),
        "restricted": st.booleans(),
        "plan_made": st.one_of(st.none(), st.dates()),
        "needs": rows,
        "goals": rows,
    }
).map(lambda values: {**blank_values(Client), **values})


def contents(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k != "id"} for row in rows]


@given(clients, clients)
def test_merging_loses_nothing_of_the_kept_client_and_no_row_of_either(
    keep: dict[str, Any], drop: dict[str, Any]
) -> None:
    planned = rules.merged(keep, drop, is_empty)
    after = {**keep, **planned.values}
    for name, value in keep.items():
        if name not in ("needs", "goals") and not is_empty(name, value):
            assert after[name] == value
    for name in ("needs", "goals"):
        for row in contents([*keep[name], *drop[name]]):
            assert row in contents(after[name])
    for name, value in drop.items():
        if (
            name not in planned.differing
            and not is_empty(name, value)
            and name not in ("status", "client_type", "needs", "goals")
        ):
            assert after[name] == value


@given(clients, clients)
def test_merging_never_takes_a_protection_away(keep: dict[str, Any], drop: dict[str, Any]) -> None:
    after = {**keep, **rules.merged(keep, drop, is_empty).values}
    for name in ("interpreter", "protected_address", "restricted"):
        assert after[name] == (keep[name] or drop[name])


@given(clients)
def test_merging_a_client_with_itself_changes_no_content(one: dict[str, Any]) -> None:
    planned = rules.merged(one, one, is_empty)
    assert planned.differing == ()
    for name, value in planned.values.items():
        assert {str(row) for row in contents(value)} == {str(row) for row in contents(one[name])}


def test_the_two_kinds_of_protection_withhold_what_they_should() -> None:
    assert rules.withheld(protected_address=False, restricted=False) == frozenset()
    assert "street" in rules.withheld(protected_address=True, restricted=False)
    assert "needs" not in rules.withheld(protected_address=True, restricted=False)
    described = frozenset(FIELDS)
    hidden = rules.withheld(protected_address=False, restricted=True)
    assert described - hidden == rules.ALWAYS_SHOWN, "a new field is told which of the two it is"


def client(**values: Any) -> dict[str, Any]:
    return {"client_type": "person", **values}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (client(personal_id="010150-900C"), client(personal_id="010150-900C"), True),
        (
            client(family_name="Mäkelä", given_names="Aino", phone="1", personal_id="010150-900C"),
            client(family_name="Mäkelä", given_names="Aino", phone="1", personal_id="010150Y900C"),
            False,  # the same personal part with another sign is another person
        ),
        (
            client(family_name="Mäkelä", given_names="Aino Maria", municipality="167"),
            client(family_name="MÄKELÄ", given_names="aino", municipality="167"),
            True,
        ),
        (
            client(family_name="Mäkelä", given_names="Aino", municipality="167"),
            client(family_name="Mäkelä", given_names="Aino", municipality="426"),
            False,
        ),
        (
            client(family_name="Mäkelä-Laine", given_names="Aino", phone="1"),
            client(family_name="Mäkelä Laine", given_names="Aino", phone="1"),
            True,
        ),
        (client(phone="1"), client(phone="1"), False),  # a family may share a telephone
        (
            client(family_name="Makela", given_names="A"),
            client(family_name="Mäkelä", given_names="A", phone="2"),
            False,
        ),
    ],
)
def test_the_same_client_is_recognised(one: Any, other: Any, same: bool) -> None:
    assert bool(rules.likeness(one, other)) is same
    assert bool(rules.likeness(other, one)) is same


def test_missing_names_and_days_the_wrong_way_are_told_by_field() -> None:
    assert set(rules.problems(client())) == {"family_name"}
    assert set(rules.problems({"client_type": "organisation"})) == {"organisation_name"}
    wrong = client(
        family_name="M",
        plan_made=date(2026, 5, 1),
        plan_review=date(2026, 4, 1),
        services=[{"begins": "2026-05-01", "ends": "2026-04-01"}],
        grounds=[{"given_on": "2026-05-01", "withdrawn_on": "2026-04-01"}],
    )
    assert set(rules.problems(wrong)) == {"plan_review", "services", "grounds"}


def test_gaps_in_the_grounds_are_told_once_each() -> None:
    service = {"purpose": "service", "ground": "contract"}
    assert len(rules.ground_gaps([])) == 1
    assert rules.ground_gaps([service]) == []
    photos = {"purpose": "photos", "ground": "interest"}
    assert len(rules.ground_gaps([service, photos, {**photos, "purpose": "marketing"}])) == 1
    loose = {"purpose": "photos", "ground": "consent"}
    assert len(rules.ground_gaps([service, loose])) == 1
    whole = {**loose, "given_on": date(2026, 1, 1), "way": "written"}
    assert rules.ground_gaps([service, whole]) == []
    assert rules.ground_gaps([service, {**loose, "withdrawn_on": date(2026, 2, 1)}]) == []


def test_the_story_runs_from_the_latest_day_back() -> None:
    events = rules.timeline(
        {
            "came_on": date(2026, 1, 1),
            "plan_made": date(2026, 2, 1),
            "services": [{"service": "Ystäväpiiri", "begins": date(2026, 3, 1), "ends": None}],
            "goals": [{"goal": "Ulos", "reviewed": date(2026, 4, 1)}],
            "grounds": [{"ground": "consent", "given_on": date(2026, 2, 2), "withdrawn_on": None}],
        }
    )
    assert [event.day.month for event in events] == [4, 3, 2, 2, 1]
    assert events[1].words.say("fi") == "Alkaa: Ystäväpiiri"
