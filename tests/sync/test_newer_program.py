"""What only a newer program holds: it is kept as it came, and taken in after an update."""

from typing import Any

import msgspec
import pytest

from app.core import store as stores
from app.core.record import new_id
from app.register.database import Database
from app.sync import applying, conflicts, outbox, taking
from app.sync.kinds import shared_kinds
from app.sync.protocol import Lost
from app.sync.records import Shared
from tests.sync.offices import waiting
from tests.sync.running import Join, Network, Register, add_path, paths, sync, write
from tests.sync.strangers import Program, link_of, made_here, take_in


def test_an_updated_program_takes_in_what_the_older_one_kept(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = join("a", "Arkiapu")
    us = link_of(store).organisation_id
    long = {"fi": "n" * 100}  # longer than a name may be
    record = made_here({"name": long, "later": 1}, us)
    other, strange = made_here({"name": {"fi": "Uusi laji"}}, us), made_here({"x": 1}, us, "tender")
    with monkeypatch.context() as older:
        older.setattr(applying, "shared_kinds", dict)  # it didn't know this kind
        take_in(store, other, strange)
    take_in(store, record)
    assert paths(store)[record.id].name == {}
    monkeypatch.setattr(taking, "__version__", "99")
    value = shared_kinds()["service_path"].fields["name"].value
    monkeypatch.setattr(type(value), "check", lambda _self, given: given)
    longer = msgspec.defstruct("Longer", [("value", dict[str, str])])
    monkeypatch.setitem(shared_kinds()["service_path"]._alone, "name", longer)
    taking.catch_up(store)
    assert paths(store)[record.id].name == long
    assert paths(store)[other.id].name == {"fi": "Uusi laji"}
    with store.read() as session:
        assert session.get(Shared, record.id).fields == '{"later":1}'
        assert not session.get(Shared, strange.id).own
        assert outbox.waiting_count(session) == 0


def test_what_is_written_over_a_value_that_nobody_here_could_see_goes_out_and_both_are_kept(
    join: Join, register: Register, network: Network
) -> None:
    store, other = join("a", "Arkiapu"), join("b", "Arkiapu")
    record = add_path(store, "Alku")
    sync(store), sync(other)
    program = Program(register, network, "Arkiapu")
    steps = [{"id": "x", "client_sees": {"fi": "näkee"}}, *({"id": str(n)} for n in range(60))]
    assert program.push("service_path", {"steps": steps}, record, whole=False).outcome == "applied"
    sync(store)
    assert paths(store)[record].steps == [], "more than this program holds"
    write(store, record, steps=[{"id": "y", "service": {"fi": "Kirjoitettu täällä"}}])
    with store.read() as session:
        assert session.get(Shared, record).fields == "{}"
    sync(store), sync(other)
    assert paths(other)[record].steps[0]["service"] == {"fi": "Kirjoitettu täällä"}
    with other.read() as session:
        assert [each for each in conflicts.waiting(session) if "näkee" in each.mine]


def test_a_refused_field_that_only_a_newer_program_knows_asks_nobody(
    join: Join, database: Database
) -> None:
    store, other = join("a", "Arkiapu"), join("b", "Naapuri")
    record = add_path(store, "Alku")

    def beside(session: Any) -> None:
        session.get(Shared, record).fields = '{"later":1,"Ei nimi":2}'

    store.keep(beside)
    assert sync(store).refused == 0  # a name like this no register takes, and nobody here knows it
    assert waiting(store) == []
    sync(other)
    with other.read() as session:
        assert msgspec.json.decode(session.get(Shared, record).fields)["later"] == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("steps", [{"service": "x"}]), ("steps", 5), ("name", {"fi": ["x"]}), ("name", [1])],
)
def test_an_overwritten_value_that_only_a_newer_program_holds_is_told_in_words(
    join: Join, name: str, value: Any
) -> None:
    store = join("a", "Arkiapu")
    record = add_path(store, "Alku")
    sync(store)
    raw, latest = msgspec.Raw(msgspec.json.encode(value)), "f" * 16 + "a" * 12
    lost = Lost(new_id(), "service_path", record, name, raw, latest, latest, "Naapuri")
    assert take_in(store, lost=(lost,)).conflicts == 1
    with store.read() as session:
        (told,) = conflicts.waiting(session)
    with pytest.raises(stores.Refusal):
        store.write(lambda s: conflicts.take_mine(s, told.id))
    store.write(lambda s: conflicts.keep_theirs(s, told.id))
