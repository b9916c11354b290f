"""What an office counts from its own records, and how it becomes a value."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.core import editing
from app.core.fault import Refusal
from app.core.record import today
from app.core.store import Store
from app.core.text import set_language
from app.network.partnerships.records import Partnership
from app.programmes import suggestions
from app.programmes.records import Indicator, IndicatorValue, Programme
from app.programmes.rules import COUNTABLE, Period
from app.services import actions as services
from app.services.records import ServiceProduct
from tests.employment.permanence.people import contract, person
from tests.programmes.world import OWNER, World


@pytest.fixture
def running(store: Store) -> World:
    """A programme that runs around today, with an indicator of everything that can be counted."""
    world = World(store)
    days = {"starts_on": today() - timedelta(400), "ends_on": today() + timedelta(400)}
    store.write(lambda s: editing.change(s, Programme, world.programme, days))
    for measure in sorted(COUNTABLE):
        world.add_indicator(measure, name={"en": measure})
    return world


def lately() -> Period:
    return Period(today() - timedelta(30), today())


def suggested(world: World, period: Period) -> dict[str, suggestions.Suggestion]:
    with world.store.read() as session:
        found = suggestions.suggest(session, world.programme, period, today())
    return {each.name["en"]: each for each in found}


def numbers(world: World, period: Period) -> dict[str, int]:
    return {name: int(each.counted.number) for name, each in suggested(world, period).items()}


def take(world: World, names: list[str], period: Period) -> None:
    ids = [each.indicator_id for name, each in suggested(world, period).items() if name in names]
    world.store.write(lambda s: suggestions.take_over(s, world.programme, ids, period, today()))


def values(world: World) -> list[IndicatorValue]:
    with world.store.read() as session:
        return session.query(IndicatorValue).filter_by(deleted_at=None).all()


def test_nothing_is_counted_where_nothing_has_happened(running: World) -> None:
    assert numbers(running, lately()) == dict.fromkeys(COUNTABLE, 0)


def test_only_what_can_be_counted_is_suggested(world: World) -> None:
    for measure in ("events", "participants", "enterprises", "other"):
        world.add_indicator(measure)
    with world.store.read() as session:
        period = Period(date(2025, 1, 1), date(2025, 6, 30))
        assert suggestions.suggest(session, world.programme, period, today()) == []


def test_a_product_counts_on_the_day_when_it_became_productised(demo: Store) -> None:
    world = World(demo)
    world.add_indicator("products", name={"en": "products"})
    before = numbers(world, lately())["products"]
    with demo.read() as session:
        done = session.query(ServiceProduct).filter_by(stage="productised").first().id
        others = session.query(ServiceProduct).filter(
            ServiceProduct.stage.in_(("productised", "certified"))
        )
        assert before == others.count(), "those of the demo became so when it was filled"
    demo.write(lambda s: editing.change(s, ServiceProduct, done, {"stage": "draft"}))
    assert numbers(world, lately())["products"] == before - 1
    demo.write(lambda s: services.productise(s, done))
    assert numbers(world, lately())["products"] == before, "again is not twice"
    assert numbers(world, Period(today() - timedelta(60), today() - timedelta(31)))["products"] == 0


def test_networks_count_when_they_are_agreed_and_those_of_others_do_not(running: World) -> None:
    network = {"name": {"en": "Net"}, "form": "network", "stage": "activity"}
    running.add(Partnership, **network, agreed_on=today() - timedelta(3))
    running.add(Partnership, **network, agreed_on=today() - timedelta(300))
    running.add(Partnership, **{**network, "stage": "idea"})
    running.add(Partnership, **{**network, "form": "partnership"})
    running.add(Partnership, owner=OWNER, **network, agreed_on=today() - timedelta(3))
    found = suggested(running, lately())["networks"]
    assert found.counted.number == 1
    assert [each["en"] for each in found.counted.things] == ["Net"]


def test_jobs_and_permanent_contracts_are_numbers_without_people(running: World) -> None:
    def hire(session):
        contract(session, person(session, "Salainen", "Sirpa"), today() - timedelta(10))
        return editing.change(session, Programme, running.programme, {"code": "X"})

    running.store.write(hire)
    found = suggested(running, lately())
    assert (found["jobs"].counted.number, found["permanent"].counted.number) == (1, 1)
    assert not found["jobs"].counted.things
    take(running, ["jobs", "permanent"], lately())
    for each in values(running):
        told = f"{each.organisation} {each.source}"
        assert "Salainen" not in told
        assert "Sirpa" not in told


def test_what_is_taken_over_is_the_offices_own_value_and_can_be_undone(running: World) -> None:
    running.add(Partnership, name={"en": "Net"}, form="network", stage="activity")
    period = lately()
    take(running, ["networks"], period)
    (made,) = values(running)
    assert (made.value, made.counted, made.owner_id) == (1, True, "")
    assert (made.from_day, made.to_day) == (period.first, period.last)
    assert made.organisation["fi"]
    assert made.source
    running.store.undo()
    assert values(running) == []


def test_counting_the_same_days_again_replaces_and_never_adds(running: World) -> None:
    period = lately()
    take(running, ["networks"], period)
    running.add(Partnership, name={"en": "Net"}, form="network", stage="activity")
    again = suggested(running, period)["networks"]
    assert (again.before, again.counted.number, again.fresh) == (0, 1, True)
    take(running, ["networks"], period)
    assert [each.value for each in values(running)] == [Decimal(1)]
    assert not suggested(running, period)["networks"].fresh, "nothing new"


def test_days_that_meet_counted_ones_are_refused(running: World) -> None:
    period = lately()
    take(running, ["networks"], period)
    longer = Period(period.first - timedelta(30), period.last)
    found = suggested(running, longer)["networks"]
    assert (found.covered, found.fresh) == (period, False)
    set_language("en")
    with pytest.raises(Refusal, match="have been counted already"):
        take(running, ["networks"], longer)
    before = Period(period.first - timedelta(30), period.first - timedelta(1))
    take(running, ["networks"], before)
    assert len(values(running)) == 2


def test_days_to_come_are_not_counted_ahead(running: World) -> None:
    running.add(
        Partnership,
        name={"en": "Net"},
        form="network",
        stage="agreement",
        agreed_on=today() + timedelta(20),
    )
    ahead = Period(today() - timedelta(5), today() + timedelta(40))
    assert numbers(running, ahead)["networks"] == 0


def test_values_are_added_to_an_indicator_that_another_organisation_keeps(running: World) -> None:
    with running.store.read() as session:
        ids = [each.id for each in session.query(Indicator)]

    def give(session):
        for each in ids:
            session.get(Indicator, each).owner_id = OWNER
        session.get(Programme, running.programme).owner_id = OWNER
        return editing.add(
            session, Partnership, {"name": {"en": "Net"}, "form": "network", "stage": "activity"}
        )

    running.store.write(give)
    take(running, ["networks"], lately())
    assert [each.owner_id for each in values(running)] == [""]
