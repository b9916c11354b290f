"""The demo data: believable, complete, in both languages, and only of codes that exist."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app import demo as demo_data
from app.clients.records import Client
from app.core import listing, search
from app.core.codes import codes
from app.core.field import fields_of, values_of
from app.core.listing import Listing
from app.core.store import Store
from app.core.value import Choice, Choices, Rows, Words
from app.demo import workdays
from app.employment.contracts.records import Contract, JobTemplate
from app.employment.hours.rules import days_between, working_days
from app.employment.people.records import Person
from app.network.events.records import Event
from app.network.partnerships.records import Meeting
from app.organisation.records import Organisation
from app.services import rules
from app.services.records import ServicePath, ServiceProduct
from tests.conftest import TODAY


def check_values(described, values) -> None:
    for name, field in described.items():
        value, kind = values[name], field.value
        if isinstance(kind, Words) and value:
            assert set(value) == {"fi", "en"}, (name, value)
        elif isinstance(kind, Choice) and value:
            for code in value if isinstance(kind, Choices) else [value]:
                assert code in kind.ids(), (name, code)
        elif isinstance(kind, Rows):
            for row in value:
                check_values({f.name: f for f in kind.fields}, kind.row(row))


def test_every_code_exists_and_every_text_is_in_both_languages(demo: Store) -> None:
    with demo.read() as session:
        for record in (
            Organisation,
            ServiceProduct,
            ServicePath,
            Client,
            Person,
            Contract,
            JobTemplate,
        ):
            for one in session.query(record):
                check_values(fields_of(record), values_of(one))


def test_the_stages_are_earned(demo: Store) -> None:
    with demo.read() as session:
        services = session.query(ServiceProduct).all()
    stages = [service.stage for service in services]
    assert stages.count("certified") == 5
    assert stages.count("productised") == 6
    for service in services:
        ready = rules.readiness(values_of(service)).complete
        assert ready == (service.stage in {"certified", "productised"}), service.code


def test_the_generated_ones_are_found_and_listed(store: Store, monkeypatch) -> None:
    monkeypatch.setitem(demo_data.SIZES, "some", 1500)
    told: list[tuple[int, int]] = []
    demo_data.fill(store, "some", TODAY, lambda done, total: told.append((done, total)))
    assert told == [
        (done, 7800) for done in (1000, 1500, 2500, 3000, 3300, 4300, 4800, 5800, 6300, 7300, 7800)
    ]
    with store.read() as session:
        ids = listing.ids(session, ServiceProduct, Listing())
        assert len(ids) == len(set(ids)) == 1514
        assert len(listing.ids(session, Client, Listing())) == 1512
        assert search.find(session, "joensuu")
        found = listing.ids(session, ServiceProduct, Listing(words="kotiapu"))
        assert 0 < len(found) < 100


def test_code_lists_have_owners_and_unique_ids() -> None:
    from app.core import paths

    for path in (paths.resources() / "reference").glob("*.json"):
        if path.stem == "dated_rates":
            continue
        known = codes(path.stem)
        assert known.owner
        ids = [code.id for code in known]
        assert len(ids) == len(set(ids)), path.stem
        assert all(code.label("fi") for code in known)
    assert len(codes("municipalities")) == 308
    assert codes("municipalities").get("167").label("sv") == "Joensuu"
    assert [code.id for code in codes("municipalities").search("libel", "sv")] == ["426"]


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 3))
def test_people_meet_on_the_next_working_days(day: date, length: int) -> None:
    values = {"starts_on": day, "ends_on": day + timedelta(days=length - 1), "name": "x"}
    moved = workdays.met(values, "starts_on", "ends_on")
    first, last = moved["starts_on"], moved["ends_on"]
    assert (last - first).days == length - 1, "it takes as long as before"
    assert working_days(days_between(first, last)) == length
    assert first >= day
    for earlier in days_between(day, first - timedelta(days=1)):
        assert working_days(days_between(earlier, earlier + (last - first))) < length
    assert workdays.met(moved, "starts_on", "ends_on") == moved
    assert workdays.met({"starts_on": None}, "starts_on", "ends_on") == {"starts_on": None}


def test_no_event_and_no_meeting_is_on_a_day_off(demo: Store) -> None:
    with demo.read() as session:
        days = [
            day
            for event in session.query(Event)
            if event.starts_on
            for day in days_between(event.starts_on, event.ends_on or event.starts_on)
        ]
        for meeting in session.query(Meeting):
            days += filter(None, (meeting.held_on, meeting.next_on))
    assert len(days) >= 9
    assert working_days(days) == len(set(days))
