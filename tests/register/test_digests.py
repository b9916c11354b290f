"""By what an office sees whether it holds the same as the register."""

import msgspec
import pytest

from app.core.record import new_id
from app.register import digests
from app.sync import protocol
from app.sync.digest import mark, total
from app.sync.merge import Stamps
from app.sync.protocol import Digest, DigestsAnswer, HeadsAnswer, RecordsAnswer
from tests.register.offices import Net, Office, fault, part, said, values, whole


def asked(office: Office) -> dict[str, Digest]:
    return said(office.ask("GET", protocol.DIGESTS), DigestsAnswer).kinds


def heads(office: Office, kind: str) -> dict[str, int]:
    return said(office.ask("GET", protocol.HEADS, params={"kind": kind}), HeadsAnswer).marks


def records(office: Office, *ids: str) -> RecordsAnswer:
    answer = office.ask("POST", protocol.RECORDS, json={"ids": ids})
    return said(answer, RecordsAnswer)


def test_digests_are_those_of_what_an_office_holds(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    assert asked(office) == {}
    made = [office.add({"name": {"fi": str(number)}}) for number in range(3)]
    other.add({"x": 1}, "tender_lot")
    office.push(part(office, made[0], {"name": {"fi": "uusi"}}))
    office.push(part(office, made[1], {"deleted_at": "2026-01-01T00:00:00+00:00"}))
    held: dict[str, dict[str, int]] = {}
    for state in net.office("C").pull():
        held.setdefault(state.kind, {})[state.id] = mark(state.id, Stamps(state.stamps).written())
    assert {kind: len(marks) for kind, marks in held.items()} == {
        "service_path": 3,
        "tender_lot": 1,
    }
    assert (
        asked(office)
        == asked(other)
        == {kind: Digest(len(marks), total(marks.values())) for kind, marks in held.items()}
    )
    for kind, marks in held.items():
        assert heads(office, kind) == marks
    assert heads(office, "service") == {}


def test_a_digest_changes_with_each_stamp(net: Net) -> None:
    office = net.office("A")
    made = office.add({"name": {"fi": "Sama"}})
    before = asked(office)
    office.push(part(office, made, {"name": {"fi": "Sama"}}))
    assert asked(office) != before


def test_records_are_told_whoever_wrote_them(net: Net) -> None:
    office = net.office("A")
    made = [office.add({"name": {"fi": str(number)}}) for number in range(3)]
    assert office.pull() == []
    wanted = [made[2].record, new_id(), made[0].record, made[0].record]
    answer = records(office, *wanted)
    assert values(answer.records) == {
        made[0].record: {"name": {"fi": "0"}},
        made[2].record: {"name": {"fi": "2"}},
    }
    assert records(office).records == []


def test_too_many_records_for_one_answer(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "_ROOM", 1500)
    monkeypatch.setattr(digests, "_CHUNK", 1)
    office = net.office("A")
    made = [office.add({"x": "y" * 1000}, "tender_lot") for _each in range(2)]
    ids = {"ids": [each.record for each in made]}
    assert fault(office.ask("POST", protocol.RECORDS, json=ids)) == (413, "too_large")
    assert len(records(office, made[0].record).records) == 1


def test_an_answer_tells_at_which_position_it_was_so(net: Net) -> None:
    office = net.office("A")
    office.push(*(whole(office, {}) for _each in range(3)))
    answer = office.ask("GET", protocol.DIGESTS)
    assert msgspec.json.decode(answer.content)["position"] == 3
