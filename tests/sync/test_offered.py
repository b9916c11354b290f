"""Records that an organisation offers to its network live in every office, and only its keeper changes them."""

from datetime import date
from typing import Any

import pytest

from app.core import editing
from app.core.fault import Refusal
from app.core.record import Record
from app.core.store import Store
from app.network.advice.records import Adviser
from app.network.events.records import Event, Registration
from app.network.partnerships.records import Partnership
from app.programmes.records import Indicator, Programme
from app.register.database import Database
from app.sync import enrolling, offices
from app.sync.protocol import Role
from tests.sync.running import Join, Network, Register, connect, sync


def add(store: Store, record: type[Record], **values: Any) -> str:
    return store.write(lambda session: editing.add(session, record, values)).result


def one(store: Store, record: type[Record], record_id: str) -> Record | None:
    with store.read() as session:
        found = session.get(record, record_id)
        session.expunge_all()
        return found


def event(store: Store, **values: Any) -> str:
    told = {"name": {"fi": "Työpaja"}, "starts_on": date(2027, 3, 4), **values}
    return add(store, Event, **told)


def test_an_event_is_in_the_calendar_of_every_office_and_stays_its_keepers(join: Join) -> None:
    keeper, colleague, guest = join("a", "Solmu"), join("b", "Solmu"), join("c", "Naapuri")
    made = event(keeper, code="T1", attendance=[{"name": "Naapuri", "participants": 3}])
    for store in (keeper, colleague, guest):
        sync(store)
    theirs = one(guest, Event, made)
    assert theirs.name == {"fi": "Työpaja"}
    assert theirs.kept_by()
    assert theirs.attendance == [], "who came stays in the office that writes it"
    assert one(colleague, Event, made).kept_by() == "", "the same organisation keeps it"
    with guest.read() as session:
        assert offices.counts(session)["event"] == 1
    for forbidden in (
        lambda session: editing.change(session, Event, made, {"name": {"fi": "Kaapattu"}}),
        lambda session: editing.remove(session, Event, [made]),
    ):
        with pytest.raises(Refusal, match="toisen organisaation"):
            guest.write(forbidden)
    colleague.write(lambda s: editing.change(s, Event, made, {"starts_on": date(2027, 3, 11)}))
    for store in (colleague, keeper, guest):
        sync(store)
    assert one(keeper, Event, made).starts_on == one(guest, Event, made).starts_on
    assert one(guest, Event, made).starts_on == date(2027, 3, 11)
    keeper.write(lambda session: editing.remove(session, Event, [made]))
    sync(keeper)
    sync(guest)
    assert one(guest, Event, made).deleted_at is not None
    with guest.read() as session:
        assert "event" not in offices.counts(session)


def test_who_registers_keeps_the_names(join: Join) -> None:
    keeper, guest = join("a", "Solmu"), join("b", "Naapuri")
    made = event(keeper)
    sync(keeper)
    sync(guest)
    registered = add(guest, Registration, event_id=made, participants=2, names="Aino\nEino")
    sync(guest)
    sync(keeper)
    found = one(keeper, Registration, registered)
    assert (found.participants, found.names) == (2, "")
    assert found.kept_by()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR])
def test_advice_goes_out_from_the_coordinator_only(join: Join, role: Role) -> None:
    office, member = join("a", "Kehitysyhtiö", role=role), join("b", "Naapuri")
    made = add(office, Adviser, name={"fi": "Yritysneuvonta"})
    report = sync(office)
    assert report.refused == 0, "what isn't to be shared doesn't go out to be refused"
    sync(member)
    assert (one(member, Adviser, made) is not None) == (role == Role.COORDINATOR)
    assert one(office, Adviser, made).deleted_at is None


def test_a_programme_comes_with_its_numbers(join: Join) -> None:
    keeper, member = join("a", "Hankeväki"), join("b", "Naapuri")
    programme = add(
        keeper, Programme, name={"fi": "Hanke"}, starts_on=date(2020, 9, 1), code="HANKE"
    )
    indicator = add(keeper, Indicator, programme_id=programme, name={"fi": "Mittari"}, target=25)
    sync(keeper)
    sync(member)
    found = one(member, Indicator, indicator)
    assert (found.programme_id, found.target) == (programme, 25)


def test_what_others_offered_in_another_network_goes_to_the_bin(
    join: Join, register: Register, database: Database
) -> None:
    keeper, member = join("a", "Solmu"), join("b", "Naapuri")
    made = event(keeper)
    mine = add(member, Partnership, name={"fi": "Naapurit"})
    for store in (keeper, member):
        sync(store)
    assert one(member, Event, made).deleted_at is None
    enrolling.disconnect(member)
    connect(member, register.url, Network(database, "Toinen verkosto"), "Naapuri")
    assert one(member, Event, made).deleted_at is not None
    assert one(member, Partnership, mine).deleted_at is None
