"""What is changed goes into the outbox in the same transaction: all that is shared, and nothing else."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.clients.records import Client
from app.core import editing
from app.core.change import Changes
from app.core.fault import Refusal
from app.core.store import Store
from app.core.text import _l
from app.organisation.records import Organisation
from app.services.records import ServicePath, ServiceProduct
from app.sync import link as links
from app.sync import pushing, refused, wire
from app.sync.kinds import shared_kinds
from app.sync.merge import Stamps
from app.sync.records import Outgoing, Shared
from tests.sync.offices import all_sent, join, waiting


@pytest.fixture
def office(demo: Store) -> Store:
    join(demo)
    return demo


def some_service(store: Store, stage: str = "productised") -> str:
    with store.read() as session:
        return session.query(ServiceProduct.id).filter_by(stage=stage).limit(1).scalar()


def change(store: Store, service: str, **values: Any) -> None:
    store.write(lambda session: editing.change(session, ServiceProduct, service, values))


def test_at_the_beginning_everything_shared_waits_once(office: Store) -> None:
    rows = waiting(office)
    assert all(row.names is None for row in rows)
    assert len({row.record_id for row in rows}) == len(rows)
    with office.read() as session:
        own = session.query(Organisation.id).filter_by(own=True).scalar()
        shown = session.query(ServiceProduct.id).filter(
            ServiceProduct.stage.in_(["productised", "certified", "retired"])
        )
        drafts = {row.record_id for row in rows} & {
            each for (each,) in session.query(ServiceProduct.id).filter_by(stage="draft")
        }
        assert own in {row.record_id for row in rows}
        assert {each for (each,) in shown} <= {row.record_id for row in rows}
    assert not drafts
    assert {row.kind for row in rows} <= {
        *("organisation", "service", "service_path", "certificate_request"),
        *("partnership", "event", "registration", "foresight_opinion"),
        *("programme", "objective", "indicator", "indicator_value"),
    }


def test_a_change_waits_with_what_the_register_had(office: Store) -> None:
    all_sent(office)
    service = some_service(office)
    with office.read() as session:
        before = Stamps.parse(session.get(Shared, service).stamps).of("waiting_days")
        old = session.get(ServiceProduct, service).waiting_days
    change(office, service, waiting_days=21, capacity=5)
    (row,) = waiting(office)
    assert row.names == {"waiting_days": {"base": before, "old": old}}
    assert row.stamp > before
    change(office, service, waiting_days=22)
    rows = waiting(office)
    assert [each.names["waiting_days"]["base"] for each in rows] == [before, before]
    with office.read() as session:
        page = pushing.next_page(session, session.get_one(links.Link, links.ONLY))
    assert [bytes(each.fields) for each in page.changes] == [b'{"waiting_days":22}']
    assert page.empty == [rows[0].number]


def test_a_change_of_what_is_not_shared_waits_for_nothing(office: Store) -> None:
    all_sent(office)
    change(office, some_service(office), capacity=7, code="ZZ-1")
    office.write(lambda session: editing.add(session, Client, {"family_name": "Virtanen"}))
    assert waiting(office) == []


def test_a_refused_action_leaves_nothing_behind(office: Store) -> None:
    all_sent(office)
    service = some_service(office)

    def half(session: Session) -> Changes:
        editing.change(session, ServiceProduct, service, {"waiting_days": 3})
        raise Refusal(_l("No."))

    with pytest.raises(Refusal):
        office.write(half)
    assert waiting(office) == []


def test_a_draft_begins_to_be_shared_when_it_is_productised(office: Store) -> None:
    all_sent(office)
    draft = some_service(office, "draft")
    change(office, draft, waiting_days=4)
    assert waiting(office) == []
    with office.read() as session:
        full = wire.outgoing(session, shared_kinds()["service"], [some_service(office)])
    assert full
    office.keep(lambda session: session.get(ServiceProduct, draft).__setattr__("stage", "idea"))
    office.write(
        lambda session: (
            session.get(ServiceProduct, draft).__setattr__("stage", "productised")
            or Changes(_l("Changed"))
        )
    )
    (row,) = waiting(office)
    assert (row.record_id, row.names) == (draft, None)
    change(
        office, draft, stage="draft"
    )  # once shared, it stays so: the others see that it went back
    change(office, draft, waiting_days=9)
    (row,) = waiting(office)
    assert row.names is None, "the register doesn't have it yet: it goes out whole, as it stands"


def test_a_self_declared_certificate_is_not_told_to_the_network(office: Store) -> None:
    certified = some_service(office, "certified")
    with office.read() as session:
        written = wire.outgoing(session, shared_kinds()["service"], [certified])[certified]
    assert '"stage":"productised"' in written


def test_undo_is_a_change_like_another(office: Store) -> None:
    all_sent(office)
    service = some_service(office)
    with office.read() as session:
        old = session.get(ServiceProduct, service).waiting_days
    change(office, service, waiting_days=40)
    office.undo()
    with office.read() as session:
        page = pushing.next_page(session, session.get_one(links.Link, links.ONLY))
        assert session.get(ServiceProduct, service).waiting_days == old
    assert len(page.changes) == 1
    assert page.changes[0].stamp == waiting(office)[-1].stamp


def test_moving_to_the_bin_goes_out(office: Store) -> None:
    all_sent(office)
    with office.read() as session:
        path = session.query(ServicePath.id).limit(1).scalar()
    office.write(lambda session: editing.remove(session, ServicePath, [path]))
    (row,) = waiting(office)
    assert list(row.names or ()) == ["deleted_at"]
    with office.read() as session:
        (sent,) = pushing.next_page(session, session.get_one(links.Link, links.ONLY)).changes
    assert b'"deleted_at":"20' in bytes(sent.fields)


def test_a_copy_of_the_file_makes_stamps_of_its_own(office: Store) -> None:
    all_sent(office)
    service = some_service(office)
    change(office, service, waiting_days=5)
    before = waiting(office)[-1].stamp
    office.become_another_device()
    change(office, service, waiting_days=6)
    after = waiting(office)[-1].stamp
    assert before[-12:] != after[-12:]
    assert after > before


def test_taking_back_what_the_register_never_had_blanks_nothing(office: Store) -> None:
    all_sent(office)
    service = some_service(office)
    with office.read() as session:
        typed = session.get(ServiceProduct, service).need
        stamp = Stamps.parse(session.get(Shared, service).stamps).of("need")
    assert typed

    def refuse(
        session: Session,
    ) -> None:  # as when the record was taken in and this field of it wasn't
        row = Outgoing(kind="service", record_id=service, stamp=stamp, waits=False)
        row.names, row.refused = {"need": {"base": ""}}, [["need", "value", ""]]
        session.add(row)

    office.keep(refuse)
    (row,) = waiting(office)
    office.write(lambda session: refused.drop(session, row.number))
    assert waiting(office) == []
    with office.read() as session:
        assert session.get(ServiceProduct, service).need == typed
