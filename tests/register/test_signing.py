"""What the register signs and what it refuses to, its keys, and their backup."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, update

from app.certification.assessments.rules import fingerprint
from app.certification.requests.verifying import Verdict, check
from app.core.fault import Refusal
from app.core.keys import Cost, WrongPassphrase
from app.core.record import new_id
from app.register import signing, tables
from app.register.database import Database
from app.sync.protocol import Code, RefusedField, Role
from app.sync.stamp import is_stamp
from tests.register.certificates import (
    HOLDER,
    NUMBER,
    Certifier,
    Place,
    content,
    fields_of,
    place,
    record,
)

QUICK = Cost(1, 64, 1)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A transaction that is taken back after the test: a number is given once in the whole register."""
    with database.engine.connect() as made:
        begun = made.begin()
        yield made
        begun.rollback()


@pytest.fixture
def there(connection: Connection) -> Place:
    return place(connection)


def sign(
    connection: Connection,
    there: Place,
    fields: dict[str, Any],
    stored: dict[str, Any] | None = None,
    role: Role = Role.CERTIFIER,
    record_id: str = "",
    **rest: Any,
) -> Any:
    return signing.sign_certificate(
        connection, there.network_id, Certifier(role), stored, fields, record_id or new_id(), **rest
    )


def refused(found: Any) -> str:
    assert isinstance(found, RefusedField), found
    assert found.code == Code.CERTIFICATE
    assert found.reason
    return found.field


def test_a_granted_certificate_is_signed_and_can_be_checked(
    connection: Connection, there: Place
) -> None:
    fields = fields_of(content(there.services[:1]))
    added = sign(connection, there, fields)
    keys = signing.public_keys(connection, there.network_id)
    assert set(added) == {"signature", "signed_with"}
    assert added["signed_with"] == keys[0].id
    assert (
        check(fields["content"], added["signature"], added["signed_with"], keys) == Verdict.SIGNED
    )
    changed = fields["content"] + " "
    assert check(changed, added["signature"], added["signed_with"], keys) == Verdict.FORGED


def test_the_stamp_of_the_signature_is_the_next_one() -> None:
    for stamp in ("0" * 28, "0123456789ab" + "ffff" + "a" * 12):
        later = signing.register_stamp(stamp)
        assert is_stamp(later)
        assert later > stamp


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR])
def test_only_certifiers_grant(connection: Connection, there: Place, role: Role) -> None:
    found = sign(connection, there, fields_of(content(there.services)), role=role)
    assert isinstance(found, RefusedField)
    assert (found.field, found.code) == ("", Code.NOT_YOURS)


OTHERWISE: dict[str, Any] = {
    "code": "V-2026-ABC124",
    "name": {"fi": "Muu"},
    "scope": {"fi": "Kaikki"},
    "holder": {"fi": "Muu ry"},
    "issuer": {"fi": "Valtio"},
    "granted_by": "Muu",
    "granted_on": "2026-11-24",
    "valid_from": "2026-11-24",
    "valid_to": "2030-11-22",
    "self_declared": True,
    "services": [],
    "content_hash": "1" * 64,
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_the_record_says_what_the_content_does(
    connection: Connection, there: Place, name: str
) -> None:
    changed = fields_of(content(there.services)) | {name: OTHERWISE[name]}
    assert refused(sign(connection, there, changed)) == name
    missing = fields_of(content(there.services))
    del missing[name]
    assert refused(sign(connection, there, missing)) == name


@pytest.mark.parametrize(
    "written",
    [
        "", "{}", "[]", "null", "nonsense", "{", "[" * 100_000,
        json.dumps(content(())),
    ],
)  # fmt: skip
def test_what_is_no_content_isnt_signed(connection: Connection, there: Place, written: str) -> None:
    fields = fields_of(content(there.services)) | {
        "content": written,
        "content_hash": fingerprint(written),
    }
    assert refused(sign(connection, there, fields)) == "content"


def test_there_is_one_way_to_write_a_content(connection: Connection, there: Place) -> None:
    said = content(there.services)
    right = fields_of(said)["content"]
    for other in (
        json.dumps(said),
        json.dumps(said, sort_keys=True, separators=(",", ":")),
        right + "\n",
        right.replace('"format":1', '"format":1,"format":1'),
        right.replace('"format":1', '"format":1.0'),
        right.replace("Arkiapu", "Arki\\u0061pu"),
    ):
        assert other != right
        fields = fields_of(said) | {"content": other, "content_hash": fingerprint(other)}
        assert refused(sign(connection, there, fields)) == "content", other


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"format": 2}, "content"),
        ({"extra": "x"}, "content"),
        ({"scheme": {"key": "x"}}, "content"),
        ({"assessment": {"number": "A", "sha256": "short"}}, "content"),
        ({"assessment": {"number": "A", "sha256": "0" * 64 + "\n"}}, "content"),
        ({"self_declared": True}, "self_declared"),
        ({"number": "K-2026-001"}, "code"),
        ({"number": "V-2026-ABCILO"}, "code"),
        ({"number": "V-2026-ABC123\n"}, "code"),
        ({"valid_to": "2026-11-22"}, "valid_to"),
        ({"valid_from": "2026-02-30"}, "valid_from"),
        ({"holder": {"fi": "Muu ry"}}, "holder"),
        ({"holder": {"fi": HOLDER["fi"], "en": "Somebody else"}}, "holder"),
        ({"holder": {}}, "holder"),
    ],
)
def test_a_content_makes_sense(
    connection: Connection, there: Place, changes: dict[str, Any], field: str
) -> None:
    fields = fields_of(content(there.services, **changes))
    assert refused(sign(connection, there, fields)) == field
    assert connection.execute(select(tables.certificate)).all() == []


def test_a_service_is_named_once(connection: Connection, there: Place) -> None:
    twice = fields_of(content(there.services[:1] * 2))
    assert refused(sign(connection, there, twice)) == "services"


def test_services_are_the_networks_and_of_one_organisation(
    connection: Connection, there: Place
) -> None:
    other = new_id()
    theirs = record(connection, there.network_id, "service", other, {})
    gone = record(connection, there.network_id, "service", there.organisation_id, {}, deleted_at=1)
    path = record(connection, there.network_id, "service_path", there.organisation_id, {})
    elsewhere = place(connection, "Toinen").services[0]
    for wrong in (theirs, gone, path, elsewhere, new_id()):
        fields = fields_of(content((there.services[0], wrong)))
        assert refused(sign(connection, there, fields)) == "services"
    alone = fields_of(content((theirs,)))
    assert refused(sign(connection, there, alone)) == "holder"


def test_the_name_in_the_network_is_enough(connection: Connection, there: Place) -> None:
    connection.execute(delete(tables.record).where(tables.record.c.kind == "organisation"))
    spaced = {"fi": " rantakylän  ARKIAPU ry"}
    assert isinstance(
        sign(connection, there, fields_of(content(there.services, holder=spaced))), dict
    )


def test_what_came_in_the_same_push_is_known(connection: Connection, there: Place) -> None:
    owner = new_id()
    made = {
        new_id(): SimpleNamespace(
            kind="organisation", owner=owner, deleted_at=None, values={"name": {"fi": "Uusi ry"}}
        ),
    }
    service = new_id()
    made[service] = SimpleNamespace(kind="service", owner=owner, deleted_at=None, values={})
    fields = fields_of(content((service,), holder={"fi": "Uusi ry"}))
    assert refused(sign(connection, there, fields)) == "services"
    assert isinstance(sign(connection, there, fields, beside=made), dict)
    made[service].deleted_at = 1
    other = fields_of(content((service,), holder={"fi": "Uusi ry"}, number="V-2026-ABC124"))
    assert refused(sign(connection, there, other, beside=made)) == "services"


def test_a_number_is_given_once_in_the_whole_register(connection: Connection, there: Place) -> None:
    first = new_id()
    fields = fields_of(content(there.services))
    assert isinstance(sign(connection, there, fields, record_id=first), dict)
    assert isinstance(sign(connection, there, fields, record_id=first), dict)  # done again
    assert refused(sign(connection, there, fields)) == "code"
    other = place(connection, "Toinen")
    assert refused(sign(connection, other, fields_of(content(other.services)))) == "code"
    rows = connection.execute(select(tables.certificate)).all()
    assert rows == [(there.network_id, first, NUMBER)]


# What is stored stays


def test_what_was_granted_stays_as_it_is(connection: Connection, there: Place) -> None:
    stored = fields_of(content(there.services))
    for name, value in OTHERWISE.items():
        assert refused(sign(connection, there, {name: value}, stored)) == name
    other = fields_of(content(there.services, granted_by="Muu"))["content"]
    assert refused(sign(connection, there, {"content": other}, stored)) == "content"
    assert sign(connection, there, dict(stored), stored) == {}


STATES = ("valid", "suspended", "withdrawn", "replaced")
MAY = {
    "valid": {"suspended", "withdrawn", "replaced"},
    "suspended": {"valid", "withdrawn", "replaced"},
    "withdrawn": set(),
    "replaced": set(),
}


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_states_follow_each_other(
    connection: Connection, there: Place, before: str, after: str
) -> None:
    stored = fields_of(content(there.services), status=before, reason="Syy")
    found = sign(connection, there, {"status": after, "status_on": "2026-12-01"}, stored)
    if before == after or after in MAY[before]:
        assert found == {}
    else:
        assert refused(found) == "status"


def test_day_and_reason_go_with_the_status() -> None:
    stored = {"status": "withdrawn", "status_on": "2026-12-01", "reason": "Syy"}
    for change in ({"status_on": "2027-01-01"}, {"reason": ""}):
        assert refused(signing.status_problem(stored, change)) in change
        assert signing.status_problem(stored, {name: stored[name] for name in change}) is None


def test_a_reason_is_asked() -> None:
    for wanted in ("suspended", "withdrawn"):
        for reason in ({}, {"reason": ""}):
            found = signing.status_problem({"status": "valid"}, {"status": wanted, **reason})
            assert refused(found) == "reason"
        assert (
            signing.status_problem({"status": "valid"}, {"status": wanted, "reason": "x"}) is None
        )
    assert signing.status_problem(None, {"status": "withdrawn", "reason": "x"}) is None
    assert refused(signing.status_problem(None, {"status": "nonsense"})) == "status"


def test_what_is_in_use_isnt_moved_to_the_bin() -> None:
    gone = {"deleted_at": "2026-12-01T00:00:00+00:00"}
    for status in ("valid", "suspended"):
        assert refused(signing.status_problem({"status": status}, gone)) == "deleted_at"
    for status in ("withdrawn", "replaced"):
        assert signing.status_problem({"status": status}, gone) is None


@given(st.lists(st.sampled_from(STATES), max_size=12))
def test_nothing_brings_back_what_was_withdrawn(wanted: list[str]) -> None:
    stored: dict[str, Any] = {"status": "valid", "status_on": None, "reason": ""}
    ended = ""
    for status in wanted:
        change = {"status": status, "status_on": "2026-12-01", "reason": "Syy"}
        if signing.status_problem(stored, change) is None:
            stored |= change
        ended = ended or (stored["status"] if stored["status"] in {"withdrawn", "replaced"} else "")
        assert not ended or stored["status"] == ended


# Keys


def test_a_network_without_a_key_gets_one(connection: Connection, there: Place) -> None:
    connection.execute(delete(tables.signing_key))
    sign(connection, there, fields_of(content(there.services)))
    assert len(signing.public_keys(connection, there.network_id)) == 1


def test_after_a_rotation_both_keys_are_known(connection: Connection, there: Place) -> None:
    first = fields_of(content(there.services))
    old = sign(connection, there, first)
    fresh = signing.rotate(connection, there.network_id)
    second = fields_of(content(there.services, number="V-2026-ABC124"))
    new = sign(connection, there, second)
    keys = signing.public_keys(connection, there.network_id)
    assert [bool(key.until) for key in keys] == [True, False]
    assert (new["signed_with"], keys[1].id) == (fresh, fresh)
    assert old["signed_with"] == keys[0].id
    for fields, added in ((first, old), (second, new)):
        assert (
            check(fields["content"], added["signature"], added["signed_with"], keys)
            == Verdict.SIGNED
        )


def test_networks_have_keys_of_their_own(connection: Connection, there: Place) -> None:
    other = place(connection, "Toinen")
    mine, theirs = (
        {key.id for key in signing.public_keys(connection, each.network_id)}
        for each in (there, other)
    )
    assert mine
    assert mine.isdisjoint(theirs)


def test_a_backup_brings_the_keys_back(connection: Connection, there: Place) -> None:
    signing.rotate(connection, there.network_id)
    before = connection.execute(select(tables.signing_key)).all()
    kept = signing.backup(connection, "kolme sanaa riittää", QUICK)
    for private in (row.private for row in before):
        assert private.encode() not in kept
    connection.execute(delete(tables.signing_key))
    assert signing.restore(connection, kept, "kolme sanaa riitta\u0308a\u0308") == 2
    assert connection.execute(select(tables.signing_key)).all() == before
    assert signing.restore(connection, kept, "kolme sanaa riittää") == 0


def test_a_backup_opens_with_its_passphrase_only(connection: Connection, there: Place) -> None:
    kept = signing.backup(connection, "oikea", QUICK)
    with pytest.raises(WrongPassphrase):
        signing.restore(connection, kept, "väärä")
    for broken in (b"", b"{}", kept[:-20], kept.replace(b"argon2id", b"argon2x")):
        with pytest.raises(Refusal):
            signing.restore(connection, broken, "oikea")


def test_a_backup_doesnt_overwrite_another_key(connection: Connection, there: Place) -> None:
    kept = signing.backup(connection, "oikea", QUICK)
    connection.execute(update(tables.signing_key).values(private="A" * 43 + "="))
    with pytest.raises(Refusal):
        signing.restore(connection, kept, "oikea")
