"""Two offices on a real register: what one founds the other sees, and nothing of what was agreed."""

import msgspec
import pytest

from app.core.fault import InvalidFields
from app.core.record import today
from app.core.store import Store
from app.network.partnerships import actions, twins
from app.network.partnerships.records import Partnership
from app.sync.records import Shared
from tests.network.partnerships.founding import found, member, read
from tests.sync.conftest import join  # noqa: F401 - a fixture
from tests.sync.running import Join, sync


def test_what_one_office_founds_stands_locked_in_the_other_without_the_agreement(
    join: Join,  # noqa: F811
) -> None:
    first, second = join("a", "Arkiapu"), join("b", "Naapuri")
    record = found(first, "Muistiverkosto", "Koivu", "Mänty", pricing="Salainen hinta")
    leaver = {"who": read(first, record).members[1]["id"], "why": "Salainen syy"}
    first.write(lambda session: actions.has_left(session, record, leaver))
    sync(first), sync(second)
    here = read(second, record)
    assert here.owner_id
    assert [row["name"] for row in here.members] == ["Koivu", "Mänty"]
    assert here.members[1]["left_on"] == today().isoformat()
    assert (here.pricing, here.departures) == ("", [])
    with second.read() as session:
        shared = session.get_one(Shared, record)
        assert "Salainen" not in msgspec.json.decode(shared.fields).__repr__()


def test_two_offices_that_found_the_same_learn_of_it_and_become_one(join: Join) -> None:  # noqa: F811
    first, second = join("a", "Arkiapu"), join("b", "Naapuri")
    theirs = found(first, "Muistiverkosto", "Koivu")
    ours = found(second, "Muistiverkosto ry", "Mänty")
    sync(first), sync(second), sync(first)
    for store, mine, other in ((first, theirs, ours), (second, ours, theirs)):
        assert waiting(store) == [mine]
        with store.read() as session:
            assert twins.twin_of(session, session.get_one(Partnership, mine)).id == other
    second.write(lambda session: twins.join(session, ours, theirs))
    sync(second), sync(first)
    assert waiting(first) == waiting(second) == []
    assert read(first, ours).deleted_at is not None
    values = {"name": {"fi": "Muistiverkosto"}, "members": [member("Kuusi")]}
    with pytest.raises(InvalidFields):
        second.write(lambda session: actions.save_new(session, values))


def waiting(store: Store) -> list[str]:
    with store.read() as session:
        return [each.record_id for each in actions.matters(session, today())]
