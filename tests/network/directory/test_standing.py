"""How a service that is counted on stands: what is said follows from its stage and its certificates alone."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.catalogue import shapes
from app.catalogue.items import Certificate, Item
from app.network.directory import standing, telling
from app.network.directory.standing import LOST_DAYS, SOON_DAYS, Standing, State
from app.services.records import ServicePath
from tests.catalogue import records

DAY = date(2026, 11, 29)
NEAR = st.integers(-400, 400).map(lambda days: DAY + timedelta(days=days))


def certificate(day: date = DAY, **also: object) -> Certificate:
    fields = records.certificate("s", **also)
    return Certificate.of("c", shapes.known("certificate", fields), day)


def item(*certificates: Certificate, state: str = "shown") -> Item:
    return Item("n", "s", "service", "o", {}, state, 0, None, certificates)


def of(*fields: Mapping[str, object], day: date = DAY) -> Standing:
    return standing.of(item(*(certificate(day, **each) for each in fields)), day)


def test_what_is_not_certified_is_simply_there() -> None:
    assert of() == of({"signature": ""}) == of({"self_declared": True}) == Standing(State.THERE)
    assert standing.of(None, DAY).state == State.GONE
    ended = item(certificate(), state="ended")
    assert standing.of(ended, DAY).state == State.ENDED, "its certificate says nothing any more"


@given(st.lists(st.tuples(NEAR, NEAR), min_size=1, max_size=3), NEAR)
def test_a_certificate_that_lasts_is_never_lost(spans: list[tuple[date, date]], day: date) -> None:
    fields = [
        {"valid_from": min(span).isoformat(), "valid_to": max(span).isoformat()} for span in spans
    ]
    found, last = of(*fields, day=day), max(max(span) for span in spans)
    left = (last - day).days
    if left < 0:
        assert found == Standing(State.LOST, last + timedelta(days=1))
        assert found.is_due(day) == (-left <= LOST_DAYS)
    elif left <= SOON_DAYS:
        assert found == Standing(State.EXPIRES, last)
        assert found.is_due(day)
    else:
        assert found == Standing(State.THERE)
        assert not found.is_due(day)


@given(st.sampled_from(["withdrawn", "suspended", "replaced"]), NEAR)
def test_one_that_was_taken_away_is_lost_from_that_day(status: str, since: date) -> None:
    taken = {"status": status, "status_on": since.isoformat()}
    found = of(taken)
    assert found == Standing(State.LOST, min(since, DAY))
    assert of(taken, {}) == Standing(State.THERE), "another one holds"
    assert of({"status": status}).is_due(DAY), "also when nobody told since when"


def test_what_ends_and_what_is_lost_is_said_in_words() -> None:
    told = {
        state: telling.matter(
            ServicePath(id="p", name={"fi": "Kotiin"}), {"fi": "Apu"}, Standing(state, DAY), {}
        )
        for state in State
        if state != State.THERE
    }
    assert telling.tag(Standing(State.THERE)) is None
    assert len({each.title.say("en") for each in told.values()}) == len(told)
    assert all("Apu" in each.title.say("en") for each in told.values())
    assert {each.due for each in told.values()} == {None, DAY}, "only what is to come has a day"
    ended = telling.matter(
        ServicePath(id="p", name={"fi": "Kotiin"}),
        {"fi": "Apu"},
        Standing(State.ENDED),
        {"fi": "Uusi apu"},
    )
    assert "Uusi apu" in ended.advice.say("en")
