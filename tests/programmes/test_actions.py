"""Setting up programmes, telling values, what is refused and what waits."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core import editing, search
from app.core.fault import InvalidFields, Refusal
from app.core.field import fields_of
from app.core.store import Store
from app.core.text import set_language
from app.exchange.importing import plan
from app.exchange.sheets import Sheet
from app.programmes import actions, counting
from app.programmes.actions import NewIndicator
from app.programmes.records import Indicator, IndicatorValue, Objective, Programme
from tests.programmes.world import FIRST, LAST, NOW, OWNER, World


def titles(world_store: Store, programme: str) -> tuple[list[str], list[tuple[str, str]]]:
    with world_store.read() as session:
        found = counting.results(session, programme, NOW)
    numbers = {each.id: each.number for each in found.aims}
    return (
        [each.title["en"] for each in found.aims],
        [(str(numbers.get(each.objective_id, "")), each.name["en"]) for each in found.measures],
    )


def set_up(store: Store, programme: str = "", **more) -> str:
    values = {"name": {"en": "Project"}, "starts_on": FIRST}
    told: dict[str, Any] = {
        "objectives": ["Clear services", "Permanent work"],
        "indicators": [],
        **more,
    }
    return store.write(
        lambda s: actions.set_up(s, programme, values, told["objectives"], told["indicators"], "en")
    ).result


def test_a_programme_is_set_up_at_once_and_undone_at_once(store: Store) -> None:
    indicators = [
        NewIndicator(1, "offers", "", Decimal(25)),
        NewIndicator(2, "other", "Volunteers"),
        NewIndicator(0, "events"),
    ]
    made = set_up(store, indicators=indicators)
    assert titles(store, made) == (
        ["1. Clear services", "2. Permanent work"],
        [("1", "New products, services or paths"), ("2", "Volunteers"), ("", "Events held")],
    )
    with store.read() as session:
        names = [each.name for each in session.query(Indicator)]
    assert all(set(each) >= {"fi", "en"} for each in names if each != {"en": "Volunteers"})
    store.undo()
    with store.read() as session:
        for record in (Programme, Objective, Indicator):
            assert all(each.deleted_at for each in session.query(record))


def test_what_is_added_later_goes_on_with_the_numbers(store: Store) -> None:
    made = set_up(store)
    set_up(store, made, objectives=["Foresight"], indicators=[NewIndicator(3, "experiments")])
    aims, measures = titles(store, made)
    assert aims[-1] == "3. Foresight"
    assert measures == [("3", "Experiments")]


def test_nothing_is_made_when_one_line_is_wrong(store: Store) -> None:
    set_language("en")
    with pytest.raises(Refusal, match="something else a name"):
        set_up(store, indicators=[NewIndicator(1, "other")])
    with pytest.raises(Refusal, match="A longer"):
        set_up(store, objectives=["A longer name than fits" * 40])
    with store.read() as session:
        assert session.query(Programme).count() == 0


def test_only_who_keeps_a_programme_sets_it_up(store: Store) -> None:
    made = World(store).add(Programme, owner=OWNER, name={"en": "Theirs"}, starts_on=FIRST)
    with pytest.raises(Refusal):
        set_up(store, made)


def test_of_others_only_own_values_are_written(world: World) -> None:
    theirs = world.add_indicator("jobs", owner=OWNER)
    with pytest.raises(Refusal):
        world.store.write(lambda s: editing.change(s, Indicator, theirs, {"target": Decimal(2)}))
    told = {"indicator_id": theirs, "value": Decimal(3), "to_day": date(2025, 5, 1)}
    made = world.store.write(lambda s: actions.add_value(s, told)).result
    found, measure = world.measure(theirs)
    assert found.value(measure, found.whole) == 3
    with world.store.read() as session:
        value = session.get(IndicatorValue, made)
    assert value.organisation["fi"] == "Oma ry"
    assert value.kept_by() == ""


@pytest.mark.parametrize(
    ("record", "values", "field"),
    [
        (Programme, {"name": {"en": "P"}, "starts_on": LAST, "ends_on": FIRST}, "ends_on"),
        (IndicatorValue, {"value": Decimal(1), "from_day": LAST, "to_day": FIRST}, "to_day"),
        (IndicatorValue, {"value": Decimal(-1), "to_day": FIRST}, "source"),
        (Indicator, {"name": {"en": "I"}, "target": Decimal(-1)}, "target"),
        (Objective, {"name": {"en": "O"}, "number": 1}, "number"),
    ],
    ids=["ends", "days", "correction", "target", "number"],
)
def test_what_makes_no_sense_is_told_beside_the_field(world: World, record, values, field) -> None:
    owners = {
        IndicatorValue: {"indicator_id": lambda: world.add_indicator()},
        Indicator: {"programme_id": lambda: world.programme},
        Objective: {"programme_id": lambda: world.programme},
    }
    told = {**values, **{name: make() for name, make in owners.get(record, {}).items()}}
    with pytest.raises(InvalidFields) as caught:
        world.store.write(lambda s: editing.add(s, record, told))
    assert set(caught.value.problems) == {field}


def test_an_indicator_is_of_an_objective_of_its_programme(world: World) -> None:
    other = world.add(Programme, name={"fi": "Muu"}, starts_on=FIRST)
    with pytest.raises(InvalidFields) as caught:
        world.add_indicator(programme_id=other)
    assert set(caught.value.problems) == {"objective_id"}


def test_what_others_rest_on_stays(world: World) -> None:
    indicator = world.add_indicator("jobs")
    value = world.add_value(indicator, 1, date(2025, 3, 1))
    steps = (
        (Programme, world.programme),
        (Objective, world.objective),
        (Indicator, indicator),
    )
    for record, record_id in steps:
        with pytest.raises(Refusal):
            world.store.write(lambda s, r=record, i=record_id: editing.remove(s, r, [i]))
    for record, record_id in ((IndicatorValue, value), *reversed(steps)):
        world.store.write(lambda s, r=record, i=record_id: editing.remove(s, r, [i]))


def waiting(world: World, day: date) -> list[str]:
    set_language("en")
    with world.store.read() as session:
        return [str(each.title) for each in actions.matters(session, day)]


def test_a_half_year_without_values_waits_until_something_is_told(world: World) -> None:
    jobs = world.add_indicator("jobs")
    assert waiting(world, date(2025, 6, 30)) == []
    assert waiting(world, date(2025, 7, 1)) == ["“Project”: no values for 1–6/2025"]
    world.add_value(jobs, 0, date(2025, 6, 1))
    assert waiting(world, date(2025, 7, 1)) == [], "zero is an answer"
    world.add_value(jobs, 2, date(2025, 8, 1), owner=OWNER)
    assert waiting(world, date(2026, 1, 1)) == ["“Project”: no values for 7–12/2025"]


def test_a_programme_of_others_asks_only_those_who_have_told_something(world: World) -> None:
    jobs = world.add_indicator("jobs")

    def give(session):
        session.get(Programme, world.programme).owner_id = OWNER
        return editing.change(session, Objective, world.objective, {"number": 2})

    world.store.write(give)
    assert waiting(world, date(2025, 7, 1)) == []
    world.add_value(jobs, 1, date(2025, 6, 1))
    assert waiting(world, date(2026, 1, 1)) == ["“Project”: no values for 7–12/2025"]


def test_nobody_is_asked_for_values_where_events_count_by_themselves(world: World) -> None:
    world.add_indicator("events")
    assert waiting(world, date(2025, 7, 1)) == []


def test_the_end_waits_with_those_who_keep_the_programme(world: World) -> None:
    assert waiting(world, date(2026, 4, 30)) == []
    assert waiting(world, date(2026, 5, 1)) == ["“Project” ends"]
    assert waiting(world, date(2026, 7, 15)) == ["“Project” has ended"]
    assert waiting(world, date(2027, 1, 1)) == []

    def give(session):
        session.get(Programme, world.programme).owner_id = OWNER
        return editing.change(session, Objective, world.objective, {"number": 2})

    world.store.write(give)
    assert waiting(world, date(2026, 5, 1)) == []


def test_the_example_is_a_programme_like_any_other(store: Store) -> None:
    made = store.write(lambda s: actions.add_example(s, NOW)).result
    with store.read() as session:
        found = counting.results(session, made, NOW)
    assert len(found.aims) == 1
    assert [each.target for each in found.measures] == [6, 90, 4]


def test_indicators_of_the_same_name_are_told_apart_by_their_programme(store: Store) -> None:
    world = World(store)
    first = world.add_indicator(name={"fi": "Kokeilut", "en": "Trials"})
    other = world.add(
        Programme, name={"fi": "Jatko (ESR+)", "en": "Sequel (ESF+)"}, starts_on=date(2025, 1, 1)
    )
    name = {"fi": "Kokeilut", "en": "Trials"}
    second = world.add(Indicator, programme_id=other, name=name)
    headers = ["Mittari", "Jakson loppu", "Arvo"]
    rows = [
        ["Kokeilut (Hanke)", "1.2.2025", "3"],
        ["Kokeilut (Jatko (ESR+))", "1.2.2025", "4"],
        ["Kokeilut", "1.2.2025", "5"],
    ]
    set_language("fi")
    with store.read() as session:
        planned = plan(session, IndicatorValue, Sheet(headers, rows))
        assert [row.values.get("indicator_id") for row in planned.rows[:2]] == [first, second]
        assert [row.state for row in planned.rows] == ["new", "new", "wrong"]
        assert "Kokeilut (" in planned.problems[0].say("en")
        with search.names(session):
            write = fields_of(IndicatorValue)["indicator_id"].value.write
            assert write(second) == "Kokeilut (Jatko (ESR+))"
        assert dict(session.get_one(Indicator, second).lead()) == {
            "fi": "Jatko (ESR+)",
            "en": "Sequel (ESF+)",
        }


def test_what_is_the_only_one_of_its_name_is_called_by_it_alone(store: Store) -> None:
    world = World(store)
    only = world.add_indicator(name={"fi": "Kokeilut", "en": "Trials"})
    set_language("fi")
    with store.read() as session:
        assert search.name_apart(session, "indicator", only) == "Kokeilut"


def test_a_value_of_a_day_outside_the_programme_is_refused_with_its_days(store: Store) -> None:
    world = World(store)
    told = {
        "indicator_id": world.add_indicator(),
        "to_day": date(2062, 6, 30),
        "value": Decimal(3),
    }
    with pytest.raises(InvalidFields) as fault:
        store.write(lambda session: actions.add_value(session, told))
    assert "1 Jan 2025–30 Jun 2026" in fault.value.problems["to_day"].say("en")
