"""The network of the demo: what its offices have sent is what a register would have taken and signed."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue import finding
from app.catalogue.wanted import Wanted
from app.certification.assessments.rules import fingerprint
from app.certification.certificates.records import Certificate
from app.certification.certificates.standing import verdict
from app.certification.requests.verifying import Verdict, check
from app.core import identifier, sample
from app.core.field import fields_of
from app.core.store import Store
from app.core.value import Choice, Choices, Rows
from app.demo import network, received
from app.demo.granted import Signer
from app.demo.organisations import described, record_of
from app.network.directory import actions, following
from app.network.events.records import Event
from app.organisation.records import Organisation
from app.register.certificate_rules import Content, read_content
from app.services.records import ServiceProduct
from app.sync import link as links
from app.sync import offices
from app.sync.kinds import shared_kinds
from app.sync.protocol import RecordState
from app.sync.records import Shared
from app.sync.stamp import Clock, tag_of
from tests.conftest import TODAY

PROMISED = ("name", "promise", "need", "description", "target_groups", "ptv_class", "waiting_days")


def states(store: Store, signer: Signer) -> list[RecordState]:
    stamp = Clock(1).stamp(tag_of("0"))
    with store.read() as session:
        return received.states(session, network.NETWORK, TODAY, stamp, signer)


@pytest.fixture
def sent(demo: Store) -> list[RecordState]:
    """What the offices have sent."""
    return states(demo, Signer(TODAY))


@pytest.fixture
def joined(demo: Store) -> Iterator[Session]:
    """The demo office in its network, its directory made."""
    network.join(demo)
    following.catch_up(demo)
    with demo.read() as session:
        yield session


def of_kind(sent: list[RecordState], kind: str) -> list[dict[str, Any]]:
    return [msgspec.json.decode(each.fields) for each in sent if each.kind == kind]


def test_a_register_takes_every_value_of_what_was_sent(sent: list[RecordState]) -> None:
    for state in sent:
        kind = shared_kinds()[state.kind]
        fields = msgspec.json.decode(state.fields)
        msgspec.convert(fields, kind.shape)
        for name, value in fields.items():
            kind.read(name, value)
    assert len({state.id for state in sent}) == len(sent)


def test_every_code_that_was_sent_exists(sent: list[RecordState]) -> None:
    def look(described: dict[str, Any], values: dict[str, Any]) -> None:
        for name, value in values.items():
            kind = described[name]
            if isinstance(kind, Rows):
                for row in value:
                    look(
                        {f.name: f.value for f in kind.fields},
                        {n: v for n, v in row.items() if n != "id"},
                    )
            elif isinstance(kind, Choice) and value:
                for code in value if isinstance(kind, Choices) else [value]:
                    assert code in kind.ids(), (name, code)

    for state in sent:
        known = fields_of(shared_kinds()[state.kind].record)
        look({n: f.value for n, f in known.items()}, msgspec.json.decode(state.fields))


def test_services_tell_what_is_chosen_by(sent: list[RecordState]) -> None:
    services = of_kind(sent, "service")
    assert 30 <= len(services) <= 40
    for fields in services:
        assert not [name for name in PROMISED if fields.get(name) in (None, {}, [], "")], fields
        assert {"fi", "en"} <= set(fields["name"])


def test_organisations_are_of_all_sectors_and_reached_nowhere_real(
    sent: list[RecordState],
) -> None:
    told = of_kind(sent, "organisation")
    assert set(Counter(each["sector"] for each in told)) == {"public", "business", "third"}
    ids = [each["business_id"] for each in told]
    assert len(set(ids)) == len(told)
    for each in told:
        check_digit = identifier.IDENTIFIERS["business_id"]
        assert check_digit.normalise(each["business_id"]) == each["business_id"]
        assert each["email"].endswith(".example.fi")
        assert each["website"].endswith(".example.fi")
        assert each["phone"].startswith("+358130")  # no subscriber's number begins with 0


def test_the_register_would_have_signed_each_certificate(demo: Store) -> None:
    signer = Signer(TODAY)
    sent = states(demo, signer)
    arki = own_service(demo, "ARKI")
    holders = [fields["name"] for fields in of_kind(sent, "organisation")]
    for fields in of_kind(sent, "certificate"):
        content = read_content(fields)
        assert isinstance(content, Content), content
        assert fingerprint(fields["content"]) == fields["content_hash"]
        signed = fields["content"], fields["signature"], fields["signed_with"]
        assert check(*signed, [signer.public]) is Verdict.SIGNED
        other = fields["content"].replace("V-", "W-"), *signed[1:]
        assert check(*other, [signer.public]) is Verdict.FORGED
        if content.services != [arki]:
            assert content.holder in holders


def own_service(store: Store, code: str) -> str:
    with store.read() as session:
        return session.scalars(select(ServiceProduct.id).where(ServiceProduct.code == code)).one()


def test_the_directory_has_services_of_all_and_knows_which_are_certified(joined: Session) -> None:
    day = network.today()
    places = [following.network_of(joined)]

    def found(wanted: Wanted) -> list[str]:
        return [
            each.name["fi"] for each in finding.find(joined.connection(), places, wanted, day).items
        ]

    most = finding.MOST_PAGE
    names = found(Wanted(per_page=most))
    assert {"Arkiapu kotiin", "Muistikerho Muru", "Kotihoito tutulla parilla"} <= set(names)
    certified = found(Wanted(certified=True, per_page=most))
    assert 10 <= len(certified) <= 14
    assert {"Kotihoito tutulla parilla", "Arkiapu kotiin", "Etäkuntoutus"} <= set(certified)
    assert not {"Perhetyö iltaisin", "Kotisiivous"} & set(certified), "expired and withdrawn"
    soon = actions.find(joined, "service", record_of("service", "telerehab"))
    ends = soon.valid[0].valid_to
    assert ends <= (day + timedelta(days=31)).isoformat()


def test_our_own_certificate_is_signed_and_takes_the_place_of_what_we_declared(
    joined: Session,
) -> None:
    ours = joined.scalars(select(Certificate).where(Certificate.self_declared.is_(False))).one()
    assert verdict(joined, ours) is Verdict.SIGNED
    assert ours.assessment_id
    service = joined.scalars(select(ServiceProduct).where(ServiceProduct.code == "ARKI")).one()
    assert service.certificate_id == ours.id


def test_paths_lead_through_services_that_are_there_of_several_organisations(
    joined: Session, sent: list[RecordState]
) -> None:
    paths = of_kind(sent, "service_path")
    assert len(paths) >= 3
    for fields in paths:
        owners = {
            actions.find(joined, "service", step["service_id"]).organisation.record_id
            for step in fields["steps"]
        }
        assert owners == {step["organisation_id"] for step in fields["steps"]}
        assert len(owners) >= 3


def test_whoever_is_named_elsewhere_is_one_of_the_organisations(joined: Session) -> None:
    """Those that the office works with, and those whose events, notes and opinions it has."""
    link = links.of(joined)
    told = [each["name"] for each in described().values()]
    for known in joined.scalars(select(Organisation).where(Organisation.own.is_(False))):
        assert known.name in told
    for event in joined.scalars(select(Event).where(Event.owner_id != "")):
        assert offices.name_of(joined, event.owner_id) in told
    every = {name for each in described().values() for name in each["name"].values()}
    events = sample.content("events")
    assert events["theirs"]["organiser"] in described()
    others = {
        each["organisation"]["fi"]
        for event in events["events"]
        for each in event.get("registrations", ())
    }
    assert others <= every
    rows = joined.scalars(select(Shared.owner).where(Shared.own.is_(False)))
    assert link.organisation_id not in set(rows)
