"""What came of a programme, counted from a real store."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from app.core import editing
from app.core.change import Changes
from app.core.fault import Missing
from app.core.store import Store
from app.core.text import _l, set_language
from app.network.events.records import Event
from app.programmes import counting, tables, wording
from app.programmes.records import Indicator, Objective, Programme
from app.programmes.rules import Attendance, Period
from app.sync.records import Shared
from tests.programmes.world import FIRST, LAST, NOW, OWNER, World

SPRING = Period(date(2025, 1, 1), date(2025, 6, 30))


def test_events_count_as_soon_as_they_have_been_held(world: World) -> None:
    events = world.add_indicator("events", target=Decimal(4))
    people = world.add_indicator("participants")
    world.add_event(date(2025, 2, 1), 12)
    rows = [
        {"id": "a", "name": "A", "participants": 5},
        {"id": "b", "name": "B", "participants": 3},
    ]
    world.add_event(date(2025, 8, 1), attendance=rows)
    world.add_event(date(2025, 8, 2), 3, attendance=rows)
    world.add_event(date(2025, 9, 1), 100, state="planned")
    world.add_event(date(2025, 9, 1), 100, state="cancelled")
    found, measure = world.measure(events)
    assert found.attendance(found.whole) == Attendance(3, 23, 0)
    assert found.standing(measure, found.whole).percent == 75
    assert found.value(world.measure(people)[1], SPRING) == 12


def test_an_event_counts_for_its_objective_and_once_in_the_programme(world: World) -> None:
    second = world.add(
        Objective, programme_id=world.programme, number=2, name={"fi": "Toinen", "en": "Second"}
    )
    general = world.add_indicator("events", objective_id=None)
    of_one = world.add_indicator("events")
    world.add_event(date(2025, 2, 1), 12)
    world.add_event(date(2025, 2, 2), 7, objective_id=second)
    other = world.add(Programme, name={"fi": "Muu"}, starts_on=FIRST)
    aim = world.add(Objective, programme_id=other, number=1, name={"fi": "Muu"})
    world.add_event(date(2025, 2, 3), 50, objective_id=aim)
    found, measure = world.measure(general)
    assert found.value(measure, found.whole) == 2
    assert found.value(world.measure(of_one)[1], found.whole) == 1
    assert found.attendance(found.whole, second).participants == 7
    grid = tables.by_objective(found, found.whole)
    assert [row[1:] for row in grid.rows] == [(1, 12), (1, 7), (2, 19)]


def test_nobody_having_told_is_not_zero(world: World) -> None:
    jobs = world.add_indicator("jobs", target=Decimal(5))
    people = world.add_indicator("participants")
    found, measure = world.measure(jobs)
    assert found.value(measure, found.whole) is None
    set_language("en")
    words = wording.standing_words(measure, found.standing(measure, found.whole))
    assert str(words) == "no data, target 5"
    world.add_value(jobs, 0, date(2025, 3, 1))
    found, measure = world.measure(jobs)
    assert found.standing(measure, found.whole).percent == 0
    assert found.value(world.measure(people)[1], found.whole) == 0, "no event has been held"
    world.add_event(date(2025, 2, 1), None)
    found, measure = world.measure(people)
    assert found.value(measure, found.whole) is None
    assert any("nobody has told how many came" in str(each) for each in wording.notes(found))
    future = Period(date(2026, 4, 1), LAST)
    assert found.value(measure, future) is None, "it hasn't begun"


def test_without_a_target_the_value_stands_alone_and_a_target_of_zero_has_no_percentage(
    world: World,
) -> None:
    alone, zero = world.add_indicator(), world.add_indicator(target=Decimal(0), unit={"en": "h"})
    for each in (alone, zero):
        world.add_value(each, "2.5", date(2025, 3, 1))
    set_language("en")
    found, measure = world.measure(alone)
    assert str(wording.standing_words(measure, found.standing(measure, found.whole))) == "2.5"
    found, measure = world.measure(zero)
    assert (
        str(wording.standing_words(measure, found.standing(measure, found.whole)))
        == "2.5, target 0"
    )
    assert found.reached(found.measures, found.whole) == (0, 0)


def test_a_correction_takes_away_and_values_of_other_days_are_told_not_counted(
    world: World,
) -> None:
    jobs = world.add_indicator("jobs", target=Decimal(5))
    world.add_value(jobs, 4, date(2025, 3, 1))
    world.add_value(jobs, -1, date(2025, 3, 2), source="Kahdesti")
    world.add_value(jobs, 9, date(2024, 12, 31))
    world.add_value(jobs, 8, date(2026, 7, 1))
    world.add_event(date(2026, 7, 2), 30)
    found, measure = world.measure(jobs)
    assert found.value(measure, found.whole) == 3
    assert (len(found.outside_values), len(found.outside_events)) == (2, 1)
    assert found.attendance(found.whole).events == 0
    set_language("en")
    notes = [str(each) for each in wording.notes(found)]
    assert notes[0] == "2 values are of days outside the programme and aren’t counted."
    assert notes[1] == "1 event was held outside the programme’s days and isn’t counted."


def test_a_value_counts_in_the_period_of_its_last_day(world: World) -> None:
    jobs = world.add_indicator("jobs")
    world.add_value(jobs, 2, date(2025, 7, 31), from_day=date(2025, 5, 1))
    world.add_value(jobs, 1, date(2025, 6, 30))
    found, measure = world.measure(jobs)
    grid = tables.by_period(found, "half")
    assert [row[1:] for row in grid.rows][2:] == [(1, 2, None, 3)]
    assert sum(found.value(measure, each) or 0 for each in found.periods("month")) == 3


def test_what_is_in_the_bin_counts_nowhere(world: World) -> None:
    jobs = world.add_indicator("jobs")
    value = world.add_value(jobs, 2, date(2025, 3, 1))
    event = world.add_event(date(2025, 2, 1), 12)
    from app.programmes.records import IndicatorValue

    world.store.write(lambda s: editing.remove(s, IndicatorValue, [value]))
    world.store.write(lambda s: editing.remove(s, Event, [event]))
    found, measure = world.measure(jobs)
    assert found.value(measure, found.whole) is None
    assert found.attendance(found.whole).events == 0


def test_each_organisation_has_its_own_numbers_and_they_add_up(world: World) -> None:
    name = {"name": {"fi": "Naapuri Oy", "en": "Neighbour Ltd"}}
    world.store.keep(
        lambda s: s.add(
            Shared(
                record_id=OWNER,
                kind="organisation",
                owner=OWNER,
                own=False,
                sent=True,
                stamps="{}",
                fields=msgspec.json.encode(name).decode(),
            )
        )
    )
    jobs = world.add_indicator("jobs")
    world.add_value(jobs, 2, date(2025, 3, 1))
    world.add_value(jobs, 3, date(2025, 3, 1), owner=OWNER)
    world.add_value(jobs, 1, date(2025, 4, 1), organisation={"fi": " naapuri oy "})
    world.add_event(date(2025, 2, 1), 10)
    world.add_event(date(2025, 2, 2), 6, owner=OWNER)
    found, measure = world.measure(jobs)
    keys = found.organisations(found.whole)
    assert [found.names[key]["fi"] for key in keys] == ["Naapuri Oy", "Oma ry"]
    assert [found.value(measure, found.whole, key) for key in keys] == [4, 2]
    assert [found.attendance(found.whole, organisation=key).participants for key in keys] == [6, 10]
    grid = tables.by_organisation(found, found.whole)
    assert [row[1:] for row in grid.rows] == [(1, 1, 2), (6, 10, 16), (4, 2, 6)]


def test_the_same_days_told_twice_are_pointed_out(world: World) -> None:
    jobs = world.add_indicator("jobs")
    world.add_value(jobs, 2, date(2025, 6, 30), from_day=date(2025, 1, 1))
    world.add_value(jobs, 2, date(2025, 3, 31), from_day=date(2025, 3, 1))
    found = world.results()
    assert len(found.told_twice) == 1
    set_language("en")
    assert "Check that nothing is counted twice." in str(wording.notes(found)[0])


def test_a_programme_without_an_end_lasts_until_what_is_known(world: World) -> None:
    world.store.write(lambda s: editing.change(s, Programme, world.programme, {"ends_on": None}))
    assert world.results().whole.last == NOW
    world.add_event(date(2026, 9, 1), 3)
    assert world.results().whole.last == date(2026, 9, 1)


def test_an_indicator_of_an_objective_in_the_bin_concerns_the_programme(world: World) -> None:
    jobs = world.add_indicator("jobs")

    def unbind(session) -> Changes:
        session.get(Objective, world.objective).deleted_at = session.get(Indicator, jobs).created_at
        return Changes(_l("Removed"))

    world.store.write(unbind)
    _found, measure = world.measure(jobs)
    assert measure.objective_id == ""


def test_a_programme_that_is_gone_is_told(store: Store) -> None:
    with store.read() as session, pytest.raises(Missing):
        counting.results(session, "nothing", NOW)


def test_programmes_that_run_come_before_those_that_have_ended(world: World) -> None:
    old = world.add(
        Programme, name={"fi": "Vanha"}, starts_on=date(2010, 1, 1), ends_on=date(2012, 1, 1)
    )
    coming = world.add(Programme, name={"fi": "Tuleva"}, starts_on=date(2026, 9, 1))
    with world.store.read() as session:
        ids = [each for each, _name in counting.programmes(session, NOW)]
    assert ids == [coming, world.programme, old]
