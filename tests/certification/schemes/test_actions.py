"""Schemes on a real encrypted store: versions in their order, and nothing changed once it is there."""

import pytest

from app.certification.schemes import actions
from app.certification.schemes.records import Scheme, values_from
from app.core import editing, history
from app.core.fault import InvalidFields, Refusal
from app.core.field import fields_of
from app.core.store import Store
from app.core.text import set_language
from tests.certification.schemes.data import begun, keep, mini, service


def versions(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(each.version for each in session.query(Scheme).filter_by(deleted_at=None))


def test_the_schemes_of_the_program_are_taken_into_use_once(store: Store) -> None:
    store.write(actions.take_into_use)
    with store.read() as session:
        assert actions.waiting(session) == []
        kept = {each.key: each.content for each in actions.current(session)}
    assert kept == {each.key: each for each in actions.shipped()}
    with pytest.raises(Refusal):
        store.write(actions.take_into_use)


def test_one_ten_comes_after_one_nine(store: Store) -> None:
    for version in ("1.9", "1.10", "2.0", "10.0"):
        keep(store, mini(version))
        with store.read() as session:
            assert actions.newest(session, "mini").version == version
            assert [each.version for each in actions.current(session)] == [version]


@pytest.mark.parametrize("version", ["1.9", "1.09", "1.8", "1", "0"])
def test_an_earlier_version_is_refused_with_words(store: Store, version: str) -> None:
    set_language("en")
    keep(store, mini("1.9"))
    with pytest.raises(Refusal) as caught:
        keep(store, mini(version, ("weight: 5", "weight: 4")))
    assert f"has the version {version}, and 1.9 is here already" in str(caught.value)
    assert versions(store) == ["1.9"]


def test_the_same_version_is_refused_as_known(store: Store) -> None:
    set_language("en")
    keep(store, mini())
    with pytest.raises(Refusal, match="is here already, in this version"):
        keep(store, mini())


def test_a_changed_file_needs_a_later_version(store: Store) -> None:
    set_language("en")
    keep(store, mini())
    with pytest.raises(Refusal, match="Give a changed scheme a later version"):
        keep(store, mini("1", ("Esite on", "Esite ja sivut ovat")))


def test_every_field_of_a_version_stays(store: Store) -> None:
    made = keep(store, mini())
    other = {
        "name": {"fi": "Toinen", "en": "Other"}, "summary": {}, "basis": {"fi": "x"},
        "subject": "organisation", "key": "b", "version": "9", "pass_percent": 0,
        "partly_percent": 100, "certificate": False, "certificate_level": "lower",
        "peer_months": None, "valid_months": 120, "levels": [], "groups": [], "criteria": [],
    }  # fmt: skip
    assert set(other) == set(fields_of(Scheme))
    for name, value in other.items():
        with pytest.raises(InvalidFields) as caught:
            store.write(lambda s, n=name, v=value: editing.change(s, Scheme, made, {n: v}))
        assert set(caught.value.problems) == {name}


def test_two_records_of_one_version_cant_be(store: Store) -> None:
    keep(store, mini())
    with pytest.raises(InvalidFields):
        store.write(lambda s: editing.add(s, Scheme, values_from(mini())))


def test_a_scheme_in_use_stays(store: Store) -> None:
    made = keep(store, mini())
    begun(store, service(store))
    with pytest.raises(Refusal):
        store.write(lambda s: editing.remove(s, Scheme, [made]))


def test_a_scheme_in_the_bin_isnt_offered_and_comes_back(store: Store) -> None:
    made = keep(store, mini())
    store.write(lambda s: editing.remove(s, Scheme, [made]))
    with store.read() as session:
        assert actions.newest(session, "mini") is None
    again = keep(store, mini())
    with pytest.raises(InvalidFields):
        store.write(lambda s: editing.restore(s, Scheme, [made]))
    store.write(lambda s: editing.remove(s, Scheme, [again]))
    store.write(lambda s: editing.restore(s, Scheme, [made]))
    assert versions(store) == ["1"]


def test_taking_into_use_can_be_undone_and_done_again(store: Store) -> None:
    store.write(actions.take_into_use)
    store.undo()
    with store.read() as session:
        assert len(actions.waiting(session)) == 3
    store.redo()
    with store.read() as session:
        assert actions.waiting(session) == []


def test_history_knows_the_scheme_was_added(store: Store) -> None:
    made = keep(store, mini())
    with store.read() as session:
        assert [each.field for each in history.entries(session, made)] == [history.CREATED]
