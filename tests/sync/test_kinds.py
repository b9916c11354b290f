"""Nothing but the allow-list has a path into the outbox."""

from decimal import Decimal

import msgspec
import pytest
from sqlalchemy.orm import Session

from app.core.change import Changes
from app.core.field import fields_of
from app.core.record import record_kinds
from app.core.store import Store
from app.core.text import _l
from app.programmes.records import Indicator
from app.sync import preview, wire
from app.sync.kinds import SHARED, SharedKind, shape, shared_kinds
from app.sync.records import Outgoing

NEVER_SHARED = (
    *("client", "visit", "agreement", "person", "contract", "assessment", "answer", "finding"),
    *("attachment", "worksheet", "task", "pulse_answer", "meeting", "network_health_check"),
    *("event_feedback", "tender", "tender_notice", "tender_watch"),
)


def test_what_is_about_clients_and_workers_is_not_on_the_list() -> None:
    assert set(shared_kinds()) == {
        *("organisation", "service", "service_path", "certificate_request", "certificate"),
        *("partnership", "event", "registration", "foresight_note", "foresight_opinion", "adviser"),
        *("programme", "objective", "indicator", "indicator_value"),
    }
    assert not set(NEVER_SHARED) & set(shared_kinds())


def test_no_field_of_another_kind_says_that_it_is_shared() -> None:
    for name, record in record_kinds().items():
        if name not in shared_kinds():
            assert not [each for each in fields_of(record).values() if each.shared], name


def test_of_the_shared_kinds_nothing_private_goes_out() -> None:
    organisation = shared_kinds()["organisation"].fields
    assert not {"iban", "contacts", "person_in_charge", "own"} & set(organisation)
    assert "assessment_id" not in shared_kinds()["certificate"].fields
    agreed = {"giving", "agreed_on", "pricing", "data", "decisions", "disputes"}
    assert not agreed & set(shared_kinds()["partnership"].fields)
    assert "names" not in shared_kinds()["registration"].fields
    assert "attendance" not in shared_kinds()["event"].fields


@pytest.mark.parametrize("kind", SHARED, ids=lambda kind: kind.name)
def test_what_goes_out_is_what_the_register_accepts(kind: SharedKind, demo: Store) -> None:
    decoder = msgspec.json.Decoder(kind.shape)
    with demo.read() as session:
        records = session.query(kind.record).all()
        written = wire.outgoing(session, kind, [each.id for each in records])
        for record in records:
            decoder.decode(written[record.id])
            values = msgspec.json.decode(written[record.id])
            assert values == {
                name: wire.value_of(session, kind, record, name) for name in kind.names
            }
    if kind.name in {"organisation", "service", "service_path", "certificate"}:
        assert records


def test_a_kind_of_value_that_cannot_be_shared_is_told() -> None:
    facts = fields_of(record_kinds()["worksheet_entry"])["facts"]
    with pytest.raises(TypeError):
        shape(facts.value)


def test_an_office_that_is_in_no_network_has_nothing_in_its_outbox(demo: Store) -> None:
    with demo.read() as session:
        assert session.query(Outgoing).count() == 0
        told = {each.kind: each.count for each in preview.of(session)}
    assert told["organisation"] == 1
    assert 0 < told["service"] <= 14


@pytest.mark.parametrize(
    "value", ["0.00", "0.05", "-0.50", "-12.34", "25.00", "1000000000.00", None]
)
def test_a_decimal_goes_out_as_python_writes_it(store: Store, value: str | None) -> None:
    number = None if value is None else Decimal(value)

    def work(session: Session) -> Changes:
        made = Indicator(name={"fi": "Mittari"}, target=number)
        session.add(made)
        session.flush()
        return Changes(_l("Added"), made.id)

    record_id = store.write(work).result
    kind = shared_kinds()["indicator"]
    with store.read() as session:
        written = wire.outgoing(session, kind, [record_id])[record_id]
        found = session.get_one(Indicator, record_id)
        assert msgspec.json.decode(written)["target"] == value
        assert wire.value_of(session, kind, found, "target") == value
