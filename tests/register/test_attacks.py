"""What somebody tries who means harm: with bodies, with tokens, with ids of others, with texts."""

import json
import tracemalloc
from contextlib import suppress
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.core.record import new_id
from app.register import body
from app.register import values as shapes
from app.register.refused import Refused
from app.sync import protocol
from app.sync.kinds import shared_kinds
from app.sync.protocol import MOST_BYTES, DigestsAnswer, HeadsAnswer, OfficesAnswer, RecordsAnswer
from tests.register.offices import Net, fault, part, raw, said, values, whole, why

NASTY = [
    "'; DROP TABLE record; --",
    '" OR ""="',
    "%s %(x)s ? :name $1 {0}",
    "<script>alert(1)</script>&amp;",
    "\u0000\u0001\u001f\u007f\ufeff\u202e\u2028",
    "💛👩‍👩‍👧 Ääkköset ﷽ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "\\u0000 \\ \" '",
    "C:\\temp\\0",
]
DEEP = b"[" * 100_000


def test_texts_come_back_as_they_were(net: Net) -> None:
    office, other = net.office("A"), net.office("B")
    fields = {"name": {"fi": NASTY[0]}, "need": {"fi": "\n".join(NASTY)}}
    made = office.add(fields)
    strange = {f"f{number}": {text: [text]} for number, text in enumerate(NASTY)}
    unknown = office.add(strange, "tender_lot")
    wanted = {made.record: fields, unknown.record: strange}
    assert values(other.pull()) == wanted
    again = part(office, made, {"need": {"fi": NASTY[1]}})
    office.push(again)
    mine = net.office("A")
    mine.push(part(mine, made, {"need": {"fi": "\n".join(NASTY)}}))
    assert values(other.pull()) == {made.record: fields}
    (loss,) = office.page(0).lost
    assert msgspec.json.decode(loss.value) == {"fi": NASTY[1]}
    ids = {"ids": [made.record, unknown.record]}
    answer = said(other.ask("POST", protocol.RECORDS, json=ids), RecordsAnswer)
    assert values(answer.records) == wanted


def test_names_of_organisations_come_back_as_they_were(net: Net) -> None:
    nasty = [text.replace("\u0000", "") for text in NASTY]  # a command's argument holds no zero
    for name in nasty:
        assert net.office(name).enrolled.organisation.name == name
    office = net.office("A")
    offices = said(office.ask("GET", protocol.OFFICES), OfficesAnswer).offices
    assert sorted(offices.values()) == sorted([*nasty, "A"])


def test_other_networks_do_not_exist(net: Net, application: Any, database: Any) -> None:
    office = net.office("A")
    made = office.add({"name": {"fi": "Polku"}})
    with Net(database, application) as other_net:
        stranger = other_net.office("A")
        assert stranger.page(0).records == []
        ids = {"ids": [made.record]}
        answer = said(stranger.ask("POST", protocol.RECORDS, json=ids), RecordsAnswer)
        assert answer.records == []
        assert said(stranger.ask("GET", protocol.DIGESTS), DigestsAnswer).kinds == {}
        kind = {"kind": made.kind}
        assert said(stranger.ask("GET", protocol.HEADS, params=kind), HeadsAnswer).marks == {}
        offices = said(stranger.ask("GET", protocol.OFFICES), OfficesAnswer).offices
        assert set(offices) == {stranger.tag}
        (answer,) = stranger.push(part(stranger, made, {"name": {"fi": "Kaapattu"}}))
        assert why(answer) == [("", "unknown_record")]
        copied = protocol.Change(
            made.id, made.kind, made.record, stranger.stamp(), raw({"need": {}}), whole=True
        )
        assert stranger.push(copied)[0].outcome == "applied", "ids of others take nothing away"
        forged = whole(stranger, {}, stamp=office.stamp())
        assert why(stranger.push(forged)[0]) == [("", "clock")]
    assert values(net.office("B").pull()) == {made.record: {"name": {"fi": "Polku"}}}


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b'{"after":0}',
        b'{"after":-1,"changes":[]}',
        b'{"after":0.5,"changes":[]}',
        b'{"after":0,"changes":[{}]}',
        b"\xff\xfe",
        b"\x00" * 100,
        DEEP,
        b'{"after":0,"changes":' + DEEP,
        b'{"after":0,"changes":[],"more":' + DEEP + b"]" * len(DEEP) + b"}",
    ],
    ids=range(13),
)
def test_bodies_that_are_no_push_are_refused(net: Net, sent: bytes) -> None:
    office = net.office("A")
    assert fault(office.ask("POST", protocol.PUSH, content=sent)) == (400, "malformed")
    assert fault(net.ask("POST", protocol.ENROL, content=sent[:4000])) == (400, "malformed")


@pytest.mark.parametrize("name", ["id", "record", "stamp", "kind"])
def test_ids_are_ids(net: Net, name: str) -> None:
    office = net.office("A")
    good = msgspec.json.decode(protocol.encode(whole(office, {})))
    for wrong in ("", f"{good[name]}\n", good[name].upper() + "!", f" {good[name]}", None, 5, []):
        sent = json.dumps({"after": 0, "changes": [{**good, name: wrong}]})
        assert fault(office.ask("POST", protocol.PUSH, content=sent)) == (400, "malformed"), wrong


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (b"[]", "value"),
        (b"null", "value"),
        (b'"x"', "value"),
        (b'{"a":' + b"[" * 500 + b"]" * 500 + b"}", "value"),
        (b'{"name":{"fi":"\xff"}}', "value"),
        (b'{"a":"\xc0\x80"}', "value"),
        (b'{"a":1e999}', "value"),
        (b'{"a":' + b"9" * 5000 + b"}", "value"),
        (b'{"steps":[{"id":"a","more":' + b"[" * 500 + b"]" * 500 + b"}]}", "value"),
        (b'{"steps":[{"id":"a","more":"\xff"}]}', "value"),
    ],
    ids=range(10),
)
def test_fields_that_no_office_could_read_are_refused(net: Net, fields: bytes, code: str) -> None:
    office, other = net.office("A"), net.office("B")
    good = whole(office, {"name": {"fi": "Hyvä"}})
    for kind in ("service_path", "tender_lot"):
        bad = whole(office, fields, kind)
        answers = office.push(bad, good)
        assert (answers[0].outcome, why(answers[0])) == ("refused", [("", code)])
        assert answers[1].outcome == "applied"
    assert set(values(other.pull())) == {good.record}


def test_large_bodies_are_not_read(net: Net) -> None:
    office = net.office("A")
    large = b'{"after":0,"changes":[]}' + b" " * MOST_BYTES
    assert fault(office.ask("POST", protocol.PUSH, content=large)) == (413, "too_large")
    larger = b" " * (3 * MOST_BYTES)
    assert fault(office.ask("POST", protocol.PUSH, content=larger)) == (413, "too_large")
    small = b'{"code":"x","device":"y"}' + b" " * body.SMALL
    assert fault(net.ask("POST", protocol.ENROL, content=small)) == (413, "too_large")
    many = {"ids": [new_id()] * 1001}
    assert fault(office.ask("POST", protocol.RECORDS, json=many)) == (400, "malformed")


def bomb(size: int) -> bytes:
    """Very little, that unpacks to ``size`` bytes."""
    packing = zstandard.ZstdCompressor().compressobj(size=size)
    some = b" " * min(size, 4 * MOST_BYTES)
    parts = [packing.compress(some[: size - start]) for start in range(0, size, len(some))]
    return b"".join(parts) + packing.flush()


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 200 * MOST_BYTES])
def test_a_body_is_unpacked_no_further_than_its_limit(net: Net, size: int) -> None:
    office, packed = net.office("A"), bomb(size)
    headers = {"Content-Encoding": "zstd"}
    tracemalloc.start()
    try:
        answer = office.ask("POST", protocol.PUSH, content=packed, headers=headers)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert fault(answer) == (413, "too_large")
    assert peak < 8 * MOST_BYTES


@given(st.binary(max_size=200))
def test_what_is_not_packed_is_refused(packed: bytes) -> None:
    with suppress(Refused):  # nothing else is raised
        assert len(body.unpack(packed, "zstd", 1000)) <= 1000


def test_packed_bodies(net: Net) -> None:
    office = net.office("A")
    change = whole(office, {"name": {"fi": "Pakattu"}})
    sent = protocol.encode(protocol.PushRequest(0, [change]))
    packed = zstandard.ZstdCompressor().compress(sent)
    for encoding, content, status in (
        ("zstd", packed[:-5], 400),
        ("zstd", b"", 400),
        ("zstd", sent, 400),
        ("identity", packed, 400),
        ("gzip", packed, 415),
        ("zstd, zstd", packed, 415),
        (" ZSTD ", packed, 200),
    ):
        headers = {"Content-Encoding": encoding}
        answer = office.ask("POST", protocol.PUSH, content=content, headers=headers)
        assert answer.status_code == status, encoding
        if status != 200:
            assert fault(answer)[1] == "malformed"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/secrets", 404, "missing"),
        ("GET", "/sync/v1/", 404, "missing"),
        ("GET", "/sync/v1/push/../secrets", 404, "missing"),
        ("GET", protocol.PUSH, 405, "malformed"),
        ("DELETE", protocol.PULL, 405, "malformed"),
        ("TRACE", protocol.ENROL, 405, "malformed"),
        ("GET", f"{protocol.HEADS}?kind=x'--", 400, "malformed"),
        ("GET", f"{protocol.HEADS}?kind=service%0A", 400, "malformed"),
        ("GET", protocol.HEADS, 400, "malformed"),
    ],
)
def test_other_addresses_are_refused_as_faults(
    net: Net, method: str, path: str, status: int, code: str
) -> None:
    answer = net.office("A").ask(method, path)
    assert fault(answer) == (status, code)
    assert ("allow" in answer.headers) is (status == 405)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from([*shared_kinds(), "tender_lot"]), st.data())
def test_what_passes_has_its_shape_and_can_be_read(kind: str, data: st.DataObject) -> None:
    """Whatever comes: what isn't refused is as the field's shape says, and nothing raises."""
    known = shared_kinds().get(kind)
    names = st.sampled_from(known.names) | st.text() if known else st.text()
    sent = data.draw(st.dictionaries(names, json_values, max_size=6))
    read = shapes.read(kind, raw(sent))
    refused = {each.field for each in read.refused}
    assert refused.isdisjoint(read.fields)
    assert refused | set(read.fields) == set(sent)
    for name, value in read.fields.items():
        assert value == sent[name]
        if known and name in known.names:
            msgspec.convert({name: value}, known.shape)
        else:
            msgspec.convert(name, protocol.FieldName)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(written: bytes) -> None:
    read = shapes.read("service_path", msgspec.Raw(written))
    assert read.is_refused or isinstance(json.loads(read.written), dict)
